import { createHmac } from 'node:crypto';
import { NotDelivered, type Notice, type Notifier } from './notifier.js';

/** Where the gateway is, and the secret both sides know. */
export interface Gateway {
  readonly url: string;
  readonly secret: string;
}

const timeoutMs = 5_000;

/**
 * `t=<seconds>,v1=<hex>`: HMAC-SHA-256 of `<seconds>.<body>` under the shared secret. The receiver computes it over the
 * bytes it got and refuses what is older than a few minutes.
 */
export function signature(secret: string, seconds: number, body: string): string {
  const hmac = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${hmac}`;
}

/** Posts notices as JSON to a gateway for SMS, voice or chat. Any answer but 2xx counts as not delivered. */
export class WebhookNotifier implements Notifier {
  constructor(
    private readonly gateway: Gateway,
    private readonly clock: () => string = () => new Date().toISOString(),
  ) {}

  async send(notice: Notice): Promise<void> {
    const body = JSON.stringify(notice);
    const seconds = Math.floor(Date.parse(this.clock()) / 1000);
    const answer = await fetch(this.gateway.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': notice.id,
        'x-lanjie-signature': signature(this.gateway.secret, seconds, body),
      },
      body,
      // A signed body goes to the address that was configured and nowhere else.
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    }).catch((error: unknown) => {
      throw new NotDelivered(error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'unreachable');
    });
    // Only the status counts; an unread body would keep the connection.
    await answer.body?.cancel();
    if (!answer.ok) throw new NotDelivered(`status ${answer.status}`);
  }
}
