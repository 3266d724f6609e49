import type { DataSource } from 'typeorm';
import { findOffice, verifyHouse } from './admin/verify-house.js';
import { verifyCase } from './cases/verify-case.js';
import { loadConfig } from './config.js';
import type { Entry } from './engine/ledger/entry.js';
import { findCase } from './engine/store/find-case.js';
import { createDataSource } from './platform/database.js';
import { explain } from './platform/explain-start.js';
import { openDatabase } from './platform/open-database.js';
import { StartError } from './platform/start-error.js';

/**
 * Prints a case's history and says whether the stored case follows from it; `administration` names the administration's,
 * whose entries must also make the accounts and organisations that stand there. Throws `StartError` when it does not.
 */
async function main(name: string | undefined): Promise<void> {
  if (!name) throw new StartError('Name a case by its number or id: npm run replay -- L20241118-7K3F-9Q2M');
  const database = await openDatabase(loadConfig());
  const ds = createDataSource(database.url, { poolSize: 2 });
  try {
    await ds.initialize();
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
