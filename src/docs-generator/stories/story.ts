import { isObject, type Json, type Sentence } from '../../engine/definition/index.js';

type Body = Readonly<Record<string, Json>>;

/** A refusal that a story expects. */
export interface Refused {
  readonly status: number;
  readonly code: string;
  readonly rules: readonly string[];
}

/** One line of a story: somebody records an event or asks for something else, or (who `clock`, without event) time passes. */
export interface Step {
  /** `HH:MM` on the story's day, or `MM-DD HH:MM`. */
  readonly time: string;
  readonly who: string;
  /** Of which case the story tells here; most have only `one`. */
  readonly of: string;
  readonly event: string | null;
  /** Another request than an event: `PUT /center/roster`. Its answer may be kept under a name. */
  readonly request: { readonly to: string; readonly status: number; readonly as: string | null } | null;
  readonly body: Body;
  readonly say: Sentence | null;
  /** States that parts are in afterwards. */
  readonly states: Readonly<Record<string, string>>;
  readonly refused: Refused | null;
  /** `part/clock` of the clocks that are overdue then; null where the story does not say. */
  readonly overdue: readonly string[] | null;
  /** Who is called as time passes, `1 duty`: level and account; null where the story does not say. */
  readonly called: readonly string[] | null;
  /** The case is closed then. */
  readonly closed: boolean;
}

/** A whole case as a table. */
export interface Story {
  readonly title: Sentence;
  readonly steps: readonly Step[];
}

/** Looks up a scene with which stories begin, by its name. */
export type Scenes = (name: string) => unknown;

/**
 * PURE. A story from its JSON. `begins` puts the first `steps` steps of a scene before its own and `{customer}` into
 * their texts. Throws on anything else than a story, naming the place.
 */
export function readStory(json: unknown, scenes: Scenes): Story {
  const story = objectOf(json, 'a story');
  const { title, begins, steps } = story;
  return {
    title: sentenceOf(title, 'title'),
    steps: [...(begins === undefined ? [] : opening(objectOf(begins, 'begins'), scenes)), ...stepsOf(steps)],
  };
}

/** PURE. The steps of a scene for one customer. */
export function readScene(json: unknown, customer: string, count = Number.POSITIVE_INFINITY): Step[] {
  const filled: unknown = JSON.parse(JSON.stringify(json).replaceAll('{customer}', customer));
  return stepsOf(objectOf(filled, 'a scene')['steps']).slice(0, count);
}

function opening(begins: Body, scenes: Scenes): Step[] {
  const count = begins['steps'];
  return readScene(
    scenes(textOf(begins['scene'], 'begins.scene')),
    textOf(begins['customer'], 'begins.customer'),
    typeof count === 'number' ? count : undefined,
  );
}

function stepsOf(json: unknown): Step[] {
  if (!Array.isArray(json)) throw new Error('a story needs its steps');
  return json.map((one: unknown, i) => stepOf(objectOf(one, `step ${i + 1}`), `step ${i + 1}`));
}

function stepOf(step: Body, place: string): Step {
  const { time, who, event, request, body, say, then, refused, overdue, called, closed } = step;
  if (event === undefined && request === undefined && who !== 'clock') throw new Error(`${place} names no event`);
  return {
    time: textOf(time, `${place}, time`),
    who: textOf(who, `${place}, who`),
    of: step['case'] === undefined ? 'one' : textOf(step['case'], `${place}, case`),
    event: event === undefined ? null : textOf(event, `${place}, event`),
    request: request === undefined ? null : requestOf(step, place),
    body: body === undefined ? {} : objectOf(body, `${place}, body`),
    say: say === undefined ? null : sentenceOf(say, `${place}, say`),
    states: then === undefined ? {} : textsOf(then, `${place}, then`),
    refused: refused === undefined ? null : refusedOf(objectOf(refused, `${place}, refused`), place),
    overdue: overdue === undefined ? null : listOf(overdue, `${place}, overdue`),
    called: called === undefined ? null : listOf(called, `${place}, called`),
    closed: closed === true,
  };
}

function requestOf({ request, status, as }: Body, place: string): Step['request'] {
  return {
    to: textOf(request, `${place}, request`),
    status: typeof status === 'number' ? status : 200,
    as: as === undefined ? null : textOf(as, `${place}, as`),
  };
}

function refusedOf({ status, code, rules }: Body, place: string): Refused {
  if (typeof status !== 'number') throw new Error(`${place}: a refusal has a status`);
  return { status, code: textOf(code, `${place}, code`), rules: rules === undefined ? [] : listOf(rules, place) };
}

function objectOf(json: unknown, place: string): Body {
  if (!isObject(json)) throw new Error(`${place} must be an object`);
  return json;
}

function sentenceOf(json: unknown, place: string): Sentence {
  const { zh, en } = objectOf(json, place);
  return { zh: textOf(zh, `${place}.zh`), en: textOf(en, `${place}.en`) };
}

function textsOf(json: unknown, place: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(objectOf(json, place)).map(([name, value]) => [name, textOf(value, `${place}.${name}`)]),
  );
}

function listOf(json: unknown, place: string): string[] {
  if (!Array.isArray(json)) throw new Error(`${place} must be a list`);
  return json.map((one: unknown) => textOf(one, place));
}

function textOf(json: unknown, place: string): string {
  if (typeof json !== 'string') throw new Error(`${place} must be a text`);
  return json;
}
