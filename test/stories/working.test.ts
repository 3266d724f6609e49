import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Step } from '../../src/docs-generator/stories/story.js';
import { Play, storyOf, Theatre } from './play.js';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await Theatre.open();
});
afterAll(() => theatre?.close());

/** A story up to an event of a part, and with it; to its end when there is none. */
async function told(name: string, event = '', part = ''): Promise<Play> {
  const play = new Play(theatre);
  const { steps } = storyOf(name);
  const last = steps.findIndex(
    (step) => step.event === event && !step.refused && (!part || step.body['part'] === part),
  );
  await play.tell({ steps: last < 0 ? steps : steps.slice(0, last + 1) });
  return play;
}

async function page(play: Play, part: string, who = 'officer', area = 'station'): Promise<string> {
  const answer = await theatre.get(who, `/${area}/leads/${play.id}/returns/${part}/working`);
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  return answer.text;
}

/** The cells of the table of shares, row by row, as they read in Chinese. */
function rowsOf(html: string): string[][] {
  const body = html.slice(html.lastIndexOf('<thead>'), html.indexOf('</table>', html.lastIndexOf('<thead>')));
  return [...body.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) =>
      cell.replace(/ ?<span lang="en".*?<\/span>/gs, '').replace(/<[^>]+>/g, ''),
    ),
  );
}

const fen = (text = '') => BigInt(text.replace(/[¥,.]/g, ''));

/** A pot of CNY 200,000 of which nobody can say whose it is: three lost CNY 100,000 each. */
async function thirds(customer: number, more: { line?: string; name?: string; drill?: true } = {}): Promise<Play> {
  const play = await frozen(customer, more.drill);
  const lines = [0, 1, 2].map((n) => line(`${more.line ?? 'T'}${n}`, 20 + n, true, '10000000'));
  await play.step(
    '11-19 09:00',
    'officer',
    'account.traced',
    { part: 'account-1', opening: '0', closing: '20000000', lines: [...lines, line('OUT', 30, false, '10000000')] },
    { 'account-1': 'frozen' },
  );
  for (const n of [1, 2, 3]) await claimed(play, n, '10000000', [`${more.line ?? 'T'}${n - 1}`], more.name);
  const proposal = { asset: 'account-1', mode: 'proRata' };
  await play.step('11-19 11:00', 'officer', 'return.proposed', proposal, { 'return-1': 'proposed' });
  return play;
}

/** CNY 200,000 frozen in account-1, as the stories begin. */
async function frozen(customer: number, drill?: true): Promise<Play> {
  const play = new Play(theatre);
  const { steps } = storyOf('mixed-pot');
  const text = JSON.stringify(
    steps.slice(
      0,
      steps.findIndex((step) => step.event === 'account.traced'),
    ),
  );
  const [report, ...others]: Step[] = JSON.parse(text.replaceAll('4102', String(customer)));
  if (!report) throw new Error('the story is empty');
  const body = drill ? { ...report.body, exercise: true } : report.body;
  await play.tell({ steps: [{ ...report, body }, ...others] });
  return play;
}

function line(id: string, minute: number, inflow: boolean, amount: string) {
  return { id, at: `2024-11-18T14:${minute}:00+08:00`, inflow, amount, counterparty: '6222020000000000011' };
}

async function claimed(play: Play, n: number, amount: string, inflows: string[], name = '韦样本'): Promise<void> {
  const paid = { paidInAt: '2024-11-18T14:20:00+08:00', how: '手机银行' };
  const paidFrom = { number: `622202000000000001${n}`, bank: '某银行' };
  const claim = { victim: `victim-${n}`, asset: 'account-1', amount, ...paid, paidFrom };
  await play.rows([
    ['11-19 10:00', 'duty', 'victim.identified', { name }, { [`victim-${n}`]: 'candidate' }],
    ['11-19 10:01', 'duty', 'claim.filed', claim, { [`claim-${n}`]: 'filed' }],
    [
      '11-19 10:02',
      'officer',
      'claim.verified',
      { part: `claim-${n}`, trace: '流水', inflows },
      { [`claim-${n}`]: 'verified' },
    ],
  ]);
}

