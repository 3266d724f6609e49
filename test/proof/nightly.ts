import { isDeepStrictEqual } from 'node:util';
import { accessCase } from '../../src/access-log/access.case.js';
import { administrationCase } from '../../src/administration/office/administration.case.js';
import type { CaseDefinition } from '../../src/engine/definition/index.js';
import { commandOf, leafHash, parseEntry } from '../../src/engine/ledger/entry.js';
import { emptyTree, grown } from '../../src/engine/ledger/tree.js';
import { genesis, replay } from '../../src/engine/replay.js';
import { leadCase } from '../../src/lead/lead.case.js';
import { type CaseRow, type House, keyOf, type LedgerRow } from './house.js';

const definitions: ReadonlyMap<string, CaseDefinition> = new Map([
  ['lead@1', leadCase],
  ['access@1', accessCase],
  ['administration@1', administrationCase],
]);

/**
 * The nightly check of a house in memory; of a server's cases `recomputeAll` does it, and more columns of them.
 * What in the tables does not follow from the entries, by name: `case <id> <column>`, `node <level> <index>`, `sequence <index>`.
 */
export function differences(house: House): string[] {
  return [...house.cases.values()].flatMap((row) => ofCase(house, row)).concat(ofSequence(house), ofTree(house));
}

function ofCase(house: House, row: CaseRow): string[] {
  const rows = rowsOf(house, row.id);
  const last = rows.at(-1);
  const entries = rows.map(({ entry }) => parseEntry(entry));
  const columns = [
    row.version === last?.version ? [] : ['version'],
    last && row.head.equals(last.leaf) ? [] : ['head'],
    entries.every(({ number }) => number === row.number) ? [] : ['number'],
    isReplayed(row, entries) ? [] : ['file'],
  ];
  return columns.flat().map((column) => `case ${row.id} ${column}`);
}

function rowsOf(house: House, caseId: string): LedgerRow[] {
  const rows: LedgerRow[] = [];
  for (let row = house.ledger.get(keyOf(caseId, 1)); row; row = house.ledger.get(keyOf(caseId, row.version + 1)))
    rows.push(row);
  return rows;
}

function isReplayed({ id, file }: CaseRow, entries: ReturnType<typeof parseEntry>[]): boolean {
  const [first] = entries;
  const definition = definitions.get(first?.definition ?? '');
  if (!first || !file || !definition) return false;
  const made = replay(definition, genesis(id, definition, first.settings ?? {}), entries.map(commandOf));
  return isDeepStrictEqual(JSON.parse(JSON.stringify(made)), JSON.parse(JSON.stringify(file)));
}

function ofSequence(house: House): string[] {
  return house.sequence.flatMap((row, index) => {
    const stored = row && house.ledger.get(keyOf(row.caseId, row.version));
    return stored && row.leaf.equals(leafHash(stored.entry)) ? [] : [`sequence ${index}`];
  });
}

function ofTree(house: House): string[] {
  const leaves = house.placed().map(({ leaf }) => leaf);
  return grown(emptyTree, leaves).nodes.flatMap(({ level, index, hash }) => {
    const name = `${level} ${index}`;
    return house.nodes.get(name)?.equals(hash) ? [] : [`node ${name}`];
  });
}
