import type { Arena } from './arena.js';
import { type Cell, nameOf } from './cells/cell.js';
import { canariesIn } from './ground/canary.js';
import type { Answer, Ask } from './ground/http.js';
import { faultsOf } from './laws.js';

/** A cell that broke a law. */
export interface Red {
  readonly cell: string;
  readonly faults: readonly string[];
}

/** What came of a run. */
export interface Tally {
  readonly cells: number;
  readonly requests: number;
  readonly reds: readonly Red[];
  /** How many of the cells that were let in were carried out or would have been. */
  readonly succeeded: number;
  readonly seconds: number;
}

/** How a run is made. */
export interface Manner {
  readonly cells: readonly Cell[];
  /** Ends with the first red cell of which this says so. */
  readonly stopAt?: (red: Red) => boolean;
  readonly parallel?: number;
}

/** Asks every cell, and looks at every answer, at the log, and at what is stored. */
export function runCells(arena: Arena, manner: Manner): Promise<Tally> {
  return new Run(arena, manner).all();
}

/** The question as somebody sends it, with an idempotency key by which it is found again. */
export function askedBy({ tokens }: Arena, who: string, ask: Ask, key: string): Ask {
  const token = tokens.get(who);
  const headers = {
    'accept-language': 'en',
    ...(ask.method === 'GET' ? {} : { 'idempotency-key': key }),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...ask.headers,
  };
  return { ...ask, headers };
}

class Run {
  private readonly twins = new Map<string, Promise<Answer>>();
  private readonly reds: Red[] = [];
  private readonly sent: string[] = [];
  private requests = 0;
  private succeeded = 0;
  private isOver = false;
  private readonly arena: Arena;
  private readonly manner: Manner;

  constructor(arena: Arena, manner: Manner) {
    this.arena = arena;
    this.manner = manner;
  }

  async all(): Promise<Tally> {
    const began = performance.now();
    const { house } = this.arena;
    const log = house.log.length;
    await this.askAll(this.manner.cells);
    if (this.isOver) return this.tally(began);
    await house.round().catch((error: unknown) => this.note({ cell: 'the rounds', faults: [String(error)] }));
    await this.findWriters();
    const changed = await this.arena.changes();
    if (changed.length > 0) this.note({ cell: 'what is stored', faults: changed.map((name) => `${name} has changed`) });
    this.readLog(log);
    return this.tally(began);
  }

  private tally(began: number): Tally {
    const { requests, reds, succeeded } = this;
    return { cells: this.sent.length, requests, reds, succeeded, seconds: (performance.now() - began) / 1000 };
  }

  private async askAll(cells: readonly Cell[]): Promise<void> {
    const { parallel = 32 } = this.manner;
    let next = 0;
    const work = async () => {
      for (let cell = cells[next++]; cell && !this.isOver; cell = cells[next++]) {
        await this.askOne(cell);
      }
    };
    await Promise.all(Array.from({ length: parallel }, work));
  }

  private async askOne(cell: Cell): Promise<void> {
    const key = `cell-${this.sent.length}`;
    this.sent.push(nameOf(cell));
    try {
      const [answer, twin] = await Promise.all([this.ask(cell.who, cell.ask, key), this.twinOf(cell)]);
      const faults = faultsOf(cell, answer, twin, this.arena.ground);
      if (cell.expected === 'entered' && answer.status < 300) this.succeeded++;
      if (faults.length > 0) this.note({ cell: nameOf(cell), faults });
    } catch (error) {
      this.note({ cell: nameOf(cell), faults: [String(error)] });
    }
  }

  private note(red: Red): void {
    this.reds.push(red);
    this.isOver ||= this.manner.stopAt?.(red) === true;
  }

  /** Asked once, however many cells have it for a twin. */
  private twinOf({ who, twin }: Cell): Promise<Answer> | undefined {
    if (!twin) return undefined;
    const name = `${who} ${twin.method} ${twin.path} ${JSON.stringify(twin.headers)} ${twin.body}`;
    const known = this.twins.get(name) ?? this.ask(who, twin, `twin-${this.twins.size}`);
    this.twins.set(name, known);
    return known;
  }

  private ask(who: string, ask: Ask, key: string): Promise<Answer> {
    this.requests++;
    return this.arena.house.send(askedBy(this.arena, who, ask, key));
  }

  /** Every question had a key of its own: whatever was recorded says which it was. */
  private async findWriters(): Promise<void> {
    const { rows } = await this.arena.client.query<{ key: string; type: string }>(
      `select idempotency_key as key, type from ledger_entry where idempotency_key ~ '^(cell|twin)-\\d+$' limit 20`,
    );
    for (const { key, type } of rows) {
      const [kind, n] = key.split('-');
      const cell = kind === 'cell' ? (this.sent[Number(n)] ?? key) : [...this.twins.keys()][Number(n)];
      this.note({ cell: cell ?? key, faults: [`recorded ${type}`] });
    }
  }

  private readLog(from: number): void {
    const text = this.arena.house.log.slice(from);
    const { cases, secrets } = this.arena.ground;
    const names = Object.values(cases).flatMap(({ id, number }) => [id, number]);
    const found = [
      ...canariesIn(text).map(({ case: name, piece }) => `${name}/${piece}`),
      ...[...names, ...secrets, ...[...this.arena.tokens.values()].filter((token) => token.length > 40)].filter(
        (word) => text.includes(word),
      ),
    ];
    if (found.length > 0) this.note({ cell: 'the log', faults: [...new Set(found)].map((one) => `holds ${one}`) });
  }
}
