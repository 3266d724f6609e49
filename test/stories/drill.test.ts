import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseEntry } from '../../src/engine/ledger/entry.js';
import { readHistory } from '../../src/engine/store/read-history.js';
import { forTheHouse } from '../../src/platform/database.js';
import { clearedRows, report } from './people.js';
import { Play, storyOf, Theatre } from './play.js';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await Theatre.open();
});
afterAll(() => theatre?.close());

const drill = { exercise: true };

async function listed(who: string, area: string, query = ''): Promise<Map<string, boolean>> {
  const { body } = await theatre.get(who, `/${area}/leads${query}`);
  return new Map(body.items.map((item: { id: string; exercise: boolean }) => [item.id, item.exercise]));
}

describe('a drill', () => {
  it('is told as a story', async () => {
    const play = new Play(theatre);
    await play.tell(storyOf('drill'));
    const two = await theatre.get('duty', `/center/leads/${play.of('two').id}`);
    expect([(await play.file()) as object, two.body]).toMatchObject([{ exercise: true }, { exercise: false }]);
    await play.expectReplay();
  });

  it('is played like a real case, ends like one, and is marked wherever it is seen', async () => {
    const play = new Play(theatre);
    const first = await theatre.post('teller', '/bank/leads', report(4001, drill));
    expect([first.status, first.body.receipt.exercise]).toEqual([201, true]);
    play.id = first.body.receipt.case;
    await play.rows([
      ['15:01', 'duty', 'lead.acknowledged', {}, { 'lead-1': 'acknowledged' }],
      ['15:02', 'duty', 'lead.dispatched', { station: 'xiufeng' }, { 'lead-1': 'dispatched' }],
      ['15:03', 'station', 'lead.accepted', { officers: ['officer', 'officer2'] }, { 'lead-1': 'enRoute' }],
      ['15:08', 'officer', 'lead.arrived', { officers: ['officer', 'officer2'] }, { 'lead-1': 'onScene' }],
    ]);
    const noted = await play.record('officer', 'lead.noted', { text: '演练中' });
    const dry = await theatre.post('officer', `/station/leads/${play.id}/events/lead.noted?dryRun=true`, { text: 'x' });
    expect([noted.body.receipt.exercise, dry.body.exercise]).toEqual([true, true]);
    for (const [who, area] of [
      ['teller', 'bank'],
      ['officer', 'station'],
      ['duty', 'center'],
    ] as const) {
      expect((await theatre.get(who, `/${area}/leads/${play.id}`)).body.exercise).toBe(true);
      expect((await listed(who, area)).get(play.id)).toBe(true);
      const history = (await theatre.get(who, `/${area}/leads/${play.id}/history`)).body.items;
      expect(history.every((entry: { exercise: boolean }) => entry.exercise)).toBe(true);
    }
    await play.rows([
      ['15:10', 'officer', 'lead.classified', { finding: 'legitimate', reason: '演练结束' }, { 'lead-1': 'cleared' }],
      ['15:11', 'duty', 'lead.feedbackSent', { result: 'legitimate' }, { 'lead-1': 'sent' }],
      ['15:12', 'teller', 'lead.feedbackAcknowledged', {}, { 'lead-1': 'settled' }],
    ]);
    const entries = (await readHistory(forTheHouse(theatre.ds), play.id)).map(({ entry }) => parseEntry(entry));
    expect(entries.every((entry) => entry.exercise === true)).toBe(true);
    await play.expectReplay();
  });

  it('prints a slip that nobody can take for a real one', async () => {
    const play = new Play(theatre);
    await play.step('15:00', 'teller', 'lead.reported', report(4002, drill), { 'lead-1': 'reported' });
    const { text } = await theatre.get('teller', `/bank/leads/${play.id}/slips/hold-1`);
    expect(text).toContain('<div class="watermark" aria-hidden="true"><span>演练 DRILL</span>');
    expect(text).toContain('<title>演练 ');
    expect(text).toContain('不产生任何效力');
    const real = new Play(theatre);
    await real.step('15:00', 'teller', 'lead.reported', report(4003), { 'lead-1': 'reported' });
    expect((await theatre.get('teller', `/bank/leads/${real.id}/slips/hold-1`)).text).not.toContain('演练');
  });

  it('is fixed at the opening: nothing turns it into a real case, or a real case into it', async () => {
    const play = new Play(theatre);
    await play.step('15:00', 'teller', 'lead.reported', report(4004), { 'lead-1': 'reported' });
    await play.step('15:01', 'teller', 'lead.supplemented', { exercise: true }, { refused: [400, 'invalid'] });
    expect(await play.file()).toMatchObject({ exercise: false });
    const odd = await theatre.post('teller', '/bank/leads', report(4005, { exercise: 'yes' }));
    expect([odd.status, odd.body.errors[0].field]).toEqual([400, 'exercise']);
    const plain = await theatre.post('teller', '/bank/leads', report(4006, { exercise: false }));
    expect(plain.body.receipt.exercise).toBe(false);
  });

  it('is listed with the rest, alone, or not at all', async () => {
    const play = new Play(theatre);
    await play.step('15:00', 'teller', 'lead.reported', report(4007, drill), { 'lead-1': 'reported' });
    const only = await listed('duty', 'center', '?exercise=true');
    const none = await listed('duty', 'center', '?exercise=false');
    expect([only.has(play.id), none.has(play.id)]).toEqual([true, false]);
    expect([...only.values()].every(Boolean)).toBe(true);
    expect([...none.values()].some(Boolean)).toBe(false);
    expect((await theatre.get('duty', '/center/leads?exercise=maybe')).status).toBe(400);
  });
});

