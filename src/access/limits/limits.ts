import { Counter } from 'prom-client';
import { metrics } from '../../platform/metrics.js';
import { databaseUnavailable, isDatabaseGone } from '../../platform/problem-database.js';
import { Problem, type Words } from '../../platform/problem-shape.js';
import type { LimitKind, Per, Policy } from './limit-table.js';
import type { Permits, Standing } from './permits.js';

/** Whom a request or deed is counted for, as far as it is known. What is missing is not counted. */
export interface Subjects {
  readonly account?: string | undefined;
  readonly organisation?: string | undefined;
  /** See `addressSubject`. */
  readonly address?: string | undefined;
}

/** Headers that tell how the limits stand. */
export type LimitHeaders = Readonly<Record<string, string>>;

const limited = new Counter({
  name: 'lanjie_limited_total',
  help: 'Requests refused because a limit was reached, by limit.',
  labelNames: ['policy'],
  registers: [metrics],
});

/**
 * How often somebody may do something, right across all servers of the database. Provided under this class; whoever limits
 * a deed inside an operation asks here.
 */
export class Limits {
  constructor(
    private readonly table: Readonly<Record<LimitKind, readonly Policy[]>>,
    private readonly permits: Permits,
  ) {}

  /**
   * Takes one permit of every limit of this kind; for a deed: `await limits.limit('reveal', {account})`. Returns the headers
   * that say how the limits stand. Throws 429 when one of them is used up. When the database cannot be asked, what is counted
   * one by one (sign-in, reveal, break-glass) is refused with 503, and the rest let through: it needs the database itself.
   */
  limit(kind: LimitKind, subjects: Subjects): LimitHeaders | Promise<LimitHeaders> {
    return this.from(this.table[kind], 0, subjects, []);
  }

  /** Throws 429 when a limit of this kind is used up, as far as this server knows; takes nothing. */
  assertLeft(kind: LimitKind, subjects: Subjects): void {
    for (const policy of this.table[kind]) {
      const subject = subjectOf(policy.per, subjects);
      const standing = subject === undefined ? undefined : this.permits.usedUp(policy, subject);
      if (standing) passed(standing);
    }
  }

  // At once as far as permits are at hand: most requests never wait here.
  private from(
    policies: readonly Policy[],
    first: number,
    subjects: Subjects,
    before: readonly Standing[],
  ): LimitHeaders | Promise<LimitHeaders> {
    const standings = [...before];
    for (let i = first; i < policies.length; i++) {
      const policy = policies[i];
      const subject = policy && subjectOf(policy.per, subjects);
      if (policy === undefined || subject === undefined) continue;
      const standing = this.permits.take(policy, subject);
      if (standing instanceof Promise) {
        const known = standing.catch((error) => without(policy, error));
        return known.then((one) => this.from(policies, i + 1, subjects, one ? [...standings, passed(one)] : standings));
      }
      standings.push(passed(standing));
    }
    return headersOf(standings);
  }
}

function subjectOf(per: Per, { account, organisation, address }: Subjects): string | undefined {
  switch (per) {
    case 'account':
      return account;
    case 'organisation':
      return organisation;
    case 'address':
      return address;
    case 'accountAtAddress':
      return account === undefined || address === undefined ? undefined : `${account} ${address}`;
    default:
      return per satisfies never;
  }
}

function passed(standing: Standing): Standing {
  if (standing.granted) return standing;
  limited.inc({ policy: standing.policy.name });
  throw tooMany(standing);
}

/** Without the database nothing is known of a limit. */
function without({ exact }: Policy, error: unknown): undefined {
  if (!isDatabaseGone(error) && !(error instanceof Problem)) throw error;
  if (exact) throw databaseUnavailable(error);
  return undefined;
}

/** draft-ietf-httpapi-ratelimit-headers-11: one item a policy, its quota and window; and what is left for how long. */
function headersOf(standings: readonly Standing[]): LimitHeaders {
  if (standings.length === 0) return {};
  let policies = '';
  let states = '';
  for (const { policy, left, seconds } of standings) {
    const comma = policies === '' ? '' : ', ';
    policies += `${comma}"${policy.name}";q=${policy.quota};w=${policy.seconds}`;
    states += `${comma}"${policy.name}";r=${left};t=${seconds}`;
  }
  return { 'ratelimit-policy': policies, ratelimit: states };
}

const whose: Readonly<Record<Per, Words>> = {
  account: { zh: '此账号', en: 'This account' },
  organisation: { zh: '本单位', en: 'Your organisation' },
  address: { zh: '此网络地址', en: 'This network address' },
  accountAtAddress: { zh: '此账号', en: 'This account' },
};

function tooMany(standing: Standing): Problem {
  const { policy, seconds } = standing;
  const { zh, en } = whose[policy.per];
  return new Problem({
    status: 429,
    code: 'tooManyRequests',
    detail: {
      zh: `${zh}在此时段内的次数已用完（${policy.name}：每 ${policy.seconds} 秒 ${policy.quota} 次），请在 ${seconds} 秒后再试。`,
      en: `${en} has used up what it may do in this time (${policy.name}: ${policy.quota} in ${policy.seconds} seconds): try again in ${seconds} seconds.`,
    },
    headers: { 'retry-after': String(seconds), ...headersOf([standing]) },
  });
}
