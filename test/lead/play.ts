import { type Decision, decide, dueStrikes } from '../../src/engine/decide.js';
import {
  type Actor,
  type CaseFile,
  type Clock,
  type Command,
  type Facts,
  isObject,
  type Json,
  type Part,
  type Question,
  type Settings,
  View,
} from '../../src/engine/definition/index.js';
import { parseEvent } from '../../src/engine/event-body.js';
import { originOf, type Step, undoingOf } from '../../src/engine/past.js';
import { genesis, replay } from '../../src/engine/replay.js';
import { transitionTable } from '../../src/engine/transition-table.js';
import { leadCase } from '../../src/lead/lead.case.js';
import { defaultSettings } from '../../src/lead/settings.js';
import { edgesTaken, labelOf, type Taken } from '../engine/edges.js';
import { people, type Who } from './people.js';

/** The outcome of a step: `ok`, or why nothing was recorded (`rules:caseFiled`, `roleMissing`, `invalid:amount`). */
export type Outcome = string;

type Body = Record<string, unknown>;

const table = transitionTable(leadCase);

/** What the house would answer; a test may answer otherwise. */
export type House = (question: Question, actor: Actor) => Json;

const stations: Record<string, { district: string; onDuty: boolean }> = {
  xiufeng: { district: 'xiufeng', onDuty: true },
  diecai: { district: 'diecai', onDuty: true },
  qixing: { district: 'qixing', onDuty: true },
  yanshan: { district: 'yanshan', onDuty: false },
};

/** Knows the stations and the people of `people.ts`; every slip is of the case, every file lies in the store, every approval is proved; no other holds, no circles. */
export const house: House = ({ name, about }) => {
  if (name === 'station') {
    const station = stations[String(about)];
    return station ? { code: String(about), ...station } : null;
  }
  if (name === 'officers') return Object.fromEntries((Array.isArray(about) ? about : []).map(whose));
  if (name === 'link') return { id: `id-of-${about}`, number: String(about), circle: false };
  if (name === 'stored') return { sha256: String(about), size: 1000, type: 'video/mp4' };
  if (name === 'approvalProved') return true;
  if (name === 'slip') return { part: 'hold-1' };
  if (name === 'workingDays') return fiveDaysLater(about);
  return false;
};

/** As if every working day were 24 hours long: the calendar of China has tests of its own. */
function fiveDaysLater(about: Json): Json {
  const from = isObject(about) ? String(about['from']) : '';
  return { due: new Date(Date.parse(from) + 5 * 86_400_000).toISOString(), days: [], provisional: [] };
}

function whose(account: string): [string, Json] {
  const actor = Object.values(people).find((person) => person.account === account);
  return [account, actor?.org.kind === 'station' ? { station: actor.org.code, role: actor.role } : null];
}

/** `15:00` is on 18 November 2024 in Guilin; `11-20 15:00` and `2025-05-01 10:00` name the day. */
export function moment(time: string): string {
  const [day, clock] = time.includes(' ') ? time.split(' ') : ['11-18', time];
  return new Date(`${day?.length === 5 ? `2024-${day}` : day}T${clock}:00.000+08:00`).toISOString();
}

/** One case played step by step in memory: overdue clocks strike before every step, exactly as the committer has it. */
export class Play {
  file: CaseFile;
  readonly log: Command[] = [];
  readonly steps: Step[] = [];
  /** The edges of the transition table that were taken; a move along none ends the play. */
  readonly edges: Taken[] = [];
  house: House = house;
  /** Sees every entry as it is made: strikes, and what was recorded. */
  witness: (step: Step, decision: Decision) => void = () => {};

  constructor(settings: Settings = defaultSettings) {
    this.file = genesis('case-1', leadCase, settings);
  }

  /** Records an event as it comes over the wire (`part` and `at` in the body). `recordedAt` is the time given. */
  record(time: string, who: Who | Actor, type: string, body: Body = {}): Outcome {
    this.until(time);
    const event = leadCase.events.get(type);
    if (!event) return 'unknownEvent';
    const parsed = parseEvent(leadCase, event, body);
    if (!parsed.ok) return `invalid:${parsed.errors.map((error) => error.field).join(',')}`;
    const actor = typeof who === 'string' ? people[who] : who;
    const recordedAt = moment(time);
    const asked = event.asks?.(parsed.body, actor, parsed.part, parsed.at ?? recordedAt) ?? [];
    const command: Command = {
      type,
      ...(parsed.part === undefined ? {} : { part: parsed.part }),
      body: JSON.parse(JSON.stringify(parsed.body)),
      actor,
      at: parsed.at ?? recordedAt,
      recordedAt,
      known: Object.fromEntries(asked.map((question) => [question.name, this.answer(question, actor)])),
    };
    return this.commit(command);
  }

