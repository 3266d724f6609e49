import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { policyNames } from '../../../src/access/limits/limit-table.js';
import { type Answer, type Ask, Caller } from './http.js';

/** How the two walls stand: both, or one of them taken away. */
export type Walls = 'both' | 'policyOff' | 'rowsOff';

/** What a house is opened with. */
export interface Opening {
  readonly database: string;
  readonly home: string;
  readonly walls: Walls;
  /** The given clock, ISO 8601 UTC. */
  readonly now: string;
  /** More modules for the server to load first, and settings beyond the usual. */
  readonly imports?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const limits = policyNames.map((name) => `${name}=999999999/60`).join();

interface Reply {
  readonly id?: number;
  readonly value?: unknown;
  readonly error?: string;
  readonly address?: string;
}

/** A server process of the build, whose log is kept; everything the matrix knows of it came over the wire. */
export class House {
  log = '';
  private readonly child: ChildProcess;
  private readonly caller: Caller;
  private readonly waiting = new Map<number, (reply: Reply) => void>();
  private last = 0;

  private constructor(child: ChildProcess, address: string) {
    this.child = child;
    this.caller = new Caller(address);
    child.on('message', (reply: Reply) => this.waiting.get(reply.id ?? 0)?.(reply));
    child.on('exit', (code) => {
      for (const wake of this.waiting.values()) wake({ error: `the server ended (${code}): ${this.log.slice(-2000)}` });
    });
  }

  /** Starts a server. Throws with its log when it does not come up. */
  static async open({ database, home, walls, now, imports = [], env = {} }: Opening): Promise<House> {
    const child = fork(join(import.meta.dirname, '../server.mjs'), [], {
      execArgv: ['--no-warnings', ...imports.flatMap((one) => ['--import', one])],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        PATH: process.env['PATH'] ?? '',
        DATABASE_URL: database,
        LANJIE_HOME: home,
        LANJIE_DEMO: '0',
        LANJIE_SCANNER: 'off',
        LANJIE_EVIDENCE_IDLE_SECONDS: '5',
        // A run asks more than people do; how often somebody may ask is proved elsewhere.
        LANJIE_LIMITS: limits,
        LOG_LEVEL: 'trace',
        MATRIX_NOW: now,
        MATRIX_WALLS: walls,
        ...env,
      },
    });
    let said = '';
    const early = (bytes: Buffer) => (said += bytes.toString());
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', early);
    const gone = once(child, 'exit').then(() => [{}]);
    const [first]: Reply[] = await Promise.race([once(child, 'message'), gone]);
    if (first?.address === undefined) throw new Error(`the server did not start: ${said.slice(-3000)}`);
    const house = new House(child, first.address);
    house.log = said;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.off('data', early);
      stream?.on('data', (bytes: Buffer) => (house.log += bytes.toString()));
    }
    return house;
  }

  send(ask: Ask): Promise<Answer> {
    return this.caller.send(ask);
  }

  /** Sets the server's clock. */
  async at(now: string): Promise<void> {
    await this.act('clock', { now });
  }

  /** Switches on the mutant of this number; 0: none. */
  async mutate(number: number): Promise<void> {
    await this.act('mutant', { number });
  }

  /** Lets the server note what every request reaches: `reached`. */
  async probe(): Promise<void> {
    await this.act('probe');
  }

  /** What was reached since this was last asked: numbers of mutants, and what was read of the database under which scope. */
  async reached(): Promise<(number | string)[]> {
    return (await this.act('reached')) as (number | string)[];
  }

  /** Strikes what is due, erases, scans. */
  async round(): Promise<void> {
    await this.act('round');
  }

  /** Gives every entry its place and has the tree signed. */
  async prove(): Promise<void> {
    await this.act('prove');
  }

  async close(): Promise<void> {
    this.caller.close();
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.disconnect();
    await gone;
  }

  private act(act: string, more: object = {}): Promise<unknown> {
    const id = ++this.last;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, ({ value, error }) => {
        this.waiting.delete(id);
        if (error === undefined) resolve(value);
        else reject(new Error(error));
      });
      this.child.send({ id, act, ...more });
    });
  }
}
