import { isDeepStrictEqual } from 'node:util';
import type { Actor } from '../../../src/engine/definition/index.js';
import { leadCase } from '../../../src/lead/lead.case.js';
import { eraseAt } from '../../../src/lead/parts/keeping.js';
import { unsettled } from '../../../src/lead/parts/settling.js';
import { progressOf } from '../../../src/lead/parts/standing.js';
import { bodyFor } from '../bodies.js';
import { Play } from '../play.js';
import { claim, inCustody, victim } from '../scenes.js';
import { actingAs, houseOf } from './cast.js';
import { Chance } from './chance.js';
import { type Choice, choicesIn } from './choices.js';
import { mustHold } from './laws.js';
import { brings, type Leaning, weightOf } from './leanings.js';
import { hasNextOwner } from './next-owner.js';
import { count, emptyTally, type Tally } from './tally.js';

const minute = 60_000;
const day = 24 * 60 * minute;
/** From wherever a walk stops, so many commands must bring the case to its end. */
const closingCommands = 400;
const begin = Date.parse('2024-11-18T15:00:00+08:00');

/** A walk that went wrong: where, and the last things that were recorded. */
export class WalkFailure extends Error {}

/**
 * One seed's way through the catalogue: commands of anybody at any moment, laws checked after every entry, case after
 * case until the commands are spent; each case is replayed and brought to its end.
 */
export class Walk {
  readonly tally = emptyTally();
  private readonly chance: Chance;
  private play = new Play();
  private now = begin;

  private readonly seed: number;
  private readonly steps: number;
  private readonly ended: (play: Play) => void;

  /** `ended` is told each case once it is at its end. */
  constructor(seed: number, steps: number, ended: (play: Play) => void = () => {}) {
    this.seed = seed;
    this.steps = steps;
    this.ended = ended;
    this.chance = new Chance(seed);
  }

  /** Throws a WalkFailure that names seed and command. */
  run(): Tally {
    try {
      while (this.tally.commands < this.steps) this.playCase();
    } catch (error) {
      throw new WalkFailure(this.report(error), { cause: error });
    }
    return this.tally;
  }

  private playCase(): void {
    this.begin();
    const until = Math.min(this.steps, this.tally.commands + (this.chance.pick([30, 60, 120, 200, 350]) ?? 60));
    const leaning: Leaning = {
      derailing: this.chance.pick([0.02, 0.1, 0.4, 0.8]) ?? 0.1,
      crowd: this.chance.pick([1, 2, 4]) ?? 1,
    };
    while (this.tally.commands < until && this.step(leaning)) if (this.chance.oneIn(120)) this.replays();
    this.close();
    this.replays();
    this.outlive();
    this.ended(this.play);
    for (const edge of this.play.edges) count(this.tally.edges, JSON.stringify(edge));
  }

  /** A new case: reported, or already with cash in custody and a verified claim, which few get to from the report. */
  private begin(): void {
    this.tally.cases++;
    if (this.chance.oneIn(3)) {
      this.play = inCustody();
      claim(this.play, victim(this.play), '15000000');
      this.now = begin + 150 * minute;
    } else {
      this.play = new Play();
      this.now = begin;
    }
    this.play.house = houseOf(() => this.play);
    this.play.witness = (step, decision) => {
      if (step.command.type === 'clock.struck') count(this.tally.struck, String(step.command.body['clock']));
      mustHold(step, decision);
    };
    while (this.play.file.version === 0) {
      const reporters = actingAs(leadCase.events.get('lead.reported')?.roles ?? []);
      this.try({ type: 'lead.reported', part: undefined, roles: [] }, this.chance.pick(reporters));
    }
  }

  /** Lets some time pass and records something. False when nobody finds anything to record, which a closed case may see. */
  private step(leaning: Leaning): boolean {
    this.pass(this.chance.oneIn(40) ? (this.chance.pick([1, 3, 10, 35, 190]) ?? 1) * day : this.aWhile());
    const { file } = this.play;
    const choices = choicesIn(file).map((choice) => ({
      ...choice,
      weight: weightOf(choice, file, this.tally.taken[choice.type] ?? 0, leaning),
    }));
    for (let one = this.chance.take(choices); one; one = this.chance.take(choices)) if (this.tryAny(one)) return true;
    if (!this.play.closed) throw new Error('nobody can record anything');
    return false;
  }

  private aWhile(): number {
    return (this.chance.pick([0, 1, 1, 2, 5, 30, 120]) ?? 1) * minute;
  }

