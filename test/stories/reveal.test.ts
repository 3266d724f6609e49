import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Access, AccessLog } from '../../src/access/access-log.js';
import type { Principal } from '../../src/access/principal.js';
import { revealTable } from '../../src/access/reveal-policy.js';
import { Reveals } from '../../src/cases/reveal/reveals.js';
import { Erasures } from '../../src/engine/erasures.js';
import { clearedRows } from './people.js';
import { areaOf, Play, scene, storyOf, Theatre } from './play.js';

/** Keeps what it is told; a test may make it fail, or look at the moment it is told. */
class Notebook extends AccessLog {
  readonly kept: (Access & { who: string })[] = [];
  async record(caller: Principal, access: Access): Promise<void> {
    await this.before();
    this.kept.push({ who: caller.account, ...access });
  }
  before: () => Promise<void> = async () => {};
}

let theatre: Theatre;
let log: Notebook;
beforeAll(async () => {
  theatre = await Theatre.open();
});
afterAll(() => theatre?.close());
beforeEach(() => {
  log = new Notebook();
  Reflect.set(theatre.app.get(Reveals), 'log', log);
});
afterEach(() => theatre.ds.query('delete from rate_limit'));

type Wish = { part?: string; version?: number; field: string; reason?: string };

const reveal = (who: string, id: string, wish: Wish) =>
  theatre.post(who, `/${areaOf(who)}/leads/${id}/reveal`, { reason: '核对取款人身份', ...wish });

/** `200 <value>`, or status and code. */
async function said(who: string, id: string, wish: Wish): Promise<string> {
  const { status, body } = await reveal(who, id, wish);
  return `${status} ${status === 200 ? body.value : body.code}`;
}

interface Masked {
  part?: string;
  version?: number;
  field: string;
  kind: string;
}

async function masked(who: string, play: Play): Promise<Masked[]> {
  const { body } = await theatre.get(who, `/${areaOf(who)}/leads/${play.id}`);
  return body.parts.flatMap((part: { masked: Masked[] }) => part.masked);
}

describe('one identity', () => {
  let play: Play;
  beforeAll(async () => {
    play = new Play(theatre);
    await play.tell({ steps: scene('to-the-scene', 7001) });
  });

  it('is shown to who sees it whole, as the case file names it, with nothing beside it', async () => {
    expect(await masked('officer', play)).toContainEqual({ part: 'lead-1', field: 'customer.name', kind: 'name' });
    const { status, headers, body } = await reveal('officer', play.id, {
      part: 'lead-1',
      field: 'customer.idNumber',
    });
    expect([status, body]).toEqual([200, { field: 'customer.idNumber', kind: 'idNumber', value: '99010119900107001' }]);
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['ratelimit']).toMatch(/^"reveals-hour";r=29;t=\d+, "reveals-day";r=199;t=\d+$/);
    const { version } = (await play.file()) as unknown as { version: number };
    expect(log.kept).toEqual([
      {
        who: 'officer',
        act: 'revealed',
        caseId: play.id,
        part: 'lead-1',
        field: 'customer.idNumber',
        reason: '核对取款人身份',
      },
    ]);
    // Never the case's own version.
    expect(version).toBe((await play.history()).length);
  });

  it('of the lead itself needs no part; of an account tells the bank that keeps it', async () => {
    expect(await said('duty', play.id, { field: 'customer.phone' })).toBe('200 19900000003');
    const { body } = await reveal('duty', play.id, { part: 'account-1', field: 'number' });
    expect(body).toEqual({ field: 'number', kind: 'bankAccount', value: '621700009999007001', bank: 'bank-a' });
  });

  it('is shown as it was said then, though it was corrected since', async () => {
    const { status } = await play.record('bankdesk', 'lead.rectified', {
      field: 'customer.phone',
      value: '19900000088',
      reason: '录入有误',
    });
    expect(status).toBe(200);
    expect(await said('officer', play.id, { field: 'customer.phone' })).toBe('200 19900000088');
    const history = (await theatre.get('officer', `/station/leads/${play.id}/history`)).body.items;
    expect(history[0].masked).toContainEqual({ version: 1, field: 'customer.phone', kind: 'phone' });
    expect(history.at(-1).masked).toEqual([{ version: history.length, field: 'value', kind: 'phone' }]);
    expect(await said('officer', play.id, { version: 1, field: 'customer.phone' })).toBe('200 19900000003');
    expect(await said('officer', play.id, { version: history.length, field: 'value' })).toBe('200 19900000088');
    expect(log.kept.map(({ field }) => field)).toEqual([
      'customer.phone',
      'history.1.customer.phone',
      `history.${history.length}.value`,
    ]);
  });

  it('is refused without a reason that says something', async () => {
    for (const reason of ['', '  查 ', 'abc', undefined]) {
      const { status, body } = await reveal('officer', play.id, { field: 'customer.name', reason } as Wish);
      expect([status, body.errors[0].field]).toEqual([400, 'reason']);
    }
    expect(await said('officer', play.id, { part: 'lead-1', version: 1, field: 'customer.name' })).toBe('400 invalid');
    expect(log.kept).toEqual([]);
  });

  it('is not there where nothing is masked, or nobody sees it', async () => {
    for (const field of ['customer', 'amount', 'customer.idType', 'indicators.0', '__proto__', 'hold.reason'])
      expect(await said('officer', play.id, { field })).toBe('404 nothingMaskedThere');
    // Free text is shown as it is.
    expect(await said('officer', play.id, { part: 'hold-1', field: 'reason' })).toBe('404 nothingMaskedThere');
    expect(await said('officer', play.id, { part: 'cash-7', field: 'number' })).toBe('404 notFound');
    expect(await said('officer', play.id, { version: 999, field: 'customer.name' })).toBe('404 notFound');
    expect(await said('officer3', play.id, { field: 'customer.name' })).toBe('404 notFound');
    expect(await said('teller2', play.id, { field: 'customer.name' })).toBe('404 notFound');
    expect(await said('officer', '01937f3c-5b0e-7c1a-9d39-3f2f0c1b2a4d', { field: 'x' })).toBe('404 notFound');
    expect(log.kept).toEqual([]);
  });

  it('is shown to an approver only as far as papers need it', async () => {
    expect(await said('city', play.id, { field: 'customer.name' })).toBe('200 陆示例');
    expect(await said('city', play.id, { field: 'customer.phone' })).toBe('403 mayNotReveal');
    expect((await masked('city', play)).map(({ field }) => field)).not.toContain('customer.phone');
  });

  it('is not shown to a station that has lost the case, not even its own entries', async () => {
    const lost = new Play(theatre);
    await lost.tell({ steps: scene('to-the-scene', 7002) });
    const seen = { description: '戴帽', name: '路过客' };
    await lost.step('15:09', 'officer', 'suspect.identified', seen, { 'suspect-1': 'identified' });
    const version = (await lost.history()).length;
    expect(await said('officer', lost.id, { version, field: 'name' })).toBe('200 路过客');
    const [row] = await theatre.ds.query(`select facts from case_part where case_id = $1 and part = 'lead-1'`, [
      lost.id,
    ]);
    const stations = row.facts.stations.map((one: object) => ({ ...one, to: new Date().toISOString() }));
    await theatre.database.tamper(
      `update case_part set facts = jsonb_set(facts, '{stations}', $2) where case_id = $1 and part = 'lead-1'`,
      [lost.id, JSON.stringify(stations)],
    );
    expect(await said('officer', lost.id, { version, field: 'name' })).toBe('403 mayNotReveal');
    expect(await said('officer', lost.id, { part: 'suspect-1', field: 'name' })).toBe('404 notFound');
  });
});

