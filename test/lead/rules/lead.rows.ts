import type { Actor } from '../../../src/engine/definition/index.js';
import { type House, house, type Outcome, type Play } from '../play.js';
import {
  both,
  caught,
  claim,
  enRoute,
  feedBack,
  fileCase,
  find,
  found,
  inCustody,
  onScene,
  propose,
  reported,
  reportWithout,
  secure,
  victim,
} from '../scenes.js';
import { type Row, row } from './row.js';

function clearedAndClosed(): Play {
  const play = reported().do('15:03', 'duty', 'lead.classified', remote(['historyNormal', 'noAdverseCheck']));
  return feedBack(play, 'legitimate');
}

function remote(grounds: string[], finding = 'legitimate'): Record<string, unknown> {
  return { finding, reason: '已核实', grounds };
}

const circle: House = (question, actor) =>
  question.name === 'link' ? { id: 'x', number: 'x', circle: true } : house(question, actor);

const ended: House = (question, actor) =>
  question.name === 'link' ? { id: 'x', number: 'x', circle: false, ended: true } : house(question, actor);

function links(answers: House, play = reported()): Outcome {
  play.house = answers;
  return play.record('15:12', 'duty', 'lead.linked', { lead: 'GL-2', reason: '同一账户' });
}

function dispatches(station: string): Outcome {
  return reported().record('15:01', 'duty', 'lead.dispatched', { station });
}

function supports(station: string): Outcome {
  return enRoute().record('15:05', 'duty', 'lead.supportRequested', { station, task: '拦截' });
}

function sent(): Play {
  return reported().do('15:01', 'duty', 'lead.dispatched', { station: 'xiufeng' });
}

const legitimate = { finding: 'legitimate', reason: '用途属实' };
const leaves = { means: 'onFoot', suspect: 'suspect-1' };
const filing = { caseNumber: 'A1', kind: 'criminal', organ: '秀峰分局', filedAt: '2024-11-18T15:00:00+08:00' };

const withoutLevel: Actor = { account: 'chief', role: 'approver', org: { code: 'xiufeng', kind: 'station' } };

function extendsReview(time: string, who: 'county' | 'city' | Actor = 'county', more: object = {}): Outcome {
  return found().record(time, who, 'lead.filingExtended', { days: 7, ...more });
}

function extendsAgain(before: number, days: number): Outcome {
  return found()
    .do('15:20', 'county', 'lead.filingExtended', { days: before })
    .record('15:30', 'county', 'lead.filingExtended', { days });
}

function revokes(who: 'city' | Actor): Outcome {
  return find(fileCase(found()), 'legitimate', '15:40').record('16:00', who, 'lead.filingRevoked', { reason: '无罪' });
}

function filesAgain(kind: string): Outcome {
  return fileCase(onScene(), '15:30', 'administrative').record('15:40', 'officer', 'lead.filed', { ...filing, kind });
}

/** A case filed, then found to be none, while a return stands on its cash: only a fault of the record gets there. */
function legitimateWithReturn(open: boolean): Play {
  const play = inCustody();
  claim(play, victim(play), '20000000');
  if (open) propose(play);
  return play.alter('lead-1', { facts: { finding: 'legitimate' } });
}

