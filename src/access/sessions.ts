import { randomUUIDv7 } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { type NamedStatement, statement } from '../platform/database.js';
import type { Due, Principal } from './principal.js';

/** Tokens in a header, or a browser's cookie. */
export type SessionKind = 'bearer' | 'browser';

/** How long sessions last, and what their people owe before they may do anything. */
export interface SessionRules {
  /** Without any use, in seconds. */
  readonly idleSeconds: number;
  /** Whatever happens, in seconds. */
  readonly longestSeconds: number;
  /** A password older than this must be changed; null: none gets too old. */
  readonly passwordDays: number | null;
  /** Who must have a second factor. */
  readonly secondFactorRoles: readonly string[];
}

/** A session just opened or renewed; times are the database's. */
export interface Opened {
  readonly id: string;
  /** In milliseconds. */
  readonly authenticatedAt: number;
  readonly now: number;
  readonly expiresAt: number;
  readonly refreshes: number;
}

/** Whose session it is, and when the database said so (milliseconds of its clock). */
export interface Standing {
  readonly principal: Principal;
  readonly kind: SessionKind;
  readonly now: number;
}

/** One of somebody's sessions, as shown to them. */
export interface OwnSession {
  readonly id: string;
  readonly kind: SessionKind;
  readonly from: string | null;
  readonly startedAt: Date;
  readonly lastUsedAt: Date;
  readonly endsAt: Date;
}

/** On this channel of the database servers tell each other whose session has to be read anew. */
export const SESSIONS_CHANNEL = 'lanjie_session';

const ALIVE = `s.ended_at is null and s.expires_at > now() and s.last_used_at > now() - make_interval(secs => $2)`;

const OPENED = `id, extract(epoch from authenticated_at) * 1000 as "authenticatedAt", extract(epoch from now()) * 1000 as now,
  extract(epoch from expires_at) * 1000 as "expiresAt", refreshes`;

// Tokens tell milliseconds: what they are compared with has no more.
const THIS_MOMENT = `date_trunc('milliseconds', now())`;

const OPEN = {
  name: 'session-open',
  text: `insert into session (id, account, kind, came_from, issued_at, authenticated_at, last_used_at, expires_at)
         values ($1, $2, $3, $4, now(), ${THIS_MOMENT}, now(), now() + make_interval(secs => $5))
         on conflict do nothing returning ${OPENED}`,
};

const STANDING = {
  name: 'session-standing',
  text: `select a.name, a.display_name_zh, a.display_name_en, a.roles, coalesce(a.level, o.level) as level,
                o.code, o.kind as organisation_kind, o.parent, o.district, o.name_zh, o.name_en,
                s.kind, s.authenticated_at, (extract(epoch from now()) * 1000)::float8 as now,
                s.last_used_at < now() - interval '1 minute' as touch,
                a.password_must_change or coalesce(a.password_changed_at < now() - make_interval(days => $3), false)
                  as new_password,
                a.roles && $4::text[] and not exists (
                  select from second_factor f where f.account = a.name and f.confirmed_at is not null) as second_factor
         from session s
         join account a on a.name = s.account
         join organisation o on o.code = a.organisation
         where s.id = $1 and ${ALIVE} and a.disabled_at is null`,
};

const TOUCH = {
  name: 'session-touch',
  text: `update session set last_used_at = now() where id = $1 and last_used_at < now() - interval '1 minute'`,
};

const REFRESH = {
  name: 'session-refresh',
  text: `update session s set refreshes = refreshes + 1, last_used_at = now()
         where s.id = $1 and ${ALIVE} and s.kind = 'bearer' and s.refreshes = $3
           and exists (select from account a where a.name = s.account and a.disabled_at is null)
         returning ${OPENED}`,
};

const ALIVE_AND_REFRESHED = {
  name: 'session-refreshed',
  text: `select s.refreshes from session s where s.id = $1 and ${ALIVE}`,
};

