import {
  type DynamicModule,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccessLog } from '../access/access-log.js';
import { Directory } from '../access/directory.js';
import { KeyProvider } from '../access/sealing/index.js';
import { CONFIG, type Config } from '../config.js';
import { Committer } from '../engine/committer.js';
import { Deadlines } from '../engine/deadlines.js';
import { Erasures } from '../engine/erasures.js';
import { Submit } from '../engine/submit.js';
import { databaseCode } from '../platform/problem-database.js';
import { KeptAccessLog } from './access-log/kept-access-log.js';
import { BreakGlass } from './break-glass/break-glass.js';
import { AuditBreakGlass, CenterBreakGlass, StationBreakGlass } from './break-glass/break-glass-controller.js';
import { readDayTable } from './calendar/day-table.js';
import { committerOf, submitTo } from './case-engine.js';
import { Cases, GIVEN_CLOCK } from './cases.js';
import { assertKeysFit } from './check-keys.js';
import { releasedDefinition } from './definitions.js';
import { AuditReveal, BankReveal, CenterReveal, StationReveal } from './reveal/reveal-controller.js';
import { Reveals } from './reveal/reveals.js';
import { Slips } from './slips/slips.js';
import { BankSlips, CenterSlips, SlipNumbers, StationSlips } from './slips/slips-controller.js';
import { Workings } from './working/workings.js';
import { BankWorkings, CenterWorkings, StationWorkings } from './working/workings-controller.js';

/** What a test or a demonstration may set: a given clock, and no poller of its own. */
export interface CasesOptions {
  readonly clock?: () => string;
  readonly poll?: boolean;
}

/** Starts and stops the pollers with the process, and lets what is under way be written. */
class Machinery implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly pollers: readonly { start(): void; stop(): Promise<void> }[],
    private readonly committer: Committer,
    private readonly poll: boolean,
    private readonly ds: DataSource,
    private readonly keys: KeyProvider,
  ) {}

  onApplicationBootstrap(): void {
    if (this.poll) for (const poller of this.pollers) poller.start();
  }

  async onModuleInit(): Promise<void> {
    await assertKeysFit(this.ds, this.keys);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.pollers.map((poller) => poller.stop()));
    await this.committer.drained();
  }
}

/** The case engine, and what the endpoints share. */
@Module({})
export class CasesModule {}

/** The module, whole. */
export function casesModule(options: CasesOptions = {}): DynamicModule {
  return {
    module: CasesModule,
    // Whoever records something needs `Submit`.
    global: true,
    controllers: [
      BankSlips,
      StationSlips,
      CenterSlips,
      SlipNumbers,
      BankWorkings,
      StationWorkings,
      CenterWorkings,
      BankReveal,
      StationReveal,
      CenterReveal,
      AuditReveal,
      StationBreakGlass,
      CenterBreakGlass,
      AuditBreakGlass,
    ],
    providers: [
      Cases,
      BreakGlass,
      KeptAccessLog,
      { provide: AccessLog, useExisting: KeptAccessLog },
      Reveals,
      { provide: GIVEN_CLOCK, useValue: options.clock ?? null },
      {
        provide: Committer,
        inject: [DataSource, Directory, KeyProvider, CONFIG],
        useFactory: (ds: DataSource, directory: Directory, keys: KeyProvider, { calendarFile }: Config) =>
          committerOf({ ds, directory, keys, days: readDayTable(calendarFile), clock: options.clock }),
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
          new Deadlines(ds, submit, reporting('deadlines'), options.clock),
      },
      {
        provide: Erasures,
        inject: [DataSource, Submit],
        useFactory: (ds: DataSource, submit: Submit) =>
          new Erasures(ds, submit, releasedDefinition, reporting('erasures'), options.clock),
      },
      {
        provide: Slips,
        inject: [DataSource, Cases, AccessLog, CONFIG],
        useFactory: (ds: DataSource, cases: Cases, log: AccessLog, { hotline }: Config) =>
          new Slips(ds, cases, log, hotline),
      },
      {
        provide: Workings,
        inject: [DataSource, Cases, AccessLog, CONFIG],
        useFactory: (ds: DataSource, cases: Cases, log: AccessLog, { hotline }: Config) =>
          new Workings(ds, cases, log, hotline),
      },
      {
        provide: Machinery,
        inject: [Deadlines, Erasures, Committer, DataSource, KeyProvider],
        useFactory: (
          deadlines: Deadlines,
          erasures: Erasures,
          committer: Committer,
          ds: DataSource,
          keys: KeyProvider,
        ) => new Machinery([deadlines, erasures], committer, options.poll !== false, ds, keys),
      },
    ],
    exports: [AccessLog, Cases, Committer, Deadlines, Erasures, GIVEN_CLOCK, KeptAccessLog, Reveals, Submit],
  };
}

/** Logs what went wrong with which case; never a driver's own words, which may repeat values. */
function reporting(task: string): (error: unknown, caseId?: string) => void {
  const log = new Logger(task);
  return (error, caseId) =>
    log.error(`${caseId ?? 'poller'}: ${databaseCode(error) ?? (error instanceof Error ? error.message : 'failed')}`);
}
