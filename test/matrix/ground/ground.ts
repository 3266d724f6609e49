import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freshDatabase } from '../../database.js';
import { canary } from './canary.js';
import { playAll, secrets } from './cases.js';
import { layDown } from './city.js';
import { Entering } from './entering.js';
import { House } from './house.js';
import { Stage } from './stage.js';

const begins = '2024-04-01T01:00:00.000Z';

/** A case as the cells need it. */
export interface Known {
  readonly id: string;
  readonly number: string;
  readonly times: readonly string[];
  /** Idempotency keys that stand for its entries, by sender. */
  readonly keys: Readonly<Record<string, string>>;
  /** The entry by which the police recorded its second account. */
  readonly located: number | undefined;
  /** Numbers of its slips by part. */
  readonly slips: Readonly<Record<string, string>>;
}

/** A handover of an organisation. */
export interface KnownHandover {
  readonly id: string;
  readonly organisation: string;
  readonly hash: string;
}

/** The city with its cases, laid down once and copied for every run. */
export interface Ground {
  readonly database: string;
  readonly home: string;
  /** The moment at which the clock stands. */
  readonly moment: string;
  readonly cases: Readonly<Record<string, Known>>;
  /** Cases of the house itself: logs of who looked at what, the administration, emergency readings. */
  readonly ofHouse: readonly {
    readonly id: string;
    readonly number: string;
    readonly kind: 'log' | 'office' | 'glass' | 'earlier';
  }[];
  readonly handovers: readonly KnownHandover[];
  /** A session of somebody who calls nothing. */
  readonly strange: string;
  /** Hashes and addresses by the case they belong to: of entries, of files. */
  readonly marks: ReadonlyMap<string, string>;
  /** Personal data as it was said. */
  readonly secrets: readonly string[];
  /** A database with the same content. */
  copy(): Promise<{ url: string; drop(): Promise<void> }>;
  remove(): Promise<void>;
}

/** Plays the ground on a fresh database. */
export async function makeGround(): Promise<Ground> {
  const database = await freshDatabase();
  const home = await mkdtemp(join(tmpdir(), 'lanjie-matrix-home-'));
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  let house: House | undefined;
  try {
    await layDown(client);
    house = await House.open({ database: database.url, home, walls: 'both', now: begins });
    const stage = new Stage(house, new Entering(client, home), begins);
    const scenes = Object.values(await playAll(stage));
    await stage.send('auditor', 'GET', `/audit/leads/${scenes[0]?.id}`);
    await stage.send('glass.s4', 'POST', '/station/break-glass', {
      number: scenes.find(({ name }) => name === 'other')?.number,
      reason: `取款在即 ${canary({ case: 'glass', piece: 'reason1', by: 's4' })}`,
    });
    await keepRosters(stage);
    const handovers = await drawUp(stage);
    const slips = await issueSlips(stage, scenes);
    const strange = (await new Entering(client, home).enter('helper.s1')).session;
    const known = scenes.map(({ name, id, number, times, located, keys }) => {
      return [
        name,
        { id, number, times, located, keys: Object.fromEntries(keys), slips: slips.get(name) ?? {} },
      ] as const;
    });
    await house.prove();
    return {
      database: database.url,
      home,
      moment: stage.moment,
      cases: Object.fromEntries(known),
      ofHouse: await ofHouse(client),
      handovers,
      strange,
      marks: await marksOf(client, new Map(scenes.map(({ id, name }) => [id, name]))),
      secrets: [...secrets],
      copy: () => copyOf(database.url),
      remove: async () => {
        await database.drop();
        await rm(home, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await database.drop().catch(() => {});
    throw error;
  } finally {
    await house?.close();
    await client.end();
  }
}

async function keepRosters(stage: Stage): Promise<void> {
  const shift = (account: string, level: number) => ({ account, level, ...stretch(stage) });
  const shifts = (...accounts: string[]) => accounts.map((account, i) => shift(account, i + 1));
  await stage.send('desk.s1', 'PUT', '/station/roster', {
    ...stretch(stage),
    shifts: [...shifts('desk.s1'), shift('officer.s1', 1)],
  });
  await stage.send('desk.s2', 'PUT', '/station/roster', {
    ...stretch(stage),
    shifts: [...shifts('desk.s2'), shift('officer.s2', 1)],
  });
  await stage.send('lead.center', 'PUT', '/center/roster', {
    ...stretch(stage),
    shifts: shifts('duty.center', 'lead.center').concat(shift('duty2.center', 1)),
  });
}

function stretch(stage: Stage): { from: string; to: string } {
  const now = Date.parse(stage.moment);
  return { from: new Date(now + 60_000).toISOString(), to: new Date(now + 24 * 3600_000).toISOString() };
}

async function drawUp(stage: Stage): Promise<KnownHandover[]> {
  await stage.pass(5);
  const drawn = [
    await stage.send('desk.s1', 'POST', '/station/handovers', { arriving: 'officer.s1' }),
    await stage.send('desk.s2', 'POST', '/station/handovers', { arriving: 'officer.s2' }),
    await stage.send('duty.center', 'POST', '/center/handovers', { arriving: 'duty2.center' }),
  ];
  return drawn.map(({ body }) => {
    const { id, organisation, hash } = JSON.parse(body);
    return { id, organisation, hash };
  });
}

// A slip gets its number when it is first read: later reading changes nothing any more.
async function issueSlips(stage: Stage, scenes: readonly { name: string; id: string }[]) {
  const slips = new Map<string, Record<string, string>>();
  for (const { name, id } of scenes) {
    const answer = await stage.send('duty.center', 'GET', `/center/leads/${id}/slips`);
    const { items }: { items: { part: string; number: string }[] } = JSON.parse(answer.body);
    slips.set(name, Object.fromEntries(items.map(({ part, number }) => [part, number])));
  }
  return slips;
}

/** The cases of the house itself that there are by now. */
export async function ofHouse(client: pg.Client): Promise<Ground['ofHouse']> {
  const { rows } = await client.query<Ground['ofHouse'][number]>(
    `select id, number, case split_part(definition, '@', 1)
       when 'access' then 'log' when 'administration' then 'office'
       else (select case when facts ? 'station' then 'glass' else 'earlier' end from case_part where case_id = id and kind = 'breakGlass') end as kind
     from case_file where definition not like 'lead@%' order by id`,
  );
  return rows;
}

async function marksOf(client: pg.Client, names: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  const { rows } = await client.query<{ case_id: string; mark: string }>(
    `
    select * from (
      select case_id, encode(leaf, 'hex') as mark from ledger_entry
      union all select case_id, encode(sha256(entry), 'hex') from ledger_entry
      union all select case_id, facts->>'blob' from case_part where kind = 'evidence' and facts ? 'blob'
      union all select case_id, facts->>'sha256' from case_part where kind = 'evidence' and facts ? 'sha256') as marks
    where case_id = any($1)`,
    [[...names.keys()]],
  );
  return new Map(rows.map(({ case_id, mark }) => [mark, names.get(case_id) ?? '']));
}

async function copyOf(url: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `matrix_${randomBytes(8).toString('hex')}`;
  const original = new URL(url).pathname.slice(1);
  await administer(`create database ${name} template ${original}`);
  const copy = new URL(url);
  copy.pathname = `/${name}`;
  return { url: copy.href, drop: () => administer(`drop database if exists ${name} with (force)`) };
}

async function administer(statement: string): Promise<void> {
  const address = new URL(process.env['TEST_DATABASE_URL'] ?? 'missing: name a database');
  address.pathname = '/postgres';
  const client = new pg.Client({ connectionString: address.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
