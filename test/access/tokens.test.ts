import { createHmac, randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { SignJWT } from 'jose';
import { type CallerKind, Callers, FRESH_MS } from '../../src/access/callers.js';
import type { Principal } from '../../src/access/principal.js';
import { MAX_TOKEN_LENGTH, TOKEN_SECONDS, type TokenKind, Tokens } from '../../src/access/tokens.js';

const key = randomBytes(32);
const start = Date.UTC(2026, 0, 1);

describe('a token', () => {
  const tokens = new Tokens(key);
  const claims = {
    account: 'teller',
    session: 'session-1',
    authenticatedAt: start + 123,
    expiresAt: start / 1000 + 60,
  };
  const issue = () => tokens.issue('access', claims);
  const verify = (token: string) => tokens.read('access', token);

  test('says whose session it is, since when and until when', async () => {
    expect(await verify(await issue())).toEqual(claims);
    expect(await tokens.read('refresh', await tokens.issue('refresh', { ...claims, number: 7 }))).toEqual({
      ...claims,
      number: 7,
    });
  });

  test('of one kind is refused as any other', async () => {
    const kinds: TokenKind[] = ['access', 'refresh', 'browser', 'ticket', 'browserTicket'];
    for (const kind of kinds) {
      const token = await tokens.issue(kind, claims);
      const read = await Promise.all(kinds.map(async (other) => (await tokens.read(other, token)) && other));
      expect(read.filter(Boolean)).toEqual([kind]);
    }
  });

  test('with any character changed is refused', async () => {
    const token = await issue();
    for (let i = 0; i < token.length - 1; i++) {
      const other = token[i] === 'A' ? 'B' : 'A';
      expect(await verify(token.slice(0, i) + other + token.slice(i + 1))).toBeUndefined();
    }
  });

  test('without a signature ("alg": "none") is refused', async () => {
    const [, payload = ''] = (await issue()).split('.');
    for (const alg of ['none', 'None', 'HS256']) {
      expect(await verify(`${encoded({ alg, typ: 'JWT' })}.${payload}.`)).toBeUndefined();
    }
  });

  test('signed with another algorithm, under another key, or for others is refused', async () => {
    const good = () =>
      new SignJWT({ sid: 'session-1', auth_time: start / 1000 })
        .setSubject('teller')
        .setIssuer('lanjie')
        .setAudience('lanjie-api')
        .setIssuedAt(start / 1000)
        .setExpirationTime(start / 1000 + 60);
    const header = { alg: 'HS256', typ: 'JWT' };
    expect(await verify(await good().setProtectedHeader(header).sign(key))).toBeDefined();
    const wrong = [
      good()
        .setProtectedHeader({ ...header, alg: 'HS512' })
        .sign(randomBytes(64)),
      good()
        .setProtectedHeader({ ...header, alg: 'HS384' })
        .sign(Buffer.concat([key, key])),
      good().setProtectedHeader(header).sign(randomBytes(32)),
      good().setIssuer('other').setProtectedHeader(header).sign(key),
      good().setAudience('other').setProtectedHeader(header).sign(key),
      good()
        .setProtectedHeader({ ...header, typ: 'other' })
        .sign(key),
    ];
    for (const token of await Promise.all(wrong)) expect(await verify(token)).toBeUndefined();
    // Everything right but the algorithm, and under the same key.
    const [, payload = ''] = (await issue()).split('.');
    const text = `${encoded({ alg: 'HS512', typ: 'JWT' })}.${payload}`;
    const signed = `${text}.${createHmac('sha512', key).update(text).digest('base64url')}`;
    expect(await verify(signed)).toBeUndefined();
  });

  test('of ours that says too much, or something else than it should, is refused', async () => {
    const token = (says: object, account = 'teller') =>
      new SignJWT({ sid: 'session-1', auth_time: start / 1000, ...says })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setSubject(account)
        .setIssuer('lanjie')
        .setAudience('lanjie-api')
        .setExpirationTime(start / 1000 + 60)
        .sign(key);
    expect(await verify(await token({}, 'x'.repeat(MAX_TOKEN_LENGTH)))).toBeUndefined();
    for (const says of [{ sid: 1 }, { auth_time: '2026' }]) expect(await verify(await token(says))).toBeUndefined();
    expect(await verify(await token({ n: 'seven' }))).toEqual({ ...claims, authenticatedAt: start });
  });

  test('is not called wrong when it cannot be checked', async () => {
    await expect(new Tokens('no key' as unknown as Uint8Array).read('access', await issue())).rejects.toThrow();
  });

  test.each([
    ['nothing', ''],
    ['dots', '..'],
    ['a word', 'x'],
    ['three words', 'a.b.c'],
    ['a very long word', 'x'.repeat(5000)],
    ['NUL', '\u0000'],
  ])('is never %s', async (_, token) => expect(await verify(token)).toBeUndefined());
});

describe('a caller', () => {
  function given() {
    const state: State = { now: start, principal: teller, kind: 'bearer', ahead: 0, verified: 0, read: 0, gone: false };
    const tokens = new Tokens(key);
    const issue = (account: string, session: string) =>
      tokens.issue('access', { account, session, authenticatedAt: start, expiresAt: start / 1000 + TOKEN_SECONDS });
    const sources = {
      verify: (token: string, kind: CallerKind) => {
        state.verified += 1;
        return tokens.read(kind, token);
      },
      standing: async () => {
        state.read += 1;
        if (state.gone) throw new Error('database gone');
        const { principal, kind, now, ahead } = state;
        return principal && { principal, kind, now: now + ahead };
      },
    };
    return { state, tokens: { issue }, callers: new Callers(sources, () => state.now, 3) };
  }

  test('with an overlong token is nobody’s, and it is not even verified', async () => {
    const { state, callers } = given();
    expect(await callers.of('x'.repeat(MAX_TOKEN_LENGTH + 1))).toBeUndefined();
    expect(state.verified).toBe(0);
  });

  test('is verified and read once for many requests', async () => {
    const { state, tokens, callers } = given();
    const token = await tokens.issue('teller', 'session-1');
    for (let i = 0; i < 50; i++) expect(await callers.of(token)).toBe(teller);
    expect([state.verified, state.read]).toEqual([1, 1]);
  });

  test('is read again after five seconds, once for all who wait', async () => {
    const { state, tokens, callers } = given();
    const token = await tokens.issue('teller', 'session-1');
    await callers.of(token);
    state.now += FRESH_MS;
    await Promise.all(Array.from({ length: 20 }, () => callers.of(token)));
    expect([state.verified, state.read]).toEqual([1, 2]);
  });

  test('whose session ended or account was disabled is refused five seconds later at most', async () => {
    const { state, tokens, callers } = given();
    const token = await tokens.issue('teller', 'session-1');
    await callers.of(token);
    state.principal = undefined;
    expect(await callers.of(token)).toBe(teller);
    state.now += FRESH_MS;
    expect(await callers.of(token)).toBeUndefined();
    expect(await callers.of(token)).toBeUndefined();
  });

  test('who is forgotten here is refused at once', async () => {
    const { state, tokens, callers } = given();
    const token = await tokens.issue('teller', 'session-1');
    await callers.of(token);
    state.principal = undefined;
    callers.forget('session-1');
    expect(await callers.of(token)).toBeUndefined();
  });

  test('is refused when the token expires, though still remembered', async () => {
    const { state, tokens, callers } = given();
    const token = await tokens.issue('teller', 'session-1');
    await callers.of(token);
    state.now += TOKEN_SECONDS * 1000;
    expect(await callers.of(token)).toBeUndefined();
  });

  test('is refused at the very moment the token expires by the database’s clock, whatever this server’s says', async () => {
    const { state, tokens, callers } = given();
    const token = await tokens.issue('teller', 'session-1');
    state.ahead = TOKEN_SECONDS * 1000 - 2_000;
    expect(await callers.of(token)).toBe(teller);
    state.now += 1_999;
    expect(await callers.of(token)).toBe(teller);
    state.now += 1;
    expect(await callers.of(token)).toBeUndefined();
  });

  test('with a token from before the last step-up is refused', async () => {
    const { state, tokens, callers } = given();
    const token = await tokens.issue('teller', 'session-1');
    state.principal = { ...teller, authenticatedAt: new Date(start + 1).toISOString() };
    expect(await callers.of(token)).toBeUndefined();
  });

  test('is refused with a header’s token in a cookie, and the reverse', async () => {
    const { state, tokens, callers } = given();
    const token = await tokens.issue('teller', 'session-1');
    expect(await callers.of(token)).toBe(teller);
    expect(await callers.of(token, 'browser')).toBeUndefined();
    state.kind = 'browser';
    callers.forgetAll();
    expect(await callers.of(token)).toBeUndefined();
  });

  test('is not refused for good by a database that is gone for a moment', async () => {
    const { state, tokens, callers } = given();
    const token = await tokens.issue('teller', 'session-1');
    state.gone = true;
    await expect(callers.of(token)).rejects.toThrow('database gone');
    state.gone = false;
    expect(await callers.of(token)).toBe(teller);
  });

  test('with a token of another account than the session is refused', async () => {
    const { tokens, callers } = given();
    expect(await callers.of(await tokens.issue('centerlead', 'session-1'))).toBeUndefined();
  });

  test('who was away longest is forgotten first when too many are remembered', async () => {
    const { state, tokens, callers } = given();
    const issued = await Promise.all(['1', '2', '3', '4'].map((id) => tokens.issue('teller', id)));
    const [first = '', second = '', third = '', fourth = ''] = issued;
    for (const token of [first, second, third, first, fourth]) await callers.of(token);
    expect(state.verified).toBe(4);
    await callers.of(first);
    expect(state.verified).toBe(4);
    await callers.of(second);
    expect(state.verified).toBe(5);
  });
});

interface State {
  now: number;
  principal: Principal | undefined;
  kind: 'bearer' | 'browser';
  /** How far the database's clock goes before this server's. */
  ahead: number;
  verified: number;
  read: number;
  gone: boolean;
}

const teller: Principal = {
  account: 'teller',
  displayName: { zh: '柜员', en: 'Teller' },
  organisation: { code: 'bank-a-xiufeng', kind: 'outlet', parent: 'bank-a' },
  organisationName: { zh: '甲银行', en: 'Bank A' },
  roles: ['teller'],
  openedCases: [],
  session: 'session-1',
  authenticatedAt: new Date(start).toISOString(),
};

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
