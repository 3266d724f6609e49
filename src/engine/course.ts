import { numberOf } from './case-number.js';
import { type Decision, decide, dueStrikes } from './decide.js';
import type { CaseDefinition, CaseFile, CaseIndex, Command } from './definition/index.js';
import { type EntryOrigin, entryOf, noPrevious, type SealedEntry } from './ledger/entry.js';
import { type Matching, matchingOf, nothingRetired } from './matching.js';
import type { EnginePorts, Fence, SealedBody } from './ports.js';
import { genesis } from './replay.js';
import type { Loaded } from './store/load-files.js';
import type { CaseWrite } from './store/write-decisions.js';
import type { Draft, Outcome, Work } from './work.js';

/** A case on its way from the version that was loaded to the one that is written. */
export class Course {
  readonly definition: CaseDefinition;
  readonly number: string;
  file: CaseFile;
  private readonly start: CaseFile;
  private readonly indexBefore: CaseIndex | null;
  private readonly keys: string | null;
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
    this.file = this.start = found?.file ?? genesis(work.caseId, this.definition, ports.settings(this.definition));
    this.indexBefore = found ? this.definition.index(found.file) : null;
    this.number = found?.number ?? numberOf(this.definition.letter, work.caseId, recordedAt);
    this.head = found?.head ?? noPrevious;
    this.keys = loaded.keys;
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
      const sealed = entryOf(this.origin(decision), next, decision);
      this.append({ sealed, key: null, fingerprint: null, about: null, personal: [] }, decision);
    }
  }

  accept(command: Command, decision: Decision, sealed: SealedBody, fences: readonly Fence[]): SealedEntry {
    const entry = entryOf(this.origin(decision), command, decision);
    const event = this.definition.events.get(command.type);
    const { key, fingerprint } = this.work;
    this.fences = fences;
    this.matching = matchingOf(event, command, decision);
    const about = event?.about?.(command.body) ?? null;
    this.append({ sealed: entry, key, fingerprint, about, personal: sealed.personal }, decision);
    return entry;
  }

  /** Whether a case is a drill is said when it is opened, and never changes. */
  private origin(decision: Decision): EntryOrigin {
    const { exercise } = this.indexBefore ?? this.definition.index(decision.file);
    return { number: this.number, head: this.head, exercise };
  }

  private append(entry: CaseWrite['entries'][number], decision: Decision): void {
    this.written.push(entry);
    this.head = entry.sealed.leaf;
    this.file = decision.file;
  }

  /** A new case's key is wrapped, an identity tagged, or an answer fenced by tags. */
  private get restsOnKeys(): boolean {
    return (
      this.work.opening !== null || this.fences.length > 0 || this.written.some(({ personal }) => personal.length > 0)
    );
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
        keys: this.restsOnKeys ? { inUse: this.keys } : null,
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
