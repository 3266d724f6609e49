import { createServer } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { retrySeconds } from '../../src/alarm/deliveries.js';
import { NotDelivered, type Notice } from '../../src/alarm/notifier.js';
import { signature, WebhookNotifier } from '../../src/alarm/webhook-notifier.js';

const notice: Notice = {
  id: 'c:2:duty:1',
  to: 'duty',
  level: 1,
  number: 'L20241118-7K3F-9Q2M',
  clock: 'acknowledge',
  what: { zh: '中心签收', en: 'the center acknowledges' },
  minutes: 0,
  where: null,
  dueAt: '2024-11-18T07:02:00.000Z',
  raisedAt: '2024-11-18T07:02:00.000Z',
  exercise: false,
};

async function answering(status: number, headers: Record<string, string> = {}) {
  const server = createServer((_, response) => response.writeHead(status, headers).end('a word about 陆示例'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const sending = new WebhookNotifier({ url: `http://127.0.0.1:${port}/`, secret: 's'.repeat(16) }).send(notice);
  const result = await sending.then(
    () => 'taken',
    (error: unknown) => (error instanceof NotDelivered ? error.message : 'another error'),
  );
  server.closeAllConnections();
  server.close();
  return result;
}

describe('the webhook', () => {
  it.each([
    [200, 'taken'],
    [202, 'taken'],
    [400, 'status 400'],
    [503, 'status 503'],
  ])('answered with %i is %s, and quotes no answer', async (status, result) => {
    expect(await answering(status)).toBe(result);
  });

  it('follows no redirect: a signed body goes where it was configured to go', async () => {
    expect(await answering(307, { location: 'http://127.0.0.1:1/' })).toBe('unreachable');
  });

  it('says when nobody listens', async () => {
    const nobody = new WebhookNotifier({ url: 'http://127.0.0.1:1/', secret: 's'.repeat(16) });
    await expect(nobody.send(notice)).rejects.toThrow('unreachable');
  });

  it('is signed over the second and the very bytes', () => {
    const one = signature('secret', 1731913320, '{}');
    expect(one).toMatch(/^t=1731913320,v1=[0-9a-f]{64}$/);
    expect(new Set([one, signature('secret', 1731913321, '{}'), signature('other', 1731913320, '{}')]).size).toBe(3);
  });
});

describe('tries', () => {
  it('come after 5, 10, 20 seconds, and at last every ten minutes', () => {
    expect([1, 2, 3, 8, 100].map(retrySeconds)).toEqual([5, 10, 20, 600, 600]);
  });
});
