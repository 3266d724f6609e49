import { isObject, type Json } from '../definition/index.js';
import type { Entry } from '../ledger/entry.js';
import type { Matching } from '../matching.js';
import { type CaseEnd, isErased } from './expected.js';
import type { Row } from './rows.js';

/** An identity as it stands sealed in a body. */
interface Identity {
  readonly version: number;
  readonly path: string;
  readonly kind: string;
}

const sealed = /^sealed:[A-Za-z0-9]+:([A-Za-z]+):([A-Za-z0-9_.]+):/;

/** The identities that the entries of a case recorded, and which of them still match. PURE. */
export class Identities {
  private readonly recorded: Identity[] = [];
  private readonly matchings: { readonly by: number; readonly matching: Matching }[] = [];

  take({ version, body }: Entry, matching: Matching): void {
    for (const text of textsIn(body)) {
      const [, kind = 'text', path = ''] = sealed.exec(text) ?? [];
      // Free text is not matched by.
      if (kind !== 'text') this.recorded.push({ version, path, kind });
    }
    if (matching.retired.length > 0 || matching.revived !== null) this.matchings.push({ by: version, matching });
  }

  /** The rows of `personal`, without what rests on keys: mask and tags. */
  rows(end: CaseEnd | null): Row[] {
    if (!end || isErased(end)) return [];
    return this.recorded.map((one) => ({ case_id: end.file.id, ...one, retired_by: this.retiredBy(one) }));
  }

  private retiredBy({ version, path }: Identity): number | null {
    let retiredBy: number | null = null;
    for (const { by, matching } of this.matchings) {
      const isMeant = matching.retired.some((one) => one.version === version && (one.path ?? path) === path);
      if (isMeant) retiredBy ??= by;
      // The entry that had retired it is itself taken back.
      if (matching.revived === retiredBy) retiredBy = null;
    }
    return retiredBy;
  }
}

function textsIn(value: Json): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}
