import { type Corrected, corrections, marked } from './correct.js';
import {
  type Ask,
  type CaseDefinition,
  type CaseFile,
  type Clock,
  type Command,
  type EventDefinition,
  type FactChanges,
  kindOf,
  type Part,
  type Rule,
  undoingIn,
} from './definition/index.js';
import { clockKey, Motion } from './motion.js';
import { outcome } from './outcome.js';

/** Why nothing was recorded. `rules` lists every rule that failed, in the order of the event's file. */
export interface Refusal {
  readonly ok: false;
  readonly status: 400 | 403 | 404 | 409;
  readonly code: RefusalCode;
  /** The part that does not take the event. */
  readonly part?: string;
  readonly rules?: readonly Rule[];
}

export type RefusalCode =
  | 'unknownEvent'
  | 'roleMissing'
  | 'noSuchPart'
  | 'eventOfAnotherKind'
  | 'notInThisState'
  | 'rulesFailed'
  | 'partRefuses'
  | 'clockNotArmed'
  | 'erased';

export interface Move {
  readonly part: string;
  /** XState's value; null for a part that was just opened. */
  readonly from: Part['state'] | null;
  readonly to: Part['state'];
}

/** What one accepted command does: the case as it then stands, and the net difference. */
export interface Decision {
  readonly ok: true;
  readonly file: CaseFile;
  readonly changed: readonly Part[];
  readonly moves: readonly Move[];
  readonly opened: readonly string[];
  readonly armed: readonly Clock[];
  readonly disarmed: readonly { readonly part: string; readonly name: string }[];
  /** Facts that were corrected, with what they were. */
  readonly corrected: readonly Corrected[];
}

/** The command by which a clock strikes; recorded by `system`, `at` = its due time. */
export const strike = 'clock.struck';

/**
 * PURE: no clock, no database, no ids, no promises. Decides what a command does to a case, or why it does nothing.
 * Order of checks: event known (400) → role (403) → part there and of the kind (404, 400) → its state takes the event
 * (409) → all rules (409, every failure listed) → transitions, further parts, told parts, root → clocks netted.
 */
export function decide(definition: CaseDefinition, file: CaseFile, command: Command): Decision | Refusal {
  if (command.type === strike) return struck(definition, file, command);
  const event = definition.events.get(command.type);
  if (!event) return refuse(400, 'unknownEvent');
  if (!event.roles.includes(command.actor.role)) return refuse(403, 'roleMissing');
  const motion = new Motion(definition, file, command);
  const target = addressee(definition, event, motion, command);
  if (target !== undefined && 'ok' in target) return target;
  const root = motion.parts.get(motion.rootId);
  if (target ? !motion.accepts(target) : root ? !motion.accepts(root) : kindOf(event.type) !== definition.root)
    return refuse(409, 'notInThisState', { part: (target ?? root)?.id });
  const ask = askAbout(motion, file, command, target);
  const rules = [...definition.rules, ...(event.rules ?? [])].filter((rule) => !rule.holds(ask));
  if (rules.length > 0) return refuse(409, 'rulesFailed', { rules });
  return event.effect === 'annuls'
    ? annulled(definition, file, command, motion)
    : perform(definition, file, command, event, motion, ask);
}

/** The part an event is addressed to; undefined when it opens one. */
function addressee(definition: CaseDefinition, event: EventDefinition, motion: Motion, command: Command) {
  const kind = kindOf(event.type);
  if (event.opens === 'always' || (event.opens === 'orAddressed' && command.part === undefined)) return undefined;
  const part = motion.parts.get(kind === definition.root ? motion.rootId : (command.part ?? ''));
  if (!part) return refuse(404, 'noSuchPart', command.part === undefined ? {} : { part: command.part });
  return part.kind === kind ? part : refuse(400, 'eventOfAnotherKind', { part: part.id });
}

