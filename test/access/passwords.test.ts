import { describe, expect, test } from '@jest/globals';
import { Passwords } from '../../src/access/passwords.js';
import { Problem } from '../../src/platform/problem.js';

describe('a password', () => {
  const passwords = new Passwords();

  test('is kept as argon2id in PHC form with the OWASP parameters and a salt of its own', async () => {
    const [one, other] = await Promise.all([passwords.hash('lanjie-demo'), passwords.hash('lanjie-demo')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(one).not.toBe(other);
  });

  test('is recognised, also when typed in another Unicode form, and no other is', async () => {
    const stored = await passwords.hash('caf\u00e9-密码');
    expect(await passwords.matches('caf\u00e9-密码', stored)).toBe(true);
    expect(await passwords.matches('cafe\u0301-密码', stored)).toBe(true);
    expect(await passwords.matches('cafe-密码', stored)).toBe(false);
    expect(await passwords.matches('', stored)).toBe(false);
  });

  test('of an unknown account is refused after the same work', async () => {
    const stored = await passwords.hash('x');
    await passwords.matches('warm up', undefined);
    const known = await timed(() => passwords.matches('y', stored));
    const unknown = await timed(() => passwords.matches('y', undefined));
    expect(known.result).toBe(false);
    expect(unknown.result).toBe(false);
    // Equal within noise; without the decoy it would be a thousandth.
    expect(unknown.ms).toBeGreaterThan(known.ms / 4);
  });

  test('is checked two at a time: beyond 66 at once the answer is 503 with Retry-After, and then all goes on', async () => {
    const stored = await passwords.hash('x');
    const results = await Promise.allSettled(Array.from({ length: 70 }, () => passwords.matches('x', stored)));
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(refused).toHaveLength(4);
    for (const problem of refused) {
      expect(problem).toBeInstanceOf(Problem);
      expect(problem.status).toBe(503);
      expect(problem.fields.headers).toEqual({ 'retry-after': '2' });
    }
    expect(await passwords.matches('x', stored)).toBe(true);
  });

  test('hash in another form is refused without repeating it', async () => {
    await expect(passwords.matches('x', '$2b$10$secret')).rejects.toThrow(/^a stored password hash is not argon2id/);
  });
});

async function timed<T>(act: () => Promise<T>): Promise<{ result: T; ms: number }> {
  const started = performance.now();
  const result = await act();
  return { result, ms: performance.now() - started };
}
