import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Play, Theatre } from './play.js';
import { cash, filing, reason, report, toTheFinding } from './scenes.js';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await Theatre.open();
});
afterAll(() => theatre?.close());

describe('cash recorded on the wrong case', () => {
  it('is annulled: hold, account and clocks stand as before; the cash stays as annulled and counts nowhere', async () => {
    const play = new Play(theatre);
    await play.rows(toTheFinding(1401));
    const before = await play.file();
    await play.step('15:12', 'officer', 'cash.secured', cash, { 'hold-1': 'superseded', 'account-1': 'drawnOut' });
    const { version } = await play.file();
    await play.rows([
      ['15:13', 'duty', 'lead.noted', { text: '记错案件' }, {}],
      ['15:14', 'officer', 'lead.recordedInError', { version, reason }, { 'cash-1': 'annulled', 'hold-1': 'active' }],
    ]);
    const after = await play.file();
    expect(after.parts.filter((part) => part.id !== 'cash-1')).toEqual(before.parts);
    expect(after.parts.find((part) => part.id === 'cash-1')).toMatchObject({
      state: 'annulled',
      final: true,
      clocks: [],
    });
    expect(after.possible.filter((one) => one.part === 'cash-1')).toEqual([]);
    await play.expectReplay();
    await theatre.until('15:21');
    await play.expectStates({ 'hold-1': 'expired' });
    await play.step('15:25', 'officer', 'cash.secured', cash, { 'cash-2': 'secured', 'account-1': 'drawnOut' });
    await play.expectReplay();
  });

  it('stays when something followed', async () => {
    const play = new Play(theatre);
    await play.rows(toTheFinding(1402));
    await play.step('15:12', 'officer', 'cash.secured', cash, { 'cash-1': 'secured' });
    const { version } = await play.file();
    await play.rows([
      ['15:31', 'officer', 'lead.filed', filing, { 'lead-1': 'filed' }],
      [
        '15:32',
        'officer',
        'lead.recordedInError',
        { version, reason },
        { refused: [409, 'rulesFailed', 'nothingFollowed'] },
      ],
    ]);
  });

  it('annulled twice at the same moment is annulled once', async () => {
    const play = new Play(theatre);
    await play.rows(toTheFinding(1403));
    await play.step('15:12', 'officer', 'cash.secured', cash, { 'cash-1': 'secured' });
    const { version } = await play.file();
    const answers = await Promise.all([
      play.record('officer', 'lead.recordedInError', { version, reason }),
      play.record('officer2', 'lead.recordedInError', { version, reason }),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    await play.expectReplay();
  });
});

describe('a station dispatched by mistake', () => {
  it('loses the case with the annulment, and its inbox does not show it', async () => {
    const play = new Play(theatre);
    await play.rows([
      ['15:00', 'teller', 'lead.reported', report(1501), { 'lead-1': 'reported' }],
      ['15:01', 'duty', 'lead.dispatched', { station: 'diecai' }, { 'lead-1': 'dispatched' }],
    ]);
    const listed = async () => {
      const { body } = await theatre.get('station2', '/station/leads?limit=200');
      return body.items.some((item: { id: string }) => item.id === play.id);
    };
    expect([(await theatre.get('station2', `/station/leads/${play.id}`)).status, await listed()]).toEqual([200, true]);
    const { version } = await play.file();
    await play.step('15:02', 'duty', 'lead.recordedInError', { version, reason }, { 'lead-1': 'reported' });
    expect([(await theatre.get('station2', `/station/leads/${play.id}`)).status, await listed()]).toEqual([404, false]);
    await play.expectReplay();
  });
});
