import { defineEvent } from '../../../engine/definition/index.js';
import { police } from '../../roles.js';
import { Reason } from '../payloads.js';

/** The proposal is taken back; another may follow. */
export const withdrawn = defineEvent({
  type: 'return.withdrawn',
  title: { zh: '撤回发还', en: 'Withdraw the return' },
  roles: police,
  payload: Reason,
  example: { reason: '又有被害人认领' },
  keeps: ['reason'],
});
