import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Play, scene, storyOf, Theatre } from './play.js';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await Theatre.open();
});
afterAll(() => theatre?.close());

async function told(name: string): Promise<Play> {
  const play = new Play(theatre);
  await play.tell(storyOf(name));
  await play.expectReplay();
  return play;
}

async function factsOf(play: Play, id: string): Promise<Record<string, unknown>> {
  return (await play.file()).parts.find((part) => part.id === id)?.facts ?? {};
}

async function page(play: Play, who = 'officer', area = 'station'): Promise<{ status: number; text: string }> {
  return theatre.get(who, `/${area}/leads/${play.id}/slips/victim-1`);
}

describe('stories of people', () => {
  it.each(['hours-of-persuasion', 'gone-by-car', 'help-from-elsewhere'])('%s', (name) => told(name));

  it('four hours: the age comes from the ID number, and no birth reaches the core', async () => {
    const play = await told('four-hours');
    const suspect = await factsOf(play, 'suspect-1');
    expect(suspect).toMatchObject({ age: 'under16', protection: 'under16' });
    const [{ rows }] = await theatre.ds.query(
      `select string_agg(convert_from(entry, 'UTF8'), ' ') as rows from ledger_entry where case_id = $1`,
      [play.id],
    );
    expect(rows).toContain('"ageBand":"under16"');
    expect(rows).not.toContain('20090601');
    expect(rows).not.toContain('2009-06-01');
  });

  it('a case filed elsewhere: the organ is called by its number in the directory', async () => {
    const play = await told('case-filed-elsewhere');
    expect(await factsOf(play, 'transfer-1')).toMatchObject({ organPhone: '025-00000110' });
    expect(await factsOf(play, 'victim-1')).toMatchObject({ organPhone: '025-00000110' });
    expect((await page(play)).text).toContain('025-00000110');
  });
});

describe('how old somebody is', () => {
  async function caught(n: number): Promise<Play> {
    const play = new Play(theatre);
    await play.tell({ steps: scene('to-the-scene', n) });
    await play.rows([
      ['15:10', 'officer', 'lead.classified', { finding: 'suspect', reason: 'r' }, { 'suspect-1': 'identified' }],
      ['15:12', 'officer', 'suspect.caught', { part: 'suspect-1', where: '网点' }, { 'suspect-1': 'caught' }],
    ]);
    return play;
  }
  const arrivedAt = '2024-11-18T15:30:00+08:00';
  const due = async (play: Play) =>
    (await play.file()).parts.flatMap((part) => part.clocks).find((clock) => clock.name === 'questioning')?.dueAt;

  it('by a date of birth, shown to nobody', async () => {
    const play = await caught(6110);
    const body = { part: 'suspect-1', arrivedAt, birthDate: '1954-11-17' };
    await play.step('15:40', 'officer', 'suspect.questioned', body, { 'suspect-1': 'questioning' });
    expect(await due(play)).toBe('2024-11-18T11:30:00.000Z');
    expect(await factsOf(play, 'suspect-1')).toMatchObject({ age: 'seventyOrOver', birthDate: '****-**-**' });
    const wrong = await play.record('officer', 'suspect.questioned', { ...body, birthDate: '2024-02-30' });
    expect([wrong.status, wrong.body.errors?.[0]?.field]).toEqual([400, 'birthDate']);
  });

  it('unknown: 12 hours and no extension, until papers turn up', async () => {
    const play = await caught(6111);
    const grown = { part: 'suspect-1', field: 'birthDate', value: '1990-05-04', reason: '查明身份' };
    const child = { ...grown, field: 'idNumber', value: '990101200906016101' };
    const more = { part: 'suspect-1', hours: 24 };
    await play.rows([
      ['15:40', 'officer', 'suspect.questioned', { part: 'suspect-1', arrivedAt }, { 'suspect-1': 'questioning' }],
      ['16:00', 'county', 'suspect.questioningExtended', more, { refused: [409, 'rulesFailed', 'ageKnown'] }],
      ['16:10', 'duty', 'suspect.rectified', grown, { 'suspect-1': 'questioning' }],
      ['16:20', 'county', 'suspect.questioningExtended', more, { 'suspect-1': 'questioning' }],
    ]);
    expect(await due(play)).toBe('2024-11-19T07:30:00.000Z');
    await play.step('16:30', 'duty', 'suspect.rectified', child, { 'suspect-1': 'questioning' });
    expect(await due(play)).toBe('2024-11-18T11:30:00.000Z');
    await play.expectReplay();
  });
});

describe('somebody questioned who is the customer', () => {
  it('is a child as soon as the number at the counter says so', async () => {
    const play = new Play(theatre);
    await play.tell({ steps: scene('to-the-scene', 6117) });
    await play.rows([
      ['15:10', 'officer', 'lead.classified', { finding: 'suspect', reason: 'r' }, { 'suspect-1': 'identified' }],
      ['15:12', 'officer', 'suspect.caught', { part: 'suspect-1', where: '网点' }, { 'suspect-1': 'caught' }],
    ]);
    const arrivedAt = '2024-11-18T15:30:00+08:00';
    const taken = { part: 'suspect-1', arrivedAt };
    await play.step('15:40', 'officer', 'suspect.questioned', taken, { 'suspect-1': 'questioning' });
    const child = { field: 'customer.idNumber', value: '990101200906016101', reason: '证件号录入有误' };
    await play.step('16:00', 'duty', 'lead.rectified', child, { 'suspect-1': 'questioning' });
    const { clocks, facts } = (await play.file()).parts.find((part) => part.id === 'suspect-1') ?? {};
    expect(facts).toMatchObject({ age: 'under16', protection: 'under16' });
    expect(clocks).toMatchObject([{ name: 'questioning', dueAt: '2024-11-18T11:30:00.000Z' }]);
    await play.expectReplay();
  });
});

