import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { expect } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import supertest from 'supertest';
import type { DataSource } from 'typeorm';
import { Alarms } from '../../src/alarm/alarms.js';
import { createApp } from '../../src/app.js';
import { currentLead } from '../../src/cases/definitions.js';
import { loadConfig } from '../../src/config.js';
import { seedDemo } from '../../src/demo/seed-demo.js';
import { readStoryFile } from '../../src/docs-generator/stories/read-stories.js';
import { readScene, type Step, type Story } from '../../src/docs-generator/stories/story.js';
import { Deadlines } from '../../src/engine/deadlines.js';
import { Erasures } from '../../src/engine/erasures.js';
import { commandOf, parseEntry } from '../../src/engine/ledger/entry.js';
import { genesis, replay } from '../../src/engine/replay.js';
import { Sequencer } from '../../src/engine/sequencer.js';
import { loadFiles } from '../../src/engine/store/load-files.js';
import { readHistory } from '../../src/engine/store/read-history.js';
import { transitionTable } from '../../src/engine/transition-table.js';
import { Scans } from '../../src/evidence/scans.js';
import { createDataSource, forTheHouse } from '../../src/platform/database.js';
import { Checkpoints } from '../../src/proving/checkpoints.js';
import { type FreshDatabase, freshDatabase } from '../database.js';
import { edgesTaken, labelOf } from '../engine/edges.js';
import { sample } from './files.js';

type Body = Readonly<Record<string, unknown>>;

/** What a step leads to: states of parts (a region's state is enough), or a refusal. */
export type Expected =
  | { readonly [part: string]: string }
  | { readonly refused: readonly [number, string, ...string[]] };

/** (time, who, event, body, what then). Time is "HH:MM" on the story's day, or "MM-DD HH:MM". */
export type Row = readonly [string, string, string, Body, Expected];

const areas: Record<string, string> = {
  teller: 'bank',
  teller2: 'bank',
  bankdesk: 'bank',
  bankdesk2: 'bank',
  duty: 'center',
  duty2: 'center',
  centerlead: 'center',
  county: 'center',
  city: 'center',
  station: 'station',
  station2: 'station',
  officer: 'station',
  officer2: 'station',
  officer3: 'station',
  custodian: 'station',
};

/** What goes with a file. */
export interface Upload {
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
}

/** Node's own client: it reads an answer that comes before the body was sent. */
function sent(url: URL, headers: Record<string, string>, content: Buffer | Readable) {
  return new Promise<{ status: number; headers: IncomingHttpHeaders; body: ReturnType<typeof JSON.parse> }>(
    (resolve, reject) => {
      let answered = false;
      const request = httpRequest(url, { method: 'POST', headers, agent: false }, (answer) => {
        answered = true;
        const chunks: Buffer[] = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: JSON.parse(text) });
        });
        answer.on('error', reject);
      });
      request.on('error', (error) => {
        if (!answered) reject(error);
      });
      if (Buffer.isBuffer(content)) request.end(content);
      else content.on('error', () => request.destroy()).pipe(request);
    },
  );
}

/** A story told by a file of this folder. */
export const storyOf = (name: string): Story => readStoryFile(import.meta.dirname, name);

/** The first steps of a scene, for a customer of its own. */
export function scene(name: string, customer: number, count?: number): Step[] {
  const text = readFileSync(join(import.meta.dirname, 'scenes', `${name}.json`), 'utf8');
  return readScene(JSON.parse(text), String(customer), count);
}

/** The area in which a demo account works. */
export const areaOf = (who: string) => areas[who] ?? 'center';

/** A server in this process, on a database of its own, whose time is given. */
export class Theatre {
  now = Date.parse('2024-11-18T15:00:00+08:00');
  private readonly tokens = new Map<string, string>();

  private constructor(
    readonly database: FreshDatabase,
    readonly ds: DataSource,
    readonly app: NestFastifyApplication,
    readonly home: string,
    readonly address: string,
    private readonly env: Record<string, string>,
  ) {}

  /** `env`: settings beyond those of every theatre, such as a gateway. */
  static async open(env: Record<string, string> = {}): Promise<Theatre> {
    const database = await freshDatabase();
    const home = await mkdtemp(join(tmpdir(), 'lanjie-story-'));
    return Theatre.start(database, home, true, env);
  }

