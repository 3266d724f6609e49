import type { DataSource } from 'typeorm';
import { statement } from '../../platform/database.js';
import { Problem } from '../../platform/problem.js';

/** How many identities one account may reveal; the office's own guard rail, no statute sets it. */
export const mostReveals = { hour: 30, day: 200 } as const;

// One row per account and one statement: right across servers, whoever asks at the same instant.
const taking = {
  name: 'take-reveal',
  text: `
    with now as materialized (
      select date_trunc('hour', at) as hour, date_trunc('day', at, 'Asia/Shanghai') as day, at
      from (select clock_timestamp() as at) as moment),
    taken as (
      insert into reveal_count as r (account, hour, in_hour, day, in_day) select $1, hour, 1, day, 1 from now
      on conflict (account) do update set hour = excluded.hour, day = excluded.day,
        in_hour = case when r.hour = excluded.hour then r.in_hour else 0 end + 1,
        in_day = case when r.day = excluded.day then r.in_day else 0 end + 1
      where (r.hour <> excluded.hour or r.in_hour < $2) and (r.day <> excluded.day or r.in_day < $3)
      returning in_hour, in_day)
    select taken.in_hour, taken.in_day,
      ceil(extract(epoch from now.hour + interval '1 hour' - now.at))::int as hour_ends,
      ceil(extract(epoch from now.day + interval '1 day' - now.at))::int as day_ends,
      coalesce((select in_day from reveal_count c where c.account = $1 and c.day = now.day), 0) as used_today
    from now left join taken on true`,
};

interface Row {
  in_hour: number | null;
  in_day: number | null;
  hour_ends: number;
  day_ends: number;
  used_today: number;
}

/** Headers that say what is left. */
export type LimitHeaders = Readonly<Record<string, string>>;

// draft-ietf-httpapi-ratelimit-headers: quota, window in seconds; what remains, and for how long.
const policy = `"hour";q=${mostReveals.hour};w=3600, "day";q=${mostReveals.day};w=86400`;

/** Takes one reveal of this account's. Throws 429 with `Retry-After` when none is left. */
export async function takeReveal(ds: DataSource, account: string): Promise<LimitHeaders> {
  const [row] = await statement<Row>(ds, taking, [account, mostReveals.hour, mostReveals.day]);
  if (!row) throw new Error('the count of reveals did not answer');
  if (row.in_hour === null || row.in_day === null) throw tooMany(row);
  const left = `"hour";r=${mostReveals.hour - row.in_hour};t=${row.hour_ends}, "day";r=${mostReveals.day - row.in_day};t=${row.day_ends}`;
  return { 'ratelimit-policy': policy, ratelimit: left };
}

function tooMany({ hour_ends, day_ends, used_today }: Row): Problem {
  const byDay = used_today >= mostReveals.day;
  const seconds = byDay ? day_ends : hour_ends;
  return new Problem({
    status: 429,
    code: 'tooManyReveals',
    detail: {
      zh: byDay
        ? `您今天已查看 ${mostReveals.day} 项完整信息。请明天再查看，急需时请值班负责人查看。`
        : `您本小时已查看 ${mostReveals.hour} 项完整信息。请 ${Math.ceil(seconds / 60)} 分钟后再试，急需时请值班负责人查看。`,
      en: byDay
        ? `You have revealed ${mostReveals.day} identities today. Go on tomorrow, or ask whoever leads the shift.`
        : `You have revealed ${mostReveals.hour} identities this hour. Go on in ${Math.ceil(seconds / 60)} minutes, or ask whoever leads the shift.`,
    },
    headers: {
      'retry-after': String(seconds),
      'ratelimit-policy': policy,
      ratelimit: byDay ? `"day";r=0;t=${day_ends}` : `"hour";r=0;t=${hour_ends}`,
    },
  });
}
