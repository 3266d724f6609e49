import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Alarms } from '../../src/alarm/alarms.js';
import { clearedRows, report } from './people.js';
import { Play, storyOf, Theatre } from './play.js';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await Theatre.open();
});
afterAll(() => theatre?.close());

const text = '等了二十分钟没有民警到场，也没有人说明理由';
const answer = { part: 'complaint-1', outcome: 'upheld', answer: '经查属实，已致歉并通报' };

/** The number on the slip about the hold. */
async function slipOf(play: Play, who = 'teller'): Promise<string> {
  const area = who === 'teller' ? 'bank' : 'center';
  const { body } = await theatre.get(who, `/${area}/leads/${play.id}/slips`);
  return body.items.find((item: { part: string }) => item.part === 'hold-1').number;
}

async function counts(): Promise<{ open: number; overdue: number; answered: number }> {
  return (await theatre.get('duty', '/center/complaints')).body.counts;
}

describe('a customer held with nobody answering', () => {
  it('is told as a story', async () => {
    const play = new Play(theatre);
    await play.tell(storyOf('complaint'));
    await play.expectReplay();
  });

  it('complains by the number on the slip, and is answered by somebody who had no part in it', async () => {
    const before = await counts();
    const play = new Play(theatre);
    await play.step('15:00', 'teller', 'lead.reported', report(2001), { 'hold-1': 'active' });
    const number = await slipOf(play);
    await theatre.until('15:20');
    await play.expectStates({ 'hold-1': 'expired' });

    await play.step('15:40', 'duty', 'lead.acknowledged', {}, { 'lead-1': 'acknowledged' });
    theatre.at('11-19 09:00');
    const spoken = number.replaceAll('-', ' ');
    const key = { 'idempotency-key': randomUUID() };
    const complaint = {
      slip: spoken,
      text,
      channel: 'telephone',
      complainant: { name: '陆示例', phone: '19900000003' },
    };
    const taken = await theatre.post('duty', '/center/complaints', complaint, key);
    expect([taken.status, taken.headers['location']]).toEqual([201, `/center/leads/${play.id}`]);
    expect(taken.body).toMatchObject({
      receipt: { type: 'complaint.opened', case: play.id },
      opened: ['complaint-1'],
      armed: [{ part: 'complaint-1', clock: 'answerComplaint', dueAt: '2024-12-04T01:00:00.000Z' }],
    });
    const again = await theatre.post('duty', '/center/complaints', complaint, key);
    expect([again.status, again.body.receipt, again.headers['idempotent-replayed']]).toEqual([
      201,
      taken.body.receipt,
      'true',
    ]);
    await play.expectStates({ 'lead-1': 'acknowledged', 'complaint-1': 'open' });

    const facts = (await play.file()).parts.find((part) => part.id === 'complaint-1')?.facts;
    expect(facts).toMatchObject({ slip: number, about: 'hold-1', text, complainant: { name: '陆**' } });
    await play.step('11-20 10:00', 'duty', 'complaint.answered', answer, {
      refused: [409, 'rulesFailed', 'uninvolved'],
    });
    expect(await counts()).toEqual({ ...before, open: before.open + 1 });
    await play.step('11-20 10:05', 'duty2', 'complaint.answered', answer, { 'complaint-1': 'answered' });
    expect(await counts()).toEqual({ ...before, answered: before.answered + 1 });
    await play.expectReplay();
  });

  it('is taken at face value: who merely wrote the complaint down may answer it', async () => {
    const play = new Play(theatre);
    await play.step('15:00', 'teller', 'lead.reported', report(2002), { 'hold-1': 'active' });
    const slip = await slipOf(play);
    expect((await theatre.post('duty2', '/center/complaints', { slip, text })).status).toBe(201);
    await play.step('16:00', 'duty2', 'complaint.answered', answer, { 'complaint-1': 'answered' });
  });
});

describe('a complaint about a closed case', () => {
  it('does not reopen it, runs for 15 days, is overdue when nobody answers, and ends well all the same', async () => {
    const play = new Play(theatre);
    await play.rows(clearedRows(2003));
    const before = await counts();
    const slip = await slipOf(play, 'duty');
    theatre.at('11-25 09:00');
    expect((await theatre.post('duty', '/center/complaints', { slip, text })).status).toBe(201);
    const { closedAt } = await play.file();
    expect(closedAt).not.toBeNull();
    await play.expectStates({ 'lead-1': 'settled', 'complaint-1': 'open' });

    await theatre.until('12-10 09:01');
    expect(await counts()).toEqual({ ...before, open: before.open + 1, overdue: before.overdue + 1 });
    const late = (await theatre.get('duty', '/center/complaints?open=true')).body.items;
    expect(late.find((item: { lead: { id: string } }) => item.lead.id === play.id)).toMatchObject({ overdue: true });
    const struck = (await play.history()).at(-1);
    // Whoever is called because of the complaint has no part in the case by answering the call.
    await theatre.app.get(Alarms).raiseAll();
    const call = { of: 'complaint-1', clock: 'answerComplaint' };
    await play.step('12-10 09:02', 'duty2', 'lead.alarmAcknowledged', call, { 'complaint-1': 'open' });
    expect([struck?.type, struck?.alarms]).toEqual(['clock.struck', ['dutyOfficer', 'centerLead']]);

    await play.step('12-11 09:00', 'duty2', 'complaint.answered', answer, { 'complaint-1': 'answered' });
    expect((await play.file()).closedAt).toBe(closedAt);
    await play.expectReplay();
  });
});

describe('a number that leads nowhere', () => {
  it('is refused with the digit to look at, and finds nobody else’s case', async () => {
    const play = new Play(theatre);
    const other = new Play(theatre);
    await play.step('15:00', 'teller', 'lead.reported', report(2004), { 'hold-1': 'active' });
    await other.step('15:00', 'teller', 'lead.reported', report(2005), { 'hold-1': 'active' });
    const slip = await slipOf(play);

    const misheard = slip.slice(0, -1) + ((Number(slip.at(-1)) + 1) % 10);
    const wrong = await theatre.post('duty', '/center/complaints', { slip: misheard, text });
    expect([wrong.status, wrong.body.errors[0].field]).toEqual([400, 'slip']);
    const nowhere = await theatre.post('duty', '/center/complaints', { slip: '4829-1730-5667', text });
    expect([nowhere.status, nowhere.body.code]).toEqual([404, 'noSuchSlip']);
    await other.step(
      '15:30',
      'duty',
      'complaint.opened',
      { slip, text },
      {
        refused: [409, 'rulesFailed', 'slipOfThisCase'],
      },
    );
    await other.step('15:31', 'duty', 'complaint.opened', { text }, { refused: [409, 'rulesFailed', 'slipOrReason'] });
    await other.step('15:32', 'duty', 'complaint.opened', { text, noSlip: '网点没有交付' }, { 'complaint-1': 'open' });
    for (const who of ['teller', 'officer', 'county'])
      expect((await theatre.post(who, '/center/complaints', { slip, text })).status).toBe(403);
    const dry = await theatre.post('duty', '/center/complaints?dryRun=true', { slip, text });
    expect([dry.status, dry.body.opened, (await play.history()).length]).toEqual([200, ['complaint-1'], 1]);
    const extra = await theatre.post('duty', '/center/complaints', { slip, text, part: 'complaint-1' });
    expect(extra.status).toBe(400);
    expect((await theatre.get('duty', '/center/complaints?cursor=x')).status).toBe(400);
  });
});
