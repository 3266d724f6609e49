import type { DataSource } from 'typeorm';
import type { Principal } from '../access/principal.js';
import { reading } from '../access/reading.js';
import type { Json } from '../engine/definition/index.js';
import type { Asked } from '../engine/ports.js';
import { statement } from '../platform/database.js';
import type { Frozen, HandoverHead } from './handover-document.js';

/** A handover as it is stored. */
export interface Stored {
  readonly id: string;
  readonly organisation: string;
  readonly leaving: string;
  readonly arriving: string;
  readonly document: string;
  readonly hash: string;
  readonly drawn_up_at: Date;
  readonly leaving_signed_at: Date | null;
  readonly arriving_signed_at: Date | null;
  readonly moved_at: Date | null;
  /** The moment of this reading. */
  readonly now: Date;
}

const columns = `id, organisation, leaving, arriving, document, hash, drawn_up_at, leaving_signed_at, arriving_signed_at, moved_at,
  coalesce($1::timestamptz, clock_timestamp()) as now`;

const byId = { name: 'handover-by-id', text: `select ${columns} from handover where id = $2` };
const byKey = { name: 'handover-by-key', text: `select ${columns} from handover where leaving = $2 and key = $3` };
const latest = {
  name: 'handovers-latest',
  text: `select ${columns} from handover where organisation = $2 order by id desc limit 50`,
};
const toMove = {
  name: 'handovers-to-move',
  text: `select ${columns} from handover
    where moved_at is null and leaving_signed_at is not null and arriving_signed_at is not null order by id limit 50`,
};
const insert = {
  name: 'draw-up-handover',
  text: `insert into handover (id, organisation, key, leaving, arriving, document, hash, drawn_up_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (leaving, key) do nothing`,
};
const sign = {
  name: 'sign-handover',
  text: `update handover set
      leaving_signed_at = case when leaving = $3 then coalesce(leaving_signed_at, coalesce($1::timestamptz, clock_timestamp()))
        else leaving_signed_at end,
      arriving_signed_at = case when arriving = $3 then coalesce(arriving_signed_at, coalesce($1::timestamptz, clock_timestamp()))
        else arriving_signed_at end
    where id = $2 returning ${columns}`,
};
const moved = {
  name: 'handover-moved',
  text: 'update handover set moved_at = coalesce($1::timestamptz, clock_timestamp()) where id = $2 and moved_at is null',
};
const account = {
  name: 'account-on-duty-roles',
  text: 'select name from account where name = $1 and organisation = $2 and disabled_at is null and roles && $3::text[]',
};
// Who comes on duty signs a little before the shift begins.
const comesOnDuty = {
  name: 'comes-on-duty',
  text: `
    with shift as (select * from duty_shift where organisation = $3 and withdrawn_at is null),
    moment as (select coalesce($1::timestamptz, clock_timestamp()) as now)
    select from moment where not exists (select from shift) or exists (
      select from shift where account = $2 and to_at > now and from_at <= now + make_interval(secs => $4))`,
};

const moment = { name: 'moment', text: 'select coalesce($1::timestamptz, clock_timestamp()) as now' };

/** The acts on the table of handovers. `now` null: the database's clock. */
export class HandoverStore {
  constructor(
    private readonly ds: DataSource,
    private readonly clock?: () => string,
  ) {}

  private get now(): string | null {
    return this.clock?.() ?? null;
  }

  /** Now, by the given clock or the database's. */
  async moment(): Promise<string> {
    const [row] = await statement<{ now: Date }>(this.ds, moment, [this.now]);
    if (!row) throw new Error('the database tells no time');
    return row.now.toISOString();
  }

  /** As this person may read it. */
  async find(id: string, principal: Principal): Promise<Stored | undefined> {
    return (await reading(this.ds, principal, (read) => read<Stored>(byId, [this.now, id])))[0];
  }

  /** The one that this key of its sender already stands for. */
  async findByKey(leaving: string, key: string): Promise<Stored | undefined> {
    return (await statement<Stored>(this.ds, byKey, [this.now, leaving, key]))[0];
  }

  /** The last fifty of an organisation, newest first. */
  latest(organisation: string, principal: Principal): Promise<Stored[]> {
    return reading(this.ds, principal, (read) => read<Stored>(latest, [this.now, organisation]));
  }

  /** Signed by both, and not everything has moved. */
  toMove(): Promise<Stored[]> {
    return statement<Stored>(this.ds, toMove, [this.now]);
  }

  async insert(head: HandoverHead, key: string, { text, hash }: Frozen): Promise<void> {
    const { id, organisation, leaving, arriving, drawnUpAt } = head;
    await statement(this.ds, insert, [id, organisation, key, leaving, arriving, text, hash, drawnUpAt]);
  }

  /** The first signature of an account counts; signing again changes nothing. */
  async sign(id: string, by: string): Promise<Stored | undefined> {
    return (await statement<Stored>(this.ds, sign, [this.now, id, by]))[0];
  }

  async moved(id: string): Promise<void> {
    await statement(this.ds, moved, [this.now, id]);
  }

  /** True for an account in use of this organisation with one of these roles. */
  async isColleague(name: string, organisation: string, roles: readonly string[]): Promise<boolean> {
    return (await statement(this.ds, account, [name, organisation, roles])).length > 0;
  }

  /** True for somebody whom the roster there has on duty now or within so many seconds; of everybody where none is kept. */
  async comesOnDuty(name: string, organisation: string, seconds: number): Promise<boolean> {
    return (await statement(this.ds, comesOnDuty, [this.now, name, organisation, seconds])).length > 0;
  }
}

const signed = {
  name: 'signed-handover',
  text: `select hash, organisation, leaving, arriving,
      leaving_signed_at is not null and arriving_signed_at is not null as signed
    from handover where hash = any($1::text[])`,
};

/** Answers `handover` (about `{hash, organisation}` → `{leaving, arriving, signed}`; null when there is none there). */
export function signedHandover(ds: DataSource) {
  return async (asked: readonly Asked[]): Promise<Json[]> => {
    const hashes = asked.map(({ question: { about } }) => String(Reflect.get(Object(about), 'hash')));
    const rows = await statement<{ [key: string]: string | boolean }>(ds, signed, [hashes]);
    return asked.map(({ question: { about } }, i) => {
      const organisation: unknown = Reflect.get(Object(about), 'organisation');
      const row = rows.find((one) => one['hash'] === hashes[i] && one['organisation'] === organisation);
      if (!row) return null;
      const { leaving = '', arriving = '', signed = false } = row;
      return { leaving, arriving, signed };
    });
  };
}