describe('the sheet a victim can check', () => {
  it('lends no name to an organ that the directory does not know, and no number to another than its own', async () => {
    const play = new Play(theatre);
    await play.tell({ steps: scene('to-the-scene', 6118) });
    const part = 'victim-1';
    const known = '南京市公安局玄武分局';
    const unknown = '公安部专案组010-00000000';
    await play.rows([
      ['15:10', 'officer', 'victim.identified', { name: '韦示例' }, { [part]: 'candidate' }],
      ['15:11', 'officer', 'victim.contacted', { part, channel: '110' }, { [part]: 'contacted' }],
      ['15:12', 'officer', 'victim.verified', { part, how: '流水' }, { [part]: 'verified' }],
      [
        '15:13',
        'officer',
        'victim.reportLinked',
        { part, caseNumber: 'A1', organ: unknown },
        { [part]: 'reportLinked' },
      ],
    ]);
    expect((await page(play)).text).not.toContain('专案组');
    const organ = { part, field: 'organ', reason: '核对' };
    await play.step('15:14', 'officer', 'victim.rectified', { ...organ, value: known }, { [part]: 'reportLinked' });
    expect((await page(play)).text).toMatch(new RegExp(`${known}[^]*025-00000110`));
    await play.step('15:15', 'officer', 'victim.rectified', { ...organ, value: unknown }, { [part]: 'reportLinked' });
    expect((await page(play)).text).not.toMatch(/专案组|025-00000110/);
    await play.expectReplay();
  });

  it('names 110 first, the number of the directory, and what no officer ever asks for', async () => {
    const play = new Play(theatre);
    await play.tell({ steps: scene('to-the-scene', 6112) });
    const victim = { name: '韦示例', phone: '19900000017' };
    await play.step('15:10', 'officer', 'victim.identified', victim, { 'victim-1': 'candidate' });
    const { status, text } = await page(play);
    expect(status).toBe(200);
    for (const words of [
      '公安机关联系告知单',
      '<b>110</b>',
      '0773-0000110',
      '秀峰派出所',
      '验证码',
      '安全账户',
      '不收任何费用',
    ])
      expect(text).toContain(words);
    expect(text).toContain('韦**');
    expect(text).not.toMatch(/韦示例|19900000017|嫌疑/);
    const number = /\d{4}-\d{4}-\d{4}/.exec(text)?.[0];
    const found = await theatre.get('duty', `/center/slips/${number}`);
    expect([found.status, found.body]).toMatchObject([
      200,
      { number, case: play.id, part: 'victim-1', kind: 'victim', by: 'Xiufeng Police Station', phone: '0773-0000110' },
    ]);
    expect((await theatre.get('duty', '/center/slips/1234-5678-9012')).status).toBe(404);
    expect((await theatre.get('officer', `/center/slips/${number}`)).status).toBe(403);
  });

  it('is for the police to give: a bank sees none', async () => {
    const play = new Play(theatre);
    await play.tell({ steps: scene('to-the-scene', 6113) });
    await play.step('15:10', 'officer', 'victim.identified', { name: '韦示例' }, { 'victim-1': 'candidate' });
    expect((await page(play, 'teller', 'bank')).status).toBe(404);
  });
});

describe('a merge with a lead of this center', () => {
  async function intervening(play: Play, n: number): Promise<Play> {
    await play.tell({ steps: scene('to-the-scene', n) });
    const finding = { finding: 'undetermined', reason: '两起线索同一团伙' };
    await play.step('15:10', 'officer', 'lead.classified', finding, { 'lead-1': 'intervening' });
    return play;
  }

  it('closes no circle, while it is under way neither, and keeps the link', async () => {
    const one = await intervening(new Play(theatre), 6114);
    const two = await intervening(new Play(theatre), 6115);
    const organ = '桂林市公安局秀峰分局';
    const into = async (other: Play) => ({ mode: 'merge', organ, reason: '并案', lead: (await other.file()).number });
    await one.step('15:20', 'officer', 'transfer.proposed', await into(two), { 'transfer-1': 'proposed' });
    const back = { refused: [409, 'rulesFailed', 'mergesIntoSomething'] } as const;
    await two.step('15:21', 'officer', 'transfer.proposed', await into(one), back);
    const receivedBy = { name: '周某' };
    const counted = { property: [], faceToFace: true, signedBy: ['giver', 'receiver'] };
    const list = { part: 'transfer-1', officers: ['officer', 'officer2'], receivedBy, listNumber: 'JJ1', ...counted };
    await one.rows([
      [
        '15:30',
        'county',
        'transfer.approved',
        { part: 'transfer-1', decisionNumber: 'Y1' },
        { 'lead-1': 'intervening' },
      ],
      ['15:40', 'officer', 'transfer.handedOver', list, { 'transfer-1': 'handedOver' }],
      ['15:50', 'duty', 'transfer.acknowledged', { part: 'transfer-1', receiptNumber: 'H1' }, { 'lead-1': 'open' }],
    ]);
    expect((await factsOf(one, 'lead-1'))['links']).toMatchObject([{ to: { id: two.id }, merge: 'transfer-1' }]);
    await one.rows([
      ['16:00', 'duty', 'transfer.notified', { part: 'transfer-1', who: '甲银行' }, { 'transfer-1': 'acknowledged' }],
      ['16:10', 'duty', 'lead.feedbackSent', { result: 'linked' }, { 'lead-1': 'sent' }],
      ['16:20', 'teller', 'lead.feedbackAcknowledged', {}, { 'lead-1': 'settled' }],
    ]);
    await one.expectReplay();
  });
});
