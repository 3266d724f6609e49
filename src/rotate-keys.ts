import { FileKeys, type Purpose, purposes } from './access/sealing/index.js';
import { Rotation } from './cases/rotation/rotate.js';
import { loadConfig } from './config.js';
import { createDataSource } from './platform/database.js';
import { explain } from './platform/explain-start.js';
import { openDatabase } from './platform/open-database.js';
import { StartError } from './platform/start-error.js';

const usage = 'Say which key and what: npm run rotate-keys -- master|tag [lay|retire]';

/** Rotates the master key or the tag key of a running system; see docs/personal-data.md. Throws `StartError`. */
async function main([name, act = 'rotate', ...more]: readonly string[]): Promise<void> {
  const purpose: Purpose | undefined = purposes.find((one) => one === name);
  if (!purpose || !['rotate', 'lay', 'retire'].includes(act) || more.length > 0) throw new StartError(usage);
  const config = loadConfig();
  const database = await openDatabase(config);
  const ds = createDataSource(database.url, { poolSize: 2, applicationName: 'lanjie-rotate-keys' });
  try {
    await ds.initialize();
    const keys = new FileKeys(config.home, config.keys);
    const rotation = new Rotation(ds, keys, (line) => process.stdout.write(`${line}\n`));
    if (act === 'lay') await rotation.lay(purpose);
    else if (act === 'rotate') await rotation.rotate(purpose);
    else if ((await rotation.retire(purpose)).length === 0) process.stdout.write('There is no older key.\n');
  } finally {
    if (ds.isInitialized) await ds.destroy();
    await database.close();
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`lanjie: ${explain(error)}\n`);
  process.exitCode = 1;
}
