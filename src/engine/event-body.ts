import {
  type CaseDefinition,
  type EventDefinition,
  type FieldError,
  isObject,
  isPartId,
  type Json,
  kindOf,
  type PayloadClass,
  parseInstant,
  parsePayload,
  type Schema,
  type Sentence,
  schemaOf,
} from './definition/index.js';

/** An event as a person sent it, parsed: the addressed part, when it happened, and the fields of its payload. */
export type ParsedEvent =
  | {
      readonly ok: true;
      readonly part?: string;
      readonly at: string | null;
      readonly body: object;
      /** The class by which the body was read, and by which it is sealed. */
      readonly payload: PayloadClass;
    }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

type Addressing = 'none' | 'optional' | 'required';

/** Whether the body names a part: the root is never named, an opened part has no name yet. */
export function addressing(definition: CaseDefinition, event: EventDefinition): Addressing {
  if (kindOf(event.type) === definition.root || event.opens === 'always') return 'none';
  return event.opens === 'orAddressed' ? 'optional' : 'required';
}

/** PURE. Parses an untrusted body: `part` and `at` as every event has them, the rest as its payload declares. */
export function parseEvent(definition: CaseDefinition, event: EventDefinition, raw: unknown): ParsedEvent {
  if (!isObject(raw)) return { ok: false, errors: [{ field: '', message: words.object }] };
  const { part, at, ...fields } = raw;
  const payload = event.payloadFor?.(fields) ?? event.payload;
  const parsed = parsePayload(
    payload,
    part !== undefined && addressing(definition, event) === 'none' ? { ...fields, part } : fields,
  );
  const errors = [
    ...(parsed.ok ? [] : parsed.errors),
    ...partErrors(addressing(definition, event), part),
    ...atErrors(at),
  ];
  if (errors.length > 0 || !parsed.ok) return { ok: false, errors };
  return {
    ok: true,
    ...(isPartId(part) ? { part } : {}),
    at: at === undefined ? null : new Date(parseInstant(at)).toISOString(),
    body: parsed.body,
    payload,
  };
}

function partErrors(how: Addressing, part: Json | undefined): FieldError[] {
  if (how === 'none' || (how === 'optional' && part === undefined) || isPartId(part)) return [];
  return [{ field: 'part', message: words.part }];
}

function atErrors(at: Json | undefined): FieldError[] {
  return at === undefined || !Number.isNaN(parseInstant(at)) ? [] : [{ field: 'at', message: words.at }];
}

const words = {
  object: { zh: '应为一个 JSON 对象', en: 'must be one JSON object' },
  part: { zh: '本案中一个部分的编号，例如 cash-1', en: 'the id of a part of this case, for example cash-1' },
  at: {
    zh: '发生时刻：ISO 8601，带时区；可不填，表示现在',
    en: 'when it happened: ISO 8601 with offset; leave out for now',
  },
} satisfies Record<string, Sentence>;

/** The JSON Schema of an event's whole body, in one language. */
export function eventSchema(definition: CaseDefinition, event: EventDefinition, language: keyof Sentence): Schema {
  const inner = schemaOf(event.payload, language);
  const how = addressing(definition, event);
  const part: Record<string, Json> =
    how === 'none'
      ? {}
      : { part: { type: 'string', pattern: `^${kindOf(event.type)}-[1-9][0-9]*$`, description: words.part[language] } };
  const fields = isObject(inner['properties']) ? inner['properties'] : {};
  const required = Array.isArray(inner['required']) ? inner['required'] : [];
  const needed = how === 'required' ? ['part', ...required] : required;
  return {
    type: 'object',
    properties: { ...part, ...fields, at: { type: 'string', format: 'date-time', description: words.at[language] } },
    ...(needed.length > 0 ? { required: needed } : {}),
    additionalProperties: false,
  };
}

/** The event's example with the part it would be addressed to. */
export function eventExample(definition: CaseDefinition, event: EventDefinition): Json {
  const example: Record<string, Json> =
    addressing(definition, event) === 'required' ? { part: `${kindOf(event.type)}-1` } : {};
  for (const [name, value] of Object.entries(event.example)) example[name] = value;
  return example;
}
