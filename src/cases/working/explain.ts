import type { Sentence } from '../../engine/definition/index.js';
import { smaller } from '../../lead/restitution/share-out.js';
import { leftFor } from '../../lead/restitution/trace.js';
import type { Proposed, ProposedClaim } from './proposed.js';
import { type Unit, withUnits } from './unit.js';

/** PURE. How a claim's sum came about, in plain words with the numbers put in. */
export function explain(claim: ProposedClaim, proposed: Proposed, unit: Unit): Sentence[] {
  return [...(proposed.isTraced ? ofOwnMoney(claim, proposed, unit) : []), ...share(claim, proposed, unit)];
}

/** What was left of the claimant's own inflows. */
function ofOwnMoney({ claimed, inflows, loss }: ProposedClaim, { left, earlier }: Proposed, unit: Unit): Sentence[] {
  if (!left) return [];
  const still = leftFor(inflows, left, earlier);
  const before = leftFor(inflows, left, []);
  const lines = inflows.join(', ');
  return [
    withUnits(
      unit,
      (said) => `对应流水 ${lines}：按银行记账先后，还剩 ${said(before)}`,
      (said) => `Lines ${lines}: in the order of the bank's times ${said(before)} are left`,
    ),
    ...(still < before
      ? [
          withUnits(
            unit,
            (said) => `此前已从中返还 ${said(before - still)}，剩 ${said(still)}`,
            (said) => `${said(before - still)} of it went back earlier: ${said(still)} are left`,
          ),
        ]
      : []),
    withUnits(
      unit,
      (said) => `认领 ${said(claimed)}，所剩 ${said(still)}，取较小者：${said(loss)}`,
      (said) => `Claimed ${said(claimed)}, left ${said(still)}, the smaller counts: ${said(loss)}`,
    ),
  ];
}

function share(claim: ProposedClaim, proposed: Proposed, unit: Unit): Sentence[] {
  if (claim.by === 'quota') return ofThePot(claim, proposed, unit);
  if (claim.by === 'hadMore') return hadMore(claim, proposed, unit);
  return proposed.isTraced ? [] : inFull(claim, unit);
}

function inFull({ loss, netted, amount }: ProposedClaim, unit: Unit): Sentence[] {
  if (netted === 0n)
    return [
      withUnits(
        unit,
        (said) => `够付，认领的 ${said(amount)} 全部返还`,
        (said) => `It suffices: all of ${said(amount)} comes back`,
      ),
    ];
  return [
    withUnits(
      unit,
      (said) => `够付，全部返还：损失 ${said(loss)} − 此前已返还 ${said(netted)} ＝ ${said(amount)}`,
      (said) => `It suffices: loss ${said(loss)} − came back earlier ${said(netted)} = ${said(amount)}`,
    ),
  ];
}

/** (R + Σe) × L ÷ ΣL − e, then the odd part of a unit. */
function ofThePot(claim: ProposedClaim, { common, losses }: Proposed, unit: Unit): Sentence[] {
  const { loss, netted, remainder, odd, amount } = claim;
  const whole = odd ? amount - 1n : amount;
  return [
    withUnits(
      unit,
      (said) =>
        `${said(common)} × 损失 ${said(loss)} ÷ 损失合计 ${said(losses)}${netted > 0n ? ` − 此前已返还 ${said(netted)}` : ''} ＝ ${said(whole)}`,
      (said) =>
        `${said(common)} × loss ${said(loss)} ÷ all losses ${said(losses)}${netted > 0n ? ` − came back earlier ${said(netted)}` : ''} = ${said(whole)}`,
    ),
    ...(remainder > 0n ? [rounding(remainder, losses, odd, unit)] : []),
  ];
}

function rounding(remainder: bigint, losses: bigint, odd: boolean, { smallest }: Unit): Sentence {
  const part = decimals(remainder, losses);
  return odd
    ? {
        zh: `另有尾数 ${part} ${smallest.zh}：合计差额从尾数最大的起逐人补 1 ${smallest.zh}，这里补上`,
        en: `and ${part} of a ${smallest.en}: what is missing in sum is given out, one ${smallest.en} each, to the largest remainders first; here it is`,
      }
    : {
        zh: `另有尾数 ${part} ${smallest.zh}：合计差额从尾数最大的起补，这里舍去`,
        en: `and ${part} of a ${smallest.en}: what is missing in sum goes to the largest remainders first; here it is dropped`,
      };
}

/** A part of one as `0.3333`, cut off; at least the last digit says that it is there. */
function decimals(part: bigint, whole: bigint): string {
  const cut = (part * 10_000n) / whole;
  return cut === 0n ? '<0.0001' : `0.${String(cut).padStart(4, '0').replace(/0+$/, '')}`;
}

function hadMore({ loss, netted }: ProposedClaim, { common, losses }: Proposed, unit: Unit): Sentence[] {
  const due = losses === 0n ? 0n : smaller((common * loss) / losses, netted);
  return [
    withUnits(
      unit,
      (said) => `按比例应得 ${said(due)}，此前已返还 ${said(netted)}，不少于应得：本次不返还，也不退回`,
      (said) =>
        `The part in proportion is ${said(due)}, ${said(netted)} came back earlier, which is no less: nothing now, and nothing is asked back`,
    ),
  ];
}
