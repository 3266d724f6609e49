import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { createDataSource, migrate } from '../src/platform/database.js';

/** A database of one's own. */
export interface FreshDatabase {
  url: string;
  /** As the owner of the tables. */
  asOwner(sql: string, values?: unknown[]): Promise<unknown[]>;
  /** As an owner whom not even triggers keep from anything. */
  tamper(sql: string, values?: unknown[]): Promise<unknown[]>;
  drop(): Promise<void>;
}

// Any number: test files that start together make the template once.
const TEMPLATE_LOCK = 7_042_024_119;

/** A new database with the whole schema: a clone of the migrated template. Drop it when the test file is done. */
export async function freshDatabase(): Promise<FreshDatabase> {
  return create(await template());
}

/** A new database without any schema. */
export async function emptyDatabase(): Promise<FreshDatabase> {
  return create('template0');
}

async function create(from: string): Promise<FreshDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await administer((client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${from}`));
  return {
    url: addressOf(name),
    asOwner: async (sql, values) => (await administer((client) => client.query(sql, values), name)).rows,
    tamper: (sql, values) =>
      administer(async (client) => {
        // Neither do triggers.
        await client.query('set session_replication_role = replica');
        return (await client.query(sql, values)).rows;
      }, name),
    drop: async () => {
      await administer((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

// Named by what the migrations say, so that a server that outlives the run never serves an old schema.
async function template(): Promise<string> {
  const folder = join(import.meta.dirname, '..', 'migrations');
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  const text = files.sort().map((name) => readFileSync(join(folder, name), 'utf8'));
  const name = `template_${createHash('sha256').update(text.join()).digest('hex').slice(0, 16)}`;
  await administer(async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount !== 0) return;
    await client.query(`DROP DATABASE IF EXISTS ${name}_new WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${name}_new TEMPLATE template0`);
    await migrate(createDataSource(addressOf(`${name}_new`)));
    await client.query(`ALTER DATABASE ${name}_new RENAME TO ${name}`);
  });
  return name;
}

async function administer<T>(act: (client: pg.Client) => Promise<T>, database = 'postgres'): Promise<T> {
  const client = new pg.Client({ connectionString: addressOf(database) });
  client.on('error', () => {});
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

function addressOf(database: string): string {
  const url = new URL(process.env['TEST_DATABASE_URL'] ?? 'missing: run through jest');
  url.pathname = `/${database}`;
  return url.href;
}
