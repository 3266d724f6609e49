import type { Who } from '../people.js';
import { type House, house, type Outcome, Play } from '../play.js';
import {
  approved,
  assay,
  both,
  fileCase,
  found,
  goldInCustody,
  goldReport,
  handOverBody,
  leaving,
  littleGold,
  onScene,
  parcelApproved,
  parcelContents,
  receiver,
  reported,
  secure,
  secureGold,
  seizure,
  wholeSum,
} from '../scenes.js';
import { type Row, row } from './row.js';

const blob = 'a'.repeat(64);
const video = { what: 'video', device: 'ZFY-1' };

function answering(file: ReturnType<House>): House {
  return (question, actor) => (question.name === 'stored' ? file : house(question, actor));
}

function arrives(type: string | null, promised = false): Outcome {
  const play = onScene();
  if (promised) play.do('15:11', 'officer', 'evidence.promised', video);
  play.house = answering(type === null ? null : { sha256: blob, size: 10, type });
  return play.record('15:20', 'officer', 'evidence.received', { blob, ...(promised ? { part: 'evidence-1' } : {}) });
}

/** An office that takes one file a case; the first was promised, and maybe withdrawn. */
function full(withdrawn: boolean): Play {
  const play = onScene().do('15:11', 'officer', 'evidence.promised', video);
  play.file = { ...play.file, settings: { ...play.file.settings, evidenceMost: 1 } };
  return withdrawn
    ? play.do('15:12', 'officer', 'evidence.withdrawn', { part: 'evidence-1', reason: '设备损坏' })
    : play;
}

function withdraws(who: Who): Outcome {
  const play = reported().do('15:01', 'teller', 'evidence.promised', video);
  return play.record('15:20', who, 'evidence.withdrawn', { part: 'evidence-1', reason: '设备损坏' });
}

/** Cash ready to be seized, and a file that is there or was withdrawn. */
function ready(what = 'video', withdrawn = false): Play {
  const play = fileCase(secure(found(), '1000000')).do('15:31', 'officer', 'evidence.promised', { what });
  return withdrawn ? play.do('15:32', 'officer', 'evidence.withdrawn', { part: 'evidence-1', reason: '误' }) : play;
}

function seizes(play: Play, body: object): Outcome {
  return play.record('15:40', 'officer', 'cash.seized', { part: 'cash-1', ...seizure, ...body });
}

function withdrawsAfter(body: object): Outcome {
  const play = ready().do('15:40', 'officer', 'cash.seized', { part: 'cash-1', ...seizure, ...body });
  return play.record('15:50', 'officer', 'evidence.withdrawn', { part: 'evidence-1', reason: '误' });
}

function notes(evidence: string[]): Outcome {
  const play = onScene().do('15:11', 'officer', 'evidence.promised', video);
  return play.record('15:20', 'duty', 'lead.noted', { text: '见录像', evidence });
}

function corrects(value: string[]): Outcome {
  const play = ready().do('15:40', 'officer', 'cash.seized', { part: 'cash-1', ...seizure });
  return play.record('15:50', 'officer', 'cash.rectified', { part: 'cash-1', field: 'evidence', value, reason: '补' });
}

/** A little gold ready to be seized, and a film promised. */
function gold(): Play {
  const play = fileCase(secureGold(found('suspect', goldReport), littleGold));
  return play.do('15:31', 'officer', 'evidence.promised', video);
}

function goldSeized(evidence: string[]): Outcome {
  return gold().record('15:40', 'officer', 'gold.seized', { part: 'gold-1', ...seizure, evidence });
}

function goldCorrected(value: string[]): Outcome {
  const play = gold().do('15:40', 'officer', 'gold.seized', { part: 'gold-1', ...seizure });
  return play.record('15:50', 'officer', 'gold.rectified', { part: 'gold-1', field: 'evidence', value, reason: '补' });
}

function promises(from: string, to: string): Outcome {
  return onScene().record('15:30', 'officer', 'evidence.promised', { ...video, from, to });
}

function correctsOf(who: Who): Outcome {
  const play = reported()
    .do('15:01', 'teller', 'evidence.promised', video)
    .do('15:01', 'duty', 'lead.dispatched', { station: 'xiufeng' })
    .do('15:03', 'station', 'lead.accepted', { officers: both })
    .do('15:04', 'officer', 'evidence.promised', video);
  const part = who === 'teller' ? 'evidence-1' : 'evidence-2';
  const device = { part, field: 'device', value: 'ZFY-2', reason: '录入有误' };
  return play.record('15:20', 'bankdesk', 'evidence.rectified', device);
}

/** A film is promised as evidence-1, and photos as evidence-2. */
function withFiles(play: Play, time: string): Play {
  return play
    .do(time, 'officer', 'evidence.promised', video)
    .do(time, 'officer', 'evidence.promised', { what: 'photo' });
}

function assays(more: object): Outcome {
  return withFiles(goldInCustody(), '17:01').record('17:05', 'custodian', 'gold.assayed', { ...assay, ...more });
}

const approvedParcel = () => withFiles(parcelApproved(), '15:41');

function opens(more: object): Outcome {
  return approvedParcel().record('15:45', 'officer', 'parcel.opened', { ...parcelContents, ...more });
}

