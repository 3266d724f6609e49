import type { Actor } from '../../src/engine/definition/index.js';
import { account, frozen } from './freezing.js';
import type { Outcome, Play } from './play.js';
import { both, victim } from './scenes.js';

/** Scenes of frozen money on its way back: CNY 200,000 in account-1, frozen at 17:00. */

/** `+120000 A` came in, `-20000` went out; yuan, a minute apart from 14:21 on. */
export function flowOf(...lines: string[]): Record<string, unknown> {
  let closing = 0;
  const flow = lines.map((line, index) => {
    const [, sign, yuan = '0', id] = /^([+-])(\d+) ?(\w*)$/.exec(line) ?? [];
    closing += (sign === '+' ? 1 : -1) * Number(yuan);
    return {
      id: id || `O${index}`,
      at: `2024-11-18T14:${21 + index}:00+08:00`,
      inflow: sign === '+',
      amount: String(Number(yuan) * 100),
    };
  });
  return { part: account, opening: '0', closing: String(closing * 100), lines: flow };
}

export function traced(play: Play = frozen(), ...lines: string[]): Play {
  const flow = flowOf(...(lines.length > 0 ? lines : ['+120000 A', '+80000 B']));
  return play.do('17:05', 'officer', 'account.traced', flow);
}

export const paidFrom = { number: '6222020000000000003', bank: '某银行' };

export function moneyClaim(of: string, amount: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  const paidInAt = '2024-11-18T14:20:00+08:00';
  return { victim: of, asset: account, amount, paidInAt, how: '手机银行', paidFrom, ...more };
}

/** A new victim's claim, filed by the center and verified by an officer; `inflows` are theirs. */
export function claimed(play: Play, amount: string, inflows: string[] = [], time = '17:20'): Play {
  const part = `claim-${play.ids('claim').length + 1}`;
  return play
    .do(time, 'duty', 'claim.filed', moneyClaim(victim(play, time), amount))
    .do(time, 'officer', 'claim.verified', {
      part,
      trace: '银行流水',
      ...(inflows.length > 0 ? { inflows } : {}),
    });
}

/** Two victims whose inflows are told apart: CNY 120,000 and 80,000. */
export function twoTraced(): Play {
  return claimed(claimed(traced(), '12000000', ['A']), '8000000', ['B']);
}

/** Two victims of CNY 150,000 each in a pot of 200,000: some went out, nobody can say whose. */
export function twoMixed(): Play {
  const play = traced(frozen(), '+150000 A', '+150000 B', '-100000');
  return claimed(claimed(play, '15000000', ['A']), '15000000', ['B']);
}

export function proposes(play: Play, mode: string, time = '17:30'): Outcome {
  return play.record(time, 'officer', 'return.proposed', { asset: account, mode });
}

export function proposed(play: Play, mode: string, time = '17:30'): Play {
  return play.do(time, 'officer', 'return.proposed', { asset: account, mode });
}

export const notice = { part: 'return-1', noticeNumber: 'G1', medium: '门户网站' };

/** Announced at 17:35: the notice ends on 18 December, 17:35. */
export function announced(play: Play = proposed(twoMixed(), 'proRata')): Play {
  return play.do('17:35', 'duty', 'return.announced', notice);
}

export const objection = { part: 'return-1', by: { name: '赵某' }, reason: '其中一笔是本人汇款' };

export function objected(play: Play = announced(), time = '11-20 10:00'): Play {
  return play.do(time, 'duty', 'return.objected', objection);
}

export function approves(play: Play, who: 'city' | 'county' | Actor = 'city', time = '17:40'): Outcome {
  const proposal = play.facts('return-1')['proposal'];
  return play.record(time, who, 'return.approved', { part: 'return-1', proposal });
}

export function approved(play: Play = proposed(twoTraced(), 'timestamp'), time = '17:40'): Play {
  const proposal = play.facts('return-1')['proposal'];
  return play.do(time, 'city', 'return.approved', { part: 'return-1', proposal });
}

export const service = { part: 'return-1', officers: both, noticeNumber: 'X1' };

/** Served at 17:50. */
export function served(play: Play = approved(), time = '17:50'): Play {
  return play.do(time, 'officer', 'return.noticeServed', service);
}

export const payments = [
  { claim: 'claim-1', reference: 'P1' },
  { claim: 'claim-2', reference: 'P2' },
];

export function pays(
  play: Play,
  more: Record<string, unknown> = {},
  who: 'bankdesk' | 'bankdesk2' = 'bankdesk',
  time = '18:30',
): Outcome {
  return play.record(time, who, 'return.executed', { part: 'return-1', payments, ...more });
}
