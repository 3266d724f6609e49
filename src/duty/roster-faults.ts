import type { FieldError, Sentence } from '../engine/definition/index.js';
import { overlap } from './gaps.js';
import type { RosterBody } from './roster-bodies.js';

/** Accounts that may stand on a roster. */
export type Listed = ReadonlySet<string>;

const hour = 3_600_000;
const longest = 62 * 24 * hour;
const backwards = 24 * hour;

/** PURE. What is wrong with a roster somebody wants to set; empty when it may be set. */
export function faultsOf(body: RosterBody, now: number, listed: Listed): FieldError[] {
  const from = Date.parse(body.from);
  const to = Date.parse(body.to);
  if (!(from < to && to - from <= longest)) return [{ field: 'to', message: words.window }];
  if (from < now - backwards) return [{ field: 'from', message: words.past }];
  return [...body.shifts.entries()].flatMap(([i]) => shiftFaults(body, i, listed));
}

function shiftFaults(body: RosterBody, i: number, listed: Listed): FieldError[] {
  const shift = body.shifts[i];
  if (!shift) return [];
  const own = { from: Date.parse(shift.from), to: Date.parse(shift.to) };
  const at = (name: string, message: Sentence): FieldError => ({ field: `shifts.${i}.${name}`, message });
  const errors: FieldError[] = [];
  if (!listed.has(shift.account)) errors.push(at('account', words.account));
  if (own.from >= own.to || own.from < Date.parse(body.from) || own.to > Date.parse(body.to))
    errors.push(at('to', words.within));
  const twice = body.shifts
    .slice(0, i)
    .some(
      (other) =>
        other.account === shift.account && overlap(own, { from: Date.parse(other.from), to: Date.parse(other.to) }),
    );
  if (twice) errors.push(at('account', words.twice));
  return errors;
}

const words = {
  window: { zh: '晚于 from，最多相隔 62 天', en: 'later than `from`, by 62 days at most' },
  past: {
    zh: '最早可从 24 小时前起：已过去的值班记录不能改写',
    en: 'not before 24 hours ago: who was on duty in the past is not rewritten',
  },
  account: {
    zh: '本单位在用的值班账号（中心：dutyOfficer、centerLead；派出所：stationDuty、officer）',
    en: 'an account in use of this organisation that goes on duty (center: dutyOfficer, centerLead; station: stationDuty, officer)',
  },
  within: {
    zh: '晚于该班次的 from，且班次须在所设时段之内',
    en: 'later than the `from` of the shift, and the shift within the stretch that is set',
  },
  twice: { zh: '同一人的班次不能重叠', en: 'shifts of one person do not overlap' },
} satisfies Record<string, Sentence>;
