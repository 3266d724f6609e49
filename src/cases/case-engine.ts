import type { DataSource } from 'typeorm';
import type { Answerer, Directory } from '../access/directory.js';
import { fingerprint, type KeyProvider } from '../access/sealing/index.js';
import { Committer } from '../engine/committer.js';
import { annulledQuestion, recordedByQuestion } from '../engine/definition/index.js';
import { Submit } from '../engine/submit.js';
import { ageBand } from './age-band.js';
import { approvalProved } from './approval-proved.js';
import { brokenToday, leadByNumber } from './break-glass/answers.js';
import { workingDays } from './calendar/answer.js';
import type { DayTable } from './calendar/working-days.js';
import { enginePorts, rawJson } from './engine-ports.js';
import { heldElsewhere } from './held-elsewhere.js';
import { involved } from './involved.js';
import { otherLead } from './other-lead.js';
import { ownPast } from './past.js';
import { slipOfCase } from './slips/find-slip.js';
import { stopsElsewhere } from './stops-elsewhere.js';
import { storedFile } from './stored-file.js';

/** What the engine of the cases stands on. */
export interface EngineGround {
  readonly ds: DataSource;
  /** Knows the house; the questions about other cases are added here. */
  readonly directory: Directory;
  readonly keys: KeyProvider;
  /** The office's own days off and make-up days; empty: those of the bundled calendar. */
  readonly days?: DayTable;
  /** A given clock, for tests and virtual time; otherwise the database's. */
  readonly clock?: (() => string) | undefined;
  /** Whether an approval is covered by a checkpoint, where another than the published ones says so. */
  readonly proved?: Answerer;
}

/** The committer of the cases of this house. */
export function committerOf({
  ds,
  directory,
  keys,
  days = {},
  clock,
  proved = approvalProved(ds),
}: EngineGround): Committer {
  directory
    .registerFenced(['heldElsewhere', 'heldAlready'], heldElsewhere(ds, clock))
    .registerFenced(['link'], otherLead(ds))
    .registerFenced(['stopsElsewhere'], stopsElsewhere(ds))
    .registerFenced(['brokenToday'], brokenToday(ds, clock))
    .register(['lead'], leadByNumber(ds))
    .register(['slip'], slipOfCase(ds))
    .register(['ageBand'], ageBand(ds, keys, clock))
    .register(['involved'], involved(ds))
    .register(['approvalProved'], proved)
    .register(['workingDays'], workingDays(days))
    .register(['stored'], storedFile(ds))
    .register([recordedByQuestion, annulledQuestion], ownPast(ds));
  return new Committer(ds, enginePorts(directory, keys, clock));
}

/** The one way in to a committer. `newId` makes the ids of opened cases: UUIDv7, which grow with time. */
export function submitTo(committer: Committer, keys: KeyProvider, newId?: () => string): Submit {
  const of = (sender: string, type: string, raw: unknown) =>
    fingerprint(keys.idempotencyKey, sender, type, rawJson(raw));
  return new Submit(committer, of, newId);
}
