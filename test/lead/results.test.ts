import { describe, expect, it } from '@jest/globals';
import { finalResults, unsettled } from '../../src/lead/parts/settling.js';
import type { Play } from './play.js';
import {
  approved,
  fileCase,
  find,
  found,
  handOut,
  inCustody,
  onScene,
  reported,
  reportWithout,
  secure,
} from './scenes.js';

const reason = { reason: '核实情况' };
const all = ['confirmed', ...finalResults];

/** The results that the bank could be told at that moment: what the rule of the event lets pass. */
function allowed(play: Play, time: string): string[] {
  const { file } = play;
  return all.filter((result) => {
    play.file = file;
    const outcome = play.record(time, 'duty', 'lead.feedbackSent', { result });
    play.file = file;
    return outcome === 'ok';
  });
}

function persuaded(play: Play): Play {
  return play
    .do('15:20', 'officer', 'victim.contacted', { part: 'victim-1', channel: '当面' })
    .do('15:40', 'officer', 'victim.persuaded', { part: 'victim-1' });
}

function declined(play: Play): Play {
  return play.do('17:00', 'officer', 'lead.filingDeclined', reason);
}

function stopped(finding = 'undetermined'): Play {
  return found(finding)
    .do('15:20', 'duty', 'account.stopPayOrdered', { part: 'account-1', orderNumber: 'S1' })
    .do('15:25', 'bankdesk', 'account.stopPaid', { part: 'account-1', amount: '20000000' });
}

function unfrozen(play: Play): Play {
  return play
    .do('18:00', 'officer', 'account.unfreezeOrdered', { part: 'account-1', orderNumber: 'U1' })
    .do('18:10', 'bankdesk', 'account.unfrozen', { part: 'account-1', ...reason });
}

function dismissed(play: Play): Play {
  return play.do('18:20', 'officer', 'suspect.dismissed', { part: 'suspect-1', ...reason });
}

function withCase(play: Play): Play {
  return play.do('18:10', 'custodian', 'cash.sentWithCase', { part: 'cash-1', organ: '检察院', listNumber: 'L9' });
}

function emptied(play: Play): Play {
  return play.do('16:00', 'bankdesk', 'account.emptied', { part: 'account-1', whereTo: '外省' });
}

const leftAlone = (play: Play) => play.do('15:50', 'officer', 'account.leftAlone', { part: 'account-1', ...reason });
const handedBack = (play: Play) => play.do('18:10', 'custodian', 'cash.handedBack', { part: 'cash-1', receipt: 'R1' });
const concluded = (play: Play) => play.do('18:15', 'duty', 'lead.concluded', reason);
const nothingOf = (finding: string) => found(finding, reportWithout('account'));
const linked = (play: Play) => play.do('18:30', 'duty', 'lead.linked', { lead: 'L-2', ...reason });

/** Every end of a case for which a bank waits, and exactly what it may be told then. */
const ends: readonly (readonly [string, () => Play, string[]])[] = [
  ['cash returned to its owner', () => dismissed(handOut(approved())), ['confirmed', 'interceptedReturned']],
  ['cash sent with the case', () => dismissed(withCase(inCustody())), ['confirmed', 'interceptedParked']],
  ['a part returned, the rest sent with the case', partly, ['confirmed', 'interceptedParked']],
  ['cash lost in our hands', lostAgain, ['confirmed', 'lost']],
  ['the account emptied', () => declined(emptied(found('undetermined'))), ['confirmed', 'lost']],
  ['no case: the cash handed back', () => handedBack(declined(secure(found('tool')))), ['confirmed', 'lost']],
  ['no case: the stop lifted', () => unfrozen(declined(stopped())), ['confirmed', 'lost']],
  ['no case: a victim persuaded', () => declined(leftAlone(persuaded(found('victim')))), ['confirmed', 'dissuaded']],
  ['persuaded, and the cash sent with the case', both, ['confirmed', 'interceptedParked', 'dissuaded']],
  ['nothing found, concluded', () => concluded(declined(nothingOf('undetermined'))), ['confirmed', 'lost']],
  ['only located, concluded', () => concluded(declined(found('undetermined'))), ['confirmed', 'lost']],
  ['legitimate', () => find(onScene(), 'legitimate'), ['legitimate']],
  ['legitimate after a stop', () => unfrozen(find(stopped(), 'legitimate', '17:00')), ['legitimate']],
  ['cleared from afar', cleared, ['legitimate']],
  ['linked late', () => linked(handedBack(declined(secure(found('tool'))))), ['confirmed', 'lost', 'linked']],
  ['reopened and concluded without a new finding', reopened, ['lost']],
];

