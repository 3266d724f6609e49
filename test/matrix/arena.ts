import pg from 'pg';
import { rowsOff } from '../walls.js';
import { isStale, owing, people } from './ground/city.js';
import { Entering } from './ground/entering.js';
import type { Ground } from './ground/ground.js';
import { House, type Walls } from './ground/house.js';

/** How a server is started besides. */
export interface More {
  /** Modules that it loads first. */
  readonly imports?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A server on a copy of the ground, its walls as wanted, with everybody's token. */
export class Arena {
  readonly ground: Ground;
  readonly house: House;
  /** The owner's connection to its database. */
  readonly client: pg.Client;
  readonly tokens: ReadonlyMap<string, string>;
  private readonly before: Stored;
  private readonly drop: () => Promise<void>;

  private constructor(
    ground: Ground,
    house: House,
    client: pg.Client,
    tokens: ReadonlyMap<string, string>,
    before: Stored,
    drop: () => Promise<void>,
  ) {
    this.ground = ground;
    this.house = house;
    this.client = client;
    this.tokens = tokens;
    this.before = before;
    this.drop = drop;
  }

  static async open(ground: Ground, walls: Walls, more: More = {}): Promise<Arena> {
    const database = await ground.copy();
    const client = new pg.Client({ connectionString: database.url });
    // Whatever ends the connection is heard by the next question.
    client.on('error', () => {});
    await client.connect();
    try {
      if (walls === 'rowsOff') await rowsOff({ tamper: async (sql) => (await client.query(sql)).rows });
      const { home, moment } = ground;
      const house = await House.open({ database: database.url, home, walls, now: moment, ...more });
      const tokens = await everybodysTokens(client, home);
      return new Arena(ground, house, client, tokens, await stored(client), database.drop);
    } catch (error) {
      await client.end();
      await database.drop();
      throw error;
    }
  }

  /** The tables that are not as they were at the beginning. */
  async changes(): Promise<string[]> {
    const after = await stored(this.client);
    return [...new Set([...this.before.keys(), ...after.keys()])].filter(
      (name) => this.before.get(name) !== after.get(name),
    );
  }

  async close(): Promise<void> {
    await this.house.close();
    await this.client.end();
    await this.drop();
  }
}

async function everybodysTokens(client: pg.Client, home: string): Promise<Map<string, string>> {
  const entering = new Entering(client, home);
  const tokens = new Map([['malformed', 'not.a.token']]);
  for (const { account } of [...people, owing])
    tokens.set(account, (await entering.enter(account, 8, isStale(account) ? -1 : 8)).token);
  tokens.set('expired', (await entering.enter('teller.a1', -1)).token);
  // Never used before it ended: no server remembers it.
  const revoked = await entering.enter('teller.a1');
  await client.query('update session set ended_at = now() where id = $1', [revoked.session]);
  tokens.set('revoked', revoked.token);
  tokens.set('disabled', (await entering.enter('gone')).token);
  await client.query(`update account set disabled_at = now() where name = 'gone'`);
  return tokens;
}

type Stored = ReadonlyMap<string, string>;

/** What every request may write, whoever makes it. */
const written = ['session', 'lease', 'rate_limit', 'sign_in_attempt', 'fence', 'reveal_count'];

/** A digest of every table, without what is noted of who looked at what. */
async function stored(client: pg.Client): Promise<Stored> {
  const { rows } = await client.query<{ name: string; of: string | null }>(
    `select t.tablename as name, (
       select case when c.column_name = 'id' then 'id' else 'case_id' end from information_schema.columns c
       where c.table_name = t.tablename and (c.column_name = 'case_id' or (c.column_name = 'id' and t.tablename = 'case_file'))
       limit 1) as of
     from pg_tables t where schemaname = 'public' and tablename <> all($1) order by 1`,
    [written],
  );
  const digests = new Map<string, string>();
  for (const { name, of } of rows) {
    const some = of === null ? '' : `where ${of} not in (select id from case_file where definition not like 'lead@%')`;
    const { rows: found } = await client.query<{ digest: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as digest from ${name} t ${some}`,
    );
    digests.set(name, found[0]?.digest ?? '');
  }
  return digests;
}
