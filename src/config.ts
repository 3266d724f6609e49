import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { StartError } from './platform/start-error.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** How much the process logs, least first; `silent` logs nothing. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Where clamd listens. */
export type ScannerPlace = { readonly path: string } | { readonly host: string; readonly port: number };

/** How files are taken. */
export interface EvidenceConfig {
  /** The largest file. */
  readonly maxBytes: number;
  /** How long an upload may stand still, in milliseconds. */
  readonly idleMs: number;
  /** `none`: what comes stays in quarantine. `off`: the office does without a scanner, and has said so. */
  readonly scanner: 'none' | 'off' | ScannerPlace;
}

/** Everything the environment decides, read once at start. */
export interface Config {
  host: string;
  /** 0 lets the operating system choose. */
  port: number;
  /** Absolute folder of the bundled database, keys and blobs. */
  home: string;
  /** A PostgreSQL of one's own; absent: the bundled one under `home`. */
  databaseUrl?: string;
  /** Connections this process may open at most. */
  poolSize: number;
  /** Whether the demo organisations and accounts are laid down. */
  demo: boolean;
  /** Whether two hundred past cases are laid down with them. */
  demoCases: boolean;
  /** A file of the office's own days off and make-up days; absent: those of the bundled calendar. */
  calendarFile?: string;
  /** The telephone number printed on a customer's slip, by which the center takes complaints. */
  hotline: string;
  logLevel: LogLevel;
  /** Algorithms of the keys that are made from now on: AES-256-GCM and SHA-256, or SM4 and SM3. */
  keys: 'aes' | 'sm';
  evidence: EvidenceConfig;
  /** The gateway to which alarms are posted; absent: they go to the log. */
  notify?: { url: string; secret: string };
}

/** Injection token of the process's `Config`. */
export const CONFIG = Symbol('lanjie.config');

/** A setting has a value that is not allowed; the message says which, what is allowed and what to do. */
export class ConfigError extends StartError {
  override name = 'ConfigError';
}

/** Reads the settings from environment variables. Throws `ConfigError` on the first wrong one. */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const databaseUrl = readDatabaseUrl(env);
  const demo = readFlag(env, 'LANJIE_DEMO', databaseUrl === undefined);
  const demoCases = readFlag(env, 'LANJIE_DEMO_CASES', true);
  const notify = readNotify(env);
  const calendarFile = env['LANJIE_CALENDAR'];
  return {
    host: env['HOST'] || '127.0.0.1',
    port: readInteger(env, 'PORT', 3000, 0, 65_535),
    home: resolve(env['LANJIE_HOME'] || join(projectRoot(), '.lanjie')),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    poolSize: readInteger(env, 'DATABASE_POOL', 10, 2, 1000),
    demo,
    demoCases: demo && demoCases,
    ...(calendarFile ? { calendarFile: resolve(calendarFile) } : {}),
    hotline: readHotline(env),
    logLevel: readLogLevel(env),
    keys: readKeys(env),
    evidence: readEvidence(env),
    ...(notify === undefined ? {} : { notify }),
  };
}

/** The folder that holds package.json, whether the code runs from `src/` or from `dist/src/`. */
export function projectRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder);
    if (above === folder) throw new StartError(`No package.json lies above ${import.meta.dirname}: reinstall Lanjie.`);
    folder = above;
  }
  return folder;
}

function readInteger(env: NodeJS.ProcessEnv, name: string, fallback: number, least: number, most: number): number {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new ConfigError(
    `${name} is "${text}", but must be a whole number from ${least} to ${most}: correct it, or unset it for ${fallback}.`,
  );
}

function readFlag(env: NodeJS.ProcessEnv, name: string, fallback: boolean): boolean {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  if (text === '1' || text === '0') return text === '1';
  throw new ConfigError(`${name} is "${text}", but must be 1 (on) or 0 (off): correct it, or unset it.`);
}

function readHotline(env: NodeJS.ProcessEnv): string {
  // 96110 is the anti-fraud number that most provinces use; an office prints its own.
  const text = env['LANJIE_HOTLINE'] || '96110';
  if (/^\+?[0-9][0-9 -]{2,24}$/.test(text)) return text;
  throw new ConfigError(
    `LANJIE_HOTLINE is "${text}", but must be a telephone number: correct it, or unset it for 96110.`,
  );
}

function readLogLevel(env: NodeJS.ProcessEnv): LogLevel {
  const text = env['LOG_LEVEL'] || 'info';
  const level = LOG_LEVELS.find((known) => known === text);
  if (level) return level;
  throw new ConfigError(
    `LOG_LEVEL is "${text}", but must be one of ${LOG_LEVELS.join(', ')}: correct it, or unset it.`,
  );
}

function readKeys(env: NodeJS.ProcessEnv): Config['keys'] {
  const text = env['LANJIE_KEYS'] || 'aes';
  if (text === 'aes' || text === 'sm') return text;
  throw new ConfigError(`LANJIE_KEYS is "${text}", but must be aes or sm: correct it, or unset it for aes.`);
}

function readDatabaseUrl(env: NodeJS.ProcessEnv): string | undefined {
  const text = env['DATABASE_URL'];
  if (text === undefined || text === '') return undefined;
  const url = URL.parse(text);
  const scheme = url?.protocol;
  if (url && (scheme === 'postgres:' || scheme === 'postgresql:') && url.pathname.length > 1) return text;
  // The value itself may hold a password: it is not repeated.
  throw new ConfigError(
    'DATABASE_URL must look like postgresql://user:password@host:5432/database: correct it, or unset it to use the bundled database.',
  );
}

function readEvidence(env: NodeJS.ProcessEnv): EvidenceConfig {
  return {
    maxBytes: readInteger(env, 'LANJIE_EVIDENCE_MB', 500, 1, 100_000) * 1024 * 1024,
    idleMs: readInteger(env, 'LANJIE_EVIDENCE_IDLE_SECONDS', 30, 1, 3_600) * 1000,
    scanner: readScanner(env),
  };
}

function readScanner(env: NodeJS.ProcessEnv): EvidenceConfig['scanner'] {
  const text = env['LANJIE_SCANNER'];
  if (text === undefined || text === '') return 'none';
  if (text === 'off') return 'off';
  const path = /^clamd:(\/.{1,100})$/.exec(text)?.[1];
  if (path !== undefined) return { path };
  // What it is sent is no longer sealed: it may not leave this machine.
  const [, host, port] = /^clamd:(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|localhost|\[::1\]):(\d{1,5})$/.exec(text) ?? [];
  if (host !== undefined && Number(port) <= 65_535) return { host: host.replace(/[[\]]/g, ''), port: Number(port) };
  throw new ConfigError(
    `LANJIE_SCANNER is "${text}", but must be clamd:/path/of/its/socket, clamd:127.0.0.1:3310, or off: correct it, or unset it to keep files in quarantine.`,
  );
}

function readNotify(env: NodeJS.ProcessEnv): Config['notify'] {
  const url = env['NOTIFY_WEBHOOK_URL'];
  if (url === undefined || url === '') return undefined;
  const parsed = URL.parse(url);
  if (parsed?.protocol !== 'https:' && parsed?.protocol !== 'http:') {
    // An address may hold a key: it is not repeated.
    throw new ConfigError(
      'NOTIFY_WEBHOOK_URL must be an http or https address: correct it, or unset it to log alarms.',
    );
  }
  const secret = env['NOTIFY_WEBHOOK_SECRET'] ?? '';
  if (secret.length >= 16) return { url, secret };
  throw new ConfigError('NOTIFY_WEBHOOK_SECRET must be at least 16 characters, the same as at the gateway: set it.');
}
