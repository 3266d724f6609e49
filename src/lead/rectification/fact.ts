import { type Correctable, type EventDefinition, specAt } from '../../engine/definition/index.js';

/**
 * What hangs on a fact. `money`, `account`, `identity`: a second person corrects it. `limit`: a limit of the law runs from
 * it or depends on it; a second person only where it would become longer. `plain`: nothing.
 */
export type Weight = 'money' | 'account' | 'identity' | 'limit' | 'plain';

/** A fact of a kind of part that may be corrected. */
export interface CorrectableFact extends Correctable {
  readonly weight: Weight;
  /** May also be filled in where it was left out: it only says more of what is known already. */
  readonly addable: boolean;
}

interface More {
  readonly addable?: boolean;
  /** Under which path an identity is sealed, where matching looks for another than that of the fact. */
  readonly under?: string;
}

/**
 * Facts that an event declares: the names of its fields, or for facts that are called otherwise `{fact: field}`. The value
 * of a correction is typed by that field.
 */
export function declaredBy(
  event: EventDefinition,
  weight: Weight,
  names: readonly string[] | Readonly<Record<string, string>>,
  { addable = false, under = '' }: More = {},
): CorrectableFact[] {
  const pairs = Array.isArray(names) ? names.map((name) => [name, name]) : Object.entries(names);
  return pairs.map(([path = '', field = '']) => ({
    path,
    spec: specAt(event.payload, field),
    sealedAs: under + path,
    weight,
    addable,
  }));
}
