import type { Facts, Json } from '../../../src/engine/definition/index.js';
import type { Who } from '../people.js';
import { both, goldBody, receiver } from '../scenes.js';

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
  /** What the parts know then beside what they know in the scene. */
  readonly facts?: Readonly<Record<string, Facts>>;
  /** When the case was closed, where that matters. */
  readonly closed?: string;
  readonly moves: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** States of a kind in which a rule refuses the whole. */
  readonly refused?: Readonly<Record<string, readonly string[]>>;
}

function all(states: readonly string[], to: string): Record<string, string> {
  return Object.fromEntries(states.map((state) => [state, to]));
}

const reason = '核实情况';
const inHand = ['secured', 'seized', 'inCustody', 'announced'];
const cashEnds = ['returned', 'withCase', 'treasury', 'handedBack', 'untouched', 'lost', 'transferred'];
const accountEnds = ['returned', 'withCase', 'transferred'];
const parcels = ['flagged', 'carrierHeld', 'seizureApproved'];
const underWay = ['proposed', 'announced', 'objected', 'approved', 'noticeServed'];
const openClaims = ['filed', 'verified', 'disputed'];
const atLarge = ['identified', 'fled', 'wanted'];
const held = ['caught', 'questioning', 'summoned', 'detained'];
const goingAway = ['course.proposed', 'course.approved', 'course.handedOver'];
const underStop = ['stopped.stopPaid', 'stopped.freezeRequested', 'stopped.freezeOrdered'];
/** The bank keeps the money, or was told to. */
const stopped = ['stopPayOrdered', ...underStop, 'freezeOrdered'];
/** Nobody has told the bank anything that still stands. */
const loose = ['located', 'lapsed', 'freezeRequested'];

/** Nothing of the case is on its way to anybody. */
const noReturn = { 'return-1': 'withdrawn' };
const released = { hold: { 'payment.active': 'payment.released' } };
const superseded = { hold: { 'payment.active': 'payment.superseded' } };
const accountFree = { account: { ...all(loose, 'untouched'), ...all([...stopped, 'frozen'], 'unrelated') } };
const thingFree = { sought: 'untouched', ...all(inHand, 'unrelated') };
const thingsFree = { cash: thingFree, gold: thingFree, parcel: all(parcels, 'released') };
const kept = { account: { unrelated: 'located' }, cash: { unrelated: 'secured' }, gold: { unrelated: 'secured' } };

const finds = (finding: string) => ({
  event: 'lead.classified',
  by: 'officer' as const,
  body: { finding, reason },
});

const inState = (progress: string, filing = 'none') => ({ progress, filing });
const decided = { ...noReturn, 'lead-1': inState('cleared') };

const leavesOtherClaims = (event: string, gold: string, by: Who): Telling => ({
  name: `${event} leaves the claims on other things alone`,
  event,
  by,
  when: { 'gold-1': gold },
  moves: {},
});

const claimEnds = (event: string, cash: string, to: string, by: Who): Telling => ({
  name: `${event} ends the claims on it`,
  event,
  by,
  when: { ...noReturn, 'cash-1': cash, 'claim-1': 'filed' },

  moves: { claim: all(openClaims, to) },
  refused: {
    // Nothing goes back to its holder while somebody else has proved that it is theirs.
    ...(event === 'cash.handedBack' ? { claim: ['verified'] } : {}),
    ...(['cash.lost', 'cash.sentWithCase'].includes(event) ? { return: underWay } : {}),
  },
});

const notInHand = [
  'sought',
  'handedBack',
  'lost',
  'returned',
  'transferred',
  'treasury',
  'untouched',
  'withCase',
  'annulled',
];

const heldToday = (event: string, body: Telling['body'] & object): Telling => ({
  name: `${event}: the customer turns out to have been held elsewhere today, and goes`,
  event,
  by: 'bankdesk',
  body,
  known: { heldAlready: true },
  when: { 'lead-1': inState('enRoute') },
  moves: released,
});

