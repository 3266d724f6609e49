import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { policyNames, type Quota } from './access/limits/limit-table.js';
import { parseVerifier, type Verifier } from './engine/ledger/note.js';
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
  /** How long an upload may take as a whole, in milliseconds. */
  readonly totalMs: number;
  /** `none`: what comes stays in quarantine. `off`: the office does without a scanner, and has said so. */
  readonly scanner: 'none' | 'off' | ScannerPlace;
}

/** How people sign in. */
export interface SignInConfig {
  /** By which rules: OWASP ASVS 5.0, or the baseline of classified protection (等保). */
  readonly passwords: 'asvs' | 'mlps';
  /** A file of passwords that leaked or are common; absent: only what the product knows itself. */
  readonly blocklistFile?: string;
  /** How long a session may rest; absent: as the profile says. */
  readonly idleMinutes?: number;
  /** How long a session lasts at most; absent: as the profile says. */
  readonly hours?: number;
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
  /** The user who owns the tables and migrates them; absent: the one of `databaseUrl`. */
  databaseOwnerUrl?: string;
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
  /** Addresses or networks (CIDR) of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed. */
  trustedProxies: readonly string[];
  /** Other numbers for some of the limits, by their names. */
  limits: ReadonlyMap<string, Quota>;
  /** Connections this process keeps open at most; further ones are dropped. */
  connections: number;
  /** Algorithms of the keys that are made from now on: AES-256-GCM and SHA-256, or SM4 and SM3. */
  keys: 'aes' | 'sm';
  evidence: EvidenceConfig;
  signIn: SignInConfig;
  /** The gateway to which alarms are posted; absent: they go to the log. */
  notify?: { url: string; secret: string };
  /** The process that signs checkpoints (`npm run signer`); absent: this one does in the demo, otherwise nobody. */
  signer?: { url: string; secret: string };
  /** Whose signatures on checkpoints are published: keys of the algorithm for cosignatures, each of another name. */
  witnesses: readonly Verifier[];
}

/** Injection token of the process's `Config`. */
export const CONFIG = Symbol('lanjie.config');

/** A setting has a value that is not allowed; the message says which, what is allowed and what to do. */
export class ConfigError extends StartError {
  override name = 'ConfigError';
}

