import type { StateValue } from 'xstate';
import {
  type Actor,
  annulledState,
  type CaseDefinition,
  type CaseFile,
  type Command,
  type EventDefinition,
  type Json,
  type Question,
} from '../../../src/engine/definition/index.js';
import { eventExample, parseEvent } from '../../../src/engine/event-body.js';

/** A case in which every kind has a part, and who acts on it. */
export interface Ground {
  readonly definition: CaseDefinition;
  /** The first part of each kind is the one that is put into every state. */
  readonly file: CaseFile;
  readonly recordedAt: string;
  /** One person for every role there is, those who may do nothing included. */
  readonly actors: readonly Actor[];
  answer(question: Question, actor: Actor): Json;
}

/** Puts one part into a state that no event need have led to. */
export function placed(definition: CaseDefinition, file: CaseFile, id: string, state: StateValue): CaseFile {
  const parts = file.parts.map((part) => {
    if (part.id !== id) return part;
    const machine = definition.machines[part.kind];
    const final = state === annulledState || machine?.resolveState({ value: state, context: {} }).status === 'done';
    return { ...part, state, final };
  });
  const root = parts.find((part) => part.kind === definition.root);
  const closedAt = root && definition.closed(root) ? (file.closedAt ?? file.openedAt) : null;
  return { ...file, parts, closedAt, clocks: file.clocks.filter((clock) => clock.part !== id) };
}

/** The part of this kind on which the table is played. */
export function firstOf(file: CaseFile, kind: string): string {
  const part = file.parts.find((candidate) => candidate.kind === kind);
  if (!part) throw new Error(`the case has no ${kind}`);
  return part.id;
}

/** An event as a person would record it, with the house's answers; the body is the example unless another is given. */
export function commandOf(
  ground: Ground,
  type: string,
  part: string | undefined,
  actor: Actor,
  body?: Readonly<Record<string, Json>>,
): Command {
  const { definition, recordedAt } = ground;
  const event = definition.events.get(type);
  if (!event) throw new Error(`there is no ${type}`);
  const parsed = parseEvent(definition, event, { ...(body ?? exampleOf(definition, event)), ...named(part) });
  // A part of another kind cannot even be said over the wire of some events; the core is asked all the same.
  if (!parsed.ok) throw new Error(`${type}: ${parsed.errors.map(({ field }) => field).join(', ')}`);
  const asked = event.asks?.(parsed.body, actor, part, recordedAt) ?? [];
  return {
    type,
    ...named(part),
    body: JSON.parse(JSON.stringify(parsed.body)),
    actor,
    at: recordedAt,
    recordedAt,
    known: Object.fromEntries(asked.map((question) => [question.name, ground.answer(question, actor)])),
  };
}

function exampleOf(definition: CaseDefinition, event: EventDefinition): Record<string, Json> {
  const { part: _, ...example }: Record<string, Json> = JSON.parse(JSON.stringify(eventExample(definition, event)));
  return example;
}

function named(part: string | undefined): { part?: string } {
  return part === undefined ? {} : { part };
}
