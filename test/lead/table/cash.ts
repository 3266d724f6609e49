import { type Expectations, under } from '../../engine/table/expectations.js';
import { untilCleared } from './lead.js';
import { approver, custodian, officer, police } from './roles.js';

const inHand = ['secured', 'seized', 'inCustody'];
const open = ['sought', ...inHand, 'announced', 'unrelated'];
const ends = ['returned', 'withCase', 'treasury', 'handedBack', 'untouched', 'lost', 'transferred'];

export const cash: Expectations = {
  kind: 'cash',
  states: ['new', ...open, ...ends],
  opens: {
    'cash.sought': { in: untilCleared, by: police },
    // Somebody is there, or on the way.
    'cash.secured': { in: under('progress', 'enRoute', 'onScene', 'intervening'), by: officer },
  },
  events: {
    'cash.secured': { in: ['sought'], by: officer },
    // A fact, which may come after the deed.
    'cash.seizureApproved': { in: inHand, by: approver },
    'cash.seized': { in: ['secured'], by: officer },
    'cash.custodyAccepted': { in: ['seized'], by: custodian },
    'cash.unrelated': { in: [...inHand, 'announced'], by: officer },
    'cash.handedBack': { in: ['unrelated'], by: [...officer, ...custodian] },
    'cash.sentWithCase': { in: ['inCustody'], by: custodian },
    // Of what does not belong to the case too, when nobody is there to take it back.
    'cash.announced': { in: ['inCustody', 'unrelated'], by: officer },
    'cash.toTreasury': { in: ['announced'], by: custodian },
    'cash.lost': { in: open, by: officer },
    'cash.rectified': { in: [...open, ...ends], by: police },
  },
};
