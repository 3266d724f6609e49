import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { homeHolder, lockHome } from './home-lock.js';
import { DATABASE_NAME, initialiseData, keptPassword } from './postgres-data.js';
import { prepareGround } from './postgres-ground.js';
import { clearPostmaster, livingPostmaster } from './postmaster.js';
import { SupervisedPostgres } from './supervised-postgres.js';

/** The bundled PostgreSQL, running for this process. */
export interface EmbeddedPostgres {
  /** Where to connect; holds the password. */
  url: string;
  /** Number of its main process at this moment. */
  pid(): number | undefined;
  /** Shuts it down cleanly and gives the home back. */
  stop(): Promise<void>;
}

/** Where it lives and what differs from its usual settings. */
export interface EmbeddedOptions {
  home: string;
  settings?: Record<string, string>;
  /** Hears when it died and is started again. */
  onRestart?: (times: number) => void;
}

/**
 * Starts the bundled PostgreSQL under `<home>/postgres`, on a free port of the loopback address, for this process
 * alone. Stops one that a killed server left behind; starts it again if it dies. Throws `StartError`, also when
 * another living process holds the home.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const unlock = lockHome(options.home);
  try {
    const ground = await prepareGround(options.home);
    const data = join(ground.folder, 'data');
    const password = await keptPassword(ground.folder);
    await clearPostmaster(data);
    await initialiseData(ground, data, options.settings?.['fsync'] === 'off');
    const server = new SupervisedPostgres({ ground, data, port: await freePort(), ...options });
    await server.start();
    const url = urlOf(password, server.port);
    await ensureDatabase(url).catch(async (error) => {
      await server.stop();
      throw error;
    });
    return {
      url,
      pid: () => server.pid,
      stop: async () => {
        await server.stop();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Where to connect to the bundled PostgreSQL that a living server runs under this home; undefined when none does. */
export async function runningPostgresUrl(home: string): Promise<string | undefined> {
  if (homeHolder(home) === undefined) return undefined;
  const { folder } = await prepareGround(home);
  const postmaster = await livingPostmaster(join(folder, 'data'));
  if (!postmaster?.ready) return undefined;
  return urlOf(await keptPassword(folder), postmaster.port);
}

async function ensureDatabase(url: string): Promise<void> {
  const admin = new URL(url);
  admin.pathname = '/postgres';
  const client = new pg.Client({ connectionString: admin.href });
  client.on('error', () => {});
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE_NAME]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE_NAME}`);
  } finally {
    await client.end();
  }
}

function urlOf(password: string, port: number): string {
  return `postgresql://${DATABASE_NAME}:${password}@127.0.0.1:${port}/${DATABASE_NAME}`;
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
