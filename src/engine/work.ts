import { type Admitted, mayAddress } from './admitted.js';
import { Course } from './course.js';
import { type Decision, decide, type Refusal } from './decide.js';
import {
  type Actor,
  type CaseDefinition,
  type CaseFile,
  type CaseIndex,
  type Command,
  type FieldError,
  isObject,
  parseInstant,
  type Question,
} from './definition/index.js';
import { parseEvent } from './event-body.js';
import { type Entry } from './ledger/entry.js';
import type { EnginePorts, Fence, SealedBody } from './ports.js';
import { genesis } from './replay.js';
import type { Loaded } from './store/load-files.js';
import type { CaseWrite } from './store/write-decisions.js';

/** What somebody wants to record, before the case is loaded. Parsed under the case's own definition, so after loading. */
export interface Intent {
  readonly type: string;
  /** The body as it came: JSON, not yet checked. */
  readonly raw: unknown;
  /** The person in the first of these roles that they have. */
  acting(roles: readonly string[]): Actor | undefined;
  /**
   * Who records it, as the database understands it: what it does not admit does not exist, whatever `mayRecord` says. Null:
   * the house itself, as a clock.
   */
  readonly scope: string | null;
  /**
   * False: for this person the case, or this part of it, does not exist. `at` when it happened, null: now. Not asked of an
   * opening.
   */
  mayRecord(index: CaseIndex, file: CaseFile, part: string | undefined, at: string | null): boolean;
}

/** One piece of work for the committer. Without an intent it only strikes the clocks that are due. */
export interface Work {
  readonly caseId: string;
  readonly opening: { readonly definition: CaseDefinition; readonly organisation: string } | null;
  readonly key: string | null;
  readonly fingerprint: Buffer | null;
  /** The version the sender has seen; null: any. */
  readonly ifMatch: number | null;
  readonly dryRun: boolean;
  readonly intent: Intent | null;
}

/** What became of it. `unseen`: for this actor the case does not exist. `admitted`: what the sender may be told of the case. */
export type Outcome =
  | {
      readonly kind: 'recorded';
      readonly replayed: boolean;
      readonly entry: Entry;
      readonly leaf: Buffer;
      readonly file: CaseFile;
      readonly admitted: Admitted | null;
    }
  | {
      readonly kind: 'decided';
      readonly decision: Decision;
      readonly number: string;
      readonly admitted: Admitted | null;
    }
  | {
      readonly kind: 'refused';
      readonly refusal: Refusal;
      readonly file: CaseFile;
      readonly at: string;
      readonly admitted: Admitted | null;
    }
  | { readonly kind: 'invalid'; readonly errors: readonly FieldError[] }
  | { readonly kind: 'stale'; readonly version: number }
  | { readonly kind: 'struck'; readonly entries: number }
  | { readonly kind: 'keyReused' }
  | { readonly kind: 'unseen' };

/** Parsed, sealed and ready to be decided. */
export interface Prepared {
  readonly type: string;
  readonly part?: string;
  readonly at: string | null;
  readonly actor: Actor;
  readonly questions: readonly Question[];
  readonly sealed: SealedBody;
  /** The keys in use for which it was sealed. */
  readonly keys: string | null;
  /** Of an opening. */
  readonly wrappedKey: Buffer | null;
}

/** The house's answers to the questions of one piece of work, and the fences they stand behind. */
export interface Answers {
  readonly known: Command['known'];
  readonly fences: readonly Fence[];
}

/** What one piece of work comes to: an outcome, and for most a write that must succeed first. */
export interface Draft {
  readonly outcome: Outcome;
  readonly write: CaseWrite | null;
}

/** An outcome that needs no decision: the key is known, or the case is not for this actor. Null: go on and decide. */
export function settledBeforehand(work: Work, loaded: Loaded, ports: EnginePorts): Outcome | null {
  const { found, recorded, admitted } = loaded;
  if (!found) return work.opening ? null : { kind: 'unseen' };
  if (work.intent && !work.opening && !isSeen(work.intent, found.file, admitted, ports)) return { kind: 'unseen' };
  if (!recorded) return null;
  if (!work.fingerprint || !recorded.fingerprint?.equals(work.fingerprint)) return { kind: 'keyReused' };
  const entry: Entry = JSON.parse(recorded.entry.toString('utf8'));
  return { kind: 'recorded', replayed: true, entry, leaf: recorded.leaf, file: found.file, admitted };
}

