import { factAt, isIn, isObject, kindOf, type Part } from '../../src/engine/definition/index.js';
import { leadCase } from '../../src/lead/lead.case.js';
import { resultsNow } from '../../src/lead/parts/results.js';
import type { CorrectableFact } from '../../src/lead/rectification/fact.js';
import { correctableFacts } from '../../src/lead/rectification/facts.js';
import type { Play } from './play.js';
import { both, cashBody, claimBody, receiver, seizure } from './scenes.js';

/** Picks one of a list; undefined of an empty one. */
export type Pick = <T>(from: readonly T[]) => T | undefined;

type Body = Record<string, unknown>;
type Maker = (play: Play, part: Part | undefined, pick: Pick, now: string) => Body;

const findings = ['suspect', 'suspect', 'suspect', 'tool', 'victim', 'undetermined', 'legitimate'];
const amounts = ['10000', '3330000', '20000000'];

function idOf(play: Play, kind: string, pick: Pick, ...states: string[]): string | undefined {
  const parts = play.file.parts.filter((part) => part.kind === kind && (states.length === 0 || isIn(part, ...states)));
  return pick(parts)?.id;
}

/** Bodies that fit the case as it stands, where an example alone would never do. */
const makers: Record<string, Maker> = {
  'lead.dispatched': () => ({ station: 'xiufeng' }),
  'lead.accepted': () => ({ officers: both }),
  'lead.arrived': () => ({ officers: both }),
  'lead.supplemented': (_, __, pick) => ({ note: pick(['a', 'b']) }),
  'lead.classified': (_, __, pick) => ({
    finding: pick(findings),
    reason: 'r',
    grounds: ['historyNormal', 'purposeEvidence'],
  }),
  'lead.subjectLeft': () => ({ means: 'onFoot' }),
  'lead.filed': (_, __, pick, now) => ({
    caseNumber: 'A1',
    kind: pick(['criminal', 'criminal', 'administrative']),
    organ: 'o',
    filedAt: now,
  }),
  'lead.filingExtended': (_, __, pick) => ({ days: pick([7, 30]) }),
  'lead.feedbackSent': (play, _, pick) => ({ result: pick([...resultsNow(play.view)]) ?? 'confirmed' }),
  'hold.started': (_, __, pick) => ({ minutes: 10, reason: 'r', told: pick(['now', 'later']), laterReason: 'l' }),
  'account.stopPaid': (_, part) => ({ amount: part?.facts['amount'] ?? '1' }),
  'cash.secured': (play, part, pick) => {
    const from = pick([undefined, idOf(play, 'account', pick, 'located', 'stopPayOrdered', 'stopPaid')]);
    const amount = String(part?.facts['amount'] ?? pick(amounts));
    const { from: _, ...body } = cashBody(amount);
    return from === undefined ? body : { ...body, from };
  },
  'cash.seized': () => seizure,
  'cash.custodyAccepted': (_, part) => ({ amount: part?.facts['amount'] }),
  'suspect.questioned': (_, __, pick, now) => ({ arrivedAt: now, protection: pick(['none', 'none', 'under16']) }),
  'suspect.questioningExtended': (_, part) => ({ hours: part?.facts['hours'] === 24 ? 48 : 24 }),
  'suspect.detained': () => ({ decisionNumber: 'D1' }),
  'suspect.arrestRequestExtended': (_, __, pick) => ({ days: pick([7, 30]) }),
  'claim.filed': (play, _, pick) =>
    claimBody(
      idOf(play, 'victim', pick) ?? 'victim-1',
      pick(amounts) ?? '1',
      idOf(play, 'cash', pick, 'inCustody', 'announced') ?? 'cash-1',
    ),
  'return.proposed': (play, _, pick) => ({
    asset: idOf(play, 'cash', pick, 'inCustody') ?? 'cash-1',
    mode: 'physical',
  }),
  'return.approved': (_, part) => ({ proposal: part?.facts['proposal'] }),
  'return.executed': () => receiver,
  'lead.recordedInError': (play, _, pick) => ({ version: pick([play.view.lastMoved, play.file.version]), reason: 'r' }),
};

/** A value that the field allows, whatever it is about. */
function valueFor({ spec, path }: CorrectableFact, play: Play, pick: Pick, now: string): unknown {
  const { schema } = spec;
  const items = isObject(schema['items']) ? schema['items']['enum'] : schema['enum'];
  if (Array.isArray(items)) return schema['type'] === 'array' ? items.slice(0, pick([2, 3, 4])) : pick(items);
  if (schema['x-unit'] !== undefined) return pick([...amounts, '19000000', '5000000']);
  if (schema['format'] === 'date-time') return pick([now, play.file.openedAt]);
  if (schema['type'] === 'integer') return pick([5, 10, 20]);
  if (schema['type'] === 'boolean') return pick([true, false]);
  if (schema['type'] === 'object') return { '10000': pick([1, 333, 1900, 2000]) };
  if (path === 'from') return idOf(play, 'account', pick) ?? 'account-1';
  return 'bank-b';
}

/** A correction of something that was recorded of this part. */
function correctionFor(play: Play, kind: string, part: Part | undefined, pick: Pick, now: string): Body {
  const facts = correctableFacts[kind] ?? [];
  const recorded = facts.filter((fact) => factAt(part?.facts, fact.path) !== undefined);
  const fact = pick(recorded.length > 0 ? recorded : facts);
  if (!fact) throw new Error(`nothing of ${kind} can be corrected`);
  const value = valueFor(fact, play, pick, now);
  const notes = kind === 'cash' && fact.path === 'amount' ? { denominations: { '10000': Number(value) / 10000 } } : {};
  return { field: fact.path, value, reason: 'r', ...notes };
}

/** A body for this event on this part, good enough to be accepted more often than not. */
export function bodyFor(play: Play, type: string, part: string | undefined, pick: Pick, now: string): Body {
  const addressed = play.file.parts.find((candidate) => candidate.id === part);
  const kind = kindOf(type);
  const made =
    type === `${kind}.rectified`
      ? correctionFor(play, kind, addressed ?? play.part('lead-1'), pick, now)
      : (makers[type]?.(play, addressed, pick, now) ?? { ...leadCase.events.get(type)?.example });
  return part === undefined ? made : { ...made, part };
}
