import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyCase } from '../../src/cases/verify-case.js';
import { Erasures } from '../../src/engine/erasures.js';
import { clearedRows, report } from './people.js';
import { Play, storyOf, Theatre } from './play.js';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await Theatre.open();
});
afterAll(() => theatre?.close());

/** The closing was at 15:04 on 18 November 2024; 60 days to complain, and 30 more. */
const kept = '2025-02-16 15:03';
const over = '2025-02-16 15:05';

async function erase(time: string): Promise<number> {
  theatre.at(time);
  return theatre.app.get(Erasures).eraseAll();
}

/** Every row of every table as text: what a thief of the database reads. */
async function everything(): Promise<string> {
  const tables: { name: string }[] = await theatre.ds.query(
    `select format('%I', tablename) as name from pg_tables where schemaname = 'public'`,
  );
  const texts = await Promise.all(
    tables.map(({ name }) => theatre.ds.query(`select string_agg(t::text, E'\\n') as rows from ${name} t`)),
  );
  return texts.map(([{ rows }]: [{ rows: string | null }]) => rows ?? '').join('\n');
}

async function rowsOf(table: string, play: Play): Promise<number> {
  const [{ n }] = await theatre.ds.query(`select count(*)::int as n from ${table} where case_id = $1`, [play.id]);
  return n;
}

describe('a customer found legitimate', () => {
  it('is held no second time within 24 hours: the limit protects them first of all', async () => {
    const play = new Play(theatre);
    await play.rows(clearedRows(5001));
    await new Play(theatre).step('16:00', 'teller', 'lead.reported', report(5001), {
      refused: [409, 'rulesFailed', 'oneHoldIn24h'],
    });
    await new Play(theatre).step('11-19 16:00', 'teller', 'lead.reported', report(5001), { 'hold-1': 'active' });
  });

  it('matches again once the finding is revised', async () => {
    const play = new Play(theatre);
    const grounds = ['independentContact', 'historyNormal'];
    await play.rows([
      ['15:00', 'teller', 'lead.reported', report(5002), { 'hold-1': 'active' }],
      ['15:02', 'duty', 'lead.classified', { finding: 'legitimate', reason: '正常', grounds }, { 'lead-1': 'cleared' }],
      ['15:30', 'officer', 'lead.noted', { text: 'x' }, { refused: [404, 'notFound'] }],
      ['15:40', 'duty', 'lead.classified', { finding: 'suspect', reason: '证明系伪造' }, { 'lead-1': 'intervening' }],
    ]);
    await new Play(theatre).step('16:00', 'teller', 'lead.reported', report(5002), {
      refused: [409, 'rulesFailed', 'oneHoldIn24h'],
    });
  });

  it('is a person to be verified until then, and cleared from then on', async () => {
    const play = new Play(theatre);
    const [first, ...rest] = clearedRows(5003);
    await play.rows(first ? [first] : []);
    const called = async () => {
      const { body } = await theatre.get('teller', `/bank/leads/${play.id}`, { 'accept-language': 'zh-CN' });
      return body.parts[0].standing;
    };
    expect(await called()).toBe('待核实人员');
    await play.rows(rest);
    expect(await called()).toBe('正常客户，已排除');
  });
});