function partly(): Play {
  const play = inCustody();
  play
    .do('17:10', 'duty', 'victim.identified', { name: '王某' })
    .do('17:20', 'duty', 'claim.filed', {
      victim: 'victim-1',
      asset: 'cash-1',
      amount: '15000000',
      paidInAt: '2024-11-18T14:20:00+08:00',
      how: '手机银行',
    })
    .do('17:25', 'officer', 'claim.verified', { part: 'claim-1', trace: '14:21 到账' })
    .do('17:30', 'officer', 'return.proposed', { asset: 'cash-1', mode: 'physical' });
  play.do('17:40', 'county', 'return.approved', { part: 'return-1', proposal: play.facts('return-1')['proposal'] });
  return dismissed(withCase(handOut(play)));
}

function lostAgain(): Play {
  const play = fileCase(secure(found('undetermined')));
  return play.do('18:10', 'officer', 'cash.lost', { part: 'cash-1', how: '火灾' });
}

function both(): Play {
  const play = secure(persuaded(found('victim')), '20000000', '15:45');
  fileCase(play, '15:46')
    .do('15:47', 'county', 'cash.seizureApproved', { part: 'cash-1', decisionNumber: 'D1' })
    .do('15:48', 'officer', 'cash.seized', {
      part: 'cash-1',
      officers: ['officer', 'officer2'],
      video: 'V1',
      listNumber: 'L1',
    })
    .do('17:00', 'custodian', 'cash.custodyAccepted', { part: 'cash-1', amount: '20000000' });
  return withCase(play);
}

function cleared(): Play {
  const grounds = ['historyNormal', 'noAdverseCheck'];
  return reported().do('15:03', 'duty', 'lead.classified', { finding: 'legitimate', ...reason, grounds });
}

function reopened(): Play {
  const play = find(onScene(reportWithout('account')), 'legitimate')
    .do('15:20', 'duty', 'lead.feedbackSent', { result: 'legitimate' })
    .do('15:21', 'teller', 'lead.feedbackAcknowledged')
    .do('16:00', 'centerlead', 'lead.reopened', reason);
  return concluded(play);
}

describe('what the bank may be told at the end', () => {
  it.each(ends)('%s', (_, play, expected) => {
    const end = play();
    expect(unsettled(end.view)).toEqual([]);
    expect(allowed(end, '19:00').sort()).toEqual([...expected].sort());
  });
});

describe('what the bank may be told on the way', () => {
  it.each([
    ['while the money may still be stopped, nothing final', () => found(), ['confirmed']],
    ['while cash is held: that it was stopped', () => secure(found()), ['confirmed', 'interceptedParked']],
    ['while the account is stopped', () => stopped(), ['confirmed', 'interceptedParked']],
    ['while a return is under way', () => approved(), ['confirmed', 'interceptedParked']],
    ['before all of an asset has gone back', () => inCustody(), ['confirmed', 'interceptedParked']],
    ['before anything was looked for', () => nothingOf('suspect'), ['confirmed']],
    [
      'that the lead went into another',
      () => reported().do('15:01', 'duty', 'lead.linked', { lead: 'L-2', ...reason }),
      ['linked'],
    ],
  ] as [string, () => Play, string[]][])('%s', (_, play, expected) => {
    expect(allowed(play(), '19:00').sort()).toEqual([...expected].sort());
  });
});
