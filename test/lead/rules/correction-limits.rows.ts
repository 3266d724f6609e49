import { defaultSettings } from '../../../src/lead/settings.js';
import { Play } from '../play.js';
import {
  approve,
  cashBody,
  caught,
  claim,
  detain,
  feedBack,
  fileCase,
  found,
  goldInCustody,
  goldReport,
  handOut,
  inCustody,
  littleGold,
  onScene,
  propose,
  report,
  reported,
  secure,
  secureGold,
  seizure,
  valued,
  victim,
} from '../scenes.js';
import { type Correction, claimed, corrected, money, reason, returned } from './correction.js';
import type { Row } from './row.js';

function stopped(): Play {
  return onScene()
    .do('15:20', 'duty', 'account.stopPayOrdered', { part: 'account-1', orderNumber: 'S1' })
    .do('15:21', 'bankdesk', 'account.stopPaid', { part: 'account-1', amount: '20000000' });
}

function unfrozen(): Play {
  return stopped()
    .do('15:30', 'officer', 'account.unfreezeOrdered', { part: 'account-1', orderNumber: 'U1' })
    .do('15:31', 'bankdesk', 'account.unfrozen', { part: 'account-1', reason });
}

/** A small sum, seized without the decision that a high one needs. */
function seizedSmall(): Play {
  return fileCase(secure(found(), '4000000')).do('15:40', 'officer', 'cash.seized', { part: 'cash-1', ...seizure });
}

/** Handed out before anyone came, and being looked for. */
function sought(): Play {
  return onScene().do('15:12', 'officer', 'cash.sought', { amount: '20000000' });
}

/** Found again; nobody has said yet which account it came from. */
function soughtAndSecured(): Play {
  const { from: _, ...body } = cashBody();
  return sought().do('15:30', 'officer', 'cash.secured', { part: 'cash-1', ...body });
}

export function closed(): Play {
  const play = secure(found('tool')).do('11-19 10:00', 'officer', 'lead.filingDeclined', { reason });
  play.do('11-19 11:00', 'officer', 'cash.handedBack', { part: 'cash-1', receipt: 'R1' });
  return feedBack(play, 'lost', '11-19 20:10');
}

export const later = '11-20 10:00';
const sum: Correction = { who: 'duty', part: 'account-1', field: 'amount', value: '21000000', time: later };

const moved: Row[] = [
  corrected(
    'account.rectified',
    'moneyNotMoved',
    unfrozen,
    { ...sum, time: '20:00' },
    { ...sum, time: '20:00' },
    onScene,
  ),
  corrected('cash.rectified', 'moneyNotMoved', returned, money['cash']!, money['cash']!, inCustody),
  corrected('claim.rectified', 'moneyNotMoved', returned, money['claim']!, money['claim']!, claimed),
  corrected('victim.rectified', 'moneyNotMoved', returned, money['victim']!, money['victim']!, claimed),
  corrected('return.rectified', 'moneyNotMoved', returned, money['return']!, {
    who: 'duty',
    part: 'return-1',
    field: 'listNumber',
    value: 'L3',
  }),
  corrected('account.rectified', 'notStoppedOnIt', stopped, money['account']!, money['account']!, onScene),
  corrected(
    'hold.rectified',
    'holdStillRuns',
    reported,
    { ...money['hold']!, time: '15:21' },
    { ...money['hold']!, time: '15:19' },
  ),
  corrected(
    'suspect.rectified',
    'libertyNotDecided',
    () => detain(caught()).do('19:30', 'officer', 'suspect.arrested', { part: 'suspect-1', approvalNumber: 'P1' }),
    { ...money['suspect']!, who: 'officer2' },
    { ...money['suspect']!, who: 'officer2' },
    () => detain(caught()),
  ),
  corrected(
    'lead.rectified',
    'libertyNotDecided',
    () => detain(caught()),
    { who: 'duty', part: 'lead-1', field: 'caseKind', value: 'administrative' },
    { who: 'duty', part: 'lead-1', field: 'caseKind', value: 'administrative' },
    () => fileCase(found()),
  ),
];

const shortHold = { ...report, hold: { ...report.hold, minutes: 10 } };

