import { type Action, available, possible } from '../../../src/engine/available.js';
import type { Decision } from '../../../src/engine/decide.js';
import { type Actor, isAnnulled, isObject } from '../../../src/engine/definition/index.js';
import type { Step } from '../../../src/engine/past.js';
import { leadCase } from '../../../src/lead/lead.case.js';
import { inHands } from '../../../src/lead/parts/standing.js';
import { standingOf } from './charts.js';
import { clocksHold } from './laws-of-clocks.js';
import { endsHold } from './laws-of-ends.js';
import { sumsHold } from './laws-of-sums.js';

/** Throws when an entry has left anything that must never be, and says what. */
export function mustHold(step: Step, decision: Decision): void {
  partsHold(step);
  clocksHold(step);
  libertyHolds(step);
  sumsHold(step.after);
  endsHold(step);
  if (step.after.version % 37 === 0) wasOffered(step);
  isNetDifference(step, decision);
}

function fail(sentence: string): never {
  throw new Error(sentence);
}

/** Every open part has a way out, an owner, and a clock or a reason to wait; what was opened in error stays so. */
function partsHold({ before, after }: Step): void {
  const was = new Map(before.parts.map((part) => [part.id, part]));
  for (const id of was.keys()) if (!after.parts.some((part) => part.id === id)) fail(`${id} is gone`);
  for (const part of after.parts) {
    const old = was.get(part.id);
    if (old === part) continue;
    if (old && isAnnulled(old) && !isAnnulled(part)) fail(`${part.id} was opened in error and came back`);
    if (hasUndefined(part.facts)) fail(`${part.id} keeps a fact that is undefined`);
    if (isAnnulled(part) || part.final) continue;
    const { owners, clocks, forgotten, stuck } = standingOf(part);
    if (forgotten.length > 0) fail(`${forgotten.join(', ')} waits without a clock and without a reason`);
    if (stuck.length > 0) fail(`${stuck.join(', ')} has no way out`);
    if (owners.size === 0 && clocks.size === 0) fail(`${part.id} is ${JSON.stringify(part.state)}, and nobody owns it`);
    if (part.kind === 'hold' && typeof part.facts['owner'] !== 'string') fail(`nobody answers for ${part.id}`);
    if (part.kind === 'lead' && typeof part.facts['owner'] !== 'string') fail('nobody answers for the lead');
  }
}

/** Whoever is in the hands of the police is moved by their own events only; no clock sets anybody free. */
function libertyHolds({ command, before, after }: Step): void {
  if (leadCase.events.get(command.type)?.effect === 'annuls') return;
  for (const old of before.parts.filter((part) => part.kind === 'suspect' && inHands(part))) {
    const now = after.parts.find((part) => part.id === old.id);
    if (JSON.stringify(now?.state) === JSON.stringify(old.state)) continue;
    // Whoever was handed over by an event of their own is with the other organ once that has the case.
    const goesAlong = command.type === 'transfer.acknowledged' && old.facts['handedOverIn'] === command.part;
    if (!goesAlong && (command.part !== old.id || !command.type.startsWith('suspect.')))
      fail(`${old.id} was moved by ${command.type}`);
  }
}

/** What is written is what came out: the rows as they were, with the net difference, are the case. */
function isNetDifference({ before, after }: Step, { changed, armed, disarmed }: Decision): void {
  const parts = new Map([...before.parts, ...changed].map((part) => [part.id, part]));
  if (!same([...parts.values()], after.parts)) fail('the parts that are written are not those of the case');
  const clocks = new Map([...before.clocks, ...armed].map((clock) => [`${clock.part}/${clock.name}`, clock]));
  for (const { part, name } of disarmed) clocks.delete(`${part}/${name}`);
  const stored = [...clocks].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, clock]) => clock);
  if (!same(stored, after.clocks)) fail('the clocks that are written are not those of the case');
}

/** What was recorded had been offered to whoever recorded it, who might else never have found it. */
function wasOffered({ command, before }: Step): void {
  const { type, actor, at, recordedAt } = command;
  if (before.version === 0 || !leadCase.events.has(type)) return;
  const asking = [leadCase, before, acting(actor), { at, recordedAt }] as const;
  const offered = available(...asking).filter((one) => one.allowed);
  if (!offered.some((one) => one.event.type === type && one.part === command.part))
    fail(`${type} was recorded and had not been offered`);
  if (named(offered) !== named(possible(...asking))) fail('what is possible is not what is available and allowed');
}

function acting(actor: Actor) {
  return (roles: readonly string[]) => (roles.includes(actor.role) ? actor : undefined);
}

function named(actions: readonly Action[]): string {
  return actions.map(({ event, part, role }) => `${event.type} ${part ?? ''} ${role}`).join();
}

function same(these: readonly object[], those: readonly object[]): boolean {
  return these.length === those.length && these.every((one, index) => one === those[index]);
}

function hasUndefined(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasUndefined);
  return value === undefined || (isObject(value) && Object.values(value).some(hasUndefined));
}
