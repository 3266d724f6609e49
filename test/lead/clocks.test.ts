import { describe, expect, it } from '@jest/globals';
import { leadCase } from '../../src/lead/lead.case.js';
import { defaultSettings } from '../../src/lead/settings.js';
import { stopped as freezable, frozen, ordered, renewalOrdered, requested } from './freezing.js';
import { moment, Play } from './play.js';
import { announced as announcedReturn, objected, served } from './returning-money.js';
import {
  approveTransfer,
  both,
  carrierHeld,
  caught,
  detain,
  elsewhere,
  enRoute,
  fileCase,
  find,
  found,
  handOverCase,
  inCustody,
  leaving,
  onScene,
  proposeTransfer,
  report,
  reported,
  reportWithout,
  secure,
  seizure,
} from './scenes.js';

interface Row {
  readonly clock: string;
  readonly part: string;
  readonly case: string;
  readonly play: () => Play;
  readonly due: string;
  /** What the strike leaves: the state it moves the part to, or `overdue` when the part stays and the row with it. */
  readonly then: unknown;
}

const later = { ...report, hold: { minutes: 20, reason: '核实', told: 'later', laterReason: '同伙在外' } };
const order = { part: 'account-1', orderNumber: 'S1' };

function stopped(stoppedAt?: string): Play {
  return found()
    .do('15:20', 'duty', 'account.stopPayOrdered', order)
    .do('15:25', 'bankdesk', 'account.stopPaid', { part: 'account-1', amount: '20000000', stoppedAt });
}

function renewed(until: string): Play {
  return renewalOrdered().do('2025-05-12 10:00', 'bankdesk', 'account.freezeRenewed', { part: account, until });
}

function questioned(protection: string, arrivedAt = '2024-11-18T15:45:00+08:00'): Play {
  return caught(found()).do('16:00', 'officer', 'suspect.questioned', { part: 'suspect-1', arrivedAt, protection });
}

/** Ran away at that time, brought in again and questioned on; nobody says again who the law protects. */
function questionedAgain(play: Play, fled: string, again: string): Play {
  return play
    .do(fled, 'officer', 'suspect.fled', { part: suspect, how: '后门' })
    .do(again, 'officer', 'suspect.caught', { part: suspect, where: '车站' })
    .do(again, 'officer', 'suspect.questioned', { part: suspect, arrivedAt: moment(again) });
}

/** Detained at 19:00, ran away 12 hours later, and is detained again after as many. */
function detainedAgain(play: Play = detain(caught())): Play {
  play
    .do('11-19 07:00', 'officer', 'suspect.fled', { part: suspect, how: '就医途中' })
    .do('11-19 18:00', 'officer', 'suspect.caught', { part: suspect, where: '车站' });
  return detain(play, '11-19 19:00');
}

function arrestRequested(): Play {
  return detain(caught()).do('11-21 10:00', 'officer', 'suspect.arrestRequested', { part: suspect });
}

function summoned(hours?: number, kind?: string): Play {
  const play = caught(fileCase(found(), '15:30', kind));
  return play.do('16:00', 'officer', 'suspect.summoned', { part: 'suspect-1', hours });
}

function seized(): Play {
  return fileCase(secure(found(), '1000000')).do('15:40', 'officer', 'cash.seized', { part: 'cash-1', ...seizure });
}

function fedBack(result = 'confirmed', play = found()): Play {
  return play.do('16:00', 'duty', 'lead.feedbackSent', { result });
}

function watched(): Play {
  return found('victim')
    .do('15:20', 'officer', 'victim.contacted', { part: 'victim-1', channel: '当面' })
    .do('15:40', 'officer', 'victim.persuaded', { part: 'victim-1' });
}

function extendedHold(): Play {
  return enRoute().do('15:05', 'duty', 'hold.extended', { part: 'hold-1', minutes: 15 });
}

function announced(time: string): Play {
  return inCustody().do(time, 'officer', 'cash.announced', { part: 'cash-1', noticeNumber: 'G1' });
}

function row(clock: string, part: string, why: string, play: () => Play, due: string, then: unknown = 'overdue'): Row {
  return { clock, part, case: why, play, due, then };
}

const lead = 'lead-1';
const account = 'account-1';
const cash = 'cash-1';
const suspect = 'suspect-1';
const unrelated = { part: cash, reason: '合法收入' };

