import type { DataSource } from 'typeorm';
import { statement } from '../platform/database.js';
import { Problem } from '../platform/problem.js';
import type { Passwords } from './passwords.js';
import type { Sessions } from './sessions.js';
import { TOKEN_SECONDS, type Tokens } from './tokens.js';

const FIND = {
  name: 'account-for-sign-in',
  text: 'select password_hash from account where name = $1 and disabled_at is null',
};

const accountName = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/** What a successful sign-in gives (RFC 6749, 5.1, in the product's spelling). */
export interface SignedIn {
  readonly accessToken: string;
  readonly tokenType: 'Bearer';
  /** Seconds. */
  readonly expiresIn: number;
}

/** Turns account name and password into a session and its token. */
export class SignIn {
  constructor(
    private readonly database: DataSource,
    private readonly passwords: Passwords,
    private readonly sessions: Sessions,
    private readonly tokens: Tokens,
  ) {}

  /** Throws one and the same 401 `Problem` for a wrong password, an unknown and a disabled account, after equal work. */
  async signIn(username: string, password: string): Promise<SignedIn> {
    const stored = accountName.test(username) ? await this.storedHash(username) : undefined;
    if (!(await this.passwords.matches(password, stored))) throw wrongCredentials();
    const session = await this.sessions.open(username, TOKEN_SECONDS);
    const accessToken = await this.tokens.issue(username, session);
    return { accessToken, tokenType: 'Bearer', expiresIn: TOKEN_SECONDS };
  }

  private async storedHash(username: string): Promise<string | undefined> {
    const [row] = await statement<{ password_hash: string }>(this.database, FIND, [username]);
    return row?.password_hash;
  }
}

function wrongCredentials(): Problem {
  return new Problem({
    status: 401,
    code: 'wrongCredentials',
    detail: { zh: '账号或密码不正确。', en: 'Account name or password is wrong.' },
    headers: { 'www-authenticate': 'Bearer realm="lanjie"' },
  });
}