function perform(
  definition: CaseDefinition,
  file: CaseFile,
  command: Command,
  event: EventDefinition,
  motion: Motion,
  ask: Ask,
): Decision | Refusal {
  const facts = factsOf(event, ask);
  const corrected = event.effect === 'corrects' && ask.part ? corrections(ask.part, ask.body, facts) : [];
  if (ask.part) {
    motion.addressed = ask.part.id;
    motion.offer(ask.part.id, command.type, { ...facts, ...marked(ask.part, corrected, command, motion.version) });
    if (corrected.length > 0) motion.redue(ask.part.id);
  } else motion.open(kindOf(event.type), facts);
  for (const opening of event.opensAlso?.(ask) ?? []) motion.open(opening.kind, opening.facts);
  const changed = { ...ask, part: motion.parts.get(motion.addressed) };
  const offered = new Set(motion.opened);
  for (const id of event.tells?.(changed) ?? []) {
    // A part is told once, and not of what has just opened it: what one entry may do stands in the transition table.
    if (offered.has(id) || !motion.offer(id, command.type, {})) return refuse(409, 'partRefuses', { part: id });
    offered.add(id);
  }
  if (motion.addressed !== motion.rootId) motion.offer(motion.rootId, command.type, {});
  motion.settle();
  return outcome(definition, file, command, motion, corrected);
}

/** The rules of the event have looked at what the shell tells of the entry: it may be taken back. */
function annulled(definition: CaseDefinition, file: CaseFile, command: Command, motion: Motion): Decision {
  const undoing = undoingIn(command.known);
  if (!undoing) throw new Error(`${command.type}: no rule asked whether there is an entry to annul`);
  motion.addressed = motion.rootId;
  motion.restore(undoing);
  motion.settle();
  return outcome(definition, file, command, motion);
}

function factsOf(event: EventDefinition, ask: Ask): FactChanges {
  const kept: Record<string, FactChanges[string]> = {};
  for (const name of event.keeps ?? []) {
    const value: FactChanges[string] = Reflect.get(ask.body, name);
    if (value !== undefined) kept[name] = value;
  }
  return { ...kept, ...event.facts?.(ask) };
}

function struck(definition: CaseDefinition, file: CaseFile, command: Command): Decision | Refusal {
  if (command.actor.role !== 'system') return refuse(403, 'roleMissing');
  const motion = new Motion(definition, file, command);
  const key = `${String(command.body['part'])}/${String(command.body['clock'])}`;
  const clock = motion.clocks.get(key);
  const part = clock && motion.parts.get(clock.part);
  if (!clock || !part || clock.struckAt !== null || clock.dueAt !== command.at) return refuse(409, 'clockNotArmed');
  motion.addressed = part.id;
  // The row stays as overdue, unless the strike itself leaves the state and so cancels it.
  motion.clocks.set(key, { ...clock, struckAt: command.recordedAt });
  motion.offer(part.id, motion.strikeEvent(part, clock.name), {});
  for (const id of definition.clocks.get(clock.name)?.tells?.(motion.view) ?? [])
    motion.offer(id, `clock.${clock.name}`, {});
  motion.settle();
  return outcome(definition, file, command, motion);
}

/** The question put to the rules; `available` asks it without a body. */
export function askAbout(motion: Motion, file: CaseFile, command: Command, part: Part | undefined): Ask {
  const { body, actor, at, recordedAt, known } = command;
  const { clocks, settings, closedAt } = file;
  const asked = { view: motion.view, clocks, body, ...(part ? { part } : {}), actor, at, recordedAt, known };
  return { ...asked, settings, closedAt };
}

function refuse(
  status: Refusal['status'],
  code: RefusalCode,
  more: { part?: string | undefined; rules?: readonly Rule[] } = {},
): Refusal {
  const { part, rules } = more;
  return { ok: false, status, code, ...(part === undefined ? {} : { part }), ...(rules ? { rules } : {}) };
}

/** The strikes that are due by `now`, earliest first: the committer puts them before any other command of the case. */
export function dueStrikes(file: CaseFile, now: string): Command[] {
  return file.clocks
    .filter((clock) => clock.struckAt === null && clock.dueAt <= now)
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : clockKey(a) < clockKey(b) ? -1 : 1))
    .map((clock) => strikeOf(clock, now));
}

/** The command by which this clock strikes. */
export function strikeOf(clock: { part: string; name: string; dueAt: string }, recordedAt: string): Command {
  return {
    type: strike,
    part: clock.part,
    body: { part: clock.part, clock: clock.name },
    actor: { account: 'system', role: 'system', org: { code: 'system', kind: 'system' } },
    at: clock.dueAt,
    recordedAt,
    known: {},
  };
}