describe('a bank', () => {
  it('reveals what it gave itself and the accounts it keeps, and nothing that the police found out', async () => {
    const play = new Play(theatre);
    await play.tell({ steps: scene('to-the-scene', 7101) });
    const number = '6222020000000000102';
    await play.step(
      '15:10',
      'duty',
      'account.located',
      { number, bank: 'bank-b', holder: '覃示例', amount: '100' },
      {},
    );
    const own = { number: '6217000000000000103', bank: 'bank-a', holder: '蒙示例', amount: '100' };
    await play.step('15:11', 'duty', 'account.located', own, {});
    await play.step('15:12', 'officer', 'suspect.identified', { name: '路过客', phone: '19900000099' }, {});
    const corrected = { field: 'customer.phone', value: '19900000098', reason: '本人出示' };
    await play.step('15:13', 'officer', 'lead.rectified', corrected, {});

    expect(await said('teller', play.id, { part: 'account-1', field: 'number' })).toBe('200 621700009999007101');
    expect(await said('teller', play.id, { version: 1, field: 'customer.phone' })).toBe('200 19900000003');
    // The police have said since who it is.
    expect(await said('teller', play.id, { field: 'customer.phone' })).toBe('403 mayNotReveal');
    expect(await said('bankdesk', play.id, { part: 'suspect-1', field: 'name' })).toBe('403 mayNotReveal');
    expect(await said('bankdesk', play.id, { part: 'account-2', field: 'number' })).toBe('403 mayNotReveal');
    // Told of by the police, and kept by this bank: it has to know which it is.
    expect(await said('bankdesk', play.id, { part: 'account-3', field: 'number' })).toBe(`200 ${own.number}`);

    expect(await masked('bankdesk2', play)).toEqual([
      { part: 'account-2', field: 'holder', kind: 'name' },
      { part: 'account-2', field: 'number', kind: 'bankAccount' },
    ]);
    expect(await said('bankdesk2', play.id, { part: 'account-2', field: 'number' })).toBe(`200 ${number}`);
    expect(await said('bankdesk2', play.id, { part: 'account-1', field: 'number' })).toBe('404 notFound');
    expect(await said('bankdesk2', play.id, { field: 'customer.name' })).toBe('404 notFound');
    expect(await said('bankdesk2', play.id, { version: 1, field: 'customer.name' })).toBe('404 notFound');
  });

  it('that pays sees to which account and to whom, from the approval on and of its own returns only', async () => {
    const { steps } = storyOf('several-victims');
    const play = new Play(theatre);
    const wishes: Wish[] = [
      { part: 'claim-1', field: 'paidFrom.number' },
      { part: 'victim-1', field: 'name' },
    ];
    const done = steps.findIndex(
      ({ event, states }) => event === 'return.approved' && JSON.stringify(states ?? {}).includes('approved'),
    );
    await play.tell({ steps: steps.slice(0, done) });
    for (const wish of wishes) expect(await said('bankdesk', play.id, wish)).toBe('403 mayNotReveal');
    await play.tell({ steps: steps.slice(done, done + 1) });
    const shown = (await masked('bankdesk', play)).filter(({ part }) => /claim|victim/.test(part ?? ''));
    expect(shown).toEqual(expect.arrayContaining(wishes.map((wish) => expect.objectContaining(wish))));
    const { body } = await reveal('bankdesk', play.id, { part: 'claim-1', field: 'paidFrom.number' });
    expect(body).toMatchObject({
      kind: 'bankAccount',
      value: expect.stringMatching(/^\d{16,19}$/),
      bank: expect.any(String),
    });
    expect(await said('bankdesk', play.id, { part: 'victim-1', field: 'name' })).toMatch(/^200 /);
    expect(await said('bankdesk', play.id, { part: 'victim-1', field: 'phone' })).toBe('403 mayNotReveal');
    expect(await said('bankdesk2', play.id, { part: 'claim-1', field: 'paidFrom.number' })).toBe('404 notFound');
  });
});