  /** Records, and throws when the outcome is another than the one expected. */
  do(time: string, who: Who | Actor, type: string, body: Body = {}, expected: Outcome = 'ok'): this {
    const outcome = this.record(time, who, type, body);
    if (outcome !== expected) throw new Error(`${time} ${type}: expected ${expected}, got ${outcome}`);
    return this;
  }

  /** Strikes every clock that is due by then. */
  until(time: string): this {
    const now = moment(time);
    for (let [next] = dueStrikes(this.file, now); next; [next] = dueStrikes(this.file, now)) {
      const outcome = this.commit(next);
      if (outcome !== 'ok') throw new Error(`${next.body['clock']} does not strike: ${outcome}`);
    }
    return this;
  }

  private commit(command: Command): Outcome {
    const before = this.file;
    const decision = decide(leadCase, before, command);
    if (!decision.ok) {
      if (decision.rules) return `rules:${decision.rules.map((rule) => rule.code).join(',')}`;
      return decision.code === 'partRefuses' ? `partRefuses:${decision.part}` : decision.code;
    }
    const { type, body } = command;
    this.edges.push(...edgesTaken(table, labelOf(type, body), decision.moves));
    this.file = decision.file;
    this.log.push(JSON.parse(JSON.stringify(command)));
    const step = { command, before, after: decision.file };
    this.steps.push(step);
    this.witness(step, decision);
    return 'ok';
  }

  /** What the shell looks up: the case's own past here, anything else in the house. */
  answer(question: Question, actor: Actor): Json {
    if (question.name === 'annulled') {
      return JSON.parse(JSON.stringify(undoingOf(leadCase, this.steps, Number(question.about)) ?? null));
    }
    if (question.name === 'involved' && isObject(question.about) && Array.isArray(question.about['roles'])) {
      const { account, roles } = question.about;
      return this.log.some((one) => one.actor.account === account && roles.includes(one.actor.role));
    }
    if (question.name !== 'recordedBy') return this.house(question, actor);
    const origin = originOf(leadCase, this.steps, question.about as { part: string; field: string });
    return origin
      ? JSON.parse(JSON.stringify({ version: origin.version, actor: origin.command.actor, path: null }))
      : null;
  }

  /** Puts a part where no event could: for rules that guard against a fault of the record. Facts are merged. */
  alter(id: string, change: { readonly state?: Part['state']; readonly facts?: Facts }): this {
    const parts = this.file.parts.map((part) =>
      part.id === id ? { ...part, state: change.state ?? part.state, facts: { ...part.facts, ...change.facts } } : part,
    );
    this.file = { ...this.file, parts };
    return this;
  }

  part(id: string): Part {
    const part = this.file.parts.find((candidate) => candidate.id === id);
    if (!part) throw new Error(`there is no ${id}`);
    return part;
  }

  facts(id: string): Facts {
    return this.part(id).facts;
  }

  /** XState's value of a part; of the lead one region, for example `lead.progress`. */
  state(id: string): unknown {
    if (!id.startsWith('lead.')) return this.part(id).state;
    const { state } = this.part('lead-1');
    return typeof state === 'string' ? state : state[id.slice('lead.'.length)];
  }

  /** Ids of the parts of a kind. */
  ids(kind: string): string[] {
    return this.file.parts.filter((part) => part.kind === kind).map((part) => part.id);
  }

  clock(part: string, name: string): Clock | undefined {
    return this.file.clocks.find((clock) => clock.part === part && clock.name === name);
  }

  /** `part/clock` of every clock that was struck and whose state was not left. */
  get overdue(): string[] {
    return this.file.clocks.filter((clock) => clock.struckAt !== null).map(({ part, name }) => `${part}/${name}`);
  }

  get closed(): boolean {
    return this.file.closedAt !== null;
  }

  get view(): View {
    return new View(new Map(this.file.parts.map((part) => [part.id, part])), 'lead-1');
  }

  /** The case its own commands make again. */
  replayed(): CaseFile {
    return replay(leadCase, genesis('case-1', leadCase, this.file.settings), this.log);
  }
}