const REAUTHENTICATE = {
  name: 'session-reauthenticate',
  text: `with s as (
           update session s set authenticated_at = ${THIS_MOMENT}, last_used_at = now(), refreshes = refreshes + 1
           where s.id = $1 and ${ALIVE} returning s.*),
         told as (select pg_notify('${SESSIONS_CHANNEL}', id::text) from s)
         select ${OPENED} from s left join told on true`,
};

const REPLACE = {
  name: 'session-replace',
  text: `with old as (
           update session s set ended_at = now() where s.id = $1 and ${ALIVE} returning s.*),
         told as (select pg_notify('${SESSIONS_CHANNEL}', id::text) from old),
         fresh as (
           insert into session (id, account, kind, came_from, issued_at, authenticated_at, last_used_at, expires_at)
           select $3, account, kind, came_from, issued_at, authenticated_at, now(), expires_at from old returning *)
         select ${OPENED} from fresh left join told on true`,
};

const LIST = {
  name: 'session-list',
  text: `select s.id, s.kind, s.came_from as from, s.issued_at as "startedAt", s.last_used_at as "lastUsedAt",
                least(s.expires_at, s.last_used_at + make_interval(secs => $2)) as "endsAt"
         from session s where s.account = $1 and ${ALIVE} order by s.last_used_at desc, s.id desc limit 200`,
};

const ending = (name: string, which: string): NamedStatement => ({
  name,
  text: `with ended as (
           update session set ended_at = now() where ${which} and ended_at is null returning id)
         select id, pg_notify('${SESSIONS_CHANNEL}', id::text) from ended`,
});

const END = ending('session-end', 'id = $1');
const END_OWN = ending('session-end-own', 'id = $1 and account = $2');
const END_ALL = ending('session-end-all', 'account = $1');
const END_OTHERS = ending('session-end-others', 'account = $1 and id <> $2');

const TELL = { name: 'session-tell', text: `select pg_notify('${SESSIONS_CHANNEL}', $1)` };

interface StandingRow {
  name: string;
  display_name_zh: string;
  display_name_en: string;
  roles: string[];
  level: string | null;
  code: string;
  organisation_kind: string;
  parent: string | null;
  district: string | null;
  name_zh: string;
  name_en: string;
  kind: SessionKind;
  authenticated_at: Date;
  now: number;
  touch: boolean;
  new_password: boolean;
  second_factor: boolean;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Sign-ins as the database keeps them; every time in them is the database's. `forget` makes this server read a session
 * anew at once; the others hear of it from the database.
 */
export class Sessions {
  private readonly listeners: ((session: string) => void)[] = [];

  constructor(
    private readonly database: DataSource,
    private readonly rules: SessionRules,
  ) {}

  /** Hears of every session that was ended or changed through this server. */
  onChange(listener: (session: string) => void): void {
    this.listeners.push(listener);
  }

  /** Opens a session; undefined when there was one of this id before. `from`: the coarse address. */
  async open(
    account: string,
    {
      id = randomUUIDv7(),
      kind = 'bearer',
      from = null,
    }: { id?: string; kind?: SessionKind; from?: string | null } = {},
  ): Promise<Opened | undefined> {
    return this.opened(OPEN, [id, account, kind, from, this.rules.longestSeconds]);
  }

  /** Whose session it is; undefined when it has ended, expired or rested too long, or the account is disabled. */
  async standing(session: string): Promise<Standing | undefined> {
    if (!uuid.test(session)) return undefined;
    const { idleSeconds, passwordDays, secondFactorRoles } = this.rules;
    const [row] = await statement<StandingRow>(this.database, STANDING, [
      session,
      idleSeconds,
      passwordDays,
      secondFactorRoles,
    ]);
    if (!row) return undefined;
    if (row.touch) await statement(this.database, TOUCH, [session]);
    return { principal: principalOf(row, session), kind: row.kind, now: row.now };
  }

  /** Who has this session; see `standing`. */
  async principal(session: string): Promise<Principal | undefined> {
    return (await this.standing(session))?.principal;
  }

