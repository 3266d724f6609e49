import { defineEvent, Whole } from '../../../engine/definition/index.js';
import { textIn } from '../../facts.js';
import { ageIn } from '../../parts/protection.js';
import { approver } from '../../roles.js';
import { questioningApproverLevel } from '../../rules/approval.js';
import { ageKnown, extendedInTime, notProtected, stepByStep, stillNotFiled } from '../../rules/suspect.js';

class QuestioningExtension {
  @Whole({ zh: '延长至多少小时：24 或 48', en: 'hours in all: 24 or 48', min: 1, max: 48 }) hours!: number;
}

/** Questioning is extended step by step: 12, 24, 48 hours from arrival. The age is asked again: an ID may have turned up. */
export const questioningExtended = defineEvent({
  type: 'suspect.questioningExtended',
  title: { zh: '延长继续盘问', en: 'Extend the questioning' },
  roles: approver,
  payload: QuestioningExtension,
  example: { hours: 24 },
  rules: [questioningApproverLevel, notProtected, ageKnown, stillNotFiled, extendedInTime, stepByStep],
  keeps: ['hours'],
  facts: ({ part, known }) => ({ age: ageIn(known) ?? textIn(part?.facts, 'age') }),
  asks: (_body, _actor, part) => [{ name: 'ageBand', about: { part: part ?? '' } }],
});
