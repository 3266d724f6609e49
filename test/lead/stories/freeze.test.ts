import { describe, expect, it } from '@jest/globals';
import { frozenAmount, remainderOf } from '../../../src/lead/parts/assets.js';
import { unsettled } from '../../../src/lead/parts/settling.js';
import { inflowsOf } from '../../../src/lead/restitution/flows.js';
import {
  account,
  frozen,
  frozenBesideCash,
  order,
  ordered,
  renewal,
  renewalOrdered,
  requested,
  returning,
  stopped,
} from '../freezing.js';
import { moment, type Play } from '../play.js';
import { cashBody, feedBack, find, found, secure } from '../scenes.js';

const reason = '核实后';

/** The lead's three regions while the police intervene. */
function shown(play: Play): unknown {
  return play.state('lead.progress');
}

function lifted(play: Play, time: string, later: string): Play {
  return play
    .do(time, 'officer', 'account.unfreezeOrdered', { part: account, orderNumber: 'U1' })
    .do(later, 'bankdesk', 'account.unfrozen', { part: account, reason });
}

describe('a freeze', () => {
  it('is requested, ordered and carried out while the 48 hours of the stop run on', () => {
    const play = requested();
    expect(play.state(account)).toEqual({ stopped: 'freezeRequested' });
    expect(play.clock(account, 'stopPayLapses')?.dueAt).toBe(moment('11-20 15:21'));
    ordered(play, '11-19 09:00');
    expect(play.state(account)).toEqual({ stopped: 'freezeOrdered' });
    expect(play.clock(account, 'stopPayLapses')?.dueAt).toBe(moment('11-20 15:21'));
    frozen(play, '20000000', '11-19 10:00');
    expect(play.state(account)).toBe('frozen');
    expect(play.clock(account, 'stopPayLapses')).toBeUndefined();
    expect(shown(play)).toMatchObject({ intervening: { interception: 'intercepted', restitution: 'waiting' } });
  });

  it('carried out in time and recorded after the stop had lapsed still counts', () => {
    const play = ordered().until('11-20 16:00');
    expect(play.state(account)).toBe('located');
    expect(shown(play)).toMatchObject({ intervening: { interception: 'open' } });
    play.do('11-20 17:00', 'bankdesk', 'account.frozen', {
      part: account,
      amount: '20000000',
      frozenAt: '2024-11-20T15:00:00+08:00',
    });
    expect(play.clock(account, 'freezeEnds')?.dueAt).toBe(moment('2025-05-20 15:00'));
    expect(play.replayed()).toEqual(play.file);
  });

  it('refused by the head may be requested again, and the stop runs to its end', () => {
    const refusal = { part: account, reason: '金额与涉案金额不相当' };
    const play = requested().do('16:30', 'county', 'account.freezeRefused', refusal);
    expect(play.state(account)).toEqual({ stopped: 'stopPaid' });
    requested(play, { amount: '19000000' }, '16:40');
    expect(play.facts(account)['freezeRefusal']).toBeUndefined();
    expect(ordered(play, '16:50').until('11-20 15:21').state(account)).toBe('located');
  });

  it('refused and then forgotten is not ordered late', () => {
    const play = requested().do('16:30', 'county', 'account.freezeRefused', { part: account, reason });
    const late = { ...order, at: '2024-11-18T17:00:00+08:00' };
    play.do('11-20 16:00', 'county', 'account.freezeOrdered', late, 'rules:orderedWhileStopped');
  });

  it('may be requested without a stop: after two stops nothing else is left', () => {
    const play = ordered(requested(stopped().until('11-20 15:22'), {}, '11-20 16:00'), '11-20 16:30');
    expect(play.state(account)).toBe('freezeOrdered');
    expect(play.clock(account, 'stopPayLapses')).toBeUndefined();
    expect(shown(play)).toMatchObject({ intervening: { interception: 'open' } });
    expect(frozen(play, '20000000', '11-20 17:00').state(account)).toBe('frozen');
  });

  it('behind that of another organ waits in line, keeps nothing, and takes effect when that one ends', () => {
    const queued = { part: account, organ: '玄武分局', until: '2025-03-01T00:00:00+08:00' };
    const play = ordered().do('17:00', 'bankdesk', 'account.freezeQueued', queued);
    expect(play.state(account)).toBe('freezeOrdered');
    expect(play.facts(account)).toMatchObject({ queuedBehind: '玄武分局' });
    expect(shown(play)).toMatchObject({ intervening: { interception: 'open' } });
    expect(play.until('11-21 10:00').state(account)).toBe('freezeOrdered');
    frozen(play, '18000000', '2025-03-01 09:00');
    expect(play.facts(account)['queuedBehind']).toBeUndefined();
    expect(play.clock(account, 'freezeEnds')?.dueAt).toBe(moment('2025-09-01 09:00'));
  });

  it('not renewed lapses, and may be requested again; the new one counts from its own day', () => {
    const play = frozen().until('2025-05-18 17:00');
    expect(play.state(account)).toBe('lapsed');
    expect(shown(play)).toMatchObject({ intervening: { interception: 'open' } });
    requested(play, {}, '2025-05-19 09:00');
    expect(play.facts(account)['frozen']).toBeUndefined();
    frozen(ordered(play, '2025-05-19 10:00'), '15000000', '2025-05-19 11:00');
    expect(play.clock(account, 'freezeEnds')?.dueAt).toBe(moment('2025-11-19 11:00'));
    expect(frozenAmount(play.view, play.part(account))).toBe(15000000n);
    expect(play.replayed()).toEqual(play.file);
  });

  it('renewed in time and recorded after it had lapsed goes on, and is warned of anew', () => {
    const play = renewalOrdered().until('2025-05-19 09:00');
    expect(play.state(account)).toBe('lapsed');
    play.do('2025-05-19 09:00', 'bankdesk', 'account.freezeRenewed', {
      part: account,
      until: '2025-11-18T17:00:00+08:00',
      renewedAt: '2025-05-16T10:00:00+08:00',
    });
    expect(play.state(account)).toBe('frozen');
    expect(play.clock(account, 'freezeWarning30')?.dueAt).toBe(moment('2025-10-19 17:00'));
    const next = { part: account, until: '2026-05-18T17:00:00+08:00' };
    play.do('2025-06-01 10:00', 'bankdesk', 'account.freezeRenewed', next, 'rules:renewalOrdered,withinRenewal');
  });

  it('whose renewal was ordered in time and recorded late is renewed late too', () => {
    const play = frozen().until('2025-05-18 17:30');
    const late = { ...renewal, at: '2025-05-17T10:00:00+08:00' };
    play.do('2025-05-18 18:00', 'county', 'account.renewalOrdered', late);
    play.do('2025-05-18 18:10', 'bankdesk', 'account.freezeRenewed', {
      part: account,
      until: '2025-08-18T17:00:00+08:00',
      renewedAt: '2025-05-18T09:00:00+08:00',
    });
    expect(play.clock(account, 'freezeEnds')?.dueAt).toBe(moment('2025-08-18 17:00'));
  });

  it('warns 30, 7 and 1 days before it ends', () => {
    const play = frozen().until('2025-05-18 16:59');
    expect(play.overdue.filter((one) => one.startsWith(account))).toEqual([
      `${account}/freezeWarning1`,
      `${account}/freezeWarning30`,
      `${account}/freezeWarning7`,
    ]);
  });

  it('of one month is not warned of thirty days before', () => {
    const play = frozen(ordered(requested(stopped(), { months: 1 })));
    expect(play.clock(account, 'freezeWarning7')?.dueAt).toBe(moment('12-11 17:00'));
    expect(play.clock(account, 'freezeWarning30')).toBeUndefined();
  });

  it('is lifted within three days when the money is unrelated', () => {
    const play = find(frozen(), 'legitimate', '18:00');
    expect(play.state(account)).toBe('unrelated');
    expect(play.clock(account, 'unfreezeUnrelated')?.dueAt).toBe(moment('11-21 18:00'));
    expect(lifted(play, '18:10', '18:20').state(account)).toBe('unfrozen');
  });

  it('sent with the case parks the money', () => {
    const play = frozen().do('11-25 10:00', 'officer', 'account.sentWithCase', {
      part: account,
      organ: '检察院',
      listNumber: 'Y1',
    });
    expect(shown(play)).toMatchObject({ intervening: { interception: 'intercepted', restitution: 'parked' } });
    play.do('11-25 10:10', 'officer', 'suspect.dismissed', { part: 'suspect-1', reason });
    feedBack(play, 'interceptedParked', '11-25 11:00');
    expect([unsettled(play.view), play.closed]).toEqual([[], true]);
  });
});

