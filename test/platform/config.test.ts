import { isAbsolute, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ConfigError, loadConfig, projectRoot } from '../../src/config.js';
import { signerOf, verifierText } from '../../src/engine/ledger/note.js';

describe('the configuration', () => {
  test('without settings is the bundled database with demo data on 127.0.0.1:3000', () => {
    expect(loadConfig({})).toEqual({
      host: '127.0.0.1',
      port: 3000,
      home: join(projectRoot(), '.lanjie'),
      poolSize: 10,
      demo: true,
      demoCases: true,
      hotline: '96110',
      logLevel: 'info',
      keys: 'aes',
      trustedProxies: [],
      limits: new Map(),
      connections: 4_000,
      evidence: { idleMs: 30_000, totalMs: 3_600_000, maxBytes: 524_288_000, scanner: 'none' },
      signIn: { passwords: 'asvs' },
      witnesses: [],
    });
  });

  test('lays no demo data on a database of one’s own unless told to', () => {
    const env = { DATABASE_URL: 'postgresql://u:p@db/lanjie' };
    expect(loadConfig(env)).toMatchObject({ demo: false, databaseUrl: env.DATABASE_URL });
    expect(loadConfig({ ...env, LANJIE_DEMO: '1' })).toMatchObject({ demo: true, demoCases: true });
    expect(loadConfig({ ...env, LANJIE_DEMO_CASES: '1' })).toMatchObject({ demo: false, demoCases: false });
    expect(loadConfig({ LANJIE_DEMO_CASES: '0' })).toMatchObject({ demo: true, demoCases: false });
  });

  test('takes other numbers for some limits, and the proxies that are believed', () => {
    const read = loadConfig({
      LANJIE_LIMITS: 'writes-account=6000/60, break-glass=2/86400',
      LANJIE_TRUSTED_PROXIES: '10.0.0.5, 10.1.0.0/16,fd00::/8',
    });
    expect([...read.limits]).toEqual([
      ['writes-account', { quota: 6_000, seconds: 60 }],
      ['break-glass', { quota: 2, seconds: 86_400 }],
    ]);
    expect(read.trustedProxies).toEqual(['10.0.0.5', '10.1.0.0/16', 'fd00::/8']);
  });

  test('lets a deployer choose the profile of passwords and how long sessions last', () => {
    const env = {
      LANJIE_PASSWORDS: 'mlps',
      LANJIE_PASSWORD_BLOCKLIST: '/etc/leaked.txt',
      LANJIE_SESSION_IDLE_MINUTES: '10',
      LANJIE_SESSION_HOURS: '8',
    };
    const signIn = { passwords: 'mlps', blocklistFile: '/etc/leaked.txt', idleMinutes: 10, hours: 8 };
    expect(loadConfig(env)).toMatchObject({ signIn });
  });

  test('lists the witnesses whose signatures are published', () => {
    const of = (name: string, algorithm?: 'ed25519') =>
      verifierText(signerOf(name, Buffer.alloc(32, 1), algorithm ?? 'cosignature'));
    const read = loadConfig({ LANJIE_WITNESSES: `${of('one')}, ${of('two')}` });
    expect(read.witnesses.map(({ name }) => name)).toEqual(['one', 'two']);
    for (const wrong of ['x', of('one', 'ed25519'), `${of('one')},`, `${of('one')},${of('one')}`])
      expect(() => loadConfig({ LANJIE_WITNESSES: wrong })).toThrow(/LANJIE_WITNESSES/);
  });

  test('makes the home absolute', () => {
    expect(isAbsolute(loadConfig({ LANJIE_HOME: 'elsewhere' }).home)).toBe(true);
  });

  test.each([
    ['LANJIE_KEYS', 'rsa', /^LANJIE_KEYS is "rsa", but must be aes or sm: .*\.$/],
    ['PORT', 'http', /^PORT is "http", but must be a whole number from 0 to 65535: .*\.$/],
    ['PORT', '65536', /^PORT/],
    ['LANJIE_HOTLINE', '<b>1</b>', /^LANJIE_HOTLINE/],
    ['PORT', '-1', /^PORT/],
    ['LANJIE_LIMITS', 'writes=1/60', /^LANJIE_LIMITS holds "writes=1\/60", but must be limits such as writes-account=/],
    ['LANJIE_LIMITS', 'writes-account=0/60', /^LANJIE_LIMITS/],
    ['LANJIE_LIMITS', 'off', /^LANJIE_LIMITS/],
    ['LANJIE_TRUSTED_PROXIES', '10.0.0.0/33', /^LANJIE_TRUSTED_PROXIES names "10.0.0.0\/33"/],
    ['LANJIE_TRUSTED_PROXIES', '0.0.0.0/0', /^LANJIE_TRUSTED_PROXIES/],
    ['LANJIE_TRUSTED_PROXIES', 'proxy.internal', /^LANJIE_TRUSTED_PROXIES/],
    ['LANJIE_EVIDENCE_MINUTES', '0', /^LANJIE_EVIDENCE_MINUTES/],
    ['PORT', '3000.5', /^PORT/],
    ['DATABASE_POOL', '1', /^DATABASE_POOL is "1", but must be a whole number from 2/],
    ['LANJIE_DEMO', 'yes', /^LANJIE_DEMO is "yes", but must be 1 \(on\) or 0 \(off\)/],
    ['LANJIE_DEMO_CASES', '200', /^LANJIE_DEMO_CASES is "200", but must be 1 \(on\) or 0 \(off\)/],
    ['LANJIE_PASSWORDS', 'weak', /^LANJIE_PASSWORDS is "weak", but must be asvs .* or mlps /],
    [
      'LANJIE_SESSION_IDLE_MINUTES',
      '4',
      /^LANJIE_SESSION_IDLE_MINUTES is "4", .* from 5 to 1440: correct it, or unset it\.$/,
    ],
    ['LOG_LEVEL', 'loud', /^LOG_LEVEL is "loud", but must be one of fatal, /],
    ['DATABASE_URL', 'mysql://u:secret@db/x', /^DATABASE_URL must look like (?!.*secret)/],
    ['NOTIFY_WEBHOOK_URL', 'ftp://u:secret@gateway', /^NOTIFY_WEBHOOK_URL must be an http or https (?!.*secret)/],
    ['NOTIFY_WEBHOOK_URL', 'https://gateway', /^NOTIFY_WEBHOOK_SECRET must be at least 16 characters/],
    ['DATABASE_URL', 'postgresql://u:secret@db', /^DATABASE_URL must look like (?!.*secret)/],
  ])('refuses %s=%s with one sentence', (name, value, sentence) => {
    expect(() => loadConfig({ [name]: value })).toThrow(ConfigError);
    expect(() => loadConfig({ [name]: value })).toThrow(sentence);
  });
});
