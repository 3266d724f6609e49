import { randomUUID } from 'node:crypto';
import { giveLease, takeLease } from '../../engine/store/take-lease.js';
import { forgetAlarms } from './forget-alarms.js';
import { Mark, readMark } from './mark.js';
import type { PastGround } from './past-ground.js';
import { type PastCase, planFor } from './plan.js';
import { Player } from './player.js';
import { staffDemo } from './staff-demo.js';

const lease = 'deadlines';
const leaseSeconds = 10;
const renewMs = 3_000;
const players = 4;

/** What came of laying the past cases down. `busy`: another server strikes the clocks, and there it stays. */
export type Laid = 'laid' | 'there' | 'stopped' | 'busy';

/** Where the laying down stands and how it may be watched. */
export interface LayOptions {
  /** The moment that is now for the cases, when none is laid down yet; for tests. */
  readonly now?: number;
  /** How long to wait for the lease of a server that was killed. */
  readonly patienceMs?: number;
  /** A case was refused or could not be written; the others go on. */
  readonly report?: (error: unknown) => void;
  readonly played?: (past: PastCase) => void;
}

/**
 * Lays down two hundred past cases, each played line by line through `submit` on a clock of its own. Runs once: what an
 * interrupted run left is continued by the next. Nobody strikes clocks meanwhile, as those of the past would strike now.
 */
export class LayingDown {
  private stopping = false;
  private running: Promise<unknown> = Promise.resolve();
  private readonly holder = randomUUID();

  constructor(
    private readonly ground: PastGround,
    private readonly options: LayOptions = {},
  ) {}

  /** True once it was told to stop. */
  get stopped(): boolean {
    return this.stopping;
  }

  /** Resolves when nothing more is written. */
  run(): Promise<Laid> {
    const running = this.alone();
    this.running = running.catch(() => {});
    return running;
  }

  /** Lets the lines under way be written and writes no more. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.running;
  }

  private async alone(): Promise<Laid> {
    if (!(await this.takeTurn())) return this.stopping ? 'stopped' : 'busy';
    const renewing = setInterval(() => {
      takeLease(this.ground.ds, lease, this.holder, leaseSeconds).catch(() => {});
    }, renewMs);
    try {
      return await this.lay();
    } finally {
      clearInterval(renewing);
      await giveLease(this.ground.ds, lease, this.holder).catch(() => {});
    }
  }

  private async takeTurn(): Promise<boolean> {
    const patience = performance.now() + (this.options.patienceMs ?? 15_000);
    for (;;) {
      if (this.stopping) return false;
      if (await takeLease(this.ground.ds, lease, this.holder, leaseSeconds)) return true;
      if (performance.now() > patience) return false;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }

  private async lay(): Promise<Laid> {
    const began = await readMark(this.ground.ds);
    if (began?.done) return 'there';
    await staffDemo(this.ground);
    const now = began?.now ?? this.options.now ?? Date.now();
    const mark = new Mark(this.ground);
    await mark.begin(now);
    await this.playAll(planFor(now), now);
    if (this.stopping) return 'stopped';
    await forgetAlarms(this.ground.ds);
    await mark.end(now);
    return 'laid';
  }

  private async playAll(plan: readonly PastCase[], now: number): Promise<void> {
    let begun = 0;
    let carrier: Promise<string> | undefined;
    const work = async (player: Player) => {
      for (let past = plan[begun]; past && !this.stopping; past = plan[begun]) {
        begun++;
        const playing = this.playOne(player, past, now, carrier);
        if (past.carries) carrier = playing;
        await playing;
      }
    };
    await Promise.all(Array.from({ length: players }, () => work(new Player(this.ground))));
  }

  /** A case that fails is told and left as far as it got: the others are worth having. */
  private async playOne(player: Player, past: PastCase, now: number, carrier: Promise<string> | undefined) {
    try {
      const number = await player.play(past, now, past.links ? ((await carrier) ?? '') : '');
      this.options.played?.(past);
      return number;
    } catch (error) {
      this.options.report?.(error);
      return '';
    }
  }
}
