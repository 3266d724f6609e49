import { describe, expect, it } from '@jest/globals';
import { people } from './people.js';
import {
  approve,
  approved,
  claim,
  claimBody,
  handOut,
  inCustody,
  propose,
  receiver,
  shares,
  victim,
} from './scenes.js';

describe('a return of cash', () => {
  it('pays claims in full while they fit, and the rest stays in custody', () => {
    const play = inCustody();
    claim(play, victim(play), '10000000');
    claim(play, victim(play), '5000001');
    handOut(approve(propose(play)));
    expect(play.state('cash-1')).toBe('inCustody');
    expect(play.state('claim-2')).toBe('paid');
  });

  it('shares what is too little, to the fen, and the cash is returned', () => {
    const play = inCustody();
    for (const amount of ['10000000', '10000000', '10000000']) claim(play, victim(play), amount);
    handOut(approve(propose(play)));
    expect(shares(play)).toBe('6666667/6666667/6666666');
    expect(play.state('cash-1')).toBe('returned');
  });

  it('gives a late victim what is left, and takes nothing back from the first', () => {
    const play = inCustody();
    claim(play, victim(play), '15000000');
    handOut(approve(propose(play)));
    claim(play, victim(play, '18:10'), '9000000', '18:11');
    play.do('18:12', 'officer', 'return.proposed', { asset: 'cash-1', mode: 'physical' });
    expect(shares(play, 'return-2')).toBe('5000000');
    approve(play, 'return-2', '18:13');
    handOut(play, 'return-2', '18:14');
    expect(play.state('cash-1')).toBe('returned');
  });

  it('satisfies a victim only when every claim of theirs is final', () => {
    const play = inCustody();
    const of = victim(play);
    play.do('17:15', 'officer', 'cash.secured', {
      amount: '10000',
      denominations: { '10000': 1 },
      heldBy: '同伙',
      where: '门外',
      officers: ['officer', 'officer2'],
    });
    play
      .do('17:15', 'county', 'cash.seizureApproved', { part: 'cash-2', decisionNumber: 'D2' })
      .do('17:16', 'officer', 'cash.seized', {
        part: 'cash-2',
        officers: ['officer', 'officer2'],
        video: 'V',
        listNumber: 'L',
      })
      .do('17:17', 'custodian', 'cash.custodyAccepted', { part: 'cash-2', amount: '10000' })
      .do('17:18', 'duty', 'claim.filed', {
        victim: of,
        asset: 'cash-2',
        amount: '10000',
        paidInAt: '2024-11-18T14:35:00+08:00',
        how: '转账',
      });
    claim(play, of, '20000000');
    handOut(approve(propose(play)));
    expect(play.state(of)).toBe('reportLinked');
    play
      .do('18:05', 'officer', 'claim.verified', { part: 'claim-1', trace: '门外现金' })
      .do('18:06', 'officer', 'return.proposed', { asset: 'cash-2', mode: 'physical' });
    handOut(approve(play, 'return-2', '18:07'), 'return-2', '18:08');
    expect(play.state(of)).toBe('satisfied');
  });

  it('is not handed out by a custodian who verified a claim on it as an officer', () => {
    const officer4 = { account: 'officer4', role: 'officer', org: people.officer.org };
    const play = inCustody();
    play
      .do('17:20', 'duty', 'claim.filed', claimBody(victim(play), '20000000'))
      .do('17:21', officer4, 'claim.verified', { part: 'claim-1', trace: '14:21 到账' });
    approve(propose(play));
    const custodian = { ...officer4, role: 'custodian', org: people.custodian.org };
    const handed = play.record('18:00', custodian, 'return.executed', { part: 'return-1', ...receiver });
    expect(handed).toBe('rules:notAnOfficerOfThisCase');
  });
});

describe('a disputed claim', () => {
  it('settled before anybody verified it still waits for somebody other than its filer', () => {
    const play = inCustody();
    play
      .do('17:20', 'duty', 'claim.filed', claimBody(victim(play), '20000000'))
      .do('17:21', 'duty', 'claim.disputed', { part: 'claim-1', reason: '他人主张' })
      .do('17:22', 'duty', 'claim.settled', { part: 'claim-1', how: '双方确认' });
    expect(play.state('claim-1')).toBe('filed');
    play.do('17:23', 'duty', 'claim.verified', { part: 'claim-1', trace: '14:21' }, 'rules:notTheFiler');
  });

  it('settled after it was verified is verified again', () => {
    const play = approved()
      .do('17:41', 'duty', 'claim.disputed', { part: 'claim-1', reason: '他人主张' })
      .do('17:42', 'duty', 'claim.settled', { part: 'claim-1', how: '双方确认' });
    expect(play.state('claim-1')).toBe('verified');
  });
});
