import { defineEvent, FreeText, Whole } from '../../../engine/definition/index.js';
import { numberIn, objectsIn } from '../../facts.js';
import { duty, officer } from '../../roles.js';
import { objectionOpen } from '../../rules/notice.js';

class Resolution {
  @Whole({ zh: '异议编号', en: 'number of the objection', min: 1, max: 10000 }) objection!: number;
  @FreeText({ zh: '核查结果与答复', en: 'what was found and answered' }) how!: string;
}

/** An objection is answered and the proposal stands. If it was right the return is withdrawn and proposed anew. */
export const objectionResolved = defineEvent({
  type: 'return.objectionResolved',
  title: { zh: '答复异议', en: 'Answer an objection' },
  roles: [...duty, ...officer],
  payload: Resolution,
  example: { objection: 1, how: '核对银行流水，该笔入账与异议人无关，已书面答复' },
  rules: [objectionOpen],
  facts: ({ part, body, at }) => ({
    objections: objectsIn(part?.facts, 'objections').map((one) =>
      numberIn(one, 'number') === body.objection ? { ...one, how: body.how, resolvedAt: at } : one,
    ),
  }),
});
