import { defineEvent, Fen, Flag, Identity, Instant, List, Plain } from '../../../engine/definition/index.js';
import { officer } from '../../roles.js';
import { claimedLinesStay, flowAddsUp, flowInBankOrder } from '../../rules/flow.js';

/** One line of the bank's statement. Claims are traced to the id of an inflow. */
export class FlowLine {
  @Plain({ zh: '流水编号', en: 'id of the line', max: 64 }) id!: string;
  @Instant({ zh: '银行记账时间', en: "the bank's time" }) at!: string;
  @Flag({ zh: '是否转入', en: 'money came in' }) inflow!: boolean;
  @Fen({ zh: '金额', en: 'sum' }) amount!: string;
  @Identity('bankAccount', { zh: '对方账号', en: "the other side's account", optional: true }) counterparty?: string;
  @Identity('name', { zh: '对方户名', en: "the other side's name", optional: true }) counterpartyName?: string;
  @Plain({ zh: '对方开户行', en: "the other side's bank", optional: true }) counterpartyBank?: string;
}

class Flow {
  @Fen({ zh: '期初余额', en: 'balance before the first line', zero: true }) opening!: string;
  @Fen({ zh: '期末余额', en: 'balance after the last line', zero: true }) closing!: string;
  @List(() => FlowLine, { zh: '资金流水', en: 'lines, in the order of the statement', max: 500 }) lines!: FlowLine[];
}

/**
 * How the money went, line by line as the bank has it: a fact beside the deeds, in every state, replaced by the next
 * tracing. Returns of frozen money rest on it (Return rules art. 8).
 */
export const traced = defineEvent({
  type: 'account.traced',
  title: { zh: '登记资金流向', en: 'Trace the money' },
  roles: officer,
  payload: Flow,
  effect: 'accompanies',
  example: {
    opening: '0',
    closing: '20000000',
    lines: [
      {
        id: 'T1',
        at: '2024-11-18T14:21:00+08:00',
        inflow: true,
        amount: '12000000',
        counterparty: '6222020000000000003',
      },
      {
        id: 'T2',
        at: '2024-11-18T14:35:00+08:00',
        inflow: true,
        amount: '8000000',
        counterparty: '6222020000000000004',
      },
    ],
  },
  rules: [flowInBankOrder, flowAddsUp, claimedLinesStay],
  facts: ({ body }) => ({
    flow: body.lines.map((line) => ({ ...line })),
    flowOpening: body.opening,
    flowClosing: body.closing,
  }),
});
