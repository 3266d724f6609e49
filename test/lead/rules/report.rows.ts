import { defaultSettings } from '../../../src/lead/settings.js';
import type { Who } from '../people.js';
import { type House, house, type Outcome, Play } from '../play.js';
import { enRoute, report, reported, reportWithout } from '../scenes.js';
import { type Row, row } from './row.js';

const strict = { ...defaultSettings, holdMax: 10 };

function reports(body: Record<string, unknown>, who: Who = 'teller', settings = defaultSettings): Outcome {
  return new Play(settings).record('15:00', who, 'lead.reported', body);
}

const heldBefore: House = (question, actor) => question.name === 'heldElsewhere' || house(question, actor);

function withHouse(play: Play, answers: House): Play {
  play.house = answers;
  return play;
}

const noHold = reportWithout('hold');
const delay = { minutes: 20, reason: '核实', told: 'now' };
const gold = { ...noHold, subject: 'goldPurchase', amount: '135000' };
const goldAlone = { ...reportWithout('hold', 'account'), subject: 'goldPurchase', amount: '135000' };
const account = report.account;

function starts(play: Play, body: Record<string, unknown> = delay, time = '15:05'): Outcome {
  return play.record(time, 'teller', 'hold.started', body);
}

function supplements(play: Play, body: Record<string, unknown>, who: Who = 'teller'): Outcome {
  return play.record('15:05', who, 'lead.supplemented', body);
}

const bare = () => reported(noHold);

const clearedBare = () =>
  bare().do('15:04', 'duty', 'lead.classified', {
    finding: 'legitimate',
    reason: '已核实',
    grounds: ['historyNormal', 'purposeEvidence'],
  });

const supplementRows: readonly Row[] = [
  row(
    'lead.supplemented',
    'accountSumInFen',
    () => supplements(reported(goldAlone), { account }),
    () => supplements(reported(goldAlone), { account: { ...account, amount: '8370000' } }),
  ),
  row(
    'lead.supplemented',
    'bankDelays',
    () => supplements(bare(), { hold: delay }, 'duty'),
    () => supplements(bare(), { hold: delay }, 'bankdesk'),
  ),
  row(
    'lead.supplemented',
    'oneHoldIn24h',
    () => supplements(withHouse(bare(), heldBefore), { hold: delay }),
    () => supplements(withHouse(bare(), heldBefore), { note: '未延迟' }),
  ),
  row(
    'lead.supplemented',
    'withinHoldLimit',
    () => supplements(new Play(strict).do('15:00', 'teller', 'lead.reported', noHold), { hold: delay }),
    () =>
      supplements(new Play(strict).do('15:00', 'teller', 'lead.reported', noHold), { hold: { ...delay, minutes: 10 } }),
  ),
  row(
    'lead.supplemented',
    'laterReasonGiven',
    () => supplements(bare(), { hold: { ...delay, told: 'later' } }),
    () => supplements(bare(), { hold: { ...delay, told: 'later', laterReason: '同伙在外' } }),
  ),
  row(
    'lead.supplemented',
    'customerNotCleared',
    () => supplements(clearedBare(), { hold: delay }),
    () => supplements(clearedBare(), { note: '客户已离开' }),
  ),
];

