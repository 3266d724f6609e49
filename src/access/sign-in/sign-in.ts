import { randomUUIDv7 } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { statement } from '../../platform/database.js';
import type { Problem } from '../../platform/problem.js';
import { addressSubject } from '../limits/address.js';
import type { Passwords } from '../passwords.js';
import type { Due, Principal } from '../principal.js';
import type { Opened, SessionKind, Sessions } from '../sessions.js';
import { TOKEN_SECONDS, type Tokens } from '../tokens.js';
import { coarseAddress } from './address.js';
import type { Lockout } from './lockout.js';
import type { AccountPasswords } from './own-password.js';
import {
  firstPasswordExpired,
  proofMissing,
  refreshTokenNotValid,
  refreshTokenReused,
  secondFactorRequired,
  ticketNotValid,
  wrongCode,
  wrongCredentials,
  wrongProof,
} from './problems.js';
import type { SecondFactors } from './second-factors.js';
import type { SignInLog } from './sign-in-log.js';

const FIND = {
  name: 'account-for-sign-in',
  text: `select a.password_hash as hash, coalesce(a.password_expires_at < now(), false) as expired,
                exists (select from second_factor f where f.account = a.name and f.confirmed_at is not null) as enrolled,
                extract(epoch from now())::float8 * 1000 as now
         from account a where a.name = $1 and a.disabled_at is null`,
};

// A password that was changed meanwhile makes the ticket worthless.
const TICKET = {
  name: 'account-for-ticket',
  text: `select 1 from account where name = $1 and disabled_at is null
           and password_changed_at < to_timestamp($2) and now() < to_timestamp($3)`,
};

/** How long after the password the second factor may be given, in seconds. */
export const TICKET_SECONDS = 180;

const accountName = /^[a-z0-9][a-z0-9._-]{0,63}$/;

interface Found {
  hash: string;
  expired: boolean;
  enrolled: boolean;
  now: number;
}

/** What somebody shows at the door. */
export interface Shown {
  readonly username: string;
  readonly password: string;
  /** Of the authenticator, or a recovery code. */
  readonly code?: string | undefined;
}

/** From where somebody comes, and what they want. */
export interface Coming {
  readonly ip: string;
  readonly kind: SessionKind;
}

/** A session that is open now. */
export interface Entered {
  readonly account: string;
  readonly session: Opened;
  readonly due: readonly Due[];
}

/** What a successful sign-in gives (RFC 6749, 5.1, in the product's spelling). */
export interface SignedIn {
  readonly accessToken: string;
  readonly tokenType: 'Bearer';
  /** Seconds. */
  readonly expiresIn: number;
  /** Good once, for the next pair. */
  readonly refreshToken: string;
  /** What has to be done before anything else. */
  readonly due: readonly Due[];
}

/** Turns what people show into sessions, and sessions into tokens. */
export class SignIn {
  constructor(
    private readonly database: DataSource,
    private readonly passwords: Passwords,
    private readonly sessions: Sessions,
    private readonly tokens: Tokens,
    private readonly lockout: Lockout,
    private readonly secondFactors: SecondFactors,
    private readonly ownPasswords: AccountPasswords,
    private readonly log: SignInLog,
  ) {}

  /**
   * Opens a session. Throws one and the same 401 `Problem` for a wrong password, an unknown and a disabled account and one
   * that has to wait, after equal work; with the right password 401 `secondFactorRequired` with a ticket where a code is
   * needed, 401 `wrongCode`, 403 `firstPasswordExpired`.
   */
  async enter({ username, password, code }: Shown, { ip, kind }: Coming): Promise<Entered> {
    const address = addressSubject(ip, undefined);
    const found = accountName.test(username) ? await this.find(username) : undefined;
    const isRight = await this.passwords.matches(password, found?.hash);
    if (!found || !isRight) {
      await this.lockout.failed(username, address);
      throw this.refused(wrongCredentials(), found && username);
    }
    if (found.enrolled) {
      if (await this.lockout.waits(username, address)) throw this.refused(wrongCredentials(), username);
      if (code === undefined)
        throw this.refused(secondFactorRequired(await this.ticket(username, kind, found.now)), username);
      await this.proveCode(username, address, code);
    }
    if (!(await this.lockout.succeeded(username, address)))
      throw this.refused(found.enrolled ? wrongCode() : wrongCredentials(), username);
    if (found.expired) throw this.refused(firstPasswordExpired(), username);
    await this.ownPasswords.demandChangeIfLeaked(username, password, found.hash);
    return this.open(username, { kind, ip });
  }

