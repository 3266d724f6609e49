import { OneOf } from './fields.js';
import type { Json, Sentence } from './json.js';
import { type FieldSpec, field, fieldsOf, type PayloadClass, type Schema } from './payload.js';
import { FreeText } from './text-fields.js';

/** A fact that may be corrected: its path in the facts of its part, and the field that declared it. */
export interface Correctable {
  readonly path: string;
  readonly spec: FieldSpec;
  /** The path under which a corrected identity is sealed and matched. */
  readonly sealedAs: string;
  /** Further fields of the body that go together with this one. */
  readonly companions?: readonly FieldSpec[];
}

/** The body of a correction. */
export interface CorrectionBody {
  readonly field: string;
  readonly value: Json;
  readonly reason: string;
}

/** The field of a payload by its path (`customer.idNumber`). Throws when it has none: a fault of the definition. */
export function specAt(payload: PayloadClass, path: string): FieldSpec {
  const [first = '', ...rest] = path.split('.');
  const spec = fieldsOf(payload).get(first);
  if (!spec) throw new Error(`${payload.name} has no field ${first}`);
  if (rest.length === 0) return spec;
  if (!spec.nested || spec.many) throw new Error(`${payload.name}.${first} is no single object`);
  return specAt(spec.nested(), rest.join('.'));
}

const words = {
  field: { zh: '更正哪一项', en: 'which fact is corrected' },
  value: { zh: '正确的值', en: 'the correct value' },
  reason: { zh: '理由', en: 'reason' },
  allowed: { zh: '与该项登记时的要求相同', en: 'as the field allows that declared it' },
} satisfies Record<string, Sentence>;

/** The payload classes of a correction: one that names every field, and per field one whose value is typed by it. */
export interface CorrectionPayloads {
  readonly any: PayloadClass<CorrectionBody>;
  of(field: Json | undefined): PayloadClass<CorrectionBody> | undefined;
}

/** Makes them. A field that is not in the list is refused by `any`, which names those that are. */
export function correctionPayloads(facts: readonly Correctable[]): CorrectionPayloads {
  const made = new Map(facts.map((fact) => [fact.path, typedBy(fact)]));
  const paths = facts.map((fact) => fact.path);
  const companions = facts.flatMap((fact) => fact.companions ?? []);
  const schemas = new Map(facts.map(({ spec }) => [JSON.stringify(spec.schema), spec.schema]));
  const value = { title: words.value, optional: false, allowed: words.allowed, check: () => true };
  return {
    any: payloadWith(paths, { ...value, schema: { anyOf: [...schemas.values()] } }, companions),
    of: (name) => (typeof name === 'string' ? made.get(name) : undefined),
  };
}

function typedBy({ path, spec, sealedAs, companions }: Correctable): PayloadClass<CorrectionBody> {
  return payloadWith([path], { ...spec, optional: false, sealedAs }, companions ?? []);
}

type ValueSpec = Omit<FieldSpec, 'name'> & { readonly schema: Schema };

function payloadWith(
  paths: readonly string[],
  value: ValueSpec,
  companions: readonly FieldSpec[],
): PayloadClass<CorrectionBody> {
  class Correction implements CorrectionBody {
    readonly field!: string;
    readonly value!: Json;
    readonly reason!: string;
  }
  OneOf(paths, words.field)(Correction.prototype, 'field');
  field(value)(Correction.prototype, 'value');
  for (const spec of companions) field({ ...spec, optional: true })(Correction.prototype, spec.name);
  FreeText(words.reason)(Correction.prototype, 'reason');
  return Correction;
}
