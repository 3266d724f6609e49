import { describe, expect, it } from '@jest/globals';
import { unsettled } from '../../../src/lead/parts/settling.js';
import { officersOf } from '../../../src/lead/parts/standing.js';
import { Play } from '../play.js';
import {
  cashBody,
  claim,
  claimBody,
  feedBack,
  fileCase,
  find,
  found,
  inCustody,
  onScene,
  report,
  secure,
  seizure,
  victim,
} from '../scenes.js';

const reason = { reason: '核实后' };

const accepted = { part: 'cash-1', amount: '4000000' };

const _later = { ...report, hold: { minutes: 20, reason: '核实', told: 'later', laterReason: '同伙在外' } };

function closes(play: Play): void {
  expect(unsettled(play.view)).toEqual([]);
  expect(play.closed).toBe(true);
  expect(play.replayed()).toEqual(play.file);
}

describe('cash', () => {
  it('handed out before anyone came is sought, and secured later under the same number', () => {
    const play = found()
      .do('15:15', 'duty', 'cash.sought', { amount: '20000000', where: '网约车' })
      .do('15:40', 'officer', 'cash.secured', { part: 'cash-1', ...cashBody() });
    expect(play.ids('cash')).toEqual(['cash-1']);
    expect([play.state('cash-1'), play.state('account-1')]).toEqual(['secured', 'drawnOut']);
  });

  it('sought for a customer who turns out legitimate was never ours', () => {
    const play = onScene().do('15:12', 'officer', 'cash.sought', { amount: '20000000' });
    expect(find(play, 'legitimate').state('cash-1')).toBe('untouched');
  });

  it('is kept by nobody who ever found on the case, though another revised the finding', () => {
    const asCustodian = { account: 'officer3', role: 'custodian', org: { code: 'xiufeng-bureau', kind: 'bureau' } };
    const asApprover = { ...asCustodian, role: 'approver', org: { ...asCustodian.org, level: 'county' } };
    const play = onScene().do('15:11', 'officer3', 'lead.classified', { finding: 'undetermined', ...reason });
    fileCase(secure(find(play), '4000000'));
    expect(officersOf(play.view)).not.toContain('officer3');
    const decision = { part: 'cash-1', decisionNumber: 'D1' };
    play
      .do('15:40', asApprover, 'cash.seizureApproved', decision, 'rules:approverNotOfThisCase')
      .do('15:41', 'officer', 'cash.seized', { part: 'cash-1', ...seizure })
      .do('17:00', asCustodian, 'cash.custodyAccepted', accepted, 'rules:notAnOfficerOfThisCase')
      .do('17:01', 'custodian', 'cash.custodyAccepted', accepted);
    expect(play.state('cash-1')).toBe('inCustody');
  });

  it('goes back when no case is filed, with the claims rejected', () => {
    const play = secure(found('tool')).do('11-19 10:00', 'officer', 'lead.filingDeclined', reason);
    expect(play.state('cash-1')).toBe('unrelated');
    play.do('11-19 11:00', 'officer', 'cash.handedBack', { part: 'cash-1', receipt: 'R1' });
    closes(feedBack(play, 'lost', '11-19 20:10'));
  });

  it('given back as unrelated is held again when the case is filed after all', () => {
    const play = secure(found('tool')).do('11-19 10:00', 'officer', 'lead.filingDeclined', reason);
    expect(fileCase(play, '11-19 12:00').state('cash-1')).toBe('secured');
  });

  it('announced and claimed comes back into custody; unclaimed it goes to the treasury', () => {
    const play = inCustody().do('18:00', 'officer', 'cash.announced', { part: 'cash-1', noticeNumber: 'G1' });
    const of = victim(play, '18:10');
    const claimed = claim(play, of, '1000000', '18:20');
    expect(play.state('cash-1')).toBe('inCustody');
    play
      .do('18:30', 'officer', 'cash.announced', { part: 'cash-1', noticeNumber: 'G2' })
      .do('2025-05-19 10:00', 'custodian', 'cash.toTreasury', { part: 'cash-1', voucher: 'V1' });
    expect([play.state('cash-1'), play.state(claimed)]).toEqual(['treasury', 'withCase']);
    expect(play.state('lead.progress')).toMatchObject({ intervening: { restitution: 'parked' } });
  });

  it.each([
    ['cash.sentWithCase', 'custodian', { organ: '检察院', listNumber: 'L9' }, 'withCase', 'withCase'],
    ['cash.lost', 'officer', { how: '火灾' }, 'lost', 'rejected'],
  ] as const)('%s takes the open claims with it', (type, who, body, state, claimState) => {
    const play = inCustody();
    const part = claim(play, victim(play), '1000000');
    play.do('18:00', who, type, { part: 'cash-1', ...body });
    expect([play.state('cash-1'), play.state(part)]).toEqual([state, claimState]);
  });

  it('handed back with a claim on it rejects the claim', () => {
    const play = inCustody();
    play
      .do('17:20', 'duty', 'claim.filed', claimBody(victim(play), '1000000'))
      .do('18:00', 'officer', 'cash.unrelated', { part: 'cash-1', reason: '合法' })
      .do('18:10', 'custodian', 'cash.handedBack', { part: 'cash-1', receipt: 'R1' });
    expect(play.state('claim-1')).toBe('rejected');
  });

  it('once claimed by a victim who is verified goes back to its holder only after that claim is rejected', () => {
    const play = inCustody();
    const part = claim(play, victim(play), '1000000');
    const back = { part: 'cash-1', receipt: 'R1' };
    play
      .do('18:00', 'officer', 'cash.unrelated', { part: 'cash-1', reason: '合法' })
      .do('18:10', 'officer', 'cash.handedBack', back, 'rules:noVerifiedClaim')
      .do('18:11', 'duty', 'claim.rejected', { part, reason: '证据不足' })
      .do('18:12', 'custodian', 'cash.handedBack', back);
  });

  it('never seized, then announced and claimed, is secured: a claim puts nothing into custody', () => {
    const play = secure(found())
      .do('15:20', 'officer', 'cash.unrelated', { part: 'cash-1', reason: '物主不明' })
      .do('15:21', 'officer', 'cash.announced', { part: 'cash-1', noticeNumber: 'G1' });
    play.do('15:23', 'duty', 'claim.filed', claimBody(victim(play, '15:22'), '20000000'));
    expect(play.state('cash-1')).toBe('secured');
  });

  it('secured in pieces is one sum: the piece that makes it high needs the decision', () => {
    const play = secure(fileCase(found()), '4000000', '15:31');
    play
      .do('15:32', 'officer', 'cash.seized', { part: 'cash-1', ...seizure })
      .do('15:33', 'officer', 'cash.secured', cashBody('1000000'))
      .do('15:34', 'officer', 'cash.seized', { part: 'cash-2', ...seizure }, 'rules:highValueApproved')
      .do('15:35', 'county', 'cash.seizureApproved', { part: 'cash-2', decisionNumber: 'D1' })
      .do('15:36', 'officer', 'cash.seized', { part: 'cash-2', ...seizure });
  });
});
