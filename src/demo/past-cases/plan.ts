import { accounts } from './accounts.js';
import { arriving } from './arriving.js';
import { type Cast, castOf } from './cast.js';
import { gold } from './gold.js';
import { handedOn } from './handed-on.js';
import { people } from './people.js';
import { property } from './property.js';
import type { Line, Scenario } from './scenario.js';

/** One past case to be played. */
export interface PastCase {
  /** Names it in the keys of its entries, from run to run. */
  readonly n: number;
  readonly cast: Cast;
  /** Milliseconds since 1970. */
  readonly opened: number;
  readonly lines: readonly Line[];
  /** It names the last case before it that carries others on. */
  readonly links: boolean;
  readonly carries: boolean;
}

const scenarios: readonly Scenario[] = [...arriving, ...property, ...accounts, ...people, ...gold, ...handedOn];
const minute = 60_000;
const day = 1_440 * minute;
const china = 480 * minute;

/** PURE. The past cases as they stand at a moment, the oldest first: always the same ones for the same moment. */
export function planFor(now: number): PastCase[] {
  const shares = scenarios.flatMap((scenario) =>
    Array.from({ length: scenario.cases }, (_, i) => ({ scenario, part: i / Math.max(1, scenario.cases - 1) })),
  );
  return shares
    .map(({ scenario: { ago, lines, links, carries }, part }, n): PastCase => {
      const [first, last] = ago;
      const cast = castOf(n);
      const opened = inBusinessHours(now - Math.round((first + (last - first) * part) * minute), now, n);
      return { n, cast, opened, lines: lines(cast), links: links === true, carries: carries === true };
    })
    .sort((one, other) => one.opened - other.opened || one.n - other.n);
}

/** Banks report while they are open. What is more than a day old is moved back to such a time; the fresh stays as it is. */
function inBusinessHours(opened: number, now: number, n: number): number {
  if (now - opened < day) return opened;
  const midnight = Math.floor((opened + china) / day) * day - china;
  const wanted = midnight + (9 * 60 + ((n * 37) % 450)) * minute;
  return wanted <= opened ? wanted : wanted - day;
}