const transferReady = () => withFiles(leaving(), '19:50');
const handingOver = { part: 'transfer-1', ...handOverBody(wholeSum) };
const returnReady = () => withFiles(approved(), '17:50');
const handingOut = { part: 'return-1', ...receiver };

/** What is on the way, done; and what its deed names, corrected. */
function done(play: Play, who: Who, type: string, body: object, value: string[]): Outcome {
  const part = String(Reflect.get(body, 'part'));
  const kind = part.slice(0, part.indexOf('-'));
  play.do('20:00', who, type, { ...body });
  return play.record('20:05', 'officer', `${kind}.rectified`, { part, field: 'evidence', value, reason: '补' });
}

/** The rules about files, and about deeds that name them. */
export const evidenceRows: readonly Row[] = [
  row(
    'evidence.promised',
    'evidenceRoom',
    () => full(false).record('15:20', 'officer', 'evidence.promised', video),
    () => full(true).record('15:20', 'officer', 'evidence.promised', video),
  ),
  row(
    'evidence.promised',
    'endsAfterItBegins',
    () => promises('2024-11-18T15:20:00+08:00', '2024-11-18T15:19:59+08:00'),
    () => promises('2024-11-18T15:20:00+08:00', '2024-11-18T15:20:00+08:00'),
  ),
  row(
    'evidence.received',
    'evidenceRoom',
    () => full(false).record('15:20', 'officer', 'evidence.received', { blob }),
    () => full(false).record('15:20', 'officer', 'evidence.received', { part: 'evidence-1', blob }),
  ),
  row(
    'evidence.received',
    'fileStored',
    () => arrives(null),
    () => arrives('image/jpeg'),
  ),
  row(
    'evidence.received',
    'asPromised',
    () => arrives('image/jpeg', true),
    () => arrives('video/quicktime', true),
  ),
  row(
    'evidence.withdrawn',
    'withdrawnByGiver',
    () => withdraws('officer'),
    () => withdraws('duty'),
  ),
  row(
    'evidence.withdrawn',
    'namedByNoDeed',
    () => withdrawsAfter({ evidence: ['evidence-1'] }),
    () => withdrawsAfter({}),
  ),
  row(
    'evidence.rectified',
    'bankCorrectsItsOwn',
    () => correctsOf('officer'),
    () => correctsOf('teller'),
  ),
  row(
    'lead.noted',
    'evidenceToBeHad',
    () => notes(['evidence-1', 'evidence-2']),
    () => notes(['evidence-1']),
  ),
  row(
    'cash.seized',
    'evidenceToBeHad',
    () => seizes(ready('video', true), { evidence: ['evidence-1'] }),
    () => seizes(ready(), { evidence: ['evidence-1'] }),
  ),
  row(
    'gold.seized',
    'evidenceToBeHad',
    () => goldSeized(['evidence-2']),
    () => goldSeized(['evidence-1']),
  ),
  row(
    'gold.rectified',
    'evidenceToBeHad',
    () => goldCorrected(['gold-1']),
    () => goldCorrected(['evidence-1']),
  ),
  row(
    'cash.rectified',
    'evidenceToBeHad',
    () => corrects(['cash-1']),
    () => corrects(['evidence-1']),
  ),
  row(
    'gold.assayed',
    'evidenceToBeHad',
    () => assays({ evidence: ['evidence-3'] }),
    () => assays({ evidence: ['evidence-2'] }),
  ),
  row(
    'parcel.opened',
    'evidenceToBeHad',
    () => opens({ evidence: ['parcel-1'] }),
    () => opens({ evidence: ['evidence-1'] }),
  ),
  row(
    'parcel.opened',
    'openedOnVideo',
    () => opens({ video: undefined, evidence: ['evidence-2'] }),
    () => opens({ video: undefined, evidence: ['evidence-1', 'evidence-2'] }),
  ),
  row(
    'transfer.handedOver',
    'evidenceToBeHad',
    () => transferReady().record('20:00', 'officer', 'transfer.handedOver', { ...handingOver, evidence: ['cash-1'] }),
    () =>
      transferReady().record('20:00', 'officer', 'transfer.handedOver', { ...handingOver, evidence: ['evidence-2'] }),
  ),
  row(
    'return.executed',
    'evidenceToBeHad',
    () => returnReady().record('18:00', 'custodian', 'return.executed', { ...handingOut, evidence: ['evidence-3'] }),
    () => returnReady().record('18:00', 'custodian', 'return.executed', { ...handingOut, evidence: ['evidence-2'] }),
  ),
  row(
    'parcel.rectified',
    'evidenceToBeHad',
    () => done(approvedParcel(), 'officer', 'parcel.opened', parcelContents, ['parcel-1']),
    () => done(approvedParcel(), 'officer', 'parcel.opened', parcelContents, ['evidence-1']),
  ),
  row(
    'transfer.rectified',
    'evidenceToBeHad',
    () => done(transferReady(), 'officer', 'transfer.handedOver', handingOver, ['evidence-3']),
    () => done(transferReady(), 'officer', 'transfer.handedOver', handingOver, ['evidence-2']),
  ),
  row(
    'return.rectified',
    'evidenceToBeHad',
    () => done(returnReady(), 'custodian', 'return.executed', handingOut, ['cash-1']),
    () => done(returnReady(), 'custodian', 'return.executed', handingOut, ['evidence-2']),
  ),
];