describe('the working of a return', () => {
  it('by the bank’s time shows what is left of each inflow, and sums that add up', async () => {
    const play = await told('several-victims');
    const html = await page(play, 'return-1');
    for (const words of [
      '返还数额计算表',
      'How a return was computed',
      '按时间戳返还',
      '第8条第2项',
      '对应流水 T1：按银行记账先后，还剩 ¥120,000.00',
      '¥200,000.00 − 本次返还 ¥180,000.00 ＝ 剩余 ¥20,000.00',
      '第 1 版',
      '已返还',
      '96110',
      '不收任何费用',
    ])
      expect(html).toContain(words);
    expect(html.indexOf('返还数额计算表')).toBeLessThan(html.indexOf('How a return was computed'));
    const facts = (await play.file()).parts.find((part) => part.id === 'return-1')?.facts;
    expect(html).toContain(String(facts?.['proposal']));
    const [, first, second, total] = rowsOf(html);
    expect([first?.[0], first?.[4], second?.[0], second?.[4]]).toEqual([
      '韦**（claim-1）',
      '¥120,000.00',
      '蒙**（claim-2）',
      '¥60,000.00',
    ]);
    expect(fen(total?.[4])).toBe(fen(first?.[4]) + fen(second?.[4]));
    expect(fen(total?.[1])).toBe(fen(first?.[1]) + fen(second?.[1]));
    expect(html).not.toMatch(/韦样本|蒙样本|62220200|621700009999004101/);

    const late = await page(play, 'return-2');
    expect(late).toContain('认领 ¥25,000.00，所剩 ¥20,000.00，取较小者：¥20,000.00');
  });

  it('in proportion puts the numbers into the formula, and says which fen went where', async () => {
    const play = await thirds(4111);
    const html = await page(play, 'return-1');
    const quota = '¥200,000.00 × 损失 ¥100,000.00 ÷ 损失合计 ¥300,000.00 ＝ ¥66,666.66';
    const rows = rowsOf(html);
    expect(rows.map((row) => row[4])).toEqual(['本次返还', '¥66,666.67', '¥66,666.67', '¥66,666.66', '¥200,000.00']);
    for (const row of rows.slice(1, 4)) expect(row[3]).toContain(quota);
    expect(rows[1]?.[3]).toContain('另有尾数 0.6666 分：合计差额从尾数最大的起逐人补 1 分，这里补上');
    expect(rows[3]?.[3]).toContain('这里舍去');
    expect(html).toContain('尚未公告');
    expect(html).not.toContain('这一笔还剩');
  });

  it('says until when one can object, and what of the rest', async () => {
    const play = await told('mixed-pot', 'return.announced', 'return-2');
    const html = await page(play, 'return-2', 'duty', 'center');
    for (const words of [
      'FHGG2025141 · 公安机关门户网站',
      '2025-03-10 11:00 至 2025-04-09 11:00',
      '2025-04-09 11:00 前，可以向下列单位口头或者书面提出异议',
      '¥60,000.00 × 损失 ¥100,000.00 ÷ 损失合计 ¥160,000.00 ＝ ¥37,500.00',
      '公告期内或公告期满待批准',
      '第8条第3项',
      '秀峰派出所',
    ])
      expect(html).toContain(words);
    theatre.at('2025-04-09 11:00');
    expect(await page(play, 'return-2', 'duty', 'center')).not.toContain('前，可以向下列单位');
  });

  it('nets what came back earlier, and asks nothing back of who had more', async () => {
    const play = await frozen(4112);
    const mixed = (...lines: object[]) => ({ part: 'account-1', opening: '0', closing: '20000000', lines });
    const flow = mixed(
      line('A', 20, true, '15000000'),
      line('B', 21, true, '20000000'),
      line('OUT', 22, false, '15000000'),
    );
    await play.step('11-19 09:00', 'officer', 'account.traced', flow, { 'account-1': 'frozen' });
    await claimed(play, 1, '10000000', ['A']);
    await play.step(
      '11-19 10:30',
      'officer',
      'return.proposed',
      { asset: 'account-1', mode: 'proRata' },
      { 'return-1': 'proposed' },
    );
    const paying = { part: 'return-1', officers: ['officer', 'officer2'], noticeNumber: 'X1' };
    const payments = [{ claim: 'claim-1', reference: 'P1' }];
    await play.rows([
      ['11-19 11:00', 'duty', 'return.announced', { part: 'return-1', noticeNumber: 'G1', medium: '网站' }, {}],
      ['12-19 11:00', 'city', 'return.approved', { part: 'return-1', proposal: '$return-1.proposal' }, {}],
      ['12-19 14:00', 'officer', 'return.noticeServed', paying, {}],
      ['12-19 15:00', 'bankdesk', 'return.executed', { part: 'return-1', payments }, { 'account-1': 'frozen' }],
    ]);
    const again = {
      asset: 'account-1',
      amount: '2000000',
      lost: '20000000',
      paidInAt: '2024-11-18T14:20:00+08:00',
      how: '手机银行',
    };
    const paidFrom = { number: '6222020000000000011', bank: '某银行' };
    const other = { ...again, amount: '20000000', paidFrom };
    await play.rows([
      ['12-20 10:00', 'duty', 'claim.filed', { ...again, victim: 'victim-1', paidFrom }, { 'claim-2': 'filed' }],
      ['12-20 10:01', 'duty', 'victim.identified', { name: '蒙样本' }, { 'victim-2': 'candidate' }],
      ['12-20 10:02', 'duty', 'claim.filed', { ...other, victim: 'victim-2' }, { 'claim-3': 'filed' }],
      ['12-20 10:03', 'officer', 'claim.verified', { part: 'claim-2', trace: '流水', inflows: ['A'] }, {}],
      ['12-20 10:04', 'officer', 'claim.verified', { part: 'claim-3', trace: '流水', inflows: ['B'] }, {}],
      ['12-20 10:05', 'officer', 'return.proposed', { asset: 'account-1', mode: 'proRata' }, {}],
    ]);
    const rows = rowsOf(await page(play, 'return-2'));
    expect(rows[1]?.slice(1)).toEqual([
      '¥20,000.00',
      '¥100,000.00',
      '按比例应得 ¥60,000.00，此前已返还 ¥100,000.00，不少于应得：本次不返还，也不退回',
      '¥0.00',
    ]);
    expect([rows[2]?.[2], rows[2]?.[4], rows[3]?.[2], rows[3]?.[4]]).toEqual([
      '¥0.00',
      '¥100,000.00',
      '¥100,000.00',
      '¥100,000.00',
    ]);
  });

  it('of gold speaks of grams', async () => {
    const html = await page(await told('gold'), 'return-1', 'custodian', 'station');
    expect(html).toContain('扣押的黄金');
    expect(rowsOf(html)[1]?.slice(1)).toEqual([
      '135.000 克',
      '0.000 克',
      '够付，认领的 135.000 克 全部返还',
      '135.000 克',
    ]);
    expect(html).toContain('可返还 135.000 克 − 本次返还 135.000 克 ＝ 剩余 0.000 克');
    expect(html).not.toContain('¥');
  });

  it('may do nothing but show itself, whatever somebody wrote', async () => {
    const play = await thirds(4113, { line: '<b onclick="x">&\'', name: '<韦样本' });
    const notice = { part: 'return-1', noticeNumber: '<script>alert(1)</script>', medium: '"><img src=x>' };
    await play.step('11-19 12:00', 'duty', 'return.announced', notice, { 'return-1': 'announced' });
    const answer = await theatre.get('officer', `/station/leads/${play.id}/returns/return-1/working`);
    const csp = String(answer.headers['content-security-policy']);
    const style = /<style>([\s\S]*)<\/style>/.exec(answer.text)?.[1] ?? '';
    expect(csp).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(csp).toContain(createHash('sha256').update(style).digest('base64'));
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.text).not.toMatch(/<script|<img|<b onclick|style=|https?:/i);
    expect(answer.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt; · &quot;&gt;&lt;img src=x&gt;');
    expect(answer.text).toContain('&lt;b onclick=&quot;x&quot;&gt;&amp;&#39;0');
    expect(answer.text).toContain('&lt;***（claim-1）');
  });

  it('of a drill says so across the page', async () => {
    const html = await page(await thirds(4115, { drill: true }), 'return-1');
    expect(html).toContain('class="watermark"');
    expect(html).toContain('演练用单');
    expect(await page(await thirds(4116), 'return-1')).not.toContain('演练');
  });
});

