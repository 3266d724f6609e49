import { Day, defineEvent, type FactChanges, Fen, Plain } from '../../../engine/definition/index.js';
import { assayedFirst, pricedByThen, returnNotApproved } from '../../rules/property.js';

class Valuation {
  @Fen({ zh: '价值', en: 'value' }) value!: string;
  @Day({ zh: '价格基准日', en: 'the day whose price is taken' }) priceDate!: string;
  @Plain({ zh: '价格认定机构', en: 'who valued it' }) valuer!: string;
  @Plain({ zh: '价格认定书编号', en: 'number of the valuation', optional: true }) certificate?: string;
}

/** No valuation: the weight or the fineness it rested on is another. */
export const unvalued: FactChanges = {
  value: undefined,
  priceDate: undefined,
  valuer: undefined,
  certificate: undefined,
};

/** What the gold is worth on a named day (CPR art. 230). A view only: the gold itself goes back. */
export const valued = defineEvent({
  type: 'gold.valued',
  title: { zh: '价格认定', en: 'Value the gold' },
  roles: ['officer', 'custodian'],
  payload: Valuation,
  example: {
    value: '8302500',
    priceDate: '2024-11-18',
    valuer: '桂林市价格认证中心',
    certificate: 'JR20241119001',
  },
  rules: [assayedFirst, pricedByThen, returnNotApproved],
  keeps: ['value', 'priceDate', 'valuer', 'certificate'],
});
