import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { addressSubject } from '../../src/access/limits/address.js';
import { kindOf } from '../../src/access/limits/limit-guard.js';
import { type LimitKind, limitsWith, type Policy } from '../../src/access/limits/limit-table.js';
import { Limits } from '../../src/access/limits/limits.js';
import { PermitRows } from '../../src/access/limits/permit-rows.js';
import { Permits } from '../../src/access/limits/permits.js';
import { createDataSource } from '../../src/platform/database.js';
import { type FreshDatabase, freshDatabase } from '../database.js';

// No test crosses the end of such a window.
const YEARS = 99_999_999;

function policy(quota: number, more: Partial<Policy> = {}): Policy {
  return { name: 'tested', per: 'account', quota, seconds: YEARS, exact: false, ...more };
}

let database: FreshDatabase;
let ds: DataSource;
let other: DataSource;
let home: string;
beforeAll(async () => {
  database = await freshDatabase();
  [ds, other] = (await Promise.all([1, 2].map(() => createDataSource(database.url).initialize()))) as [
    DataSource,
    DataSource,
  ];
  home = mkdtempSync(join(tmpdir(), 'lanjie-limits-'));
});
afterAll(async () => {
  await Promise.all([ds, other].map((one) => one.destroy()));
  await database.drop();
  rmSync(home, { recursive: true });
});
beforeEach(() => ds.query('delete from rate_limit'));

const key = Buffer.alloc(32, 7);

/** A server's permits, with the statements it costs counted and a clock that stands still unless it is set. */
function server(on: DataSource) {
  const rows = new PermitRows(on, key);
  const clock = { ms: 0 };
  const asked: string[] = [];
  const source = {
    lot: (one: Policy, subject: string) => {
      asked.push(subject);
      return rows.lot(one, subject);
    },
  };
  return { permits: new Permits(source, () => clock.ms), rows, asked, clock };
}

async function granted(permits: Permits, one: Policy, times: number, subject = 'teller'): Promise<number> {
  const standings = await Promise.all(Array.from({ length: times }, async () => permits.take(one, subject)));
  return standings.filter((standing) => standing.granted).length;
}

describe('permits of two servers on one database', () => {
  test('are together exactly as many as the limit allows, however they are asked for', async () => {
    const [one, two] = [server(ds), server(other)];
    const limit = policy(1_000);
    const got = await Promise.all([one, two, one, two].map(({ permits }) => granted(permits, limit, 400)));
    expect(got.reduce((sum, n) => sum + n, 0)).toBe(1_000);
    expect(await granted(one.permits, limit, 50)).toBe(0);
    expect(await granted(two.permits, limit, 50)).toBe(0);
    // Lots, not single permits; and none at all once it is known that nothing is left.
    expect(one.asked.length + two.asked.length).toBeLessThan(150);
  });

  test('are never more than the limit where one server keeps what it was given', async () => {
    const [one, two] = [server(ds), server(other)];
    const limit = policy(160);
    expect(await granted(one.permits, limit, 1)).toBe(1);
    // The first took a lot of ten and holds nine of them.
    expect(await granted(two.permits, limit, 200)).toBe(150);
    expect(await granted(one.permits, limit, 200)).toBe(9);
  });

  test('are counted singly where that is asked for, and cost nothing any more once they are refused', async () => {
    const [one, two] = [server(ds), server(other)];
    const limit = policy(5, { exact: true });
    expect([await granted(one.permits, limit, 3), await granted(two.permits, limit, 3)]).toEqual([3, 2]);
    const before = one.asked.length;
    expect(await granted(one.permits, limit, 1)).toBe(0);
    expect(await granted(one.permits, limit, 20)).toBe(0);
    expect(one.asked.length).toBeLessThanOrEqual(before + 1);
  });

  test('are of each subject and each limit apart', async () => {
    const { permits } = server(ds);
    const limit = policy(2, { exact: true });
    expect(await granted(permits, limit, 3, 'teller')).toBe(2);
    expect(await granted(permits, limit, 3, 'teller2')).toBe(2);
    expect(await granted(permits, { ...limit, name: 'other' }, 3, 'teller')).toBe(2);
  });

  test('are kept without the name of their subject', async () => {
    await granted(server(ds).permits, policy(2), 1, 'hunter2');
    const [row] = await ds.query('select row_to_json(r)::text as text from rate_limit r');
    expect(row.text).not.toContain('hunter2');
  });
});

