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

/**
 * PURE. Every event the person's roles may record on this case, per part, and whether it is allowed now. Only rules
 * that need no body are asked. `acting` picks the role in which the person would act.
 */
export function available(
  definition: CaseDefinition,
  file: CaseFile,
  acting: (roles: readonly string[]) => Actor | undefined,
  moment: { readonly at: string; readonly recordedAt: string },
): Action[] {
  if (file.version === 0) return [];
  const system: Actor = { account: '', role: '', org: { code: '', kind: '' } };
  const base: Command = { type: '', body: {}, actor: system, ...moment, known: {} };
  const motion = new Motion(definition, file, base);
  const actions: Action[] = [];
  const taken = new Map(file.parts.map((part) => [part.id, takenBy(definition, part)]));
  for (const event of definition.events.values()) {
    const actor = acting(event.roles);
    if (!actor) continue;
    for (const part of candidates(definition, event, motion)) {
      const own = { event, role: actor.role, ...(part && part.kind !== definition.root ? { part: part.id } : {}) };
      if (!taken.get((part ?? motion.view.root).id)?.has(event.type))
        actions.push({ ...own, allowed: false, code: 'notInThisState' });
      else actions.push(judge(own, part, motion, file, { ...base, type: event.type, actor }, definition.rules));
    }
  }
  return actions;
}

/** The event types that the part's state handles: asked once per part, not once per event and part. */
function takenBy(definition: CaseDefinition, part: Part): ReadonlySet<string> | undefined {
  const machine = definition.machines[part.kind];
  return machine && handles(machine, part.state);
}

/** The parts an event may be addressed to; the root stands for "opens a part". */
function candidates(definition: CaseDefinition, event: EventDefinition, motion: Motion): (Part | undefined)[] {
  const kind = kindOf(event.type);
  const addressed = kind === definition.root ? [motion.view.root] : motion.view.of(kind);
  if (event.opens === 'always') return kind === definition.root ? [] : [undefined];
  return event.opens === 'orAddressed' ? [undefined, ...addressed] : addressed;
}

function judge(
  own: Pick<Action, 'event' | 'role' | 'part'>,
  part: Part | undefined,
  motion: Motion,
  file: CaseFile,
  command: Command,
  rules: readonly Rule[],
): Action {
  const ask = askAbout(motion, file, command, part);
  const asked = [...rules, ...(own.event.rules ?? [])].filter((rule) => rule.needs === 'file');
  const failed = asked.filter((rule) => !rule.holds(ask));
  return failed.length > 0 ? { ...own, allowed: false, code: 'rulesFailed', rules: failed } : { ...own, allowed: true };
}