/** Reporting, supplementing and delaying a payment. */
export const reportRows: readonly Row[] = [
  ...supplementRows,
  row(
    'lead.reported',
    'accountOrCustomer',
    () => reports(reportWithout('account', 'customer')),
    () => reports(reportWithout('account')),
  ),
  row(
    'lead.reported',
    'enoughIndicators',
    () => reports({ ...report, indicators: ['RAPID_IN_OUT', 'OUT_OF_PROVINCE_MULTI_SOURCE'] }),
    () => reports({ ...report, indicators: ['RAPID_IN_OUT', 'EVASIVE_OR_FLIGHT'] }),
  ),
  row(
    'lead.reported',
    'accountSumInFen',
    () => reports(gold),
    () => reports({ ...gold, account: { ...account, amount: '8370000' } }),
  ),
  row(
    'lead.reported',
    'bankDelays',
    () => reports(report, 'duty'),
    () => reports(noHold, 'duty'),
  ),
  row(
    'lead.reported',
    'oneHoldIn24h',
    () => withHouse(new Play(), heldBefore).record('15:00', 'teller', 'lead.reported', report),
    () => withHouse(new Play(), heldBefore).record('15:00', 'teller', 'lead.reported', noHold),
  ),
  row(
    'lead.reported',
    'withinHoldLimit',
    () => reports(report, 'teller', strict),
    () => reports({ ...report, hold: { ...delay, minutes: 10 } }, 'teller', strict),
  ),
  row(
    'lead.reported',
    'laterReasonGiven',
    () => reports({ ...report, hold: { ...delay, told: 'later' } }),
    () => reports({ ...report, hold: { ...delay, told: 'later', laterReason: '同伙在外' } }),
  ),
  row(
    'lead.supplemented',
    'somethingSupplied',
    () => reported().record('15:01', 'teller', 'lead.supplemented', {}),
    () => reported().record('15:01', 'teller', 'lead.supplemented', { note: '客户情绪激动' }),
  ),
  row(
    'lead.supplemented',
    'onlyLeftOut',
    () => reported().record('15:01', 'teller', 'lead.supplemented', { customer: { name: '李某' } }),
    () =>
      reported(reportWithout('customer')).record('15:01', 'teller', 'lead.supplemented', { customer: report.customer }),
  ),
  row(
    'lead.supplemented',
    'enoughIndicators',
    () => suspects([]),
    () => suspects(['RAPID_IN_OUT']),
  ),
  row(
    'hold.started',
    'oneHoldIn24h',
    () => starts(reported(), delay, '11-19 14:59'),
    () => starts(reported(), delay, '11-19 15:00'),
  ),
  row(
    'hold.started',
    'withinHoldLimit',
    () => starts(new Play(strict).do('15:00', 'teller', 'lead.reported', noHold)),
    () => starts(new Play(strict).do('15:00', 'teller', 'lead.reported', noHold), { ...delay, minutes: 10 }),
  ),
  row(
    'hold.started',
    'laterReasonGiven',
    () => starts(reported(noHold), { ...delay, told: 'later' }),
    () => starts(reported(noHold), { ...delay, told: 'later', laterReason: '同伙在外' }),
  ),
  row(
    'hold.released',
    'beforeItEnded',
    () => expired().record('15:25', 'teller', 'hold.released', { part: 'hold-1', reason: '已核实', at: ended }),
    () => expired().record('15:25', 'teller', 'hold.released', { part: 'hold-1', reason: '已核实', at: before }),
  ),
  row(
    'hold.extended',
    'beforeItEnded',
    () => expired().record('15:25', 'duty', 'hold.extended', { part: 'hold-1', minutes: 10 }),
    () => expired().record('15:25', 'duty', 'hold.extended', { part: 'hold-1', minutes: 10, at: before }),
  ),
  row(
    'hold.extended',
    'notYetExtended',
    () =>
      enRoute()
        .do('15:05', 'duty', 'hold.extended', { part: 'hold-1', minutes: 10 })
        .record('15:06', 'duty', 'hold.extended', { part: 'hold-1', minutes: 10 }),
    () => enRoute().record('15:05', 'officer', 'hold.extended', { part: 'hold-1', minutes: 10 }),
  ),
  row(
    'hold.extended',
    'verificationUnderWay',
    () => reported().record('15:01', 'duty', 'hold.extended', { part: 'hold-1', minutes: 10 }),
    () =>
      reported()
        .do('15:01', 'duty', 'lead.acknowledged')
        .record('15:01', 'duty', 'hold.extended', { part: 'hold-1', minutes: 10 }),
  ),
  row(
    'hold.extended',
    'withinHoldLimit',
    () => extendsUnder(11),
    () => extendsUnder(10),
  ),
];

const ended = '2024-11-18T15:20:00+08:00';
const before = '2024-11-18T15:19:59+08:00';

/** Nobody let the customer go within the 20 minutes. */
function expired(): Play {
  return enRoute().until('15:25');
}

function extendsUnder(minutes: number): Outcome {
  return new Play(strict)
    .do('15:00', 'teller', 'lead.reported', { ...report, hold: { ...delay, minutes: 10 } })
    .do('15:01', 'duty', 'lead.acknowledged')
    .record('15:02', 'duty', 'hold.extended', { part: 'hold-1', minutes });
}

/** Reported on behaviour alone; the customer is suspected in a supplement. */
function suspects(indicators: string[]): Outcome {
  const behaviour = ['EVASIVE_OR_FLIGHT', 'SCRIPTED_REMOTE_DIRECTED'];
  const play = reported({ ...report, suspectedRole: 'unknown', indicators: behaviour });
  const more = indicators.length > 0 ? { indicators } : {};
  return play.record('15:01', 'teller', 'lead.supplemented', { suspectedRole: 'suspect', ...more });
}
