import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { keysInUse } from '../../engine/store/keys-in-use.js';
import { statement } from '../../platform/database.js';
import type { Passwords } from '../passwords.js';
import { type KeyProvider, keysIn } from '../sealing/index.js';
import { freshRecoveryCodes, readRecoveryCode } from './recovery-codes.js';
import { base32, otpauthUri, stepOf } from './totp.js';

/** 160 bits, the length of HMAC-SHA-1 (RFC 4226, 4). */
const SECRET_BYTES = 20;

const ISSUER = 'Lanjie';

const NOW = 'extract(epoch from now())::float8 * 1000 as now';

const KEYS = { name: 'second-factor-keys', text: `select ${keysInUse} as keys` };

// Only while the keys are those under which it was wrapped: else a rotation could be over before it comes.
const ENROL = {
  name: 'second-factor-enrol',
  text: `with used as (select ${keysInUse} is not distinct from $3::text as still),
           kept as (
             insert into second_factor as f (account, secret) select $1, $2 from used where still
             on conflict (account) do update set secret = excluded.secret, enrolled_at = now(), last_step = 0
               where f.confirmed_at is null
             returning account)
         select still, exists (select from kept) as kept from used`,
};

const READ = {
  name: 'second-factor-read',
  text: `select secret, confirmed_at, ${NOW} from second_factor where account = $1`,
};

// Only while the secret is the one that was read, and no later code was taken: right also when two servers are asked at once.
const TAKE = {
  name: 'second-factor-take',
  text: `update second_factor set last_step = $2, confirmed_at = coalesce(confirmed_at, now())
         where account = $1 and last_step < $2 and secret = $3 and (confirmed_at is null) = $4 returning account`,
};

const REMOVE = {
  name: 'second-factor-remove',
  text: `with codes as (delete from recovery_code where account = $1)
         delete from second_factor where account = $1 returning account`,
};

const NEW_CODES = {
  name: 'recovery-codes-new',
  text: `insert into recovery_code (account, number, hash)
         select $1, (n - 1)::int, hash from unnest($2::text[]) with ordinality as t (hash, n)
         on conflict (account, number) do update set hash = excluded.hash, used_at = null`,
};

const CODE = {
  name: 'recovery-code-read',
  text: `select c.hash from recovery_code c join second_factor f on f.account = c.account and f.confirmed_at is not null
         where c.account = $1 and c.number = $2 and c.used_at is null`,
};

const USE_CODE = {
  name: 'recovery-code-use',
  text: `update recovery_code set used_at = now() where account = $1 and number = $2 and hash = $3 and used_at is null
         returning account`,
};

const STATE = {
  name: 'second-factor-state',
  text: `select f.confirmed_at as since,
                (select count(*)::int from recovery_code c where c.account = f.account and c.used_at is null) as codes
         from second_factor f where f.account = $1 and f.confirmed_at is not null`,
};

/** A secret for an authenticator; shown once and never again. */
export interface Enrolment {
  /** Base32, to be typed. */
  readonly secret: string;
  /** `otpauth://…`, to be shown as a QR code. */
  readonly uri: string;
}

/** Whether somebody has a second factor, since when, and how many recovery codes are left. */
export interface SecondFactorState {
  readonly since: Date;
  readonly codes: number;
}

interface Stored {
  secret: Buffer;
  confirmed_at: Date | null;
  now: number;
}

/** The second factors of people: six digits of an authenticator (TOTP, RFC 6238), or one of ten codes on paper. */
export class SecondFactors {
  constructor(
    private readonly database: DataSource,
    private readonly keys: KeyProvider,
    private readonly passwords: Passwords,
  ) {}

  /** What somebody has; undefined: nothing that is in use. */
  async of(account: string): Promise<SecondFactorState | undefined> {
    const [row] = await statement<SecondFactorState>(this.database, STATE, [account]);
    return row;
  }

  /** A new secret, in use once its first code was given; undefined while another is in use. */
  async enrol(account: string): Promise<Enrolment | undefined> {
    const secret = randomBytes(SECRET_BYTES);
    const [{ keys } = { keys: null }] = await statement<{ keys: string | null }>(this.database, KEYS, []);
    // Not under the newest there is: it may lie there and be on no other server yet.
    const wrapped = this.keys.wrap(secret, secondFactorOf(account), keysIn(keys).master);
    const values = [account, wrapped, keys];
    const [done] = await statement<{ still: boolean; kept: boolean }>(this.database, ENROL, values);
    if (done?.still === false) return this.enrol(account);
    if (!done?.kept) return undefined;
    return { secret: base32(secret), uri: otpauthUri(ISSUER, account, secret) };
  }

  /** Takes the first code of a new secret; returns the recovery codes, undefined when the code is not right. */
  async confirm(account: string, code: string): Promise<string[] | undefined> {
    if (!(await this.takes(account, code, 'unconfirmed'))) return undefined;
    return this.renewRecoveryCodes(account);
  }

  /** Takes a code, of the authenticator or of the paper; each is right once. */
  async accepts(account: string, code: string): Promise<boolean> {
    const recovery = readRecoveryCode(code);
    return recovery ? this.uses(account, recovery) : this.takes(account, code, 'confirmed');
  }

  /** Ten new recovery codes; those before are void. They are kept as hashes only. */
  async renewRecoveryCodes(account: string): Promise<string[]> {
    const codes = freshRecoveryCodes();
    const hashes = await Promise.all(codes.map((code) => this.passwords.hash(code)));
    await statement(this.database, NEW_CODES, [account, hashes]);
    return codes;
  }

  /** Removes secret and codes; says whether there were any. */
  async remove(account: string): Promise<boolean> {
    return (await statement(this.database, REMOVE, [account])).length > 0;
  }

  /** `before`: the secret with which the code was right and not taken. */
  private async takes(
    account: string,
    code: string,
    wanted: 'confirmed' | 'unconfirmed',
    before?: Buffer,
  ): Promise<boolean> {
    const [row] = await statement<Stored>(this.database, READ, [account]);
    if (!row || (row.confirmed_at === null) !== (wanted === 'unconfirmed')) return false;
    if (before?.equals(row.secret)) return false;
    const step = stepOf(this.keys.unwrap(row.secret, secondFactorOf(account)), code.replaceAll(' ', ''), row.now);
    if (step === undefined) return false;
    const values = [account, step, row.secret, wanted === 'unconfirmed'];
    if ((await statement(this.database, TAKE, values)).length > 0) return true;
    // A rotation of the master key may have wrapped it anew meanwhile: once more with what stands there now.
    return before === undefined && this.takes(account, code, wanted, row.secret);
  }

  private async uses(account: string, { number, code }: { number: number; code: string }): Promise<boolean> {
    const [row] = await statement<{ hash: string }>(this.database, CODE, [account, number]);
    const isRight = await this.passwords.matches(code, row?.hash);
    return isRight && (await statement(this.database, USE_CODE, [account, number, row?.hash])).length > 0;
  }
}

/** To what the secret of an account is bound where it is wrapped; no case has such an id. */
export function secondFactorOf(account: string): string {
  return `second-factor:${account}`;
}
