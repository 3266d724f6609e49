import { join } from 'node:path';
import {
  type DynamicModule,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CasesOptions } from '../cases/cases.module.js';
import type { Config } from '../config.js';
import { Sequencer } from '../engine/sequencer.js';
import { Submit } from '../engine/submit.js';
import { databaseCode } from '../platform/problem-database.js';
import { Rounds } from '../platform/rounds.js';
import { AuditFiles } from './audit-files.js';
import { CheckpointsController } from './checkpoints.controller.js';
import { Checkpoints } from './checkpoints.js';
import { CosignaturesController } from './cosignatures.controller.js';
import { ExportsController } from './exports.controller.js';
import { ManifestsController } from './manifests.controller.js';
import { Manifests } from './manifests.js';
import { OwnSigner } from './own-signer.js';
import { RemoteSigner } from './remote-signer.js';
import type { TreeSigner } from './signer.js';
import { standstills } from './watch.js';

/** Where nobody signs: nothing is published. */
class NoSigner implements TreeSigner {
  sign(): Promise<never> {
    return Promise.reject(new Error('no signer: set LANJIE_SIGNER_URL'));
  }

  identity(): Promise<never> {
    return this.sign();
  }
}

/** How often each server looks whether the proof stands still, and how long after its start for the first time. */
const WATCH_EVERY_MS = 600_000;

/** Sequences, has signed and counts with the process, and says when that stands still. */
class Proving implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly watch: Rounds;
  private first: NodeJS.Timeout | undefined;

  constructor(
    ds: DataSource,
    private readonly loops: readonly { start(): void; stop(): Promise<void> }[],
    private readonly signer: TreeSigner,
    private readonly poll: boolean,
  ) {
    const report = reporting('proving');
    this.watch = new Rounds(
      async () => {
        for (const sentence of await standstills(ds)) report(new Error(sentence));
      },
      WATCH_EVERY_MS,
      report,
    );
  }

  onApplicationBootstrap(): void {
    if (!this.poll) return;
    for (const loop of this.loops) loop.start();
    this.first = setTimeout(() => this.watch.start(), WATCH_EVERY_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.first);
    await this.watch.stop();
    await Promise.all(this.loops.map((loop) => loop.stop()));
    if (this.signer instanceof OwnSigner) await this.signer.close();
  }
}

/** History proves itself: sequence, tree, checkpoints, the count of all cases. */
@Module({})
export class ProvingModule {}

/** The module, whole. The server signs for itself in the demo alone. */
export function provingModule(config: Config, { poll }: CasesOptions = {}): DynamicModule {
  const signer = signerOf(config);
  return {
    module: ProvingModule,
    global: true,
    controllers: [CheckpointsController, ExportsController, ManifestsController, CosignaturesController],
    providers: [
      {
        provide: Sequencer,
        inject: [DataSource],
        useFactory: (ds: DataSource) => new Sequencer(ds, reporting('sequencer')),
      },
      {
        provide: Checkpoints,
        inject: [DataSource],
        useFactory: (ds: DataSource) => new Checkpoints(ds, signer, reporting('checkpoints')),
      },
      {
        provide: Manifests,
        inject: [DataSource, Submit],
        useFactory: (ds: DataSource, submit: Submit) => new Manifests(ds, submit, reporting('manifests')),
      },
      {
        provide: AuditFiles,
        inject: [DataSource, Submit],
        useFactory: (ds: DataSource, submit: Submit) => new AuditFiles(ds, submit),
      },
      {
        provide: Proving,
        inject: [DataSource, Sequencer, Checkpoints, Manifests],
        useFactory: (ds: DataSource, ...loops: [Sequencer, Checkpoints, Manifests]) =>
          new Proving(ds, loops, signer, poll !== false),
      },
    ],
    exports: [Sequencer, Checkpoints, Manifests],
  };
}

function signerOf({ signer, demo, home }: Config): TreeSigner {
  if (signer) return new RemoteSigner(signer.url, signer.secret);
  return demo ? new OwnSigner(join(home, 'signer')) : new NoSigner();
}

/** Logs what went wrong; never a driver's own words, which may repeat values. */
function reporting(task: string): (error: unknown) => void {
  const log = new Logger(task);
  return (error) => log.error(databaseCode(error) ?? (error instanceof Error ? error.message : 'failed'));
}
