import { isDeepStrictEqual } from 'node:util';
import type { DataSource } from 'typeorm';
import { commandOf, type Entry, leafHash, noPrevious, parseEntry } from '../engine/ledger/entry.js';
import { genesis, replay } from '../engine/replay.js';
import { loadFiles } from '../engine/store/load-files.js';
import { readHistory, type StoredEntry } from '../engine/store/read-history.js';
import { forTheHouse } from '../platform/database.js';
import { releasedDefinition } from './definitions.js';

/** What became of comparing a stored case with its history. `fault` null: every part follows from the entries. */
export interface Verdict {
  readonly number: string;
  readonly entries: readonly Entry[];
  readonly fault: string | null;
}

/** Checks the hash chain of a case and replays it through `decide`; the stored parts and clocks must come out exactly. */
export async function verifyCase(ds: DataSource, caseId: string): Promise<Verdict | null> {
  const [answer] = await loadFiles(ds, [{ caseId, key: null, organisation: null }]);
  if (!answer?.found) return null;
  const { file, number, head } = answer.found;
  const stored = await readHistory(forTheHouse(ds), caseId);
  const entries = stored.map(({ entry }) => parseEntry(entry));
  const broken = chainFault(stored, entries, head);
  if (broken) return { number, entries, fault: broken };
  const definition = releasedDefinition(file.definition);
  try {
    const again = replay(definition, genesis(caseId, definition, entries[0]?.settings ?? {}), entries.map(commandOf));
    const same = isDeepStrictEqual(JSON.parse(JSON.stringify(again)), JSON.parse(JSON.stringify(file)));
    return { number, entries, fault: same ? null : 'the stored parts are not those that the entries make' };
  } catch (error) {
    return { number, entries, fault: error instanceof Error ? error.message : String(error) };
  }
}

function chainFault(stored: readonly StoredEntry[], entries: readonly Entry[], head: Buffer): string | null {
  let previous: Buffer = noPrevious;
  for (const [i, { entry, leaf }] of stored.entries()) {
    const said = entries[i];
    if (said?.version !== i + 1) return `entry ${i + 1} is missing`;
    if (!leafHash(entry).equals(leaf)) return `entry ${i + 1} is not the one that was hashed`;
    if (said.previous !== previous.toString('hex')) return `entry ${i + 1} does not follow entry ${i}`;
    previous = leaf;
  }
  return previous.equals(head) ? null : 'the last entry is not the head of the case';
}
