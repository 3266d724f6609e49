import type { DataSource } from 'typeorm';
import { statement } from '../../platform/database.js';

const byId = { name: 'find-case-by-id', text: 'select id, number from case_file where id = $1' };
const byNumber = { name: 'find-case-by-number', text: 'select id, number from case_file where number = $1' };
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A case by its id or its number; null when there is none. */
export async function findCase(ds: DataSource, name: string): Promise<{ id: string; number: string } | null> {
  const rows = await statement<{ id: string; number: string }>(ds, uuid.test(name) ? byId : byNumber, [name]);
  return rows[0] ?? null;
}
