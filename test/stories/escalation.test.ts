import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Alarms } from '../../src/alarm/alarms.js';
import { Deliveries } from '../../src/alarm/deliveries.js';
import { signature, WebhookNotifier } from '../../src/alarm/webhook-notifier.js';
import { releasedDefinition } from '../../src/cases/definitions.js';
import { Submit } from '../../src/engine/submit.js';
import { Gateway } from './gateway.js';
import { Play, Theatre } from './play.js';

const secret = 'a secret of both sides';

let gateway: Gateway;
let theatre: Theatre;
beforeAll(async () => {
  gateway = await Gateway.open();
  theatre = await Theatre.open({ NOTIFY_WEBHOOK_URL: gateway.url, NOTIFY_WEBHOOK_SECRET: secret });
});
afterAll(async () => {
  await theatre?.close();
  await gateway?.close();
});
afterEach(async () => {
  gateway.status = 204;
  // One story's alarms are not another's.
  await theatre.ds.query('delete from alarm');
  await theatre.ds.query('delete from notification');
  await theatre.ds.query('delete from duty_shift');
  gateway.told();
});

let customers = 0;

async function reported(time = '15:00', more: object = {}): Promise<Play> {
  const play = new Play(theatre);
  const n = 2000 + customers++;
  const body = {
    subject: 'withdrawal',
    suspectedRole: 'unknown',
    amount: '4000000',
    account: { number: `62170000999911${n}`, bank: 'bank-a', holder: '陆示例' },
    customer: { name: '陆示例', idType: 'residentId', idNumber: `9901011990011${n}`, phone: '19900000003' },
    indicators: ['PURPOSE_INCONSISTENT', 'ABNORMAL_LIQUIDATION'],
    ...more,
  };
  await play.step(time, 'teller', 'lead.reported', body, { 'lead-1': 'reported' });
  return play;
}

/** Time passes: clocks strike, people are called and told. Says whom the gateway was to tell. */
async function until(time: string): Promise<string[]> {
  await theatre.until(time);
  await theatre.app.get(Alarms).raiseAll();
  await theatre.app.get(Deliveries).deliverAll();
  return gateway.told().sort();
}

const alarmsOf = async (play: Play) => (await play.history()).filter(({ type }) => type === 'lead.alarmRaised');

const acknowledge = { of: 'lead-1', clock: 'acknowledge' };

const roster = (shifts: [account: string, level: number][], from = '14:00', to = '20:00') => ({
  from: `2024-11-18T${from}:00+08:00`,
  to: `2024-11-18T${to}:00+08:00`,
  shifts: shifts.map(([account, level]) => ({
    account,
    level,
    from: `2024-11-18T${from}:00+08:00`,
    to: `2024-11-18T${to}:00+08:00`,
  })),
});