const rows: readonly Row[] = [
  row('acknowledge', lead, 'from the recording', () => reported(), '15:02'),
  row('dispatch', lead, 'from the recording', () => reported().do('15:01', 'duty', 'lead.acknowledged'), '15:04'),
  row(
    'accept',
    lead,
    'anew with every dispatch',
    () =>
      reported()
        .do('15:01', 'duty', 'lead.dispatched', { station: 'xiufeng' })
        .do('15:03', 'duty', 'lead.dispatched', { station: 'diecai' }),
    '15:06',
  ),
  row('arrive', lead, 'from the acceptance', () => enRoute(), '15:18'),
  row(
    'answer',
    lead,
    'from the question',
    () => reported().do('15:01', 'duty', 'lead.infoRequested', { question: '在吗' }),
    '15:11',
  ),
  row('filingReview', lead, '3 days from the first finding', () => found(), '11-21 15:14'),
  row(
    'filingReview',
    lead,
    'a revised finding does not restart it',
    () => find(found(), 'tool', '11-20 10:00'),
    '11-21 15:14',
  ),
  row(
    'filingReview',
    lead,
    'extended to 30 days from the first finding',
    () => found().do('11-20 15:00', 'county', 'lead.filingExtended', { days: 30 }),
    '12-18 15:14',
  ),
  row('feedback', lead, 'after the finding', () => found(), '11-19 15:14'),
  row('feedbackRead', lead, 'after sending', () => fedBack(), '11-19 16:00'),
  row('feedbackCounts', lead, 'an interim word counts as read', () => fedBack(), '11-25 16:00', {
    feedback: 'interim',
  }),
  row(
    'feedbackCounts',
    lead,
    'a result counts as read',
    () => fedBack('interceptedParked', secure(found())),
    '11-25 16:00',
    {
      feedback: 'acknowledged',
    },
  ),
  row('holdExpires', 'hold-1', 'as the bank asked', () => reported(), '15:20', { payment: 'expired' }),
  row('holdExpires', 'hold-1', 'once extended', () => extendedHold(), '15:35', { payment: 'expired' }),
  row('tellCustomer', 'hold-1', 'before the hold ends', () => reported(later), '15:20'),
  row(
    'tellCustomer',
    'hold-1',
    'also after the payment was released',
    () => reported(later).do('15:10', 'teller', 'hold.released', { part: 'hold-1', reason: '核实' }),
    '15:20',
  ),
  row(
    'bankAnswers',
    account,
    'from the order',
    () => found().do('15:20', 'duty', 'account.stopPayOrdered', order),
    '15:50',
  ),
  row('stopPayLapses', account, '48 hours', () => stopped(), '11-20 15:25', 'located'),
  row(
    'stopPayLapses',
    account,
    'from when the bank stopped',
    () => stopped('2024-11-18T15:21:00+08:00'),
    '11-20 15:21',
    'located',
  ),
  row('stopPayLapses', account, 'runs on while the freeze is decided', () => ordered(), '11-20 15:21', 'located'),
  row('freezeEnds', account, '6 calendar months', () => frozen(), '2025-05-18 17:00', 'lapsed'),
  row(
    'freezeEnds',
    account,
    'a year when the city ordered it',
    () => frozen(ordered(requested(freezable(), { months: 12 }), '16:30', 'city')),
    '2025-11-18 17:00',
    'lapsed',
  ),
  row(
    'freezeEnds',
    account,
    "renewed, to the bank's own end",
    () => renewed('2025-11-01T00:00:00+08:00'),
    '2025-11-01 00:00',
    'lapsed',
  ),
  row('freezeWarning30', account, '30 days before', () => frozen(), '2025-04-18 17:00'),
  row('freezeWarning30', account, 'anew when renewed', () => renewed('2025-11-18T17:00:00+08:00'), '2025-10-19 17:00'),
  row('freezeWarning7', account, '7 days before', () => frozen(), '2025-05-11 17:00'),
  row('freezeWarning1', account, 'the day before', () => frozen(), '2025-05-17 17:00'),
  row('noticeEnds', 'return-1', '30 days', () => announcedReturn(), '12-18 17:35'),
  row(
    'noticeEnds',
    'return-1',
    'not begun anew by an objection',
    () =>
      objected().do('11-25 10:00', 'duty', 'return.objectionResolved', { part: 'return-1', objection: 1, how: '无关' }),
    '12-18 17:35',
  ),
  row('bankExecutes', 'return-1', "by the calendar's answer", () => served(), '11-23 17:50'),
  row('unfreezeUnrelated', account, '3 days', () => find(stopped(), 'legitimate', '16:00'), '11-21 16:00'),
  row('registerSecured', cash, '24 hours', () => secure(found()), '11-19 15:16'),
  row(
    'registerSecured',
    cash,
    'from the deed, not the recording',
    () => found().do('15:30', 'officer', 'cash.secured', { ...cashOf(), at: '2024-11-18T15:16:00+08:00' }),
    '11-19 15:16',
  ),
  row('handOver', cash, '24 hours', () => seized(), '11-19 15:40'),
  row(
    'releaseUnrelated',
    cash,
    '3 days',
    () => seized().do('16:00', 'officer', 'cash.unrelated', unrelated),
    '11-21 16:00',
  ),
  row('unclaimed', cash, '6 calendar months', () => announced('18:00'), '2025-05-18 18:00'),
  row('unclaimed', cash, 'the last day of a shorter month', () => announced('2025-08-31 10:00'), '2026-02-28 10:00'),
  row('decideParcel', 'parcel-1', 'a day from the recording', () => carrierHeld(found()), '11-19 15:20'),
  row('decideMeasure', suspect, '12 hours', () => caught(), '11-19 03:40'),
  row('questioning', suspect, '12 hours from arrival', () => questioned('none'), '11-19 03:45'),
  row('questioning', suspect, '4 hours under 16', () => questioned('under16'), '19:45'),
  row('questioning', suspect, '4 hours from 70 on', () => questioned('seventyOrOver'), '19:45'),
  row('questioning', suspect, '4 hours pregnant or nursing', () => questioned('pregnantOrNursing'), '19:45'),
  row(
    'questioning',
    suspect,
    'less what was used before a flight',
    () => questionedAgain(questioned('under16'), '17:15', '18:00'),
    '20:30',
  ),
  row(
    'questioning',
    suspect,
    'less what was used before two flights',
    () => questionedAgain(questionedAgain(questioned('none'), '17:15', '18:00'), '18:30', '20:00'),
    '11-19 06:00',
  ),
  row(
    'questioning',
    suspect,
    'overdue at once when nothing was left',
    () => questionedAgain(questioned('seventyOrOver'), '19:46', '19:50'),
    '19:49',
  ),
  row(
    'questioning',
    suspect,
    'extended to 24',
    () => questioned('none').do('20:00', 'county', 'suspect.questioningExtended', { part: suspect, hours: 24 }),
    '11-19 15:45',
  ),
  row('summons', suspect, '12 hours', () => summoned(), '11-19 04:00'),
  row('summons', suspect, '24 hours', () => summoned(24), '11-19 16:00'),
  row(
    'summons',
    suspect,
    '8 hours in an administrative case',
    () => summoned(undefined, 'administrative'),
    '11-19 00:00',
  ),
  row('detentionHouse', suspect, '24 hours', () => detain(caught()), '11-19 19:00'),
  row('familyNotice', suspect, '24 hours', () => detain(caught()), '11-19 19:00'),
  row('interview', suspect, '24 hours', () => detain(caught()), '11-19 19:00'),
  row('arrestRequest', suspect, '3 days', () => detain(caught()), '11-21 19:00'),
  row(
    'arrestRequest',
    suspect,
    '30 days from the detention',
    () => detain(caught()).do('11-20 10:00', 'county', 'suspect.arrestRequestExtended', { part: suspect, days: 30 }),
    '12-18 19:00',
  ),
  row('arrestRequest', suspect, 'less what was used before a flight', () => detainedAgain(), '11-22 07:00'),
  row(
    'arrestRequest',
    suspect,
    'as extended before a flight',
    () =>
      detainedAgain(
        detain(caught()).do('11-19 06:00', 'county', 'suspect.arrestRequestExtended', { part: suspect, days: 7 }),
      ),
    '11-26 07:00',
  ),
  row('arrestDecision', suspect, '7 days from the request', () => arrestRequested(), '11-28 10:00'),
  row('transfer', 'transfer-1', 'from the proposal', () => proposeTransfer(inCustody()), '11-19 19:30'),
  row(
    'transfer',
    'transfer-1',
    'from finding that the case belongs elsewhere, through the approval',
    () => approveTransfer(proposeTransfer(inCustody(), { ...elsewhere, foundAt: '2024-11-18T18:00:00+08:00' })),
    '11-19 18:00',
  ),
  row('transferNotice', 'transfer-1', 'from the hand-over', () => handOverCase(leaving()), '11-21 20:00'),
  row('watch', 'victim-1', '30 days', () => watched(), '12-18 15:40', 'done'),
  row('evidenceDue', 'evidence-1', '24 hours', () => promised(), '11-19 15:11'),
  row(
    'evidenceScan',
    'evidence-1',
    'an hour from its arrival',
    () => promised().do('15:20', 'officer', 'evidence.received', { part: 'evidence-1', blob: 'a'.repeat(64) }),
    '16:20',
  ),
  row('answerComplaint', 'complaint-1', '15 days', () => complained(), '12-03 15:30'),
];

