import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { loadConfig } from '../../src/config.js';
import { Clamd } from '../../src/evidence/scanner/clamd.js';
import { FakeClamd } from './clamd.js';

let fake: FakeClamd;
beforeEach(async () => {
  fake = await FakeClamd.start();
});
afterEach(() => fake.stop());

const scanner = (patienceMs?: number) => new Clamd({ host: '127.0.0.1', port: fake.port }, patienceMs);

function content(text: string, times = 1) {
  return async function* () {
    for (let i = 0; i < times; i++) yield Buffer.from(text);
  };
}

describe('clamd', () => {
  test('is sent all of a file and says that it is clean', async () => {
    expect(await scanner().scan(content('0123456789'.repeat(1000), 300))).toEqual({ verdict: 'clean' });
    expect(fake.received[0]?.length).toBe(3_000_000);
  });

  test('says what it found', async () => {
    expect(await scanner().scan(content('EICAR'))).toEqual({ verdict: 'infected', found: 'Eicar-Signature' });
  });

  test('cannot tell when it takes no more', async () => {
    fake.mood = 'full';
    await expect(scanner().scan(content('x'.repeat(100_000), 50))).rejects.toThrow(
      /size limit exceeded|hung up|EPIPE|ECONNRESET/,
    );
  });

  test('cannot tell when it hangs up, hangs, or is gone', async () => {
    fake.mood = 'hangsUp';
    await expect(scanner().scan(content('x'))).rejects.toThrow(/hung up|ECONNRESET|EPIPE/);
    fake.mood = 'hangs';
    await expect(scanner(100).scan(content('x'))).rejects.toThrow('does not answer');
    await fake.stop();
    await expect(scanner().scan(content('x'))).rejects.toThrow('ECONNREFUSED');
    fake = await FakeClamd.start();
  });

  test('is not asked about content that cannot be read', async () => {
    async function* broken(): AsyncGenerator<Buffer> {
      yield Buffer.from('x');
      throw new Error('damaged');
    }
    await expect(scanner().scan(broken)).rejects.toThrow('damaged');
    expect(fake.received).toEqual([]);
  });
});

describe('the setting LANJIE_SCANNER', () => {
  const scannerIn = (LANJIE_SCANNER: string) => loadConfig({ LANJIE_SCANNER }).evidence.scanner;

  test.each([
    ['', 'none'],
    ['off', 'off'],
    ['clamd:/run/clamav/clamd.ctl', { path: '/run/clamav/clamd.ctl' }],
    ['clamd:127.0.0.1:3310', { host: '127.0.0.1', port: 3310 }],
    ['clamd:[::1]:3310', { host: '::1', port: 3310 }],
    ['clamd:localhost:3310', { host: 'localhost', port: 3310 }],
  ])('%s', (text, scanner) => expect(scannerIn(text)).toEqual(scanner));

  test.each(['on', 'clamd', 'clamd:10.0.0.1:3310', 'clamd:example.com:3310', 'clamd:127.0.0.1:99999'])(
    'refuses %s: what a scanner is sent may not leave the machine',
    (text) => expect(() => scannerIn(text)).toThrow(/LANJIE_SCANNER/),
  );
});
