import { hkdfSync } from 'node:crypto';
import {
  type DynamicModule,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { databaseCode } from '../../platform/problem-database.js';
import { Rounds } from '../../platform/rounds.js';
import { keyFile } from '../key-file.js';
import { Refusals } from '../refusals.js';
import { CountedRefusals } from './counted-refusals.js';
import { LimitGuard } from './limit-guard.js';
import { limitsWith, type Quota } from './limit-table.js';
import { Limits } from './limits.js';
import { PermitRows } from './permit-rows.js';
import { Permits } from './permits.js';

const SWEEP_EVERY_MS = 600_000;

/** Removes rows of past windows with the process. */
export class LimitSweeps implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly rounds: Rounds;

  constructor(rows: PermitRows) {
    const log = new Logger('limits');
    this.rounds = new Rounds(
      () => rows.sweep(),
      SWEEP_EVERY_MS,
      (error) => log.error(`sweep: ${databaseCode(error) ?? 'failed'}`),
    );
  }

  onApplicationBootstrap(): void {
    this.rounds.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.rounds.stop();
  }
}

/** How often somebody may do something. */
@Module({})
export class LimitsModule {}

/**
 * The limits with their global guard, to be imported after whatever tells who calls. `home`: the folder under which `keys/`
 * lies; `settings`: other numbers than the table's.
 */
export function limitsModule(home: string, settings: ReadonlyMap<string, Quota> = new Map()): DynamicModule {
  return {
    module: LimitsModule,
    global: true,
    providers: [
      {
        provide: PermitRows,
        inject: [DataSource],
        useFactory: (database: DataSource) => new PermitRows(database, subjectKey(home)),
      },
      {
        provide: Limits,
        inject: [PermitRows],
        useFactory: (rows: PermitRows) => new Limits(limitsWith(settings), new Permits(rows)),
      },
      { provide: LimitSweeps, inject: [PermitRows], useFactory: (rows: PermitRows) => new LimitSweeps(rows) },
      { provide: Refusals, useClass: CountedRefusals },
      { provide: APP_GUARD, useClass: LimitGuard },
    ],
    exports: [Limits, Refusals],
  };
}

/** From a key that every server of the database has anyway. */
function subjectKey(home: string): Buffer {
  return Buffer.from(hkdfSync('sha256', keyFile(home, 'token'), '', 'lanjie subjects of limits', 32));
}
