import { type Expectations, type Row, under } from '../../engine/table/expectations.js';
import { untilCleared } from './lead.js';
import { approver, custodian, officer, police } from './roles.js';

export const inHand = ['secured', 'seized', 'inCustody'];
const open = ['sought', ...inHand, 'announced', 'unrelated'];
const ends = ['returned', 'withCase', 'treasury', 'handedBack', 'untouched', 'lost'];

/** What is expected of cash, and of gold alike. */
export function thing(kind: 'cash' | 'gold', more: Readonly<Record<string, Row>> = {}): Expectations {
  return {
    kind,
    states: ['new', ...open, ...ends],
    opens: {
      [`${kind}.sought`]: { in: untilCleared, by: police },
      // Somebody is there, or on the way.
      [`${kind}.secured`]: { in: under('progress', 'enRoute', 'onScene', 'intervening'), by: officer },
    },
    events: {
      [`${kind}.secured`]: { in: ['sought'], by: officer },
      // A fact, which may come after the deed.
      [`${kind}.seizureApproved`]: { in: inHand, by: approver },
      [`${kind}.seized`]: { in: ['secured'], by: officer },
      [`${kind}.custodyAccepted`]: { in: ['seized'], by: custodian },
      [`${kind}.unrelated`]: { in: [...inHand, 'announced'], by: officer },
      [`${kind}.handedBack`]: { in: ['unrelated'], by: [...officer, ...custodian] },
      [`${kind}.sentWithCase`]: { in: ['inCustody'], by: custodian },
      // Of what does not belong to the case too, when nobody is there to take it back.
      [`${kind}.announced`]: { in: ['inCustody', 'unrelated'], by: officer },
      [`${kind}.toTreasury`]: { in: ['announced'], by: custodian },
      [`${kind}.lost`]: { in: open, by: officer },
      [`${kind}.rectified`]: { in: [...open, ...ends], by: police },
      ...more,
    },
  };
}
