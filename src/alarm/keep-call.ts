import type { DataSource } from 'typeorm';
import { statement } from '../platform/database.js';
import type { DueAlarm } from './due-alarms.js';
import type { Call, Channel } from './notifier.js';

/** A call that stands in the ledger, with whom to tell and when to call again (null: never). */
export interface KeptCall {
  readonly alarm: DueAlarm;
  /** Version of the entry by which they were called. */
  readonly version: number;
  readonly call: number;
  readonly level: number;
  readonly recipients: readonly string[];
  readonly channel: Channel;
  readonly message: Call;
  readonly nextAt: string | null;
}

const sql = {
  name: 'keep-call',
  text: `
    with again as (
      update alarm set calls = $3, level = $4, next_at = $5::timestamptz
      where case_id = $1 and version = $2 and calls = $3 - 1 and $5::timestamptz is not null),
    once as (delete from alarm where case_id = $1 and version = $2 and $5::timestamptz is null)
    insert into notification (case_id, version, recipient, strike, level, channel, message, next_at)
    select $1, $6, recipient, $2, $4, $7, $8::jsonb, $9::timestamptz from unnest($10::text[]) as recipient
    on conflict do nothing`,
};

/** Writes the notices of a call and its next one in one statement; doing it again changes nothing. */
export async function keepCall(ds: DataSource, kept: KeptCall): Promise<void> {
  const { alarm, version, call, level, recipients, channel, message, nextAt } = kept;
  await statement(ds, sql, [
    alarm.case_id,
    alarm.version,
    call,
    level,
    nextAt,
    version,
    channel,
    JSON.stringify(message),
    message.raisedAt,
    recipients,
  ]);
}
