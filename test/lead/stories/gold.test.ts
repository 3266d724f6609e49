import { describe, expect, it } from '@jest/globals';
import { unitOf } from '../../../src/lead/parts/assets.js';
import { interceptionOf, unsettled } from '../../../src/lead/parts/settling.js';
import type { Play } from '../play.js';
import {
  approve,
  assay,
  claim,
  claimBody,
  feedBack,
  fileCase,
  find,
  found,
  goldBody,
  goldInCustody,
  goldReport,
  handOut,
  littleGold,
  onScene,
  propose,
  secure,
  secureGold,
  seize,
  seizure,
  shares,
  valuation,
  valued,
  victim,
} from '../scenes.js';

const inGold = () => found('suspect', goldReport);

/** Valued, and all of it claimed by one victim. */
function claimed(): Play {
  const play = valued(goldInCustody());
  claim(play, victim(play), '135000', '17:20', 'gold-1');
  return play;
}

describe('gold', () => {
  it('bought from the account takes its price out of it, and ends the hold', () => {
    const play = secureGold(inGold());
    expect([play.state('gold-1'), play.state('account-1')]).toEqual(['secured', 'located']);
    expect(play.state('hold-1')).toMatchObject({ payment: 'superseded' });
    secureGold(play, { ...goldBody, paid: '11630000' }, '15:17');
    expect([play.ids('gold'), play.state('account-1')]).toEqual([['gold-1', 'gold-2'], 'drawnOut']);
  });

  it('and cash of one account together never exceed what was in it', () => {
    const play = secure(secureGold(inGold()), '11630000', '15:17');
    expect(play.state('account-1')).toBe('drawnOut');
    play.do('15:18', 'officer', 'gold.secured', { ...goldBody, paid: '1' }, 'rules:notAboveBalance');
  });

  it('goes back in kind, to the milligram, once it is assayed and valued', () => {
    const play = propose(claimed(), '17:30', 'gold-1');
    expect(shares(play)).toBe('135000');
    handOut(approve(play));
    expect([play.state('gold-1'), play.state('claim-1'), play.state('victim-1')]).toEqual([
      'returned',
      'paid',
      'satisfied',
    ]);
    expect(unitOf(play.part('gold-1'))).toBe('mg');
    expect(play.replayed()).toEqual(play.file);
  });

  it('shared among two is shared by weight, not by value', () => {
    const play = valued(goldInCustody());
    claim(play, victim(play), '100000', '17:20', 'gold-1');
    claim(play, victim(play, '17:21'), '70000', '17:25', 'gold-1');
    expect(shares(propose(play, '17:30', 'gold-1'))).toBe('79412/55588');
  });

  it('tested anew is valued anew', () => {
    const play = valued(goldInCustody()).do('17:10', 'officer', 'gold.assayed', { ...assay, fineness: 9990 });
    expect(play.facts('gold-1')).toMatchObject({ fineness: 9990 });
    expect(play.facts('gold-1')).not.toHaveProperty('value');
    expect(play.do('17:11', 'officer', 'gold.valued', valuation).facts('gold-1')).toMatchObject({ value: '8302500' });
  });

  it('weighed anew is valued anew, and a return of it proposed anew', () => {
    const play = propose(claimed(), '17:30', 'gold-1').do('17:35', 'duty', 'gold.rectified', {
      part: 'gold-1',
      field: 'amount',
      value: '134900',
      reason: '复称',
    });
    expect(play.state('return-1')).toBe('withdrawn');
    expect(play.facts('gold-1')).not.toHaveProperty('value');
    expect(play.replayed()).toEqual(play.file);
  });

  it('whose price turns out to have emptied the account leaves it drawn out', () => {
    const play = secureGold(inGold()).do('16:00', 'duty', 'gold.rectified', {
      part: 'gold-1',
      field: 'paid',
      value: '20000000',
      reason: '小票核对',
    });
    expect(play.state('account-1')).toBe('drawnOut');
  });

  it('assayed at once is handed over within 24 hours of the assay; a second one moves nothing', () => {
    const play = fileCase(secureGold(inGold(), littleGold)).do('15:32', 'officer', 'gold.seized', {
      part: 'gold-1',
      ...seizure,
    });
    const due = () => play.clock('gold-1', 'handOver')?.dueAt;
    expect(due()).toBe('2024-11-19T07:32:00.000Z');
    play.do('20:00', 'officer', 'gold.assayed', assay);
    expect(due()).toBe('2024-11-19T12:00:00.000Z');
    play.do('21:00', 'officer', 'gold.assayed', assay);
    expect(due()).toBe('2024-11-19T12:00:00.000Z');
  });

  it('assayed too late stays in breach', () => {
    const play = fileCase(secureGold(inGold(), littleGold)).do('15:32', 'officer', 'gold.seized', {
      part: 'gold-1',
      ...seizure,
    });
    play.do('11-19 15:33', 'officer', 'gold.assayed', assay);
    expect(play.overdue).toContain('gold-1/handOver');
  });

  it('and cash of one case together are of high value', () => {
    const play = secure(fileCase(inGold()), '4000000', '15:31')
      .do('15:32', 'officer', 'cash.seized', { part: 'cash-1', ...seizure })
      .do('15:33', 'officer', 'gold.secured', { ...goldBody, amount: '16000', paid: '1000000' })
      .do('15:34', 'officer', 'gold.seized', { part: 'gold-1', ...seizure }, 'rules:highValueApproved');
    seize(play, 'gold-1');
    expect(play.state('gold-1')).toBe('inCustody');
  });

  it('handed over the counter before anyone came is sought, and never ours when nothing is wrong', () => {
    const play = onScene(goldReport).do('15:12', 'officer', 'gold.sought', { amount: '135000' });
    expect(find(play, 'legitimate').state('gold-1')).toBe('untouched');
  });

  it('goes back when no case is filed, and the case closes', () => {
    const play = secureGold(found('tool', goldReport)).do('11-19 10:00', 'officer', 'lead.filingDeclined', {
      reason: '核实后',
    });
    expect(play.state('gold-1')).toBe('unrelated');
    play
      .do('11-19 11:00', 'officer', 'gold.handedBack', { part: 'gold-1', receipt: 'R1' })
      .do('11-19 11:05', 'officer', 'account.leftAlone', { part: 'account-1', reason: '本人的钱' }, 'notInThisState')
      .do('11-19 12:00', 'bankdesk', 'account.emptied', { part: 'account-1', whereTo: 'x' }, 'notInThisState');
    feedBack(play, 'lost', '11-19 20:10');
    expect([unsettled(play.view), play.closed]).toEqual([[], true]);
  });

  it('announced and claimed comes back into custody; sent with the case it takes its claims along', () => {
    const play = goldInCustody().do('18:00', 'officer', 'gold.announced', { part: 'gold-1', noticeNumber: 'G1' });
    const of = victim(play, '18:10');
    play.do('18:20', 'duty', 'claim.filed', claimBody(of, '1000', 'gold-1'));
    expect(play.state('gold-1')).toBe('inCustody');
    play.do('18:30', 'custodian', 'gold.sentWithCase', { part: 'gold-1', organ: '检察院', listNumber: 'L9' });
    expect([play.state('claim-1'), interceptionOf(play.view)]).toEqual(['withCase', 'intercepted']);
  });

  it('lost is lost, and so are the claims on it', () => {
    const play = goldInCustody();
    claim(play, victim(play), '1000', '17:20', 'gold-1');
    play.do('18:00', 'officer', 'gold.lost', { part: 'gold-1', how: '火灾' });
    expect(play.state('claim-1')).toBe('rejected');
  });
});
