import { describe, expect, it } from '@jest/globals';
import type { StateValue } from 'xstate';
import { decide } from '../../src/engine/decide.js';
import { annulledState, type CaseFile, type Command, type Json, kindOf } from '../../src/engine/definition/index.js';
import { leadCase } from '../../src/lead/lead.case.js';
import { commandOf, firstOf, placed } from '../engine/table/ground.js';
import { pathsOf, statesOf } from '../engine/table/states.js';
import { people } from './people.js';
import { ground } from './table/ground.js';
import { type Telling, tellings } from './table/told.js';

const played = ground();
const kinds = Object.keys(leadCase.machines).filter((kind) => kind !== leadCase.root);

const states = new Map(
  Object.entries(leadCase.machines).map(([kind, machine]) => [
    kind,
    [...statesOf(machine), ...(kind === leadCase.root ? [] : [annulledState])],
  ]),
);

function statesOfKind(kind: string): readonly StateValue[] {
  return states.get(kind) ?? [];
}

/** The case where the event is recorded. */
function scene({ when, facts, closed }: Telling): CaseFile {
  const parts = played.file.parts.map((part) => ({ ...part, facts: { ...part.facts, ...facts?.[part.id] } }));
  const start: CaseFile = { ...played.file, parts };
  const file = Object.entries(when).reduce((before, [id, state]) => {
    const rest = id === 'lead-1' ? { feedback: 'due', information: 'none' } : {};
    const value = typeof state === 'string' ? state : { ...state, ...rest };
    const machine = value === annulledState ? undefined : leadCase.machines[id.slice(0, id.indexOf('-'))];
    return placed(leadCase, before, id, machine?.resolveState({ value, context: {} }).value ?? value);
  }, start);
  return closed === undefined ? file : { ...file, closedAt: closed };
}

function commandFor({ event, by, body, known }: Telling): Command {
  const opens = leadCase.events.get(event)?.opens !== undefined;
  const to = opens || kindOf(event) === leadCase.root ? undefined : firstOf(played.file, kindOf(event));
  const actor = by === 'system' ? played.actors.find(({ role }) => role === by) : people[by];
  if (!actor) throw new Error(`nobody is ${by}`);
  const command = commandOf(played, event, to, actor, body);
  return { ...command, known: { ...command.known, ...known } };
}

/** Bodies beside the example that tell others. */
const bodies: Readonly<Record<string, readonly Readonly<Record<string, Json>>[]>> = {
  'lead.classified': ['victim', 'tool', 'undetermined', 'legitimate'].map((finding) => ({
    finding,
    reason: '核实情况',
    grounds: ['historyNormal', 'purposeEvidence'],
  })),
  'lead.subjectLeft': [{ means: 'onFoot', suspect: 'suspect-1' }],
  'account.rectified': ['20000000', '40000000'].map((value) => ({ field: 'amount', value, reason: '录入有误' })),
  'cash.rectified': [1000, 3000].map((notes) => ({
    field: 'amount',
    value: `${notes}0000`,
    denominations: { '10000': notes },
    reason: '录入有误',
  })),
};

/** Where a case may stand: the lead's progress with its filing, the other regions as they mostly are. */
const leads = statesOfKind('lead').filter((state) =>
  ['feedback.due', 'information.none'].every((path) => pathsOf(state).includes(path)),
);
/** What is recorded on a part looks at the lead less: while it is worked on, and after. */
const leadsOfParts = leads.filter((state) => {
  const paths = pathsOf(state);
  return (
    paths.includes('filing.filed') &&
    ['intervening', 'cleared', 'settled'].some((one) => paths.includes(`progress.${one}`))
  );
});

