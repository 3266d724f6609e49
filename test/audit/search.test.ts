import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Play, scene, Theatre } from '../stories/play.js';
import { entriesOf, holding } from './house.js';

interface FoundCase {
  readonly id: string;
  readonly entries: { version: number; type: string; why: { by: string; field?: string; replaced?: boolean }[] }[];
  readonly more: boolean;
}

let theatre: Theatre;
let one: Play;
let two: Play;
const customer = (n: number) => `9901011990010${n}`;

async function lead(n: number, time: string, steps = 3): Promise<Play> {
  const play = new Play(theatre);
  await play.tell({
    steps: scene('to-the-scene', n, steps).map((step) => ({ ...step, time: `${time} ${step.time}` })),
  });
  return play;
}

beforeAll(async () => {
  theatre = await Theatre.open();
  one = await lead(8101, '11-18', 5);
  two = await lead(8102, '11-20');
  theatre.at('11-20 16:00');
  await one.record('officer', 'lead.subjectLeft', { direction: '往中山中路', means: 'rideHailing', plate: '桂C12345' });
}, 120_000);
afterAll(() => theatre?.close());

const ask = (terms: object, who = 'auditor') => theatre.post(who, '/audit/search', terms);
const found = async (terms: object): Promise<FoundCase[]> => (await ask(terms)).body.items;
const ids = async (terms: object) => (await found(terms)).map(({ id }) => id);

describe('an auditor finds cases', () => {
  test.each<[string, () => object, ('one' | 'two')[]]>([
    ['name', () => ({ name: '陆示例' }), ['two', 'one']],
    ['ID number', () => ({ idNumber: customer(8101) }), ['one']],
    ['account, however it is written', () => ({ account: '6217 0000 9999 008102' }), ['two']],
    ['phone', () => ({ phone: '+86 19900000003' }), ['two', 'one']],
    ['plate', () => ({ plate: '桂C·12345' }), ['one']],
    ['name and ID number', () => ({ name: '陆示例', idNumber: customer(8102) }), ['two']],
    ['name of nobody', () => ({ name: '无此人' }), []],
    ['ID number in place of a phone', () => ({ phone: customer(8101) }), []],
    ['actor', () => ({ actor: 'teller' }), ['two', 'one']],
    ['organisation', () => ({ organisation: 'xiufeng' }), ['one']],
    ['event', () => ({ type: 'lead.subjectLeft' }), ['one']],
    ['event of another actor', () => ({ type: 'lead.subjectLeft', actor: 'teller' }), []],
    ['period', () => ({ to: '2024-11-19T00:00:00+08:00' }), ['one']],
    ['period and person', () => ({ from: '2024-11-20T00:00:00+08:00', idNumber: customer(8101) }), ['one']],
    ['amount', () => ({ amountFrom: '4000000', amountTo: '4000000' }), ['two', 'one']],
    ['amount of less', () => ({ amountTo: '3999999' }), []],
    ['amount and actor', () => ({ amountFrom: '1', actor: 'officer' }), ['one']],
  ])('by %s', async (_, terms, expected) => {
    const names = { one: one.id, two: two.id };
    expect(await ids(terms())).toEqual(expected.map((name) => names[name]));
  });

  test('with the entries that matched, and why', async () => {
    const [said] = await found({ plate: '桂C12345', actor: 'duty' });
    expect(said?.entries.map(({ version, type, why }) => [version, type, why])).toEqual([
      [2, 'lead.acknowledged', [{ by: 'actor' }]],
      [3, 'lead.dispatched', [{ by: 'actor' }]],
      [7, 'lead.subjectLeft', [{ by: 'plate', field: 'plate', replaced: false }]],
    ]);
    const [byBoth] = await found({ account: `62170000999900${8101}`, idNumber: customer(8101), type: 'lead.reported' });
    expect(byBoth?.entries.map(({ why }) => why)).toEqual([
      [
        { by: 'idNumber', field: 'customer.idNumber', replaced: false },
        { by: 'account', field: 'account.number', replaced: false },
        { by: 'type' },
      ],
    ]);
    const { text } = await ask({ idNumber: customer(8101) });
    expect(text).not.toContain(customer(8101));
  });

  test('by what was said before a correction, and is told so', async () => {
    theatre.at('11-20 17:00');
    const corrected = { field: 'plate', value: '桂C54321', reason: '看错一位，经监控核对' };
    const answer = await one.record('duty', 'lead.rectified', corrected);
    expect([answer.status, answer.body]).toEqual([200, expect.anything()]);
    expect(await ids({ plate: '桂C54321' })).toEqual([one.id]);
    const [said] = await found({ plate: '桂C12345' });
    expect(said?.entries[0]?.why).toEqual([{ by: 'plate', field: 'plate', replaced: true }]);
  });
});

describe('pages', () => {
  test('hold every case once while cases and entries are added', async () => {
    const before = await ids({ actor: 'teller' });
    for (let n = 0; n < 5; n++) before.unshift((await lead(8110 + n, '11-21', 1)).id);
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let n = 0; cursor !== undefined || seen.length === 0; n++) {
      const { body } = await ask({ actor: 'teller', limit: 2, ...(cursor ? { cursor } : {}) });
      seen.push(...body.items.map(({ id }: FoundCase) => id));
      await lead(8120 + n, '11-22', 1);
      cursor = body.next ?? undefined;
    }
    expect(seen).toEqual(before);
  });
});

describe('a search', () => {
  test('and its terms are on record, sealed, before it is answered', async () => {
    const left = await entriesOf(theatre, () => ask({ name: '寻某人', from: '2024-11-18T00:00:00+08:00' }));
    expect(left).toEqual([{ type: 'log.searched', actor: 'auditor', about: null }]);
    const [{ entry }] = await theatre.ds.query(
      `select convert_from(entry, 'UTF8') as entry from ledger_entry where type = 'log.searched' order by recorded_at desc, version desc limit 1`,
    );
    expect([entry.includes('寻某人'), entry.includes('sealed:')]).toEqual([false, true]);
    const [told] = (await theatre.get('auditor', '/audit/access?act=searched&limit=1')).body.items;
    expect(told.query).toBe('/audit/search?name=寻某人&from=2024-11-17T16:00:00.000Z');
    await holding(theatre, 'fail', async () => {
      expect((await ask({ name: '寻某人' })).body.code).toBe('accessNotOnRecord');
    });
  });

  test.each<[object, string]>([
    [{}, ''],
    [{ limit: 5 }, ''],
    [{ name: '' }, 'name'],
    [{ amountFrom: '-1' }, 'amountFrom'],
    [{ actor: 'a', limit: 0 }, 'limit'],
    [{ actor: 'a', cursor: 'x' }, 'cursor'],
    [{ from: 'yesterday' }, 'from'],
    [{ who: 'me' }, 'who'],
  ])('%j is told what is wrong with it', async (terms, field) => {
    const { status, body } = await ask(terms);
    expect([status, body.errors?.[0]?.field]).toEqual([400, field]);
  });

  test('is for auditors alone', async () => {
    expect((await ask({ actor: 'teller' }, 'duty')).status).toBe(403);
  });
});
