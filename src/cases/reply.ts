import type { Admitted } from '../engine/admitted.js';
import type { Action } from '../engine/available.js';
import type { CaseFile, Json } from '../engine/definition/index.js';
import { type Effects, type Entry, effectsOf } from '../engine/ledger/entry.js';
import type { Outcome } from '../engine/work.js';
import { invalidFields } from '../platform/problem.js';
import { releasedDefinition } from './definitions.js';
import { keyReused, noSuchCase, possibleEvent, refused, stale } from './problems.js';
import { shownMove } from './shown-state.js';

/** The answer to a submission: what goes into the body and into the headers. */
export interface Reply {
  readonly caseId: string;
  readonly version: number;
  /** True when the key was known and the recorded outcome is repeated. */
  readonly replayed: boolean;
  readonly body: { readonly [key: string]: Json };
}

/** What the sender may be told of a case: what is possible next, and which parts are theirs to see. */
export interface Seen {
  possible(): readonly Action[];
  shows(part: string): boolean;
}

/** Turns what became of a submission into its answer. Throws the problem of everything that was not recorded. */
export function answerOf(
  outcome: Outcome,
  type: string,
  look: (file: CaseFile, admitted: Admitted | null) => Seen,
): Reply {
  switch (outcome.kind) {
    case 'recorded':
      return recorded(outcome, look(outcome.file, outcome.admitted));
    case 'decided':
      return dry(outcome, look(outcome.decision.file, outcome.admitted));
    case 'refused': {
      const { refusal, file, admitted } = outcome;
      const seen = file.version > 0 ? look(file, admitted) : null;
      const possible = refusal.status === 409 ? (seen?.possible() ?? []) : [];
      throw refused(refusal, releasedDefinition(file.definition), type, possible, shownOf(file, seen));
    }
    case 'invalid':
      throw invalidFields(outcome.errors);
    case 'stale':
      throw stale(outcome.version);
    case 'keyReused':
      throw keyReused();
    case 'unseen':
      throw noSuchCase();
    case 'struck':
      throw new Error('a strike has no sender');
    default:
      return outcome satisfies never;
  }
}

function shownOf({ parts }: CaseFile, seen: Seen | null): string[] {
  return parts.map(({ id }) => id).filter((id) => seen?.shows(id));
}

/** The receipt is made of the entry alone, so that the same tap sent again gets the same receipt. */
function recorded({ entry, leaf, file, replayed }: Extract<Outcome, { kind: 'recorded' }>, seen: Seen): Reply {
  return {
    caseId: entry.case,
    version: entry.version,
    replayed,
    body: { receipt: receiptOf(entry, leaf), ...changes(entry.effects, file, seen) },
  };
}

/** What the sender keeps of a recorded entry. */
export function receiptOf(entry: Entry, leaf: Buffer): Json {
  return {
    case: entry.case,
    number: entry.number,
    version: entry.version,
    leaf: leaf.toString('hex'),
    type: entry.type,
    part: entry.part ?? null,
    at: entry.at,
    recordedAt: entry.recordedAt,
    late: entry.late === true,
    exercise: entry.exercise === true,
  };
}

function changes({ moved, opened, armed, disarmed }: Effects, file: CaseFile, seen: Seen): Record<string, Json> {
  return {
    moved: moved.filter(({ part }) => seen.shows(part)).map(shownMove),
    opened: opened.filter((part) => seen.shows(part)),
    armed: armed.filter(({ part }) => seen.shows(part)),
    disarmed: disarmed.filter(({ part }) => seen.shows(part)),
    version: file.version,
    closedAt: file.closedAt,
    possible: seen.possible().map(possibleEvent),
  };
}

function dry({ decision }: Extract<Outcome, { kind: 'decided' }>, seen: Seen): Reply {
  const { exercise } = releasedDefinition(decision.file.definition).index(decision.file);
  return {
    caseId: decision.file.id,
    version: decision.file.version - 1,
    replayed: false,
    body: { dryRun: true, exercise, ...changes(effectsOf(decision), decision.file, seen) },
  };
}
