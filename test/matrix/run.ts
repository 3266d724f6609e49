import pg from 'pg';
import { rowsOff } from '../walls.js';
import { type Cell, nameOf } from './cells/cell.js';
import { canariesIn } from './ground/canary.js';
import { owing, people } from './ground/city.js';
import { Entering } from './ground/entering.js';
import type { Ground } from './ground/ground.js';
import { House, type Walls } from './ground/house.js';
import type { Answer, Ask } from './ground/http.js';
import { faultsOf } from './laws.js';

/** A cell that broke a law. */
export interface Red {
  readonly cell: string;
  readonly faults: readonly string[];
}

/** What came of a run. */
export interface Tally {
  readonly cells: number;
  readonly requests: number;
  readonly reds: readonly Red[];
  /** How many of the cells that were let in were carried out or would have been. */
  readonly succeeded: number;
  readonly seconds: number;
}

/** How a run is made. */
export interface Manner {
  readonly walls: Walls;
  readonly ground: Ground;
  readonly cells: readonly Cell[];
  /** Ends with the first red cell of which this says so. */
  readonly stopAt?: (red: Red) => boolean;
  readonly parallel?: number;
  readonly imports?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Something done to the database before the server starts. */
  readonly prepare?: (client: pg.Client) => Promise<void>;
}

/** Asks every cell of a server on a copy of the ground, and looks at every answer, at the log, and at what is stored. */
export async function runCells(manner: Manner): Promise<Tally> {
  const { ground, walls } = manner;
  const database = await ground.copy();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  let house: House | undefined;
  try {
    if (walls === 'rowsOff') await rowsOff({ tamper: async (sql) => (await client.query(sql)).rows });
    await manner.prepare?.(client);
    house = await House.open({
      database: database.url,
      home: ground.home,
      walls,
      now: ground.moment,
      ...(manner.imports ? { imports: manner.imports } : {}),
      ...(manner.env ? { env: manner.env } : {}),
    });
    return await new Run(manner, house, client).all();
  } finally {
    await house?.close();
    await client.end();
    await database.drop();
  }
}

class Run {
  private readonly tokens = new Map<string, string>();
  private readonly twins = new Map<string, Promise<Answer>>();
  private readonly reds: Red[] = [];
  private readonly sent: string[] = [];
  private requests = 0;
  private succeeded = 0;
  private isOver = false;
  private readonly manner: Manner;
  private readonly house: House;
  private readonly client: pg.Client;

  constructor(manner: Manner, house: House, client: pg.Client) {
    this.manner = manner;
    this.house = house;
    this.client = client;
  }

  async all(): Promise<Tally> {
    const began = performance.now();
    await this.enterAll();
    const before = await stored(this.client);
    const log = this.house.log.length;
    await this.askAll(this.manner.cells);
    if (this.isOver) return this.tally(began);
    await this.house.round().catch((error: unknown) => this.reds.push({ cell: 'the rounds', faults: [String(error)] }));
    await this.findWriters();
    this.compare(before, await stored(this.client));
    this.readLog(log);
    return this.tally(began);
  }

  private tally(began: number): Tally {
    const { requests, reds, succeeded } = this;
    return { cells: this.sent.length, requests, reds, succeeded, seconds: (performance.now() - began) / 1000 };
  }

  private async enterAll(): Promise<void> {
    const entering = new Entering(this.client, this.manner.ground.home);
    for (const { account } of people) this.tokens.set(account, (await entering.enter(account)).token);
    this.tokens.set(owing.account, (await entering.enter(owing.account)).token);
    this.tokens.set('malformed', 'not.a.token');
    this.tokens.set('expired', (await entering.enter('teller.a1', -1)).token);
    // Never used before it ended: no server remembers it.
    const revoked = await entering.enter('teller.a1');
    await this.client.query('update session set ended_at = now() where id = $1', [revoked.session]);
    this.tokens.set('revoked', revoked.token);
    this.tokens.set('disabled', (await entering.enter('gone')).token);
    await this.client.query(`update account set disabled_at = now() where name = 'gone'`);
  }

  private async askAll(cells: readonly Cell[]): Promise<void> {
    const { parallel = 32 } = this.manner;
    let next = 0;
    const work = async () => {
      for (let cell = cells[next++]; cell && !this.isOver; cell = cells[next++]) {
        await this.askOne(cell);
      }
    };
    await Promise.all(Array.from({ length: parallel }, work));
  }

  private async askOne(cell: Cell): Promise<void> {
    const key = `cell-${this.sent.length}`;
    this.sent.push(nameOf(cell));
    try {
      const [answer, twin] = await Promise.all([this.ask(cell.who, cell.ask, key), this.twinOf(cell)]);
      const faults = faultsOf(cell, answer, twin, this.manner.ground);
      if (cell.expected === 'entered' && answer.status < 300) this.succeeded++;
      if (faults.length > 0) this.note({ cell: nameOf(cell), faults });
    } catch (error) {
      this.note({ cell: nameOf(cell), faults: [String(error)] });
    }
  }

  private note(red: Red): void {
    this.reds.push(red);
    this.isOver ||= this.manner.stopAt?.(red) === true;
  }

  /** Asked once, however many cells have it for a twin. */
  private twinOf({ who, twin }: Cell): Promise<Answer> | undefined {
    if (!twin) return undefined;
    const name = `${who} ${twin.method} ${twin.path} ${JSON.stringify(twin.headers)} ${twin.body}`;
    const known = this.twins.get(name) ?? this.ask(who, twin, `twin-${this.twins.size}`);
    this.twins.set(name, known);
    return known;
  }

  private ask(who: string, ask: Ask, key: string): Promise<Answer> {
    this.requests++;
    const token = this.tokens.get(who);
    const headers = {
      'accept-language': 'en',
      ...(ask.method === 'GET' ? {} : { 'idempotency-key': key }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...ask.headers,
    };
    return this.house.send({ ...ask, headers });
  }

  private compare(before: Stored, after: Stored): void {
    const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
      (name) => before.get(name) !== after.get(name),
    );
    if (changed.length > 0)
      this.reds.push({ cell: 'what is stored', faults: changed.map((name) => `${name} has changed`) });
  }

  /** Every question had a key of its own: whatever was recorded says which it was. */
  private async findWriters(): Promise<void> {
    const { rows } = await this.client.query<{ key: string; type: string }>(
      `select idempotency_key as key, type from ledger_entry where idempotency_key ~ '^(cell|twin)-\\d+$' limit 20`,
    );
    for (const { key, type } of rows) {
      const [kind, n] = key.split('-');
      const cell = kind === 'cell' ? (this.sent[Number(n)] ?? key) : [...this.twins.keys()][Number(n)];
      this.reds.push({ cell: cell ?? key, faults: [`recorded ${type}`] });
    }
  }

  private readLog(from: number): void {
    const text = this.house.log.slice(from);
    const { cases, secrets } = this.manner.ground;
    const names = Object.values(cases).flatMap(({ id, number }) => [id, number]);
    const found = [
      ...canariesIn(text).map(({ case: name, piece }) => `${name}/${piece}`),
      ...[...names, ...secrets, ...[...this.tokens.values()].filter((token) => token.length > 40)].filter((word) =>
        text.includes(word),
      ),
    ];
    if (found.length > 0) this.reds.push({ cell: 'the log', faults: [...new Set(found)].map((one) => `holds ${one}`) });
  }
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