const sums: Row[] = [
  corrected(
    'cash.rectified',
    'stillAddsUp',
    () => secure(found()),
    { ...money['cash']!, field: 'amount', value: '19000000' },
    { ...money['cash']!, field: 'amount', value: '19000000' },
    () => found().do('15:15', 'duty', 'cash.sought', { amount: '20000000' }),
  ),
  corrected(
    'cash.rectified',
    'stillWithinBalance',
    () => secure(found()),
    { ...money['cash']!, value: { '10000': 2001 } },
    { ...money['cash']!, value: { '5000': 4000 } },
  ),
  corrected(
    'cash.rectified',
    'sourceKnownWhenSecured',
    sought,
    { who: 'duty', part: 'cash-1', field: 'from', value: 'account-1' },
    { who: 'duty', part: 'cash-1', field: 'from', value: 'account-1' },
    soughtAndSecured,
  ),
  corrected(
    'cash.rectified',
    'stillApproved',
    seizedSmall,
    { ...money['cash']!, value: { '10000': 500 } },
    { ...money['cash']!, value: { '10000': 499 } },
  ),
  corrected(
    'cash.rectified',
    'openForAccount',
    closed,
    { ...money['cash']!, time: later },
    { ...money['cash']!, field: 'where', value: '门口', time: later },
  ),
  corrected(
    'account.rectified',
    'stillWithinBalance',
    () => secure(found()),
    { ...sum, value: '19999999', time: '20:00' },
    { ...sum, time: '20:00' },
  ),
  corrected('account.rectified', 'openForAccount', closed, sum, { ...sum, field: 'holder', value: '张示例' }),
  corrected(
    'hold.rectified',
    'stillWithinHoldLimit',
    () => new Play({ ...defaultSettings, holdMax: 10 }).do('15:00', 'teller', 'lead.reported', shortHold),
    { ...money['hold']!, time: '15:01', value: 11 },
    { ...money['hold']!, time: '15:01', value: 9 },
  ),
];

const gold: Correction = { ...money['gold']!, time: later };

/** Secured and freed again: the account that paid for it is used up, and the case closed. */
function closedWithGold(): Play {
  const body = { ...goldReport, account: { ...goldReport.account, amount: '8370000' } };
  const play = secureGold(found('tool', body)).do('11-19 10:00', 'officer', 'lead.filingDeclined', { reason });
  play.do('11-19 11:00', 'officer', 'gold.handedBack', { part: 'gold-1', receipt: 'R1' });
  return feedBack(play, 'lost', '11-19 20:10');
}

function returnedGold(): Play {
  const play = valued(goldInCustody());
  claim(play, victim(play), '135000', '17:20', 'gold-1');
  return handOut(approve(propose(play, '17:30', 'gold-1')));
}

const little = () =>
  fileCase(secureGold(found('suspect', goldReport), littleGold)).do('15:40', 'officer', 'gold.seized', {
    part: 'gold-1',
    ...seizure,
  });

/** Handed over the counter before anyone came. */
const goldSought = () => onScene(goldReport).do('15:12', 'officer', 'gold.sought', { amount: '135000' });

const weights: Row[] = [
  corrected(
    'gold.rectified',
    'sourceKnownWhenSecured',
    goldSought,
    { ...money['gold']!, who: 'duty', field: 'from', value: 'account-1' },
    { ...money['gold']!, who: 'duty', field: 'from', value: 'account-1' },
    () => goldSought().do('15:30', 'officer', 'gold.secured', { ...littleGold, part: 'gold-1' }),
  ),
  corrected('gold.rectified', 'moneyNotMoved', returnedGold, money['gold']!, money['gold']!, goldInCustody),
  corrected(
    'gold.rectified',
    'stillWithinBalance',
    goldInCustody,
    { ...money['gold']!, field: 'paid', value: '20000001' },
    { ...money['gold']!, field: 'paid', value: '20000000' },
  ),
  corrected(
    'gold.rectified',
    'stillApproved',
    little,
    { ...money['gold']!, value: '50000' },
    { ...money['gold']!, value: '49999' },
  ),
  corrected(
    'gold.rectified',
    'openForAccount',
    closedWithGold,
    { ...gold, field: 'paid', value: '8370' },
    { ...gold, field: 'where', value: '门口' },
  ),
  corrected(
    'gold.rectified',
    'pricedByThen',
    () => valued(goldInCustody()),
    { ...money['gold']!, field: 'priceDate', value: '2024-11-19' },
    { ...money['gold']!, field: 'priceDate', value: '2024-11-17' },
  ),
];

/** What a correction must still meet, and where it comes too late. */
export const correctionLimitRows: readonly Row[] = [...moved, ...sums, ...weights];
