import type { DataSource } from 'typeorm';
import { isDatabaseGone, isRetryable, tooBusy } from '../platform/problem-database.js';
import type { Json } from './definition/index.js';
import type { Asked, EnginePorts, Fence } from './ports.js';
import { type Loaded, loadFiles } from './store/load-files.js';
import { type CaseWrite, writeDecisions } from './store/write-decisions.js';
import {
  type Answers,
  type Draft,
  draft,
  momentOf,
  type Outcome,
  type Prepared,
  prepare,
  settledBeforehand,
  type Work,
} from './work.js';

/** How much travels together. Two lanes keep PostgreSQL busy while the next batch is decided. */
export interface CommitterLimits {
  readonly lanes: number;
  readonly batch: number;
  /** Decisions on one piece of work before giving up, when others keep moving its case. */
  readonly contentions: number;
  /** Tries when the database fails. */
  readonly failures: number;
  /** Milliseconds after which nothing is tried again: whoever waits is told to come back. */
  readonly patience: number;
  /** Waiting pieces of work before new ones are turned away. */
  readonly waiting: number;
}

const usual: CommitterLimits = {
  lanes: 2,
  batch: 64,
  contentions: 100,
  failures: 4,
  patience: 15_000,
  waiting: 10_000,
};

interface Pending {
  readonly work: Work;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
  contentions: number;
  failures: number;
  readonly since: number;
  prepared: Prepared | null;
  /** Its batch could not be stored: alone it finds out whether it was the one. */
  alone: boolean;
}

/** Points at which a test can hang or throw; never set in production. */
export interface TriggerPoints {
  loaded?(works: readonly Work[]): Promise<void>;
  decided?(works: readonly Work[]): Promise<void>;
  written?(works: readonly Work[]): Promise<void>;
}

/**
 * Many commands, one statement to load, one to write. Takes what is waiting (one when idle, many under load, never two
 * of one case), decides, writes; decides again whatever another server moved meanwhile. No timer, so no delay when idle.
 */
export class Committer {
  private readonly queue: Pending[] = [];
  private readonly busy = new Set<string>();
  private running = 0;
  private idle: (() => void)[] = [];
  readonly points: TriggerPoints = {};

  constructor(
    private readonly ds: DataSource,
    private readonly ports: EnginePorts,
    private readonly limits: CommitterLimits = usual,
  ) {}

  /** Resolves once the outcome is durable. Rejects when the database is out of reach: the key then tells whether it was recorded. */
  commit(work: Work): Promise<Outcome> {
    if (this.queue.length >= this.limits.waiting) return Promise.reject(tooBusy());
    return new Promise((resolve, reject) => {
      this.queue.push({
        work,
        resolve,
        reject,
        contentions: 0,
        failures: 0,
        since: performance.now(),
        prepared: null,
        alone: false,
      });
      this.pump();
    });
  }

  /** Resolves when nothing is waiting or under way. */
  drained(): Promise<void> {
    if (this.running === 0 && this.queue.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.idle.push(resolve));
  }

  private pump(): void {
    while (this.running < this.limits.lanes) {
      const batch = this.take();
      if (batch.length === 0) break;
      this.running++;
      void this.run(batch).finally(() => {
        for (const { work } of batch) this.busy.delete(work.caseId);
        this.running--;
        this.pump();
      });
    }
    if (this.running === 0 && this.queue.length === 0) for (const done of this.idle.splice(0)) done();
  }

  private take(): Pending[] {
    const batch: Pending[] = [];
    for (let i = 0; i < this.queue.length && batch.length < this.limits.batch; ) {
      const pending = this.queue[i];
      if (!pending || this.busy.has(pending.work.caseId) || (pending.alone && batch.length > 0)) i++;
      else {
        this.busy.add(pending.work.caseId);
        batch.push(pending);
        this.queue.splice(i, 1);
        if (pending.alone) break;
      }
    }
    return batch;
  }

  private async run(batch: readonly Pending[]): Promise<void> {
    try {
      const drafts = await this.decideAll(batch);
      await this.points.decided?.(batch.map((pending) => pending.work));
      await this.write(batch, drafts);
    } catch (error) {
      this.afterFailure(batch, error);
    }
  }

  /** A draft per piece of work, in order; null where it alone failed and was told so. */
  private async decideAll(batch: readonly Pending[]): Promise<(Draft | null)[]> {
    const loaded = await loadFiles(
      this.ds,
      batch.map(({ work }) => ({
        caseId: work.caseId,
        key: work.key,
        organisation: work.opening?.organisation ?? null,
        scope: work.intent?.scope ?? null,
        at: work.intent && momentOf(work.intent),
      })),
    );
    await this.points.loaded?.(batch.map((pending) => pending.work));
    const early = batch.map((pending, i) => this.attempt(pending, () => this.beforehand(pending, loaded[i])));
    const answers = await this.answersFor(batch, early);
    return batch.map((pending, i) => {
      const settled = early[i];
      const state = loaded[i];
      if (settled === null || settled === undefined || !state) return null;
      if (settled !== 'decide') return { outcome: settled, write: null };
      return this.attempt(pending, () =>
        draft(pending.work, state, pending.prepared, answers[i] ?? nothingKnown, this.ports),
      );
    });
  }

