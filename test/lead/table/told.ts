import type { Json } from '../../../src/engine/definition/index.js';
import type { Who } from '../people.js';
import { both, receiver } from '../scenes.js';

/**
 * An event and what it does to the parts it is not addressed to. Written by hand, as the table of the kinds is: state →
 * state per kind; in every state that is not named the part stays as it is.
 */
export interface Telling {
  readonly name: string;
  readonly event: string;
  readonly by: Who | 'system';
  readonly body?: Readonly<Record<string, Json>>;
  /** What the house answers, where it is not what it answers to everybody. */
  readonly known?: Readonly<Record<string, Json>>;
  /** Where the case stands when it is recorded: part → its state; of the lead, the states of its regions. */
  readonly when: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  /** Of a closed case: when it was closed, and what was found. */
  readonly closed?: { readonly at: string; readonly finding: string };
  readonly moves: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** States of a kind in which a rule refuses the whole. */
  readonly refused?: Readonly<Record<string, readonly string[]>>;
}

function all(states: readonly string[], to: string): Record<string, string> {
  return Object.fromEntries(states.map((state) => [state, to]));
}

const reason = '核实情况';
const inHand = ['secured', 'seized', 'inCustody', 'announced'];
const cashEnds = ['returned', 'withCase', 'treasury', 'handedBack', 'untouched', 'lost'];
const openClaims = ['filed', 'verified', 'disputed'];
const atLarge = ['identified', 'fled', 'wanted'];
const held = ['caught', 'questioning', 'summoned', 'detained'];
const stopped = ['stopPayOrdered', 'stopPaid'];

/** Nothing of the case is on its way to anybody. */
const noReturn = { 'return-1': 'withdrawn' };
const released = { hold: { 'payment.active': 'payment.released' } };
const superseded = { hold: { 'payment.active': 'payment.superseded' } };
const accountFree = { account: { located: 'untouched', ...all(stopped, 'unrelated') } };
const cashFree = { cash: { sought: 'untouched', ...all(inHand, 'unrelated') } };
const kept = { account: { unrelated: 'located' }, cash: { unrelated: 'secured' } };

const finds = (finding: string) => ({
  event: 'lead.classified',
  by: 'officer' as const,
  body: { finding, reason },
});

const inState = (progress: string, filing = 'none') => ({ progress, filing });
const decided = { ...noReturn, 'lead-1': inState('cleared') };

const claimEnds = (event: string, cash: string, to: string, by: Who): Telling => ({
  name: `${event} ends the claims on it`,
  event,
  by,
  when: { ...noReturn, 'cash-1': cash, 'claim-1': 'filed' },
  moves: { claim: all(openClaims, to) },
  refused: {
    // Nothing goes back to its holder while somebody else has proved that it is theirs.
    ...(event === 'cash.handedBack' ? { claim: ['verified'] } : {}),
    ...(['cash.lost', 'cash.sentWithCase'].includes(event) ? { return: ['proposed', 'approved'] } : {}),
  },
});

const heldToday = (event: string, body: Telling['body'] & object): Telling => ({
  name: `${event}: the customer turns out to have been held elsewhere today, and goes`,
  event,
  by: 'bankdesk',
  body,
  known: { heldAlready: true },
  when: { 'lead-1': inState('enRoute') },
  moves: released,
});

const counted = (notes: number) => ({
  field: 'amount',
  value: `${notes}0000`,
  denominations: { '10000': notes },
  reason: '录入有误',
});