  /**
   * The second step of a sign-in that began with the right password. `admit` may refuse a kind of session before the code
   * is looked at. Throws 401 `ticketNotValid`, `wrongCode`.
   */
  async enterWithTicket(
    ticket: string,
    code: string,
    ip: string,
    admit: (kind: SessionKind) => void = () => {},
  ): Promise<Entered & { readonly kind: SessionKind }> {
    const bearer = await this.tokens.read('ticket', ticket);
    const claims = bearer ?? (await this.tokens.read('browserTicket', ticket));
    if (!claims) throw ticketNotValid();
    const kind = bearer ? 'bearer' : 'browser';
    admit(kind);
    const { account, session, authenticatedAt, expiresAt } = claims;
    const valid = await statement(this.database, TICKET, [account, authenticatedAt / 1000, expiresAt]);
    if (valid.length === 0) throw ticketNotValid();
    const address = addressSubject(ip, undefined);
    if (await this.lockout.waits(account, address)) throw this.refused(wrongCode(), account);
    await this.proveCode(account, address, code);
    if (!(await this.lockout.succeeded(account, address))) throw this.refused(wrongCode(), account);
    return { ...(await this.open(account, { kind, ip, id: session })), kind };
  }

  /** The person of an open session proves anew who they are: by a code where they have a second factor, else by the password. */
  async stepUp(caller: Principal, shown: { password?: string; code?: string }, ip: string): Promise<Entered> {
    await this.prove(caller, shown, ip);
    this.log.tell('steppedUp', caller.account);
    return this.renew(caller);
  }

  /** Throws 400 or 403 unless what the person of an open session shows is right. Failures count as those at the door do. */
  async prove(
    { account }: Principal,
    { password, code }: { password?: string; code?: string },
    ip: string,
  ): Promise<void> {
    const address = addressSubject(ip, undefined);
    const found = await this.find(account);
    const shown = found?.enrolled ? code : password;
    if (shown === undefined) throw proofMissing(found?.enrolled ? 'code' : 'password');
    if (await this.lockout.waits(account, address)) throw this.refused(wrongProof(), account);
    const isRight = found?.enrolled
      ? await this.secondFactors.accepts(account, shown)
      : await this.passwords.matches(shown, found?.hash);
    if (!isRight) await this.lockout.failed(account, address);
    if (!isRight || !(await this.lockout.succeeded(account, address))) throw this.refused(wrongProof(), account);
  }

  /**
   * The password of the person of an open session, whether or not they have a second factor; it forgets no failures of
   * whoever has one, or guesses of the code would have no end. Returns the hash for which it was right. Throws 403
   * `wrongProof`.
   */
  async provePassword({ account }: Principal, password: string, ip: string): Promise<string> {
    const address = addressSubject(ip, undefined);
    const hash = await this.ownPasswords.proved(account, password);
    if (hash === undefined) await this.lockout.failed(account, address);
    if (hash === undefined || !(await this.passwordCounts(account, address))) throw this.refused(wrongProof(), account);
    return hash;
  }

  /** The session goes on as one whose person has just proved who they are; every token from before is void. */
  async renew({ account, session }: Principal): Promise<Entered> {
    const opened = await this.sessions.reauthenticate(session);
    if (!opened) throw refreshTokenNotValid();
    return { account, session: opened, due: await this.dueOf(session) };
  }

