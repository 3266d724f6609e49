import { defineEvent, FreeText, Inner } from '../../../engine/definition/index.js';
import { objectsIn } from '../../facts.js';
import { duty, officer } from '../../roles.js';
import { Person } from '../payloads.js';

class Objection {
  @Inner(() => Person, { zh: '异议人', en: 'who objects' }) by!: Person;
  @FreeText({ zh: '异议内容', en: 'what they object to' }) reason!: string;
}

/** Somebody objects to the published return; until it is answered nothing is approved. The thirty days run on. */
export const objected = defineEvent({
  type: 'return.objected',
  title: { zh: '登记异议', en: 'Record an objection' },
  roles: [...duty, ...officer],
  payload: Objection,
  example: { by: { name: '赵某', phone: '19900000003' }, reason: '其中一笔入账是本人汇款' },
  facts: ({ part, body, at }) => {
    const objections = objectsIn(part?.facts, 'objections');
    return {
      objections: [
        ...objections,
        { number: objections.length + 1, by: { ...body.by }, reason: body.reason, objectedAt: at },
      ],
    };
  },
});
