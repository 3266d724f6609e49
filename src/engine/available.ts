import { askAbout, type RefusalCode } from './decide.js';
import {
  type Actor,
  type CaseDefinition,
  type CaseFile,
  type Command,
  type EventDefinition,
  kindOf,
  type Part,
  type Rule,
} from './definition/index.js';
import { handles } from './handles.js';
import { Motion } from './motion.js';

/** One event this person could think of recording: on which part, whether it may be recorded now, and why not. */
export interface Action {
  readonly event: EventDefinition;
  /** The addressed part; absent for the root and for an event that opens a part. */
  readonly part?: string;
  readonly role: string;
  readonly allowed: boolean;
  readonly code?: RefusalCode;
  readonly rules?: readonly Rule[];
}

type Acting = (roles: readonly string[]) => Actor | undefined;

interface Moment {
  readonly at: string;
  readonly recordedAt: string;
}

/**
 * PURE. Every event the person's roles may record on this case, per part, and whether it is allowed now. Only rules
 * that need no body are asked. `acting` picks the role in which the person would act.
 */
export function available(definition: CaseDefinition, file: CaseFile, acting: Acting, moment: Moment): Action[] {
  return [...actions(definition, file, acting, moment)].map(({ own, taken, command, motion, part }) => {
    if (!taken) return { ...own, allowed: false, code: 'notInThisState' };
    const ask = askAbout(motion, file, command, part);
    const failed = fileRules(definition, own.event).filter((rule) => !rule.holds(ask));
    return failed.length > 0
      ? { ...own, allowed: false, code: 'rulesFailed', rules: failed }
      : { ...own, allowed: true };
  });
}

/** PURE. Those of `available` that are allowed, for the answer to each event: half its cost, since most events are not in their state. */
export function possible(definition: CaseDefinition, file: CaseFile, acting: Acting, moment: Moment): Action[] {
  const allowed: Action[] = [];
  for (const { own, taken, command, motion, part } of actions(definition, file, acting, moment)) {
    if (!taken) continue;
    const ask = askAbout(motion, file, command, part);
    if (fileRules(definition, own.event).every((rule) => rule.holds(ask))) allowed.push({ ...own, allowed: true });
  }
  return allowed;
}

interface Candidate {
  readonly own: Pick<Action, 'event' | 'part' | 'role'>;
  readonly part: Part | undefined;
  /** Whether the part's state takes the event. */
  readonly taken: boolean;
  readonly command: Command;
  readonly motion: Motion;
}

function* actions(definition: CaseDefinition, file: CaseFile, acting: Acting, moment: Moment): Generator<Candidate> {
  if (file.version === 0) return;
  const nobody: Actor = { account: '', role: '', org: { code: '', kind: '' } };
  const base: Command = { type: '', body: {}, actor: nobody, ...moment, known: {} };
  const motion = new Motion(definition, file, base);
  const { root } = motion.view;
  const parts = Map.groupBy(motion.view.all(), (part) => part.kind);
  const taken = new Map(motion.view.all().map((part) => [part.id, takenBy(definition, part)]));
  for (const event of definition.events.values()) {
    const actor = acting(event.roles);
    if (!actor) continue;
    for (const part of candidates(definition, event, root, parts)) {
      yield {
        own: { event, role: actor.role, ...(part && part.kind !== definition.root ? { part: part.id } : {}) },
        part,
        taken: taken.get((part ?? root).id)?.has(event.type) === true,
        command: { ...base, type: event.type, actor },
        motion,
      };
    }
  }
}

/** The event types that the part's state handles: asked once per part, not once per event and part. */
function takenBy(definition: CaseDefinition, part: Part): ReadonlySet<string> | undefined {
  const machine = definition.machines[part.kind];
  return machine && handles(machine, part.state);
}

/** The parts an event may be addressed to; `undefined` stands for "opens a part". */
function candidates(
  definition: CaseDefinition,
  event: EventDefinition,
  root: Part,
  parts: ReadonlyMap<string, readonly Part[]>,
): readonly (Part | undefined)[] {
  const kind = kindOf(event.type);
  const addressed = kind === definition.root ? [root] : (parts.get(kind) ?? []);
  if (event.opens === 'always') return kind === definition.root ? [] : [undefined];
  return event.opens === 'orAddressed' ? [undefined, ...addressed] : addressed;
}

const asked = new WeakMap<CaseDefinition, Map<EventDefinition, readonly Rule[]>>();

/** The rules of an event that need no body. */
function fileRules(definition: CaseDefinition, event: EventDefinition): readonly Rule[] {
  const known = asked.get(definition) ?? new Map<EventDefinition, readonly Rule[]>();
  asked.set(definition, known);
  const rules =
    known.get(event) ?? [...definition.rules, ...(event.rules ?? [])].filter(({ needs }) => needs === 'file');
  known.set(event, rules);
  return rules;
}
