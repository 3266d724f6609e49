import type { DataSource } from 'typeorm';
import type { Command } from '../engine/definition/index.js';
import { commandOf, type Entry, parseEntry } from '../engine/ledger/entry.js';
import { RecomputedCase, type StoredRows } from '../engine/recompute/recomputed-case.js';
import type { Difference } from '../engine/recompute/rows.js';
import {
  caseIdsAfter,
  keysAfter,
  type StoredKey,
  storedEntries,
  storedKey,
  storedRows,
} from '../engine/store/stored-rows.js';
import { forTheHouse, type Run } from '../platform/database.js';
import { inSnapshot } from '../platform/snapshot.js';
import { currentAdministration, releasedDefinition } from './definitions.js';

/** A case made anew from its entries, and where the tables say otherwise. */
export interface Recomputed {
  readonly id: string;
  /** As the table of cases says, or its id. */
  readonly called: string;
  readonly entries: number;
  readonly differences: readonly Difference[];
}

/** What is compared beside the cases themselves, in the snapshot of their page. */
export interface Beside {
  /** What the entries of the administration made of accounts and organisations: in words, where that stands otherwise. */
  house?(read: Run, commands: readonly Command[]): Promise<readonly string[]>;
  /** Anything else about these cases: by case. */
  also?(read: Run, caseIds: readonly string[]): Promise<ReadonlyMap<string, readonly Difference[]>>;
}

const page = 50;
const chunk = 500;
const keys = 1_000;

/**
 * Makes every case anew from its entries, page by page in the order of their ids, and compares every column that follows from
 * them. Each page is one snapshot, so that a server may go on writing. Holds one page of cases at a time.
 */
export async function* recomputeAll(ds: DataSource, beside: Beside = {}): AsyncGenerator<Recomputed> {
  let last: string | null = null;
  for (;;) {
    const done: Recomputed[] = await inSnapshot(ds, (read) => nextPage(read, last, beside));
    yield* done;
    last = done.at(-1)?.id ?? null;
    if (last === null) return;
  }
}

async function nextPage(read: Run, after: string | null, beside: Beside): Promise<Recomputed[]> {
  const ids = await caseIdsAfter(read, after, page);
  const rows = await storedRows(read, ids);
  const also = await beside.also?.(read, ids);
  const done: Recomputed[] = [];
  for (const id of ids) {
    const one = await recomputed(read, id, rows.get(id) ?? {}, beside);
    done.push({ ...one, differences: [...one.differences, ...(also?.get(id) ?? [])] });
  }
  return done;
}

async function recomputed(read: Run, id: string, rows: StoredRows, beside: Beside): Promise<Recomputed> {
  const again = new RecomputedCase(id, releasedDefinition);
  const differences: Difference[] = [];
  const commands: Command[] = [];
  let version = 0;
  let entries = 0;
  for (let more = true; more; ) {
    const stored = await storedEntries(read, id, version, chunk);
    for (const one of stored) {
      differences.push(...again.take(one));
      const entry = beside.house && administrationEntry(one.entry);
      if (entry) commands.push(commandOf(entry));
    }
    entries += stored.length;
    version = stored.at(-1)?.version ?? version;
    more = stored.length === chunk;
  }
  const { openingKey } = again;
  const opened = openingKey ? await storedKey(read, openingKey['organisation'] ?? null, openingKey['key'] ?? null) : [];
  const house = commands.length > 0 ? await beside.house?.(read, commands) : undefined;
  const [file] = rows['case_file'] ?? [];
  return {
    id,
    called: typeof file?.['number'] === 'string' ? file['number'] : id,
    entries,
    differences: [...differences, ...again.compare({ ...rows, opening_key: opened }), ...(house ?? []).map(ofHouse)],
  };
}

function administrationEntry(bytes: Buffer): Entry | undefined {
  const name = `"definition":"${currentAdministration.name}@`;
  return bytes.includes(name) ? parsed(bytes) : undefined;
}

function parsed(bytes: Buffer): Entry | undefined {
  try {
    return parseEntry(bytes);
  } catch {
    return undefined;
  }
}

function ofHouse(row: string): Difference {
  return { table: 'house', row, column: null, text: 'is not as the entries of the administration make it' };
}

/** The keys under which an opening is known and that no opening has. */
export async function* keysOfNoOpening(ds: DataSource): AsyncGenerator<StoredKey> {
  let last: StoredKey | null = null;
  for (;;) {
    const some: StoredKey[] = await keysAfter(forTheHouse(ds), last, keys);
    yield* some.filter((one) => !opens(one));
    last = some.at(-1) ?? null;
    if (last === null) return;
  }
}

/** The first entry of the case was recorded under this key, by somebody under whose name it stands. */
function opens({ organisation, key, entry, idempotency_key: said }: StoredKey): boolean {
  const opening = entry && parsed(entry);
  if (!opening || key !== said) return false;
  const { account, org } = opening.actor;
  return organisation === (releasedDefinition(opening.definition).keyHolder?.({ account }) ?? org.code);
}
