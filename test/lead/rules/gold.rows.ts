import type { Actor } from '../../../src/engine/definition/index.js';
import type { Outcome, Play } from '../play.js';
import {
  approve,
  assay,
  both,
  claim,
  claimBody,
  fileCase,
  found,
  goldBody,
  goldInCustody,
  goldReport,
  littleGold,
  propose,
  secureGold,
  seizure,
  valuation,
  valued,
  victim,
} from '../scenes.js';
import { type Row, row } from './row.js';

function secures(more: Record<string, unknown> = {}): Outcome {
  return found('suspect', goldReport).record('15:16', 'officer', 'gold.secured', { ...goldBody, ...more });
}

function filed(body: Record<string, unknown> = littleGold): Play {
  return fileCase(secureGold(found('suspect', goldReport), body));
}

function seizes(play: Play, more: Record<string, unknown> = {}): Outcome {
  return play.record('15:40', 'officer', 'gold.seized', { part: 'gold-1', ...seizure, ...more });
}

function approves(who: 'county' | Actor): Outcome {
  return filed().record('15:31', who, 'gold.seizureApproved', { part: 'gold-1', decisionNumber: 'D1' });
}

function accepts(amount: string, who: 'custodian' | Actor = 'custodian'): Outcome {
  return filed()
    .do('15:40', 'officer', 'gold.seized', { part: 'gold-1', ...seizure })
    .record('17:00', who, 'gold.custodyAccepted', { part: 'gold-1', amount });
}

function handsBack(verified: boolean): Outcome {
  const play = goldInCustody();
  if (verified) claim(play, victim(play), '10000', '17:20', 'gold-1');
  else play.do('17:20', 'duty', 'claim.filed', claimBody(victim(play), '10000', 'gold-1'));
  return play
    .do('18:00', 'officer', 'gold.unrelated', { part: 'gold-1', reason: '合法' })
    .record('18:10', 'custodian', 'gold.handedBack', { part: 'gold-1', receipt: 'R1' });
}

/** Claimed in full, the return proposed. */
function returning(play = valued(goldInCustody())): Play {
  claim(play, victim(play), '135000', '17:20', 'gold-1');
  return propose(play, '17:30', 'gold-1');
}

function noReturn(event: string, who: 'officer' | 'custodian', body: Record<string, unknown>): Row {
  const withdrawn = () => returning().do('17:35', 'officer', 'return.withdrawn', { part: 'return-1', reason: '有误' });
  return row(
    event,
    'noReturnUnderWay',
    () => returning().record('17:40', who, event, { part: 'gold-1', ...body }),
    () => withdrawn().record('17:40', who, event, { part: 'gold-1', ...body }),
  );
}

function announcesGold(at: string): Outcome {
  return goldInCustody().record('18:00', 'officer', 'gold.announced', { part: 'gold-1', noticeNumber: 'G1', at });
}

function treasury(time: string): Outcome {
  return goldInCustody()
    .do('18:00', 'officer', 'gold.announced', { part: 'gold-1', noticeNumber: 'G1' })
    .record(time, 'custodian', 'gold.toTreasury', { part: 'gold-1', voucher: 'V1' });
}

const bureau = { code: 'xiufeng-bureau', kind: 'bureau', level: 'county' };
const officerAs = (role: string): Actor => ({ account: 'officer2', role, org: bureau });
const withoutLevel: Actor = { account: 'chief', role: 'approver', org: { code: 'xiufeng', kind: 'station' } };

