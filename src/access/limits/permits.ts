import type { Policy } from './limit-table.js';
import type { PermitSource } from './permit-rows.js';

/** How a limit stands after somebody asked. */
export interface Standing {
  readonly policy: Policy;
  readonly granted: boolean;
  /** Left in this window, as far as this server knows. */
  readonly left: number;
  /** Until the window ends. */
  readonly seconds: number;
}

interface Bucket {
  /** Granted by the database and not used yet. */
  here: number;
  /** Left at the database when it last answered. */
  there: number;
  /** End of the window by `now`, never later than it is by the database's clock. */
  endsAt: number;
  asking: Promise<void> | undefined;
}

/** Subjects remembered at most; the one known longest goes first, and with it the permits it had here. */
const MOST_REMEMBERED = 20_000;

/**
 * Permits of this server: used from the lot it has, without a statement; asked for in the database when that is used up.
 * What was refused stays refused until the window ends, so that whoever goes on asking costs the database nothing. `now` in
 * milliseconds of a clock that nobody sets.
 */
export class Permits {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly source: PermitSource,
    private readonly now: () => number = () => performance.now(),
    private readonly most: number = MOST_REMEMBERED,
  ) {}

  /** Takes one permit, at once where this server has some. Rejects when the database cannot be asked. */
  take(policy: Policy, subject: string): Standing | Promise<Standing> {
    const key = `${policy.name} ${subject}`;
    const bucket = this.buckets.get(key) ?? this.remember(key);
    if (this.now() < bucket.endsAt) {
      if (bucket.here > 0) return this.useOne(policy, bucket);
      if (bucket.there === 0) return this.standing(policy, bucket, false);
    }
    return policy.exact ? this.single(policy, subject, bucket) : this.fromLot(policy, subject, bucket);
  }

  /** How a limit stands of which nothing is left in this window, as far as this server knows; undefined: there may be. */
  usedUp(policy: Policy, subject: string): Standing | undefined {
    const bucket = this.buckets.get(`${policy.name} ${subject}`);
    if (!bucket || this.now() >= bucket.endsAt || bucket.here > 0 || bucket.there > 0) return undefined;
    return this.standing(policy, bucket, false);
  }

  private async single(policy: Policy, subject: string, bucket: Bucket): Promise<Standing> {
    const granted = await this.ask(policy, subject, bucket);
    return this.standing(policy, bucket, granted > 0);
  }

  // Those who come while somebody asks wait for the answer; what it brings may not do for all of them.
  private async fromLot(policy: Policy, subject: string, bucket: Bucket): Promise<Standing> {
    bucket.asking ??= this.ask(policy, subject, bucket)
      .then((granted) => {
        bucket.here = granted;
      })
      .finally(() => {
        bucket.asking = undefined;
      });
    await bucket.asking;
    // Counted in the window in which it was granted, even should that one have ended on the way here.
    return bucket.here > 0 ? this.useOne(policy, bucket) : this.take(policy, subject);
  }

  private useOne(policy: Policy, bucket: Bucket): Standing {
    bucket.here -= 1;
    return this.standing(policy, bucket, true);
  }

  private async ask(policy: Policy, subject: string, bucket: Bucket): Promise<number> {
    const asked = this.now();
    bucket.here = 0;
    const { granted, left, endsInMs } = await this.source.lot(policy, subject);
    bucket.there = left;
    bucket.endsAt = asked + endsInMs;
    return granted;
  }

  private standing(policy: Policy, { here, there, endsAt }: Bucket, granted: boolean): Standing {
    const seconds = Math.max(1, Math.ceil((endsAt - this.now()) / 1000));
    return { policy, granted, left: granted ? here + there : 0, seconds };
  }

  private remember(key: string): Bucket {
    const bucket = { here: 0, there: 1, endsAt: Number.NEGATIVE_INFINITY, asking: undefined };
    this.buckets.set(key, bucket);
    const oldest = this.buckets.size > this.most ? this.buckets.keys().next().value : undefined;
    if (oldest !== undefined) this.buckets.delete(oldest);
    return bucket;
  }
}
