import type { Pool, PoolClient } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { migrations } from '../../migrations/index.js';
import { entities } from './entities.js';
import { databaseUnavailable } from './problem-database.js';
import { StartError } from './start-error.js';

/** The table in which migrations that have run are listed. */
export const MIGRATIONS_TABLE = 'schema_migration';

// Any number, as long as every Lanjie server asks for the same one.
const MIGRATION_LOCK = 7_042_024_118;

/** What may differ between the users of one database. */
export interface DatabaseOptions {
  /** Connections at most; 10 by default. */
  poolSize?: number;
  /** Shown in pg_stat_activity. */
  applicationName?: string;
  /** As whom it works: the `app` sees and changes rows, the `owner` makes tables. `app` by default. */
  role?: 'app' | 'owner';
}

/** The role under which the server works, whatever user it signs in as. */
export const APP_ROLE = 'lanjie_app';

/** One SQL statement, prepared once per connection under its name. */
export interface NamedStatement {
  name: string;
  text: string;
}

/**
 * A DataSource of this schema, not yet connected. bigint columns come back as strings. No statement runs longer than
 * 15 s, and no transaction stays idle for longer, so that a lost client cannot hold locks.
 */
export function createDataSource(url: string, options: DatabaseOptions = {}): DataSource {
  return new PatientDataSource({
    type: 'postgres',
    url: withoutOptions(url),
    entities,
    migrations,
    migrationsTableName: MIGRATIONS_TABLE,
    migrationsTransactionMode: 'each',
    synchronize: false,
    installExtensions: false,
    logging: false,
    parseInt8: false,
    poolSize: options.poolSize ?? 10,
    applicationName: options.applicationName ?? 'lanjie',
    connectTimeoutMS: 5_000,
    poolErrorHandler: ignore,
    extra: {
      statement_timeout: 15_000,
      idle_in_transaction_session_timeout: 15_000,
      // statement_timeout bounds neither a silent network nor the wait for a standby.
      query_timeout: 20_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 5_000,
      idleTimeoutMillis: 60_000,
      options: options.role === 'owner' ? optionsIn(url) : `${optionsIn(url)}${AS_APP}`,
    },
  });
}

const AS_APP = ` -c role=${APP_ROLE}`;

const optionsParameter = /([?&])options=([^&]*)(&|$)/;

/** The server options that a URL brings, else those of PGOPTIONS. */
function optionsIn(url: string): string {
  const given = optionsParameter.exec(url)?.[2];
  return given === undefined ? (process.env['PGOPTIONS'] ?? '') : decodeURIComponent(given.replaceAll('+', ' '));
}

/** The driver would let those in the URL win. */
function withoutOptions(url: string): string {
  return url.replace(optionsParameter, (_, before: string, __, after: string) => (after === '&' ? before : ''));
}

/** Runs a named prepared statement somewhere and returns its rows. */
export type Run = <T>(statement: NamedStatement, values: unknown[]) => Promise<T[]>;

/** Runs statements for the house, each on its own: as the server, not for a person. */
export function forTheHouse(ds: DataSource): Run {
  return (one, values) => statement(ds, one, values);
}

/** Runs one named prepared statement on a connection of the DataSource's own pool and returns its rows. */
export async function statement<T>(ds: DataSource, { name, text }: NamedStatement, values: unknown[]): Promise<T[]> {
  const result = await poolOf(ds).query({ name, text, values });
  return result.rows;
}

/** The DataSource's pool of pg connections. Throws the 503 problem while the DataSource is not connected. */
export function poolOf(ds: DataSource): Pool {
  const pool: Pool | undefined = (ds.driver as PostgresDriver).master;
  if (!pool || !ds.isInitialized) throw databaseUnavailable();
  return pool;
}

/**
 * Runs the migrations still to come, as the user who signs in, and returns their names. Any number of servers may call it at once: one works,
 * the others wait. Throws `StartError` if the server is older than PostgreSQL 15 or the schema newer than this code.
 */
export async function migrate(ds: DataSource): Promise<string[]> {
  const worker = new PatientDataSource({
    ...ds.options,
    ...UNHURRIED,
    extra: asOwner(ds.options),
  } as DataSourceOptions);
  await worker.initialize();
  const guard = worker.createQueryRunner();
  try {
    const [server] = await guard.query(`SELECT current_setting('server_version_num')::int AS version`);
    if (server.version < 150_000) {
      throw new StartError('The database is older than PostgreSQL 15: Lanjie needs version 15 to 18.');
    }
    await guard.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await refuseNewerSchema(worker);
    const done = await worker.runMigrations({ transaction: 'each' });
    return done.map((migration) => migration.name);
  } finally {
    // Closing the connections also frees the lock.
    await guard.release();
    await worker.destroy();
  }
}

const UNHURRIED = { poolSize: 2, applicationName: 'lanjie-migrate' };

/** Without limits of time, and as the user who signs in: what the server works as owns no table. */
function asOwner({ extra }: DataSourceOptions) {
  const options = String(extra?.options ?? '').replace(AS_APP, '');
  return { keepAlive: true, keepAliveInitialDelayMillis: 5_000, options };
}

async function refuseNewerSchema(ds: DataSource): Promise<void> {
  const [table] = await ds.query('SELECT to_regclass($1) AS oid', [MIGRATIONS_TABLE]);
  if (table.oid === null) return;
  const known = new Set(ds.migrations.map((migration) => migration.name ?? migration.constructor.name));
  const rows: { name: string }[] = await ds.query(`SELECT name FROM ${MIGRATIONS_TABLE} ORDER BY id`);
  const unknown = rows.map((row) => row.name).filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new StartError(
    `The database is newer than this version of Lanjie (it has ${unknown.join(', ')}): run the version that made it, or a later one.`,
  );
}

/** A DataSource whose connections never take the process down: a checked-out one has no error listener of pg's. */
class PatientDataSource extends DataSource {
  override async initialize(): Promise<this> {
    await super.initialize();
    const heard = new WeakSet<PoolClient>();
    poolOf(this).on('acquire', (client: PoolClient) => {
      if (heard.has(client)) return;
      heard.add(client);
      client.on('error', ignore);
    });
    return this;
  }
}

// The query that was running fails by itself and is answered; the pool drops the connection.
function ignore(): void {}
