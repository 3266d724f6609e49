import type { Actor } from '../../../src/engine/definition/index.js';
import type { Outcome, Play } from '../play.js';
import { approved, claim, claimBody, inCustody, propose, receiver, victim } from '../scenes.js';
import { type Row, row } from './row.js';

const officerAsApprover: Actor = {
  account: 'officer',
  role: 'approver',
  org: { code: 'xiufeng-bureau', kind: 'bureau', level: 'county' },
};
const officerAsCustodian: Actor = { ...officerAsApprover, role: 'custodian' };
const withoutLevel: Actor = { account: 'chief', role: 'approver', org: { code: 'xiufeng', kind: 'station' } };

function claimed(): Play {
  const play = inCustody();
  claim(play, victim(play), '20000000');
  return play;
}

function proposes(play: Play, body: Record<string, unknown> = {}): Outcome {
  return play.record('17:30', 'officer', 'return.proposed', { asset: 'cash-1', mode: 'physical', ...body });
}

function approves(play: Play, who: 'county' | Actor = 'county', proposal?: string): Outcome {
  const hash = proposal ?? play.facts('return-1')['proposal'];
  return play.record('17:40', who, 'return.approved', { part: 'return-1', proposal: hash });
}

function rejects(who: 'county' | Actor): Outcome {
  return propose(claimed()).record('17:40', who, 'return.rejected', { part: 'return-1', reason: '权属不清' });
}

function proposedByDuty(): Play {
  return claimed().do('17:30', 'duty', 'return.proposed', { asset: 'cash-1', mode: 'physical' });
}

function executes(play: Play, more: Record<string, unknown> = {}, who: 'custodian' | Actor = 'custodian'): Outcome {
  const receivedBy = { ...receiver.receivedBy, ...more };
  return play.record('18:00', who, 'return.executed', { part: 'return-1', ...receiver, receivedBy });
}

/** Another claim comes in on the same cash. */
function lateClaim(play: Play, amount = '1000000'): Play {
  return play.do('17:35', 'duty', 'claim.filed', claimBody(victim(play, '17:35'), amount));
}

function disputed(play: Play): Play {
  return play.do('17:36', 'duty', 'claim.disputed', { part: 'claim-1', reason: '他人主张' });
}

function settled(play: Play): Play {
  return disputed(play).do('17:37', 'duty', 'claim.settled', { part: 'claim-1', how: '双方确认' });
}

function rejectedLate(play: Play): Play {
  return lateClaim(play).do('17:36', 'officer', 'claim.rejected', { part: 'claim-2', reason: '无法溯源' });
}

function verifiedLate(play: Play): Play {
  return lateClaim(play).do('17:36', 'officer', 'claim.verified', { part: 'claim-2', trace: '14:22' });
}

function filesClaim(play: Play, more: Record<string, unknown> = {}): Outcome {
  return play.record('17:25', 'duty', 'claim.filed', { ...claimBody('victim-1', '1000000'), ...more });
}

function verifies(who: 'duty' | 'officer', before: (play: Play) => Play = (play) => play): Outcome {
  const play = inCustody();
  play.do('17:20', 'duty', 'claim.filed', claimBody(victim(play), '20000000'));
  return before(play).record('17:25', who, 'claim.verified', { part: 'claim-1', trace: '14:21' });
}

/** The same checks stand on the approval and on the handing over. */
function still(event: string, ready: () => Play, records: (play: Play) => Outcome): Row[] {
  return [
    row(
      event,
      'assetInCustody',
      () => records(ready().alter('cash-1', { state: 'unrelated' })),
      () => records(ready()),
    ),
    row(
      event,
      'claimsDecided',
      () => records(lateClaim(ready())),
      () => records(rejectedLate(ready())),
    ),
    row(
      event,
      'noOpenDispute',
      () => records(disputed(ready())),
      () => records(settled(ready())),
    ),
    row(
      event,
      'stillSo',
      () => records(verifiedLate(ready())),
      () => records(rejectedLate(ready())),
    ),
  ];
}

