import {
  type CaseDefinition,
  type EventDefinition,
  type FieldSpec,
  fieldsOf,
  isObject,
  type Json,
  kindOf,
  type PayloadClass,
  type Rule,
} from '../engine/definition/index.js';
import { addressing, eventExample } from '../engine/event-body.js';
import { type ChartState, readChart } from './chart.js';
import { code, codes, page, table } from './markdown.js';

/** PURE. Every event of the catalogue: who, on what, with which fields, what else it moves, and under which rules. */
export function eventsPage(definition: CaseDefinition): string {
  const charts = Object.entries(definition.machines).map(([kind, machine]) => ({ kind, chart: readChart(machine) }));
  const kinds = charts.flatMap(({ kind }) => {
    const events = [...definition.events.values()].filter((event) => kindOf(event.type) === kind);
    return [`## ${kind}`, ...events.map((event) => section(definition, event, charts))];
  });
  return page(
    `Events of ${definition.name}@${definition.version}`,
    'Every event may carry `at`, the moment when it happened. Sealed fields are encrypted before anything is stored; ' +
      `the word says as what. Rules of every event: ${ruleLinks(definition.rules)}.`,
    ...kinds,
  );
}

interface KindChart {
  readonly kind: string;
  readonly chart: ChartState;
}

function section(definition: CaseDefinition, event: EventDefinition, charts: readonly KindChart[]): string {
  const rows = fieldRows(event.payload, '');
  const facts = [
    `- roles: ${codes(event.roles)}`,
    `- addressed to: ${addressee(definition, event)}`,
    `- accepted in: ${codes(acceptedIn(event, charts))}`,
    ...(event.freshSignIn ? ['- only by somebody who proved who they are within the last five minutes (step-up)'] : []),
    ...(event.effect ? [`- ${effects[event.effect]}`] : []),
    ...concerned(event, charts),
    ...(event.keeps?.length ? [`- kept as facts: ${codes(event.keeps)}`] : []),
    `- rules: ${ruleLinks(event.rules ?? [])}`,
  ];
  return [
    `### ${event.type}`,
    `${event.title.en} · ${event.title.zh}`,
    facts.join('\n'),
    rows.length > 0 ? table(['field', 'title', '', 'type', 'required', 'sealed'], rows) : 'No fields of its own.',
    `Example: ${code(JSON.stringify(eventExample(definition, event)))}`,
  ].join('\n\n');
}

const effects = {
  corrects: 'corrects one recorded fact in any state, final ones too, and moves none; `value` is as its field allows',
  accompanies: 'stands beside the deeds: an annulment neither counts it nor takes it back',
  annuls: 'takes back the last entry that moved anything; what that opened stays as `annulled`',
} satisfies Record<NonNullable<EventDefinition['effect']>, string>;

function addressee(definition: CaseDefinition, event: EventDefinition): string {
  const kind = kindOf(event.type);
  const part = code(`${kind}-n`);
  if (event.opens === 'always') return kind === definition.root ? 'nothing yet: it opens the case' : `a new ${part}`;
  const how = addressing(definition, event);
  if (how === 'optional') return `${part} named by ${code('part')}, or a new one`;
  return how === 'none' ? `the ${kind} itself` : `${part}, named by ${code('part')}`;
}

/** The states of the addressed kind that take the event. */
function acceptedIn(event: EventDefinition, charts: readonly KindChart[]): string[] {
  const own = charts.find(({ kind }) => kind === kindOf(event.type));
  return own ? statesTaking(own.chart, event.type) : [];
}

function statesTaking(state: ChartState, type: string): string[] {
  const here = state.branches.some((branch) => branch.event === type) ? [state.name] : [];
  return [...here, ...state.states.flatMap((inner) => statesTaking(inner, type))];
}

/** What the machines of other kinds say: whom the event may open, and whom it may tell. */
function concerned(event: EventDefinition, charts: readonly KindChart[]): string[] {
  const others = charts
    .filter(({ kind }) => kind !== kindOf(event.type))
    .map(({ kind, chart }) => ({ kind, states: statesTaking(chart, event.type) }));
  const opened = others.filter(({ states }) => states.includes('new') && event.opensAlso !== undefined);
  const told = others
    .map(({ kind, states }) => ({ kind, states: states.filter((state) => state !== 'new') }))
    .filter(({ states }) => states.length > 0);
  return [
    ...(opened.length > 0 ? [`- may also open: ${codes(opened.map(({ kind }) => kind))}`] : []),
    ...told.map(({ kind, states }) => `- also taken by: ${code(kind)} in ${codes(states)}`),
  ];
}

function ruleLinks(rules: readonly Rule[]): string {
  return rules.map((rule) => `[${rule.code}](rules.md#${rule.code.toLowerCase()})`).join(', ') || '—';
}

function fieldRows(payload: PayloadClass, above: string): string[][] {
  return [...fieldsOf(payload).values()].flatMap((field) => {
    const name = `${above}${field.name}${field.many ? '[]' : ''}`;
    const required = field.optional ? '' : 'yes';
    const row = [code(name), field.title.en, field.title.zh, typeOf(field), required, field.seal ?? ''];
    return [row, ...(field.nested ? fieldRows(field.nested(), `${name}.`) : [])];
  });
}

function typeOf({ schema, nested, allowed }: FieldSpec): string {
  const items = schema['items'];
  if (isTexts(schema['enum'])) return codes(schema['enum']);
  if (isObject(items) && isTexts(items['enum'])) return `several of ${codes(items['enum'])}`;
  return nested ? 'object' : allowed.en;
}

function isTexts(value: Json | undefined): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
