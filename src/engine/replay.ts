import {
  type CaseDefinition,
  type CaseFile,
  type Command,
  type Settings,
  sameJson,
  undoingIn,
} from './definition/index.js';
import { type Step, stepsOf, undoingOf } from './past.js';

/** A case before its first entry. */
export function genesis(id: string, definition: CaseDefinition, settings: Settings): CaseFile {
  return {
    id,
    definition: `${definition.name}@${definition.version}`,
    version: 0,
    parts: [],
    clocks: [],
    settings,
    openedAt: '',
    closedAt: null,
  };
}

/**
 * PURE. The case that these commands make, in order. Throws, naming the version, when one is refused or when an annulment
 * rests on a past that was not so: the history is not whole.
 */
export function replay(definition: CaseDefinition, start: CaseFile, commands: Iterable<Command>): CaseFile {
  const steps: Step[] = [];
  for (const step of stepsOf(definition, start, commands)) {
    if (definition.events.get(step.command.type)?.effect === 'annuls') proveUndoing(definition, step, steps);
    steps.push(step);
  }
  return steps[steps.length - 1]?.after ?? start;
}

/** What an annulment says of the past must be what the entries before it make; else the ledger would carry its own proof. */
function proveUndoing(definition: CaseDefinition, { command, after }: Step, past: readonly Step[]): void {
  const was = undoingOf(definition, past, Number(command.body['version']));
  if (!was || !sameJson(asJson(undoingIn(command.known)), asJson(was)))
    throw new Error(`${command.type} at version ${after.version} annuls what was not so`);
}

function asJson(value: unknown): Parameters<typeof sameJson>[0] {
  return JSON.parse(JSON.stringify(value));
}
