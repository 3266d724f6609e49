import { type Actor, factAt, isIn, isObject, kindOf, type Part } from '../../src/engine/definition/index.js';
import { alarmsIn } from '../../src/lead/escalation.js';
import { numberIn, objectsIn, textsIn } from '../../src/lead/facts.js';
import { indicatorCodes } from '../../src/lead/indicators/catalogue.js';
import { leadCase } from '../../src/lead/lead.case.js';
import { balanceOf, drawable, remainderOf, thingsInHand } from '../../src/lead/parts/assets.js';
import { resultsNow } from '../../src/lead/parts/results.js';
import { freezeEndsAt } from '../../src/lead/parts/terms.js';
import type { CorrectableFact } from '../../src/lead/rectification/fact.js';
import { correctableFacts } from '../../src/lead/rectification/facts.js';
import { directness } from '../../src/lead/restitution/directness.js';
import { inflowsOf } from '../../src/lead/restitution/flows.js';
import { plusDays } from '../../src/lead/time.js';
import type { Play } from './play.js';
import { flowOf, paidFrom } from './returning-money.js';
import {
  cashBody,
  claimBody,
  claimsIn,
  elsewhere,
  goldBody,
  goldReport,
  handOverBody,
  parcelContents,
  personHandedOver,
  receiver,
  report,
  seizure,
} from './scenes.js';
import { officersWith } from './walk/cast.js';

/** Picks one of a list; undefined of an empty one. */
export type Pick = <T>(from: readonly T[]) => T | undefined;

/** Who says what, when, and about which part. */
export interface Saying {
  readonly play: Play;
  readonly part: Part | undefined;
  readonly who: Actor;
  /** The moment of recording, ISO 8601 UTC. */
  readonly now: string;
  readonly pick: Pick;
}

type Body = Record<string, unknown>;
/** A body that fits the case as it stands; undefined when there is nothing to say. */
type Maker = (saying: Saying) => Body | undefined;

const findings = ['suspect', 'suspect', 'suspect', 'tool', 'victim', 'undetermined', 'legitimate'];
const weights = ['30000', '135000'];
const amounts = ['10000', '3330000', '20000000'];
const stations = ['xiufeng', 'xiufeng', 'diecai', 'qixing'];
const reason = () => ({ reason: 'r' });

/** What of the account's sum nobody has drawn or got back; 1 fen where nothing is left, as nothing is no sum. */
function leftIn({ play, part }: Saying): string {
  const left = part ? balanceOf(play.view, part) : 0n;
  return String(left > 0n ? left : 1n);
}

/** In which states of an account somebody may claim its money. */
const claimable = ['stopPaid', 'freezeRequested', 'freezeOrdered', 'frozen', 'lapsed'];

/** Numbers of the objections that nobody has answered. */
function openObjections(part: Part | undefined): number[] {
  return objectsIn(part?.facts, 'objections').flatMap((one) =>
    one['resolvedAt'] === undefined ? [numberIn(one, 'number') ?? 1] : [],
  );
}

/** The inflows of the account that the addressed claim is on. */
function inflowsIn({ play, part }: Saying): string[] {
  return inflowsOf(play.view.get(String(part?.facts['asset']))).map(({ id }) => id);
}

const officers: Maker = ({ play, who }) => ({ officers: officersWith(play, who) });

/** The example of the catalogue does. */
const example = (type: string): Record<string, Maker> => ({
  [type]: () => ({ ...leadCase.events.get(type)?.example }),
});

function idOf({ play, pick }: Saying, kind: string, ...states: string[]): string | undefined {
  return pick(play.view.of(kind).filter((part) => states.length === 0 || isIn(part, ...states)))?.id;
}

/** The id of cash or gold in one of these states. */
function thingIn(saying: Saying, ...states: string[]): string | undefined {
  const { pick } = saying;
  return pick([idOf(saying, 'cash', ...states), idOf(saying, 'gold', ...states)].filter((id) => id !== undefined));
}

/** A moment of the last hours, never before the report: deeds are told some time after. */
function earlier({ play, now, pick }: Saying): string {
  const then = new Date(Date.parse(now) - (pick([0, 0, 1, 5, 20]) ?? 0) * 3600_000).toISOString();
  return then < play.file.openedAt ? now : then;
}

