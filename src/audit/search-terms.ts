import { Amount, Identity, Instant, Plain, Whole } from '../engine/definition/index.js';

/** What is searched for: all that is given must hold. */
export class Search {
  @Identity('name', { zh: '姓名', en: 'name of a person', optional: true }) name?: string;
  @Identity('idNumber', { zh: '证件号码', en: 'ID number', optional: true }) idNumber?: string;
  @Identity('bankAccount', { zh: '账（卡）号', en: 'number of an account', optional: true }) account?: string;
  @Identity('phone', { zh: '电话', en: 'phone number', optional: true }) phone?: string;
  @Identity('plate', { zh: '车牌', en: 'number plate', optional: true }) plate?: string;
  @Amount({ zh: '金额不低于', en: 'amount of at least', optional: true }) amountFrom?: string;
  @Amount({ zh: '金额不超过', en: 'amount of at most', optional: true }) amountTo?: string;
  @Plain({ zh: '记录人账号', en: 'account that recorded', optional: true, max: 64 }) actor?: string;
  @Plain({ zh: '记录人所属单位', en: 'organisation that recorded', optional: true, max: 64 }) organisation?: string;
  @Plain({ zh: '事件', en: 'event', optional: true, max: 80 }) type?: string;
  @Instant({ zh: '记录于此时刻起', en: 'recorded from this moment on', optional: true }) from?: string;
  @Instant({ zh: '记录于此时刻前', en: 'recorded before this moment', optional: true }) to?: string;
  @Plain({ zh: '游标', en: 'cursor', optional: true, max: 40 }) cursor?: string;
  @Whole({ zh: '每页条数', en: 'cases a page', optional: true, min: 1, max: 200 }) limit?: number;
}
