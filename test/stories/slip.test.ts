import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { report } from './people.js';
import { Play, Theatre } from './play.js';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await Theatre.open();
});
afterAll(() => theatre?.close());

async function reported(n: number, more: object = {}): Promise<Play> {
  const play = new Play(theatre);
  await play.step('15:00', 'teller', 'lead.reported', report(n, more), { 'lead-1': 'reported' });
  return play;
}

async function page(play: Play, who = 'teller', area = 'bank', part = 'hold-1'): Promise<string> {
  const answer = await theatre.get(who, `/${area}/leads/${play.id}/slips/${part}`);
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  return answer.text;
}

describe('the slip of a delayed payment', () => {
  it('names the reason, the remedy, the documents, the number and whom to call, Chinese first', async () => {
    const play = await reported(3001);
    const html = await page(play);
    for (const words of [
      '延迟支付告知单',
      '资金到账后立即全部支取，正在核实用途',
      '¥40,000.00',
      '甲银行秀峰支行',
      '2024-11-18 15:20',
      '第三十二条第三款',
      '15 日内答复',
      '您可以这样做',
      '请准备的材料',
      '96110',
      'Notice of a delayed payment',
    ])
      expect(html).toContain(words);
    expect(html.indexOf('延迟支付告知单')).toBeLessThan(html.indexOf('Notice of a delayed payment'));
    expect(html).toMatch(/<b>\d{4}-\d{4}-\d{4}<\/b>/);
  });

  it('shows nobody’s name or number whole, and calls nobody a suspect', async () => {
    const html = await page(await reported(3002));
    for (const secret of ['陆示例', '99010119900103002', '19900000003', '621700009999003002'])
      expect(html).not.toContain(secret);
    expect(html).toContain('陆**');
    expect(html).toContain('待核实人员');
    expect(html).not.toMatch(/嫌疑|犯罪|suspect/i);
  });

  it('keeps its number, whoever prints it', async () => {
    const play = await reported(3003);
    const number = /\d{4}-\d{4}-\d{4}/.exec(await page(play))?.[0];
    const pages = await Promise.all([
      page(play, 'bankdesk'),
      page(play, 'duty', 'center'),
      page(play, 'centerlead', 'center'),
    ]);
    for (const html of pages) expect(html).toContain(`<b>${number}</b>`);
    const list = await theatre.get('duty', `/center/leads/${play.id}/slips`);
    expect(list.body.items).toEqual([
      { part: 'hold-1', kind: 'hold', number, page: `/center/leads/${play.id}/slips/hold-1` },
    ]);
  });

  it('told later is printed too, without why it was later', async () => {
    const hold = { minutes: 20, reason: '核实收款人', told: 'later', laterReason: '同伙在门外观察' };
    const play = await reported(3004, { hold });
    const html = await page(play);
    expect(html).toContain('稍后告知');
    expect(html).not.toContain('同伙');
    await play.step('15:15', 'teller', 'hold.told', { part: 'hold-1', how: '已交付告知单' }, { 'hold-1': 'told' });
    expect(await page(play)).toContain('核实收款人');
  });

  it('says when the delay is over', async () => {
    const play = await reported(3005);
    expect(await page(play)).toContain('being verified<');
    await play.step('15:05', 'teller', 'hold.released', { part: 'hold-1', reason: '已核实' }, { 'hold-1': 'released' });
    expect(await page(play)).toContain('延迟已结束');
  });

  it('may do nothing but show itself: no script, its one style by hash, never stored', async () => {
    const play = await reported(3006, { hold: { minutes: 5, reason: '<script>alert(1)</script>"&', told: 'now' } });
    const answer = await theatre.get('teller', `/bank/leads/${play.id}/slips/hold-1`);
    const csp = String(answer.headers['content-security-policy']);
    expect(csp).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'; frame-anc/,
    );
    const style = /<style>([\s\S]*)<\/style>/.exec(answer.text)?.[1] ?? '';
    expect(csp).toContain(createHash('sha256').update(style).digest('base64'));
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.text).not.toMatch(/<script|style=|onload|https?:/i);
    expect(answer.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&amp;');
  });

  it('is printed by the police who were sent, and by nobody who does not see the case', async () => {
    const play = await reported(3007);
    for (const [who, area] of [
      ['officer', 'station'],
      ['teller2', 'bank'],
      ['bankdesk2', 'bank'],
    ] as const)
      expect((await theatre.get(who, `/${area}/leads/${play.id}/slips/hold-1`)).status).toBe(404);
    expect((await theatre.get('county', `/center/leads/${play.id}/slips/hold-1`)).status).toBe(403);
    await play.step('15:02', 'duty', 'lead.dispatched', { station: 'xiufeng' }, { 'lead-1': 'dispatched' });
    expect(await page(play, 'officer', 'station')).toContain('延迟支付告知单');
    for (const part of ['lead-1', 'account-1', 'hold-2', 'x'])
      expect((await theatre.get('teller', `/bank/leads/${play.id}/slips/${part}`)).status).toBe(404);
  });

  it('of gold names the weight', async () => {
    const more = { subject: 'goldPurchase', amount: '135000', account: undefined };
    expect(await page(await reported(3008, more))).toContain('黄金 135.000 克');
  });
});

describe('the slip of a restricted account', () => {
  it('is given by the bank that keeps the account, which sees nothing else of the case', async () => {
    const account = { number: '621700009999003009', bank: 'bank-b', holder: '蒙示例' };
    const play = await reported(3009, { account });
    const order = { part: 'account-1', orderNumber: 'ZF2024-1' };
    await play.rows([
      ['15:05', 'duty', 'account.stopPayOrdered', order, { 'account-1': 'stopPayOrdered' }],
      ['15:10', 'bankdesk2', 'account.stopPaid', { part: 'account-1', amount: '3900000' }, { 'account-1': 'stopPaid' }],
    ]);
    const html = await page(play, 'bankdesk2', 'bank', 'account-1');
    for (const words of ['账户限制告知单', '¥39,000.00', 'ZF2024-1', '2024-11-20 15:10', '乙银行', '蒙**', '限制有效'])
      expect(html).toContain(words);
    expect(html).not.toMatch(/陆|甲银行|嫌疑|suspect\b/i);
    const list = await theatre.get('bankdesk2', `/bank/leads/${play.id}/slips`);
    expect(list.body.items.map((item: { part: string }) => item.part)).toEqual(['account-1']);
    await theatre.until('11-20 15:11');
    expect(await page(play, 'bankdesk2', 'bank', 'account-1')).toContain('限制已解除或已到期');
  });
});
