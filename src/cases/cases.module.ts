import {
  type DynamicModule,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Directory } from '../access/directory.js';
import { KeyProvider } from '../access/sealing/index.js';
import { Committer } from '../engine/committer.js';
import { Deadlines } from '../engine/deadlines.js';
import { Submit } from '../engine/submit.js';
import { databaseCode } from '../platform/problem-database.js';
import { committerOf, submitTo } from './case-engine.js';
import { Cases, GIVEN_CLOCK } from './cases.js';
import { assertKeysFit } from './check-keys.js';

/** What a test or a demonstration may set: a given clock, and no poller of its own. */
export interface CasesOptions {
  readonly clock?: () => string;
  readonly poll?: boolean;
}

/** Starts and stops the deadline poller with the process, and lets what is under way be written. */
class Machinery implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly deadlines: Deadlines,
    private readonly committer: Committer,
    private readonly poll: boolean,
    private readonly ds: DataSource,
    private readonly keys: KeyProvider,
  ) {}

  onApplicationBootstrap(): void {
    if (this.poll) this.deadlines.start();
  }

  async onModuleInit(): Promise<void> {
    await assertKeysFit(this.ds, this.keys);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.deadlines.stop();
    await this.committer.drained();
  }
}

/** The case engine, and what the endpoints share. */
@Module({})
export class CasesModule {}

/** The module, whole. */
export function casesModule(options: CasesOptions = {}): DynamicModule {
  const log = new Logger('deadlines');
  return {
    module: CasesModule,
    // Whoever records something needs `Submit`.
    global: true,
    providers: [
      Cases,
      { provide: GIVEN_CLOCK, useValue: options.clock ?? null },
      {
        provide: Committer,
        inject: [DataSource, Directory, KeyProvider],
        useFactory: (ds: DataSource, directory: Directory, keys: KeyProvider) =>
          committerOf({ ds, directory, keys, clock: options.clock }),
      },
      {
        provide: Submit,
        inject: [Committer, KeyProvider],
        useFactory: (committer: Committer, keys: KeyProvider) => submitTo(committer, keys),
      },
      {
        provide: Deadlines,
        inject: [DataSource, Submit],
        useFactory: (ds: DataSource, submit: Submit) =>
          new Deadlines(
            ds,
            submit,
            (error, caseId) =>
              log.error(
                `${caseId ?? 'poller'}: ${databaseCode(error) ?? (error instanceof Error ? error.message : 'failed')}`,
              ),
            options.clock,
          ),
      },
      {
        provide: Machinery,
        inject: [Deadlines, Committer, DataSource, KeyProvider],
        useFactory: (deadlines: Deadlines, committer: Committer, ds: DataSource, keys: KeyProvider) =>
          new Machinery(deadlines, committer, options.poll !== false, ds, keys),
      },
    ],
    exports: [Cases, Committer, Deadlines, Submit],
  };
}