  private static async start(
    database: FreshDatabase,
    home: string,
    seed: boolean,
    env: Record<string, string>,
  ): Promise<Theatre> {
    const ds = await createDataSource(database.url, { poolSize: 6 }).initialize();
    if (seed) await seedDemo(ds);
    const config = loadConfig({
      LANJIE_HOME: home,
      DATABASE_URL: database.url,
      LANJIE_DEMO: '1',
      LANJIE_DEMO_CASES: '0',
      LOG_LEVEL: 'silent',
      PORT: '0',
      ...env,
    });
    const theatre: { current?: Theatre } = {};
    const clock = () => new Date(theatre.current?.now ?? 0).toISOString();
    const app = await createApp(config, ds, { clock, poll: false });
    await app.listen(0, '127.0.0.1');
    theatre.current = new Theatre(database, ds, app, home, await app.getUrl(), env);
    return theatre.current;
  }

  /** The same database and keys under a new server, as after a crash: nothing of the old process is left. */
  async restarted(): Promise<Theatre> {
    await this.app.close();
    await this.ds.destroy();
    const again = await Theatre.start(this.database, this.home, false, this.env);
    again.now = this.now;
    return again;
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.ds.destroy();
    await this.database.drop();
    await rm(this.home, { recursive: true, force: true });
  }

  at(time: string): void {
    const [day = '', clock = ''] = time.includes(' ') ? time.split(' ') : ['11-18', time];
    const year = day.length > 5 ? '' : '2024-';
    this.now = Date.parse(`${year}${day}T${clock}:00+08:00`);
  }

  /** Time passes and the poller comes round. */
  async until(time: string): Promise<void> {
    this.at(time);
    await this.app.get(Deadlines).strikeAll();
    await this.app.get(Erasures).eraseAll();
    await this.app.get(Scans).runAll();
  }

  /** The entries get their places, and the tree over them is signed. */
  async prove(): Promise<void> {
    await this.sequence();
    await this.app.get(Checkpoints).runAll();
  }

  /** The entries get their places. */
  async sequence(): Promise<void> {
    await this.app.get(Sequencer).runAll();
  }

  async token(who: string): Promise<string> {
    const known = this.tokens.get(who);
    if (known) return known;
    const answer = await supertest(this.address)
      .post('/auth/token')
      .send({ username: who, password: 'lanjie-demo' })
      .expect(200);
    this.tokens.set(who, answer.body.accessToken);
    return answer.body.accessToken;
  }

  /** From now on they come with this token. */
  bring(who: string, token: string): void {
    this.tokens.set(who, token);
  }

  async post(who: string, path: string, body: unknown, headers: Record<string, string> = {}) {
    return supertest(this.address)
      .post(path)
      .set('authorization', `Bearer ${await this.token(who)}`)
      .set('accept-language', 'en')
      .set({ 'idempotency-key': randomUUID(), ...headers })
      .send(body as object);
  }

  /** Sends a file as it is. A stream is sent piece by piece. */
  async upload(who: string, id: string, content: Buffer | Readable, more: Upload = {}) {
    const query = new URLSearchParams(more.query).toString();
    const headers = {
      authorization: `Bearer ${await this.token(who)}`,
      'accept-language': 'en',
      'content-type': 'application/octet-stream',
      'idempotency-key': randomUUID(),
      ...more.headers,
    };
    const path = `/${areaOf(who)}/leads/${id}/evidence?${query}`;
    return sent(new URL(path, this.address), headers, content);
  }

  /** A file, whole; `null` when the transfer was cut. */
  async download(who: string, id: string, part: string) {
    const answer = await fetch(`${this.address}/${areaOf(who)}/leads/${id}/evidence/${part}`, {
      headers: { authorization: `Bearer ${await this.token(who)}`, 'accept-language': 'en' },
    });
    const bytes = await answer.arrayBuffer().then(Buffer.from, () => null);
    return { status: answer.status, headers: answer.headers, bytes };
  }

  async put(who: string, path: string, body: unknown) {
    return supertest(this.address)
      .put(path)
      .set('authorization', `Bearer ${await this.token(who)}`)
      .set('accept-language', 'en')
      .send(body as object);
  }

