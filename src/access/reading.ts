import type { PoolClient } from 'pg';
import { escapeLiteral } from 'pg';
import type { DataSource } from 'typeorm';
import { poolOf, type Run } from '../platform/database.js';
import type { Principal } from './principal.js';
import { scopeOf } from './scope.js';

/** `present` leaves out the cases of which a station may only read its own old entries, as the inbox does. */
export type ReadingReach = 'any' | 'present';

/**
 * Reads for a person: runs `work` in one transaction under row-level security, where there is nothing but what this person
 * sees. All its statements read the same snapshot. Whatever is read for the house inside `work` needs a second connection
 * and could wait for ever: do it before or after.
 */
export async function reading<T>(
  ds: DataSource,
  principal: Principal,
  work: (read: Run) => Promise<T>,
  reach: ReadingReach = 'any',
): Promise<T> {
  const client = await poolOf(ds).connect();
  let fault: unknown;
  try {
    await client.query(beginning(principal, reach));
    return await work(runOn(client));
  } catch (error) {
    fault = error;
    throw error;
  } finally {
    await end(client, fault);
  }
}

// One round trip; so no parameters, and the scope is a literal.
function beginning(principal: Principal, reach: ReadingReach): string {
  const whole = `lanjie_reach(${escapeLiteral(scopeOf(principal))}::jsonb)`;
  return `begin isolation level repeatable read read only; set local role lanjie_reader;
    select set_config('lanjie.scope', (${reach === 'any' ? whole : `${whole} - 'formerly'`})::text, true)`;
}

// Under a name of its own: a plan made for one role is made anew for another each time they alternate.
function runOn(client: PoolClient): Run {
  return async ({ name, text }, values) => (await client.query({ name: `read-${name}`, text, values })).rows;
}

/** The connection goes back to the pool as what it was, or not at all. */
async function end(client: PoolClient, fault: unknown): Promise<void> {
  try {
    await client.query(fault === undefined ? 'commit' : 'rollback');
    client.release();
  } catch (error) {
    client.release(error instanceof Error ? error : true);
  }
}
