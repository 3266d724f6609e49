import {
  type DynamicModule,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Directory } from '../access/directory.js';
import type { CasesOptions } from '../cases/cases.module.js';
import { Submit } from '../engine/submit.js';
import { databaseCode } from '../platform/problem-database.js';
import { Rounds } from '../platform/rounds.js';
import { HandoverStore, signedHandover } from './handover-store.js';
import { Handovers } from './handovers.js';
import { whoIsOnCall } from './on-call.js';
import { Roster } from './roster.js';

const everyMs = 5_000;

/** Finishes handovers that a server left half-way. */
export class DutyRounds implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly rounds: Rounds;

  constructor(
    private readonly handovers: Handovers,
    private readonly poll: boolean,
    report: (error: unknown) => void,
  ) {
    this.rounds = new Rounds(() => handovers.moveAll(), everyMs, report);
  }

  onApplicationBootstrap(): void {
    if (this.poll) this.start();
  }

  start(): void {
    this.rounds.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.rounds.stop();
    await this.handovers.giveUp();
  }
}

/** Who is on duty, and how a shift changes. */
@Module({})
export class DutyModule {}

/** The module, whole; it answers the engine's questions `onCall` and `handover`. */
export function dutyModule({ clock, poll }: CasesOptions = {}): DynamicModule {
  const log = new Logger('duty');
  const report = (error: unknown) =>
    log.error(databaseCode(error) ?? (error instanceof Error ? error.message : 'failed'));
  return {
    module: DutyModule,
    providers: [
      {
        provide: Roster,
        inject: [DataSource, Directory],
        useFactory: (ds: DataSource, directory: Directory) => {
          directory.register(['onCall'], whoIsOnCall(ds, clock)).register(['handover'], signedHandover(ds));
          return new Roster(ds, clock);
        },
      },
      {
        provide: Handovers,
        inject: [DataSource, Submit],
        useFactory: (ds: DataSource, submit: Submit) => new Handovers(ds, submit, new HandoverStore(ds, clock), report),
      },
      {
        provide: DutyRounds,
        inject: [Handovers],
        useFactory: (handovers: Handovers) => new DutyRounds(handovers, poll !== false, report),
      },
    ],
    exports: [Roster, Handovers, DutyRounds],
  };
}