/** One way to say each event. A new kind adds its events here; an event that is missing fails the walks. */
const makers: Readonly<Record<string, Maker>> = {
  'lead.reported': ({ pick }) =>
    pick([report, goldReport, without('account'), without('hold'), { ...without('hold'), exercise: true }]),
  'lead.supplemented': (saying) => supplement(saying),
  ...example('lead.acknowledged'),
  ...example('lead.linked'),
  'lead.unlinked': reason,
  ...example('lead.infoRequested'),
  ...example('lead.infoSupplied'),
  'lead.dispatched': ({ pick }) => ({ station: pick(stations) }),
  'lead.supportRequested': ({ pick }) => ({ station: pick(stations), task: 't' }),
  'lead.accepted': officers,
  'lead.declined': reason,
  'lead.arrived': officers,
  'lead.subjectLeft': (saying) => ({ means: 'onFoot', ...maybe(saying, 'suspect', 'suspect', 'identified') }),
  'lead.classified': ({ pick }) => ({
    finding: pick(findings),
    reason: 'r',
    grounds: ['historyNormal', 'purposeEvidence'],
  }),
  'lead.withdrawn': reason,
  'lead.filed': (saying) => ({
    caseNumber: 'A1',
    kind: saying.pick(['criminal', 'criminal', 'administrative']),
    organ: 'o',
    filedAt: earlier(saying),
  }),
  'lead.filingDeclined': reason,
  'lead.filingExtended': ({ pick }) => ({ days: pick([7, 30]) }),
  'lead.filingRevoked': reason,
  'lead.feedbackSent': ({ play, pick }) => ({ result: pick([...resultsNow(play.view)]) ?? 'confirmed' }),
  ...example('lead.feedbackAcknowledged'),
  'lead.concluded': reason,
  ...example('lead.noted'),
  'lead.alarmRaised': (saying) => alarm(saying),
  'lead.alarmAcknowledged': ({ play, who, pick }) => {
    const open = alarmsIn(play.part('lead-1').facts).filter((one) => one.called.includes(who.account));
    const one = pick(open);
    return one && { of: one.of, clock: one.clock };
  },
  'lead.takenOver': ({ pick }) => {
    const where = pick(['center', 'station']);
    return { handover: '0'.repeat(64), where, organisation: where === 'center' ? 'center' : 'xiufeng' };
  },
  'lead.rectified': (saying) => correction(saying, 'lead'),
  'lead.recordedInError': ({ play, pick }) => ({
    version: pick([play.view.lastMoved, play.file.version]),
    reason: 'r',
  }),
  'lead.reopened': reason,
  ...example('lead.personalDataErased'),
  'lead.legalHoldPlaced': ({ pick }) => ({ authority: pick(['A1', 'A2']), reason: 'r' }),
  'lead.legalHoldLifted': ({ pick }) => ({ authority: pick(['A1', 'A2']), reason: 'r' }),
  'lead.erasureProposed': reason,
  ...example('lead.erasureApproved'),
  'lead.erasureRefused': reason,

  'hold.started': ({ pick }) => ({ minutes: 10, reason: 'r', told: pick(['now', 'later']), laterReason: 'l' }),
  'hold.extended': ({ pick }) => ({ minutes: pick([1, 15, 30]), reason: 'r' }),
  ...example('hold.told'),
  'hold.released': reason,
  'hold.rectified': (saying) => correction(saying, 'hold'),

  'account.located': ({ pick }) => ({
    number: '6222020000000000002',
    bank: pick(['bank-a', 'bank-b']),
    holder: '李某',
    amount: pick(amounts),
  }),
  ...example('account.stopPayOrdered'),
  'account.stopPaid': (saying) => ({
    amount: leftIn(saying),
    ...(saying.pick([true, false]) ? { stoppedAt: earlier(saying) } : {}),
  }),
  'account.stopPayRefused': reason,
  'account.freezeRequested': (saying) => ({
    amount: leftIn(saying),
    months: saying.pick([1, 6, 6, 12]),
    scope: 'balance',
    interest: true,
  }),
  ...example('account.freezeOrdered'),
  'account.freezeRefused': reason,
  'account.frozen': (saying) => ({ amount: leftIn(saying) }),
  ...example('account.freezeQueued'),
  ...example('account.renewalOrdered'),
  'account.freezeRenewed': ({ part, now, pick }) => ({
    until: plusDays(freezeEndsAt(part?.facts) ?? now, pick([10, 28]) ?? 10),
  }),
  'account.traced': ({ pick }) =>
    pick([
      flowOf('+200000 A'),
      flowOf('+120000 A', '+80000 B'),
      flowOf('+150000 A', '-150000', '+200000 B'),
      flowOf('+150000 A', '+150000 B', '-100000'),
    ]),
  ...example('account.sentWithCase'),
  ...example('account.unfreezeOrdered'),
  'account.unfrozen': reason,
  'account.leftAlone': reason,
  ...example('account.emptied'),
  'account.rectified': (saying) => correction(saying, 'account'),

  'cash.sought': ({ pick }) => ({ amount: pick(amounts) }),
  'cash.secured': (saying) => {
    const { play, part, who, pick } = saying;
    const { from: _, ...body } = cashBody(String(part?.facts['amount'] ?? pick(amounts)));
    const from = pick([undefined, idOf(saying, 'account', ...drawable)]);
    return { ...body, officers: officersWith(play, who), ...(from === undefined ? {} : { from }) };
  },
  ...example('cash.seizureApproved'),
  'cash.seized': ({ play, who }) => ({ ...seizure, officers: officersWith(play, who) }),
  'cash.custodyAccepted': ({ part }) => ({ amount: part?.facts['amount'] }),
  'cash.unrelated': reason,
  ...example('cash.handedBack'),
  ...example('cash.sentWithCase'),
  ...example('cash.announced'),
  ...example('cash.toTreasury'),
  ...example('cash.lost'),
  'cash.rectified': (saying) => correction(saying, 'cash'),

  'gold.sought': ({ pick }) => ({ amount: pick(weights) }),
  'gold.secured': (saying) => {
    const { play, part, who, pick } = saying;
    const { from: _, paid: __, ...body } = goldBody;
    const from = pick([undefined, idOf(saying, 'account', 'located', 'stopPayOrdered', 'stopPaid')]);
    const amount = String(part?.facts['amount'] ?? pick(weights));
    const bought = from === undefined ? {} : { from, paid: pick(amounts) };
    return { ...body, amount, officers: officersWith(play, who), ...bought };
  },
  ...example('gold.seizureApproved'),
  'gold.seized': ({ play, who }) => ({ ...seizure, officers: officersWith(play, who) }),
  'gold.custodyAccepted': ({ part }) => ({ amount: part?.facts['amount'] }),
  ...example('gold.assayed'),
  'gold.valued': ({ pick }) => ({ value: pick(amounts), priceDate: '2024-11-17', valuer: 'v' }),
  'gold.unrelated': reason,
  ...example('gold.handedBack'),
  ...example('gold.sentWithCase'),
  ...example('gold.announced'),
  ...example('gold.toTreasury'),
  ...example('gold.lost'),
  'gold.rectified': (saying) => correction(saying, 'gold'),

  ...example('parcel.flagged'),
  ...example('parcel.carrierHeld'),
  ...example('parcel.seizureApproved'),
  'parcel.opened': ({ play, who, pick }) => {
    const { part: _, cash, gold, ...body } = parcelContents;
    return { ...body, officers: officersWith(play, who), ...pick([{ cash, gold }, { gold }, { others: '茶叶' }]) };
  },
  'parcel.delivered': ({ pick }) => ({ how: pick(['tooLate', 'controlled', 'cleared']) }),
  'parcel.rectified': (saying) => correction(saying, 'parcel'),

  ...example('suspect.identified'),
  ...example('suspect.caught'),
  'suspect.questioned': (saying) => ({
    arrivedAt: earlier(saying),
    protection: saying.pick(['none', 'none', 'under16']),
  }),
  'suspect.questioningExtended': ({ part }) => ({ hours: part?.facts['hours'] === 24 ? 48 : 24 }),
  'suspect.summoned': (saying) => ({
    hours: saying.pick([8, 12, 24]),
    ...(saying.pick([true, false]) ? { arrivedAt: earlier(saying) } : {}),
  }),
  'suspect.detained': (saying) => ({
    decisionNumber: 'D1',
    ...(saying.pick([true, false]) ? { detainedAt: earlier(saying) } : {}),
  }),
  ...example('suspect.housed'),
  ...example('suspect.familyNotified'),
  ...example('suspect.interviewed'),
  ...example('suspect.arrestRequested'),
  'suspect.arrestRequestExtended': ({ pick }) => ({ days: pick([7, 30]) }),
  ...example('suspect.arrested'),
  ...example('suspect.bailed'),
  'suspect.released': reason,
  ...example('suspect.fled'),
  ...example('suspect.wanted'),
  'suspect.handedOver': (saying) => {
    const transfer = idOf(saying, 'transfer', 'approved', 'handedOver');
    if (!transfer) return undefined;
    return { ...personHandedOver, transfer, officers: officersWith(saying.play, saying.who) };
  },
  'suspect.reclassified': ({ pick }) => ({ as: pick(['tool', 'victim']), reason: 'r' }),
  ...example('suspect.dismissed'),
  'suspect.rectified': (saying) => correction(saying, 'suspect'),

  ...example('victim.identified'),
  ...example('victim.contacted'),
  ...example('victim.verified'),
  ...example('victim.reportLinked'),
  ...example('victim.reportTaken'),
  ...example('victim.persuaded'),
  ...example('victim.refused'),
  ...example('victim.familyContacted'),
  'victim.rectified': (saying) => correction(saying, 'victim'),

  'claim.filed': (saying) => {
    const of = idOf(saying, 'victim');
    const account = idOf(saying, 'account', ...claimable);
    const asset = saying.pick([thingIn(saying, 'inCustody', 'announced'), account]) ?? account;
    if (!of || !asset) return undefined;
    const body = claimBody(of, saying.pick([...amounts, ...weights]) ?? '1', asset);
    return asset === account ? { ...body, paidFrom } : body;
  },
  'claim.verified': (saying) => {
    const inflow = saying.pick([undefined, ...inflowsIn(saying)]);
    return inflow === undefined ? { trace: 't' } : { trace: 't', inflows: [inflow] };
  },
  'claim.rejected': reason,
  'claim.disputed': reason,
  ...example('claim.settled'),
  'claim.rectified': (saying) => correction(saying, 'claim'),

  'return.proposed': (saying) => {
    const account = idOf(saying, 'account', 'frozen');
    const asset = saying.pick([thingIn(saying, 'inCustody'), account]) ?? account;
    if (!asset) return undefined;
    const way = asset === account ? directness(saying.play.view, asset) : 'physical';
    const mode = way === 'unknown' ? 'direct' : way;
    return { asset, mode, ...(saying.pick([true, false]) ? { agreement: 'X1' } : {}) };
  },
  'return.approved': ({ part }) => ({ proposal: part?.facts['proposal'] }),
  'return.rejected': reason,
  ...example('return.announced'),
  ...example('return.objected'),
  'return.objectionResolved': ({ part, pick }) => ({ objection: pick(openObjections(part)) ?? 1, how: 'h' }),
  'return.noticeServed': ({ play, who }) => ({ officers: officersWith(play, who), noticeNumber: 'X1' }),
  'return.corrected': reason,
  'return.executed': ({ play, part }) => {
    const claims = claimsIn(play, part?.id);
    if (String(part?.facts['asset']).startsWith('account'))
      return { payments: claims.map((claim) => ({ claim, reference: 'P' })) };
    return claims.length === 1 ? receiver : { receipts: claims.map((claim) => ({ claim, ...receiver })) };
  },
  'return.withdrawn': reason,
  'return.rectified': (saying) => correction(saying, 'return'),

  'transfer.proposed': ({ pick }) => ({
    ...elsewhere,
    ...pick([{}, { mode: 'cooperate' }, { mode: 'merge', caseNumber: 'A3' }]),
  }),
  ...example('transfer.approved'),
  'transfer.handedOver': ({ play, part, who, pick }) => {
    const held = thingsInHand(play.view).map((thing) => ({
      asset: thing.id,
      amount: String(remainderOf(play.view, thing)),
    }));
    const property = part?.facts['mode'] === 'cooperate' ? held.slice(0, pick([0, 1])) : held;
    return { ...handOverBody(property), officers: officersWith(play, who) };
  },
  ...example('transfer.notified'),
  ...example('transfer.acknowledged'),
  'transfer.refused': reason,
  'transfer.rectified': (saying) => correction(saying, 'transfer'),

  ...example('complaint.opened'),
  ...example('complaint.answered'),
  'complaint.rectified': (saying) => correction(saying, 'complaint'),

  'evidence.promised': ({ pick }) => ({ what: pick(['video', 'photo']), device: 'ZFY-1' }),
  ...example('evidence.received'),
  'evidence.scanned': ({ pick }) => ({ verdict: pick(['clean', 'clean', 'infected', 'unscanned']) }),
  'evidence.withdrawn': reason,
  'evidence.rectified': (saying) => correction(saying, 'evidence'),
};

