import {
  Accounts,
  Amount,
  defineEvent,
  Flag,
  Identity,
  Inner,
  List,
  PartId,
  PartIds,
  Plain,
  SomeOf,
} from '../../../engine/definition/index.js';
import { officer } from '../../roles.js';
import { evidenceToBeHad } from '../../rules/evidence.js';
import { noReturnAtAll } from '../../rules/filing.js';
import { twoOfficers } from '../../rules/property.js';
import { ownOfficers } from '../../rules/station.js';
import { bothSigned, countedFaceToFace, everythingCounted } from '../../rules/transfer.js';
import { whoseOfficers } from '../payloads.js';

class Counted {
  @PartId({ zh: '财物', en: 'the thing' }) asset!: string;
  @Amount({ zh: '当面清点的数额', en: 'as counted face to face' }) amount!: string;
}

class TakenOverBy {
  @Identity('name', { zh: '接收民警', en: 'officer of the other organ' }) name!: string;
  @Plain({ zh: '警号', en: 'police number', optional: true }) policeNumber?: string;
}

class HandOver {
  @Accounts({ zh: '移交民警', en: 'officers who hand over' }) officers!: string[];
  @Inner(() => TakenOverBy, { zh: '接收人', en: 'who takes over' }) receivedBy!: TakenOverBy;
  @Plain({ zh: '交接清单编号', en: 'number of the hand-over list' }) listNumber!: string;
  @List(() => Counted, { zh: '移交的财物', en: 'the things handed over', min: 0 }) property!: Counted[];
  @Flag({ zh: '双方当面清点', en: 'counted face to face' }) faceToFace!: boolean;
  @SomeOf(['giver', 'receiver'], { zh: '交接清单上的签名', en: 'who has signed the list' }) signedBy!: string[];
  @PartIds({ zh: '材料', en: 'evidence, such as a photo of the signed list', optional: true }) evidence?: string[];
}

/** Papers, evidence and property change hands: counted face to face, both sign the list (CPR art. 185). */
export const handedOver = defineEvent({
  type: 'transfer.handedOver',
  title: { zh: '当面移交', en: 'Hand the case over' },
  roles: officer,
  payload: HandOver,
  example: {
    officers: ['officer', 'officer2'],
    receivedBy: { name: '周某', policeNumber: '900001' },
    listNumber: 'JJ20241119001',
    property: [{ asset: 'cash-1', amount: '20000000' }],
    faceToFace: true,
    signedBy: ['giver', 'receiver'],
  },
  rules: [twoOfficers, ownOfficers, countedFaceToFace, bothSigned, everythingCounted, noReturnAtAll, evidenceToBeHad],
  keeps: ['officers', 'receivedBy', 'listNumber', 'property', 'signedBy', 'evidence'],
  facts: ({ at }) => ({ handedOverAt: at }),
  asks: whoseOfficers,
});
