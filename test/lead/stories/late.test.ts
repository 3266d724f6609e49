import { describe, expect, it } from '@jest/globals';
import type { Facts } from '../../../src/engine/definition/index.js';
import { moment, type Play } from '../play.js';
import { cashBody, enRoute, find, onScene, report, reported } from '../scenes.js';

const reason = { reason: '核实后' };
const at = (time: string) => ({ at: moment(time) });

/** The hold of 15:00 to 15:20 has run out, as far as the record knows. */
function expired(): Play {
  const play = onScene().until('15:30');
  expect(play.state('hold-1')).toMatchObject({ payment: 'expired' });
  expect(minutesHeld(play.facts('hold-1'))).toBe(20);
  return play;
}

function minutesHeld({ startedAt, endedAt }: Facts): number {
  return (Date.parse(String(endedAt)) - Date.parse(String(startedAt))) / 60_000;
}

function whole(play: Play): void {
  expect(play.replayed()).toEqual(play.file);
}

describe('what was done before a hold ended, and is recorded after', () => {
  it('a release: the customer was held as long as it took, not as long as was allowed', () => {
    const play = expired().do('15:31', 'teller', 'hold.released', { part: 'hold-1', ...reason, ...at('15:12') });
    expect(play.state('hold-1')).toEqual({ payment: 'released', telling: 'told' });
    expect(minutesHeld(play.facts('hold-1'))).toBe(12);
    play.do('15:32', 'teller', 'hold.released', { part: 'hold-1', ...reason, ...at('15:11') }, 'notInThisState');
    whole(play);
  });

  it('an extension: the hold runs on to its new end, and ends there', () => {
    const extension = { part: 'hold-1', minutes: 15 };
    const play = expired()
      .do('15:31', 'duty', 'hold.extended', extension, 'rules:beforeItEnded')
      .do('15:31', 'duty', 'hold.extended', { ...extension, ...at('15:15') });
    expect(play.state('hold-1')).toMatchObject({ payment: 'active' });
    expect(play.clock('hold-1', 'holdExpires')?.dueAt).toBe(moment('15:35'));
    play.until('15:36');
    expect(minutesHeld(play.facts('hold-1'))).toBe(35);
    whole(play);
  });

  it('an extension of a hold whose customer is told later moves the telling too', () => {
    const later = { ...report, hold: { minutes: 20, reason: '核实', told: 'later', laterReason: '同伙在外' } };
    const play = enRoute(later).do('15:31', 'duty', 'hold.extended', { part: 'hold-1', minutes: 15, ...at('15:15') });
    expect(play.clock('hold-1', 'tellCustomer')).toMatchObject({ dueAt: moment('15:35'), struckAt: null });
    whole(play);
  });

  it('a finding, and cash that was secured: the hold ended with them', () => {
    const cleared = expired().do('15:31', 'officer', 'lead.classified', {
      finding: 'legitimate',
      ...reason,
      ...at('15:14'),
    });
    expect([cleared.state('hold-1'), minutesHeld(cleared.facts('hold-1'))]).toMatchObject([
      { payment: 'released' },
      14,
    ]);
    const secured = expired().do('15:31', 'officer', 'cash.secured', { ...cashBody(), ...at('15:16') });
    expect([secured.state('hold-1'), minutesHeld(secured.facts('hold-1'))]).toMatchObject([
      { payment: 'superseded' },
      16,
    ]);
    whole(cleared);
    whole(secured);
  });

  it('nothing that was done after the end touches it', () => {
    const play = find(expired(), 'legitimate', '15:31');
    expect(play.state('hold-1')).toMatchObject({ payment: 'expired' });
    expect(minutesHeld(play.facts('hold-1'))).toBe(20);
    whole(play);
  });

  it('is found also where the lead was withdrawn in time', () => {
    const play = reported()
      .until('15:30')
      .do('15:31', 'teller', 'lead.withdrawn', { ...reason, ...at('15:05') });
    expect(minutesHeld(play.facts('hold-1'))).toBe(5);
    whole(play);
  });
});

describe('a stop that the bank lifted before it lapsed', () => {
  const order = { part: 'account-1', orderNumber: 'U1' };
  const lifted = { part: 'account-1', ...reason };

  function lapsed(): Play {
    return onScene()
      .do('15:20', 'duty', 'account.stopPayOrdered', { part: 'account-1', orderNumber: 'S1' })
      .do('15:25', 'bankdesk', 'account.stopPaid', { part: 'account-1', amount: '20000000' })
      .until('11-20 16:00');
  }

  it('is lifted, though both papers are recorded after the lapse', () => {
    const play = lapsed()
      .do('11-20 16:01', 'officer', 'account.unfreezeOrdered', { ...order, ...at('11-20 10:00') })
      .do('11-20 16:02', 'bankdesk', 'account.unfrozen', lifted, 'rules:beforeItLapsed')
      .do('11-20 16:03', 'bankdesk', 'account.unfrozen', { ...lifted, ...at('11-20 11:00') });
    expect(play.state('account-1')).toBe('unfrozen');
    whole(play);
  });

  it('is none where no stop ever stood, nor where a new one was ordered since', () => {
    const late = { ...order, ...at('11-20 10:00') };
    expect(onScene().record('11-20 16:00', 'officer', 'account.unfreezeOrdered', late)).toBe('rules:beforeItLapsed');
    const again = lapsed()
      .do('11-20 16:01', 'duty', 'account.stopPayOrdered', { part: 'account-1', orderNumber: 'S2' })
      .do('11-20 16:05', 'bankdesk', 'account.stopPayRefused', { part: 'account-1', ...reason });
    expect(again.record('11-20 16:10', 'officer', 'account.unfreezeOrdered', late)).toBe('rules:beforeItLapsed');
  });
});
