import { randomBytes } from 'node:crypto';
import { type Answerer, directoryOf } from '../../access/directory.js';
import { mayRecordOn, sight } from '../../access/policy.js';
import { committerOf, submitTo } from '../../cases/case-engine.js';
import { currentLead } from '../../cases/definitions.js';
import type { Actor, CaseFile, Clock, Json } from '../../engine/definition/index.js';
import type { Submit } from '../../engine/submit.js';
import type { Outcome } from '../../engine/work.js';
import { Bringing } from './bring.js';
import type { PastGround } from './past-ground.js';
import type { PastCase } from './plan.js';
import type { Line, Moment } from './scenario.js';

const minute = 60_000;
/** The poller comes round a moment after a clock is due. */
const pollMs = 700;

/** The key of a line of a past case: by it an earlier run's is recognised. */
export function keyOf(n: number, place: number): string {
  return `demo-case-${n}-${place}`;
}

/** Plays past cases one after the other through the one way in, on a clock of its own. */
export class Player {
  private now = 0;
  private readonly submit: Submit;
  private readonly bringing: Bringing;

  constructor(ground: PastGround) {
    const { ds, keys } = ground;
    const clock = () => new Date(this.now).toISOString();
    // Their history gets its places all at once, when they lie there whole.
    const proved: Answerer = async (asked) => asked.map(() => true);
    const committer = committerOf({ ds, directory: directoryOf(ds, clock), keys, clock, proved });
    this.submit = submitTo(committer, keys, () => uuidAt(this.now));
    this.bringing = new Bringing(ground, this.submit, clock);
  }

  /**
   * Plays a case up to a moment. What was played before is recognised by its keys and stays as it is. Returns the
   * case's number; throws when a line is refused. `previous`: the number of the case that it is linked to.
   */
  async play(past: PastCase, until: number, previous: string): Promise<string> {
    let at = past.opened;
    let file: CaseFile | null = null;
    let number = '';
    for (const [place, line] of past.lines.entries()) {
      at += line[0] * minute;
      if (at > until) break;
      if (file) await this.strike(file, at);
      this.now = at;
      const [, who, type, body = {}] = line;
      if (file && type === 'evidence.received' && typeof body !== 'function') {
        file = await this.bringing.bring(past.cast.actors[who], file.id, past.n, keyOf(past.n, place), body);
        continue;
      }
      const outcome = await this.record(past, place, line, file, previous);
      if (outcome.kind !== 'recorded') throw new Error(refusal(past, line, outcome));
      file = outcome.file;
      number = outcome.entry.number;
    }
    if (file) await this.strike(file, until);
    return number;
  }

  private record(
    { n, cast, opened }: PastCase,
    place: number,
    [, who, type, body = {}]: Line,
    file: CaseFile | null,
    previous: string,
  ): Promise<Outcome> {
    const actor = cast.actors[who];
    const raw = typeof body === 'function' ? body(this.moment(opened, file, previous)) : body;
    const envelope = {
      intent: intentOf(actor, type, raw),
      sender: actor.account,
      key: keyOf(n, place),
      dryRun: false,
    };
    return file ? this.submit.record(file.id, null, envelope) : this.submit.open(currentLead, actor.org.code, envelope);
  }

  private moment(opened: number, file: CaseFile | null, previous: string): Moment {
    return {
      now: new Date(this.now).toISOString(),
      before: new Date(opened - 30 * minute).toISOString(),
      fact: (part, name) => file?.parts.find((one) => one.id === part)?.facts[name] ?? null,
      previous,
    };
  }

  /** Every clock that falls due on the way strikes in its own time. */
  private async strike(file: CaseFile, until: number): Promise<void> {
    for (const due of dueTimes(file.clocks, until - pollMs)) {
      this.now = due + pollMs;
      await this.submit.strikeDue(file.id);
    }
  }
}

function dueTimes(clocks: readonly Clock[], until: number): number[] {
  const open = clocks.filter((clock) => clock.struckAt === null).map((clock) => Date.parse(clock.dueAt));
  return [...new Set(open)].filter((due) => due <= until).sort((one, other) => one - other);
}

function intentOf(actor: Actor, type: string, raw: Json) {
  const asker = { roles: [actor.role], organisation: actor.org, openedCases: [] };
  return {
    type,
    raw,
    acting: (roles: readonly string[]) => (roles.includes(actor.role) ? actor : undefined),
    // Laid down by the house, in the roles of its people.
    scope: null,
    mayRecord: (index: Parameters<typeof sight>[1], file: CaseFile, part: string | undefined) =>
      mayRecordOn(sight(asker, index), part, file.parts),
  };
}

function refusal({ n }: PastCase, [, who, type]: Line, outcome: Outcome): string {
  const why =
    outcome.kind === 'refused'
      ? `${outcome.refusal.code} ${(outcome.refusal.rules ?? []).map((rule) => rule.code).join(', ')}`
      : outcome.kind === 'invalid'
        ? outcome.errors.map((error) => error.field).join(', ')
        : '';
  return `demo case ${n}: ${type} by ${who} was not recorded: ${outcome.kind} ${why}`;
}

/** A UUIDv7 of a past moment: lists of cases stand in the order of their opening. */
function uuidAt(ms: number): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(ms, 0, 6);
  bytes.writeUInt8(0x70 | (bytes.readUInt8(6) & 0x0f), 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
