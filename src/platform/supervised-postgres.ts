import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Ground, plainEnvironment } from './postgres-ground.js';
import { clearPostmaster, livingPostmaster, send, stopProcess } from './postmaster.js';
import { StartError } from './start-error.js';

/** Server settings; no statement text and no row values in its log, for they may hold personal data. */
const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  wal_compression: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

/** What is to run: which data, on which port of the loopback address. */
export interface SupervisedOptions {
  ground: Ground;
  data: string;
  port: number;
  settings?: Record<string, string>;
  onRestart?: (times: number) => void;
}

/** A PostgreSQL process that is started again, on the same port, whenever it dies before `stop`. */
export class SupervisedPostgres {
  readonly port: number;
  private readonly options: SupervisedOptions;
  private child: ChildProcess | undefined;
  private stopping = false;
  private restarts = 0;

  constructor(options: SupervisedOptions) {
    this.port = options.port;
    this.options = options;
    process.on('exit', this.lastCall);
  }

  /** Number of its main process at this moment. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Resolves when it takes connections. Throws `StartError`. */
  async start(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const child = this.launch();
      if (await this.becameReady(child)) return this.watch(child);
      // Of a server killed outright, dying backends may hold the shared memory for a moment: try again.
      if (attempt === 20 || this.stopping) {
        throw new StartError(
          `The bundled database does not start: see the last lines of ${join(this.options.ground.folder, 'postgres.log')}.`,
        );
      }
      await pause(100 * Math.min(attempt, 5));
    }
  }

  /** Shuts it down cleanly; it stays down. */
  async stop(): Promise<void> {
    this.stopping = true;
    process.off('exit', this.lastCall);
    if (this.child?.pid !== undefined) await stopProcess(this.child.pid);
  }

  private readonly lastCall = (): void => {
    if (this.child?.pid !== undefined) send(this.child.pid, 'SIGINT');
  };

  private async watch(child: ChildProcess): Promise<void> {
    this.child = child;
    child.once('exit', () => {
      this.child = undefined;
      if (!this.stopping) void this.revive();
    });
    if (this.stopping) await this.stop();
  }

  private async revive(): Promise<void> {
    while (!this.stopping) {
      this.options.onRestart?.(++this.restarts);
      try {
        await clearPostmaster(this.options.data);
        return await this.start();
      } catch {
        await pause(1_000);
      }
    }
  }

  private launch(): ChildProcess {
    const { ground, data, port } = this.options;
    const settings = { ...SETTINGS, ...this.options.settings };
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const log = openSync(join(ground.folder, 'postgres.log'), 'a', 0o600);
    try {
      return spawn(ground.postgres, ['-D', data, '-p', String(port), ...flags], {
        ...ground.user,
        // Its own process group: Ctrl-C must reach the server first, which stops the database last.
        detached: true,
        cwd: '/',
        env: plainEnvironment(),
        stdio: ['ignore', log, log],
      }).on('error', () => {});
    } finally {
      closeSync(log);
    }
  }

  private async becameReady(child: ChildProcess): Promise<boolean> {
    while (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
      const postmaster = await livingPostmaster(this.options.data);
      if (postmaster?.pid === child.pid && postmaster.ready) return true;
      await pause(10);
    }
    return false;
  }
}
