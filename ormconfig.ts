import type { DataSource } from 'typeorm';
import { loadConfig } from './src/config.js';
import { createDataSource } from './src/platform/database.js';
import { runningPostgresUrl } from './src/platform/embedded-postgres.js';
import { StartError } from './src/platform/start-error.js';

const config = loadConfig();
const url = config.databaseUrl ?? (await runningPostgresUrl(config.home));
if (url === undefined) {
  throw new StartError(`No database runs under ${config.home}: start Lanjie first, or set DATABASE_URL.`);
}

/** For the TypeORM command line: `typeorm -d dist/ormconfig.js …`. */
const dataSource: DataSource = createDataSource(url, { applicationName: 'lanjie-cli' });

export default dataSource;
