import type { Action } from '../engine/available.js';
import type { CaseFile, Json } from '../engine/definition/index.js';
import { type Effects, type Entry, effectsOf } from '../engine/ledger/entry.js';
import type { Outcome } from '../engine/work.js';
import { invalidFields } from '../platform/problem.js';
import { releasedDefinition } from './definitions.js';
import { keyReused, noSuchCase, possibleEvent, refused, stale } from './problems.js';

/** The answer to a submission: what goes into the body and into the headers. */
export interface Reply {
  readonly caseId: string;
  readonly version: number;
  /** True when the key was known and the recorded outcome is repeated. */
  readonly replayed: boolean;
  readonly body: { readonly [key: string]: Json };
}

/** Turns what became of a submission into its answer. Throws the problem of everything that was not recorded. */
export function answerOf(outcome: Outcome, type: string, possible: (file: CaseFile) => readonly Action[]): Reply {
  switch (outcome.kind) {
    case 'recorded':
      return recorded(outcome, possible(outcome.file));
    case 'decided':
      return dry(outcome, possible(outcome.decision.file));
    case 'refused': {
      const { refusal, file } = outcome;
      throw refused(refusal, releasedDefinition(file.definition), type, refusal.status === 409 ? possible(file) : []);
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

/** The receipt is made of the entry alone, so that the same tap sent again gets the same receipt. */
function recorded(
  { entry, leaf, file, replayed }: Extract<Outcome, { kind: 'recorded' }>,
  possible: readonly Action[],
): Reply {
  return {
    caseId: entry.case,
    version: entry.version,
    replayed,
    body: {
      receipt: receiptOf(entry, leaf),
      ...changes(entry.effects),
      version: file.version,
      closedAt: file.closedAt,
      possible: possible.map(possibleEvent),
    },
  };
}

function receiptOf(entry: Entry, leaf: Buffer): Json {
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
  };
}

function changes(effects: Effects): Record<string, Json> {
  const { moved, opened, armed, disarmed } = effects;
  return { moved, opened, armed, disarmed };
}

function dry({ decision }: Extract<Outcome, { kind: 'decided' }>, possible: readonly Action[]): Reply {
  return {
    caseId: decision.file.id,
    version: decision.file.version - 1,
    replayed: false,
    body: {
      dryRun: true,
      ...changes(effectsOf(decision)),
      version: decision.file.version,
      closedAt: decision.file.closedAt,
      possible: possible.map(possibleEvent),
    },
  };
}