describe('the window', () => {
  test('begins anew by the database’s clock', async () => {
    const { permits, clock } = server(ds);
    const limit = policy(3);
    expect(await granted(permits, limit, 5)).toBe(3);
    // The window of the row has passed.
    await ds.query(`update rate_limit set window_ends = window_ends - make_interval(secs => ${2 * YEARS})`);
    expect(await granted(permits, limit, 5)).toBe(0);
    clock.ms += YEARS * 1_000;
    expect(await granted(permits, limit, 5)).toBe(3);
  });

  test('is taken as it stands when the database’s clock was set back', async () => {
    const { permits } = server(ds);
    await granted(permits, policy(3), 3);
    await ds.query(`update rate_limit set window_ends = window_ends + make_interval(secs => ${5 * YEARS})`);
    expect(await granted(server(ds).permits, policy(3), 5)).toBe(3);
  });

  test('that the row has already entered while a statement waited still counts', async () => {
    await granted(server(ds).permits, policy(3), 3);
    await ds.query(`update rate_limit set window_ends = window_ends + make_interval(secs => ${YEARS})`);
    expect(await granted(server(ds).permits, policy(3), 5)).toBe(0);
  });

  test('ends here no later than there, and what is left of it is not used in the next', async () => {
    const { permits, clock, asked } = server(ds);
    const limit = policy(160);
    await granted(permits, limit, 1);
    clock.ms += YEARS * 1_000;
    await granted(permits, limit, 1);
    expect(asked).toHaveLength(2);
  });

  test('leaves no rows behind', async () => {
    const { permits, rows } = server(ds);
    await granted(permits, policy(3), 1, 'past');
    await ds.query(`update rate_limit set window_ends = now() - interval '2 minutes'`);
    await granted(permits, policy(3), 1, 'present');
    await rows.sweep();
    expect(await ds.query('select count(*)::int as n from rate_limit')).toEqual([{ n: 1 }]);
  });
});

