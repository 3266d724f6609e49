import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { AccessLog } from '../../src/access/access-log.js';
import { Alarms } from '../../src/alarm/alarms.js';
import { verifyCase } from '../../src/cases/verify-case.js';
import { Deadlines } from '../../src/engine/deadlines.js';
import { Erasures } from '../../src/engine/erasures.js';
import { type Answer, type Houses, houses } from './houses.js';

let at: Houses;
let lead: { id: string; number: string };
const reason = '嫌疑人正在叠彩取款，主办所无人接听';

beforeAll(async () => {
  at = await houses();
  const [one] = at.servers;
  const report = {
    subject: 'withdrawal',
    suspectedRole: 'unknown',
    amount: '4000000',
    account: { number: '621700009999110001', bank: 'bank-a', holder: '陆示例' },
    customer: { name: '陆示例', idType: 'residentId', idNumber: '990101199001100011', phone: '19900000003' },
    indicators: ['PURPOSE_INCONSISTENT', 'ABNORMAL_LIQUIDATION'],
  };
  const { body } = await one.post('teller', '/bank/leads', report);
  lead = { id: body.receipt.case, number: body.receipt.number };
  expect(
    (await one.post('duty', `/center/leads/${lead.id}/events/lead.dispatched`, { station: 'xiufeng' })).status,
  ).toBe(200);
}, 60_000);
afterAll(() => at?.close());

const minute = 60_000;
const hour = 60 * minute;

async function round(): Promise<void> {
  const { app } = at.servers[0];
  await app.get(Deadlines).strikeAll();
  await app.get(Alarms).raiseAll();
}

async function told(): Promise<string[]> {
  const rows: { recipient: string; number: string }[] = await at.ds
    .query(
      `delete from notification where case_id <> $1 returning recipient, message->>'number' as number, message->>'clock' as clock`,
      [lead.id],
    )
    .then(([deleted]: [{ recipient: string; number: string; clock: string }[]]) => deleted);
  return rows.map(({ recipient, number, ...more }) => `${recipient} ${Reflect.get(more, 'clock')} ${number}`).sort();
}

/** Who has read the case, as the access log tells it. */
async function reads(): Promise<string[]> {
  const rows: { actor: string; role: string }[] = await at.ds.query(
    `select actor, role from ledger_entry where type = 'log.read' and about = $1 order by recorded_at`,
    [lead.id],
  );
  return rows.map(({ actor, role }) => `${actor} ${role}`);
}

const open = (who: string, body: object = { number: lead.number, reason }, headers = {}) =>
  at.servers[0].post(who, who === 'county' ? '/center/break-glass' : '/station/break-glass', body, headers);

