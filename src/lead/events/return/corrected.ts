import { defineEvent } from '../../../engine/definition/index.js';
import { rightHands } from '../../rules/handing-back.js';
import { Reason } from '../payloads.js';

/** The bank finds a fault in the papers and sends them back (2016 Return Rules art. 12): approved and served anew. */
export const corrected = defineEvent({
  type: 'return.corrected',
  title: { zh: '退回补正', en: 'Send the papers back for correction' },
  roles: ['bankDesk'],
  payload: Reason,
  example: { reason: '通知书所列户名与账户不一致' },
  rules: [rightHands],
  facts: ({ body }) => ({ correction: body.reason, servedAt: undefined, executeBy: undefined, approvedBy: undefined }),
});