const claimedAccountEnds = (event: string, to: string, by: Who): Telling => ({
  name: `${event} ends the claims on it`,
  event,
  by,
  when: { ...noReturn, 'account-1': 'frozen', 'claim-1': 'filed' },
  facts: { 'account-1': { unfreezeOrder: 'U1' }, 'claim-1': { asset: 'account-1' } },
  moves: { claim: all(openClaims, to) },
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
      ...thingsFree,
      claim: all(openClaims, 'rejected'),
      suspect: all(atLarge, 'dismissed'),
    },
    refused: { suspect: held, return: underWay, transfer: goingAway },
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
    moves: {
      ...released,
      ...accountFree,
      cash: { sought: 'untouched' },
      gold: { sought: 'untouched' },
      parcel: all(parcels, 'released'),
    },
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
    moves: { ...released, ...accountFree, ...thingsFree, claim: all(openClaims, 'rejected') },
    refused: { transfer: goingAway },
  },
  {
    name: 'another organ has the case: everything that is open goes with it',
    event: 'transfer.acknowledged',
    by: 'duty',
    when: { ...noReturn, 'transfer-1': { course: 'handedOver', owed: 'notice' } },
    moves: {
      account: all([...loose, ...stopped, 'frozen', 'unrelated'], 'transferred'),
      cash: all([...inHand, 'unrelated'], 'transferred'),
      gold: all([...inHand, 'unrelated'], 'transferred'),
      parcel: all(parcels, 'transferred'),
      claim: all(openClaims, 'transferred'),
      suspect: all(atLarge, 'transferred'),
    },
    // A person goes by a hand-over of their own; what went back or went another way since it was counted is counted again.
    refused: { suspect: held, return: [...underWay, 'executed'], cash: notInHand, gold: notInHand },
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
    moves: { account: all(['located', 'lapsed'], 'untouched') },
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
    body: { amount: '10000000' },
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
    moves: { ...superseded, account: all([...loose, ...stopped], 'drawnOut') },
    refused: {
      account: [...['frozen', 'unrelated', 'unfrozen', 'drawnOut', 'emptied', 'untouched', 'annulled'], ...accountEnds],
      cash: ['sought', ...inHand, 'unrelated', ...cashEnds],
    },
  },
  claimedAccountEnds('account.unfrozen', 'rejected', 'bankdesk'),
  claimedAccountEnds('account.emptied', 'rejected', 'bankdesk'),
  claimedAccountEnds('account.sentWithCase', 'withCase', 'officer'),
  claimEnds('cash.lost', 'inCustody', 'rejected', 'officer'),
  claimEnds('cash.handedBack', 'unrelated', 'rejected', 'custodian'),
  claimEnds('cash.sentWithCase', 'inCustody', 'withCase', 'custodian'),
  claimEnds('cash.toTreasury', 'announced', 'withCase', 'custodian'),
  // The claim here is on the cash; what becomes of claims on gold stands in stories/gold.test.ts.
  {
    // The account here is drawn out although something is left in it.
    name: 'gold was corrected: an account is where its balance says, and the return of the cash stays as it is',
    event: 'gold.rectified',
    by: 'officer2',
    when: {},
    moves: { account: { drawnOut: 'located' } },
  },
  leavesOtherClaims('gold.lost', 'inCustody', 'officer'),
  leavesOtherClaims('gold.handedBack', 'unrelated', 'custodian'),
  leavesOtherClaims('gold.sentWithCase', 'inCustody', 'custodian'),
  leavesOtherClaims('gold.toTreasury', 'announced', 'custodian'),
  {
    name: 'all of the money went for gold that is secured: nothing is left in the account',
    event: 'gold.secured',
    by: 'officer',
    body: { ...goldBody, paid: '30000000' },
    when: { ...noReturn, 'cash-1': 'annulled', 'account-1': 'located' },
    moves: { ...superseded, account: all([...loose, ...stopped], 'drawnOut') },
    refused: {
      account: [...['frozen', 'unrelated', 'unfrozen', 'drawnOut', 'emptied', 'untouched', 'annulled'], ...accountEnds],
      cash: ['sought', ...inHand, 'unrelated', ...cashEnds],
    },
  },
  {
    name: 'a parcel is opened: no payment is left to delay',
    event: 'parcel.opened',
    by: 'officer',
    when: { 'parcel-1': 'seizureApproved' },
    moves: superseded,
  },
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
      claim: ['filed', 'disputed', 'paid', 'rejected', 'withCase', 'transferred', 'annulled'],
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
      account: all([...loose, ...stopped], 'drawnOut'),
      return: all(underWay, 'withdrawn'),
    },
    refused: { return: ['executed'] },
  },
  {
    name: 'less cash was counted: something is left in the account after all',
    event: 'cash.rectified',
    by: 'officer2',
    body: counted(1000),
    when: {},
    moves: { account: { drawnOut: 'located' }, return: all(underWay, 'withdrawn') },
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
    moves: { return: all(underWay, 'withdrawn') },
  },
  {
    name: 'erased: what was filed, filmed or promised is gone with the key',
    event: 'lead.personalDataErased',
    by: 'system',
    when: { ...noReturn, 'lead-1': inState('settled'), 'claim-1': 'annulled', 'complaint-1': 'annulled' },
    facts: { 'lead-1': { finding: 'legitimate' } },
    closed: '2024-05-01T02:00:00.000Z',
    moves: { evidence: all(['promised', 'quarantined', 'accepted'], 'erased') },
    // An answer of today is kept for thirty days more.
    refused: { claim: openClaims, complaint: ['open', 'answered'], return: underWay },
  },
];
