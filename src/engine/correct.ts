import {
  type Command,
  correctedFact,
  type FactChanges,
  factAt,
  isObject,
  type Json,
  type Part,
  sameJson,
} from './definition/index.js';

/** One corrected fact: history keeps what it was. Null where nothing was recorded. Sealed values stay sealed. */
export interface Corrected {
  readonly part: string;
  /** The path of the fact, `customer.idNumber`. */
  readonly field: string;
  readonly from: Json;
  readonly to: Json;
}

/** PURE. What a correction of `body.field` changes: that fact, and those that go together with it. */
export function corrections(part: Part, body: object, changes: FactChanges): Corrected[] {
  const field = String(Reflect.get(body, 'field'));
  const [root] = field.split('.');
  const others = Object.keys(changes).filter((name) => name !== root);
  return [field, ...others].flatMap((path) => {
    const from = factAt(part.facts, path) ?? null;
    const to = pathIn(changes, path) ?? null;
    return path !== field && sameJson(from, to) ? [] : [{ part: part.id, field: path, from, to }];
  });
}

function pathIn(changes: FactChanges, path: string): Json | undefined {
  const [first = '', ...rest] = path.split('.');
  const value = changes[first];
  return rest.length === 0 || value === undefined ? value : factAt(isObject(value) ? value : {}, rest.join('.'));
}

/** PURE. The mark of each corrected fact: when, by whom, with which version. Nothing was corrected: no change. */
export function marked(
  part: Part,
  corrected: readonly Corrected[],
  command: Command,
  version: number,
): Record<string, Json> {
  if (corrected.length === 0) return {};
  const marks = part.facts[correctedFact];
  const mark = { at: command.at, by: command.actor.account, version };
  return {
    [correctedFact]: {
      ...(isObject(marks) ? marks : {}),
      ...Object.fromEntries(corrected.map(({ field }) => [field, mark])),
    },
  };
}
