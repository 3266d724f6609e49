import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Play, type Row, Theatre } from './play.js';

// A clock may be armed twice for the same moment; its second strike must not be taken for the first.

let theatre: Theatre;
beforeAll(async () => {
  theatre = await Theatre.open();
});
afterAll(() => theatre?.close());

const report = (n: number) => ({
  subject: 'withdrawal',
  suspectedRole: 'unknown',
  amount: '4000000',
  account: { number: `62170000999900${n}`, bank: 'bank-a', holder: '陆示例' },
  customer: { name: '陆示例', idType: 'residentId', idNumber: `9901011990010${n}`, phone: '19900000003' },
  indicators: ['PURPOSE_INCONSISTENT', 'ABNORMAL_LIQUIDATION'],
});
const officers = { officers: ['officer', 'officer2'] };
const scene = (n: number): Row[] => [
  ['15:00', 'teller', 'lead.reported', report(n), { 'lead-1': 'reported' }],
  ['15:01', 'duty', 'lead.acknowledged', {}, {}],
  ['15:02', 'duty', 'lead.dispatched', { station: 'xiufeng' }, {}],
  ['15:03', 'station', 'lead.accepted', officers, {}],
  ['15:08', 'officer', 'lead.arrived', officers, {}],
];
const finding = (f: string) => ({
  finding: f,
  reason: 'r',
  ...(f === 'legitimate' ? { grounds: ['purposeEvidence', 'independentContact'] } : {}),
});

/** A case that still takes an event. */
async function alive(play: Play) {
  const a = await play.record('duty', 'lead.noted', { text: 'x' });
  return [a.status, a.body.code];
}

it('a revised finding after the review ran out leaves the case alive', async () => {
  const play = new Play(theatre);
  await play.rows(scene(2001));
  await play.step('15:10', 'officer', 'lead.classified', finding('undetermined'), { 'lead-1': 'intervening' });
  await theatre.until('11-22 10:00');
  await play.step('11-22 10:01', 'officer', 'lead.classified', finding('legitimate'), { 'lead-1': 'cleared' });
  await play.step('11-22 11:00', 'officer', 'lead.classified', finding('suspect'), { 'lead-1': 'intervening' });
  await theatre.until('11-22 11:01');
  expect(await alive(play)).toEqual([200, undefined]);
  await play.expectReplay();
});

it('a review extended to the same day once more leaves the case alive', async () => {
  const play = new Play(theatre);
  await play.rows(scene(2002));
  await play.step('15:10', 'officer', 'lead.classified', finding('undetermined'), { 'lead-1': 'intervening' });
  await play.step('11-19 15:10', 'county', 'lead.filingExtended', { days: 7 }, {});
  await theatre.until('11-26 10:00');
  // Given in time and recorded after the strike: the clock is armed for the very moment at which it struck.
  const late = { days: 7, at: '2024-11-25T15:00:00+08:00' };
  await play.step('11-26 10:01', 'county', 'lead.filingExtended', late, {});
  await theatre.until('11-26 10:02');
  expect(await alive(play)).toEqual([200, undefined]);
});

it('an Idempotency-Key that looks like a strike does not stop a hold from ending', async () => {
  const play = new Play(theatre);
  const r = { ...report(2003), hold: { minutes: 20, reason: 'x', told: 'now' } };
  await play.step('15:00', 'teller', 'lead.reported', r, { 'hold-1': 'active' });
  const hold = (await play.file()).parts.find((p) => p.id === 'hold-1')!;
  const c = hold.clocks[0]!;
  const burnt = await play.record(
    'teller',
    'lead.supplemented',
    { incidentNumber: '1' },
    { 'idempotency-key': `clock:${play.id}:hold-1:${c.name}:${c.dueAt}` },
  );
  expect(burnt.status).toBe(200);
  await theatre.until('15:30');
  await play.expectStates({ 'hold-1': 'expired' });
  expect(await alive(play)).toEqual([200, undefined]);
});
