import type { Actor } from '../../../src/engine/definition/index.js';
import type { Outcome, Play } from '../play.js';
import {
  approveTransfer,
  caught,
  claim,
  elsewhere,
  found,
  handOverBody,
  handOverCase,
  inCustody,
  leaving,
  personHandedOver,
  propose,
  proposeTransfer,
  receipt,
  victim,
  wholeSum,
} from '../scenes.js';
import { type Row, row } from './row.js';

const withoutLevel: Actor = { account: 'chief', role: 'approver', org: { code: 'xiufeng', kind: 'station' } };
const workedOnIt: Actor = {
  account: 'officer',
  role: 'approver',
  org: { code: 'xiufeng-bureau', kind: 'bureau', district: 'xiufeng', level: 'county' },
};

function proposes(body: object, link?: object): Outcome {
  const play = inCustody();
  if (link) play.house = () => JSON.parse(JSON.stringify(link));
  return play.record('19:30', 'officer', 'transfer.proposed', { ...elsewhere, ...body });
}

function approves(who: 'county' | Actor): Outcome {
  const body = { part: 'transfer-1', decisionNumber: 'Y1' };
  return proposeTransfer(inCustody()).record('19:40', who, 'transfer.approved', body);
}

function handsOver(change: object, play: Play = leaving()): Outcome {
  return play.record('20:00', 'officer', 'transfer.handedOver', {
    part: 'transfer-1',
    ...handOverBody(wholeSum),
    ...change,
  });
}

function acknowledges(play: Play): Outcome {
  return play.record('21:00', 'duty', 'transfer.acknowledged', { part: 'transfer-1', ...receipt });
}

/** Handed over with the customer caught. */
function withSuspect(): Play {
  return handOverCase(approveTransfer(proposeTransfer(caught())), []);
}

/** A return was begun, and a transfer approved after it. */
function returningAndLeaving(): Play {
  const play = inCustody();
  claim(play, victim(play), '20000000');
  return approveTransfer(proposeTransfer(propose(play)));
}

function withdrawnReturn(play: Play): Play {
  return play.do('19:50', 'officer', 'return.withdrawn', { part: 'return-1', reason: 'r' });
}

const asHandedOver = { state: { course: 'handedOver', owed: 'notice' }, facts: { property: wholeSum } };

function personGoes(change: object, play: Play = withSuspect()): Outcome {
  return play.record('20:10', 'officer', 'suspect.handedOver', { part: 'suspect-1', ...personHandedOver, ...change });
}

function corrects(play: Play, field: string, value: string, who: 'officer' | 'duty' = 'officer'): Outcome {
  return play.record('21:30', who, 'transfer.rectified', { part: 'transfer-1', field, value, reason: 'r' });
}

function acknowledged(): Play {
  return handOverCase(leaving()).do('21:00', 'duty', 'transfer.acknowledged', { part: 'transfer-1', ...receipt });
}