describe('a drill and a real customer', () => {
  it('never meet: neither is kept from a hold by the other', async () => {
    const rows = (n: number, more: object = {}) =>
      new Play(theatre).step('15:00', 'teller', 'lead.reported', report(n, more), { 'hold-1': 'active' });
    await rows(4010, drill);
    await rows(4010);
    await rows(4010, drill);
    await new Play(theatre).step('15:05', 'teller', 'lead.reported', report(4010), {
      refused: [409, 'rulesFailed', 'oneHoldIn24h'],
    });
  });

  it('also when the hold comes later', async () => {
    const real = new Play(theatre);
    const practised = new Play(theatre);
    await real.step('15:00', 'teller', 'lead.reported', report(4011), { 'hold-1': 'active' });
    await practised.step('15:01', 'teller', 'lead.reported', report(4011, { ...drill, hold: undefined }), {
      'lead-1': 'reported',
    });
    const hold = { minutes: 10, reason: '演练', told: 'now' };
    await practised.step('15:02', 'teller', 'hold.started', hold, { 'hold-1': 'active' });
  });

  it('are never linked', async () => {
    const real = new Play(theatre);
    const practised = new Play(theatre);
    await real.step('15:00', 'teller', 'lead.reported', report(4012), { 'lead-1': 'reported' });
    await practised.step('15:00', 'teller', 'lead.reported', report(4013, drill), { 'lead-1': 'reported' });
    const refused = { refused: [409, 'rulesFailed', 'drillsApart'] } as const;
    await real.step('15:01', 'duty', 'lead.linked', { lead: practised.id, reason: '同' }, refused);
    await practised.step('15:01', 'duty', 'lead.linked', { lead: real.id, reason: '同' }, refused);
  });

  it('are counted apart: a complaint in a drill is practised and no figure', async () => {
    const play = new Play(theatre);
    await play.rows(clearedRows(4014, drill));
    const before = (await theatre.get('duty', '/center/complaints')).body.counts;
    const { body } = await theatre.get('duty', `/center/leads/${play.id}/slips`);
    const taken = await theatre.post('duty', '/center/complaints', { slip: body.items[0].number, text: '演练' });
    expect([taken.status, taken.body.receipt.exercise]).toEqual([201, true]);
    const after = (await theatre.get('duty', '/center/complaints')).body;
    expect(after.counts).toEqual(before);
    expect(after.items[0]).toMatchObject({ lead: { id: play.id }, exercise: true });
  });
});
