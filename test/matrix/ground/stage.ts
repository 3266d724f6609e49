import { randomUUID } from 'node:crypto';
import { canary, perched } from './canary.js';
import { everybody } from './city.js';
import type { Entering } from './entering.js';
import type { House } from './house.js';
import type { Answer } from './http.js';

type Body = Readonly<Record<string, unknown>>;

/** Which area of the API each role works in, as the cases are played. */
const areas: Readonly<Record<string, string>> = {
  teller: 'bank',
  bankDesk: 'bank',
  stationDuty: 'station',
  officer: 'station',
  custodian: 'station',
  dutyOfficer: 'center',
  centerLead: 'center',
  approver: 'center',
};

/** Plays cases over HTTP. Every text that says `§` gets a canary of its case, its part and its organisation. */
export class Stage {
  private readonly house: House;
  private readonly entering: Entering;
  private readonly tokens = new Map<string, string>();
  private now: number;

  constructor(house: House, entering: Entering, begins: string) {
    this.house = house;
    this.entering = entering;
    this.now = Date.parse(begins);
  }

  /** The moment it is, ISO 8601 UTC. */
  get moment(): string {
    return new Date(this.now).toISOString();
  }

  /** Lets time pass. */
  async pass(minutes: number): Promise<void> {
    this.now += minutes * 60_000;
    await this.house.at(this.moment);
  }

  async round(): Promise<void> {
    await this.house.round();
  }

  /** What somebody sends; throws unless the answer is a success. */
  async send(who: string, method: string, path: string, body?: unknown, more: Record<string, string> = {}) {
    const headers = {
      authorization: `Bearer ${await this.tokenOf(who)}`,
      'accept-language': 'en',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      'idempotency-key': randomUUID(),
      ...more,
    };
    const sent = Buffer.isBuffer(body) ? body : body === undefined ? undefined : JSON.stringify(body);
    const answer = await this.house.send({ method, path, headers, ...(sent === undefined ? {} : { body: sent }) });
    if (answer.status >= 300) throw new Error(`${who} ${method} ${path}: ${answer.status} ${answer.body}`);
    return answer;
  }

  private async tokenOf(who: string): Promise<string> {
    const known = this.tokens.get(who) ?? (await this.entering.enter(who)).token;
    this.tokens.set(who, known);
    return known;
  }
}

/** One case on the stage. */
export class Scene {
  id = '';
  number = '';
  /** Of its last entry that was played. */
  version = 0;
  /** Of the entry by which the police recorded its second account. */
  located: number | undefined;
  /** When each event was recorded, latest last. */
  readonly times: string[] = [];
  /** Idempotency keys by who used them. */
  readonly keys = new Map<string, string>();
  private readonly counts = new Map<string, number>();
  readonly name: string;
  private readonly stage: Stage;

  constructor(stage: Stage, name: string) {
    this.stage = stage;
    this.name = name;
  }

  /** Somebody records an event a minute later. */
  async play(who: string, event: string, body: Body): Promise<void> {
    await this.stage.pass(1);
    const { role, organisation } = roleOf(who);
    const area = areas[role] ?? 'center';
    const key = randomUUID();
    const marked = this.mark(body, this.pieceOf(event, body), organisation);
    const path = this.id === '' ? `/${area}/leads` : `/${area}/leads/${this.id}/events/${event}`;
    const answer = await this.stage.send(who, 'POST', path, marked, { 'idempotency-key': key });
    const { receipt } = JSON.parse(answer.body);
    this.id = receipt.case;
    this.number = receipt.number;
    this.version = receipt.version;
    this.times.push(this.stage.moment);
    this.keys.set(who, key);
  }

  /** Somebody gives a file whose name and content have a canary. */
  async give(who: string, promise?: string): Promise<void> {
    await this.stage.pass(1);
    const { role, organisation } = roleOf(who);
    const piece = this.pieceOf('evidence.received', promise === undefined ? {} : { part: promise });
    const word = canary({ case: this.name, piece, by: organisation });
    const query = promise === undefined ? '' : `?part=${promise}`;
    await this.stage.send(who, 'POST', `/${areas[role]}/leads/${this.id}/evidence${query}`, fileWith(word), {
      'content-type': 'image/png',
      'content-disposition': `attachment; filename="${word}.png"`,
    });
    await this.stage.round();
  }

  /** A fact of a part as the center sees it. */
  async fact(part: string, name: string): Promise<string> {
    const answer: Answer = await this.stage.send('duty.center', 'GET', `/center/leads/${this.id}`);
    const file: { parts: { id: string; facts: Record<string, unknown> }[] } = JSON.parse(answer.body);
    return String(file.parts.find((one) => one.id === part)?.facts[name]);
  }

  /** `§` stands for the piece an event is about, `§hold1§` for another one. */
  private mark(body: Body, piece: string, by: string): Body {
    const text = JSON.stringify(body).replace(/§([a-z]+\d*)§/g, (_, other: string) =>
      canary({ case: this.name, piece: other, by }),
    );
    return perched(JSON.parse(text), { case: this.name, piece, by });
  }

  private pieceOf(event: string, body: Body): string {
    const [kind = ''] = event.split('.');
    if (kind === 'lead') return 'lead';
    if (typeof body['part'] === 'string') return body['part'];
    const count = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, count);
    return `${kind}${count}`;
  }
}

function roleOf(who: string): { role: string; organisation: string } {
  const person = everybody.get(who);
  if (!person) throw new Error(`nobody is called ${who}`);
  return { role: person.roles[0] ?? '', organisation: person.organisation };
}

const pngBegin = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

function fileWith(word: string): Buffer {
  return Buffer.concat([pngBegin, Buffer.from(`\n${word}\n`.repeat(20))]);
}
