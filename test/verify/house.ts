import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';

/** Makes audit files from docs/audit-log.md alone, by the definitions of RFC 6962 word for word. */

const sha256 = (...bytes: (string | Buffer)[]) =>
  createHash('sha256')
    .update(Buffer.concat(bytes.map(toBytes)))
    .digest();
const toBytes = (bytes: string | Buffer) => (typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
const leafOf = (bytes: string | Buffer) => sha256('\0', bytes);

function split(size: number): number {
  let half = 1;
  while (half * 2 < size) half *= 2;
  return half;
}

export function rootOf(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return sha256('');
  if (leaves.length === 1) return leaves[0]!;
  const half = split(leaves.length);
  return sha256('\x01', rootOf(leaves.slice(0, half)), rootOf(leaves.slice(half)));
}

function inclusionOf(index: number, leaves: readonly Buffer[]): Buffer[] {
  if (leaves.length <= 1) return [];
  const half = split(leaves.length);
  return index < half
    ? [...inclusionOf(index, leaves.slice(0, half)), rootOf(leaves.slice(half))]
    : [...inclusionOf(index - half, leaves.slice(half)), rootOf(leaves.slice(0, half))];
}

function consistencyOf(size: number, leaves: readonly Buffer[], isWhole = true): Buffer[] {
  if (size === 0) return [];
  if (size === leaves.length) return isWhole ? [] : [rootOf(leaves)];
  const half = split(leaves.length);
  return size <= half
    ? [...consistencyOf(size, leaves.slice(0, half), isWhole), rootOf(leaves.slice(half))]
    : [...consistencyOf(size - half, leaves.slice(half), false), rootOf(leaves.slice(0, half))];
}

export class Key {
  readonly #secret: KeyObject;
  readonly #hash: Buffer;
  readonly text: string;

  constructor(
    readonly name: string,
    seed: number,
    readonly algorithm = 1,
  ) {
    const prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
    const der = Buffer.concat([prefix, Buffer.alloc(32, seed)]);
    this.#secret = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    const point = createPublicKey(this.#secret).export({ format: 'der', type: 'spki' }).subarray(-32);
    const bytes = Buffer.concat([Buffer.from([algorithm]), point]);
    this.#hash = sha256(`${name}\n`, bytes).subarray(0, 4);
    this.text = `${name}+${this.#hash.toString('hex')}+${bytes.toString('base64')}`;
  }

  line(text: string): string {
    return `\u2014 ${this.name} ${Buffer.concat([this.#hash, this.#signed(text)]).toString('base64')}\n`;
  }

  #signed(text: string): Buffer {
    if (this.algorithm === 1) return sign(null, Buffer.from(text), this.#secret);
    const time = Buffer.alloc(8);
    time.writeBigUInt64BE(1_790_000_000n);
    return Buffer.concat([time, sign(null, Buffer.from(`cosignature/v1\ntime 1790000000\n${text}`), this.#secret)]);
  }
}

export interface Tree {
  readonly size: number;
  readonly root: Buffer;
}

interface NoteParts {
  readonly size?: number;
  readonly root?: Buffer;
  readonly origin?: string;
  readonly nextKey?: Key;
  readonly continues?: Tree & { readonly origin: string };
  readonly lost?: Tree;
  readonly signers?: readonly Key[];
}

export interface Move {
  part: string;
  from: unknown;
  to: unknown;
}

export interface Entry {
  [member: string]: unknown;
  case: string;
  number: string;
  version: number;
  type: string;
  recordedAt: string;
  body: Record<string, unknown>;
  effects: { moved: Move[]; opened: string[] };
}

const DEFINITION = {
  lanjie: 'definition',
  name: 'lead@1',
  kinds: {
    lead: {
      regions: ['', 'filing', 'progress', 'progress/on/pursuit'],
      edges: {
        'lead.opened': {
          '': [[null, '{"filing":null,"progress":null}']],
          filing: [[null, '"none"']],
          progress: [[null, '"new"']],
          'progress/on/pursuit': [[null, '']],
        },
        'lead.begun': {
          progress: [['"new"', '{"on":{"pursuit":null}}']],
          'progress/on/pursuit': [['', '"open"']],
        },
        'lead.dropped': { '': [['{"filing":null,"progress":null}', '"dropped"']] },
        '*': { filing: [['"none"', '"filed"']] },
      },
    },
    hold: {
      regions: [''],
      edges: {
        'hold.requested': { '': [[null, '"requested"']] },
        'hold.frozen': { '': [['"requested"', '"frozen"']] },
        'clock.struck/frozen': { '': [['"frozen"', '"lapsed"']] },
      },
    },
    evidence: { regions: [''], edges: { 'evidence.received': { '': [[null, '"received"']] } } },
  },
  annuls: ['lead.recordedInError'],
  annulled: '"annulled"',
};

const OFFICE = {
  lanjie: 'definition',
  name: 'office@1',
  kinds: { office: { regions: [''], edges: { 'office.opened': { '': [[null, '"open"']] } } } },
  annuls: [],
  annulled: null,
};

export const CASE = '01980000-0000-7000-8000-00000000000';
export const BLOB = 'ab'.repeat(32);
export const NEW = { filing: 'none', progress: 'new' };
export const BEGUN = { filing: 'none', progress: { on: { pursuit: 'open' } } };

/** One log and everything beside it. Whatever a test gives overrides what is right. */
export class House {
  readonly entries: { value: Entry; bytes: string; leaf: Buffer }[] = [];
  readonly notes: { note: string; size: number }[] = [];
  readonly manifests: { index: number; size: number }[] = [];
  oldKey: { key: Key; origin: string } | undefined;
  minute = 0;

  constructor(
    readonly origin = 'log.example',
    readonly key = new Key(origin, 1),
  ) {}

  get leaves(): Buffer[] {
    return this.entries.map(({ leaf }) => leaf);
  }

  tree(size = this.entries.length): Tree {
    return { size, root: rootOf(this.leaves.slice(0, size)) };
  }

  lastOf(id: string, size = this.entries.length) {
    return this.entries.slice(0, size).findLast(({ value }) => value.case === id);
  }

  /** `moved`: part, from, to of each; a part that comes from nothing is opened. */
  add(
    caseDigit: string,
    type: string,
    moved: [string, unknown, unknown][] = [],
    over: Record<string, unknown> = {},
  ): this {
    const id = CASE + caseDigit;
    const before = this.lastOf(id);
    const at = new Date(Date.UTC(2026, 10, 23, 8, this.minute++)).toISOString();
    const value = {
      format: 1,
      case: id,
      number: `L20261123-${caseDigit}`,
      version: (before?.value.version ?? 0) + 1,
      previous: before?.leaf.toString('hex') ?? '0'.repeat(64),
      definition: caseDigit === '0' ? 'office@1' : 'lead@1',
      type,
      body: {},
      actor: { account: 'somebody' },
      at,
      recordedAt: at,
      known: {},
      effects: {
        moved: moved.map(([part, from, to]) => ({ part, from, to })),
        opened: moved.filter(([, from]) => from === null).map(([part]) => part),
      },
      ...over,
    } as Entry;
    return this.addBytes(JSON.stringify(value), value);
  }

  addBytes(bytes: string, value = JSON.parse(bytes) as Entry): this {
    this.entries.push({ value, bytes, leaf: leafOf(bytes) });
    return this;
  }

  /** The cases of the first `size` entries as a manifest lists them. */
  listed(size: number): { id: string; leaf: Buffer }[] {
    const ids = [...new Set(this.entries.slice(0, size).map(({ value }) => value.case))].sort();
    return ids.map((id) => {
      const { value, leaf } = this.lastOf(id, size)!;
      return { id, leaf: leafOf(JSON.stringify([id, value.version, leaf.toString('hex')])) };
    });
  }

  count(over: Record<string, unknown> = {}, size = this.entries.length): this {
    const cases = this.listed(size);
    const body = {
      size,
      treeRoot: this.tree(size).root.toString('hex'),
      cases: String(cases.length),
      root: rootOf(cases.map(({ leaf }) => leaf)).toString('hex'),
      ...over,
    };
    this.manifests.push({ index: this.entries.length, size });
    return this.add('0', 'office.casesCounted', [], { body });
  }

  note(over: NoteParts = {}): string {
    const size = over.size ?? this.entries.length;
    const tree = over.root ? { size, root: over.root } : this.tree(Math.min(size, this.entries.length));
    const { continues, lost, nextKey } = over;
    const words = (treeOf: Tree) => `${treeOf.size} ${treeOf.root.toString('base64')}`;
    const text = [
      over.origin ?? this.origin,
      size,
      tree.root.toString('base64'),
      'time 2026-11-24T12:00:00.000Z',
      ...(nextKey ? [`next-key ${nextKey.text}`] : []),
      ...(continues ? [`continues ${continues.origin} ${words(continues)}`] : []),
      ...(lost ? [`lost ${words(lost)}`] : []),
      '',
    ].join('\n');
    return `${text}\n${(over.signers ?? [this.key]).map((key) => key.line(text)).join('')}`;
  }

  checkpoint(over: NoteParts = {}): this {
    this.notes.push({ note: this.note(over), size: over.size ?? this.entries.length });
    return this;
  }

  #head(): object[] {
    return [
      { lanjie: 'key', key: this.key.text },
      ...(this.oldKey ? [{ lanjie: 'key', key: this.oldKey.key.text, of: this.oldKey.origin }] : []),
      DEFINITION,
      OFFICE,
      ...this.notes.map(({ note }) => ({ lanjie: 'checkpoint', note })),
    ];
  }

  log(): string[] {
    const size = this.entries.length;
    const lines = [{ lanjie: 'log', format: 1, origin: this.origin, size }, ...this.#head()].map((it) =>
      JSON.stringify(it),
    );
    for (const manifest of this.manifests) lines.push(JSON.stringify({ lanjie: 'manifest', ...manifest }));
    for (let index = 0; index * 256 < size; index++) {
      const tile = this.entries.slice(index * 256, index * 256 + 256);
      lines.push(...tile.map(({ bytes }) => bytes));
      const leaves = Buffer.concat(tile.map(({ leaf }) => leaf)).toString('base64');
      lines.push(JSON.stringify({ lanjie: 'tile', index, leaves }));
    }
    return [...lines, JSON.stringify({ lanjie: 'end', entries: size })];
  }

  bundle(caseDigit: string): string[] {
    const id = CASE + caseDigit;
    const { number, version } = this.lastOf(id)!.value;
    const size = this.notes.at(-1)!.size;
    const leaves = this.leaves.slice(0, size);
    const hexes = (path: Buffer[]) => path.map((hash) => hash.toString('hex'));
    const lines: unknown[] = [{ lanjie: 'bundle', format: 1, origin: this.origin, case: id, number, version }];
    lines.push(...this.#head());
    this.notes.slice(1).forEach(({ size: to }, place) => {
      const from = this.notes[place]!.size;
      const path = hexes(consistencyOf(from, this.leaves.slice(0, to)));
      if (from !== to) lines.push({ lanjie: 'consistency', from, to, path });
    });
    const own = this.entries
      .slice(0, size)
      .flatMap((entry, index) => (entry.value.case === id ? [{ ...entry, index }] : []));
    for (const { bytes, value, index } of own) {
      const path = hexes(inclusionOf(index, leaves));
      lines.push(bytes, { lanjie: 'inclusion', version: value.version, index, path });
    }
    const manifest = this.manifests.findLast((it) => it.index < size && own.some(({ index }) => index < it.size));
    if (manifest) {
      const cases = this.listed(manifest.size);
      const place = cases.findIndex((it) => it.id === id);
      const listed = inclusionOf(
        place,
        cases.map(({ leaf }) => leaf),
      );
      const path = inclusionOf(manifest.index, leaves);
      const entry = this.entries[manifest.index]!.bytes;
      lines.push({ lanjie: 'manifest', entry, index: manifest.index, path: hexes(path), place, listed: hexes(listed) });
    }
    for (const { value } of own.filter((it) => it.value.type === 'evidence.received')) {
      lines.push({
        lanjie: 'evidence',
        version: value.version,
        part: value.effects.opened[0],
        blob: value.body['blob'],
      });
    }
    lines.push({ lanjie: 'end', entries: own.length });
    return lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  }
}

/** Two leads and the administration, counted; every kind of move once. */
export function ordinary(house = new House()): House {
  return house
    .add('0', 'office.opened', [['office', null, 'open']])
    .add('1', 'lead.opened', [['lead', null, NEW]])
    .add('2', 'lead.opened', [['lead', null, NEW]])
    .add('1', 'lead.begun', [['lead', NEW, BEGUN]])
    .add('1', 'hold.requested', [['hold-1', null, 'requested']])
    .add('1', 'hold.frozen', [
      ['hold-1', 'requested', 'frozen'],
      ['lead', BEGUN, { ...BEGUN, filing: 'filed' }],
    ])
    .add('2', 'evidence.received', [['evidence-1', null, 'received']], { body: { blob: BLOB } })
    .add('1', 'clock.struck', [['hold-1', 'frozen', 'lapsed']], { body: { part: 'hold-1', clock: 'frozen' } })
    .add('1', 'lead.recordedInError', [['hold-1', 'lapsed', 'frozen']])
    .count();
}
