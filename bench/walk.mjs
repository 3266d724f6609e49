// The walk of the benchmark: what people record on one case, from the report until the suspect is caught.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../scripts/setup.mjs';

const AREAS = { teller: 'bank', duty: 'center', station: 'station', officer: 'station' };

const { steps } = JSON.parse(readFileSync(join(ROOT, 'test/stories/guilin.json'), 'utf8'));
// The story goes on with what is refused until the case is filed; the walk ends before that.
const urgent = steps.slice(
  0,
  steps.findIndex((step) => step.refused),
);

/** The body of the report that opens a case, as the story has it. */
export const report = urgent[0].body;

/** The events after the report, in order: `{event, who, area, body}`; each is accepted if those before it were. */
export const walk = urgent.slice(1).map(({ event, who, body }) => ({ event, who, area: AREAS[who], body }));

/** Everybody who records something in the walk. */
export const people = [...new Set(['teller', ...walk.map(({ who }) => who)])];

/** Signs everybody in once. Returns account name → bearer token. */
export async function signIn(url) {
  const tokens = new Map();
  for (const who of people) {
    const { accessToken } = await post(url, '/auth/token', { username: who, password: 'lanjie-demo' });
    tokens.set(who, accessToken);
  }
  return tokens;
}

/** Posts JSON and returns the answer's JSON. Throws on any status but 2xx. */
export async function post(url, path, body, headers = {}) {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`POST ${path} was answered ${response.status}: ${answer}`);
  return JSON.parse(answer);
}
