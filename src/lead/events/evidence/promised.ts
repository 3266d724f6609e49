import { defineEvent, FreeText, Instant, OneOf, Plain } from '../../../engine/definition/index.js';
import { evidenceSorts, giver } from '../../evidence.js';
import { givers } from '../../roles.js';
import { endsAfterItBegins, evidenceRoom } from '../../rules/evidence.js';

class Promised {
  @OneOf(evidenceSorts, { zh: '材料种类', en: 'what it is' }) what!: string;
  @Plain({ zh: '设备编号', en: 'number of the device', optional: true }) device?: string;
  @Instant({ zh: '录制开始', en: 'when it begins', optional: true }) from?: string;
  @Instant({ zh: '录制结束', en: 'when it ends', optional: true }) to?: string;
  @FreeText({ zh: '内容说明', en: 'what it shows', optional: true }) description?: string;
}

/** A camera has it, and it follows: deeds may name it already, and a clock sees to it that it comes. */
export const promised = defineEvent({
  type: 'evidence.promised',
  title: { zh: '承诺提交材料', en: 'Promise evidence' },
  roles: givers,
  payload: Promised,
  effect: 'accompanies',
  example: { what: 'video', device: 'ZFY-0312', from: '2024-11-18T15:10:00+08:00', to: '2024-11-18T15:32:00+08:00' },
  opens: 'always',
  rules: [evidenceRoom, endsAfterItBegins],
  keeps: ['what', 'device', 'from', 'to', 'description'],
  facts: (ask) => ({ ...giver(ask), promisedBy: ask.actor.account }),
});
