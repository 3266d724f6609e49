import { randomUUIDv7 } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { statement } from '../platform/database.js';
import type { Principal } from './principal.js';

const OPEN = {
  name: 'session-open',
  text: `insert into session (id, account, issued_at, expires_at)
         values ($1, $2, now(), now() + make_interval(secs => $3))`,
};

const END = {
  name: 'session-end',
  text: 'update session set ended_at = now() where id = $1 and ended_at is null',
};

const PRINCIPAL = {
  name: 'session-principal',
  text: `select a.name, a.display_name_zh, a.display_name_en, a.roles, coalesce(a.level, o.level) as level,
                o.code, o.kind, o.parent, o.district, o.name_zh, o.name_en
         from session s
         join account a on a.name = s.account
         join organisation o on o.code = a.organisation
         where s.id = $1 and s.ended_at is null and s.expires_at > now() and a.disabled_at is null`,
};

interface PrincipalRow {
  name: string;
  display_name_zh: string;
  display_name_en: string;
  roles: string[];
  level: string | null;
  code: string;
  kind: string;
  parent: string | null;
  district: string | null;
  name_zh: string;
  name_en: string;
}

/** Sign-ins as the database keeps them. */
export class Sessions {
  constructor(private readonly database: DataSource) {}

  /** Opens a session that lasts so many seconds by the database's clock; returns its id. */
  async open(account: string, seconds: number): Promise<string> {
    const id = randomUUIDv7();
    await statement(this.database, OPEN, [id, account, seconds]);
    return id;
  }

  /** Ends a session; ending it again changes nothing. Every server obeys within `FRESH_MS` of callers.ts. */
  async end(session: string): Promise<void> {
    await statement(this.database, END, [session]);
  }

  /** Whose session it is; undefined when it has ended or expired, or the account is disabled. */
  async principal(session: string): Promise<Principal | undefined> {
    const [row] = await statement<PrincipalRow>(this.database, PRINCIPAL, [session]);
    return row && principalOf(row, session);
  }
}

function principalOf(row: PrincipalRow, session: string): Principal {
  return {
    account: row.name,
    displayName: { zh: row.display_name_zh, en: row.display_name_en },
    // Absent rather than undefined: this object stands in the ledger entry.
    organisation: {
      code: row.code,
      kind: row.kind,
      ...(row.parent === null ? {} : { parent: row.parent }),
      ...(row.district === null ? {} : { district: row.district }),
      ...(row.level === null ? {} : { level: row.level }),
    },
    organisationName: { zh: row.name_zh, en: row.name_en },
    roles: row.roles,
    openedCases: [],
    session,
  };
}
