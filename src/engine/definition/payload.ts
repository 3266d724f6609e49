import { ValidateBy, ValidateIf, ValidateNested, type ValidationError, validateSync } from 'class-validator';
import { isObject, type Json, type Sentence } from './json.js';

/** The class of an event's body; its fields carry the decorators of `fields.ts`. */
export type PayloadClass<B extends object = object> = new () => B;

/** How a field is sealed: free text, or an identity that is masked, tagged and matched. */
export type Sealing =
  | 'text'
  | 'name'
  | 'idNumber'
  | 'birthDate'
  | 'phone'
  | 'bankAccount'
  | 'plate'
  | 'waybill'
  | 'address';

export type Schema = { readonly [key: string]: Json };

/** One field of a payload: its validator, its place in OpenAPI and how it is sealed, declared in one line. */
export interface FieldSpec {
  readonly name: string;
  readonly title: Sentence;
  readonly optional: boolean;
  readonly schema: Schema;
  /** What is allowed, for the person who sent something else. */
  readonly allowed: Sentence;
  readonly seal?: Sealing;
  /** The path under which it is sealed and matched, where that is not its place in the body. */
  readonly sealedAs?: string;
  readonly nested?: () => PayloadClass;
  readonly many?: { readonly min: number; readonly max: number };
  check(value: unknown): boolean;
  normalise?(value: Json): Json;
}

export interface FieldError {
  readonly field: string;
  readonly message: Sentence;
}

export type Parsed<B> =
  | { readonly ok: true; readonly body: B }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

const registry = new WeakMap<object, Map<string, FieldSpec>>();

/** The fields of a payload class in the order they were declared. */
export function fieldsOf(payload: PayloadClass): ReadonlyMap<string, FieldSpec> {
  return registry.get(payload) ?? new Map();
}

/** Declares a field: registers it for the schema and for class-validator at once. */
export function field(spec: Omit<FieldSpec, 'name'>): PropertyDecorator {
  return (prototype, key) => {
    const name = String(key);
    // A payload that extends another begins with its fields.
    const inherited = registry.get(Object.getPrototypeOf(prototype.constructor));
    const own = registry.get(prototype.constructor) ?? new Map<string, FieldSpec>(inherited);
    registry.set(prototype.constructor, own.set(name, { ...spec, name }));
    // class-validator's IsOptional lets null through; only an absent field is optional.
    if (spec.optional) ValidateIf((_, value) => value !== undefined)(prototype, key);
    ValidateBy({
      name: 'lanjieField',
      validator: { validate: (value: unknown) => spec.check(value), defaultMessage: () => spec.allowed.en },
    })(prototype, key);
    if (spec.nested) ValidateNested()(prototype, key);
  };
}

/**
 * Parses an untrusted body into the payload's plain form: only declared fields, normalised, no undefined.
 * Every fault is listed with the path of the field and what is allowed there.
 */
export function parsePayload<B extends object>(payload: PayloadClass<B>, raw: unknown): Parsed<B> {
  if (!isObject(raw)) return { ok: false, errors: [{ field: '', message: mustBeObject }] };
  const instance = instantiate(payload, raw);
  // Every event brings an empty query: to have class-validator look at nothing cost 3 % of the server.
  if (asksNothing(payload) && Object.keys(raw).length === 0) return { ok: true, body: { ...instance } };
  const faults = validateSync(instance, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: fieldsOf(payload).size > 0,
  });
  const unknown = fieldsOf(payload).size > 0 ? [] : Object.keys(raw).map((name) => unknownField(payload, name));
  const errors = [...faults.flatMap((fault) => explain(payload, fault, '')), ...unknown];
  return errors.length > 0 ? { ok: false, errors } : { ok: true, body: normalised(payload, instance) };
}

function asksNothing(payload: PayloadClass): boolean {
  for (const spec of fieldsOf(payload).values()) if (!spec.optional) return false;
  return true;
}

const mustBeObject: Sentence = { zh: '应为一个 JSON 对象', en: 'must be one JSON object' };

