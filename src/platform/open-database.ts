import type { Config } from '../config.js';
import { runningPostgresUrl, startEmbeddedPostgres } from './embedded-postgres.js';

/** Where the database is, and how to leave it as it was found. */
export interface OpenDatabase {
  url: string;
  close(): Promise<void>;
}

/**
 * For command-line tasks: the configured database, else the bundled one, whether a living server runs it already or it
 * must be started for this task. Throws `StartError`.
 */
export async function openDatabase(config: Config): Promise<OpenDatabase> {
  const url = config.databaseUrl ?? (await runningPostgresUrl(config.home));
  if (url !== undefined) return { url, close: async () => {} };
  const bundled = await startEmbeddedPostgres({ home: config.home });
  return { url: bundled.url, close: () => bundled.stop() };
}
