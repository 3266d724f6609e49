import { Counter } from 'prom-client';
import type { DataSource } from 'typeorm';
import { metrics } from '../platform/metrics.js';
import { type Claimed, claimNotices, noticeFailed, noticeSent } from './claim-notices.js';
import { type Channel, NotDelivered, type Notifier } from './notifier.js';

const page = 50;
/** Longer than a whole page may take. */
const claimSeconds = 60;
const firstRetrySeconds = 5;
const longestRetrySeconds = 600;
/** About a day of tries. */
const mostAttempts = 150;

const notices = new Counter({
  name: 'lanjie_notices_total',
  help: 'Tries to tell somebody of an alarm, by channel and what became of them.',
  labelNames: ['channel', 'result'],
  registers: [metrics],
});

/** Seconds until the next try: 5, 10, 20 … up to ten minutes. */
export function retrySeconds(attempts: number): number {
  return Math.min(firstRetrySeconds * 2 ** (attempts - 1), longestRetrySeconds);
}

/**
 * Notices → people. Rows, not timers: any server sends what is due, and one that dies loses nothing. A notice may reach
 * the gateway twice when a server dies between sending and noting it; its `id` is the same then.
 */
export class Deliveries {
  constructor(
    private readonly ds: DataSource,
    private readonly notifiers: Readonly<Partial<Record<Channel, Notifier>>>,
    private readonly report: (error: unknown) => void,
    private readonly clock?: () => string,
  ) {}

  /** Sends all that is due now. Returns how many notices were taken over. */
  async deliverAll(): Promise<number> {
    let delivered = 0;
    for (;;) {
      const claimed = await claimNotices(this.ds, this.now, claimSeconds, page);
      const results = await Promise.all(claimed.map((notice) => this.deliver(notice)));
      delivered += results.filter((taken) => taken).length;
      if (claimed.length < page) return delivered;
    }
  }

  private get now(): string | null {
    return this.clock?.() ?? null;
  }

  private async deliver(claimed: Claimed): Promise<boolean> {
    const { case_id, version, recipient, level, channel, message, attempts } = claimed;
    try {
      const notifier = this.notifiers[channel];
      if (!notifier) throw new NotDelivered('no gateway is configured');
      await notifier.send({ ...message, id: `${case_id}:${version}:${recipient}:${level}`, to: recipient, level });
    } catch (error) {
      if (!(error instanceof NotDelivered)) this.report(error);
      const fault = error instanceof NotDelivered ? error.message : 'unexpected';
      const giveUp = attempts >= mostAttempts;
      notices.inc({ channel, result: giveUp ? 'givenUp' : 'failed' });
      await noticeFailed(this.ds, claimed, this.now, { fault, seconds: retrySeconds(attempts), giveUp });
      return false;
    }
    notices.inc({ channel, result: 'sent' });
    await noticeSent(this.ds, claimed, this.now);
    return true;
  }
}
