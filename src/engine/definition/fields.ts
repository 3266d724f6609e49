import { declare, type FieldOptions, string } from './field.js';
import { isObject, type Json, type Sentence } from './json.js';
import type { PayloadClass } from './payload.js';

/** The code of an organisation. */
export function OrganisationCode(options: FieldOptions): PropertyDecorator {
  const pattern = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;
  return declare(
    options,
    { zh: '单位代码：字母、数字和连字符', en: 'the code of an organisation: letters, digits and hyphens' },
    {
      schema: { ...string, pattern: pattern.source },
      check: (value) => typeof value === 'string' && pattern.test(value),
    },
  );
}

/** One of a closed list of codes. */
export function OneOf(values: readonly string[], options: FieldOptions): PropertyDecorator {
  const list = values.join(', ');
  return declare(
    options,
    { zh: `应为其中之一：${list}`, en: `one of: ${list}` },
    { schema: { ...string, enum: values }, check: (value) => typeof value === 'string' && values.includes(value) },
  );
}

const unit = /^(0|[1-9]\d{0,15})$/;

function amount(options: FieldOptions & { zero?: boolean }, what: Sentence): PropertyDecorator {
  const check = (value: unknown) =>
    typeof value === 'string' && unit.test(value) && (options.zero === true || value !== '0');
  const least = options.zero === true ? '0' : '1';
  return declare(
    options,
    {
      zh: `以${what.zh}为单位的整数，写成字符串，至少 ${least}，不带小数点和前导零`,
      en: `a whole number of ${what.en} as a string, at least ${least}, without point or leading zeros`,
    },
    { schema: { ...string, pattern: unit.source, 'x-unit': what.en }, check },
  );
}

/** Money in fen (CNY 0.01) as a decimal string; at most 16 digits. */
export function Fen(options: FieldOptions & { zero?: boolean }): PropertyDecorator {
  return amount(options, { zh: '分', en: 'fen' });
}

/** Gold by weight in milligrams as a decimal string; at most 16 digits. */
export function Milligrams(options: FieldOptions & { zero?: boolean }): PropertyDecorator {
  return amount(options, { zh: '毫克', en: 'milligrams' });
}

/** Fen, or milligrams when the case is about gold. */
export function Amount(options: FieldOptions): PropertyDecorator {
  return amount(options, { zh: '分（黄金为毫克）', en: 'fen (gold: milligrams)' });
}

/** A whole number within limits, as a JSON number. */
export function Whole(options: FieldOptions & { min: number; max: number }): PropertyDecorator {
  const { min, max } = options;
  return declare(
    options,
    { zh: `${min} 至 ${max} 之间的整数`, en: `a whole number from ${min} to ${max}` },
    {
      schema: { type: 'integer', minimum: min, maximum: max },
      check: (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max,
    },
  );
}

/** true or false. */
export function Flag(options: FieldOptions): PropertyDecorator {
  return declare(
    options,
    { zh: 'true 或 false', en: 'true or false' },
    { schema: { type: 'boolean' }, check: (value) => typeof value === 'boolean' },
  );
}

export const partId = /^[a-z]{1,20}-[1-9]\d{0,4}$/;

/** The id of a part of this case (`cash-1`). */
export function PartId(options: FieldOptions): PropertyDecorator {
  return declare(
    options,
    { zh: '本案中一个部分的编号，例如 cash-1', en: 'the id of a part of this case, for example cash-1' },
    { schema: { ...string, pattern: partId.source }, check: isPartId },
  );
}

/** True for `kind-n`. */
export function isPartId(value: unknown): value is string {
  return typeof value === 'string' && partId.test(value);
}

/** Face values of the yuan in fen → number of notes or coins. */
export const faceValues = ['10000', '5000', '2000', '1000', '500', '200', '100', '50', '20', '10', '5', '2', '1'];

/** Notes and coins by face value: `{"10000": 2000}` is 2,000 notes of CNY 100. */
export function Denominations(options: FieldOptions): PropertyDecorator {
  const properties: Record<string, Json> = {};
  for (const face of faceValues) properties[face] = { type: 'integer', minimum: 1, maximum: 10_000_000 };
  return declare(
    options,
    {
      zh: `面值（分）到张数，面值取自：${faceValues.join(', ')}`,
      en: `face value in fen to number of notes; faces: ${faceValues.join(', ')}`,
    },
    {
      schema: { type: 'object', properties, additionalProperties: false, minProperties: 1 },
      check: (value) =>
        isObject(value) &&
        Object.keys(value).length > 0 &&
        Object.entries(value).every(
          ([face, n]) =>
            faceValues.includes(face) && typeof n === 'number' && Number.isSafeInteger(n) && n > 0 && n <= 10_000_000,
        ),
    },
  );
}

/** One inner object with fields of its own. */
export function Inner(payload: () => PayloadClass, options: FieldOptions): PropertyDecorator {
  return declare(
    options,
    { zh: '一个 JSON 对象', en: 'one JSON object' },
    { schema: { type: 'object' }, check: isObject, nested: payload },
  );
}