const things: readonly Row[] = [
  row(
    'gold.secured',
    'twoOfficers',
    () => secures({ officers: ['officer'] }),
    () => secures(),
  ),
  row(
    'gold.secured',
    'ownOfficers',
    () => secures({ officers: ['officer', 'officer3'] }),
    () => secures({ officers: both }),
  ),
  row(
    'gold.secured',
    'paidGiven',
    () => secures({ paid: undefined }),
    () => secures({ paid: undefined, from: undefined }),
  ),
  row(
    'gold.secured',
    'notAboveBalance',
    () => secures({ paid: '20000001' }),
    () => secures({ paid: '20000000' }),
  ),
  row(
    'gold.seizureApproved',
    'approverLevel',
    () => approves(withoutLevel),
    () => approves('county'),
  ),
  row(
    'gold.seizureApproved',
    'approverNotOfThisCase',
    () => approves(officerAs('approver')),
    () => approves('county'),
  ),
  row(
    'gold.seized',
    'caseFiled',
    () => seizes(secureGold(found('suspect', goldReport), littleGold)),
    () => seizes(filed()),
  ),
  row(
    'gold.seized',
    'notBeforeFiling',
    () => seizes(filed(), { at: '2024-11-18T15:12:00+08:00' }),
    () => seizes(filed(), { at: '2024-11-18T15:13:00+08:00' }),
  ),
  row(
    'gold.seized',
    'twoOfficers',
    () => seizes(filed(), { officers: ['officer2', 'officer3'] }),
    () => seizes(filed()),
  ),
  row(
    'gold.seized',
    'ownOfficers',
    () => seizes(filed(), { officers: ['officer', 'nobody'] }),
    () => seizes(filed()),
  ),
  row(
    'gold.seized',
    'witnessOrVideo',
    () => seizes(filed(), { witness: undefined }),
    () => seizes(filed(), { witness: undefined, video: 'LX-1' }),
  ),
  row(
    'gold.seized',
    'highValueApproved',
    () => seizes(filed({ ...littleGold, amount: '50000' })),
    () => seizes(filed({ ...littleGold, amount: '49999' })),
  ),
  row(
    'gold.custodyAccepted',
    'notAnOfficerOfThisCase',
    () => accepts('30000', officerAs('custodian')),
    () => accepts('30000'),
  ),
  row(
    'gold.custodyAccepted',
    'countedEqual',
    () => accepts('29999'),
    () => accepts('30000'),
  ),
  row(
    'gold.handedBack',
    'noVerifiedClaim',
    () => handsBack(true),
    () => handsBack(false),
  ),
  noReturn('gold.unrelated', 'officer', { reason: '合法收入' }),
  noReturn('gold.sentWithCase', 'custodian', { organ: '检察院', listNumber: 'L9' }),
  noReturn('gold.announced', 'officer', { noticeNumber: 'G1' }),
  noReturn('gold.lost', 'officer', { how: '火灾' }),
  row(
    'gold.announced',
    'notBeforeKept',
    () => announcesGold('2024-11-18T15:30:00+08:00'),
    () => announcesGold('2024-11-18T17:58:00+08:00'),
  ),
  row(
    'gold.toTreasury',
    'sixMonthsAnnounced',
    () => treasury('2025-05-18 17:59'),
    () => treasury('2025-05-18 18:00'),
  ),
];

function assays(play: Play, more: Record<string, unknown> = {}): Outcome {
  return play.record('18:00', 'custodian', 'gold.assayed', { ...assay, ...more });
}

function values(play: Play, more: Record<string, unknown> = {}): Outcome {
  return play.record('18:00', 'custodian', 'gold.valued', { ...valuation, ...more });
}

const assayed = () => goldInCustody().do('17:05', 'custodian', 'gold.assayed', assay);

function approvesReturn(play: Play): Outcome {
  return play.record('17:40', 'county', 'return.approved', {
    part: 'return-1',
    proposal: play.facts('return-1')['proposal'],
  });
}

const examined: readonly Row[] = [
  row(
    'gold.assayed',
    'photoOrVideo',
    () => assays(goldInCustody(), { photo: undefined }),
    () => assays(goldInCustody(), { photo: undefined, video: 'LX-2' }),
  ),
  row(
    'gold.assayed',
    'returnNotApproved',
    () => assays(approve(returning())),
    () => assays(returning()),
  ),
  row(
    'gold.valued',
    'assayedFirst',
    () => values(goldInCustody()),
    () => values(assayed()),
  ),
  row(
    'gold.valued',
    'pricedByThen',
    () => values(assayed(), { priceDate: '2024-11-19' }),
    () => values(assayed(), { priceDate: '2024-11-18' }),
  ),
  row(
    'gold.valued',
    'returnNotApproved',
    () => values(approve(returning())),
    () => values(returning()),
  ),
  row(
    'return.approved',
    'goldAssayedAndValued',
    () => approvesReturn(returning(assayed())),
    () => approvesReturn(returning()),
  ),
];

/** Gold: what it shares with cash, and that it is assayed and valued. */
export const goldRows: readonly Row[] = [...things, ...examined];
