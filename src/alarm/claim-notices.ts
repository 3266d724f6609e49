import type { DataSource } from 'typeorm';
import { statement } from '../platform/database.js';
import type { Call, Channel } from './notifier.js';

/** A notice this server has taken in hand. */
export interface Claimed {
  readonly case_id: string;
  readonly version: number;
  readonly recipient: string;
  readonly level: number;
  readonly channel: Channel;
  readonly message: Call;
  /** Tries, this one included. */
  readonly attempts: number;
}

const claim = {
  name: 'claim-notices',
  text: `
    update notification n set attempts = n.attempts + 1,
      next_at = coalesce($1::timestamptz, clock_timestamp()) + make_interval(secs => $2)
    from (
      select case_id, version, recipient from notification
      where sent_at is null and given_up_at is null and next_at <= coalesce($1::timestamptz, statement_timestamp())
      order by next_at limit $3 for update skip locked) as due
    where n.case_id = due.case_id and n.version = due.version and n.recipient = due.recipient
    returning n.case_id, n.version, n.recipient, n.level, n.channel, n.message, n.attempts`,
};

/** Takes notices that are due in hand for so many seconds: no other server sends them meanwhile, and one that dies loses none. */
export function claimNotices(ds: DataSource, now: string | null, seconds: number, limit: number): Promise<Claimed[]> {
  return statement<Claimed>(ds, claim, [now, seconds, limit]);
}

const sent = {
  name: 'notice-sent',
  text: `update notification set sent_at = coalesce($4::timestamptz, clock_timestamp()), fault = null
    where case_id = $1 and version = $2 and recipient = $3 and sent_at is null`,
};

/** The gateway took it over. */
export async function noticeSent(ds: DataSource, { case_id, version, recipient }: Claimed, now: string | null) {
  await statement(ds, sent, [case_id, version, recipient, now]);
}

const failed = {
  name: 'notice-failed',
  text: `update notification set fault = $5,
      next_at = coalesce($4::timestamptz, clock_timestamp()) + make_interval(secs => $6),
      given_up_at = case when $7 then coalesce($4::timestamptz, clock_timestamp()) else given_up_at end
    where case_id = $1 and version = $2 and recipient = $3 and sent_at is null`,
};

/** It was not taken over: tried again in so many seconds, or given up. */
export async function noticeFailed(
  ds: DataSource,
  { case_id, version, recipient }: Claimed,
  now: string | null,
  then: { readonly fault: string; readonly seconds: number; readonly giveUp: boolean },
): Promise<void> {
  await statement(ds, failed, [case_id, version, recipient, now, then.fault, then.seconds, then.giveUp]);
}
