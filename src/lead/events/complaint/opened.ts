import {
  defineEvent,
  type FieldOptions,
  FreeText,
  field,
  Identity,
  Inner,
  isObject,
  OneOf,
} from '../../../engine/definition/index.js';
import { duty } from '../../roles.js';
import { slipOfThisCase, slipOrReason } from '../../rules/complaint.js';
import { readSlipNumber } from '../../slip-number.js';

/** The number on a customer's slip, as it was typed or heard; kept in groups of four digits. */
export function SlipNumber({ zh, en, optional }: FieldOptions): PropertyDecorator {
  return field({
    title: { zh, en },
    optional: optional === true,
    allowed: {
      zh: '告知单上的 12 位编号（末位为校验位），请与客户核对',
      en: 'the 12 digits on the slip, of which the last checks the others: ask the customer to read them again',
    },
    schema: { type: 'string', minLength: 12, maxLength: 30 },
    check: (value) => typeof value === 'string' && readSlipNumber(value) !== undefined,
    normalise: (value) => readSlipNumber(String(value)) ?? value,
  });
}

/** How a complaint may come in. */
export const channels = ['telephone', 'counter', 'letter', 'online'];

/** Who complains: the customer, or somebody for them. */
export class Complainant {
  @Identity('name', { zh: '姓名', en: 'name' }) name!: string;
  @Identity('phone', { zh: '联系电话', en: 'phone', optional: true }) phone?: string;
  @FreeText({ zh: '与客户的关系', en: 'relation to the customer', optional: true, max: 100 }) relation?: string;
}

class Complaint {
  @SlipNumber({ zh: '告知单编号', en: 'number on the slip', optional: true }) slip?: string;
  @FreeText({ zh: '没有告知单的原因', en: 'why there is no slip', optional: true }) noSlip?: string;
  @FreeText({ zh: '投诉内容', en: 'what is complained of' }) text!: string;
  @OneOf(channels, { zh: '渠道', en: 'how it came', optional: true }) channel?: string;
  @Inner(() => Complainant, { zh: '投诉人', en: 'who complains', optional: true }) complainant?: Complainant;
}

/** A customer complains, by the number on their slip; also on a closed case, which stays closed. */
export const opened = defineEvent({
  type: 'complaint.opened',
  title: { zh: '受理投诉', en: 'Take a complaint' },
  roles: duty,
  payload: Complaint,
  example: {
    slip: '4829-1730-5667',
    text: '等了四十分钟没有人来，也没有说明原因',
    channel: 'telephone',
    complainant: { name: '陆某', phone: '19900000003' },
  },
  opens: 'always',
  rules: [slipOrReason, slipOfThisCase],
  keeps: ['slip', 'noSlip', 'text', 'channel', 'complainant'],
  facts: ({ at, actor, known }) => ({ openedAt: at, openedBy: actor.account, about: partOf(known['slip']) }),
  asks: ({ slip }) => (slip === undefined ? [] : [{ name: 'slip', about: slip }]),
});

/** The part that the slip was about. */
function partOf(slip: unknown): string | undefined {
  return isObject(slip) && typeof slip['part'] === 'string' ? slip['part'] : undefined;
}
