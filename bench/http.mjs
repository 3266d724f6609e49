// Events over HTTP: wrk walks cases forward on so many connections.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './processes.mjs';
import { walk } from './walk.mjs';

/** More than any machine we know records in a second; bounds the list, not the measurement. */
const MOST_PER_SECOND = 20_000;

/** Sends the walk's events to cases nobody has touched yet. */
export class HttpLoad {
  #cases;
  #next = 0;

  /** `cases`: ids of reported cases, in any order. `folder` takes the lists. */
  constructor({ wrk, url, tokens, cases, folder }) {
    Object.assign(this, { wrk, url, folder });
    this.#cases = cases;
    this.events = join(folder, 'events.lua');
    writeFileSync(this.events, eventsFile(url, tokens));
  }

  /** Cases that have not been touched. */
  get left() {
    return this.#cases.length - this.#next;
  }

  /** Measures. Returns `{perSecond, p50, p99, refused}`: events accepted a second, milliseconds, answers other than 200. */
  async measure(connections, seconds) {
    // A case's next event is sent long after its last one was answered.
    const group = Math.max(8, 4 * connections);
    const list = join(this.folder, 'list');
    writeFileSync(list, this.#lines(group, seconds * MOST_PER_SECOND));
    const flags = [
      '-t1',
      `-c${connections}`,
      `-d${seconds}s`,
      '--timeout',
      '30s',
      '-s',
      join(import.meta.dirname, 'walk.lua'),
    ];
    const out = await run(this.wrk, [...flags, this.url, '--', this.events, list]);
    const { sent, answered, seconds: took, p50, p99, refused, broken } = JSON.parse(out.trim().split('\n').at(-1));
    this.#next += group * Math.ceil(sent / (group * walk.length));
    return { perSecond: (answered - refused) / took, p50, p99, refused: refused + broken };
  }

  // Group after group: the first event of each of its cases, then the second of each …
  #lines(group, most) {
    const lines = [];
    for (let from = this.#next; from + group <= this.#cases.length && lines.length < most; from += group) {
      const some = this.#cases.slice(from, from + group);
      for (const n of walk.keys()) for (const id of some) lines.push(`${id} ${n + 1}\n`);
    }
    if (lines.length === 0) throw new Error('there are no cases left: load more, or measure for fewer seconds');
    return lines.join('');
  }
}

function eventsFile(url, tokens) {
  const { host } = new URL(url);
  const entries = walk.map(({ event, who, area, body }) => {
    const json = JSON.stringify(body);
    const headers = [
      `Host: ${host}`,
      `Authorization: Bearer ${tokens.get(who)}`,
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(json)}`,
    ].join('\r\n');
    return `{ before = ${lua(`POST /${area}/leads/`)}, middle = ${lua(
      `/events/${event} HTTP/1.1\r\n${headers}\r\nIdempotency-Key: `,
    )}, after = ${lua(`\r\n\r\n${json}`)} }`;
  });
  return `return {\n${entries.join(',\n')}\n}\n`;
}

// JSON's escapes are Lua's, as far as these texts go.
const lua = (text) => JSON.stringify(text);
