import type { DataSource } from 'typeorm';
import { poolOf, type Run } from './database.js';

/** Reads for the house: all statements of `work` see the database as it was at one moment, whatever is written meanwhile. */
export async function inSnapshot<T>(ds: DataSource, work: (read: Run) => Promise<T>): Promise<T> {
  const client = await poolOf(ds).connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const done = await work(async ({ name, text }, values) => (await client.query({ name, text, values })).rows);
    await client.query('commit');
    client.release();
    return done;
  } catch (error) {
    // What was begun ends with the connection.
    client.release(error instanceof Error ? error : true);
    throw error;
  }
}