function without(...fields: string[]): Body {
  return Object.fromEntries(Object.entries(report).filter(([name]) => !fields.includes(name)));
}

/** The id of such a part under this name; nothing, now and then, or when there is none. */
function maybe(saying: Saying, name: string, kind: string, ...states: string[]): Body {
  const id = saying.pick([undefined, idOf(saying, kind, ...states)]);
  return id === undefined ? {} : { [name]: id };
}

/** What was left out of the report, one thing at a time. */
function supplement({ play, pick }: Saying): Body | undefined {
  const known = play.part('lead-1').facts;
  const left = indicatorCodes.filter((code) => !textsIn(known, 'indicators').includes(code));
  const more = [
    { note: 'n' },
    ...(left.length > 0 ? [{ indicators: left.slice(0, 1) }] : []),
    ...(['questions', 'riskNotice', 'customer'] as const).flatMap((name) =>
      known[name] === undefined ? [{ [name]: report[name] }] : [],
    ),
    ...(play.ids('account').length === 0 ? [{ account: report.account }] : []),
    ...(play.ids('hold').length === 0 ? [{ hold: report.hold }] : []),
  ];
  return pick(more);
}

/** A clock stands overdue, and somebody is called: for the first time, or again. */
function alarm({ play, pick }: Saying): Body | undefined {
  const clock = pick(play.file.clocks.filter((one) => one.struckAt !== null));
  if (!clock) return undefined;
  const { part: of, name, dueAt, struckAt } = clock;
  const before = alarmsIn(play.part('lead-1').facts).find((one) => one.of === of && one.clock === name);
  const call = before?.struckAt === struckAt ? before.call + 1 : 1;
  return { of, clock: name, dueAt, struckAt, call, from: Math.min(call, 3), ended: false };
}

