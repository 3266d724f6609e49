import { isIn, type Part } from '../../src/engine/definition/index.js';
import { leadCase } from '../../src/lead/lead.case.js';
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
  'lead.feedbackSent': (_, __, pick) => ({ result: pick(['confirmed', 'interceptedParked']) }),
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
};

/** A body for this event on this part, good enough to be accepted more often than not. */
export function bodyFor(play: Play, type: string, part: string | undefined, pick: Pick, now: string): Body {
  const addressed = play.file.parts.find((candidate) => candidate.id === part);
  const made = makers[type]?.(play, addressed, pick, now) ?? { ...leadCase.events.get(type)?.example };
  return part === undefined ? made : { ...made, part };
}