describe('the sums of a freeze', () => {
  it('what went back no longer counts as frozen; the rest stays frozen until all is back', () => {
    const play = returning();
    expect(remainderOf(play.view, play.part(account))).toBe(15000000n);
    play.alter('return-1', { state: 'executed' });
    expect(frozenAmount(play.view, play.part(account))).toBe(10000000n);
    expect(play.state(account)).toBe('frozen');
  });

  it('what went back under an earlier freeze is no part of a later one', () => {
    const play = returning().alter('return-1', { state: 'executed' }).until('2025-05-18 17:04');
    expect(play.state(account)).toBe('lapsed');
    requested(play, { amount: '10000001' }, '2025-05-19 09:00', 'rules:notAboveSumInQuestion');
    requested(play, { amount: '10000000' }, '2025-05-19 09:00');
    frozen(ordered(play, '2025-05-19 10:00'), '9000000', '2025-05-19 11:00');
    expect(frozenAmount(play.view, play.part(account))).toBe(9000000n);
  });

  it('cash that was drawn while the head decided makes it less; all of it drawn leaves nothing to freeze', () => {
    const play = ordered().do('16:40', 'officer', 'cash.secured', cashBody('20000000'));
    expect(play.state(account)).toBe('drawnOut');
    expect(play.clock(account, 'stopPayLapses')).toBeUndefined();
  });

  it('cash drawn after the freeze lapsed is counted too', () => {
    const play = secure(frozen().until('2025-05-18 17:00'), '20000000', '2025-05-19 10:00');
    expect(play.state(account)).toBe('drawnOut');
  });

  it('a frozen account pays nothing out', () => {
    frozen().do('17:30', 'officer', 'cash.secured', cashBody('10000'), 'rules:notAboveBalance');
  });

  it('cash counted higher afterwards must not reach into what is frozen', () => {
    const value = { '10000': 501 };
    frozenBesideCash().do(
      '18:00',
      'officer2',
      'cash.rectified',
      { part: 'cash-1', field: 'denominations', value, reason },
      'rules:stillWithinBalance',
    );
  });

  it('claims on what is no longer there are rejected, with the case they go with it', () => {
    const withdrawn = () =>
      returning().do('17:45', 'officer', 'return.withdrawn', { part: 'return-1', reason: '有误' });
    const disputed = withdrawn().do('17:50', 'duty', 'claim.disputed', { part: 'claim-1', reason: '系本人合法收入' });
    expect(lifted(disputed, '18:00', '18:10').state('claim-1')).toBe('rejected');
    const sent = { part: account, organ: '检察院', listNumber: 'Y1' };
    expect(withdrawn().do('18:00', 'officer', 'account.sentWithCase', sent).state('claim-1')).toBe('withCase');
    const gone = { part: account, whereTo: '法院划扣' };
    expect(withdrawn().do('18:00', 'bankdesk', 'account.emptied', gone).state('claim-1')).toBe('rejected');
  });
});

