import { isObject, type Json, type Sentence } from './json.js';
import { type FieldSpec, field, type PayloadClass, type Schema, type Sealing } from './payload.js';

/** Title in both languages, and whether the field may be left out. */
export interface FieldOptions {
  readonly zh: string;
  readonly en: string;
  readonly optional?: boolean;
}

type Rest = Pick<FieldSpec, 'schema' | 'check'> & Partial<Pick<FieldSpec, 'seal' | 'normalise' | 'nested' | 'many'>>;

function declare(options: FieldOptions, allowed: Sentence, rest: Rest): PropertyDecorator {
  const title = { zh: options.zh, en: options.en };
  return field({ title, optional: options.optional === true, allowed, ...rest });
}

const string: Schema = { type: 'string' };

function sealedText(options: FieldOptions & { max?: number }, seal: Sealing | undefined): PropertyDecorator {
  const max = options.max ?? 2000;
  return declare(
    options,
    { zh: `1 至 ${max} 个字符的文字`, en: `text of 1 to ${max} characters` },
    {
      schema: { ...string, minLength: 1, maxLength: max },
      // Length in code points, as JSON Schema counts.
      check: (value) =>
        typeof value === 'string' && value.trim() !== '' && [...value].length <= max && plainText(value),
      seal,
    },
  );
}

// NUL cannot be stored; in a query no strict parser has refused it yet. What looks sealed would be shown as unreadable.
function plainText(value: string): boolean {
  return !value.includes('\0') && value.isWellFormed() && !value.startsWith('sealed:');
}

/** Free text a person writes; sealed. Default at most 2,000 characters. */
export function FreeText(options: FieldOptions & { max?: number }): PropertyDecorator {
  return sealedText(options, 'text');
}

/** Who or what identifies a person; sealed, masked, matched by tag. */
export function Identity(sealing: Exclude<Sealing, 'text'>, options: FieldOptions & { max?: number }) {
  return sealedText({ max: 120, ...options }, sealing);
}

/** An official number or short name that is no personal data (case number, organ, code): stays readable. */
export function Plain(options: FieldOptions & { max?: number }): PropertyDecorator {
  return sealedText({ max: 100, ...options }, undefined);
}

const day = /^(\d{4})-(\d\d)-(\d\d)$/;

function isDay(value: unknown): boolean {
  const [, year, month, date] = (typeof value === 'string' ? day.exec(value) : null)?.map(Number) ?? [];
  const there = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, date));
  return (year ?? 0) >= 1880 && there.getUTCMonth() + 1 === month && there.getUTCDate() === date;
}

/** The day somebody was born, `YYYY-MM-DD`; sealed, never shown. */
export function BirthDate(options: FieldOptions): PropertyDecorator {
  return declare(
    options,
    { zh: '出生日期，例如 2008-05-04', en: 'the date of birth, for example 2008-05-04' },
    { schema: { ...string, format: 'date' }, check: isDay, seal: 'birthDate' },
  );
}

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

/** Several different codes of a closed list. */
export function SomeOf(values: readonly string[], options: FieldOptions & { min?: number }): PropertyDecorator {
  const min = options.min ?? 1;
  const list = values.join(', ');
  return declare(
    options,
    { zh: `至少 ${min} 项，不重复，取自：${list}`, en: `at least ${min}, no repeats, out of: ${list}` },
    {
      schema: { type: 'array', items: { ...string, enum: values }, minItems: min, uniqueItems: true },
      check: (value) =>
        Array.isArray(value) &&
        value.length >= min &&
        new Set(value).size === value.length &&
        value.every((item) => values.includes(item)),
    },
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

const iso = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d{1,6})?(Z|[+-]\d\d:\d\d)$/;

/** ISO 8601 with offset → milliseconds since the epoch; NaN when it is no real moment (31 February, 25 o'clock). */
export function parseInstant(value: unknown): number {
  const found = typeof value === 'string' ? iso.exec(value) : null;
  if (!found) return Number.NaN;
  const [, year, month, day, hour, minute, second] = found.map(Number);
  const asUtc = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second));
  const real =
    asUtc.getUTCMonth() + 1 === month &&
    asUtc.getUTCDate() === day &&
    asUtc.getUTCHours() === hour &&
    asUtc.getUTCMinutes() === minute &&
    asUtc.getUTCSeconds() === second;
  const ms = Date.parse(String(value));
  return real && ms >= Date.UTC(2000, 0, 1) && ms < Date.UTC(2200, 0, 1) ? ms : Number.NaN;
}

