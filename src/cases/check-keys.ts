import type { DataSource } from 'typeorm';
import { type KeyProvider, type Purpose, purposes } from '../access/sealing/index.js';
import { statement } from '../platform/database.js';
import { StartError } from '../platform/start-error.js';

const newest = { name: 'newest-case-key', text: 'select wrapped from case_key order by case_id desc limit 1' };
const begin = {
  name: 'begin-key-use',
  text: 'insert into key_use (purpose, current) values ($1, $2) on conflict do nothing',
};
const inUse = { name: 'keys-in-use', text: 'select purpose, current, next from key_use' };

/** What stands in `key_use` about one purpose. */
export interface KeyUse {
  readonly purpose: Purpose;
  readonly current: string;
  readonly next: string | null;
}

/** Which keys are in use, as the database says. */
export function keyUses(ds: DataSource): Promise<KeyUse[]> {
  return statement<KeyUse>(ds, inUse, []);
}

/**
 * Lays down which keys are in use where nobody has yet. Throws `StartError` when the cases of this database are sealed
 * under other keys than these: such a server could open no case, would seal new ones out of everybody else's reach, and
 * would find nobody again.
 */
export async function assertKeysFit(ds: DataSource, keys: KeyProvider): Promise<void> {
  const [row] = await statement<{ wrapped: Buffer }>(ds, newest, []);
  const under = row ? keys.wrappedUnder(row.wrapped) : null;
  if (under !== null && !keys.names('master').includes(under)) throw otherKeys(`master ${under}`);
  for (const purpose of purposes) await statement(ds, begin, [purpose, keys.names(purpose).at(-1)]);
  for (const { purpose, current, next } of await keyUses(ds)) {
    for (const name of next === null ? [current] : [current, next]) {
      if (!keys.names(purpose).includes(name)) throw otherKeys(`${purpose} ${name}`);
    }
  }
}

function otherKeys(cause: unknown): StartError {
  return new StartError(
    'The cases in this database are sealed under other keys: bring the folder `keys` of the home they were made with to LANJIE_HOME.',
    { cause },
  );
}