/** The files with one other part moved in which the event is refused because that part does not take it. */
function refusals(type: string): string[] {
  const event = leadCase.events.get(type);
  const actor = played.actors.find(({ role }) => role === event?.roles[0]);
  if (!event || !actor) throw new Error(`nobody records ${type}`);
  const addressed =
    event.opens === 'always' || kindOf(type) === leadCase.root ? undefined : firstOf(played.file, kindOf(type));
  const commands = [undefined, ...(bodies[type] ?? [])].map((body) => commandOf(played, type, addressed, actor, body));
  return bases(addressed).flatMap((base) =>
    commands
      .filter((command) => codeOf(decide(leadCase, base, command)) !== 'notInThisState')
      .flatMap((command) => refusalsBeside(base, command)),
  );
}

/** Every state of the lead, and of the addressed part; with and without a return under way. */
function bases(addressed: string | undefined): CaseFile[] {
  const files = [played.file, placed(leadCase, played.file, 'return-1', 'withdrawn')];
  if (addressed === undefined)
    return files.flatMap((file) => leads.map((lead) => placed(leadCase, file, 'lead-1', lead)));
  const own = statesOfKind(addressed.slice(0, addressed.indexOf('-')));
  return files.flatMap((file) =>
    leadsOfParts.flatMap((lead) =>
      own.map((state) => placed(leadCase, placed(leadCase, file, 'lead-1', lead), addressed, state)),
    ),
  );
}

function refusalsBeside(base: CaseFile, command: Command): string[] {
  return kinds
    .filter((kind) => firstOf(played.file, kind) !== command.part)
    .flatMap((kind) =>
      statesOfKind(kind).flatMap((state) => {
        const decision = decide(leadCase, placed(leadCase, base, firstOf(played.file, kind), state), command);
        return !decision.ok && decision.code === 'partRefuses' ? `${kind} in ${named(state)}: ${decision.part}` : [];
      }),
    );
}

/** What became of a part of a kind that was in each of its states. */
function outcomes(telling: Telling, kind: string): Record<string, string> {
  const id = firstOf(played.file, kind);
  const command = commandFor(telling);
  const isAddressed = command.part === id;
  return Object.fromEntries(
    (isAddressed ? [] : statesOfKind(kind)).map((state) => {
      const decision = decide(leadCase, placed(leadCase, scene(telling), id, state), command);
      const after = decision.ok ? decision.file.parts.find((part) => part.id === id)?.state : undefined;
      return [named(state), after === undefined ? codeOf(decision) : named(after)];
    }),
  );
}

function codeOf(decision: ReturnType<typeof decide>): string {
  return decision.ok ? 'ok' : decision.code;
}

/** The innermost states, `payment.active telling.told`. */
function named(state: StateValue): string {
  const paths = pathsOf(state);
  return paths
    .filter((path) => !paths.some((other) => other.startsWith(`${path}.`)))
    .sort()
    .join(' ');
}

function expectedOutcomes({ moves, refused }: Telling, kind: string): Record<string, string> {
  return Object.fromEntries(
    statesOfKind(kind).map((state) => {
      const paths = pathsOf(state);
      if (refused?.[kind]?.some((one) => paths.includes(one))) return [named(state), 'rulesFailed'];
      const move = Object.entries(moves[kind] ?? {}).find(([from]) => paths.includes(from));
      return [named(state), move ? named(state).replace(move[0], move[1]) : named(state)];
    }),
  );
}

const telling = [...leadCase.events.values()].filter((event) => event.tells).map((event) => event.type);

describe('whoever is told', () => {
  it.each(telling)('of %s takes it, in whatever state', (type) => {
    expect(refusals(type)).toEqual([]);
  });
});

describe('who is told', () => {
  it('is written down for every event that tells somebody', () => {
    const written = new Set(tellings.map(({ event }) => event));
    expect(telling.filter((type) => !written.has(type))).toEqual([]);
  });

  describe.each(tellings.map((telling) => [telling.name, telling] as const))('%s', (_, telling) => {
    const addressed = commandFor(telling).part;
    const others = kinds.filter((kind) => firstOf(played.file, kind) !== addressed);

    it.each(others)('%s', (kind) => {
      expect(outcomes(telling, kind)).toEqual(expectedOutcomes(telling, kind));
    });
  });
});