/** Two walls: the house's policy and the database, each for itself. */
function isSeen(intent: Intent, file: CaseFile, admitted: Admitted | null, ports: EnginePorts): boolean {
  const definition = ports.definition(file.definition);
  const part = textOf(intent.raw, 'part') ?? concerned(definition, intent);
  if (!admitted?.late && !mayAddress(admitted, part, file.parts)) return false;
  return intent.mayRecord(definition.index(file), file, part, momentOf(intent));
}

/** The part that an event addressed to the whole case is about, as its body says. */
function concerned(definition: CaseDefinition, { type, raw }: Intent): string | undefined {
  const of = isObject(raw) ? definition.events.get(type)?.concerns?.(raw) : undefined;
  return typeof of === 'string' ? of : undefined;
}

/** When it happened as its body says, ISO 8601 UTC; null: now, or nothing that could be read. */
export function momentOf({ raw }: Intent): string | null {
  const ms = parseInstant(textOf(raw, 'at'));
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

function textOf(raw: unknown, name: 'part' | 'at'): string | undefined {
  const value = isObject(raw) ? raw[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** Parses the intent under the case's own definition and seals its body; or says why it is no event. */
export function prepare(
  work: Work,
  intent: Intent,
  loaded: Loaded,
  ports: EnginePorts,
  now: string,
): Prepared | Outcome {
  const file = loaded.found?.file;
  const definition = work.opening?.definition ?? ports.definition(file?.definition ?? '');
  const nothing = genesis(work.caseId, definition, ports.settings(definition));
  const no = (status: 400 | 403 | 409, code: 'unknownEvent' | 'roleMissing' | 'erased'): Outcome => ({
    kind: 'refused',
    refusal: { ok: false, status, code },
    file: file ?? nothing,
    at: now,
    admitted: loaded.admitted,
  });
  const event = definition.events.get(intent.type);
  if (!event) return no(400, 'unknownEvent');
  const actor = intent.acting(event.roles);
  if (!actor) return no(403, 'roleMissing');
  const parsed = parseEvent(definition, event, intent.raw);
  if (!parsed.ok) return { kind: 'invalid', errors: parsed.errors };
  const { part, at, body, payload } = parsed;
  // Without a key nothing can be sealed, and unsealed nothing is written.
  if (!work.opening && !loaded.found?.wrappedKey) return no(409, 'erased');
  const created = work.opening ? ports.sealer.create(work.caseId, loaded.keys) : null;
  const caseKey = () => created?.key ?? openKey(loaded, work.caseId, ports);
  return {
    type: event.type,
    ...(part === undefined ? {} : { part }),
    at,
    actor,
    questions: event.asks?.(body, actor, part, at ?? ports.clock?.() ?? now) ?? [],
    sealed: ports.sealer.seal(payload, body, caseKey, work.caseId, loaded.keys),
    keys: loaded.keys,
    wrappedKey: created?.wrapped ?? null,
  };
}

function openKey(loaded: Loaded, caseId: string, ports: EnginePorts): Buffer {
  const wrapped = loaded.found?.wrappedKey;
  if (!wrapped) throw new Error('the case has no key: its personal data was erased');
  return ports.sealer.unwrap(wrapped, caseId);
}

/** Decides one piece of work on the case as loaded: due strikes first, then the command. */
export function draft(
  work: Work,
  loaded: Loaded,
  prepared: Prepared | null,
  { known, fences }: Answers,
  ports: EnginePorts,
): Draft {
  const { admitted } = loaded;
  const now = ports.clock?.() ?? loaded.now;
  const recordedAt = loaded.found && loaded.found.updatedAt > now ? loaded.found.updatedAt : now;
  const course = new Course(work, loaded, ports, recordedAt);
  course.strikeDue(recordedAt);
  if (!prepared) return course.end({ kind: 'struck', entries: course.entries });
  if (work.ifMatch !== null && work.ifMatch !== course.file.version)
    return course.end({ kind: 'stale', version: course.file.version });
  const { type, part, actor } = prepared;
  const command: Command = {
    type,
    ...(part === undefined ? {} : { part }),
    body: prepared.sealed.body,
    actor,
    at: prepared.at ?? recordedAt,
    recordedAt,
    known,
  };
  const decision = decide(course.definition, course.file, command);
  if (!decision.ok)
    return course.end({ kind: 'refused', refusal: decision, file: course.file, at: recordedAt, admitted });
  if (work.dryRun) return { outcome: { kind: 'decided', decision, number: course.number, admitted }, write: null };
  const { entry, leaf } = course.accept(command, decision, prepared.sealed, fences);
  return course.end(
    { kind: 'recorded', replayed: false, entry, leaf, file: course.file, admitted },
    prepared.wrappedKey,
  );
}