  private beforehand(pending: Pending, loaded: Loaded | undefined): Outcome | 'decide' {
    if (!loaded) throw new Error('the load statement answered for fewer cases than asked');
    const settled = settledBeforehand(pending.work, loaded, this.ports);
    if (settled) return settled;
    const { intent } = pending.work;
    // Sealing is random: a second decision on the same work keeps the first sealing, while the keys in use are the same.
    if (!intent || pending.prepared?.keys === loaded.keys) return 'decide';
    const prepared = prepare(pending.work, intent, loaded, this.ports, loaded.now);
    if ('kind' in prepared) return prepared;
    pending.prepared = prepared;
    return 'decide';
  }

  private async answersFor(
    batch: readonly Pending[],
    early: readonly (Outcome | 'decide' | null)[],
  ): Promise<Answers[]> {
    const asked = batch.map((pending, i) => (early[i] === 'decide' ? questionsOf(pending) : []));
    const flat = asked.flat();
    const answers = flat.length === 0 ? [] : await this.ports.answers(flat);
    let next = 0;
    return asked.map((questions) => {
      const known: Record<string, Json> = {};
      const fences = new Map<string, Fence>();
      for (const { question } of questions) {
        const answer = answers[next++];
        known[question.name] = answer?.value ?? null;
        for (const fence of answer?.fences ?? []) fences.set(fence.name, fence);
      }
      return { known, fences: [...fences.values()] };
    });
  }

  private async write(batch: readonly Pending[], drafts: readonly (Draft | null)[]): Promise<void> {
    const writes = oneBehindEachFence(drafts.flatMap((one) => (one?.write ? [one.write] : [])));
    const written = writes.length === 0 ? new Set<string>() : await writeDecisions(this.ds, writes);
    await this.points.written?.(batch.map((pending) => pending.work));
    for (const [i, pending] of batch.entries()) {
      const one = drafts[i];
      if (!one) continue;
      if (this.mayBeItsOwnTwin(pending, one)) this.contended(pending);
      else if (!one.write || written.has(pending.work.caseId)) pending.resolve(one.outcome);
      else this.contended(pending);
    }
  }

  /**
   * Answers are looked up after the file. If the same submission was written by a twin in between, its own effect may
   * now speak against it: one more look finds the key.
   */
  private mayBeItsOwnTwin({ prepared, contentions }: Pending, { outcome }: Draft): boolean {
    return outcome.kind === 'refused' && contentions === 0 && prepared !== null && prepared.questions.length > 0;
  }

  /** What fails for one piece of work alone is told to its sender alone. */
  private attempt<T>(pending: Pending, act: () => T): T | null {
    try {
      return act();
    } catch (error) {
      pending.reject(error);
      return null;
    }
  }

  /** A cut connection leaves the outcome open: deciding again finds the key if it was written, else writes it. */
  private afterFailure(batch: readonly Pending[], error: unknown): void {
    if (isRetryable(error) || isDatabaseGone(error)) for (const pending of batch) this.failed(pending, error);
    else if (batch.length === 1) batch[0]?.reject(error);
    else
      for (const pending of batch) {
        pending.alone = true;
        this.queue.push(pending);
      }
  }

  /** Each time somebody else got on, so this ends; it is bounded for the case that it does not. */
  private contended(pending: Pending): void {
    pending.contentions++;
    if (pending.contentions > this.limits.contentions) pending.reject(tooBusy());
    else this.queue.unshift(pending);
  }

  private failed(pending: Pending, error: unknown): void {
    pending.failures++;
    const waited = performance.now() - pending.since;
    if (pending.failures > this.limits.failures || waited > this.limits.patience) pending.reject(error);
    else this.queue.unshift(pending);
  }
}

const nothingKnown: Answers = { known: {}, fences: [] };

/** Of the cases that stand behind the same fence the first is written; the others are decided again. */
function oneBehindEachFence(writes: readonly CaseWrite[]): CaseWrite[] {
  const taken = new Set<string>();
  return writes.filter(({ fences }) => {
    if (fences.some(({ name }) => taken.has(name))) return false;
    for (const { name } of fences) taken.add(name);
    return true;
  });
}

function questionsOf({ work, prepared }: Pending): Asked[] {
  if (!prepared) return [];
  const { personal } = prepared.sealed;
  return prepared.questions.map((question) => ({ question, caseId: work.caseId, personal }));
}
