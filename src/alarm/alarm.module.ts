import {
  type DynamicModule,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { DataSource } from 'typeorm';
import type { CasesOptions } from '../cases/cases.module.js';
import { releasedDefinition } from '../cases/definitions.js';
import { Submit } from '../engine/submit.js';
import { databaseCode } from '../platform/problem-database.js';
import { Rounds } from '../platform/rounds.js';
import { Alarms } from './alarms.js';
import { Deliveries } from './deliveries.js';
import { LogNotifier } from './log-notifier.js';
import { type Gateway, WebhookNotifier } from './webhook-notifier.js';

const everyMs = 1_000;

/** Goes round with the process: first the calls, then the notices that they left. */
export class AlarmRounds implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly rounds: readonly Rounds[];

  constructor(
    private readonly alarms: Alarms,
    deliveries: Deliveries,
    private readonly poll: boolean,
    report: (error: unknown) => void,
  ) {
    this.rounds = [
      new Rounds(() => alarms.raiseAll(), everyMs, report),
      // A gateway that hangs holds up nobody's calls.
      new Rounds(() => deliveries.deliverAll(), everyMs, report),
    ];
  }

  onApplicationBootstrap(): void {
    if (this.poll) this.start();
  }

  start(): void {
    for (const rounds of this.rounds) rounds.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.rounds.map((rounds) => rounds.stop()));
    await this.alarms.giveUp();
  }
}

/** Who is called when a clock strikes, and by which way. */
@Module({})
export class AlarmModule {}

/** The module, whole. Without a gateway notices go to the log. */
export function alarmModule(gateway: Gateway | undefined, { clock, poll }: CasesOptions = {}): DynamicModule {
  const log = new Logger('alarm');
  const report = (error: unknown) =>
    log.error(databaseCode(error) ?? (error instanceof Error ? error.message : 'failed'));
  const channel = gateway ? 'webhook' : 'log';
  return {
    module: AlarmModule,
    providers: [
      {
        provide: Alarms,
        inject: [DataSource, Submit],
        useFactory: (ds: DataSource, submit: Submit) =>
          new Alarms(ds, submit, { channel, definition: releasedDefinition, report, clock }),
      },
      {
        provide: Deliveries,
        inject: [DataSource, HttpAdapterHost],
        useFactory: (ds: DataSource, host: HttpAdapterHost) => {
          const webhook = gateway ? { webhook: new WebhookNotifier(gateway, clock) } : {};
          return new Deliveries(ds, { log: new LogNotifier(host), ...webhook }, report, clock);
        },
      },
      {
        provide: AlarmRounds,
        inject: [Alarms, Deliveries],
        useFactory: (alarms: Alarms, deliveries: Deliveries) =>
          new AlarmRounds(alarms, deliveries, poll !== false, report),
      },
    ],
    exports: [Alarms, Deliveries, AlarmRounds],
  };
}
