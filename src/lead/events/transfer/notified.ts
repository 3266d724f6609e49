import { defineEvent, FreeText, Plain } from '../../../engine/definition/index.js';
import { police } from '../../roles.js';

class Notice {
  @FreeText({ zh: '通知何人', en: 'who was told' }) who!: string;
  @Plain({ zh: '通知书编号', en: 'number of the notice', optional: true }) noticeNumber?: string;
}

/** Those who reported know in writing where the case went (CPR art. 175 and 184). */
export const notified = defineEvent({
  type: 'transfer.notified',
  title: { zh: '书面通知报案人等', en: 'Tell those who reported' },
  roles: police,
  payload: Notice,
  example: { who: '报案人王某，甲银行秀峰支行', noticeNumber: '桂秀公(刑)移通字〔2024〕001号' },
  keeps: ['noticeNumber'],
  facts: ({ body, at }) => ({ noticeTo: body.who, noticeAt: at }),
});
