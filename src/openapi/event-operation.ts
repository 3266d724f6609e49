import { rolesOfArea } from '../access/principal.js';
import {
  type CaseDefinition,
  type EventDefinition,
  kindOf,
  type Schema,
  type Sentence,
} from '../engine/definition/index.js';
import { addressing, eventExample } from '../engine/event-body.js';
import { citation } from '../lead/law.js';
import { conflict, decided, recorded, recordedOrDecided, type WordedRule } from './event-answers.js';
import { parameter } from './parameters.js';
import { problems } from './problem-responses.js';
import {
  access,
  freshSignInWords,
  jsonBody,
  type MarkedRoute,
  type Placed,
  pathParameters,
  template,
} from './route-operation.js';
import { ref } from './schemas.js';

/** What an event's operation is made of. */
interface Recording {
  readonly route: MarkedRoute;
  readonly definition: CaseDefinition;
  readonly event: EventDefinition;
  readonly roles: readonly string[];
  readonly language: keyof Sentence;
}

/** `POST /{area}/leads/{id}/events/{type}` and its like: one route that stands for every event of a catalogue. */
const anyEvent = /^\/(\w+)(?:\/([\w-]+)\/:id)?\/events\/:type$/;
const opening = /^\/(\w+)\/leads$/;

/** What events are recorded on, by their place in the path: the root of its definition. */
const roots: Readonly<Record<string, string>> = { leads: 'lead', 'break-glass': 'breakGlass', '': 'office' };

/** The area of a route that records any event, and the root of the cases it records them on; undefined for other routes. */
export function recordingAt({ method, path }: MarkedRoute): { area: string; root: string } | undefined {
  const [, area, cases = ''] = (method === 'POST' && anyEvent.exec(path)) || [];
  const root = roots[cases];
  return area === undefined || root === undefined ? undefined : { area, root };
}

/** True for the route that opens a case. */
export function isReporting({ method, path }: MarkedRoute): boolean {
  return method === 'POST' && opening.test(path);
}

/** The event that opens a case of this definition. */
export function openingEvent(definition: CaseDefinition): EventDefinition | undefined {
  return [...definition.events.values()].find((event) => opensCase(definition, event));
}

function opensCase(definition: CaseDefinition, event: EventDefinition): boolean {
  return event.opens !== undefined && kindOf(event.type) === definition.root;
}

/** One operation for each event that somebody of the area may record. */
export function eventOperations(
  route: MarkedRoute,
  area: string,
  definition: CaseDefinition,
  language: keyof Sentence,
): Placed[] {
  return [...definition.events.values()].flatMap((event) => {
    const roles = event.roles.filter((role) => rolesOfArea(area).includes(role));
    if (roles.length === 0 || opensCase(definition, event)) return [];
    return [eventOperation({ route, definition, event, roles, language }, area)];
  });
}

function eventOperation(recording: Recording, area: string): Placed {
  const { route, event, roles, language } = recording;
  const tag = `${area}.${kindOf(event.type)}`;
  return {
    path: template(route.path).replace('{type}', event.type),
    method: 'post',
    tag,
    operation: {
      operationId: `${area}.${event.type}`,
      summary: event.title[language],
      description: `${addressee(recording)} ${mayRecord(recording)}`.trim(),
      tags: [tag],
      ...access(roles),
      ...about(recording),
      parameters: [
        ...pathParameters(route, language).filter((one) => one['name'] !== 'type'),
        parameter('DryRun'),
        parameter('IdempotencyKey'),
        parameter('IfMatch'),
      ],
      requestBody: body(recording),
      responses: {
        200: recordedOrDecided(language),
        ...problems(400, 401, 403, 404, 412, 415, 422, 429, 503),
        409: conflict(rulesOf(recording), language),
      },
    },
  };
}

/** The operation that opens a case. */
export function reportOperation(
  route: MarkedRoute,
  definition: CaseDefinition,
  event: EventDefinition,
  language: keyof Sentence,
): Placed {
  const { operation } = route;
  const callers = operation.roles;
  const rolesHere = Array.isArray(callers) ? event.roles.filter((role) => callers.includes(role)) : event.roles;
  const recording = { route, definition, event, roles: rolesHere, language };
  return {
    path: template(route.path),
    method: 'post',
    tag: operation.tag,
    operation: {
      operationId: operation.id,
      summary: operation.summary[language],
      description: mayRecord(recording),
      tags: [operation.tag],
      ...access(rolesHere),
      ...about(recording),
      parameters: [parameter('DryRun'), parameter('IdempotencyKey')],
      requestBody: body(recording),
      responses: {
        201: recorded(language),
        200: decided(language),
        ...problems(400, 401, 403, 415, 422, 429, 503),
        409: conflict(rulesOf(recording), language),
      },
    },
  };
}

function body({ definition, event }: Recording): Schema {
  return jsonBody(ref(event.type), eventExample(definition, event));
}

function about(recording: Recording): Schema {
  const { type, freshSignIn } = recording.event;
  return { 'x-event': type, ...(freshSignIn ? { 'x-fresh-sign-in': true } : {}), 'x-rules': rulesOf(recording) };
}

/** The rules an event must meet, in words of one language. */
function rulesOf({ definition, event, language }: Recording): WordedRule[] {
  return [...definition.rules, ...(event.rules ?? [])].map(({ code, sentence, basis }) => ({
    code,
    sentence: sentence[language],
    basis: citation(basis)[language],
  }));
}

function addressee({ definition, event, language }: Recording): string {
  const kind = kindOf(event.type);
  const words = {
    none: event.opens
      ? { zh: `新增一个部分（\`${kind}-n\`）。`, en: `Opens a new part (\`${kind}-n\`).` }
      : { zh: '针对线索本身。', en: 'Addressed to the lead itself.' },
    optional: {
      zh: `针对 \`part\` 所指的部分；不填则新增一个（\`${kind}-n\`）。`,
      en: `Addressed to \`part\`; without it, opens a new one (\`${kind}-n\`).`,
    },
    required: { zh: `针对 \`part\` 所指的部分（\`${kind}-n\`）。`, en: `Addressed to \`part\` (\`${kind}-n\`).` },
  } satisfies Record<ReturnType<typeof addressing>, Sentence>;
  // Other cases than leads are their root alone.
  return event.opens || kind !== definition.root || kind === 'lead'
    ? words[addressing(definition, event)][language]
    : '';
}

function mayRecord({ event, roles, language }: Recording): string {
  const list = roles.map((role) => `\`${role}\``).join(', ');
  const who = { zh: `可记录者：${list}。`, en: `May be recorded by: ${list}.` }[language];
  return event.freshSignIn ? `${who} ${freshSignInWords[language]}` : who;
}
