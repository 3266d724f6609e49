import { type INestApplicationContext, Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { KeyProvider } from '../../access/sealing/index.js';
import { AlarmRounds } from '../../alarm/alarm.module.js';
import { DutyRounds } from '../../duty/duty.module.js';
import { Deadlines } from '../../engine/deadlines.js';
import { Sequencer } from '../../engine/sequencer.js';
import { Blobs } from '../../evidence/blobs/blobs.js';
import { databaseCode } from '../../platform/problem-database.js';
import { Checkpoints } from '../../proving/checkpoints.js';
import { Manifests } from '../../proving/manifests.js';
import { LayingDown } from './lay-down.js';

const log = new Logger('demo');

/**
 * Lays the past cases down while the server answers, then lets it strike clocks, which the application was started
 * without (`poll: false`). `stop` resolves when nothing more is written; the next start goes on from there.
 */
export function startLayingDown(app: INestApplicationContext, ds: DataSource): { stop: () => Promise<void> } {
  const laying = new LayingDown(
    { ds, keys: app.get(KeyProvider), blobs: app.get(Blobs) },
    { report: (error) => log.warn(told(error)) },
  );
  const began = performance.now();
  const done = laying
    .run()
    .then((laid) => log.log(`past cases: ${laid} after ${Math.round((performance.now() - began) / 100) / 10} s`))
    .catch((error) => log.error(told(error)))
    .finally(() => {
      if (laying.stopped) return;
      app.get(Deadlines).start();
      app.get(AlarmRounds).start();
      app.get(DutyRounds).start();
      for (const loop of [Sequencer, Checkpoints, Manifests]) app.get(loop).start();
    });
  return {
    stop: async () => {
      await laying.stop();
      await done;
    },
  };
}

// What a database says may name values: its code is enough.
function told(error: unknown): string {
  return databaseCode(error) ?? (error instanceof Error ? error.message : 'failed');
}
