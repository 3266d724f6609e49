import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown, type Provider } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { databaseCode } from '../../platform/problem-database.js';
import { Callers } from '../callers.js';
import { OpenedCases } from '../opened-cases.js';
import { Passwords } from '../passwords.js';
import { KeyProvider } from '../sealing/index.js';
import { type SessionRules, Sessions } from '../sessions.js';
import { Tokens } from '../tokens.js';
import { type Blocklist, readBlocklist } from './blocklist.js';
import { Csrf } from './browser.js';
import { FreshSignIn } from './fresh-sign-in.js';
import { Lockout } from './lockout.js';
import { AccountPasswords } from './own-password.js';
import { PasswordController } from './password.controller.js';
import { PasswordPolicy } from './password-policy.js';
import { type ProfileName, profiles, secondFactorRoles } from './profiles.js';
import { SecondFactorController } from './second-factor.controller.js';
import { SecondFactors } from './second-factors.js';
import { SessionEnds } from './session-ends.js';
import { SessionsController } from './sessions.controller.js';
import { SignInController } from './sign-in.controller.js';
import { SignIn } from './sign-in.js';
import { SignInLog } from './sign-in-log.js';
import { SessionSweep } from './sweep.js';

/** What a deployer decides about signing in. */
export interface SignInSettings {
  readonly passwords: ProfileName;
  /** The deployer's list of known passwords. */
  readonly blocklistFile?: string | undefined;
  /** Where the profile's is not wanted. */
  readonly idleMinutes?: number | undefined;
  readonly hours?: number | undefined;
  /** In the demo nobody has to have a second factor, nor to change a password by the calendar. */
  readonly demo: boolean;
  /** Whether this process sweeps dead sessions. */
  readonly poll: boolean;
}

/** Goes with the process: hears what ends elsewhere, sweeps what is dead. */
class SignInRounds implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly ends: SessionEnds,
    private readonly sweep: SessionSweep,
    private readonly poll: boolean,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.ends.start();
    if (this.poll) this.sweep.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.ends.stop(), this.poll ? this.sweep.stop() : undefined]);
  }
}

/** The routes of signing in. */
export const signInControllers = [SignInController, SessionsController, PasswordController, SecondFactorController];

/** Everything behind them. Throws `StartError` when the deployer's list cannot be read. `key`: 256 bits. */
export function signInProviders(settings: SignInSettings, key: Buffer): Provider[] {
  const rules = rulesOf(settings);
  const blocklist: Blocklist = readBlocklist(settings.blocklistFile);
  const policy = new PasswordPolicy(profiles[settings.passwords], blocklist);
  const log = new Logger('sessions');
  const report = (error: unknown) =>
    log.error(databaseCode(error) ?? (error instanceof Error ? error.message : 'failed'));
  return [
    Passwords,
    { provide: SignInLog, inject: [HttpAdapterHost], useFactory: (host: HttpAdapterHost) => new SignInLog(host) },
    { provide: Csrf, useValue: new Csrf(key) },
    { provide: PasswordPolicy, useValue: policy },
    { provide: Sessions, inject: [DataSource], useFactory: (ds: DataSource) => new Sessions(ds, rules) },
    { provide: Callers, inject: [Tokens, Sessions, OpenedCases], useFactory: callersOf },
    { provide: FreshSignIn, inject: [DataSource], useFactory: (ds: DataSource) => new FreshSignIn(ds) },
    { provide: Lockout, inject: [DataSource], useFactory: (ds: DataSource) => new Lockout(ds, key) },
    {
      provide: SecondFactors,
      inject: [DataSource, KeyProvider, Passwords],
      useFactory: (ds: DataSource, keys: KeyProvider, passwords: Passwords) => new SecondFactors(ds, keys, passwords),
    },
    {
      provide: AccountPasswords,
      inject: [DataSource, Passwords],
      useFactory: (ds: DataSource, passwords: Passwords) => new AccountPasswords(ds, passwords, policy),
    },
    {
      provide: SignIn,
      inject: [DataSource, Passwords, Sessions, Tokens, Lockout, SecondFactors, AccountPasswords, SignInLog],
      useFactory: signInOf,
    },
    {
      provide: SessionEnds,
      inject: [DataSource, Callers],
      useFactory: (ds: DataSource, callers: Callers) => new SessionEnds(ds, callers),
    },
    {
      provide: SessionSweep,
      inject: [DataSource, Lockout],
      useFactory: (ds: DataSource, lockout: Lockout) => new SessionSweep(ds, lockout, rules.idleSeconds, report),
    },
    {
      provide: SignInRounds,
      inject: [SessionEnds, SessionSweep],
      useFactory: (ends: SessionEnds, sweep: SessionSweep) => new SignInRounds(ends, sweep, settings.poll),
    },
  ];
}

function rulesOf({ passwords, idleMinutes, hours, demo }: SignInSettings): SessionRules {
  const profile = profiles[passwords];
  return {
    idleSeconds: (idleMinutes ?? profile.idleMinutes) * 60,
    longestSeconds: (hours ?? profile.hours) * 3600,
    passwordDays: demo ? null : profile.days,
    secondFactorRoles: demo ? [] : secondFactorRoles,
  };
}

function callersOf(tokens: Tokens, sessions: Sessions, opened: OpenedCases): Callers {
  const callers = new Callers({
    verify: (token, kind) => tokens.read(kind, token),
    standing: async (session) => {
      const standing = await sessions.standing(session);
      return standing && { ...standing, principal: await opened.with(standing.principal) };
    },
  });
  sessions.onChange((session) => callers.forget(session));
  return callers;
}

function signInOf(...needs: ConstructorParameters<typeof SignIn>): SignIn {
  return new SignIn(...needs);
}
