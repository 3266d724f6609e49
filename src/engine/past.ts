import { decide } from './decide.js';
import {
  type CaseDefinition,
  type CaseFile,
  type Command,
  type FactChanges,
  factAt,
  isAnnulled,
  type Json,
  kept,
  type Part,
  sameJson,
  type Undoing,
} from './definition/index.js';

/** One entry of a case with what stood before and after it. */
export interface Step {
  readonly command: Command;
  readonly before: CaseFile;
  readonly after: CaseFile;
}

/** PURE. The way of a case, entry by entry. Throws, naming the version, when one is refused: the history is not whole. */
export function* stepsOf(definition: CaseDefinition, start: CaseFile, commands: Iterable<Command>): Generator<Step> {
  let before = start;
  for (const command of commands) {
    const decision = decide(definition, before, command);
    if (!decision.ok) throw new Error(`${command.type} at version ${before.version + 1} is refused: ${decision.code}`);
    yield { command, before, after: decision.file };
    before = decision.file;
  }
}

/** PURE. What an annulment of an entry has to know of it, at the end of this way; undefined when there is no such entry. */
export function undoingOf(definition: CaseDefinition, steps: readonly Step[], version: number): Undoing | undefined {
  const step = steps.find(({ after }) => after.version === version);
  if (!step) return undefined;
  const { command, before, after } = step;
  const was = new Map(before.parts.map((part) => [part.id, part]));
  const touched = new Set(after.parts.filter((part) => was.get(part.id) !== part).map((part) => part.id));
  return {
    type: command.type,
    closed: before.closedAt === null && after.closedAt !== null,
    parts: accompanied(
      before.parts.filter((part) => touched.has(part.id)),
      steps.filter((one) => one.after.version > version && accompanies(definition, one)),
    ),
    clocks: before.clocks.filter((clock) => touched.has(clock.part)),
    opened: after.parts.filter((part) => !was.has(part.id) && !isAnnulled(part)).map((part) => part.id),
  };
}

function accompanies(definition: CaseDefinition, { command }: Step): boolean {
  return definition.events.get(command.type)?.effect === 'accompanies';
}

/** The parts with what has been recorded beside the deeds since: alarms and handovers are not taken back. */
function accompanied(parts: readonly Part[], since: readonly Step[]): Part[] {
  return parts.map((part) => {
    let facts: FactChanges = part.facts;
    for (const { before, after } of since) {
      const [old, now] = [before, after].map((file) => file.parts.find(({ id }) => id === part.id)?.facts ?? {});
      const names = Object.keys({ ...old, ...now }).filter((name) => !sameJson(old?.[name], now?.[name]));
      facts = { ...facts, ...Object.fromEntries(names.map((name) => [name, now?.[name]])) };
    }
    return { ...part, facts: kept(facts) };
  });
}

/**
 * PURE. The version of the entry with which the present value of a fact came, and that value; null when it was never
 * recorded. An annulment gives back the value together with who had recorded it.
 */
export function originOf(
  definition: CaseDefinition,
  steps: Iterable<Step>,
  { part, field }: { part: string; field: string },
): { version: number; command: Command; value: Json } | null {
  const origins: ({ version: number; command: Command; value: Json } | null)[] = [null];
  for (const { command, before, after } of steps) {
    const [old, value] = [before, after].map((file) => factAt(file.parts.find(({ id }) => id === part)?.facts, field));
    const last = origins[origins.length - 1] ?? null;
    const annuls = definition.events.get(command.type)?.effect === 'annuls';
    if (sameJson(old, value)) origins.push(last);
    else if (annuls) origins.push(origins[Number(command.body['version']) - 1] ?? null);
    else origins.push(value === undefined ? null : { version: after.version, command, value });
  }
  return origins[origins.length - 1] ?? null;
}