describe('when nobody answers', () => {
  it('calls duty, then its lead, then next above, until somebody acknowledges', async () => {
    theatre.at('14:50');
    const set = await theatre.put('centerlead', '/center/roster', roster([['duty', 1]]));
    expect([set.status, set.body.rostered, set.body.warnings]).toEqual([200, true, []]);
    const play = await reported();
    expect(await until('15:01')).toEqual([]);
    expect(await until('15:02')).toEqual(['1 duty']);
    expect(await until('15:06')).toEqual([]);
    expect(await until('15:07')).toEqual(['2 centerlead']);
    expect(await until('15:12')).toEqual(['3 centerlead', '3 county']);
    // At the top it goes on, after twice as long.
    expect(await until('15:17')).toEqual(['3 centerlead', '3 county']);
    expect(await until('15:26')).toEqual([]);
    await play.step('15:26', 'duty2', 'lead.alarmAcknowledged', acknowledge, {
      refused: [409, 'rulesFailed', 'wasCalled'],
    });
    await play.step('15:26', 'centerlead', 'lead.alarmAcknowledged', acknowledge, { 'lead-1': 'reported' });
    expect(await until('15:27')).toEqual([]);
    expect(await until('16:30')).toEqual([]);
    const top = { level: 3, recipients: ['centerlead', 'county'] };
    expect((await alarmsOf(play)).map(({ called }) => called)).toEqual([
      { level: 1, recipients: ['duty'] },
      { level: 2, recipients: ['centerlead'] },
      top,
      top,
    ]);
    // The clock stays overdue: an answer is not yet the deed.
    const [lead] = (await play.file()).parts;
    expect(lead?.clocks).toEqual([expect.objectContaining({ name: 'acknowledge', overdue: true })]);
    await play.expectReplay();
  });

  it('stops as soon as the state is left', async () => {
    const play = await reported();
    expect(await until('15:02')).toEqual(['1 duty', '1 duty2']);
    await play.step('15:03', 'duty', 'lead.acknowledged', {}, { 'lead-1': 'acknowledged' });
    await play.step('15:04', 'duty', 'lead.dispatched', { station: 'xiufeng' }, { 'lead-1': 'dispatched' });
    // A new clock has been struck by 15:07; the old one is silent.
    await until('15:08');
    const calls = (await alarmsOf(play)).map(({ body }) => `${body['clock']} ${body['call']}`);
    expect(calls).toEqual(['acknowledge 1', 'accept 1']);
    await play.expectReplay();
  });

  it('goes straight to the lead when the roster has a gap', async () => {
    theatre.at('14:00');
    const set = await theatre.put('centerlead', '/center/roster', {
      ...roster([['duty', 1]], '16:00', '20:00'),
      from: '2024-11-18T14:00:00+08:00',
    });
    expect(set.body.gaps).toEqual([{ from: '2024-11-18T06:00:00.000Z', to: '2024-11-18T08:00:00.000Z' }]);
    expect(set.body.warnings.map(({ code }: { code: string }) => code)).toEqual(['gaps']);
    await reported();
    expect(await until('15:02')).toEqual(['2 centerlead']);
  });

  it('tells of a hold that ran out once, since nothing stays overdue', async () => {
    const play = await reported('15:00', { hold: { minutes: 5, reason: '用途不一', told: 'now' } });
    await play.step('15:01', 'duty', 'lead.acknowledged', {}, { 'lead-1': 'acknowledged' });
    await play.step('15:02', 'duty', 'lead.infoRequested', { question: '在吗' }, { 'lead-1': 'asked' });
    await until('15:05');
    await until('15:06');
    const told = (await alarmsOf(play)).filter(({ body }) => body['clock'] === 'holdExpires');
    expect(told.map(({ body }) => [body['call'], body['ended']])).toEqual([[1, true]]);
    await play.expectReplay();
  });

  it('calls once, though a server dies between the entry and its notices', async () => {
    const play = await reported();
    expect(await until('15:02')).toEqual(['1 duty', '1 duty2']);
    await theatre.ds.query(`update alarm set calls = 0, level = 0, next_at = '2024-11-18T15:02:00+08:00'`);
    await theatre.ds.query('delete from notification');
    const ids = async () => (await theatre.ds.query('select version, recipient from notification')).length;
    expect(await until('15:03')).toEqual(['1 duty', '1 duty2']);
    expect([await ids(), (await alarmsOf(play)).length]).toEqual([2, 1]);
    theatre = await theatre.restarted();
    expect(await until('15:04')).toEqual([]);
    expect(await until('15:07')).toEqual(['2 centerlead']);
    expect((await alarmsOf(Object.assign(new Play(theatre), { id: play.id }))).length).toBe(2);
  });
});

describe('a station that supports the leading one', () => {
  it('is called when nobody arrives, answers, and is not called about the acceptance', async () => {
    const play = await reported();
    await play.rows([
      ['15:01', 'duty', 'lead.dispatched', { station: 'xiufeng' }, { 'lead-1': 'dispatched' }],
      ['15:02', 'duty', 'lead.supportRequested', { station: 'diecai', task: '路口拦截' }, { 'lead-1': 'dispatched' }],
    ]);
    const accept = await until('15:04');
    expect([accept.includes('1 station'), accept.includes('1 station2')]).toEqual([true, false]);
    await play.step('15:05', 'station', 'lead.accepted', { officers: ['officer'] }, { 'lead-1': 'enRoute' });
    const arrive = await until('15:20');
    expect([arrive.includes('1 station'), arrive.includes('1 station2')]).toEqual([true, true]);
    const answer = { of: 'lead-1', clock: 'arrive' };
    await play.step('15:21', 'station2', 'lead.alarmAcknowledged', answer, { 'lead-1': 'enRoute' });
    await until('15:30');
    expect((await alarmsOf(play)).map(({ body }) => body['clock'])).toEqual(['accept', 'arrive']);
    await play.expectReplay();
  });
});

