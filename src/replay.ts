import type { DataSource } from 'typeorm';
import { findOffice, houseDifferences, verifyHouse } from './admin/verify-house.js';
import { keysOfNoOpening, recomputeAll } from './cases/recompute-cases.js';
import { verifyCase } from './cases/verify-case.js';
import { loadConfig } from './config.js';
import type { Entry } from './engine/ledger/entry.js';
import type { Difference } from './engine/recompute/rows.js';
import { findCase } from './engine/store/find-case.js';
import { createDataSource } from './platform/database.js';
import { explain } from './platform/explain-start.js';
import { openDatabase } from './platform/open-database.js';
import { StartError } from './platform/start-error.js';
import { sequenceDifferences, withoutPlace } from './proving/verify-sequence.js';

/** Makes every case anew from its entries and names each column of each table that is another. */
async function all(ds: DataSource): Promise<void> {
  const sum = { cases: 0, entries: 0, differing: 0, differences: 0 };
  const tell = (line: string) => process.stdout.write(`${line}\n`);
  for await (const { called, entries, differences } of recomputeAll(ds, {
    house: houseDifferences,
    also: withoutPlace,
  })) {
    sum.cases++;
    sum.entries += entries;
    if (differences.length > 0) sum.differing++;
    sum.differences += differences.length;
    for (const one of differences) tell(`${called}: ${sentenceOf(one)}`);
  }
  for await (const { organisation, key, case_id: id } of keysOfNoOpening(ds)) {
    sum.differences++;
    tell(`${id}: opening_key ${organisation} ${key} follows from no entry`);
  }
  for await (const difference of sequenceDifferences(ds)) {
    sum.differences++;
    tell(difference);
  }
  const made = `${sum.cases} cases made anew from ${sum.entries} entries`;
  if (sum.differences > 0) throw new StartError(`${made}: ${sum.differences} differences in ${sum.differing} cases.`);
  tell(`${made}: every column that follows from them is as it should be.`);
}

function sentenceOf({ table, row, column, text }: Difference): string {
  return [table, row, column, text].filter((word) => word !== null && word !== '').join(' ');
}

/**
 * Prints a case's history and says whether the stored case follows from it; `administration` names the administration's,
 * whose entries must also make the accounts and organisations that stand there; `--all` compares all cases, and the sequence with its tree and checkpoints. Throws `StartError` when it does not.
 */
async function main(name: string | undefined): Promise<void> {
  if (!name) throw new StartError('Name a case by its number or id, or --all: npm run replay -- L20241118-7K3F-9Q2M');
  const database = await openDatabase(loadConfig());
  const ds = createDataSource(database.url, { poolSize: 2 });
  try {
    await ds.initialize();
    if (name === '--all') return await all(ds);
    const id = name === 'administration' ? await findOffice(ds) : (await findCase(ds, name))?.id;
    const verdict = id === undefined ? null : await verifyCase(ds, id);
    if (!verdict) throw new StartError(`There is no case ${name}. Check the number.`);
    for (const entry of verdict.entries) {
      const moved = entry.effects.moved.map(
        ({ part, to }) => `${part} → ${typeof to === 'string' ? to : JSON.stringify(to)}`,
      );
      const who = `${entry.actor.account} (${entry.actor.role})`;
      process.stdout.write(
        `${String(entry.version).padStart(4)}  ${entry.at}  ${who.padEnd(24)} ${entry.type}  ${moved.join(', ')}\n`,
      );
    }
    if (verdict.fault) throw new StartError(`${verdict.number}: ${verdict.fault.en}.`);
    process.stdout.write(
      `${verdict.number}: ${verdict.entries.length} entries replayed; chain and stored parts agree.\n`,
    );
    if (id === (await findOffice(ds))) await compareHouse(ds, verdict.entries);
  } finally {
    if (ds.isInitialized) await ds.destroy();
    await database.close();
  }
}

async function compareHouse(ds: DataSource, entries: readonly Entry[]): Promise<void> {
  const faults = await verifyHouse(ds, entries);
  if (faults.length > 0)
    throw new StartError(`These are not as the entries of the administration make them: ${faults.join(', ')}.`);
  process.stdout.write('Accounts, organisations and coverage are as the entries make them.\n');
}

try {
  await main(process.argv[2]);
} catch (error) {
  process.stderr.write(`lanjie: ${explain(error)}\n`);
  process.exitCode = 1;
}