/** Handing a case on. */
export const transferRows: readonly Row[] = [
  row(
    'transfer.proposed',
    'oneTransferAtATime',
    () => proposeTransfer(inCustody()).record('19:31', 'officer', 'transfer.proposed', elsewhere),
    () =>
      proposeTransfer(inCustody())
        .do('19:31', 'duty', 'transfer.refused', { part: 'transfer-1', reason: 'r' })
        .record('19:32', 'officer', 'transfer.proposed', elsewhere),
  ),
  row(
    'transfer.proposed',
    'mergesIntoSomething',
    () => proposes({ mode: 'merge', lead: 'L1' }, { id: 'x', number: 'L1', circle: true }),
    () => proposes({ mode: 'merge', lead: 'L1' }, { id: 'x', number: 'L1', circle: false }),
  ),
  row(
    'transfer.proposed',
    'carriedOn',
    () => proposes({ mode: 'merge', lead: 'L1' }, { id: 'x', number: 'L1', circle: false, ended: true }),
    () => proposes({ mode: 'merge', lead: 'L1' }, { id: 'x', number: 'L1', circle: false }),
  ),
  row(
    'transfer.proposed',
    'drillsApart',
    () => proposes({ mode: 'merge', lead: 'L1' }, { id: 'x', number: 'L1', circle: false, exercise: true }),
    () => proposes({ mode: 'merge', caseNumber: 'A3' }),
  ),
  row(
    'transfer.approved',
    'approverLevel',
    () => approves(withoutLevel),
    () => approves('county'),
  ),
  row(
    'transfer.approved',
    'approverNotOfThisCase',
    () => approves(workedOnIt),
    () => approves({ ...workedOnIt, account: 'chief' }),
  ),
  row(
    'transfer.handedOver',
    'twoOfficers',
    () => handsOver({ officers: ['officer'] }),
    () => handsOver({}),
  ),
  row(
    'transfer.handedOver',
    'ownOfficers',
    () => handsOver({ officers: ['officer', 'officer3'] }),
    () => handsOver({}),
  ),
  row(
    'transfer.handedOver',
    'countedFaceToFace',
    () => handsOver({ faceToFace: false }),
    () => handsOver({ faceToFace: true }),
  ),
  row(
    'transfer.handedOver',
    'bothSigned',
    () => handsOver({ signedBy: ['giver'] }),
    () => handsOver({ signedBy: ['receiver', 'giver'] }),
  ),
  row(
    'transfer.handedOver',
    'everythingCounted',
    () => handsOver({ property: [{ asset: 'cash-1', amount: '19990000' }] }),
    () => handsOver({ property: [{ asset: 'cash-1', amount: '20000000' }] }),
  ),
  row(
    'transfer.acknowledged',
    'noReturnUnderWay',
    () => acknowledges(returningAndLeaving().alter('transfer-1', asHandedOver)),
    () => acknowledges(handOverCase(withdrawnReturn(returningAndLeaving()))),
  ),
  row(
    'transfer.handedOver',
    'noReturnUnderWay',
    () => handsOver({}, returningAndLeaving()),
    () => handsOver({}, withdrawnReturn(returningAndLeaving())),
  ),
  row(
    'transfer.acknowledged',
    'everybodyHandedOver',
    () => acknowledges(withSuspect()),
    () =>
      acknowledges(
        withSuspect().do('20:10', 'officer', 'suspect.handedOver', { part: 'suspect-1', ...personHandedOver }),
      ),
  ),
  row(
    'transfer.acknowledged',
    'nothingElseInHand',
    () => {
      const play = handOverCase(leaving());
      const body = { amount: '10000', denominations: { '10000': 1 }, heldBy: 'x', where: 'y' };
      return acknowledges(play.do('20:20', 'officer', 'cash.secured', { ...body, officers: ['officer', 'officer2'] }));
    },
    () => acknowledges(handOverCase(leaving())),
  ),
  row(
    'suspect.handedOver',
    'toTransferUnderWay',
    () => personGoes({}, proposeTransfer(caught())),
    () => personGoes({}, approveTransfer(proposeTransfer(caught()))),
  ),
  row(
    'suspect.handedOver',
    'twoOfficers',
    () => personGoes({ officers: ['officer'] }),
    () => personGoes({}),
  ),
  row(
    'suspect.handedOver',
    'ownOfficers',
    () => personGoes({ officers: ['officer', 'officer3'] }),
    () => personGoes({}),
  ),
  row(
    'transfer.rectified',
    'factRecorded',
    () => corrects(leaving(), 'listNumber', 'J2'),
    () => corrects(handOverCase(leaving()), 'listNumber', 'J2'),
  ),
  row(
    'transfer.rectified',
    'secondPerson',
    () => corrects(handOverCase(leaving()), 'receivedBy.name', '吴某'),
    () => corrects(handOverCase(leaving()), 'receivedBy.name', '吴某', 'duty'),
  ),
  row(
    'transfer.rectified',
    'moneyNotMoved',
    () => corrects(acknowledged(), 'receivedBy.name', '吴某', 'duty'),
    () => corrects(acknowledged(), 'receiptNumber', 'H2', 'duty'),
  ),
  row(
    'lead.classified',
    'nothingBeingTransferred',
    () => leaving().record('20:00', 'officer', 'lead.classified', { finding: 'legitimate', reason: 'r' }),
    () => leaving().record('20:00', 'officer', 'lead.classified', { finding: 'undetermined', reason: 'r' }),
  ),
  row(
    'lead.filingDeclined',
    'nothingBeingTransferred',
    () =>
      proposeTransfer(found(), elsewhere, '15:30').record('15:40', 'officer', 'lead.filingDeclined', { reason: 'r' }),
    () =>
      proposeTransfer(found(), { ...elsewhere, mode: 'cooperate' }, '15:30').record(
        '15:40',
        'officer',
        'lead.filingDeclined',
        { reason: 'r' },
      ),
  ),
];
