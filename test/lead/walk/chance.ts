/** A small seeded generator (mulberry32): what happened once happens again. */
export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  /** A number from 0 up to, and without, 1. */
  private next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number from 0 up to, and without, the limit. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  oneIn(count: number): boolean {
    return this.below(count) === 0;
  }

  /** One of a list; undefined of an empty one. */
  readonly pick = <T>(from: readonly T[]): T | undefined => from[this.below(from.length)];

  /** Takes one out of the list, the heavier the likelier; undefined when nothing weighs anything. */
  take<T extends { readonly weight: number }>(from: T[]): T | undefined {
    let left = this.next() * from.reduce((sum, one) => sum + one.weight, 0);
    const index = from.findIndex((one) => {
      left -= one.weight;
      return left < 0;
    });
    return index < 0 ? undefined : from.splice(index, 1)[0];
  }
}
