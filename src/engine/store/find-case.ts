import type { DataSource } from 'typeorm';
import { statement } from '../../platform/database.js';

const byId = { name: 'find-case-by-id', text: 'select id, number, definition from case_file where id = $1' };
const byNumber = {
  name: 'find-case-by-number',
  text: 'select id, number, definition from case_file where number = $1',
};
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A case as it is named. */
export interface FoundCase {
  readonly id: string;
  readonly number: string;
  /** `name@version`. */
  readonly definition: string;
}

/** A case of any definition by its id or its number; null when there is none. */
export async function findCase(ds: DataSource, name: string): Promise<FoundCase | null> {
  const rows = await statement<FoundCase>(ds, uuid.test(name) ? byId : byNumber, [name]);
  return rows[0] ?? null;
}
