import { describe, expect, it } from '@jest/globals';
import { Play } from './play.js';
import { both, claimBody, receiver, report, seizure } from './scenes.js';

/** The Guilin case of 18 November 2024, from the report to the returned money. */
function guilin(): Play {
  const play = new Play();
  play
    .do('15:00', 'teller', 'lead.reported', report)
    .do('15:01', 'duty', 'lead.acknowledged')
    .do('15:02', 'duty', 'lead.dispatched', { station: 'xiufeng' })
    .do('15:03', 'station', 'lead.accepted', { officers: both })
    .do('15:10', 'officer', 'lead.arrived', { officers: both })
    .do('15:14', 'officer', 'lead.classified', { finding: 'suspect', reason: '资金来自外省' })
    .do('15:15', 'duty', 'lead.feedbackSent', { result: 'confirmed' })
    .do('15:15', 'teller', 'lead.feedbackAcknowledged')
    .do('15:16', 'officer', 'cash.secured', {
      amount: '20000000',
      denominations: { '10000': 2000 },
      heldBy: '张某',
      where: '3 号窗口',
      officers: both,
      from: 'account-1',
    })
    .do('15:17', 'officer', 'suspect.caught', { part: 'suspect-1', where: '网点' })
    .do('15:18', 'officer', 'cash.seized', { part: 'cash-1', ...seizure }, 'rules:caseFiled,highValueApproved')
    .do('15:30', 'officer', 'lead.filed', {
      caseNumber: 'A1',
      kind: 'criminal',
      organ: '秀峰分局',
      filedAt: '2024-11-18T15:28:00+08:00',
    });
  play
    .do('15:31', 'county', 'cash.seizureApproved', { part: 'cash-1', decisionNumber: 'D0' })
    .do('15:32', 'officer', 'cash.seized', { part: 'cash-1', ...seizure })
    .do('17:00', 'custodian', 'cash.custodyAccepted', { part: 'cash-1', amount: '20000000' })
    .do('17:10', 'duty', 'victim.identified', { name: '王某', phone: '19900000002' })
    .do('17:11', 'duty', 'victim.contacted', { part: 'victim-1', channel: '110' })
    .do('17:12', 'duty', 'victim.verified', { part: 'victim-1', how: '转账凭证' })
    .do('17:13', 'duty', 'victim.reportLinked', { part: 'victim-1', caseNumber: 'B2', organ: '玄武分局' })
    .do('17:20', 'duty', 'claim.filed', claimBody('victim-1', '20000000'))
    .do('17:25', 'officer', 'claim.verified', { part: 'claim-1', trace: '14:21 到账' })
    .do('17:30', 'officer', 'return.proposed', { asset: 'cash-1', mode: 'physical' })
    .do('17:31', 'officer', 'return.approved', { part: 'return-1', proposal: 'x' }, 'roleMissing')
    .do('17:32', 'county', 'return.approved', { part: 'return-1', proposal: 'x' }, 'rules:sameProposal')
    .do('17:40', 'county', 'return.approved', { part: 'return-1', proposal: play.facts('return-1')['proposal'] })
    .do('18:00', 'custodian', 'return.executed', { part: 'return-1', ...receiver })
    .do('19:00', 'officer', 'suspect.detained', { part: 'suspect-1', decisionNumber: 'D1' })
    .do('20:00', 'officer', 'suspect.arrested', { part: 'suspect-1', approvalNumber: 'P1' });
  return play;
}

describe('the Guilin case', () => {
  it('stops CNY 200,000 at the counter: the account is drawn out, the hold superseded', () => {
    const play = guilin();
    expect(play.state('account-1')).toBe('drawnOut');
    expect(play.state('hold-1')).toEqual({ payment: 'superseded', telling: 'told' });
  });

  it('gives the money back to the victim, to the fen', () => {
    const play = guilin();
    expect(play.facts('return-1')['allocation']).toEqual([
      { claim: 'claim-1', victim: 'victim-1', amount: '20000000' },
    ]);
    expect(['cash-1', 'claim-1', 'victim-1', 'return-1'].map((id) => play.state(id))).toEqual([
      'returned',
      'paid',
      'satisfied',
      'executed',
    ]);
  });

  it('shows interception, pursuit and restitution at a glance', () => {
    expect(guilin().state('lead.progress')).toEqual({
      intervening: { interception: 'intercepted', pursuit: 'caught', restitution: 'returned' },
    });
  });

  it('asks for the final feedback once all else is settled, and closes by itself when the bank has read it', () => {
    const play = guilin();
    expect(play.state('lead.feedback')).toBe('due');
    play.do('20:10', 'duty', 'lead.feedbackSent', { result: 'interceptedReturned' });
    expect(play.closed).toBe(false);
    play.do('20:20', 'teller', 'lead.feedbackAcknowledged');
    expect(play.state('lead.progress')).toBe('settled');
    expect(play.closed).toBe(true);
    expect(play.file.clocks).toEqual([]);
  });

  it('replays to the same case', () => {
    const play = guilin().do('20:10', 'duty', 'lead.feedbackSent', { result: 'interceptedReturned' });
    expect(play.replayed()).toEqual(play.file);
  });
});
