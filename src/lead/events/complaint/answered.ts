import { defineEvent, FreeText, OneOf } from '../../../engine/definition/index.js';
import { duty } from '../../roles.js';
import { uninvolved } from '../../rules/complaint.js';
import { whetherInvolved } from '../payloads.js';

const outcomes = ['upheld', 'partlyUpheld', 'notUpheld'];

class Answer {
  @OneOf(outcomes, { zh: '结论', en: 'outcome' }) outcome!: string;
  @FreeText({ zh: '答复内容', en: 'answer' }) answer!: string;
}

/** Somebody who had no part in the case has looked into it and answered. */
export const answered = defineEvent({
  type: 'complaint.answered',
  title: { zh: '答复投诉', en: 'Answer the complaint' },
  roles: duty,
  payload: Answer,
  example: { outcome: 'upheld', answer: '经查，民警未按时到场。已向您致歉，并通报责任单位' },
  rules: [uninvolved],
  keeps: ['outcome', 'answer'],
  facts: ({ at, actor }) => ({ answeredAt: at, answeredBy: actor.account }),
  asks: (_, actor) => [whetherInvolved(actor)],
});