/** Claims and returns. */
export const restitutionRows: readonly Row[] = [
  row(
    'claim.filed',
    'victimAndAssetKnown',
    () => filesClaim(claimed(), { asset: 'account-1' }),
    () => {
      const play = inCustody();
      victim(play);
      return filesClaim(play);
    },
  ),
  row(
    'claim.filed',
    'oneOpenClaimEach',
    () => filesClaim(claimed()),
    () => filesClaim(claimed().do('17:24', 'duty', 'claim.rejected', { part: 'claim-1', reason: '有误' })),
  ),
  row(
    'claim.verified',
    'notTheFiler',
    () => verifies('duty'),
    () => verifies('officer'),
  ),
  row(
    'claim.verified',
    'tracedToThisAsset',
    () =>
      verifies('officer', (play) => play.do('17:22', 'officer', 'cash.unrelated', { part: 'cash-1', reason: '无关' })),
    () => verifies('officer'),
  ),
  row(
    'return.proposed',
    'assetInCustody',
    () => proposes(claimed().do('17:29', 'officer', 'cash.announced', { part: 'cash-1', noticeNumber: 'G1' })),
    () => proposes(claimed()),
  ),
  row(
    'return.proposed',
    'claimsDecided',
    () => proposes(undecided()),
    () => proposes(claimed()),
  ),
  row(
    'return.proposed',
    'noOpenDispute',
    () => proposes(disputedAt1725()),
    () => proposes(claimed()),
  ),
  row(
    'return.proposed',
    'noOtherReturn',
    () => proposes(propose(claimed())),
    () => proposes(claimed()),
  ),
  row(
    'return.proposed',
    'somethingToReturn',
    () => proposes(inCustody()),
    () => proposes(claimed()),
  ),
  row(
    'return.proposed',
    'jurisdictionOurs',
    () => proposes(unfiled()),
    () => proposes(unfiled(), { agreement: '宁公协〔2024〕1号' }),
  ),
  row(
    'return.approved',
    'notTheProposer',
    () => approves(propose(claimed()), officerAsApprover),
    () => approves(propose(claimed())),
  ),
  row(
    'return.approved',
    'approverNotOfThisCase',
    () => approves(proposedByDuty(), officerAsApprover),
    () => approves(proposedByDuty()),
  ),
  row(
    'return.approved',
    'approverLevel',
    () => approves(propose(claimed()), withoutLevel),
    () => approves(propose(claimed())),
  ),
  row(
    'return.approved',
    'sameProposal',
    () => approves(propose(claimed()), 'county', 'x'),
    () => approves(propose(claimed())),
  ),
  ...still('return.approved', () => propose(claimed()), approves),
  row(
    'return.rejected',
    'approverLevel',
    () => rejects(withoutLevel),
    () => rejects('county'),
  ),
  row(
    'return.executed',
    'notAnOfficerOfThisCase',
    () => executes(approved(), {}, officerAsCustodian),
    () => executes(approved()),
  ),
  row(
    'return.executed',
    'neverAnOfficer',
    () => executes(approved(), { as: 'police' }),
    () => executes(approved(), { as: 'owner' }),
  ),
  row(
    'return.executed',
    'approvalProved',
    () => executes(unproved()),
    () => executes(approved()),
  ),
  row(
    'return.executed',
    'agentAuthorised',
    () => executes(approved(), { as: 'agent' }),
    () => executes(approved(), { as: 'agent', authority: 'W1' }),
  ),
  ...still('return.executed', earlyApproved, (play) => executes(play)),
];

/** Approved at 17:32, so that something may still come in before it is handed out. */
function earlyApproved(): Play {
  const play = propose(claimed());
  return play.do('17:32', 'county', 'return.approved', {
    part: 'return-1',
    proposal: play.facts('return-1')['proposal'],
  });
}

/** Approved, and not yet covered by a checkpoint. */
function unproved(): Play {
  const play = approved();
  const { house } = play;
  play.house = (question, actor) => (question.name === 'approvalProved' ? false : house(question, actor));
  return play;
}

function undecided(): Play {
  const play = claimed();
  return play.do('17:25', 'duty', 'claim.filed', claimBody(victim(play, '17:25'), '1000000'));
}

function disputedAt1725(): Play {
  return claimed().do('17:25', 'duty', 'claim.disputed', { part: 'claim-1', reason: '他人主张' });
}

function unfiled(): Play {
  const play = claimed();
  const { state } = play.part('lead-1');
  return play.alter('lead-1', { state: typeof state === 'string' ? state : { ...state, filing: 'declined' } });
}