describe('a bank that only keeps an account of the case', () => {
  it('answers the alarm about that account, and sees no more of the case by it', async () => {
    const play = await reported();
    await play.step('15:01', 'duty', 'lead.acknowledged', {}, { 'lead-1': 'acknowledged' });
    const located = { number: '6222020000000000002', bank: 'bank-b', amount: '1000000' };
    await play.step('15:02', 'duty', 'account.located', located, { 'account-2': 'located' });
    const order = { part: 'account-2', orderNumber: 'ZF1' };
    await play.step('15:03', 'duty', 'account.stopPayOrdered', order, { 'account-2': 'stopPayOrdered' });
    expect(await until('15:33')).toContain('1 bankdesk2');
    theatre.at('15:34');
    const before = await play.file('bankdesk2');
    const other = await play.record('bankdesk2', 'lead.alarmAcknowledged', { of: 'lead-1', clock: 'dispatch' });
    const foreign = await play.record('bankdesk2', 'lead.alarmAcknowledged', { of: 'account-1', clock: 'bankAnswers' });
    expect([other.status, foreign.status]).toEqual([404, 404]);
    const answer = await play.record('bankdesk2', 'lead.alarmAcknowledged', { of: 'account-2', clock: 'bankAnswers' });
    expect([answer.status, answer.body.receipt?.type]).toEqual([200, 'lead.alarmAcknowledged']);
    expect(JSON.stringify(answer.body)).not.toMatch(/lead-1|account-1|hold-1/);
    const after = await play.file('bankdesk2');
    expect(after.parts.map(({ id }) => id)).toEqual(['account-2']);
    expect(after.parts).toEqual(before.parts);
    const calls = async () => (await alarmsOf(play)).filter(({ body }) => body['clock'] === 'bankAnswers').length;
    const called = await calls();
    await until('16:30');
    expect(await calls()).toBe(called);
    await play.expectReplay();
  });
});

describe('a drill', () => {
  it('calls nobody outside: who is called stands in its history alone', async () => {
    const play = await reported('15:00', { exercise: true });
    expect(await until('15:02')).toEqual([]);
    await until('15:30');
    expect((await alarmsOf(play)).length).toBeGreaterThan(1);
    const told = 'select distinct channel from notification where case_id = $1';
    const channels = await theatre.ds.query(told, [play.id]);
    expect(channels).toEqual([{ channel: 'log' }]);
  });
});

describe('the name of a call', () => {
  it('cannot be taken in advance by somebody who would rather not be called', async () => {
    const play = await reported();
    for (const key of ['alarm:2:1', `erasure:${play.id}`]) {
      const answer = await play.record('teller', 'lead.noted', { text: '备注' }, { 'idempotency-key': key });
      expect([answer.status, answer.body.code]).toEqual([400, 'idempotencyKeyMissing']);
    }
  });
});

describe('two servers', () => {
  it('call once and tell once, whoever is faster', async () => {
    const play = await reported();
    await theatre.until('15:02');
    const clock = () => new Date(theatre.now).toISOString();
    const fail = (error: unknown) => {
      throw error;
    };
    const submit = theatre.app.get(Submit);
    const options = { channel: 'webhook', definition: releasedDefinition, report: fail, clock } as const;
    const alarms = [theatre.app.get(Alarms), new Alarms(theatre.ds, submit, options)];
    await Promise.all(alarms.map((one) => one.raiseAll()));
    const notifier = new WebhookNotifier({ url: gateway.url, secret }, clock);
    const deliveries = [1, 2].map(() => new Deliveries(theatre.ds, { webhook: notifier }, fail, clock));
    await Promise.all(deliveries.map((one) => one.deliverAll()));
    const told = gateway.posted.filter(({ notice }) => notice.id.startsWith(play.id));
    expect(told.map(({ notice }) => notice.to).sort()).toEqual(['duty', 'duty2']);
    expect((await alarmsOf(play)).length).toBe(1);
  });
});

