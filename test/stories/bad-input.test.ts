import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { Theatre } from './play.js';

let theatre: Theatre;
let teller: string;
let id: string;

const good = {
  amount: '20000000',
  account: { number: '6217000099990001234', bank: 'bank-a', holder: '覃测试' },
  indicators: ['PURPOSE_INCONSISTENT', 'ABNORMAL_LIQUIDATION'],
};

beforeAll(async () => {
  theatre = await Theatre.open();
  teller = await theatre.token('teller');
  id = (await theatre.post('teller', '/bank/leads', good)).body.receipt.case;
});
afterAll(() => theatre?.close());

async function everything(): Promise<string> {
  const tables = [
    'case_file',
    'case_part',
    'ledger_entry',
    'deadline',
    'opening_key',
    'personal',
    'case_key',
    'case_station',
  ];
  const rows = await Promise.all(
    tables.map((table) =>
      theatre.ds.query(`select md5(coalesce(string_agg(t::text, '' order by t::text), '')) as sum from ${table} t`),
    ),
  );
  return JSON.stringify(rows);
}

const raw = (text: string, type = 'application/json', headers: Record<string, string> = {}) =>
  supertest(theatre.address)
    .post('/bank/leads')
    .set('authorization', `Bearer ${teller}`)
    .set({ 'idempotency-key': randomUUID(), 'accept-language': 'en', 'content-type': type, ...headers })
    .send(text);

const body = (more: object) => JSON.stringify({ ...good, ...more });
const nested = (depth: number) => `{"amount":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`;

describe('a bad report', () => {
  it.each<[string, () => ReturnType<typeof raw>, number, string | null]>([
    ['no JSON', () => raw('{"amount":'), 400, null],
    ['an array', () => raw('[]'), 400, ''],
    ['an unknown field', () => raw(body({ ammount: '1' })), 400, 'ammount'],
    ['an unknown inner field', () => raw(body({ account: { ...good.account, iban: 'x' } })), 400, 'account.iban'],
    ['a number for money', () => raw(body({ amount: 20000000 })), 400, 'amount'],
    ['an unsafe number', () => raw('{"amount": 9007199254740993}'), 400, 'amount'],
    ['a fraction', () => raw('{"amount": 1.5}'), 400, 'amount'],
    ['NUL in a text', () => raw(body({ bankReference: 'a\u0000b' })), 400, 'bankReference'],
    ['a lone surrogate', () => raw('{"bankReference":"\\ud800"}'), 400, 'bankReference'],
    ['an override of direction', () => raw(body({ bankReference: 'a\u202eb' })), 400, 'bankReference'],
    ['an impossible date', () => raw(body({ at: '2024-02-31T10:00:00+08:00' })), 400, 'at'],
    ['a date without offset', () => raw(body({ at: '2024-11-18T10:00:00' })), 400, 'at'],
    ['null', () => raw(body({ account: null })), 400, 'account'],
    ['an array for an object', () => raw(body({ account: [good.account] })), 400, 'account'],
    ['an unknown indicator', () => raw(body({ indicators: ['NOPE', 'RAPID_IN_OUT'] })), 400, 'indicators'],
    ['__proto__', () => raw('{"__proto__": {"amount": "1"}}'), 400, '__proto__'],
    ['depth', () => raw(nested(5000)), 400, null],
    ['size', () => raw(body({ bankReference: 'x'.repeat(300_000) })), 413, null],
    ['another content type', () => raw('amount=1', 'application/x-www-form-urlencoded'), 415, null],
    ['a part where none is', () => raw(body({ part: 'cash-1' })), 400, 'part'],
    ['a key with blanks', () => raw(body({}), 'application/json', { 'idempotency-key': 'a b' }), 400, null],
  ])('with %s gets a 4xx that names the field, and changes nothing', async (_, send, status, field) => {
    const before = await everything();
    const answer = await send();
    expect([answer.status, answer.headers['content-type']]).toEqual([
      status,
      expect.stringContaining('application/problem+json'),
    ]);
    if (field !== null) {
      const named = answer.body.errors.map((error: { field: string }) => error.field);
      expect(named).toContainEqual(field);
      for (const error of answer.body.errors) expect(error.message).toBeTruthy();
    }
    expect(answer.body).toMatchObject({
      status,
      code: expect.any(String),
      detail: expect.any(String),
      traceId: expect.any(String),
    });
    expect(await everything()).toBe(before);
  });

  it('without a key, or with no token, is told what is missing', async () => {
    const request = () => supertest(theatre.address).post('/bank/leads').set('accept-language', 'en');
    const keyless = await request().set('authorization', `Bearer ${teller}`).send(good);
    expect([keyless.status, keyless.body.code]).toEqual([400, 'idempotencyKeyMissing']);
    const nobody = await request().set('idempotency-key', 'k').send(good);
    expect([nobody.status, nobody.headers['www-authenticate']]).toEqual([401, expect.stringContaining('Bearer')]);
  });
});