describe('a case opened in an emergency', () => {
  let opened: Answer;

  test('is not there before', async () => {
    const [one] = at.servers;
    expect((await one.get('officer3', `/station/leads/${lead.id}`)).status).toBe(404);
  });

  test('answers alike for a number that nobody has, and is of no use to whoever sees the case anyway', async () => {
    const missing = await open('officer3', { number: 'L20261118-AAAA-AAAA', reason });
    const byId = await open('officer3', { number: lead.id, reason });
    for (const one of [missing, byId]) expect([one.status, one.body.code]).toEqual([404, 'notFound']);
    const own = await open('officer');
    expect([own.status, own.body.code]).toEqual([409, 'alreadySeen']);
    for (const [who, path] of [
      ['teller', '/station/break-glass'],
      ['duty', '/center/break-glass'],
      ['secadmin', '/center/break-glass'],
      ['auditor', '/center/break-glass'],
    ] as const)
      expect((await at.servers[0].post(who, path, { number: lead.number, reason })).status).toBe(403);
    expect((await open('officer3', { number: lead.number })).status).toBe(400);
  });

  test('can be read at once, whole, and each read is kept before anything is sent', async () => {
    opened = await open('officer3', undefined, { 'idempotency-key': 'glass-1' });
    expect(opened.status).toBe(201);
    expect(opened.body.lead).toEqual(lead);
    const again = await open('officer3', undefined, { 'idempotency-key': 'glass-1' });
    expect([again.status, again.body.receipt]).toEqual([201, opened.body.receipt]);
    const [one, other] = at.servers;
    const file = await one.get('officer3', `/station/leads/${lead.id}`);
    expect([file.status, file.body.number]).toEqual([200, lead.number]);
    expect(file.body.parts.length).toBeGreaterThan(1);
    expect(file.body.possible).toEqual([]);
    expect(await reads()).toEqual(['officer3 officer']);
    expect((await other.get('officer3', `/station/leads/${lead.id}/history`)).status).toBe(200);
    expect((await other.get('officer3', `/station/leads/${lead.id}/actions`)).body.items).toEqual([]);
    expect(await reads()).toHaveLength(3);
    const log = one.app.get(AccessLog);
    const record = jest.spyOn(log, 'record').mockRejectedValue(new Error('the log is full'));
    const unsent = await one.get('officer3', `/station/leads/${lead.id}`);
    expect(unsent.status).toBeGreaterThanOrEqual(500);
    expect(JSON.stringify(unsent.body)).not.toContain(lead.number);
    record.mockRestore();
    expect(await reads()).toHaveLength(3);
  });

  test('is for reading: nothing can be recorded on it, by no event of the catalogue', async () => {
    const [one] = at.servers;
    const { body: document } = await one.get('officer3', '/openapi.json');
    const paths = Object.keys(document.paths).filter((path) => path.startsWith('/station/leads/{id}/events/'));
    expect(paths.length).toBeGreaterThan(20);
    for (const path of paths) {
      const example = document.paths[path].post.requestBody.content['application/json'].example;
      const { status } = await one.post('officer3', path.replace('{id}', lead.id), example);
      expect([path, [403, 404].includes(status)]).toEqual([path, true]);
    }
    const [{ version }] = await at.ds.query('select version from case_file where id = $1', [lead.id]);
    expect(version).toBe(2);
    // It is in nobody's list by it.
    expect((await one.get('officer3', '/station/leads')).body.items).toEqual([]);
  });

  test('is told to a second person at once: duty at the center and at the station that leads', async () => {
    await round();
    expect(await told()).toEqual([
      `duty tellSecond ${lead.number}`,
      `duty2 tellSecond ${lead.number}`,
      `station tellSecond ${lead.number}`,
    ]);
    const [one] = at.servers;
    for (const [who, area] of [
      ['duty', 'center'],
      ['station', 'station'],
      ['officer3', 'station'],
      ['auditor', 'audit'],
    ] as const) {
      const { body } = await one.get(who, `/${area}/break-glass`);
      expect(body.items).toEqual([
        expect.objectContaining({ lead, by: 'officer3', phase: 'open', station: 'xiufeng' }),
      ]);
      const view = await one.get(who, `/${area}/break-glass/${body.items[0].id}`);
      expect([view.status, view.body.parts[0].facts.reason]).toEqual([200, reason]);
    }
    for (const [who, area] of [
      ['officer', 'station'],
      ['station2', 'station'],
      ['county', 'center'],
    ] as const) {
      expect((await one.get(who, `/${area}/break-glass`)).body.items).toEqual([]);
      expect((await one.get(who, `/${area}/break-glass/${opened.body.receipt.case}`)).status).toBe(404);
    }
  });

  test('ends by itself after an hour, and is reviewed by the head of the center, nobody else', async () => {
    const [one, other] = at.servers;
    const id = opened.body.receipt.case;
    at.now += 59 * minute;
    expect((await one.get('officer3', `/station/leads/${lead.id}`)).status).toBe(200);
    at.now += minute;
    await round();
    const fresh = await houseAfterMemory(() => one.get('officer3', `/station/leads/${lead.id}`));
    expect(fresh).toBe(404);
    expect((await other.get('duty', '/center/break-glass')).body.items[0]).toMatchObject({ phase: 'ended' });
    const event = `/center/break-glass/${id}/events/breakGlass.reviewed`;
    expect((await one.post('duty', event, { justified: true, note: '属实' })).status).toBe(403);
    expect((await one.post('centerlead', event, { justified: true })).status).toBe(400);
    const reviewed = await one.post('centerlead', event, { justified: true, note: '属实' });
    expect([reviewed.status, reviewed.body.closedAt]).toEqual([200, expect.any(String)]);
    expect((await one.get('duty', '/center/break-glass')).body.items).toEqual([]);
    expect((await one.get('duty', '/center/break-glass?phase=reviewed')).body.items[0]).toMatchObject({
      justified: true,
    });
    expect((await verifyCase(at.ds, id))?.fault).toBeNull();
  });

  test('that nobody reviews is called about, until somebody does', async () => {
    const [one, other] = at.servers;
    const second = await open('county');
    expect(second.status).toBe(409);
    const { body } = await open('officer3');
    const id = body.receipt.case;
    const ended = await other.post('officer3', `/station/break-glass/${id}/events/breakGlass.ended`);
    expect(ended.status).toBe(200);
    expect((await other.get('officer3', `/station/leads/${lead.id}`)).status).toBe(404);
    await round();
    await told();
    at.now += 23 * hour;
    await round();
    expect(await told()).toEqual([]);
    at.now += hour;
    await round();
    expect(await told()).toEqual([`centerlead reviewBreakGlass ${lead.number}`]);
    at.now += hour;
    await round();
    expect(await told()).toEqual([`centerlead reviewBreakGlass ${lead.number}`]);
    const event = `/center/break-glass/${id}/events/breakGlass.reviewed`;
    expect((await one.post('centerlead', event, { justified: false, note: '可以先联系值班' })).status).toBe(200);
    at.now += 10 * hour;
    await round();
    expect(await told()).toEqual([]);
    expect((await verifyCase(at.ds, id))?.fault).toBeNull();
  });

  test('loses its reason and its review three years after that; who opened what stays, and the chain is whole', async () => {
    const [one] = at.servers;
    const id = opened.body.receipt.case;
    const now = at.now;
    const texts = async () => {
      const { status, body } = await one.get('auditor', `/audit/break-glass/${id}`);
      return [status, body.parts[0].facts.reason, body.parts[0].facts.note, body.parts[0].facts.by];
    };
    const keys = async () => (await at.ds.query('select wrapped from case_key where case_id = $1', [id])).length;
    at.now = Date.parse('2029-11-18T00:00:00+08:00');
    await one.app.get(Erasures).eraseAll();
    expect([await texts(), await keys()]).toEqual([[200, reason, '属实', 'officer3'], 1]);
    at.now = Date.parse('2029-11-19T00:00:00+08:00');
    await one.app.get(Erasures).eraseAll();
    expect([await texts(), await keys()]).toEqual([[200, '(erased)', '(erased)', 'officer3'], 0]);
    const verdict = await verifyCase(at.ds, id);
    expect([verdict?.fault, verdict?.entries.at(-1)?.type]).toEqual([null, 'breakGlass.textErased']);
    at.now = now;
  });

  test('is rare: three a day, also for one who asks two servers at once', async () => {
    const [one, other] = at.servers;
    at.now += 48 * hour;
    const tries = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        (i % 2 === 0 ? one : other).post('station2', '/station/break-glass', { number: lead.number, reason }),
      ),
    );
    expect(tries.map(({ status }) => status).sort()).toEqual([201, 201, 201, 409, 409, 409, 409, 409]);
    const refused = tries.find(({ status }) => status === 409);
    expect(refused?.body.rules).toEqual([expect.objectContaining({ code: 'fewADay' })]);
  });

  test('does not tell by the way which numbers there are: not to whom no more is allowed, nor by a key that was used', async () => {
    const said = async (number: string, headers = {}) => {
      const { status, body } = await open('station2', { number, reason }, headers);
      return { status, body: { ...body, traceId: '' } };
    };
    const nobodys = 'L20261118-AAAA-AAAA';
    expect((await said(lead.number)).body.rules).toEqual([expect.objectContaining({ code: 'fewADay' })]);
    expect(await said(nobodys)).toEqual(await said(lead.number));
    at.now += 48 * hour;
    const key = { 'idempotency-key': 'glass-once' };
    expect((await open('station2', { number: lead.number, reason: '另一紧急情况' }, key)).status).toBe(201);
    expect(await said(nobodys, key)).toEqual(await said(lead.number, key));
  });

  test('may be ended by the head of the center, and by nobody else who did not open it', async () => {
    const [one] = at.servers;
    const [{ id }] = (await one.get('centerlead', '/center/break-glass?phase=open')).body.items;
    const event = (area: string) => `/${area}/break-glass/${id}/events/breakGlass.ended`;
    expect((await one.post('station', event('station'))).body.rules).toEqual([
      expect.objectContaining({ code: 'endsOwn' }),
    ]);
    expect((await one.post('officer', event('station'))).status).toBe(404);
    expect((await one.post('centerlead', event('center'))).status).toBe(200);
  });
});

/** The status once what a server remembers of its callers is too old. */
async function houseAfterMemory(ask: () => Promise<Answer>): Promise<number> {
  const { Callers } = await import('../../src/access/callers.js');
  at.servers[0].app.get(Callers).forgetAccount('officer3');
  return (await ask()).status;
}