describe('what is known about a cleared customer', () => {
  it('is told as a story', async () => {
    const play = new Play(theatre);
    await play.tell(storyOf('erased'));
    expect(await rowsOf('case_key', play)).toBe(0);
    await play.expectReplay();
  });

  it('is erased when the time is over: nobody can read it, and the history still verifies and replays', async () => {
    const canaries = {
      name: '欧阳金丝',
      idNumber: '990101199001015101',
      phone: '19900000077',
      account: '6217000099995101',
    };
    const play = new Play(theatre);
    const more = {
      account: { number: canaries.account, bank: 'bank-a', holder: canaries.name },
      customer: { name: canaries.name, idType: 'residentId', idNumber: canaries.idNumber, phone: canaries.phone },
      hold: { minutes: 20, reason: '鹦鹉说明', told: 'now' },
    };
    await play.rows(clearedRows(5101, more));
    const masks = ['欧***', '199****0077', '621700******5101'];
    const before = await everything();
    expect(masks.filter((mask) => before.includes(mask))).toEqual(masks);
    const tags: { tag: string }[] = await theatre.ds.query(
      `select encode(tag, 'hex') as tag from personal where case_id = $1`,
      [play.id],
    );
    expect((await play.file()) as object).toMatchObject({ eraseAt: '2025-02-16T07:04:00.000Z', erasedAt: null });
    const slips = (await theatre.get('teller', `/bank/leads/${play.id}/slips`)).body.items;

    expect(await erase(kept)).toBe(0);
    expect(await rowsOf('case_key', play)).toBe(1);
    await erase(over);
    expect([await rowsOf('case_key', play), await rowsOf('personal', play)]).toEqual([0, 0]);
    expect(await erase(over)).toBe(0);

    const after = await everything();
    const traces = [...Object.values(canaries), ...masks, ...tags.map(({ tag }) => tag), '鹦鹉说明'];
    expect(traces.filter((trace) => after.includes(trace))).toEqual([]);

    const file = await theatre.get('duty', `/center/leads/${play.id}`);
    expect(file.body).toMatchObject({ eraseAt: null, erasedAt: '2025-02-16T07:05:00.000Z', possible: [] });
    expect(file.body.parts[0].facts.customer.name).toBe('(erased)');
    const history = await play.history();
    expect(history.at(-1)).toMatchObject({ type: 'lead.personalDataErased', body: {} });
    expect(JSON.stringify(history)).toContain('(erased)');
    const actions = await theatre.get('duty', `/center/leads/${play.id}/actions`);
    expect(actions.body.items.some((item: { allowed: boolean }) => item.allowed)).toBe(false);
    expect(await verifyCase(theatre.ds, play.id)).toMatchObject({ fault: null });
    await play.expectReplay();

    const note = await play.record('duty', 'lead.noted', { text: '补记' });
    expect([note.status, note.body.code]).toEqual([409, 'erased']);
    const reopened = await play.record('centerlead', 'lead.reopened', { reason: '新情况' });
    expect([reopened.status, reopened.body.code]).toEqual([409, 'erased']);
    const complaint = await theatre.post('duty', '/center/complaints', { slip: slips[0].number, text: '投诉' });
    expect([complaint.status, complaint.body.code]).toEqual([409, 'erased']);
    const slip = await theatre.get('teller', `/bank/leads/${play.id}/slips/hold-1`);
    expect([slip.status, slip.text.includes('（已删除）')]).toEqual([200, true]);
  });

  it('waits for the answer to a complaint, and 30 days more', async () => {
    const play = new Play(theatre);
    await play.rows(clearedRows(5102));
    const complaint = { noSlip: '没有交付', text: '没有说明理由' };
    await play.step('2025-01-10 09:00', 'duty', 'complaint.opened', complaint, { 'complaint-1': 'open' });
    await erase('2025-03-20 10:00');
    expect(await rowsOf('case_key', play)).toBe(1);
    const answer = { part: 'complaint-1', outcome: 'upheld', answer: '已致歉' };
    await play.step('2025-03-21 10:00', 'duty2', 'complaint.answered', answer, { 'complaint-1': 'answered' });
    await erase('2025-04-20 09:59');
    expect(await rowsOf('case_key', play)).toBe(1);
    await erase('2025-04-20 10:00');
    expect(await rowsOf('case_key', play)).toBe(0);
    await play.expectReplay();
  });

  it('is erased by nobody else: no person has the role, and no other case is touched', async () => {
    const play = new Play(theatre);
    const other = new Play(theatre);
    await play.rows(clearedRows(5103, {}, '2025-05-01'));
    await other.step('2025-05-01 15:00', 'teller', 'lead.reported', report(5104), { 'lead-1': 'reported' });
    const tried = await play.record('centerlead', 'lead.personalDataErased', {});
    expect([tried.status, tried.body.code]).toEqual([403, 'roleMissing']);
    await erase('2025-09-01 10:00');
    expect([await rowsOf('case_key', play), await rowsOf('case_key', other)]).toEqual([0, 1]);
    expect(await rowsOf('personal', other)).toBeGreaterThan(0);
  });
});

describe('a victim who was persuaded', () => {
  it('is protected for 30 days, in those words, after the case is closed', async () => {
    const play = new Play(theatre);
    const { steps } = storyOf('protected');
    await play.tell({ steps: steps.slice(0, -1) });
    const { body } = await theatre.get('duty', `/center/leads/${play.id}`, { 'accept-language': 'zh-CN' });
    const victim = body.parts.find((one: { id: string }) => one.id === 'victim-1');
    expect(victim.standing).toContain('保护对象');
    expect(victim.clocks[0].title).toContain('保护');
    expect(JSON.stringify(body)).not.toMatch(/观察|嫌疑/);
    await play.tell({ steps: steps.slice(-1) });
    await play.expectReplay();
  });
});