describe('what a limit says', () => {
  const settings = (...some: [string, number][]) =>
    limitsWith(new Map(some.map(([name, quota]) => [name, { quota, seconds: YEARS }])));
  const limitsOf = (...some: [string, number][]) => new Limits(settings(...some), server(ds).permits);
  const teller = { account: 'teller', organisation: 'outlet-a1', address: '192.0.2.1' };

  test('is quota, window and what is left, of each', async () => {
    const limits = limitsOf(['writes-account', 32], ['writes-organisation', 320]);
    await limits.limit('write', teller);
    const headers = await limits.limit('write', teller);
    expect(headers['ratelimit-policy']).toBe(
      `"writes-account";q=32;w=${YEARS}, "writes-organisation";q=320;w=${YEARS}`,
    );
    expect(headers['ratelimit']).toMatch(/^"writes-account";r=30;t=\d+, "writes-organisation";r=318;t=\d+$/);
  });

  test('is 429 with the time after which to come again, in both languages', async () => {
    const limits = limitsOf(['reveals-hour', 1]);
    await limits.limit('reveal', teller);
    const refusal = await (async () => limits.limit('reveal', teller))().catch((error) => error);
    expect(refusal).toMatchObject({ status: 429, code: 'tooManyRequests' });
    const { headers, detail } = refusal.fields;
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(headers['ratelimit']).toMatch(/^"reveals-hour";r=0;t=\d+$/);
    expect(detail.zh).toContain(`请在 ${headers['retry-after']} 秒后再试`);
    expect(detail.en).toContain('This account has used up what it may do');
  });

  test('lets one account use up its own, and not what its organisation has', async () => {
    const limits = limitsOf(['writes-account', 1], ['writes-organisation', 2]);
    const ask = async (account: string) => {
      try {
        return (await limits.limit('write', { ...teller, account })) && 'taken';
      } catch (error) {
        return Object(error).fields.detail.en.split(' ').slice(0, 2).join(' ');
      }
    };
    expect([await ask('teller'), await ask('teller'), await ask('teller')]).toEqual([
      'taken',
      'This account',
      'This account',
    ]);
    expect([await ask('teller2'), await ask('teller3')]).toEqual(['taken', 'Your organisation']);
  });

  test('counts sign-ins of a name at its address: a stranger elsewhere shuts nobody out', async () => {
    const limits = limitsOf(['sign-in-account', 1]);
    await limits.limit('signIn', { account: 'duty', address: '203.0.113.9' });
    await expect(async () => limits.limit('signIn', { account: 'duty', address: '203.0.113.9' })).rejects.toMatchObject(
      { status: 429 },
    );
    await limits.limit('signIn', { account: 'duty', address: '192.0.2.1' });
  });

  test('counts sign-ins of an address, whatever the names', async () => {
    const limits = limitsOf(['sign-in-address', 2]);
    for (const account of ['a', 'b']) await limits.limit('signIn', { account, address: '203.0.113.9' });
    await expect(async () => limits.limit('signIn', { account: 'c', address: '203.0.113.9' })).rejects.toMatchObject({
      status: 429,
    });
  });

  test('is not known without the database: what needs it anyway goes on, what is counted singly does not', async () => {
    const gone = await createDataSource(database.url).initialize();
    const limits = new Limits(settings(), server(gone).permits);
    await gone.destroy();
    expect(await limits.limit('read', teller)).toEqual({});
    expect(await limits.limit('write', teller)).toEqual({});
    const subject: LimitKind[] = ['signIn', 'reveal', 'breakGlass'];
    for (const kind of subject) {
      await expect(async () => limits.limit(kind, teller)).rejects.toMatchObject({
        status: 503,
        code: 'databaseUnavailable',
      });
    }
  });

  test('costs a request that finds permits here well under a statement', async () => {
    const limits = limitsOf(['writes-account', 1_000_000_000], ['writes-organisation', 1_000_000_000]);
    await limits.limit('write', teller);
    const rounds = 20_000;
    const begun = performance.now();
    for (let i = 0; i < rounds; i++) limits.limit('write', teller);
    expect(((performance.now() - begun) * 1_000) / rounds).toBeLessThan(100);
  });
});

describe('which limit', () => {
  test.each([
    [{ roles: ['teller'] }, 'GET', 'read'],
    [{ roles: ['teller'] }, 'HEAD', 'read'],
    [{ roles: ['teller'] }, 'POST', 'write'],
    [{ roles: 'signedIn' }, 'DELETE', 'write'],
    [{ roles: 'public' }, 'GET', 'public'],
    [{ roles: 'public' }, 'POST', 'signIn'],
    [{ roles: ['teller'], limit: 'file' }, 'GET', 'file'],
    [{ roles: 'public', limit: 'none' }, 'GET', undefined],
  ] as const)('holds for %j called by %s: %s', (operation, method, kind) => {
    expect(kindOf(operation, method)).toBe(kind);
  });

  test.each([
    ['192.0.2.1', '10.0.0.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '10.0.0.1', '192.0.2.1'],
    ['not-an-address', '10.0.0.1', '10.0.0.1'],
    [undefined, '::ffff:10.0.0.1', '10.0.0.1'],
    ['2001:db8:0:1:aaaa::1', '', '2001:db8:0:1::/64'],
    ['2001:DB8::0001', '', '2001:db8:0:0::/64'],
    ['::1', '', '0:0:0:0::/64'],
    ['fe80::1%eth0', '', 'fe80:0:0:0::/64'],
    ['2001:db8:1:2:3:4:192.0.2.1', '', '2001:db8:1:2::/64'],
    [undefined, undefined, ''],
  ])('counts an address %s behind %s as %s', (claimed, connected, subject) => {
    expect(addressSubject(claimed, connected)).toBe(subject);
  });
});
