import {
  fieldsOf,
  isObject,
  type PayloadClass,
  type Schema,
  type Sentence,
  schemaOf,
} from '../engine/definition/index.js';

const words = {
  key: {
    zh: '每次操作一个，重试时不变；1 至 200 个可见 ASCII 字符',
    en: 'one per deed, the same when it is repeated; 1 to 200 visible ASCII characters',
  },
  match: { zh: '您所看到的案件版本，例如 "7"', en: 'the version of the case you looked at, for example "7"' },
  dry: { zh: '只作判断，不写入', en: 'decide and write nothing' },
} satisfies Record<string, Sentence>;

/** The parameters that operations share, under their names in `components.parameters`. */
export function sharedParameters(language: keyof Sentence): Record<string, Schema> {
  return {
    IdempotencyKey: {
      name: 'Idempotency-Key',
      in: 'header',
      required: true,
      description: words.key[language],
      schema: { type: 'string', minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]+$' },
    },
    IfMatch: {
      name: 'If-Match',
      in: 'header',
      description: words.match[language],
      schema: { type: 'string', pattern: '^(\\*|"[0-9]{1,9}")$' },
    },
    DryRun: { name: 'dryRun', in: 'query', description: words.dry[language], schema: { type: 'boolean' } },
  };
}

/** A reference to a shared parameter. */
export function parameter(name: 'IdempotencyKey' | 'IfMatch' | 'DryRun'): Schema {
  return { $ref: `#/components/parameters/${name}` };
}

/** The query parameters of a payload class. */
export function queryParameters(query: PayloadClass | undefined, language: keyof Sentence): Schema[] {
  if (!query) return [];
  const { properties } = schemaOf(query, language);
  return [...fieldsOf(query).values()].map((field) => ({
    name: field.name,
    in: 'query',
    ...(field.optional ? {} : { required: true }),
    description: `${field.title[language]}: ${field.allowed[language]}`,
    schema: isObject(properties) ? (properties[field.name] ?? {}) : {},
  }));
}