  async get(who: string, path: string, headers: Record<string, string> = {}) {
    return supertest(this.address)
      .get(path)
      .set('authorization', `Bearer ${await this.token(who)}`)
      .set('accept-language', 'en')
      .set(headers);
  }
}

/** Cases of one story by their names. */
type Cast = Map<string, Play>;

/** One case played from a table. */
export class Play {
  id = '';
  private readonly kept = new Map<string, Readonly<Record<string, unknown>>>();
  constructor(
    readonly theatre: Theatre,
    private readonly cast: Cast = new Map(),
  ) {
    if (!cast.has('one')) cast.set('one', this);
  }

  /** A story, or steps of one; `day` puts them on another day than the story's own. */
  async tell({ steps }: Pick<Story, 'steps'>, day = ''): Promise<void> {
    for (const step of steps) await this.of(step.of).take(step, `${day}${step.time}`);
  }

  /** Another case of the same story. */
  of(name: string): Play {
    const play = this.cast.get(name) ?? new Play(this.theatre, this.cast);
    this.cast.set(name, play);
    return play;
  }

  private async take(step: Step, time: string): Promise<void> {
    if (step.request) await this.ask(step, step.request, time);
    else if (step.event === null) {
      const before = step.called ? await this.calls() : [];
      await this.theatre.until(time);
      if (step.called) {
        await this.theatre.app.get(Alarms).raiseAll();
        expect([time, (await this.calls()).slice(before.length)]).toEqual([time, step.called]);
      }
      await this.expectStates(step.states, time);
    } else await this.step(time, step.who, step.event, step.body, expected(step));
    if (step.overdue) expect([time, await this.overdue()]).toEqual([time, step.overdue]);
    if (step.closed) expect([time, (await this.file()).closedAt]).toEqual([time, expect.any(String)]);
  }

  /** A request that is no event: `{shift.hash}` stands for a field of the answer that was kept as `shift`. */
  private async ask(
    { who, body }: Step,
    { to, status, as }: NonNullable<Step['request']>,
    time: string,
  ): Promise<void> {
    this.theatre.at(time);
    const known = ([whole, name, field]: readonly string[]) =>
      String(this.kept.get(name ?? '')?.[field ?? ''] ?? whole);
    const filled = (text: string) => text.replace(/\{(\w+)\.(\w+)\}/g, (...found) => known(found));
    const [method, path = ''] = filled(to).split(' ');
    const sent = JSON.parse(filled(JSON.stringify(body)));
    const answer =
      method === 'PUT' ? await this.theatre.put(who, path, sent) : await this.theatre.post(who, path, sent);
    const told = `${time} ${who} ${to} ${JSON.stringify(answer.body)}`;
    expect([told, answer.status]).toEqual([told, status]);
    if (as) this.kept.set(as, answer.body);
  }

  /** `level account` of everybody who was called about this case. */
  private async calls(): Promise<string[]> {
    const called = (await this.history()).flatMap((entry) => entry.called ?? []);
    return called.flatMap(({ level, recipients }) => recipients.map((account) => `${level} ${account}`));
  }

  /** `part/clock` of the clocks that are overdue. */
  async overdue(): Promise<string[]> {
    const { parts } = await this.file();
    return parts.flatMap((part) =>
      part.clocks.filter((clock) => clock.overdue).map((clock) => `${part.id}/${clock.name}`),
    );
  }

  async rows(rows: readonly Row[]): Promise<void> {
    for (const row of rows) await this.step(...row);
  }

  async step(time: string, who: string, event: string, body: Body, then: Expected): Promise<void> {
    this.theatre.at(time);
    // Between an approval and the return lie days, and seconds till it is proved.
    if (event === 'return.executed') await this.theatre.prove();
    const answer = await this.record(who, event, body);
    const told = `${time} ${who} ${event} ${JSON.stringify(answer.body)}`;
    if ('refused' in then && Array.isArray(then.refused)) {
      const [status, code, ...rules] = then.refused;
      expect([told, answer.status, answer.body.code]).toEqual([told, status, code]);
      if (rules.length > 0) expect(answer.body.rules.map((rule: { code: string }) => rule.code)).toEqual(rules);
      for (const rule of answer.body.rules ?? []) expect(rule.sentence && rule.basis).toBeTruthy();
      return;
    }
    expect([told, answer.status]).toEqual([told, this.id === '' || event === 'evidence.received' ? 201 : 200]);
    if (this.id === '') this.id = answer.body.receipt.case;
    await this.expectStates(then as Record<string, string>, told);
  }

