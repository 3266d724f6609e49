import { describe, expect, it } from '@jest/globals';
import { interceptionOf, restitutionOf, unsettled } from '../../../src/lead/parts/settling.js';
import type { Play } from '../play.js';
import {
  carrierHeld,
  enRoute,
  fileCase,
  find,
  flag,
  found,
  littleGold,
  onScene,
  parcelApproved,
  parcelContents,
  reportWithout,
  seize,
} from '../scenes.js';

const opened = () => parcelApproved().do('15:45', 'officer', 'parcel.opened', parcelContents);

function delivered(play: Play, how: string): Play {
  return play.do('15:50', 'officer', 'parcel.delivered', { part: 'parcel-1', how });
}

describe('a parcel', () => {
  it('held by its carrier is stopped, and somebody has to decide about it within a day', () => {
    const play = carrierHeld(found());
    expect([interceptionOf(play.view), restitutionOf(play.view)]).toEqual(['intercepted', 'waiting']);
    play.until('11-19 15:21');
    expect(play.overdue).toContain('parcel-1/decideParcel');
  });

  it('opened before a camera becomes the cash and the gold that were in it', () => {
    const play = opened();
    expect(['parcel-1', 'cash-1', 'gold-1'].map((id) => play.state(id))).toEqual(['opened', 'secured', 'secured']);
    expect(play.facts('gold-1')).toMatchObject({
      amount: '200000',
      parcel: 'parcel-1',
      officers: ['officer', 'officer2'],
    });
    expect(play.clock('gold-1', 'registerSecured')?.dueAt).toBe('2024-11-19T07:45:00.000Z');
    expect(play.replayed()).toEqual(play.file);
  });

  it('opened ends a hold: there is no payment left to delay', () => {
    const hold = { minutes: 20, reason: '核实', told: 'now' };
    const play = parcelApproved(found('suspect', reportWithout('hold')))
      .do('15:41', 'teller', 'hold.started', hold)
      .do('15:45', 'officer', 'parcel.opened', parcelContents);
    expect(play.state('hold-1')).toMatchObject({ payment: 'superseded' });
  });

  it('is counted by what was in it, never twice', () => {
    const play = opened();
    play.do('15:50', 'officer', 'cash.lost', { part: 'cash-1', how: '火灾' });
    play.do('15:50', 'officer', 'gold.lost', { part: 'gold-1', how: '火灾' });
    play.do('15:51', 'bankdesk', 'account.emptied', { part: 'account-1', whereTo: '外省' });
    expect(interceptionOf(play.view)).toBe('lost');
  });

  it('cash out of it is said to come from the account afterwards', () => {
    const play = opened().do('16:00', 'duty', 'cash.rectified', {
      part: 'cash-1',
      field: 'from',
      value: 'account-1',
      reason: '流水核对',
    });
    expect(play.facts('cash-1')).toMatchObject({ from: 'account-1' });
  });

  it('and what comes out of it goes the way of any gold', () => {
    const play = parcelApproved().do('15:45', 'officer', 'parcel.opened', { ...parcelContents, cash: undefined });
    expect(seize(play, 'gold-1').state('gold-1')).toBe('inCustody');
  });

  it.each([
    ['tooLate', 'lost'],
    ['cleared', 'open'],
    ['controlled', 'open'],
  ])('delivered, %s: what was in it counts as %s', (how, interception) => {
    const play = found('suspect', reportWithout('account', 'hold')).do('15:15', 'duty', 'parcel.flagged', flag);
    expect(interceptionOf(delivered(play, how).view)).toBe(interception);
    // Whether there is anything else to find somebody has to say.
    expect(unsettled(play.view)).toContain('asset');
  });

  it('too late to be held may still be found with its recipient', () => {
    const play = delivered(found().do('15:15', 'duty', 'parcel.flagged', flag), 'tooLate');
    play.do('16:00', 'officer', 'gold.secured', littleGold);
    expect(interceptionOf(play.view)).toBe('intercepted');
  });

  it.each(['flagged', 'carrierHeld', 'seizureApproved'])('%s is released when nothing is wrong', (state) => {
    const flagged = () => found('undetermined').do('15:15', 'teller', 'parcel.flagged', flag);
    const held = () => carrierHeld(found('undetermined'));
    const play =
      state === 'flagged' ? flagged() : state === 'carrierHeld' ? held() : parcelApproved(found('undetermined'));
    expect(find(play, 'legitimate', '16:00').state('parcel-1')).toBe('released');
  });

  it('is released when no case is filed, and when the bank made a mistake', () => {
    const declined = carrierHeld(onScene()).do('15:30', 'officer', 'lead.filingDeclined', { reason: '无犯罪事实' });
    expect(declined.state('parcel-1')).toBe('released');
    const withdrawn = enRoute().do('15:05', 'teller', 'parcel.flagged', flag).do('15:06', 'teller', 'lead.withdrawn', {
      reason: '录入错误',
    });
    expect(withdrawn.state('parcel-1')).toBe('released');
  });

  it('is not seized before a case is filed, nor opened before that is approved', () => {
    const play = carrierHeld(found());
    play.do('15:30', 'county', 'parcel.seizureApproved', { part: 'parcel-1', decisionNumber: 'D2' }, 'rules:caseFiled');
    fileCase(play, '15:31').do('15:32', 'officer', 'parcel.opened', parcelContents, 'notInThisState');
  });
});
