import type { Json } from '../engine/definition/index.js';
import { invalidFields } from '../platform/problem.js';

type Item = Readonly<Record<string, Json>>;

/** One page of a list; `next` is the cursor of the following page. */
export interface Page {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** How many items a page holds: 50 unless said. Throws 400 for anything but 1 to 200. */
export function sizeOf(limit: string | undefined): number {
  const size = limit === undefined ? 50 : Number(limit);
  if (Number.isInteger(size) && size >= 1 && size <= 200) return size;
  throw invalidFields([{ field: 'limit', message: { zh: '1 至 200 之间的整数', en: 'a whole number from 1 to 200' } }]);
}

/** The page of the rows, of which one too many was read. */
export function pageOf(rows: readonly Item[], limit: number, cursor: (last: Item) => string): Page {
  const items = rows.slice(0, limit);
  const last = items[items.length - 1];
  return { items, next: rows.length > limit && last ? cursor(last) : null };
}