  async record(who: string, event: string, body: Body, headers: Record<string, string> = {}) {
    // A story tells what the file is; its bytes are a sample's.
    if (event === 'evidence.received')
      return this.theatre.upload(who, this.id, sample(String(body['file'])), sentWith(body));
    const area = areaOf(who);
    const path = this.id === '' ? `/${area}/leads` : `/${area}/leads/${this.id}/events/${event}`;
    return this.theatre.post(who, path, await this.filled(body), headers);
  }

  async expectStates(then: Record<string, string>, told = ''): Promise<void> {
    const file = await this.file();
    for (const [id, state] of Object.entries(then)) {
      const part = file.parts.find((one) => one.id === id);
      expect([told, id, statesIn(part?.state)]).toEqual([told, id, expect.arrayContaining([state])]);
    }
  }

  /** The case as the center sees it. */
  async file(who = 'duty') {
    const answer = await this.theatre.get(who, `/${areaOf(who)}/leads/${this.id}`);
    expect(answer.status).toBe(200);
    return answer.body as {
      id: string;
      number: string;
      version: number;
      closedAt: string | null;
      parts: PartView[];
      possible: { event: string; part?: string }[];
    };
  }

  async history(who = 'duty') {
    const answer = await this.theatre.get(who, `/${areaOf(who)}/leads/${this.id}/history?limit=200`);
    expect(answer.status).toBe(200);
    return answer.body.items as {
      version: number;
      type: string;
      part: string | null;
      body: Body;
      called?: { level: number; recipients: string[] };
      alarms?: string[];
      late: boolean;
      effects: { corrected?: { part: string; field: string; from: unknown; to: unknown }[] };
    }[];
  }

  /** The stored case equals what its ledger alone replays to. */
  async expectReplay(): Promise<void> {
    const [loaded] = await loadFiles(this.theatre.ds, [{ caseId: this.id, key: null, organisation: null }]);
    const entries = (await readHistory(forTheHouse(this.theatre.ds), this.id)).map(({ entry }) => parseEntry(entry));
    for (const { type, body, effects } of entries)
      edgesTaken(transitionTable(currentLead), labelOf(type, body), effects.moved);
    const start = genesis(this.id, currentLead, entries[0]?.settings ?? {});
    expect(loaded?.found?.file).toEqual(replay(currentLead, start, entries.map(commandOf)));
  }

  /** "$return-1.proposal" stands for a fact of a part, "$two.number" for what a case of the story is called by. */
  private async filled(body: Body): Promise<Body> {
    const text = JSON.stringify(body);
    const named = /"\$([a-z]+)\.(number|id)"/.exec(text);
    if (named) {
      const { id, number } = await this.of(named[1] ?? '').file();
      return JSON.parse(text.replace(named[0], JSON.stringify(named[2] === 'id' ? id : number)));
    }
    const found = /"\$([a-z]+-\d+)\.(\w+)"/.exec(text);
    if (!found) return body;
    const part = (await this.file()).parts.find((one) => one.id === found[1]);
    return JSON.parse(text.replace(found[0], JSON.stringify(part?.facts[found[2] ?? ''])));
  }
}

function sentWith({ part, name }: Body): Upload {
  return {
    ...(typeof part === 'string' ? { query: { part } } : {}),
    ...(typeof name === 'string'
      ? { headers: { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}` } }
      : {}),
  };
}

function expected({ states, refused }: Step): Expected {
  return refused ? { refused: [refused.status, refused.code, ...refused.rules] } : states;
}

export interface PartView {
  id: string;
  kind: string;
  state: unknown;
  facts: Record<string, unknown>;
  corrected: Record<string, { at: string; by: string; version: number }>;
  clocks: { name: string; dueAt: string; overdue: boolean; basis: string }[];
}

/** Every state name in a state value: `{progress: {intervening: {…}}}` gives `intervening` too. */
function statesIn(state: unknown): string[] {
  if (typeof state === 'string') return [state];
  if (typeof state !== 'object' || state === null) return [];
  return Object.entries(state).flatMap(([key, value]) => [key, ...statesIn(value)]);
}
