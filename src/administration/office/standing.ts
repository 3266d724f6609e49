import { type Ask, isObject, type Json, type Question } from '../../engine/definition/index.js';

/** What the house says of accounts and organisations at the moment of a decision; it stands in the entry. */

/** An account as it stands. */
export interface Person {
  readonly organisation: string;
  /** The kind of that organisation. */
  readonly kind: string;
  readonly roles: readonly string[];
  readonly level: string | null;
  readonly disabled: boolean;
  /** Of the indispensable roles those that nobody else holds who could sign in. */
  readonly soleOf: readonly string[];
  /** Who reset the password or the second factor within the last day: `password` or `secondFactor` → accounts. */
  readonly resets: Readonly<Record<string, readonly string[]>>;
}

/** An organisation as it stands. */
export interface Unit {
  readonly kind: string;
  /** How many active accounts there hold a role that reaches by district. */
  readonly reaching: number;
}

/** The accounts of these names, null where there is none: `known.people`. */
export function askPeople(...names: readonly string[]): Question {
  return { name: 'people', about: [...new Set(names)] };
}

/** The organisations of these codes, null where there is none: `known.units`. */
export function askUnits(...codes: readonly (string | undefined)[]): Question {
  return { name: 'units', about: [...new Set(codes.filter((code) => code !== undefined))] };
}

type Known = Pick<Ask, 'known'>;

/** The account of this name; undefined when there is none. */
export function person({ known }: Known, name: string): Person | undefined {
  const found = memberOf(known['people'], name);
  if (!isObject(found)) return undefined;
  const { organisation, kind, roles, level, disabled, soleOf, resets } = found;
  const by = isObject(resets) ? resets : {};
  return {
    organisation: String(organisation),
    kind: String(kind),
    roles: texts(roles),
    level: typeof level === 'string' ? level : null,
    disabled: disabled === true,
    soleOf: texts(soleOf),
    resets: Object.fromEntries(Object.entries(by).map(([what, who]) => [what, texts(who)])),
  };
}

/** The organisation of this code; undefined when there is none. */
export function unit({ known }: Known, code: string | undefined): Unit | undefined {
  const found = code === undefined ? undefined : memberOf(known['units'], code);
  if (!isObject(found)) return undefined;
  const { kind, reaching } = found;
  return { kind: String(kind), reaching: typeof reaching === 'number' ? reaching : 0 };
}

function memberOf(answer: Json | undefined, name: string): Json | undefined {
  return isObject(answer) && Object.hasOwn(answer, name) ? answer[name] : undefined;
}

function texts(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