/** Instances are needed by class-validator to find the decorators; a wrong shape is left as it is for the check to refuse. */
function instantiate<B extends object>(payload: PayloadClass<B>, raw: { readonly [key: string]: Json }): B {
  const instance = new payload();
  const fields = fieldsOf(payload);
  for (const [name, value] of Object.entries(raw)) {
    const nested = fields.get(name)?.nested;
    Object.defineProperty(instance, name, {
      value: nested ? nestedValue(nested(), value) : value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return instance;
}

function nestedValue(payload: PayloadClass, value: Json): unknown {
  if (Array.isArray(value)) return value.map((item) => (isObject(item) ? instantiate(payload, item) : item));
  return isObject(value) ? instantiate(payload, value) : value;
}

function explain(payload: PayloadClass, fault: ValidationError, path: string): FieldError[] {
  const at = path === '' ? fault.property : `${path}.${fault.property}`;
  const spec = fieldsOf(payload).get(fault.property);
  // Below an array class-validator reports one level per index, without a class of its own.
  const inner = spec?.nested?.() ?? payload;
  const below = (fault.children ?? []).flatMap((child) => explain(inner, child, at));
  if (!fault.constraints) return below;
  if ('whitelistValidation' in fault.constraints) return [unknownField(payload, fault.property, path)];
  return [{ field: at, message: spec ? spec.allowed : mustBeObject }, ...below];
}

function unknownField(payload: PayloadClass, name: string, path = ''): FieldError {
  const known = [...fieldsOf(payload).keys()].join(', ') || '—';
  return {
    field: path === '' ? name : `${path}.${name}`,
    message: { zh: `没有这个字段；可用字段：${known}`, en: `no such field; the fields are: ${known}` },
  };
}

function normalised<B extends object>(payload: PayloadClass<B>, instance: B): B {
  const out = new payload();
  for (const spec of fieldsOf(payload).values()) {
    const value: unknown = Reflect.get(instance, spec.name);
    if (value !== undefined) Reflect.set(out, spec.name, plainValue(spec, value));
  }
  return { ...out };
}

function plainValue(spec: FieldSpec, value: unknown): unknown {
  const nested = spec.nested?.();
  if (nested && Array.isArray(value)) return value.map((item) => normalised(nested, item));
  if (nested && typeof value === 'object' && value !== null) return normalised(nested, value);
  return spec.normalise ? spec.normalise(value as Json) : value;
}

/** The JSON Schema (2020-12) of a payload, in one language. */
export function schemaOf(payload: PayloadClass, language: keyof Sentence): Schema {
  const fields = [...fieldsOf(payload).values()];
  const properties: Record<string, Json> = {};
  for (const spec of fields) properties[spec.name] = fieldSchema(spec, language);
  const required = fields.filter((spec) => !spec.optional).map((spec) => spec.name);
  return { type: 'object', properties, ...(required.length > 0 ? { required } : {}), additionalProperties: false };
}

function fieldSchema(spec: FieldSpec, language: keyof Sentence): Schema {
  const own = { title: spec.title[language], description: spec.allowed[language] };
  const sealed: Record<string, Json> = spec.seal ? { 'x-sealed': spec.seal } : {};
  if (!spec.nested) return { ...spec.schema, ...own, ...sealed };
  const inner = schemaOf(spec.nested(), language);
  if (!spec.many) return { ...inner, ...own };
  return { type: 'array', items: inner, minItems: spec.many.min, maxItems: spec.many.max, ...own };
}

function aside({ sealedAs }: FieldSpec): { sealedAs?: string } {
  return sealedAs === undefined ? {} : { sealedAs };
}

/**
 * Every sealed field of a body with its path (`customer.idNumber`, `lines.0.note`), the path under which it is sealed
 * where that is another, and its value, in declaration order.
 */
export function* sealedFields(
  payload: PayloadClass,
  body: object,
  path = '',
): Generator<{ path: string; sealedAs?: string; sealing: Sealing; value: string }> {
  for (const spec of fieldsOf(payload).values()) {
    const value: unknown = Reflect.get(body, spec.name);
    const at = path === '' ? spec.name : `${path}.${spec.name}`;
    if (value === undefined) continue;
    const nested = spec.nested?.();
    if (spec.seal && typeof value === 'string') yield { path: at, sealing: spec.seal, value, ...aside(spec) };
    else if (nested && Array.isArray(value))
      for (const [i, item] of value.entries()) yield* sealedFields(nested, item, `${at}.${i}`);
    else if (nested && typeof value === 'object' && value !== null) yield* sealedFields(nested, value, at);
  }
}