describe('the flow of the money', () => {
  const lines = [
    {
      id: 'T1',
      at: '2024-11-18T14:21:00+08:00',
      inflow: true,
      amount: '12000000',
      counterparty: '6222020000000000003',
    },
    { id: 'T2', at: '2024-11-18T14:30:00+08:00', inflow: false, amount: '2000000' },
    { id: 'T3', at: '2024-11-18T14:35:00+08:00', inflow: true, amount: '10000000' },
  ];
  const flow = { part: account, opening: '0', closing: '20000000', lines };

  it('is a fact beside the deeds: it moves nothing and tells what came in', () => {
    const play = frozen();
    const { lastMoved } = play.view;
    play.do('17:30', 'officer', 'account.traced', flow);
    expect([play.state(account), play.view.lastMoved]).toEqual(['frozen', lastMoved]);
    expect(inflowsOf(play.part(account))).toEqual([
      { id: 'T1', at: '2024-11-18T06:21:00.000Z', amount: 12000000n },
      { id: 'T3', at: '2024-11-18T06:35:00.000Z', amount: 10000000n },
    ]);
  });

  it('is traced also where the money was drawn out, and anew where a line was missing', () => {
    const play = secure(found());
    play.do('17:30', 'officer', 'account.traced', flow);
    play.do('17:40', 'officer', 'account.traced', { ...flow, closing: '12000000', lines: lines.slice(0, 1) });
    expect(inflowsOf(play.part(account)).map(({ id }) => id)).toEqual(['T1']);
    expect(play.state(account)).toBe('drawnOut');
  });

  it('stays when the freeze beside it was recorded in error', () => {
    const play = frozen().do('17:30', 'officer', 'account.traced', flow);
    play.do('17:40', 'duty', 'lead.recordedInError', { version: play.view.lastMoved, reason });
    expect(play.state(account)).toEqual({ stopped: 'freezeOrdered' });
    expect(play.clock(account, 'stopPayLapses')?.dueAt).toBe(moment('11-20 15:21'));
    expect(inflowsOf(play.part(account))).toHaveLength(2);
    expect(play.replayed()).toEqual(play.file);
  });
});