/** The spine: linking, stations, findings, filing, feedback. */
export const leadRows: readonly Row[] = [
  row(
    'lead.linked',
    'noCircle',
    () => links(circle),
    () => links(house),
  ),
  // On the scene the link is but an entry: this lead is worked on all the same.
  row(
    'lead.linked',
    'carriedOn',
    () => links(ended),
    () => links(ended, onScene()),
  ),
  row(
    'lead.infoRequested',
    'leadOpen',
    () => clearedAndClosed().record('20:11', 'duty', 'lead.infoRequested', { question: '在吗' }),
    () => reported().record('15:01', 'duty', 'lead.infoRequested', { question: '在吗' }),
  ),
  row(
    'lead.dispatched',
    'stationOnDuty',
    () => dispatches('yanshan'),
    () => dispatches('xiufeng'),
  ),
  row(
    'lead.supportRequested',
    'stationOnDuty',
    () => supports('nowhere'),
    () => supports('diecai'),
  ),
  row(
    'lead.supportRequested',
    'furtherStation',
    () => supports('xiufeng'),
    () => supports('diecai'),
  ),
  row(
    'lead.accepted',
    'atDispatchedStation',
    () => sent().record('15:02', 'station2', 'lead.accepted', { officers: ['officer'] }),
    () => sent().record('15:02', 'station', 'lead.accepted', { officers: ['officer'] }),
  ),
  row(
    'lead.accepted',
    'officersOfThatStation',
    () => sent().record('15:02', 'station', 'lead.accepted', { officers: ['officer', 'officer3'] }),
    () => sent().record('15:02', 'station', 'lead.accepted', { officers: both }),
  ),
  row(
    'lead.declined',
    'atDispatchedStation',
    () => sent().record('15:02', 'station2', 'lead.declined', { reason: '忙' }),
    () => sent().record('15:02', 'station', 'lead.declined', { reason: '忙' }),
  ),
  row(
    'lead.arrived',
    'atStationOfTheCase',
    () => enRoute().record('15:10', 'officer3', 'lead.arrived', { officers: ['officer3'] }),
    () =>
      enRoute()
        .do('15:05', 'duty', 'lead.supportRequested', { station: 'diecai', task: '先到先处置' })
        .record('15:10', 'officer3', 'lead.arrived', { officers: ['officer3'] }),
  ),
  row(
    'lead.arrived',
    'ownOfficers',
    () => enRoute().record('15:10', 'officer', 'lead.arrived', { officers: ['officer', 'station'] }),
    () => enRoute().record('15:10', 'officer', 'lead.arrived', { officers: both }),
  ),
  row(
    'lead.subjectLeft',
    'suspectCanLeave',
    () => caught().record('15:50', 'officer', 'lead.subjectLeft', leaves),
    () => found().record('15:50', 'officer', 'lead.subjectLeft', leaves),
  ),
  row(
    'lead.classified',
    'onSceneOrCenter',
    () => enRoute().record('15:05', 'officer', 'lead.classified', remote(['historyNormal', 'noAdverseCheck'])),
    () => enRoute().record('15:05', 'duty', 'lead.classified', remote(['historyNormal', 'noAdverseCheck'])),
  ),
  row(
    'lead.classified',
    'remoteClearing',
    () => reported().record('15:01', 'duty', 'lead.classified', remote(['historyNormal'])),
    () => reported().record('15:01', 'duty', 'lead.classified', remote(['historyNormal', 'purposeEvidence'])),
  ),
  row(
    'lead.classified',
    'nothingBeingReturned',
    () => returning().record('17:35', 'officer', 'lead.classified', legitimate),
    () =>
      returning()
        .do('17:34', 'duty', 'return.withdrawn', { part: 'return-1', reason: '有误' })
        .record('17:35', 'officer', 'lead.classified', legitimate),
  ),
  row(
    'lead.classified',
    'releasedFirst',
    () => caught().record('15:50', 'officer', 'lead.classified', legitimate),
    () =>
      caught()
        .do('15:49', 'officer', 'suspect.released', { part: 'suspect-1', reason: '排除' })
        .record('15:50', 'officer', 'lead.classified', legitimate),
  ),
  row(
    'lead.filed',
    'onScene',
    () => enRoute().record('15:05', 'officer', 'lead.filed', filing),
    () => onScene().record('15:12', 'officer', 'lead.filed', filing),
  ),
  row(
    'lead.filed',
    'notYetCriminal',
    () => fileCase(onScene()).record('15:40', 'officer', 'lead.filed', filing),
    () => fileCase(onScene(), '15:30', 'administrative').record('15:40', 'officer', 'lead.filed', filing),
  ),
  row(
    'lead.filed',
    'onlyToCriminal',
    () => filesAgain('administrative'),
    () => filesAgain('criminal'),
  ),
  row(
    'lead.filingDeclined',
    'onScene',
    () => enRoute().record('15:05', 'officer', 'lead.filingDeclined', { reason: '无' }),
    () => onScene().record('15:12', 'officer', 'lead.filingDeclined', { reason: '无' }),
  ),
  row(
    'lead.filingExtended',
    'approverLevel',
    () => extendsReview('11-21 15:14', withoutLevel),
    () => extendsReview('11-21 15:14', 'city'),
  ),
  row(
    'lead.filingExtended',
    'reviewExtendedInTime',
    () => extendsReview('11-21 15:15'),
    () => extendsReview('11-21 15:15', 'county', { at: '2024-11-21T15:14:00+08:00' }),
  ),
  row(
    'lead.filingExtended',
    'sevenOrThirtyDays',
    () => found().record('15:20', 'county', 'lead.filingExtended', { days: 8 }),
    () => found().record('15:20', 'county', 'lead.filingExtended', { days: 30 }),
  ),
  row(
    'lead.filingExtended',
    'reviewNotShortened',
    () => extendsAgain(30, 7),
    () => extendsAgain(7, 30),
  ),
  row(
    'lead.filingRevoked',
    'approverLevel',
    () => revokes(withoutLevel),
    () => revokes('city'),
  ),
  row(
    'lead.filingRevoked',
    'foundLegitimate',
    () => fileCase(found()).record('16:00', 'county', 'lead.filingRevoked', { reason: '无罪' }),
    () =>
      find(fileCase(found()), 'legitimate', '15:40').record('16:00', 'county', 'lead.filingRevoked', {
        reason: '无罪',
      }),
  ),
  row(
    'lead.filingRevoked',
    'noReturnUnderWay',
    () => legitimateWithReturn(true).record('18:00', 'county', 'lead.filingRevoked', { reason: '无罪' }),
    () => legitimateWithReturn(false).record('18:00', 'county', 'lead.filingRevoked', { reason: '无罪' }),
  ),
  row(
    'lead.feedbackSent',
    'caseOpen',
    () => clearedAndClosed().record('20:30', 'duty', 'lead.feedbackSent', { result: 'legitimate' }),
    () =>
      found('suspect', reportWithout('account')).record('20:30', 'duty', 'lead.feedbackSent', { result: 'confirmed' }),
  ),
  row(
    'lead.feedbackSent',
    'resultAgrees',
    () => feedsBack('interceptedParked'),
    () => feedsBack('interceptedParked', secure(found())),
  ),
];

function feedsBack(result: string, play: Play = found()): Outcome {
  return play.record('20:30', 'duty', 'lead.feedbackSent', { result });
}

function returning(): Play {
  const play = inCustody();
  claim(play, victim(play), '20000000');
  return propose(play);
}