/** A value that the field allows, whatever it is about. */
function valueFor({ spec, path }: CorrectableFact, saying: Saying): unknown {
  const { play, pick } = saying;
  const { schema } = spec;
  const items = isObject(schema['items']) ? schema['items']['enum'] : schema['enum'];
  if (Array.isArray(items)) return schema['type'] === 'array' ? items.slice(0, pick([2, 3, 4])) : pick(items);
  if (path === 'inflows') return [pick(inflowsIn(saying)) ?? 'A'];
  if (path === 'evidence') return [idOf(saying, 'evidence') ?? 'evidence-1'];
  if (schema['x-unit'] !== undefined) return pick([...amounts, '19000000', '5000000']);
  if (schema['format'] === 'date') return pick(['1990-01-01', '2024-11-17', '2024-11-18']);
  if (schema['format'] === 'date-time') return pick([earlier(saying), play.file.openedAt]);
  if (schema['type'] === 'integer') return Math.min(pick([5, 10, 20]) ?? 5, Number(schema['maximum']));
  if (schema['type'] === 'boolean') return pick([true, false]);
  if (schema['type'] === 'object') return { '10000': pick([1, 333, 1900, 2000]) };
  if (path === 'from') return idOf(saying, 'account') ?? 'account-1';
  return 'bank-b';
}

