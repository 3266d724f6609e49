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
import { SignIn } from './sign-in.js';
import { Tokens } from './tokens.js';

/** What the module needs of the process around it. A `DataSource` must be injectable. */
export interface AccessOptions {
  /** The folder under which `keys/` lies. */
  readonly home: string;
  readonly catalogue: RoleCatalogue;
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
export function accessModule({ home, catalogue, clock }: AccessOptions): DynamicModule {
  const tokens = new Tokens(keyFile(home, 'token'));
  const keys = new FileKeys(home);
  return {
    module: AccessModule,
    global: true,
    imports: [DiscoveryModule],
    controllers: [AuthController],
    providers: [
      Passwords,
      Routes,
      { provide: RoleCatalogue, useValue: catalogue },
      { provide: KeyProvider, useValue: keys },
      { provide: Tokens, useValue: tokens },
      { provide: Sessions, useFactory: (database: DataSource) => new Sessions(database), inject: [DataSource] },
      {
        provide: OpenedCases,
        useFactory: (database: DataSource) => new OpenedCases(database, clock),
        inject: [DataSource],
      },
      { provide: Callers, useFactory: callersOf, inject: [Tokens, Sessions, OpenedCases] },
      { provide: SignIn, useFactory: signInOf, inject: [DataSource, Passwords, Sessions, Tokens] },
      { provide: Directory, useFactory: (database: DataSource) => directoryOf(database, clock), inject: [DataSource] },
      { provide: APP_GUARD, useClass: OperationGuard },
    ],
    exports: [Callers, Directory, KeyProvider, OpenedCases, Passwords, Routes, Sessions],
  };
}

function callersOf(tokens: Tokens, sessions: Sessions, opened: OpenedCases): Callers {
  return new Callers({
    verify: (token) => tokens.verify(token),
    principal: async (session) => {
      const principal = await sessions.principal(session);
      return principal && opened.with(principal);
    },
  });
}

function signInOf(database: DataSource, passwords: Passwords, sessions: Sessions, tokens: Tokens): SignIn {
  return new SignIn(database, passwords, sessions, tokens);
}
