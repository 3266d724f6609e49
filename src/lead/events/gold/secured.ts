import { Accounts, defineEvent, Fen, FreeText, Milligrams, PartId, Whole } from '../../../engine/definition/index.js';
import { holdsRunning } from '../../parts/standing.js';
import { officer } from '../../roles.js';
import { paidGiven, paidWithinBalance, twoOfficers } from '../../rules/property.js';
import { ownOfficers } from '../../rules/station.js';
import { whoseOfficers } from '../payloads.js';

/** Gold as it is found: what it weighs, how many pieces, how they look. */
export class FoundGold {
  @Milligrams({ zh: '重量', en: 'weight' }) amount!: string;
  @Whole({ zh: '件数', en: 'number of pieces', min: 1, max: 10_000 }) pieces!: number;
  @FreeText({ zh: '品名、品牌、编号等特征', en: 'what it is: form, brand, serial numbers' }) description!: string;
}

class Secured extends FoundGold {
  @Accounts({ zh: '民警', en: 'officers' }) officers!: string[];
  @FreeText({ zh: '持有人', en: 'held by' }) heldBy!: string;
  @FreeText({ zh: '地点', en: 'where' }) where!: string;
  @PartId({ zh: '以哪个账户的款项购买', en: 'the account it was paid from', optional: true }) from?: string;
  @Fen({ zh: '购买价款', en: 'what was paid for it', optional: true }) paid?: string;
}

/** Officers have the gold in sight and nobody walks off with it. Not a seizure: that needs a case that is filed. */
export const secured = defineEvent({
  type: 'gold.secured',
  title: { zh: '控制黄金', en: 'Secure gold' },
  roles: officer,
  payload: Secured,
  example: {
    officers: ['officer', 'officer2'],
    amount: '135000',
    pieces: 3,
    description: '投资金条，50克两根、35克一根',
    heldBy: '待核实人员',
    where: '贵金属柜台',
    from: 'account-1',
    paid: '8370000',
  },
  opens: 'orAddressed',
  rules: [twoOfficers, ownOfficers, paidGiven, paidWithinBalance],
  keeps: ['amount', 'pieces', 'description', 'heldBy', 'where', 'from', 'paid', 'officers'],
  tells: ({ view, at, body }) => [...(body.from === undefined ? [] : [body.from]), ...holdsRunning(view, at)],
  asks: whoseOfficers,
});