/** A correction of something that was recorded of this part. */
function correction(saying: Saying, kind: string): Body | undefined {
  const { play, part = play.part('lead-1'), pick } = saying;
  const recorded = (correctableFacts[kind] ?? []).filter((fact) => factAt(part.facts, fact.path) !== undefined);
  const addable = (correctableFacts[kind] ?? []).filter((fact) => fact.addable);
  const fact = pick(recorded.length > 0 && pick([true, true, false]) ? recorded : [...recorded, ...addable]);
  if (!fact) return undefined;
  const value = valueFor(fact, saying);
  const notes = kind === 'cash' && fact.path === 'amount' ? { denominations: { '10000': Number(value) / 10000 } } : {};
  return { field: fact.path, value, reason: 'r', ...notes };
}

/** A body for this event, good enough to be accepted more often than not; undefined when there is nothing to say now. */
export function bodyFor(type: string, saying: Saying): Body | undefined {
  const make = makers[type];
  if (!make) throw new Error(`${type}: nobody has said in test/lead/bodies.ts how it is recorded`);
  const body = make(saying);
  const isNamed = saying.part !== undefined && kindOf(type) !== leadCase.root;
  return body && isNamed ? { ...body, part: saying.part?.id } : body;
}

/** Events that nobody has said how to record, and those that are in no catalogue any more. */
export function unsaid(): string[] {
  const types = [...leadCase.events.keys()];
  return [...types.filter((type) => !makers[type]), ...Object.keys(makers).filter((type) => !types.includes(type))];
}
