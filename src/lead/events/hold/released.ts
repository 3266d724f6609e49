import { defineEvent } from '../../../engine/definition/index.js';
import { desk, police } from '../../roles.js';
import { beforeItEnded } from '../../rules/late.js';
import { Reason } from '../payloads.js';

/** The customer goes. */
export const released = defineEvent({
  type: 'hold.released',
  title: { zh: '解除延迟支付', en: 'Release the hold' },
  roles: [...desk, ...police],
  payload: Reason,
  example: { reason: '已核实为正常交易' },
  rules: [beforeItEnded],
  facts: ({ body, actor }) => ({ releaseReason: body.reason, releasedBy: actor.account }),
});