/** A moment, ISO 8601 with offset; kept as UTC with milliseconds. */
export function Instant(options: FieldOptions): PropertyDecorator {
  return declare(
    options,
    {
      zh: 'ISO 8601 时刻，带时区，例如 2024-11-18T15:00:00+08:00',
      en: 'an ISO 8601 moment with offset, for example 2024-11-18T15:00:00+08:00',
    },
    {
      schema: { ...string, format: 'date-time' },
      check: (value) => !Number.isNaN(parseInstant(value)),
      normalise: (value) => new Date(parseInstant(value)).toISOString(),
    },
  );
}

/** A day of the calendar in China, `2024-11-18`. */
export function Day(options: FieldOptions): PropertyDecorator {
  return declare(
    options,
    { zh: '日期，例如 2024-11-18', en: 'a day, for example 2024-11-18' },
    { schema: { ...string, format: 'date' }, check: isDay },
  );
}

const partId = /^[a-z]{1,20}-[1-9]\d{0,4}$/;

/** The id of a part of this case (`cash-1`). */
export function PartId(options: FieldOptions): PropertyDecorator {
  return declare(
    options,
    { zh: '本案中一个部分的编号，例如 cash-1', en: 'the id of a part of this case, for example cash-1' },
    { schema: { ...string, pattern: partId.source }, check: isPartId },
  );
}

/** Ids of parts of this case, no repeats. */
export function PartIds(options: FieldOptions & { max?: number }): PropertyDecorator {
  const max = options.max ?? 50;
  return declare(
    options,
    { zh: `1 至 ${max} 个部分的编号，不重复`, en: `1 to ${max} ids of parts of this case, no repeats` },
    {
      schema: {
        type: 'array',
        items: { ...string, pattern: partId.source },
        minItems: 1,
        maxItems: max,
        uniqueItems: true,
      },
      check: (value) =>
        Array.isArray(value) &&
        value.length >= 1 &&
        value.length <= max &&
        new Set(value).size === value.length &&
        value.every(isPartId),
    },
  );
}

/** True for `kind-n`. */
export function isPartId(value: unknown): value is string {
  return typeof value === 'string' && partId.test(value);
}

const accountName = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/** Account names of people, no repeats. */
export function Accounts(options: FieldOptions & { min?: number }): PropertyDecorator {
  const min = options.min ?? 1;
  return declare(
    options,
    { zh: `至少 ${min} 个账号名，不重复`, en: `at least ${min} account names, no repeats` },
    {
      schema: {
        type: 'array',
        items: { ...string, pattern: accountName.source },
        minItems: min,
        maxItems: 50,
        uniqueItems: true,
      },
      check: (value) =>
        Array.isArray(value) &&
        value.length >= min &&
        value.length <= 50 &&
        new Set(value).size === value.length &&
        value.every((item) => typeof item === 'string' && accountName.test(item)),
    },
  );
}

/** Official numbers or short names that are no personal data, no repeats. */
export function Plains(options: FieldOptions & { max?: number }): PropertyDecorator {
  const max = options.max ?? 100;
  const isPlain = (value: unknown) =>
    typeof value === 'string' && value.trim() !== '' && value.length <= max && plainText(value);
  return declare(
    options,
    {
      zh: `1 至 200 个至多 ${max} 个字符的编号，不重复`,
      en: `1 to 200 numbers of at most ${max} characters, no repeats`,
    },
    {
      schema: {
        type: 'array',
        items: { ...string, minLength: 1, maxLength: max },
        minItems: 1,
        maxItems: 200,
        uniqueItems: true,
      },
      check: (value) =>
        Array.isArray(value) &&
        value.length > 0 &&
        value.length <= 200 &&
        new Set(value).size === value.length &&
        value.every(isPlain),
    },
  );
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