  /**
   * Takes the refresh token of this number, which is then used up. `reused`: it was before, so that somebody has a copy;
   * the session has been ended. `gone`: there is no such session any more.
   */
  async refresh(session: string, number: number): Promise<Opened | 'reused' | 'gone'> {
    const { idleSeconds } = this.rules;
    const opened = await this.opened(REFRESH, [session, idleSeconds, number]);
    if (opened) return opened;
    const [row] = await statement<{ refreshes: number }>(this.database, ALIVE_AND_REFRESHED, [session, idleSeconds]);
    if (!row || row.refreshes <= number) return 'gone';
    await this.end(session);
    return 'reused';
  }

  /** The person has proved anew who they are: tokens made before are void, at once. Undefined when the session is gone. */
  async reauthenticate(session: string): Promise<Opened | undefined> {
    const opened = await this.opened(REAUTHENTICATE, [session, this.rules.idleSeconds]);
    this.forget(session);
    return opened;
  }

  /** Ends a session and opens another in its place, which lasts as long and is as fresh. Undefined when it is gone. */
  async replace(session: string): Promise<Opened | undefined> {
    const opened = await this.opened(REPLACE, [session, this.rules.idleSeconds, randomUUIDv7()]);
    this.forget(session);
    return opened;
  }

  /** The live sessions of an account, the one used last first; 200 at most. */
  async list(account: string): Promise<OwnSession[]> {
    return statement<OwnSession>(this.database, LIST, [account, this.rules.idleSeconds]);
  }

  /** Ends a session; ending it again changes nothing. */
  async end(session: string): Promise<void> {
    await this.ended(END, [session]);
  }

  /** Ends a session if it is of this account and has not ended; says whether it did. */
  async endOwn(session: string, account: string): Promise<boolean> {
    return uuid.test(session) && (await this.ended(END_OWN, [session, account])) > 0;
  }

  /** Ends every session of an account, but for one if it is named. Returns how many. */
  async endAllOf(account: string, but?: string): Promise<number> {
    return but === undefined ? this.ended(END_ALL, [account]) : this.ended(END_OTHERS, [account, but]);
  }

  /** Something that stands in the `Principal` has changed: every server reads it anew. */
  async changed(session: string): Promise<void> {
    await statement(this.database, TELL, [session]);
    this.forget(session);
  }

  private async ended(which: NamedStatement, values: unknown[]): Promise<number> {
    const rows = await statement<{ id: string }>(this.database, which, values);
    for (const { id } of rows) this.forget(id);
    return rows.length;
  }

  private forget(session: string): void {
    for (const listener of this.listeners) listener(session);
  }

  private async opened(which: NamedStatement, values: unknown[]): Promise<Opened | undefined> {
    const [row] = await statement<Record<keyof Opened, unknown>>(this.database, which, values);
    if (!row) return undefined;
    const { id, authenticatedAt, now, expiresAt, refreshes } = row;
    return {
      id: String(id),
      authenticatedAt: Math.round(Number(authenticatedAt)),
      now: Number(now),
      expiresAt: Number(expiresAt),
      refreshes: Number(refreshes),
    };
  }
}

function principalOf(row: StandingRow, session: string): Principal {
  const due: Due[] = [
    ...(row.new_password ? (['newPassword'] as const) : []),
    ...(row.second_factor ? (['secondFactor'] as const) : []),
  ];
  return {
    account: row.name,
    displayName: { zh: row.display_name_zh, en: row.display_name_en },
    // Absent rather than undefined: this object stands in the ledger entry.
    organisation: {
      code: row.code,
      kind: row.organisation_kind,
      ...(row.parent === null ? {} : { parent: row.parent }),
      ...(row.district === null ? {} : { district: row.district }),
      ...(row.level === null ? {} : { level: row.level }),
    },
    organisationName: { zh: row.name_zh, en: row.name_en },
    roles: row.roles,
    openedCases: [],
    session,
    authenticatedAt: row.authenticated_at.toISOString(),
    ...(due.length > 0 ? { due } : {}),
  };
}
