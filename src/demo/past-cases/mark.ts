import type { DataSource } from 'typeorm';
import { statement } from '../../platform/database.js';
import { castOf } from './cast.js';
import type { PastGround } from './past-ground.js';
import { keyOf, Player } from './player.js';
import { days, type Line } from './scenario.js';
import { because, report } from './scenes.js';

const minute = 60_000;
/** The first of all past cases lies so long ago to the millisecond: from it every other is found again. */
const ago = days(61) * minute;
/** Named unlike any case of the plan. */
const n = 1_000;
/** The line by which it is known that all is there. */
const last = 2;

const anchor = {
  name: 'demo-anchor',
  text: `
    select c.opened_at, exists (
      select from ledger_entry e where e.case_id = c.id and e.idempotency_key = $3) as done
    from opening_key k join case_file c on c.id = k.case_id
    where k.organisation = $1 and k.key = $2`,
};

/** What an earlier run left: the moment that was now for it, and whether it came to its end. Null: there was none. */
export async function readMark(ds: DataSource): Promise<{ now: number; done: boolean } | null> {
  const [row] = await statement<{ opened_at: Date; done: boolean }>(ds, anchor, [
    castOf(n).actors.teller.org.code,
    keyOf(n, 0),
    keyOf(n, last),
  ]);
  return row ? { now: row.opened_at.getTime() + ago, done: row.done } : null;
}

/** The first case of the past, which marks when the demo began and, by its last note, that all is laid down. */
export class Mark {
  private readonly cast = castOf(n);
  private readonly player: Player;

  constructor(ground: PastGround) {
    this.player = new Player(ground);
  }

  /** Opens it. */
  async begin(now: number): Promise<void> {
    await this.play(now, this.lines().slice(0, last));
  }

  /** Notes that all is laid down. */
  async end(now: number): Promise<void> {
    await this.play(now, this.lines());
  }

  private lines(): Line[] {
    return [
      [0, 'teller', 'lead.reported', report(this.cast)],
      because(3, 'teller', 'lead.withdrawn', '录入了错误的客户'),
      [5, 'duty', 'lead.noted', { text: '演示案例已全部写入' }],
    ];
  }

  private async play(now: number, lines: readonly Line[]): Promise<void> {
    await this.player.play({ n, cast: this.cast, opened: now - ago, lines, links: false, carries: false }, now, '');
  }
}

/** True unless the past cases lie there whole. */
export async function pastCasesMissing(ds: DataSource): Promise<boolean> {
  return !(await readMark(ds))?.done;
}