export const tellings: readonly Telling[] = [
  {
    name: 'nothing is wrong: everything goes back, and whoever is at large is no suspect',
    ...finds('legitimate'),
    when: { ...noReturn, 'lead-1': inState('onScene') },
    moves: {
      ...released,
      ...accountFree,
      ...cashFree,
      claim: all(openClaims, 'rejected'),
      suspect: all(atLarge, 'dismissed'),
    },
    refused: { suspect: held, return: ['proposed', 'approved'] },
  },
  { name: 'suspicious after all: what was to go back stays', ...finds('suspect'), when: decided, moves: kept },
  { name: 'undetermined: what was to go back stays', ...finds('undetermined'), when: decided, moves: kept },
  ...['victim', 'tool'].map((finding) => ({
    name: `the customer is a ${finding}, and no suspect`,
    ...finds(finding),
    when: decided,
    moves: { ...kept, suspect: all(atLarge, 'reclassified') },
    refused: { suspect: held },
  })),
  {
    name: "withdrawn as the bank's mistake: hold and account are free",
    event: 'lead.withdrawn',
    by: 'teller',
    when: { 'lead-1': inState('enRoute') },
    moves: { ...released, ...accountFree, cash: { sought: 'untouched' } },
  },
  {
    name: 'linked before anybody is there: the customer goes',
    event: 'lead.linked',
    by: 'duty',
    when: { 'lead-1': inState('enRoute') },
    moves: released,
  },
  {
    name: 'linked later: only an entry',
    event: 'lead.linked',
    by: 'duty',
    when: { 'lead-1': inState('onScene') },
    moves: {},
  },
  {
    name: 'not filed: everything goes back',
    event: 'lead.filingDeclined',
    by: 'officer',
    when: { ...noReturn, 'lead-1': inState('intervening', 'review') },
    moves: { ...released, ...accountFree, ...cashFree, claim: all(openClaims, 'rejected') },
  },
  {
    name: 'filed: what was to go back stays',
    event: 'lead.filed',
    by: 'officer',
    when: { 'lead-1': inState('intervening', 'review') },
    moves: kept,
  },
  {
    name: 'concluded: accounts that were only located stay as they are',
    event: 'lead.concluded',
    by: 'duty',
    when: { 'lead-1': inState('intervening', 'filed') },
    moves: { account: { located: 'untouched' } },
  },
  {
    name: 'the subject left: whoever is merely identified has fled',
    event: 'lead.subjectLeft',
    by: 'officer',
    when: { 'lead-1': inState('intervening', 'filed') },
    moves: { suspect: { identified: 'fled' } },
  },
  {
    name: 'the money is stopped: nobody needs to be held for it',
    event: 'account.stopPaid',
    by: 'bankdesk',
    when: { 'account-1': 'stopPayOrdered' },
    moves: superseded,
  },
  {
    name: 'all of the money is secured as cash: nothing is left in the account',
    event: 'cash.secured',
    by: 'officer',
    body: {
      amount: '30000000',
      denominations: { '10000': 3000 },
      heldBy: '张某',
      where: '3 号窗口',
      officers: both,
      from: 'account-1',
    },
    // The cash that was drawn from it before was recorded in error.
    when: { ...noReturn, 'cash-1': 'annulled', 'account-1': 'located' },
    moves: { ...superseded, account: all(['located', ...stopped], 'drawnOut') },
    refused: {
      account: ['unrelated', 'unfrozen', 'drawnOut', 'emptied', 'untouched', 'annulled'],
      cash: ['sought', ...inHand, 'unrelated', ...cashEnds],
    },
  },
  claimEnds('cash.lost', 'inCustody', 'rejected', 'officer'),
  claimEnds('cash.handedBack', 'unrelated', 'rejected', 'custodian'),
  claimEnds('cash.sentWithCase', 'inCustody', 'withCase', 'custodian'),
  claimEnds('cash.toTreasury', 'announced', 'withCase', 'custodian'),
  {
    name: 'a claim on announced cash ends the notice',
    event: 'claim.filed',
    by: 'officer',
    when: { ...noReturn, 'claim-1': 'rejected', 'cash-1': 'announced' },
    moves: { cash: { announced: 'inCustody' } },
    refused: {
      claim: openClaims,
      victim: ['annulled'],
      cash: [...['sought', 'secured', 'seized', 'unrelated', 'annulled'], ...cashEnds],
    },
  },
  {
    name: 'handed out: the cash is returned, the claim paid, the victim has everything back',
    event: 'return.executed',
    by: 'custodian',
    body: receiver,
    when: {},
    moves: {
      cash: { inCustody: 'returned' },
      claim: { verified: 'paid' },
      victim: all(['reportLinked', 'reportTaken'], 'satisfied'),
    },
    refused: {
      claim: ['filed', 'disputed', 'paid', 'rejected', 'withCase', 'annulled'],
      cash: [...['sought', 'secured', 'seized', 'announced', 'unrelated', 'annulled'], ...cashEnds],
    },
  },
  {
    name: 'more cash was counted: nothing is left in the account, and the return is proposed anew',
    event: 'cash.rectified',
    by: 'officer2',
    body: counted(3000),
    when: {},
    moves: {
      account: all(['located', ...stopped], 'drawnOut'),
      return: all(['proposed', 'approved'], 'withdrawn'),
    },
    refused: { return: ['executed'] },
  },
  {
    name: 'less cash was counted: something is left in the account after all',
    event: 'cash.rectified',
    by: 'officer2',
    body: counted(1000),
    when: {},
    moves: { account: { drawnOut: 'located' }, return: all(['proposed', 'approved'], 'withdrawn') },
    refused: { return: ['executed'] },
  },
  {
    name: 'more was in the account: something is left after all',
    event: 'account.rectified',
    by: 'bankdesk',
    body: { field: 'amount', value: '40000000', reason },
    when: { 'account-1': 'drawnOut' },
    moves: {},
  },
  heldToday('lead.supplemented', { note: '客户身份已核实' }),
  {
    ...heldToday('lead.rectified', { field: 'customer.idNumber', value: '990101199001011237', reason }),
    // Who was arrested or bailed under a name is not renamed.
    refused: { suspect: ['arrested', 'bailed'] },
  },
  {
    name: 'the sum of a claim was wrong: the return is proposed anew',
    event: 'claim.rectified',
    by: 'officer2',
    when: {},
    moves: { return: all(['proposed', 'approved'], 'withdrawn') },
  },
  {
    name: 'erased: what was filed, filmed or promised is gone with the key',
    event: 'lead.personalDataErased',
    by: 'system',
    when: { ...noReturn, 'lead-1': inState('settled'), 'claim-1': 'annulled', 'complaint-1': 'annulled' },
    closed: { at: '2024-05-01T02:00:00.000Z', finding: 'legitimate' },
    moves: { evidence: all(['promised', 'quarantined', 'accepted'], 'erased') },
    // An answer of today is kept for thirty days more.
    refused: { claim: openClaims, complaint: ['open', 'answered'] },
  },
];