function complained(): Play {
  return reported().do('15:30', 'duty', 'complaint.opened', { noSlip: '未交付', text: '无人说明' });
}

function promised(): Play {
  return onScene().do('15:11', 'officer', 'evidence.promised', { what: 'video' });
}

function cashOf(): Record<string, unknown> {
  const denominations = { '10000': 2000 };
  return { amount: '20000000', denominations, heldBy: '张某', where: '窗口', officers: both, from: account };
}

describe('the clocks', () => {
  it('each have a row', () => {
    expect(new Set(rows.map((each) => each.clock))).toEqual(new Set(leadCase.clocks.keys()));
  });

  it.each(rows)('$clock is due: $case', ({ play, part, clock, due }) => {
    expect(play().clock(part, clock)?.dueAt).toBe(moment(due));
  });

  it.each(rows)('$clock strikes: $case', ({ play, part, clock, due, then }) => {
    const struck = play().until(due);
    if (then === 'overdue') expect(struck.overdue).toContain(`${part}/${clock}`);
    else {
      expect(struck.clock(part, clock)).toBeUndefined();
      if (typeof then === 'string') expect(struck.state(part)).toBe(then);
      else expect(struck.state(part)).toMatchObject(Object(then));
    }
  });

  it('take the limits of the case, not those of the day', () => {
    const play = new Play({ ...defaultSettings, acknowledge: 5 }).do('15:00', 'teller', 'lead.reported', report);
    expect(play.clock(lead, 'acknowledge')?.dueAt).toBe(moment('15:05'));
  });

  it('fall back to the default for a limit the case was opened without', () => {
    const play = new Play({}).do('15:00', 'teller', 'lead.reported', report);
    expect(play.clock(lead, 'acknowledge')?.dueAt).toBe(moment('15:02'));
  });

  it('of a deprivation of liberty never set anybody free', () => {
    const play = detain(caught()).until('12-31 00:00');
    expect(play.state(suspect)).toEqual({
      detained: { house: 'due', family: 'due', interview: 'due', request: 'due' },
    });
  });

  it('stay overdue until their state is left', () => {
    const play = reported().until('15:10');
    expect(play.overdue).toEqual(['lead-1/acknowledge']);
    expect(play.do('15:11', 'duty', 'lead.acknowledged').overdue).toEqual([]);
  });

  it('each of a detention is stopped by its own event', () => {
    const play = detain(caught()).do('20:00', 'officer', 'suspect.housed', { part: suspect });
    expect(play.clock(suspect, 'detentionHouse')).toBeUndefined();
    expect(play.clock(suspect, 'familyNotice')).toBeDefined();
  });

  it('name their limit in both languages and whom they alarm', () => {
    for (const clock of leadCase.clocks.values()) {
      expect(clock.limit.zh).not.toBe('');
      expect(clock.limit.en).not.toBe('');
      expect(clock.basis).not.toBe('');
      if (['escalate', 'breach', 'mustRelease'].includes(clock.atEnd)) expect(clock.alarms).not.toEqual([]);
    }
  });

  it('of an empty hand stand on nothing final', () => {
    const play = onScene(reportWithout('hold'));
    for (const clock of play.file.clocks) expect(play.part(clock.part).final).toBe(false);
  });
});
