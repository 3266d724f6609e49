import { join } from 'node:path';
import {
  type DynamicModule,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { KeyProvider } from '../access/sealing/index.js';
import { KeptAccessLog } from '../cases/access-log/kept-access-log.js';
import { Cases } from '../cases/cases.js';
import type { CasesOptions } from '../cases/cases.module.js';
import type { Config } from '../config.js';
import { Submit } from '../engine/submit.js';
import { databaseCode } from '../platform/problem-database.js';
import { BlobRows } from './blob-rows.js';
import { Blobs } from './blobs/blobs.js';
import { FolderBlobs } from './blobs/folder-blobs.js';
import { AuditEvidence, BankEvidence, CenterEvidence, StationEvidence } from './evidence-controller.js';
import { HandingOut } from './handing-out.js';
import { Receiving } from './receiving.js';
import { Clamd } from './scanner/clamd.js';
import { noScanner, type Scanner } from './scanner/scanner.js';
import { Scans } from './scans.js';
import { Sweeps } from './sweeps.js';

/** Scans and sweeps with the process; what a dead server left half-written goes at the start. */
export class EvidenceRounds implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly blobs: Blobs,
    private readonly rounds: readonly { start(): void; stop(): Promise<void> }[],
    private readonly poll: boolean,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.blobs.clear();
  }

  onApplicationBootstrap(): void {
    if (this.poll) for (const rounds of this.rounds) rounds.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.rounds.map((rounds) => rounds.stop()));
  }
}

/** Files of cases: photos, films, recordings, papers. */
@Module({})
export class EvidenceModule {}

/** Files are kept under `<home>/blobs`. Without a scanner they stay in quarantine. */
export function evidenceModule({ home, evidence }: Config, { poll }: CasesOptions = {}): DynamicModule {
  const scanner = scannerOf(evidence.scanner);
  const limits = { maxBytes: evidence.maxBytes, idleMs: evidence.idleMs, totalMs: evidence.totalMs };
  return {
    module: EvidenceModule,
    controllers: [BankEvidence, StationEvidence, CenterEvidence, AuditEvidence],
    providers: [
      { provide: Blobs, useFactory: () => new FolderBlobs(join(home, 'blobs')) },
      { provide: BlobRows, inject: [DataSource], useFactory: (ds: DataSource) => new BlobRows(ds) },
      {
        provide: Receiving,
        inject: [DataSource, Cases, KeyProvider, Blobs, BlobRows],
        useFactory: (ds: DataSource, cases: Cases, keys: KeyProvider, blobs: Blobs, rows: BlobRows) =>
          new Receiving(ds, cases, keys, blobs, rows, limits),
      },
      {
        provide: HandingOut,
        inject: [DataSource, Cases, KeyProvider, Blobs, KeptAccessLog],
        useFactory: (ds: DataSource, cases: Cases, keys: KeyProvider, blobs: Blobs, accessLog: KeptAccessLog) =>
          new HandingOut(ds, cases, keys, blobs, accessLog, (id, part, error) =>
            log.error(`${id} ${part}: ${wordsOf(error)}`),
          ),
      },
      {
        provide: Scans,
        inject: [DataSource, Submit, KeyProvider, Blobs, BlobRows],
        useFactory: (ds: DataSource, submit: Submit, keys: KeyProvider, blobs: Blobs, rows: BlobRows) =>
          new Scans({ ds, submit, keys, blobs, rows }, scanner, reportingOnce()),
      },
      {
        provide: Sweeps,
        inject: [DataSource, Blobs, BlobRows],
        useFactory: (ds: DataSource, blobs: Blobs, rows: BlobRows) => new Sweeps(ds, blobs, rows, reportingOnce()),
      },
      {
        provide: EvidenceRounds,
        inject: [Blobs, Scans, Sweeps],
        useFactory: (blobs: Blobs, scans: Scans, sweeps: Sweeps) =>
          new EvidenceRounds(blobs, [scans, sweeps], poll !== false),
      },
    ],
    exports: [Blobs, Scans, Sweeps],
  };
}

function scannerOf(setting: Config['evidence']['scanner']): Scanner | undefined {
  if (setting === 'none') return undefined;
  return setting === 'off' ? noScanner : new Clamd(setting);
}

const log = new Logger('evidence');
const quietMs = 60_000;

function wordsOf(error: unknown): string {
  return databaseCode(error) ?? (error instanceof Error ? error.message : 'failed');
}

/** Says the same once a minute: a scanner that is away fails for every file, every two seconds. */
function reportingOnce(): (error: unknown, file?: string) => void {
  const said = new Map<string, number>();
  return (error, file) => {
    const words = wordsOf(error);
    if (Date.now() - (said.get(words) ?? 0) < quietMs) return;
    said.set(words, Date.now());
    log.error(`${file ?? 'rounds'}: ${words}`);
  };
}
