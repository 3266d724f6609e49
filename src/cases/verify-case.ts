import { isDeepStrictEqual } from 'node:util';
import type { DataSource } from 'typeorm';
import type { Sentence } from '../engine/definition/index.js';
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
  /** The leaf of the last entry, hex. */
  readonly head: string;
  readonly fault: Sentence | null;
}

const otherParts: Sentence = {
  zh: '现存内容与各条记录重放所得不符',
  en: 'the stored parts are not those that the entries make',
};
const otherHead: Sentence = { zh: '最后一条记录不是案件的链头', en: 'the last entry is not the head of the case' };

/** Checks the hash chain of a case and replays it through `decide`; the stored parts and clocks must come out exactly. */
export async function verifyCase(ds: DataSource, caseId: string): Promise<Verdict | null> {
  const [answer] = await loadFiles(ds, [{ caseId, key: null, organisation: null }]);
  if (!answer?.found) return null;
  const { file, number, head } = answer.found;
  // Not beyond what was loaded: somebody may be writing.
  const stored = await readHistory(forTheHouse(ds), caseId, { limit: file.version });
  const entries = stored.map(({ entry }) => parseEntry(entry));
  const verdict = (fault: Sentence | null) => ({ number, entries, head: head.toString('hex'), fault });
  const broken = chainFault(stored, entries, head);
  if (broken) return verdict(broken);
  const definition = releasedDefinition(file.definition);
  try {
    const again = replay(definition, genesis(caseId, definition, entries[0]?.settings ?? {}), entries.map(commandOf));
    const same = isDeepStrictEqual(JSON.parse(JSON.stringify(again)), JSON.parse(JSON.stringify(file)));
    return verdict(same ? null : otherParts);
  } catch (error) {
    const en = error instanceof Error ? error.message : String(error);
    return verdict({ zh: `重放失败：${en}`, en });
  }
}

function chainFault(stored: readonly StoredEntry[], entries: readonly Entry[], head: Buffer): Sentence | null {
  let previous: Buffer = noPrevious;
  for (const [i, { entry, leaf }] of stored.entries()) {
    const said = entries[i];
    if (said?.version !== i + 1) return { zh: `第 ${i + 1} 条记录缺失`, en: `entry ${i + 1} is missing` };
    if (!leafHash(entry).equals(leaf))
      return { zh: `第 ${i + 1} 条记录与其哈希不符`, en: `entry ${i + 1} is not the one that was hashed` };
    if (said.previous !== previous.toString('hex'))
      return { zh: `第 ${i + 1} 条记录未接续第 ${i} 条`, en: `entry ${i + 1} does not follow entry ${i}` };
    previous = leaf;
  }
  return previous.equals(head) ? null : otherHead;
}
