import { type Ask, defineEvent, Plain } from '../../../engine/definition/index.js';
import { handedOnKinds, idsOf, isCooperation, openParts } from '../../parts/standing.js';
import { duty } from '../../roles.js';
import { noReturnAtAll } from '../../rules/filing.js';
import { everybodyHandedOver, nothingElseInHand } from '../../rules/transfer.js';

class Acknowledgement {
  @Plain({ zh: '回执编号', en: 'number of the receipt' }) receiptNumber!: string;
  @Plain({ zh: '对方案件编号', en: 'number of their case', optional: true }) theirCaseNumber?: string;
}

/**
 * The other organ has it. Unless it only helps, everything that is open here goes with the case and is theirs to decide;
 * with a merge, the lead keeps where it went among its links.
 */
export const acknowledged = defineEvent({
  type: 'transfer.acknowledged',
  title: { zh: '对方确认接收', en: 'The other organ acknowledges' },
  roles: duty,
  payload: Acknowledgement,
  example: { receiptNumber: 'HZ20241119001' },
  rules: [noReturnAtAll, everybodyHandedOver, nothingElseInHand],
  keeps: ['receiptNumber', 'theirCaseNumber'],
  facts: ({ at }) => ({ acknowledgedAt: at }),
  tells: handedOn,
});

function handedOn({ view, part }: Ask<Acknowledgement>): string[] {
  return isCooperation(part) ? [] : idsOf(openParts(view, ...handedOnKinds));
}
