import type { DataSource } from 'typeorm';
import { statement } from '../../platform/database.js';

const sql = {
  name: 'take-lease',
  text: `
    insert into lease (name, holder, token, until)
    values ($1, $2, 1, clock_timestamp() + make_interval(secs => $3))
    on conflict (name) do update set
      token = lease.token + case when lease.holder = excluded.holder then 0 else 1 end,
      holder = excluded.holder, until = excluded.until
    where lease.holder = excluded.holder or lease.until < clock_timestamp()
    returning token`,
};

/**
 * Takes or renews a lease by the database's clock. Returns its fencing token, which grows with each new holder; null
 * while another holds it.
 */
export async function takeLease(ds: DataSource, name: string, holder: string, seconds: number): Promise<string | null> {
  const rows = await statement<{ token: string }>(ds, sql, [name, holder, seconds]);
  return rows[0]?.token ?? null;
}

const release = {
  name: 'give-lease',
  text: 'update lease set until = clock_timestamp() where name = $1 and holder = $2',
};

/** Gives a lease up, so that the next server need not wait for its end. */
export async function giveLease(ds: DataSource, name: string, holder: string): Promise<void> {
  await statement(ds, release, [name, holder]);
}
