import { declare, type FieldOptions, isPlainText, string } from './field.js';
import { isPartId, partId } from './fields.js';
import { isObject, type Sentence } from './json.js';
import type { PayloadClass, Schema } from './payload.js';

interface Items {
  readonly schema: Schema;
  readonly min: number;
  /** Absent: as many as there are to choose from. */
  readonly max?: number;
  is(item: unknown): boolean;
}

/** Several different values of one sort. */
function several(options: FieldOptions, allowed: Sentence, { schema, min, max, is }: Items): PropertyDecorator {
  const least: Schema = { type: 'array', items: schema, minItems: min, uniqueItems: true };
  return declare(options, allowed, {
    schema: max === undefined ? least : { ...least, maxItems: max },
    check: (value) =>
      Array.isArray(value) &&
      value.length >= min &&
      value.length <= (max ?? value.length) &&
      new Set(value).size === value.length &&
      value.every(is),
  });
}

/** Several different codes of a closed list. */
export function SomeOf(values: readonly string[], options: FieldOptions & { min?: number }): PropertyDecorator {
  const min = options.min ?? 1;
  const list = values.join(', ');
  return several(
    options,
    { zh: `至少 ${min} 项，不重复，取自：${list}`, en: `at least ${min}, no repeats, out of: ${list}` },
    { schema: { ...string, enum: values }, min, is: (item) => typeof item === 'string' && values.includes(item) },
  );
}

/** Ids of parts of this case, no repeats. */
export function PartIds(options: FieldOptions & { max?: number }): PropertyDecorator {
  const max = options.max ?? 50;
  return several(
    options,
    { zh: `1 至 ${max} 个部分的编号，不重复`, en: `1 to ${max} ids of parts of this case, no repeats` },
    { schema: { ...string, pattern: partId.source }, min: 1, max, is: isPartId },
  );
}

const accountName = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/** Account names of people, no repeats. */
export function Accounts(options: FieldOptions & { min?: number }): PropertyDecorator {
  const min = options.min ?? 1;
  return several(
    options,
    { zh: `至少 ${min} 个账号名，不重复`, en: `at least ${min} account names, no repeats` },
    {
      schema: { ...string, pattern: accountName.source },
      min,
      max: 50,
      is: (item) => typeof item === 'string' && accountName.test(item),
    },
  );
}

/** Official numbers or short names that are no personal data, no repeats. */
export function Plains(options: FieldOptions & { max?: number }): PropertyDecorator {
  const max = options.max ?? 100;
  return several(
    options,
    {
      zh: `1 至 200 个至多 ${max} 个字符的编号，不重复`,
      en: `1 to 200 numbers of at most ${max} characters, no repeats`,
    },
    {
      schema: { ...string, minLength: 1, maxLength: max },
      min: 1,
      max: 200,
      is: (item) => typeof item === 'string' && item.trim() !== '' && item.length <= max && isPlainText(item),
    },
  );
}

/** A list of inner objects. */
export function List(payload: () => PayloadClass, options: FieldOptions & { min?: number; max?: number }) {
  const many = { min: options.min ?? 1, max: options.max ?? 200 };
  return declare(
    options,
    { zh: `${many.min} 至 ${many.max} 个对象的数组`, en: `an array of ${many.min} to ${many.max} objects` },
    {
      schema: { type: 'array' },
      check: (value) =>
        Array.isArray(value) && value.length >= many.min && value.length <= many.max && value.every(isObject),
      nested: payload,
      many,
    },
  );
}