/** Reads the settings from environment variables. Throws `ConfigError` on the first wrong one. */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const databaseUrl = readDatabaseUrl(env, 'DATABASE_URL', 'unset it to use the bundled database');
  const databaseOwnerUrl = readDatabaseUrl(
    env,
    'DATABASE_OWNER_URL',
    'unset it to migrate as the user of DATABASE_URL',
  );
  const demo = readFlag(env, 'LANJIE_DEMO', databaseUrl === undefined);
  const demoCases = readFlag(env, 'LANJIE_DEMO_CASES', true);
  const notify = readNotify(env);
  const signer = readSigner(env);
  const calendarFile = env['LANJIE_CALENDAR'];
  return {
    host: env['HOST'] || '127.0.0.1',
    port: readInteger(env, 'PORT', 3000, 0, 65_535),
    home: resolve(env['LANJIE_HOME'] || join(projectRoot(), '.lanjie')),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(databaseUrl === undefined || databaseOwnerUrl === undefined ? {} : { databaseOwnerUrl }),
    poolSize: readInteger(env, 'DATABASE_POOL', 10, 2, 1000),
    demo,
    demoCases: demo && demoCases,
    ...(calendarFile ? { calendarFile: resolve(calendarFile) } : {}),
    hotline: readHotline(env),
    logLevel: readLogLevel(env),
    trustedProxies: readProxies(env),
    limits: readLimits(env),
    connections: readInteger(env, 'LANJIE_CONNECTIONS', 4_000, 10, 1_000_000),
    keys: readKeys(env),
    evidence: readEvidence(env),
    signIn: readSignIn(env),
    ...(notify === undefined ? {} : { notify }),
    ...(signer === undefined ? {} : { signer }),
    witnesses: readWitnesses(env),
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
    `${name} is "${text}", but must be a whole number from ${least} to ${most}: correct it, or unset it${fallback >= least ? ` for ${fallback}` : ''}.`,
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

function readProxies(env: NodeJS.ProcessEnv): string[] {
  const text = env['LANJIE_TRUSTED_PROXIES'] ?? '';
  const proxies = text.split(',').map((one) => one.trim());
  if (text === '') return [];
  const wrong = proxies.find((one) => !isNetwork(one));
  if (wrong === undefined) return proxies;
  throw new ConfigError(
    `LANJIE_TRUSTED_PROXIES names "${wrong}", but must be addresses or networks such as 10.0.0.5,10.1.0.0/16: correct it, or unset it where no proxy stands in front.`,
  );
}

// Whoever trusts every address lets everybody choose their own.
function isNetwork(text: string): boolean {
  const [, address = '', bits] = /^([^/]+)(?:\/([1-9]\d{0,2}))?$/.exec(text) ?? [];
  const version = isIP(address);
  return version !== 0 && (bits === undefined || Number(bits) <= (version === 4 ? 32 : 128));
}

function readLimits(env: NodeJS.ProcessEnv): ReadonlyMap<string, Quota> {
  const text = env['LANJIE_LIMITS'] ?? '';
  if (text === '') return new Map();
  return new Map(text.split(',').map((one) => readLimit(one.trim())));
}

function readLimit(text: string): [string, Quota] {
  const [, name = '', quota, seconds] = /^([a-z-]+)=([1-9]\d{0,8})\/([1-9]\d{0,7})$/.exec(text) ?? [];
  if (policyNames.includes(name)) return [name, { quota: Number(quota), seconds: Number(seconds) }];
  throw new ConfigError(
    `LANJIE_LIMITS holds "${text}", but must be limits such as writes-account=600/60 (so many in so many seconds), with commas between: name one of ${policyNames.join(', ')}, or unset it.`,
  );
}

function readDatabaseUrl(env: NodeJS.ProcessEnv, name: string, otherwise: string): string | undefined {
  const text = env[name];
  if (text === undefined || text === '') return undefined;
  const url = URL.parse(text);
  const scheme = url?.protocol;
  if (url && (scheme === 'postgres:' || scheme === 'postgresql:') && url.pathname.length > 1) return text;
  // The value itself may hold a password: it is not repeated.
  throw new ConfigError(
    `${name} must look like postgresql://user:password@host:5432/database: correct it, or ${otherwise}.`,
  );
}

function readEvidence(env: NodeJS.ProcessEnv): EvidenceConfig {
  return {
    maxBytes: readInteger(env, 'LANJIE_EVIDENCE_MB', 500, 1, 100_000) * 1024 * 1024,
    idleMs: readInteger(env, 'LANJIE_EVIDENCE_IDLE_SECONDS', 30, 1, 3_600) * 1000,
    totalMs: readInteger(env, 'LANJIE_EVIDENCE_MINUTES', 60, 1, 1_440) * 60_000,
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

function readSignIn(env: NodeJS.ProcessEnv): SignInConfig {
  const text = env['LANJIE_PASSWORDS'] || 'asvs';
  if (text !== 'asvs' && text !== 'mlps') {
    throw new ConfigError(
      `LANJIE_PASSWORDS is "${text}", but must be asvs (long, without further rules) or mlps (three kinds of characters, changed every 90 days): correct it, or unset it for asvs.`,
    );
  }
  const blocklistFile = env['LANJIE_PASSWORD_BLOCKLIST'];
  const idleMinutes = readInteger(env, 'LANJIE_SESSION_IDLE_MINUTES', 0, 5, 1_440);
  const hours = readInteger(env, 'LANJIE_SESSION_HOURS', 0, 1, 168);
  return {
    passwords: text,
    ...(blocklistFile ? { blocklistFile: resolve(blocklistFile) } : {}),
    ...(idleMinutes ? { idleMinutes } : {}),
    ...(hours ? { hours } : {}),
  };
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

function readSigner(env: NodeJS.ProcessEnv): Config['signer'] {
  const url = env['LANJIE_SIGNER_URL'];
  if (url === undefined || url === '') return undefined;
  const parsed = URL.parse(url);
  if (parsed?.protocol !== 'https:' && parsed?.protocol !== 'http:')
    throw new ConfigError(
      'LANJIE_SIGNER_URL must be an http or https address, such as http://127.0.0.1:3100: correct it.',
    );
  return { url, secret: readSignerSecret(env) };
}

function readWitnesses(env: NodeJS.ProcessEnv): readonly Verifier[] {
  const text = env['LANJIE_WITNESSES'] ?? '';
  const keys = text === '' ? [] : text.split(',').map((one) => readWitness(one.trim()));
  const names = keys.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice === undefined) return keys;
  throw new ConfigError(
    `LANJIE_WITNESSES names "${twice}" twice, but every witness has a name of its own: correct it.`,
  );
}

function readWitness(text: string): Verifier {
  try {
    const key = parseVerifier(text);
    if (key.algorithm === 'cosignature') return key;
  } catch {
    // Told below, like a key of another algorithm.
  }
  throw new ConfigError(
    `LANJIE_WITNESSES holds "${text}", but must be the public keys of witnesses as npm run witness -- identity prints them, with commas between: correct it, or unset it.`,
  );
}

/** What the servers and their signer know, and nobody else. Throws `ConfigError` when it is missing or short. */
export function readSignerSecret(env: NodeJS.ProcessEnv): string {
  const secret = env['LANJIE_SIGNER_SECRET'] ?? '';
  if (secret.length >= 32) return secret;
  throw new ConfigError(
    'LANJIE_SIGNER_SECRET must be at least 32 characters, the same at the servers and at the signer: set it (openssl rand -hex 32).',
  );
}
