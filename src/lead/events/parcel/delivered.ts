import { defineEvent, FreeText, OneOf } from '../../../engine/definition/index.js';
import { officer } from '../../roles.js';
import { openedOnceApproved } from '../../rules/parcel.js';

class Delivery {
  @OneOf(['tooLate', 'cleared', 'controlled'], {
    zh: '情形：未及拦下、查无可疑放行、控制下投递',
    en: 'too late to be held, let on because nothing is wrong with it, or watched on its way',
  })
  how!: string;
  @FreeText({ zh: '说明', en: 'note', optional: true }) note?: string;
}

/** The parcel is with its recipient. What was in it may still be looked for (cash.sought, gold.sought). */
export const delivered = defineEvent({
  type: 'parcel.delivered',
  title: { zh: '已投递', en: 'The parcel was delivered' },
  roles: officer,
  payload: Delivery,
  example: { how: 'tooLate', note: '联系承运人时已签收' },
  rules: [openedOnceApproved],
  keeps: ['how', 'note'],
});
