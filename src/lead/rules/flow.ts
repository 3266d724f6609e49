import { isIn, rule } from '../../engine/definition/index.js';
import { textIn, textsIn } from '../facts.js';
import { parseFen } from '../money.js';
import { notAfter, plusMinutes } from '../time.js';
import { toleratedMinutes } from './moment.js';

interface Flow {
  opening: string;
  closing: string;
  lines: readonly { id: string; at: string; inflow: boolean; amount: string }[];
}

/** Lines stand as the bank booked them: claims are traced by their order. */
export const flowInBankOrder = rule<Flow>({
  code: 'flowInBankOrder',
  needs: 'body',
  sentence: {
    zh: '流水须按银行记账时间先后排列（同一时刻的按银行流水顺序），编号不得重复，不得晚于登记时间，请核对流水',
    en: "The lines must stand in the order of the bank's times (of one moment as the statement has them), each with an id of its own and none later than this entry. Check them.",
  },
  basis: 'Return rules art. 8',
  holds: ({ body: { lines }, at }) => {
    const times = [...lines.map((line) => line.at), plusMinutes(at, toleratedMinutes)];
    const inOrder = times.every((time, index) => index === 0 || notAfter(times[index - 1] ?? time, time));
    return inOrder && new Set(lines.map((line) => line.id)).size === lines.length;
  },
});

/** From the first balance to the last, line by line, nothing is missing. */
export const flowAddsUp = rule<Flow>({
  code: 'flowAddsUp',
  needs: 'body',
  sentence: {
    zh: '期初余额加转入、减转出与期末余额不符，或者中途余额为负，请核对是否漏登流水',
    en: 'From the opening balance the lines do not lead to the closing one, or the balance falls below zero on the way. Check whether a line is missing.',
  },
  basis: 'Return rules art. 8',
  holds: ({ body: { opening, closing, lines } }) => {
    let balance: bigint = parseFen(opening);
    for (const { inflow, amount } of lines) {
      balance += inflow ? parseFen(amount) : -parseFen(amount);
      if (balance < 0n) return false;
    }
    return balance === parseFen(closing);
  },
});

/** Claims keep the lines they were traced to, those already paid too: under another id the same money would be paid again. */
export const claimedLinesStay = rule<Flow>({
  code: 'claimedLinesStay',
  needs: 'body',
  sentence: {
    zh: '已核实或已返还的认领对应的入账不在新的流向表中，请沿用原流水编号，或先更正认领对应的入账',
    en: 'An inflow that a claim was traced to, perhaps paid already, is missing from this table. Keep the ids of the lines, or correct the claim first (claim.rectified, field `inflows`).',
  },
  basis: 'Return rules art. 8',
  holds: ({ view, part, body: { lines } }) => {
    const inflows = new Set(lines.flatMap(({ id, inflow }) => (inflow ? [id] : [])));
    const traced = view
      .of('claim')
      .filter((claim) => textIn(claim.facts, 'asset') === part?.id && isIn(claim, 'verified', 'disputed', 'paid'));
    return traced.flatMap((claim) => textsIn(claim.facts, 'inflows')).every((id) => inflows.has(id));
  },
});
