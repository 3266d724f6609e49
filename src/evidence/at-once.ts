import { tooManyUploads } from './problems.js';

/** How many files each account sends at this moment. */
export class AtOnce {
  private readonly under = new Map<string, number>();

  constructor(private readonly most: number) {}

  /** Counts one more; call what it returns when that one is done. Throws 429 when there are as many as may be. */
  enter(account: string): () => void {
    const count = this.under.get(account) ?? 0;
    if (count >= this.most) throw tooManyUploads(this.most);
    this.under.set(account, count + 1);
    return () => {
      const left = (this.under.get(account) ?? 1) - 1;
      if (left > 0) this.under.set(account, left);
      else this.under.delete(account);
    };
  }
}
