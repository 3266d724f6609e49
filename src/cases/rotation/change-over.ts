import type { DataSource } from 'typeorm';
import { poolOf } from '../../platform/database.js';
import { databaseCode } from '../../platform/problem-database.js';
import { StartError } from '../../platform/start-error.js';

/** How often the moment is looked for in which no write is under way; each try holds writes up for a second at most. */
const TRIES = 60;
const LOCK_TIMEOUT = '55P03';

/**
 * Changes which keys are in use, between two writes. Every statement of the committer inserts into `fence`: the lock on it
 * waits for those under way, and those that come wait for the change and then see it. A decision that was made with the
 * keys before it is refused by its own statement and made again.
 */
export async function changeOver(ds: DataSource, change: string, values: readonly unknown[]): Promise<boolean> {
  for (let left = TRIES; left > 0; left--) {
    const client = await poolOf(ds).connect();
    try {
      await client.query(`begin; set local lock_timeout = '1s'; lock table fence in share row exclusive mode`);
      const { rowCount } = await client.query(change, [...values]);
      await client.query('commit');
      return rowCount === 1;
    } catch (error) {
      await client.query('rollback').catch(() => {});
      if (databaseCode(error) !== LOCK_TIMEOUT) throw error;
    } finally {
      client.release();
    }
  }
  throw new StartError('For a minute some write was always under way, so the keys were not changed over: try again.');
}
