/** What was asked for, as the access log keeps it: the path and the parameters that were given. */
export function pathOf(path: string, query: object = {}): string {
  const parameters = new URLSearchParams(Object.entries(query)).toString();
  return parameters === '' ? path : `${path}?${decodeURIComponent(parameters.replaceAll('+', ' '))}`;
}
