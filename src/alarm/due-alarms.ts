import type { DataSource } from 'typeorm';
import { statement } from '../platform/database.js';

/** A strike for which somebody is to be called now. */
export interface DueAlarm {
  readonly case_id: string;
  /** Version of the strike's entry. */
  readonly version: number;
  /** Calls made so far, and the level of the last. */
  readonly calls: number;
  readonly level: number;
  /** The strike as it was recorded. */
  readonly entry: Buffer;
  readonly number: string;
  readonly where_code: string | null;
  readonly where_zh: string | null;
  readonly where_en: string | null;
}

const due = {
  name: 'due-alarms',
  text: `
    select a.case_id, a.version, a.calls, a.level, e.entry, c.number,
      o.code as where_code, o.name_zh as where_zh, o.name_en as where_en
    from alarm a
    join ledger_entry e on e.case_id = a.case_id and e.version = a.version
    join case_file c on c.id = a.case_id
    left join organisation o on o.code = coalesce(c.outlet, c.station)
    where a.next_at <= coalesce($1::timestamptz, statement_timestamp())
    order by a.next_at limit $2`,
};

/** The alarms whose next call is due, longest waiting first. `now` null: the database's clock. */
export function dueAlarms(ds: DataSource, now: string | null, limit: number): Promise<DueAlarm[]> {
  return statement<DueAlarm>(ds, due, [now, limit]);
}

const over = {
  name: 'end-alarm',
  text: `
    with ended as (delete from alarm where case_id = $1 and version = $2)
    update notification set given_up_at = coalesce($3::timestamptz, clock_timestamp()), fault = 'the alarm is over'
    where case_id = $1 and strike = $2 and sent_at is null and given_up_at is null`,
};

/** Nobody is called about this strike any more; what was not sent yet is not sent. */
export async function endAlarm(ds: DataSource, { case_id, version }: DueAlarm, now: string | null): Promise<void> {
  await statement(ds, over, [case_id, version, now]);
}

const later = {
  name: 'postpone-alarm',
  text: `update alarm set next_at = coalesce($3::timestamptz, clock_timestamp()) + make_interval(secs => $4)
    where case_id = $1 and version = $2`,
};

/** Tries this one again in so many seconds, so that one that fails does not come back at once for ever. */
export async function postponeAlarm(
  ds: DataSource,
  { case_id, version }: DueAlarm,
  now: string | null,
  seconds: number,
): Promise<void> {
  await statement(ds, later, [case_id, version, now, seconds]);
}