describe('a bad event', () => {
  it.each<[string, string, object, number, string, string | null]>([
    ['of an unknown type', 'lead.vanished', {}, 400, 'unknownEvent', 'type'],
    ['that only clocks record', 'clock.struck', { part: 'hold-1', clock: 'holdExpires' }, 400, 'unknownEvent', null],
    ['that only XState raises', 'xstate.after.acknowledge.reported', {}, 400, 'unknownEvent', null],
    ['of another role', 'lead.acknowledged', {}, 403, 'roleMissing', null],
    ['on a part that does not exist', 'hold.told', { part: 'hold-7' }, 404, 'noSuchPart', 'part'],
    ['on another kind of part', 'hold.told', { part: 'account-1' }, 400, 'eventOfAnotherKind', 'part'],
    ['without its part', 'hold.told', {}, 400, 'invalid', 'part'],
    ['with a wrong part', 'hold.told', { part: ['hold-1'] }, 400, 'invalid', 'part'],
    ['that opens the case again', 'lead.reported', good, 409, 'notInThisState', null],
  ])('%s is refused and changes nothing', async (_, type, sent, status, code, field) => {
    const before = await everything();
    const answer = await theatre.post('teller', `/bank/leads/${id}/events/${type}`, sent);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    if (field) expect(answer.body.errors[0].field).toBe(field);
    expect(await everything()).toBe(before);
  });

  it('is told in the language of its reader', async () => {
    const zh = await theatre.get('teller', '/bank/leads/nowhere', { 'accept-language': 'zh-CN' });
    const en = await theatre.get('teller', '/bank/leads/nowhere', { 'accept-language': 'en-GB, en;q=0.9' });
    expect([zh.status, zh.headers['content-language'], zh.body.detail]).toEqual([
      404,
      'zh-CN',
      expect.stringContaining('没有这个案件'),
    ]);
    expect([en.status, en.headers['content-language'], en.body.detail]).toEqual([
      404,
      'en',
      expect.stringContaining('no such case'),
    ]);
  });
});

describe('a mistyped dry run', () => {
  it('is refused and not recorded', async () => {
    const before = await everything();
    const answer = await theatre.post('teller', '/bank/leads?dryrun=true', good);
    expect([answer.status, answer.body.errors[0].field]).toEqual([400, 'dryrun']);
    const maybe = await theatre.post('teller', `/bank/leads/${id}/events/lead.noted?dryRun=maybe`, { text: 'x' });
    expect([maybe.status, maybe.body.errors[0].field]).toEqual([400, 'dryRun']);
    expect(await everything()).toBe(before);
  });

  it('of an opening names no case', async () => {
    const answer = await theatre.post('teller', '/bank/leads?dryRun=true', good);
    expect([answer.status, answer.headers['location'], answer.headers['etag']]).toEqual([200, undefined, undefined]);
  });
});

describe('the link to the next page', () => {
  it('leads on in the same list', async () => {
    await theatre.post('teller', '/bank/leads', {
      ...good,
      account: { ...good.account, number: '6217000099990009999' },
    });
    const first = await theatre.get('duty', '/center/leads?limit=1&updatedSince=2024-01-01T00:00:00Z&phase=reported');
    const link = /<(.*)>/.exec(first.headers['link'] ?? '')?.[1] ?? '';
    const second = await theatre.get('duty', link);
    expect([second.status, second.body.items.length]).toEqual([200, 1]);
    expect(second.body.items[0].id).not.toBe(first.body.items[0].id);
  });
});

describe('a bad query', () => {
  it.each([
    ['?limit=0'],
    ['?limit=201'],
    ['?limit=x'],
    ['?cursor=zzz'],
    ['?open=yes'],
    ['?colour=red'],
    ['?updatedSince=yesterday'],
    ['?phase=a&phase=b'],
    ['?number=%00'],
  ])('%s is refused', async (query) => {
    const answer = await theatre.get('teller', `/bank/leads${query}`);
    expect([answer.status, answer.body.errors?.length]).toEqual([400, 1]);
  });
});
