import type { Operation } from '../document.js';
import type { Relation } from '../expected/sights.js';
import type { Ground } from '../ground/ground.js';
import type { Ask } from '../ground/http.js';

/** An id in the form of a case's that none has. */
export const nobody = '01900000-0000-7000-8000-00000000dead';

export function idOf(ground: Ground, relation: Relation): string {
  return ground.cases[relation]?.id ?? '01900000-0000-7000-8000-00000000beef';
}

/** A request to an operation: parameters into its path, a body as JSON. */
export function jsonAsk(
  { method, path }: Operation,
  parameters: Readonly<Record<string, string>>,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
  query = '',
): Ask {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parameters[name] ?? 'none'));
  return {
    method,
    path: query === '' ? filled : `${filled}?${query}`,
    headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}