  /**
   * Another session in place of this one, so that no token from before is good any more. It is no fresher: who has a second
   * factor has not shown it.
   */
  async replace({ account, session }: Principal): Promise<Entered> {
    const opened = await this.sessions.replace(session);
    if (!opened) throw refreshTokenNotValid();
    return { account, session: opened, due: await this.dueOf(opened.id) };
  }

  /** The next pair of tokens. Throws 401 `refreshTokenNotValid`, or `refreshTokenReused`: the session is then over. */
  async refresh(refreshToken: string): Promise<SignedIn> {
    const claims = await this.tokens.read('refresh', refreshToken);
    if (!claims) throw refreshTokenNotValid();
    const opened = await this.sessions.refresh(claims.session, claims.number ?? 0);
    if (opened === 'reused') throw this.refused(refreshTokenReused(), claims.account);
    if (opened === 'gone') throw this.refused(refreshTokenNotValid(), claims.account);
    return this.bearer({ account: claims.account, session: opened, due: await this.dueOf(opened.id) });
  }

  /** The tokens of an open session, for a header. */
  async bearer({ account, session, due }: Entered): Promise<SignedIn> {
    const { id, authenticatedAt, now, expiresAt, refreshes } = session;
    const ends = Math.floor(expiresAt / 1000);
    const claims = { account, session: id, authenticatedAt };
    // No token is good for longer than its session.
    const until = Math.min(Math.floor(now / 1000) + TOKEN_SECONDS, ends);
    const accessToken = await this.tokens.issue('access', { ...claims, expiresAt: until });
    const refreshToken = await this.tokens.issue('refresh', { ...claims, expiresAt: ends, number: refreshes });
    return { accessToken, tokenType: 'Bearer', expiresIn: until - Math.floor(now / 1000), refreshToken, due };
  }

  /** The token of an open session, for a cookie: good as long as the session. */
  async cookie({ account, session }: Entered): Promise<string> {
    const { id, authenticatedAt, expiresAt } = session;
    return this.tokens.issue('browser', {
      account,
      session: id,
      authenticatedAt,
      expiresAt: Math.floor(expiresAt / 1000),
    });
  }

  private async passwordCounts(account: string, address: string): Promise<boolean> {
    const found = await this.find(account);
    return found?.enrolled
      ? !(await this.lockout.waits(account, address))
      : await this.lockout.succeeded(account, address);
  }

  private async find(account: string): Promise<Found | undefined> {
    const [row] = await statement<Found>(this.database, FIND, [account]);
    return row;
  }

  private async proveCode(account: string, address: string, code: string): Promise<void> {
    if (await this.secondFactors.accepts(account, code)) return;
    await this.lockout.failed(account, address);
    throw this.refused(wrongCode(), account);
  }

  private async open(account: string, { kind, ip, id }: Coming & { id?: string }): Promise<Entered> {
    const session = await this.sessions.open(account, { kind, from: coarseAddress(ip), ...(id ? { id } : {}) });
    // The ticket has opened its session already.
    if (!session) throw ticketNotValid();
    this.log.tell('signedIn', account);
    return { account, session, due: await this.dueOf(session.id) };
  }

  private refused(problem: Problem, account: string | undefined): Problem {
    this.log.tell(problem.code, account);
    return problem;
  }

  private async dueOf(session: string): Promise<readonly Due[]> {
    return (await this.sessions.principal(session))?.due ?? [];
  }

  // It names the session it will open, and so opens one at most.
  private ticket(account: string, kind: SessionKind, now: number): Promise<string> {
    const claims = {
      account,
      session: randomUUIDv7(),
      authenticatedAt: now,
      expiresAt: Math.floor(now / 1000) + TICKET_SECONDS,
    };
    return this.tokens.issue(kind === 'bearer' ? 'ticket' : 'browserTicket', claims);
  }
}