describe('a gateway that is down', () => {
  it('is tried again, later each time, and told once it is back', async () => {
    await reported();
    gateway.status = 503;
    expect(await until('15:02')).toEqual(['1 duty', '1 duty2']);
    expect(await until('15:03')).toEqual(['1 duty', '1 duty2']);
    const rows: { attempts: number; fault: string }[] = await theatre.ds.query(
      'select attempts, fault from notification order by recipient',
    );
    expect(rows).toEqual([
      { attempts: 2, fault: 'status 503' },
      { attempts: 2, fault: 'status 503' },
    ]);
    gateway.status = 204;
    expect(await until('15:04')).toEqual(['1 duty', '1 duty2']);
    expect(await until('15:05')).toEqual([]);
  });

  it('hears what, where and how late, signed, and no word about anybody', async () => {
    const play = await reported();
    await theatre.until('15:03');
    await theatre.app.get(Alarms).raiseAll();
    await theatre.app.get(Deliveries).deliverAll();
    const [first] = gateway.posted;
    if (!first) throw new Error('nothing was posted');
    const [{ number }] = await theatre.ds.query('select number from case_file where id = $1', [play.id]);
    expect(first.notice).toMatchObject({
      number,
      clock: 'acknowledge',
      minutes: 1,
      level: 1,
      where: { code: 'bank-a-xiufeng' },
      exercise: false,
    });
    expect(first.body).not.toMatch(/陆示例|6217|19900000003|990101/);
    const seconds = Math.floor(theatre.now / 1000);
    expect(first.headers['x-lanjie-signature']).toBe(signature(secret, seconds, first.body));
    expect(first.headers['idempotency-key']).toBe(first.notice.id);
  });

  it('is told nothing any more once the alarm is over', async () => {
    const play = await reported();
    gateway.status = 503;
    await until('15:02');
    await play.step('15:03', 'duty', 'lead.acknowledged', {}, { 'lead-1': 'acknowledged' });
    await play.step('15:03', 'duty', 'lead.dispatched', { station: 'xiufeng' }, { 'lead-1': 'dispatched' });
    await play.step('15:04', 'station', 'lead.accepted', { officers: ['officer'] }, { 'lead-1': 'enRoute' });
    await until('15:07');
    gateway.status = 204;
    await until('15:18');
    const rows: object[] = await theatre.ds.query(
      'select distinct sent_at, given_up_at is null as waits, fault from notification where case_id = $1',
      [play.id],
    );
    expect(rows).toEqual([{ sent_at: null, waits: false, fault: 'the alarm is over' }]);
  });
});

describe('a roster', () => {
  it('decides whether a station is on duty', async () => {
    theatre.at('14:00');
    expect((await theatre.put('station', '/station/roster', roster([['officer', 1]], '16:00', '20:00'))).status).toBe(
      200,
    );
    const play = await reported();
    await play.step(
      '15:01',
      'duty',
      'lead.dispatched',
      { station: 'xiufeng' },
      {
        refused: [409, 'rulesFailed', 'stationOnDuty'],
      },
    );
    await play.step('16:00', 'duty', 'lead.dispatched', { station: 'xiufeng' }, { 'lead-1': 'dispatched' });
    const read = await theatre.get('officer2', '/station/roster');
    expect(read.body.onDuty.map(({ account }: { account: string }) => account)).toEqual(['officer']);
  });

  it('keeps what lies outside the stretch that is set anew', async () => {
    theatre.at('14:00');
    await theatre.put('centerlead', '/center/roster', roster([['duty', 1]]));
    const set = await theatre.put('centerlead', '/center/roster', roster([['duty2', 1]], '16:00', '18:00'));
    expect(set.status).toBe(200);
    const read = await theatre.get(
      'duty',
      '/center/roster?from=2024-11-18T14:00:00%2B08:00&to=2024-11-18T20:00:00%2B08:00',
    );
    expect(read.body.gaps).toEqual([]);
    expect(read.body.shifts.map(({ account, from, to }: Record<string, string>) => `${account} ${from} ${to}`)).toEqual(
      [
        'duty 2024-11-18T06:00:00.000Z 2024-11-18T08:00:00.000Z',
        'duty2 2024-11-18T08:00:00.000Z 2024-11-18T10:00:00.000Z',
        'duty 2024-11-18T10:00:00.000Z 2024-11-18T12:00:00.000Z',
      ],
    );
  });

  it.each([
    ['somebody of another organisation', [['officer', 1]], 'shifts.0.account'],
    [
      'somebody twice at once',
      [
        ['duty', 1],
        ['duty', 2],
      ],
      'shifts.1.account',
    ],
  ] as [string, [string, number][], string][])('refuses %s, naming the field', async (_, shifts, field) => {
    theatre.at('14:00');
    const answer = await theatre.put('centerlead', '/center/roster', roster(shifts));
    expect([answer.status, answer.body.errors.map((error: { field: string }) => error.field)]).toEqual([400, [field]]);
  });

  it('is set by those who lead, and rewrites no past', async () => {
    theatre.at('14:00');
    expect((await theatre.put('duty', '/center/roster', roster([['duty', 1]]))).status).toBe(403);
    theatre.at('11-20 14:00');
    const late = await theatre.put('centerlead', '/center/roster', roster([['duty', 1]]));
    expect([late.status, late.body.errors[0].field]).toEqual([400, 'from']);
  });
});
