import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { AuthController, RoleCatalogue } from './auth.controller.js';
import { Callers } from './callers.js';
import { Directory, directoryOf } from './directory.js';
import { OperationGuard } from './guard.js';
import { keyFile } from './key-file.js';
import { OpenedCases } from './opened-cases.js';
import { Passwords } from './passwords.js';
import { Routes } from './routes.js';
import { FileKeys, KeyProvider } from './sealing/index.js';
import { Sessions } from './sessions.js';
import { FreshSignIn } from './sign-in/fresh-sign-in.js';
import { Lockout } from './sign-in/lockout.js';
import { AccountPasswords } from './sign-in/own-password.js';
import { type SignInSettings, signInControllers, signInProviders } from './sign-in/providers.js';
import { SecondFactors } from './sign-in/second-factors.js';
import { Tokens } from './tokens.js';

/** What the module needs of the process around it. A `DataSource` must be injectable. */
export interface AccessOptions {
  /** The folder under which `keys/` lies. */
  readonly home: string;
  /** Algorithms of the keys that are made there; AES when left out. */
  readonly suite?: 'aes' | 'sm';
  readonly catalogue: RoleCatalogue;
  readonly signIn: SignInSettings;
  /** A given clock, for tests and virtual time; otherwise the database's decides who is on duty. */
  readonly clock?: (() => string) | undefined;
}

/** Who is calling and what they may see. */
@Module({})
export class AccessModule {}

/**
 * The module with its global guard; what it exports is there for every module. Reads the keys, or makes them once, and
 * throws `StartError` when it cannot.
 */
export function accessModule({ home, suite, catalogue, signIn, clock }: AccessOptions): DynamicModule {
  const tokenKey = keyFile(home, 'token');
  const keys = new FileKeys(home, suite);
  return {
    module: AccessModule,
    global: true,
    imports: [DiscoveryModule],
    controllers: [AuthController, ...signInControllers],
    providers: [
      ...signInProviders(signIn, tokenKey),
      Routes,
      { provide: RoleCatalogue, useValue: catalogue },
      { provide: KeyProvider, useValue: keys },
      { provide: Tokens, useValue: new Tokens(tokenKey) },
      {
        provide: OpenedCases,
        useFactory: (database: DataSource) => new OpenedCases(database, clock),
        inject: [DataSource],
      },
      { provide: Directory, useFactory: (database: DataSource) => directoryOf(database, clock), inject: [DataSource] },
      { provide: APP_GUARD, useClass: OperationGuard },
    ],
    exports: [
      AccountPasswords,
      Callers,
      Directory,
      FreshSignIn,
      KeyProvider,
      Lockout,
      OpenedCases,
      Passwords,
      Routes,
      SecondFactors,
      Sessions,
    ],
  };
}