describe('a reveal', () => {
  let play: Play;
  beforeAll(async () => {
    play = new Play(theatre);
    await play.tell({ steps: scene('to-the-scene', 7201) });
  });

  it('shows nothing when it cannot be put on record', async () => {
    log.before = () => Promise.reject(new Error('the log is full'));
    const { status, headers, text } = await reveal('officer', play.id, { field: 'customer.name' });
    expect([status, JSON.parse(text).code, headers['retry-after']]).toEqual([503, 'accessNotRecorded', '2']);
    expect(text).not.toContain('陆示例');
    Reflect.set(theatre.app.get(Reveals), 'log', undefined);
    expect(await said('officer', play.id, { field: 'customer.name' })).toBe('503 accessNotRecorded');
  });

  it('is on record before its first byte leaves', async () => {
    let recorded = false;
    let answered = false;
    let go: () => void = () => {};
    const reached = new Promise<void>((resolve) => {
      log.before = () => {
        resolve();
        return new Promise((release) => {
          go = () => {
            recorded = true;
            release();
          };
        });
      };
    });
    const answer = reveal('officer', play.id, { field: 'customer.name' }).then((one) => {
      answered = true;
      expect(recorded).toBe(true);
      return one.status;
    });
    await reached;
    expect(answered).toBe(false);
    go();
    expect(await answer).toBe(200);
  });

  it('is counted by hour and day, and refused with when to come back', async () => {
    const first = await reveal('officer2', play.id, { field: 'customer.name' });
    expect(first.headers['ratelimit-policy']).toBe('"reveals-hour";q=30;w=3600, "reveals-day";q=200;w=86400');
    await theatre.ds.query('update rate_limit set taken = 200, granted = 200');
    const kept = log.kept.length;
    const next = await reveal('officer2', play.id, { field: 'customer.name' });
    expect([next.status, next.body.code]).toEqual([429, 'tooManyRequests']);
    expect(Number(next.headers['retry-after'])).toBeLessThanOrEqual(3600);
    expect(log.kept).toHaveLength(kept);
    // Another person is not counted along.
    expect(await said('duty', play.id, { field: 'customer.name' })).toBe('200 陆示例');
  });

  it('finds nothing once the case is erased', async () => {
    const cleared = new Play(theatre);
    await cleared.rows(clearedRows(7301));
    expect(await said('duty', cleared.id, { field: 'customer.name' })).toBe('200 陆示例');
    theatre.at('2025-02-16 15:05');
    await theatre.app.get(Erasures).eraseAll();
    expect(await said('duty', cleared.id, { field: 'customer.name' })).toBe('410 erased');
    expect(await said('duty', cleared.id, { version: 1, field: 'customer.name' })).toBe('410 erased');
    expect(await said('officer', cleared.id, { field: 'customer.name' })).toBe('404 notFound');
    expect(await masked('duty', cleared)).toEqual([]);
  });

  it('is nothing for those who administer', () => {
    expect(Object.keys(revealTable).sort()).toEqual([
      'approver',
      'auditor',
      'bankDesk',
      'centerLead',
      'custodian',
      'dutyOfficer',
      'officer',
      'stationDuty',
      'teller',
    ]);
  });
});
