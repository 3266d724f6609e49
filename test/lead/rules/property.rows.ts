import type { Actor } from '../../../src/engine/definition/index.js';
import type { Outcome, Play } from '../play.js';
import {
  both,
  cashBody,
  claim,
  claimBody,
  fileCase,
  find,
  found,
  inCustody,
  propose,
  secure,
  seizure,
  victim,
} from '../scenes.js';
import { type Row, row } from './row.js';

function secures(body: Record<string, unknown>): Outcome {
  return found().record('15:16', 'officer', 'cash.secured', body);
}

/** Secured and filed, the sum below the limit of a high value unless given. */
function filed(amount = '1000000'): Play {
  return fileCase(secure(found(), amount));
}

function seizes(play: Play, more: Record<string, unknown> = {}): Outcome {
  return play.record('15:40', 'officer', 'cash.seized', { part: 'cash-1', ...seizure, ...more });
}

function seized(): Play {
  return filed().do('15:40', 'officer', 'cash.seized', { part: 'cash-1', ...seizure });
}

function accepts(amount: string): Outcome {
  return seized().record('17:00', 'custodian', 'cash.custodyAccepted', { part: 'cash-1', amount });
}

function returning(): Play {
  const play = inCustody();
  claim(play, victim(play), '20000000');
  return propose(play);
}

function withdrawnAgain(): Play {
  return returning().do('17:35', 'officer', 'return.withdrawn', { part: 'return-1', reason: '有误' });
}

const noWitness = { witness: undefined };
const sent = { part: 'cash-1', organ: '检察院', listNumber: 'L9' };

function noReturn(event: string, who: 'officer' | 'custodian', body: Record<string, unknown>): Row {
  return row(
    event,
    'noReturnUnderWay',
    () => returning().record('17:40', who, event, body),
    () => withdrawnAgain().record('17:40', who, event, body),
  );
}

function announced(): Play {
  return inCustody().do('18:00', 'officer', 'cash.announced', { part: 'cash-1', noticeNumber: 'G1' });
}

function announcesCash(at: string): Outcome {
  return inCustody().record('18:00', 'officer', 'cash.announced', { part: 'cash-1', noticeNumber: 'G1', at });
}

function treasury(time: string): Outcome {
  return announced().record(time, 'custodian', 'cash.toTreasury', { part: 'cash-1', voucher: 'V1' });
}

/** All of it was drawn out, the customer found to be this; then the sum turns out higher, and something is left. */
function stopsWhatIsLeft(finding: string): Outcome {
  return find(secure(found()), finding, '15:30')
    .do('15:40', 'duty', 'account.rectified', { part: 'account-1', field: 'amount', value: '21000000', reason: '有误' })
    .record('15:50', 'duty', 'account.stopPayOrdered', { part: 'account-1', orderNumber: 'S1' });
}

function stopOrdered(times: number): Outcome {
  let play = found();
  for (let i = 1; i < times; i++)
    play = play
      .do('15:20', 'duty', 'account.stopPayOrdered', { part: 'account-1', orderNumber: `S${i}` })
      .do('15:21', 'bankdesk', 'account.stopPayRefused', { part: 'account-1', reason: '户名不符' });
  return play.record('15:22', 'duty', 'account.stopPayOrdered', { part: 'account-1', orderNumber: 'S' });
}

function stopped(): Play {
  return found()
    .do('15:20', 'duty', 'account.stopPayOrdered', { part: 'account-1', orderNumber: 'S1' })
    .do('15:21', 'bankdesk', 'account.stopPaid', { part: 'account-1', amount: '20000000' });
}

const withoutLevel: Actor = { account: 'chief', role: 'approver', org: { code: 'xiufeng', kind: 'station' } };
const officerAsApprover: Actor = {
  account: 'officer2',
  role: 'approver',
  org: { code: 'xiufeng-bureau', kind: 'bureau', level: 'county' },
};

function approves(who: 'county' | 'city' | Actor): Outcome {
  const decision = { part: 'cash-1', decisionNumber: 'D1' };
  return filed('20000000').record('15:31', who, 'cash.seizureApproved', decision);
}

/** Found unrelated while a claim on it is open, and then handed back. */
function handsBack(verified: boolean): Outcome {
  const play = inCustody();
  if (verified) claim(play, victim(play), '1000000');
  else play.do('17:20', 'duty', 'claim.filed', claimBody(victim(play), '1000000'));
  return play
    .do('18:00', 'officer', 'cash.unrelated', { part: 'cash-1', reason: '合法' })
    .record('18:10', 'custodian', 'cash.handedBack', { part: 'cash-1', receipt: 'R1' });
}

const unfreeze = { part: 'account-1', reason: '按通知办理' };

const lift = { part: 'account-1', orderNumber: 'U1' };
const lapse = '2024-11-20T15:21:00+08:00';
const beforeLapse = '2024-11-20T15:20:59+08:00';

/** Stopped at 15:21, and not lifted within 48 hours as far as the record knows. */
function lapsed(): Play {
  return stopped().until('11-20 16:00');
}

function lifted(): Play {
  return stopped().do('11-20 15:00', 'officer', 'account.unfreezeOrdered', lift).until('11-20 16:00');
}

