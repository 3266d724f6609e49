import type { Work } from '../../src/engine/work.js';

interface Waiting {
  readonly works: readonly Work[];
  readonly go: () => void;
}

/**
 * Lets two engines write only when both have decided: the worst moment. An engine that is alone at work does not wait.
 */
export class Rendezvous {
  /** How often both had decided on one case before either wrote. */
  met = 0;
  private readonly waiting: readonly [Waiting[], Waiting[]] = [[], []];
  private readonly underWay: [number, number] = [0, 0];

  /** Something is sent to this engine; resolves with its outcome. */
  async sent<T>(engine: 0 | 1, outcome: Promise<T>): Promise<T> {
    this.underWay[engine]++;
    try {
      return await outcome;
    } finally {
      this.underWay[engine]--;
      if (this.underWay[engine] === 0) for (const { go } of this.waiting[other(engine)].splice(0)) go();
    }
  }

  /** This engine has decided; resolves when the other one has too. */
  async decided(engine: 0 | 1, works: readonly Work[]): Promise<void> {
    const partner = this.waiting[other(engine)].shift();
    if (partner) {
      const cases = new Set(partner.works.map(({ caseId }) => caseId));
      this.met += works.filter(({ caseId }) => cases.has(caseId)).length;
      partner.go();
    } else if (this.underWay[other(engine)] > 0)
      await new Promise<void>((go) => this.waiting[engine].push({ works, go }));
  }
}

function other(engine: 0 | 1): 0 | 1 {
  return engine === 0 ? 1 : 0;
}
