import { type Decision, decide, dueStrikes, type Refusal } from './decide.js';
import {
  type Actor,
  type CaseDefinition,
  type CaseFile,
  type CaseIndex,
  type Command,
  type FieldError,
  isObject,
  type Question,
} from './definition/index.js';
import { parseEvent } from './event-body.js';
import { type Entry, type EntryOrigin, entryOf, noPrevious, type SealedEntry } from './ledger/entry.js';
import { type Matching, matchingOf, nothingRetired } from './matching.js';
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
  /** False: for this person the case, or this part of it, does not exist. `at` as said; null: now. Not asked of an opening. */
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

/** What became of it. `unseen`: for this actor the case does not exist. */
export type Outcome =
  | {
      readonly kind: 'recorded';
      readonly replayed: boolean;
      readonly entry: Entry;
      readonly leaf: Buffer;
      readonly file: CaseFile;
    }
  | { readonly kind: 'decided'; readonly decision: Decision; readonly number: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly file: CaseFile; readonly at: string }
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
  const { found, recorded } = loaded;
  if (!found) return work.opening ? null : { kind: 'unseen' };
  const index = ports.definition(found.file.definition).index(found.file);
  const { intent } = work;
  if (
    intent &&
    !work.opening &&
    !intent.mayRecord(index, found.file, textOf(intent.raw, 'part'), textOf(intent.raw, 'at') ?? null)
  )
    return { kind: 'unseen' };
  if (!recorded) return null;
  if (!work.fingerprint || !recorded.fingerprint?.equals(work.fingerprint)) return { kind: 'keyReused' };
  const entry: Entry = JSON.parse(recorded.entry.toString('utf8'));
  return { kind: 'recorded', replayed: true, entry, leaf: recorded.leaf, file: found.file };
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
  const nothing = genesis(work.caseId, definition, ports.settings());
  const no = (status: 400 | 403 | 409, code: 'unknownEvent' | 'roleMissing' | 'erased'): Outcome => ({
    kind: 'refused',
    refusal: { ok: false, status, code },
    file: file ?? nothing,
    at: now,
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
  const created = work.opening ? ports.sealer.create(work.caseId) : null;
  const caseKey = () => created?.key ?? openKey(loaded, work.caseId, ports);
  return {
    type: event.type,
    ...(part === undefined ? {} : { part }),
    at,
    actor,
    questions: event.asks?.(body, actor, part, at ?? ports.clock?.() ?? now) ?? [],
    sealed: ports.sealer.seal(payload, body, caseKey, work.caseId),
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
  if (!decision.ok) return course.end({ kind: 'refused', refusal: decision, file: course.file, at: recordedAt });
  if (work.dryRun) return { outcome: { kind: 'decided', decision, number: course.number }, write: null };
  const { entry, leaf } = course.accept(command, decision, prepared.sealed, fences);
  return course.end({ kind: 'recorded', replayed: false, entry, leaf, file: course.file }, prepared.wrappedKey);
}

/** A case on its way from the version that was loaded to the one that is written. */
class Course {
  readonly definition: CaseDefinition;
  readonly number: string;
  file: CaseFile;
  private readonly start: CaseFile;
  private readonly indexBefore: CaseIndex | null;
  private head: Buffer;
  private readonly written: CaseWrite['entries'][number][] = [];
  private matching: Matching = nothingRetired;
  private fences: readonly Fence[] = [];

  constructor(
    private readonly work: Work,
    loaded: Loaded,
    ports: EnginePorts,
    recordedAt: string,
  ) {
    const { found } = loaded;
    const opening = work.opening;
    if (!found && !opening) throw new Error('no case to decide on');
    this.definition = found ? ports.definition(found.file.definition) : opening!.definition;
    this.file = this.start = found?.file ?? genesis(work.caseId, this.definition, ports.settings());
    this.indexBefore = found ? this.definition.index(found.file) : null;
    this.number = found?.number ?? numberOf(work.caseId, recordedAt);
    this.head = found?.head ?? noPrevious;
  }

  get entries(): number {
    return this.written.length;
  }

  strikeDue(now: string): void {
    // A strike may arm or cut other clocks, so each is looked for anew.
    for (let next = dueStrikes(this.file, now)[0]; next; next = dueStrikes(this.file, now)[0]) {
      const decision = decide(this.definition, this.file, next);
      if (!decision.ok) throw new Error(`a due clock was refused: ${decision.code}`);
      // No key: the version and the armed row let a clock strike once, and a clock may be armed twice for one moment.
      this.append(entryOf(this.origin(decision), next, decision), decision, null, null, []);
    }
  }

  accept(command: Command, decision: Decision, sealed: SealedBody, fences: readonly Fence[]): SealedEntry {
    const entry = entryOf(this.origin(decision), command, decision);
    this.fences = fences;
    this.matching = matchingOf(this.definition.events.get(command.type), command, decision);
    this.append(entry, decision, this.work.key, this.work.fingerprint, sealed.personal);
    return entry;
  }

  /** Whether a case is a drill is said when it is opened, and never changes. */
  private origin(decision: Decision): EntryOrigin {
    const { exercise } = this.indexBefore ?? this.definition.index(decision.file);
    return { number: this.number, head: this.head, exercise };
  }

  private append(
    sealed: SealedEntry,
    decision: Decision,
    key: string | null,
    fingerprint: Buffer | null,
    personal: SealedBody['personal'],
  ): void {
    this.written.push({ sealed, key, fingerprint, personal });
    this.head = sealed.leaf;
    this.file = decision.file;
  }

  /** The outcome with the write that makes it true; a dry run and a course without entries write nothing. */
  end(outcome: Outcome, wrappedKey: Buffer | null = null): Draft {
    if (this.written.length === 0 || this.work.dryRun) return { outcome, write: null };
    const { start, file, work } = this;
    const index = this.definition.index(file);
    const clocks = new Map(start.clocks.map((clock) => [`${clock.part}/${clock.name}`, clock]));
    const after = new Set(file.clocks.map((clock) => `${clock.part}/${clock.name}`));
    const partsBefore = new Set(start.parts);
    return {
      outcome,
      write: {
        was: start.version,
        file,
        number: this.number,
        index,
        stations: changedStations(this.indexBefore, index),
        stationsGone: changedStations(index, this.indexBefore).filter((one) => !isAmong(index.stations, one)),
        matching: this.matching,
        fences: this.fences,
        changed: file.parts.filter((part) => !partsBefore.has(part)),
        armed: file.clocks.filter((clock) => clocks.get(`${clock.part}/${clock.name}`) !== clock),
        disarmed: start.clocks.filter((clock) => !after.has(`${clock.part}/${clock.name}`)),
        entries: this.written,
        opening:
          work.opening && wrappedKey && work.key !== null
            ? { organisation: work.opening.organisation, key: work.key, wrappedKey }
            : null,
      },
    };
  }
}

function changedStations(before: CaseIndex | null, after: CaseIndex | null): CaseIndex['stations'] {
  const same = new Set(before?.stations.map((one) => JSON.stringify(one)));
  return (after?.stations ?? []).filter((one) => !same.has(JSON.stringify(one)));
}

/** An access is known by its station and its beginning. */
function isAmong(stations: CaseIndex['stations'], { station, from }: CaseIndex['stations'][number]): boolean {
  return stations.some((one) => one.station === station && one.from === from);
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const china = 8 * 3_600_000;

/**
 * The number people say: `L20241118-7K3F-9Q2M`, the day in China and 40 random bits of the case's UUIDv7 in Crockford's
 * base 32. Two alike on one day are as rare as 1 in 20,000 at 10,000 cases a day; the unique key then refuses the second.
 */
export function numberOf(caseId: string, recordedAt: string): string {
  const day = new Date(Date.parse(recordedAt) + china).toISOString().slice(0, 10).replaceAll('-', '');
  let bits = BigInt(`0x${caseId.replaceAll('-', '').slice(-10)}`);
  let text = '';
  for (let i = 0; i < 8; i++, bits >>= 5n) text = `${alphabet[Number(bits & 31n)]}${text}`;
  return `L${day}-${text.slice(0, 4)}-${text.slice(4)}`;
}