/** Accounts and cash. */
export const propertyRows: readonly Row[] = [
  row(
    'account.stopPayOrdered',
    'atMostTwoStops',
    () => stopOrdered(3),
    () => stopOrdered(2),
  ),
  row(
    'account.stopPayOrdered',
    'customerNotCleared',
    () => stopsWhatIsLeft('legitimate'),
    () => stopsWhatIsLeft('suspect'),
  ),
  row(
    'account.unfreezeOrdered',
    'beforeItLapsed',
    () => lapsed().record('11-20 16:00', 'officer', 'account.unfreezeOrdered', { ...lift, at: lapse }),
    () => lapsed().record('11-20 16:00', 'officer', 'account.unfreezeOrdered', { ...lift, at: beforeLapse }),
  ),
  row(
    'account.unfrozen',
    'beforeItLapsed',
    () => lifted().record('11-20 16:00', 'bankdesk', 'account.unfrozen', unfreeze),
    () => lifted().record('11-20 16:00', 'bankdesk', 'account.unfrozen', { ...unfreeze, at: beforeLapse }),
  ),
  row(
    'account.unfrozen',
    'unfreezeOrdered',
    () => stopped().record('16:00', 'bankdesk', 'account.unfrozen', unfreeze),
    () =>
      stopped()
        .do('15:59', 'officer', 'account.unfreezeOrdered', { part: 'account-1', orderNumber: 'U1' })
        .record('16:00', 'bankdesk', 'account.unfrozen', unfreeze),
  ),
  row(
    'cash.secured',
    'twoOfficers',
    () => secures({ ...cashBody(), officers: ['officer'] }),
    () => secures(cashBody()),
  ),
  row(
    'cash.secured',
    'ownOfficers',
    () => secures({ ...cashBody(), officers: ['officer', 'officer3'] }),
    () => secures({ ...cashBody(), officers: both }),
  ),
  row(
    'cash.secured',
    'addsUp',
    () => secures({ ...cashBody(), denominations: { '10000': 1999 } }),
    () => secures({ ...cashBody(), denominations: { '10000': 1999, '5000': 2 } }),
  ),
  row(
    'cash.secured',
    'notAboveBalance',
    () => secures(cashBody('20010000')),
    () => secures(cashBody('20000000')),
  ),
  row(
    'cash.seized',
    'caseFiled',
    () => seizes(secure(found(), '1000000')),
    () => seizes(filed()),
  ),
  row(
    'cash.seized',
    'notBeforeFiling',
    () => seizes(filed(), { at: '2024-11-18T15:12:00+08:00' }),
    () => seizes(filed(), { at: '2024-11-18T15:13:00+08:00' }),
  ),
  row(
    'cash.seizureApproved',
    'approverLevel',
    () => approves(withoutLevel),
    () => approves('city'),
  ),
  row(
    'cash.seizureApproved',
    'approverNotOfThisCase',
    () => approves(officerAsApprover),
    () => approves('county'),
  ),
  row(
    'cash.seized',
    'twoOfficers',
    () => seizes(filed(), { officers: ['officer2', 'officer3'] }),
    () => seizes(filed()),
  ),
  row(
    'cash.seized',
    'ownOfficers',
    () => seizes(filed(), { officers: ['officer', 'nobody'] }),
    () => seizes(filed()),
  ),
  row(
    'cash.seized',
    'witnessOrVideo',
    () => seizes(filed(), { witness: { name: '柜员', relation: 'interested' } }),
    () => seizes(filed(), { ...noWitness, video: 'LX-1' }),
  ),
  row(
    'cash.seized',
    'highValueApproved',
    () => seizes(filed('5000000')),
    () => seizes(filed('4990000')),
  ),
  row(
    'cash.custodyAccepted',
    'notAnOfficerOfThisCase',
    () =>
      seized().record(
        '17:00',
        { account: 'officer2', role: 'custodian', org: { code: 'xiufeng-bureau', kind: 'bureau' } },
        'cash.custodyAccepted',
        { part: 'cash-1', amount: '1000000' },
      ),
    () => accepts('1000000'),
  ),
  row(
    'cash.custodyAccepted',
    'countedEqual',
    () => accepts('990000'),
    () => accepts('1000000'),
  ),
  row(
    'cash.handedBack',
    'noVerifiedClaim',
    () => handsBack(true),
    () => handsBack(false),
  ),
  noReturn('cash.unrelated', 'officer', { part: 'cash-1', reason: '合法收入' }),
  noReturn('cash.sentWithCase', 'custodian', sent),
  noReturn('cash.announced', 'officer', { part: 'cash-1', noticeNumber: 'G1' }),
  noReturn('cash.lost', 'officer', { part: 'cash-1', how: '火灾' }),
  row(
    'cash.announced',
    'notBeforeKept',
    () => announcesCash('2024-11-18T15:30:00+08:00'),
    () => announcesCash('2024-11-18T17:58:00+08:00'),
  ),
  row(
    'cash.toTreasury',
    'sixMonthsAnnounced',
    () => treasury('2025-05-18 17:59'),
    () => treasury('2025-05-18 18:00'),
  ),
];
