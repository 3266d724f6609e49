import { defineEvent, FreeText, Identity, Inner, Plain } from '../../../engine/definition/index.js';
import { desk, police } from '../../roles.js';

class Recipient {
  @Identity('name', { zh: '姓名', en: 'name', optional: true }) name?: string;
  @Identity('phone', { zh: '电话', en: 'phone', optional: true }) phone?: string;
  @Identity('address', { zh: '地址', en: 'address', optional: true }) address?: string;
}

class Flag {
  @Plain({ zh: '承运人', en: 'carrier' }) carrier!: string;
  @Identity('waybill', { zh: '运单号', en: 'waybill' }) waybill!: string;
  @Inner(() => Recipient, { zh: '收件人', en: 'recipient', optional: true }) recipient?: Recipient;
  @FreeText({ zh: '申报内容、可疑之处', en: 'what is said to be in it, and what is odd', optional: true })
  contents?: string;
}

/** Cash or gold seems to be on its way in a parcel. */
export const flagged = defineEvent({
  type: 'parcel.flagged',
  title: { zh: '标记可疑寄递', en: 'Flag a parcel' },
  roles: [...desk, ...police],
  payload: Flag,
  example: {
    carrier: '某速运桂林分公司',
    waybill: 'YD0000000001',
    recipient: { name: '某某', phone: '19900000007', address: '外省某市某路1号' },
    contents: '申报为茶叶，手感沉重，寄件人多次催促',
  },
  opens: 'always',
  keeps: ['carrier', 'waybill', 'recipient', 'contents'],
});