describe('who may print it', () => {
  let play: Play;
  beforeAll(async () => {
    play = await thirds(4114);
  });

  it('is who sees the return: station, center, approver, and the bank that keeps the account', async () => {
    for (const [who, area] of [
      ['officer', 'station'],
      ['station', 'station'],
      ['custodian', 'station'],
      ['duty', 'center'],
      ['centerlead', 'center'],
      ['county', 'center'],
      ['city', 'center'],
      ['bankdesk', 'bank'],
    ] as const)
      expect(await page(play, 'return-1', who, area)).toContain('返还数额计算表');
  });

  it('is nobody else', async () => {
    const status = async (who: string, area: string, part = 'return-1') =>
      (await theatre.get(who, `/${area}/leads/${play.id}/returns/${part}/working`)).status;
    expect(await status('bankdesk2', 'bank')).toBe(404);
    expect(await status('officer3', 'station')).toBe(404);
    expect(await status('teller', 'bank')).toBe(403);
    expect(await status('officer', 'center')).toBe(403);
    for (const part of ['return-2', 'claim-1', 'account-1', 'lead-1', 'x'])
      expect([part, await status('duty', 'center', part)]).toEqual([part, 404]);
  });

  it('is not the reporting bank, where another keeps the account, nor any bank of things', async () => {
    const gold = await told('gold-merchant');
    for (const who of ['bankdesk', 'bankdesk2'])
      expect((await theatre.get(who, `/bank/leads/${gold.id}/returns/return-1/working`)).status).toBe(404);
  });
});
