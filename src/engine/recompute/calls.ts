import { strike } from '../decide.js';
import { type CaseDefinition, isObject } from '../definition/index.js';
import type { Entry } from '../ledger/entry.js';
import type { Row } from './rows.js';

/** The calls that were made about each strike. PURE. */
export class Calls {
  /** By strike: the levels that were called, in order. */
  private readonly levels = new Map<number, number[]>();
  private readonly strikes = new Map<string, number>();

  take({ root }: CaseDefinition, { type, part, body, recordedAt, version, known }: Entry): void {
    if (type === strike) {
      this.strikes.set(`${part} ${body['clock']} ${recordedAt}`, version);
      this.levels.set(version, []);
    } else if (type === `${root}.alarmRaised`) {
      const about = this.strikes.get(`${body['of']} ${body['clock']} ${body['struckAt']}`);
      const { onCall } = known;
      const level = isObject(onCall) ? onCall['level'] : undefined;
      this.levels.get(about ?? 0)?.push(typeof level === 'number' ? level : 1);
    }
  }

  /** The rows of `alarm` that may stand there: of a strike, with the calls made so far. When to call next does not follow. */
  rows(stored: readonly Row[]): Row[] {
    return stored.flatMap(({ version, calls }) => {
      const levels = this.levels.get(Number(version));
      if (!levels || version === undefined) return [];
      // A call is an entry first, and then is counted here.
      const made = calls === levels.length - 1 ? levels.slice(0, -1) : levels;
      return [{ version, calls: made.length, level: made.at(-1) ?? 0 }];
    });
  }
}
