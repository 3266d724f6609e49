import { loadConfig } from './config.js';
import { createDataSource, migrate } from './platform/database.js';
import { explain } from './platform/explain-start.js';
import { openDatabase } from './platform/open-database.js';

try {
  const config = loadConfig();
  const database = await openDatabase(config);
  try {
    const done = await migrate(createDataSource(config.databaseOwnerUrl ?? database.url));
    process.stdout.write(done.length === 0 ? 'The schema is up to date.\n' : `Migrated: ${done.join(', ')}\n`);
  } finally {
    await database.close();
  }
} catch (error) {
  process.stderr.write(`lanjie: ${explain(error)}\n`);
  process.exitCode = 1;
}