  /** From wherever the case is, people who want it closed close it. */
  private close(): void {
    const before = this.tally.commands;
    while (!this.play.closed) {
      if (this.tally.commands - before > closingCommands)
        throw new Error(`does not close: waits for ${unsettled(this.play.view).join(', ') || 'feedback'}`);
      this.pass((this.chance.pick([5, 60, 3000]) ?? 5) * minute);
      if (this.play.closed) break;
      const choices = choicesIn(this.play.file)
        .filter((choice) => brings(choice, progressOf(this.play.view)))
        .map((choice) => ({ ...choice, weight: 1 }));
      let one = this.chance.take(choices);
      while (one && !this.tryAny(one)) one = this.chance.take(choices);
      // What nobody can hasten, a clock may: the months of a public notice.
      if (!one && this.play.file.clocks.every((clock) => clock.struckAt !== null))
        throw new Error(`nobody can close it: waits for ${unsettled(this.play.view).join(', ') || 'feedback'}`);
    }
    this.tally.closing = Math.max(this.tally.closing, this.tally.commands - before);
  }

  /** Years later: watches end, and what is known of a cleared customer is erased; decades later two persons give the rest up. */
  private outlive(): void {
    this.pass(400 * day);
    if (eraseAt(this.play.file) === null) {
      this.pass(61 * 366 * day);
      for (const type of ['lead.erasureProposed', 'lead.erasureApproved'])
        this.tryAny({ type, part: undefined, roles: leadCase.events.get(type)?.roles ?? [] });
    }
    if (eraseAt(this.play.file) === null) return;
    this.tryAny({ type: 'lead.personalDataErased', part: undefined, roles: ['system'] });
    for (const choice of choicesIn(this.play.file))
      if (this.tryAny(choice)) throw new Error(`${choice.type} was recorded after the erasure`);
    this.replays();
  }

  private pass(milliseconds: number): void {
    this.now += milliseconds;
    this.play.until(this.time);
    const { file } = this.play;
    if (file.closedAt === null && file.version > 0 && !hasNextOwner(file, new Date(this.now).toISOString()))
      throw new Error('the open case has no next owner');
  }

  /** Lets people try in turn, until somebody may. */
  private tryAny(choice: Choice): boolean {
    const people = actingAs(choice.roles).map((actor) => ({ actor, weight: 1 }));
    let one = this.chance.take(people);
    while (one && !this.try(choice, one.actor)) one = this.chance.take(people);
    return one !== undefined;
  }

  private try({ type, part }: Choice, who: Actor | undefined): boolean {
    if (!who) return false;
    const { play } = this;
    const body = bodyFor(type, { play, part, who, pick: this.chance.pick, now: new Date(this.now).toISOString() });
    if (!body) return false;
    const outcome = play.record(this.time, who, type, { ...body, ...this.told(type) });
    if (outcome === 'ok') {
      this.tally.commands++;
      count(this.tally.taken, type);
      return true;
    }
    if (!outcome.startsWith('rules:') && outcome !== 'notInThisState') throw new Error(`${type}: ${outcome}`);
    this.tally.refused++;
    return false;
  }

  /** Now and then a deed is told later than it was done. */
  private told(type: string): { at?: string } {
    if (type === 'lead.reported' || !this.chance.oneIn(8)) return {};
    const at = this.now - (this.chance.pick([3, 20, 90, 600, 2000]) ?? 3) * minute;
    return at < Date.parse(this.play.file.openedAt) ? {} : { at: new Date(at).toISOString() };
  }

  private replays(): void {
    if (!isDeepStrictEqual(this.play.replayed(), this.play.file)) throw new Error('replay gives another case');
  }

  private get time(): string {
    return new Date(this.now + 8 * 60 * minute).toISOString().slice(0, 16).replace('T', ' ');
  }

  private report(error: unknown): string {
    const { log, file } = this.play;
    const last = log.slice(-12).map(({ type, part, at, recordedAt, actor, body }) => {
      const late = at === recordedAt ? '' : ` (at ${at})`;
      return `  ${recordedAt}${late} ${actor.account} ${type} ${part ?? ''} ${JSON.stringify(body)}`;
    });
    const what = error instanceof Error ? error.message : String(error);
    const where = `seed ${this.seed}, command ${this.tally.commands}, case ${this.tally.cases}, version ${file.version}`;
    return [`${where}: ${what}`, ...last].join('\n');
  }
}