describe('correcting a freeze', () => {
  const corrects = (play: Play, time: string, field: string, value: unknown, expected = 'ok') =>
    play.do(time, 'duty', 'account.rectified', { part: account, field, value, reason }, expected);

  it('its beginning moves its end and its warnings', () => {
    const play = corrects(frozen(), '18:00', 'frozenAt', '2024-11-18T16:45:00+08:00');
    expect(play.clock(account, 'freezeEnds')?.dueAt).toBe(moment('2025-05-18 16:45'));
    expect(play.clock(account, 'freezeWarning7')?.dueAt).toBe(moment('2025-05-11 16:45'));
  });

  it('one that lapsed on a wrong date is frozen again', () => {
    const play = renewalOrdered().do('2025-05-12 10:00', 'bankdesk', 'account.freezeRenewed', {
      part: account,
      until: '2025-06-18T17:00:00+08:00',
    });
    expect(play.until('2025-06-19 09:00').state(account)).toBe('lapsed');
    corrects(play, '2025-06-19 10:00', 'holder', '张示例');
    expect(play.state(account)).toBe('lapsed');
    corrects(play, '2025-06-19 10:10', 'renewedUntil', '2025-11-18T17:00:00+08:00');
    expect(play.state(account)).toBe('frozen');
    expect(play.clock(account, 'freezeEnds')?.dueAt).toBe(moment('2025-11-18 17:00'));
    expect(play.replayed()).toEqual(play.file);
  });

  it('its sum withdraws the return that rests on it', () => {
    const play = corrects(returning(), '17:45', 'frozen', '14000000');
    expect(play.state('return-1')).toBe('withdrawn');
  });
});
