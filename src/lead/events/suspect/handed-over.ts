import { Accounts, defineEvent, Identity, PartId, Plain } from '../../../engine/definition/index.js';
import { officer } from '../../roles.js';
import { twoOfficers } from '../../rules/property.js';
import { ownOfficers } from '../../rules/station.js';
import { toTransferUnderWay } from '../../rules/transfer.js';
import { whoseOfficers } from '../payloads.js';

class Custody {
  @PartId({ zh: '所依据的移送', en: 'the transfer it belongs to' }) transfer!: string;
  @Accounts({ zh: '移交民警', en: 'officers who hand over' }) officers!: string[];
  @Identity('name', { zh: '接收民警', en: 'officer who takes over' }) receivedBy!: string;
  @Plain({ zh: '人员交接单编号', en: 'number of the receipt for the person' }) receiptNumber!: string;
}

/**
 * A person in our hands is now in those of the organ that takes the case over. A fact and no release: the limits of the
 * law do not begin anew with another organ, so the clocks run on here until the transfer is acknowledged.
 */
export const handedOver = defineEvent({
  type: 'suspect.handedOver',
  title: { zh: '移交在押人员', en: 'Hand the person over' },
  roles: officer,
  payload: Custody,
  example: {
    transfer: 'transfer-1',
    officers: ['officer', 'officer2'],
    receivedBy: '周某',
    receiptNumber: 'RJ20241119001',
  },
  rules: [toTransferUnderWay, twoOfficers, ownOfficers],
  facts: ({ body, at }) => ({
    handedOverIn: body.transfer,
    handedOverAt: at,
    custodyReceiver: body.receivedBy,
    custodyReceipt: body.receiptNumber,
  }),
  asks: whoseOfficers,
});
