import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, test } from '@jest/globals';
import { projectRoot } from '../../src/config.js';

const program = join(projectRoot(), 'verify', 'verify.py');
const python = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']).status === 0;

const folder = mkdtempSync(join(tmpdir(), 'verify-py-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let written = 0;
function file(content: string | Buffer): string {
  const path = join(folder, `${++written}`);
  writeFileSync(path, content);
  return path;
}

interface Told {
  readonly file: 'log' | 'bundle' | null;
  readonly entries: number;
  readonly intact: boolean;
  readonly complete: boolean;
  readonly until: string | null;
  readonly witnessed: number | null;
  readonly definitions: readonly { name: string; sha256: string }[];
  readonly faults: readonly {
    code: string;
    line: number;
    index?: number;
    case?: string;
    version?: number;
    text: string;
  }[];
}

/** The program as an auditor runs it: a process of its own. */
function run(args: readonly string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync('python3', ['-B', program, ...args], {
    encoding: 'utf8',
    env: { ...process.env, LANG: 'C.UTF-8', ...env },
  });
  return { status, stdout, stderr };
}

/** Calls the program's main for each line of arguments: a process for each of some hundred files would take a minute. */
const DRIVER = `
import contextlib, io, json, sys
sys.path.insert(0, sys.argv[1])
import verify
for line in sys.stdin:
    sys.argv = ['verify.py', *json.loads(line)]
    out, err, status = io.StringIO(), io.StringIO(), 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            verify.main()
        except SystemExit as left:
            status = left.code
    print(json.dumps([status, out.getvalue(), err.getvalue()]), flush=True)
`;
let driver: { process: ChildProcess; answers: AsyncIterator<string> } | undefined;
afterAll(() => {
  driver?.process.stdin?.end();
});

async function ask(args: readonly string[]): Promise<[number, string, string]> {
  if (!driver) {
    const child = spawn('python3', ['-B', '-c', DRIVER, join(projectRoot(), 'verify')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    driver = { process: child, answers: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
  }
  driver.process.stdin?.write(`${JSON.stringify(args)}\n`);
  return JSON.parse((await driver.answers.next()).value);
}

async function verify(lines: readonly string[] | string | Buffer, ...args: string[]) {
  const content = typeof lines === 'string' || Buffer.isBuffer(lines) ? lines : `${lines.join('\n')}\n`;
  const [status, stdout, stderr] = await ask([file(content), '--json', ...args]);
  if (stderr !== '') throw new Error(stderr);
  const told: Told = JSON.parse(stdout);
  return { ...told, status, found: told.faults.map(({ code, line }) => `${code} ${line}`) };
}

const faults = async (...args: Parameters<typeof verify>) => (await verify(...args)).found;

// --- A tiny maker of audit files, from docs/audit-log.md ---

const sha256 = (...parts: (string | Buffer)[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const nodeOf = (left: Buffer, right: Buffer) => sha256('\x01', left, right);
const middle = (size: number) => 2 ** (Math.ceil(Math.log2(size)) - 1);

function rootOf(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return sha256();
  if (leaves.length === 1) return leaves[0]!;
  const cut = middle(leaves.length);
  return nodeOf(rootOf(leaves.slice(0, cut)), rootOf(leaves.slice(cut)));
}

function inclusion(index: number, leaves: readonly Buffer[]): Buffer[] {
  if (leaves.length === 1) return [];
  const cut = middle(leaves.length);
  return index < cut
    ? [...inclusion(index, leaves.slice(0, cut)), rootOf(leaves.slice(cut))]
    : [...inclusion(index - cut, leaves.slice(cut)), rootOf(leaves.slice(0, cut))];
}

function consistency(older: number, leaves: readonly Buffer[], whole = true): Buffer[] {
  if (older === leaves.length) return whole ? [] : [rootOf(leaves)];
  const cut = middle(leaves.length);
  return older <= cut
    ? [...consistency(older, leaves.slice(0, cut), whole), rootOf(leaves.slice(cut))]
    : [...consistency(older - cut, leaves.slice(cut), false), rootOf(leaves.slice(0, cut))];
}

const hex = (path: readonly Buffer[]) => path.map((hash) => hash.toString('hex'));

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`)
    .join(',')}}`;
}

function signer(name: string, seed: number, algorithm = 1) {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, seed)]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const data = Buffer.concat([
    Buffer.from([algorithm]),
    createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32),
  ]);
  const hash = sha256(`${name}\n`, data).subarray(0, 4);
  return { name, key, hash, text: `${name}+${hash.toString('hex')}+${data.toString('base64')}` };
}
type Signer = ReturnType<typeof signer>;

const signed = (by: Signer, text: string) =>
  `— ${by.name} ${Buffer.concat([by.hash, sign(null, Buffer.from(text), by.key)]).toString('base64')}\n`;

function cosigned(by: Signer, text: string, seconds = 1_800_000_000) {
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(seconds));
  const signature = sign(null, Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`), by.key);
  return `— ${by.name} ${Buffer.concat([by.hash, time, signature]).toString('base64')}\n`;
}

const ORIGIN = 'audit.example/guilin';
const OLD = 'audit.example/before';
const first = signer(ORIGIN, 1);
const second = signer(ORIGIN, 2);
const old = signer(OLD, 3);
const stranger = signer(ORIGIN, 4);
const witness = signer('witness.example', 5, 4);

const noteText = (leaves: readonly Buffer[], size: number, more: readonly string[] = [], origin = ORIGIN) =>
  [origin, size, rootOf(leaves.slice(0, size)).toString('base64'), 'time 2026-03-01T08:00:00.000Z', ...more, ''].join(
    '\n',
  );
const noteOf = (text: string, ...by: Signer[]) => `${text}\n${by.map((one) => signed(one, text)).join('')}`;
const record = (lanjie: string, members: object) => JSON.stringify({ lanjie, ...members });

const DEFINITIONS = [
  {
    name: 'lead@1',
    kinds: {
      lead: {
        regions: ['', 'filing', 'progress', 'progress/onScene/pursuit'],
        edges: {
          'lead.opened': {
            '': [[null, '{"filing":null,"progress":null}']],
            filing: [[null, '"none"']],
            progress: [[null, '"open"']],
            'progress/onScene/pursuit': [[null, '']],
          },
          'lead.arrived': {
            progress: [['"open"', '{"onScene":{"pursuit":null}}']],
            'progress/onScene/pursuit': [['', '"running"']],
          },
          'lead.closed': { progress: [['"open"', '"closed"']] },
          '*': { filing: [['"none"', '"filed"']] },
        },
      },
      evidence: {
        regions: [''],
        edges: {
          'evidence.received': { '': [[null, '"quarantined"']] },
          'clock.struck/scan': { '': [['"quarantined"', '"overdue"']] },
        },
      },
    },
    annuls: ['lead.recordedInError'],
    annulled: '"recordedInError"',
  },
  { name: 'administration@1', kinds: {}, annuls: [], annulled: null },
];

type Entry = Record<string, unknown> & { case: string; version: number; previous: string; type: string };
type Move = readonly [string, unknown, unknown];
const moves = (...moved: Move[]) => ({
  moved: moved.map(([part, from, to]) => ({ part, from, to })),
  opened: moved.filter(([, from]) => from === null).map(([part]) => part),
  armed: [],
  disarmed: [],
});

const A = '01970000-0000-7000-8000-00000000000a';
const B = '01970000-0000-7000-8000-00000000000b';
const OFFICE = '01960000-0000-7000-8000-000000000001';
const BLOB = 'ab'.repeat(32);
const at = (seconds: number) => new Date(Date.UTC(2026, 1, 1) + seconds * 1000).toISOString();
const open = { filing: 'none', progress: 'open' };

/** A log as the house has it: `change` alters an entry (by its place) before it is hashed and signed. */
class House {
  readonly lines: string[] = [];
  readonly leaves: Buffer[] = [];
  readonly entries: Entry[] = [];
  readonly heads = new Map<string, { version: number; leaf: Buffer }>();

  constructor(private readonly change: Readonly<Record<number, (entry: Entry) => object | string>> = {}) {}

  add(id: string, type: string, more: object = {}): this {
    const before = this.heads.get(id);
    const index = this.leaves.length;
    const entry: Entry = {
      format: 1,
      case: id,
      number: `L-${id.slice(-1)}`,
      version: (before?.version ?? 0) + 1,
      previous: before?.leaf.toString('hex') ?? '0'.repeat(64),
      definition: 'lead@1',
      type,
      body: {},
      actor: { account: 'x' },
      at: at(index),
      recordedAt: at(index),
      known: {},
      effects: moves(),
      ...more,
    };
    const changed = this.change[index]?.(entry) ?? entry;
    const line = typeof changed === 'string' ? changed : canonical({ ...entry, ...changed });
    const leaf = sha256('\x00', line);
    this.lines.push(line);
    this.leaves.push(leaf);
    const said: Entry = { ...entry, ...(typeof changed === 'string' ? {} : changed) };
    this.entries.push(said);
    this.heads.set(said.case, { version: said.version, leaf });
    return this;
  }

  count(more: object = {}): this {
    const body = { ...counted(this, this.leaves.length), ...more };
    return this.add(OFFICE, 'office.casesCounted', { definition: 'administration@1', body });
  }
}

/** What a manifest says of the first `size` entries. */
function counted(house: House, size: number) {
  const cases = casesAt(house, size).map(({ leaf }) => leaf);
  return {
    size,
    treeRoot: rootOf(house.leaves.slice(0, size)).toString('hex'),
    cases: `${cases.length}`,
    root: rootOf(cases).toString('hex'),
  };
}

/** Two cases with six entries, the count of them, and one entry behind it. */
const story = (change: Readonly<Record<number, (entry: Entry) => object | string>> = {}) =>
  new House(change)
    .add(A, 'lead.opened', { effects: moves(['lead', null, open]) })
    .add(B, 'lead.opened', { effects: moves(['lead', null, open]) })
    .add(A, 'lead.closed', { effects: moves(['lead', open, { ...open, progress: 'closed' }]) })
    .add(B, 'evidence.received', { body: { blob: BLOB }, effects: moves(['evidence-1', null, 'quarantined']) })
    .add(A, 'lead.recordedInError', { effects: moves(['lead', { ...open, progress: 'closed' }, open]) })
    .add(B, 'clock.struck', { body: { clock: 'scan' }, effects: moves(['evidence-1', 'quarantined', 'overdue']) })
    .count()
    .add(A, 'lead.noted');

interface LogOptions {
  readonly size?: number;
  readonly keys?: readonly object[];
  readonly notes?: readonly string[];
  readonly manifests?: readonly object[];
  readonly leaves?: readonly Buffer[];
}

function logOf(house: House, options: LogOptions = {}): string[] {
  const { leaves: sequenced = house.leaves, size = house.leaves.length } = options;
  const counted = house.entries.flatMap(({ type, body }, index) =>
    type === 'office.casesCounted' ? [{ index, size: (body as { size: number }).size }] : [],
  );
  const lines = [
    record('log', { format: 1, origin: ORIGIN, size }),
    ...(options.keys ?? [{ key: first.text }]).map((key) => record('key', key)),
    ...DEFINITIONS.map((definition) => record('definition', definition)),
    ...(options.notes ?? [noteOf(noteText(house.leaves, house.leaves.length), first)]).map((note) =>
      record('checkpoint', { note }),
    ),
    ...(options.manifests ?? counted).map((manifest) => record('manifest', manifest)),
  ];
  for (let from = 0; from < house.lines.length; from += 256) {
    const leaves = Buffer.concat(sequenced.slice(from, from + 256)).toString('base64');
    lines.push(...house.lines.slice(from, from + 256), record('tile', { index: from / 256, leaves }));
  }
  return [...lines, record('end', { entries: house.leaves.length })];
}

/** The line of the story's first entry in its log, and of its checkpoint. */
const BODY = 7;
const NOTE = 5;

interface BundleOptions {
  readonly notes?: readonly string[];
  readonly proofs?: readonly object[];
  readonly keys?: readonly object[];
  readonly manifest?: object | null;
  readonly version?: number;
  readonly evidence?: readonly object[];
}

/** The bundle of case B: key, two definitions, checkpoints, proofs, then each entry with its place. */
function bundleOf(house: House, options: BundleOptions = {}): string[] {
  const { leaves } = house;
  const own = house.entries.flatMap((entry, index) => (entry.case === B ? [{ entry, index }] : []));
  const counting = house.entries.findIndex(({ type }) => type === 'office.casesCounted');
  const cases = casesAt(house, counting);
  const place = cases.findIndex(({ id }) => id === B);
  const manifest = {
    entry: house.lines[counting],
    index: counting,
    path: hex(inclusion(counting, leaves)),
    place,
    listed: hex(
      inclusion(
        place,
        cases.map(({ leaf }) => leaf),
      ),
    ),
    ...options.manifest,
  };
  const entries = own.flatMap(({ entry, index }) => [
    house.lines[index]!,
    record('inclusion', { version: entry.version, index, path: hex(inclusion(index, leaves)) }),
  ]);
  return [
    record('bundle', { format: 1, origin: ORIGIN, case: B, number: 'L-b', version: options.version ?? own.length }),
    ...(options.keys ?? [{ key: first.text }]).map((key) => record('key', key)),
    ...DEFINITIONS.map((definition) => record('definition', definition)),
    ...(options.notes ?? [noteOf(noteText(leaves, leaves.length), first)]).map((note) =>
      record('checkpoint', { note }),
    ),
    ...(options.proofs ?? []).map((proof) => record('consistency', proof)),
    ...entries,
    ...(options.manifest === null ? [] : [record('manifest', manifest)]),
    ...(options.evidence ?? [{ version: 2, part: 'evidence-1', blob: BLOB }]).map((one) => record('evidence', one)),
    record('end', { entries: own.length }),
  ];
}

function casesAt(house: House, size: number) {
  const heads = new Map<string, Buffer>();
  house.entries.slice(0, size).forEach((entry, index) => {
    const head = house.leaves[index]!.toString('hex');
    heads.set(entry.case, sha256(`\x00["${entry.case}",${entry.version},"${head}"]`));
  });
  return [...heads].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, leaf]) => ({ id, leaf }));
}

const replaced = (lines: readonly string[], line: number, by: string | ((line: string) => string)) =>
  lines.map((one, at) => (at === line - 1 ? (typeof by === 'string' ? by : by(one)) : one));
const without = (lines: readonly string[], line: number) => lines.filter((_, at) => at !== line - 1);
const held = (note: string) => ['--checkpoint', file(note)];
const effect = (...moved: Move[]) => ({ effects: moves(...moved) });

const noted = (count: number) => {
  const house = new House();
  for (let entry = 0; entry < count; entry += 1)
    house.add(A, entry === 0 ? 'lead.opened' : 'lead.noted', entry === 0 ? effect(['lead', null, open]) : {});
  return house;
};
const SIZE = 8;
const whole = story();
const latest = noteOf(noteText(whole.leaves, SIZE), first);
const continuedLog = (lost: readonly string[] = [], ...by: Signer[]) => {
  const root = rootOf(whole.leaves.slice(0, 4)).toString('base64');
  const bridge = noteText(whole.leaves, 5, [`continues ${OLD} 4 ${root}`, ...lost]);
  return logOf(whole, {
    keys: [{ key: first.text }, { key: old.text, of: OLD }],
    notes: [noteOf(bridge, ...(by.length > 0 ? by : [first, old])), latest],
  });
};
const LOST = [`lost 6 ${rootOf(whole.leaves.slice(0, 6)).toString('base64')}`];
const rotated = (...by: Signer[]) =>
  logOf(whole, {
    notes: [
      noteOf(noteText(whole.leaves, 3, [`next-key ${second.text}`]), ...by),
      noteOf(noteText(whole.leaves, SIZE), second),
    ],
  });
const entryWith = (place: number, change: (entry: Entry) => object | string) => logOf(story({ [place]: change }));
/** The line of the entry at a place among those of the story. */
const lineOf = (place: number) => BODY + place;

// A machine without Python shows the suite as skipped, by a name that says why.
const suite = python ? describe : describe.skip;
const title = python ? 'verify.py' : 'verify.py IS NOT TESTED: there is no python3 (3.9 or newer) on this machine';
// Of a file whose every test is skipped jest tells the number alone.
if (!python) process.stderr.write(`SKIPPED: ${title}\n`);

suite(title, () => {
  describe('what is whole', () => {
    test('a clean log is intact and complete until the last entry that was counted', async () => {
      const told = await verify(logOf(whole), '--key', first.text);
      expect(told).toMatchObject({ status: 0, file: 'log', entries: 8, intact: true, complete: true, until: at(5) });
      expect(told).toMatchObject({ witnessed: null, faults: [] });
      expect(await verify(logOf(new House().count()))).toMatchObject({ status: 0, complete: true, until: null });
    });

    test('a clean log of several tiles', async () => {
      const house = noted(600).count();
      const told = await verify(logOf(house), '--every-manifest');
      expect(told).toMatchObject({ status: 0, entries: 601, found: [] });
    });

    test('a log without a count of all cases is intact and not complete', async () => {
      expect(await verify(logOf(noted(3)))).toMatchObject({ status: 1, intact: true, complete: false, until: null });
    });

    test('an empty log is intact', async () => {
      expect(await verify(logOf(new House()))).toMatchObject({ status: 1, intact: true, complete: false, entries: 0 });
    });

    test('a clean bundle is intact and complete until the count that lists its case', async () => {
      const told = await verify(bundleOf(whole), '--key', first.text);
      expect(told).toMatchObject({ status: 0, file: 'bundle', entries: 3, intact: true, complete: true, until: at(6) });
    });

    test('a bundle that does not reach its version, or that no count lists, is intact and not complete', async () => {
      expect(await verify(bundleOf(whole, { version: 4 }))).toMatchObject({ status: 1, intact: true, complete: false });
      expect(await verify(bundleOf(whole, { manifest: null }))).toMatchObject({
        intact: true,
        complete: false,
        until: null,
      });
    });

    test('a bundle with an older checkpoint proves that the newer extends it', async () => {
      for (let from = 0; from < SIZE; from += 1) {
        const proof = { from, to: SIZE, path: from === 0 ? [] : hex(consistency(from, whole.leaves)) };
        const notes = [noteOf(noteText(whole.leaves, from), first), latest];
        expect(await faults(bundleOf(whole, { notes, proofs: [proof] }))).toEqual([]);
      }
    });

    test('blanks, a carriage return and spellings of one are no fault', async () => {
      const bytes = (entry: Entry) =>
        ` ${canonical(entry).replace('"format":1', '"format":1.0').replace('"version":1', '"version":1e0')}\r`;
      expect(entryWith(0, bytes)[BODY - 1]).toContain('1e0');
      expect(await faults(entryWith(0, bytes))).toEqual([]);
    });
  });

  describe('keys', () => {
    test('the key of the file is not the one that was named', async () => {
      expect(await faults(logOf(whole), '--key', stranger.text)).toEqual(['key 2']);
      expect(await faults(logOf(whole), '--key', stranger.text, '--key', file(`${first.text}\n`))).toEqual([]);
    });

    test('a rotation signed by both leads from one key to the other', async () => {
      expect(await faults(rotated(first, second))).toEqual([]);
      expect(await faults(rotated(first, second), '--key', first.text)).toEqual([]);
      expect(await faults(rotated(first, second), '--key', second.text)).toEqual([]);
      expect(await faults(rotated(first))).toEqual(['signature 5', 'signature 6']);
      expect(await faults(rotated(second))).toEqual(['signature 5', 'signature 6']);
      expect(await faults(rotated(first), '--key', second.text)).toContain('key 2');
    });

    test('the key before a rotation signs no more', async () => {
      const notes = [noteOf(noteText(whole.leaves, 3, [`next-key ${second.text}`]), first, second), latest];
      expect(await faults(logOf(whole, { notes }))).toEqual(['signature 6']);
    });

    test('a log continues another, signed by the keys of both', async () => {
      expect(await verify(continuedLog())).toMatchObject({ status: 0, found: [] });
      expect(await faults(continuedLog([], first))).toEqual(['signature 6']);
      expect(await faults(continuedLog(), '--key', first.text)).toEqual(['key 3']);
      expect(await faults(continuedLog(), '--key', first.text, '--key', old.text)).toEqual([]);
    });

    test('what was lost is not complete unless the auditor accepts it', async () => {
      expect(await verify(continuedLog(LOST))).toMatchObject({ status: 1, intact: true, complete: false, until: null });
      expect(await verify(continuedLog(LOST), '--accept-loss', OLD)).toMatchObject({ status: 0, complete: true });
      expect(await verify(continuedLog(LOST), '--accept-loss', ORIGIN)).toMatchObject({ status: 1, complete: false });
    });

    test('a cosignature of a witness is told, a wrong one is not', async () => {
      const text = noteText(whole.leaves, SIZE);
      const lines = logOf(whole, { notes: [noteOf(text, first) + cosigned(witness, text)] });
      expect(await verify(lines, '--witness', witness.text)).toMatchObject({ witnessed: SIZE, found: [] });
      expect((await verify(lines)).witnessed).toBeNull();
      const wrong = logOf(whole, { notes: [noteOf(text, first) + cosigned(witness, `${text} `)] });
      expect(await verify(wrong, '--witness', witness.text)).toMatchObject({ witnessed: null, found: ['witness 0'] });
      const other = ['--witness', signer('other.example', 6, 4).text];
      expect(await verify(lines, '--witness', witness.text, ...other)).toMatchObject({
        witnessed: SIZE,
        found: ['witness 0'],
      });
      const larger = held(noteOf(noteText(whole.leaves, SIZE).replace(`\n${SIZE}\n`, '\n9\n'), first));
      expect(await faults(lines, ...other, ...larger, ...other)).toEqual(['outside 0', 'witness 0', 'witness 0']);
      expect(await faults(bundleOf(whole), ...other)).toEqual(['witness 0']);
      expect(await faults(logOf(whole).slice(0, -1), ...other)).toEqual([expect.stringMatching(/^end /)]);
    });
  });

  describe('checkpoints', () => {
    const notes = (...all: string[]) => faults(logOf(whole, { notes: all }));
    const other = story({ 2: () => ({ body: { other: 'past' } }) });

    test('of another origin', async () => {
      expect(await notes(noteOf(noteText(whole.leaves, SIZE, [], OLD), first))).toEqual([`origin ${NOTE}`]);
    });

    test('not rightly signed', async () => {
      const text = noteText(whole.leaves, SIZE);
      expect(await notes(noteOf(text, stranger))).toEqual([`signature ${NOTE}`]);
      expect(await notes(`${text}\n${signed(first, `${text} `)}`)).toEqual([`signature ${NOTE}`]);
    });

    test('of a descending size, or not of the size of the log', async () => {
      const small = noteOf(noteText(whole.leaves, 3), first);
      expect(await notes(latest, small, latest)).toEqual([`size ${NOTE + 1}`]);
      expect(await notes(small)).toEqual([`size ${NOTE}`]);
    });

    test('with another root, also of a tree that it continues', async () => {
      expect(await notes(noteOf(noteText(other.leaves, 3), first), latest)).toEqual([`root ${NOTE}`]);
      expect(await notes(noteOf(noteText(other.leaves, 0), first), latest)).toEqual([]);
      const root = rootOf(other.leaves.slice(0, 4)).toString('base64');
      const keys = [{ key: first.text }, { key: old.text, of: OLD }];
      for (const claim of [`4 ${root}`, `99 ${root}`]) {
        const bridge = noteOf(noteText(whole.leaves, 5, [`continues ${OLD} ${claim}`]), first, old);
        expect(await faults(logOf(whole, { keys, notes: [bridge, latest] }))).toEqual(['root 6']);
      }
    });

    test('that the auditor held: of the past, of a split view, of a larger log, of another key', async () => {
      const outside = (note: string) => faults(logOf(whole), ...held(note));
      expect(await outside(noteOf(noteText(whole.leaves, 4), first))).toEqual([]);
      expect(await outside(noteOf(noteText(other.leaves, 2), first))).toEqual([]);
      expect(await outside(noteOf(noteText(other.leaves, 4), first))).toEqual(['outside 0']);
      expect(await outside(noteOf(noteText(whole.leaves, SIZE).replace(`\n${SIZE}\n`, '\n9\n'), first))).toEqual([
        'outside 0',
      ]);
      expect(await outside(noteOf(noteText(whole.leaves, 4), stranger))).toEqual(['outside 0']);
      expect(await outside(noteOf(noteText(whole.leaves, 4, [], OLD), first))).toEqual(['outside 0']);
      const twice = [
        ...held(noteOf(noteText(other.leaves, 4), first)),
        ...held(noteOf(noteText(other.leaves, 5), first)),
      ];
      expect(await faults(logOf(whole), ...twice)).toEqual(['outside 0', 'outside 0']);
    });

    test('of the old origin that the auditor held', async () => {
      const outside = (size: number, ...args: string[]) =>
        faults(continuedLog(LOST), ...held(noteOf(noteText(whole.leaves, size, [], OLD), old)), ...args);
      expect(await outside(3)).toEqual([]);
      expect(await outside(6)).toEqual(['outside 0']);
      expect(await outside(6, '--accept-loss', OLD)).toEqual([]);
      expect(await outside(7, '--accept-loss', OLD)).toEqual(['outside 0']);
      const split = (size: number) => held(noteOf(noteText(other.leaves, size, [], OLD), old));
      expect(await faults(continuedLog(LOST), ...split(5), '--accept-loss', OLD)).toEqual([]);
      expect(await faults(continuedLog(LOST), ...split(6), '--accept-loss', OLD)).toEqual(['outside 0']);
      expect(await faults(continuedLog(), ...split(5), '--accept-loss', OLD)).toEqual(['outside 0']);
    });

    test('a bundle of a log in which something is lost is not complete unless the auditor accepts it', async () => {
      const root = rootOf(whole.leaves.slice(0, 4)).toString('base64');
      const bundle = (lost: readonly string[]) =>
        bundleOf(whole, {
          keys: [{ key: first.text }, { key: old.text, of: OLD }],
          notes: [noteOf(noteText(whole.leaves, 5, [`continues ${OLD} 4 ${root}`, ...lost]), first, old), latest],
          proofs: [{ from: 5, to: SIZE, path: hex(consistency(5, whole.leaves)) }],
        });
      expect(await verify(bundle([]))).toMatchObject({ status: 0, complete: true });
      expect(await verify(bundle(LOST))).toMatchObject({ status: 1, intact: true, complete: false, until: null });
      expect(await verify(bundle(LOST), '--accept-loss', OLD)).toMatchObject({ status: 0, complete: true });
      expect(run([file(`${bundle(LOST).join('\n')}\n`)]).stdout).toContain('--accept-loss');
    });

    test('that the auditor held, against a bundle', async () => {
      const outside = (note: string) => faults(bundleOf(whole), ...held(note));
      expect(await outside(latest)).toEqual([]);
      expect(await outside(noteOf(noteText(whole.leaves, 0), first))).toEqual([]);
      expect(await outside(noteOf(noteText(whole.leaves, 4), first))).toEqual(['outside 0']);
      const told = await verify(bundleOf(whole), ...held(noteOf(noteText(whole.leaves, 4), first)));
      expect(told).toMatchObject({ complete: false, faults: [{ text: expect.stringContaining('?from=<size>') }] });
      expect(await outside(noteOf(noteText(other.leaves, SIZE), first))).toEqual(['outside 0']);
      expect(await outside(noteOf(noteText(whole.leaves, SIZE).replace(`\n${SIZE}\n`, '\n9\n'), first))).toEqual([
        'outside 0',
      ]);
    });
  });

  describe('entries', () => {
    const found = (place: number, change: object) => faults(entryWith(place, () => change));

    test('that the sequence has and the ledger has not', async () => {
      const { index, case: id, version } = { index: 7, case: A, version: 4 };
      const leaf = whole.leaves[7]!.toString('hex');
      const missing = record('missing', { index, case: id, version, leaf });
      const told = await verify(replaced(logOf(whole), lineOf(7), missing));
      expect(told.found).toEqual([`missing ${lineOf(7)}`]);
      expect(told.faults[0]).toMatchObject({ index, case: id, version });
    });

    test('whose bytes the sequence does not know', async () => {
      const lines = replaced(logOf(whole), lineOf(7), (line) => line.replace('lead.noted', 'lead.moted'));
      expect(await faults(lines)).toEqual([`root ${NOTE}`, `leaf ${lineOf(7)}`]);
    });

    test('out of order, with another predecessor or another number', async () => {
      expect(await found(0, { version: 2 })).toContain(`version ${lineOf(0)}`);
      expect(await found(7, { version: 5 })).toEqual([`version ${lineOf(7)}`]);
      expect(await found(0, { previous: 'ab'.repeat(32) })).toEqual([`previous ${lineOf(0)}`]);
      expect(await found(7, { previous: 'ab'.repeat(32) })).toEqual([`previous ${lineOf(7)}`]);
      expect(await found(7, { number: 'L-9' })).toEqual([`number ${lineOf(7)}`]);
    });

    test('recorded before the one before, or long before any before', async () => {
      expect(await found(7, { recordedAt: at(3) })).toEqual([`time ${lineOf(7)}`]);
      expect(await found(7, { recordedAt: at(-594) })).toEqual([`time ${lineOf(7)}`]);
      expect(await found(7, { recordedAt: at(-595) })).toEqual([`time ${lineOf(7)}`, `backdated ${lineOf(7)}`]);
    });

    test('recorded long after the last checkpoint was signed', async () => {
      const signed = Date.parse('2026-03-01T08:00:00.000Z') - Date.parse(at(0));
      const late = (milliseconds: number) => new Date(Date.parse(at(600)) + signed + milliseconds).toISOString();
      expect(await found(7, { recordedAt: late(0) })).toEqual([]);
      expect(await found(7, { recordedAt: late(1) })).toEqual([`time ${lineOf(7)}`]);
      expect(await found(7, { recordedAt: '9999-12-31T23:59:59.999Z' })).toEqual([`time ${lineOf(7)}`]);
      expect(await faults(bundleOf(story({ 5: () => ({ recordedAt: late(0) }) })))).toEqual([]);
      expect(await faults(bundleOf(story({ 5: () => ({ recordedAt: late(1) }) })))).toEqual(['time 10']);
      expect(await faults(bundleOf(story({ 6: () => ({ recordedAt: late(0) }) })))).toEqual([]);
      expect(await faults(bundleOf(story({ 6: () => ({ recordedAt: late(1) }) })))).toEqual(['manifest 12']);
    });

    test('moving what does not stand there, or in a way that its definition does not know', async () => {
      const edge = [`edge ${lineOf(7)}`];
      const closed = { ...open, progress: 'closed' };
      const onScene = { filing: 'none', progress: { onScene: { pursuit: 'running' } } };
      const moved = (type: string, ...all: Move[]) => found(7, { type, ...effect(...all) });
      expect(await moved('lead.closed', ['lead', open, closed])).toEqual([]);
      expect(await moved('lead.closed', ['lead', open, { filing: 'filed', progress: 'closed' }])).toEqual([]);
      expect(await moved('lead.arrived', ['lead', open, onScene])).toEqual([]);
      expect(await moved('lead.closed', ['lead', closed, open])).toEqual(edge);
      expect(await moved('lead.arrived', ['lead', open, closed])).toEqual(edge);
      expect(await moved('lead.noted', ['lead', open, 'recordedInError'])).toEqual(edge);
      expect(await moved('lead.recordedInError', ['lead', open, 'recordedInError'])).toEqual([]);
      expect(await moved('lead.recordedInError', ['lead', open, closed])).toEqual(edge);
      expect(await moved('lead.opened', ['lead', null, open])).toEqual(edge);
      expect(await moved('lead.noted', ['stranger', null, 'open'])).toEqual(edge);
      expect(await moved('evidence.received', ['evidence-2', null, 'quarantined'])).toEqual([]);
      expect(
        await found(7, {
          type: 'evidence.received',
          effects: { ...moves(['evidence-2', null, 'quarantined']), opened: [] },
        }),
      ).toEqual(edge);
      expect(await found(7, { effects: { ...moves(), opened: ['evidence-2'] } })).toEqual(edge);
      expect(await found(7, { definition: 'lead@2' })).toEqual(edge);
      expect(await found(7, { definition: 'administration@1' })).toEqual(edge);
      expect(await found(5, { body: { clock: 'other' } })).toEqual([`edge ${lineOf(5)}`]);
    });

    test('under definitions that are told, and compared with those that were named', async () => {
      const lines = logOf(whole);
      const hashes = DEFINITIONS.map((table) => ({
        name: table.name,
        sha256: sha256(canonical(table)).toString('hex'),
      }));
      expect((await verify(lines)).definitions).toEqual(hashes);
      const named = (...tables: unknown[]) => ['--definitions', file(JSON.stringify(tables, null, 2))];
      expect(await faults(lines, ...named(...DEFINITIONS.toReversed(), null))).toEqual([]);
      expect(await faults(lines, ...named(DEFINITIONS[0]), ...named(DEFINITIONS[1]))).toEqual([]);
      const wider = [{ ...DEFINITIONS[0], annuls: ['lead.recordedInError', 'lead.noted'] }, DEFINITIONS[1]];
      expect(await faults(lines, ...named(...wider))).toEqual(['definition 3']);
      expect(await faults(bundleOf(whole), ...named(...wider))).toEqual(['definition 3']);
      expect(await faults(lines, ...named())).toEqual(['definition 3', 'definition 4']);
      const more = (value: string) =>
        replaced(lines, 4, record('definition', DEFINITIONS[1]!).replace('"kinds"', `"more":[true,${value}],"kinds"`));
      expect(await faults(more('1.5'))).toEqual(['malformed 4']);
      expect(await faults(more('-1e1'), ...named(DEFINITIONS[0], { ...DEFINITIONS[1], more: [true, -10] }))).toEqual(
        [],
      );
    });

    test('counting all cases otherwise than the entries give', async () => {
      const manifest = [`manifest ${lineOf(6)}`];
      const told = (more: object, every: string[] = []) =>
        faults(
          entryWith(6, ({ body }) => ({ body: { ...(body as object), ...more } })),
          ...every,
        );
      expect(await told({ treeRoot: 'ab'.repeat(32) })).toEqual(manifest);
      expect(await told({ cases: '3' })).toEqual(manifest);
      expect(await told({ cases: 2 })).toEqual(manifest);
      expect(await told({ root: 'ab'.repeat(32) })).toEqual(manifest);
      expect(await told({ size: 7 })).toEqual(manifest);
      expect(await faults(logOf(whole, { manifests: [] }))).toEqual([`manifest ${lineOf(6) - 1}`]);
      expect(await faults(logOf(whole, { manifests: [{ index: 6, size: 5 }] }))).toEqual(manifest);
      const two = [
        { index: 6, size: 6 },
        { index: 7, size: 6 },
      ];
      expect(await faults(logOf(whole, { manifests: two }))).toEqual([`manifest ${lineOf(7) + 1}`]);
    });

    test('counting as it was long ago', async () => {
      const late = (place: number, seconds: number) =>
        faults(
          logOf(
            story({
              5: () => ({ recordedAt: at(3) }),
              6: () => ({ recordedAt: at(seconds), body: counted(story({ 5: () => ({ recordedAt: at(3) }) }), place) }),
              7: () => ({ recordedAt: at(seconds) }),
            }),
          ),
        );
      expect(await late(5, 603)).toEqual([]);
      expect(await late(5, 604)).toEqual([`manifest ${lineOf(6)}`]);
      expect(await late(6, 9000)).toEqual([]);
    });

    test('of the counts only the last is recounted, unless every one is asked for', async () => {
      const twice = logOf(story({ 6: ({ body }) => ({ body: { ...(body as object), cases: '3' } }) }).count());
      expect(await faults(twice)).toEqual([]);
      expect(await faults(twice, '--every-manifest')).toEqual([`manifest ${lineOf(7)}`]);
    });

    test('with leaves that are not as many, or not in turn', async () => {
      const tile = lineOf(8);
      const told = (by: object) => faults(replaced(logOf(whole), tile, record('tile', by)));
      const leaves = Buffer.concat(whole.leaves);
      expect(await told({ index: 1, leaves: leaves.toString('base64') })).toEqual([`tile ${tile}`]);
      expect(await told({ index: 0, leaves: leaves.subarray(32).toString('base64') })).toEqual([`tile ${tile}`]);
      expect(await told({ index: 0, leaves: leaves.subarray(1).toString('base64') })).toEqual([`tile ${tile}`]);
      expect(await faults(without(logOf(whole), tile))).toEqual([`tile ${tile}`]);
      const long = logOf(noted(300));
      expect(await faults(without(long, 5 + 257))).toEqual([`tile ${5 + 300 + 1}`]);
    });
  });

  describe('bundles', () => {
    const line = { consistency: 6, inclusion: 7, manifest: 12, evidence: 13, end: 14 };

    test('a proof that proves nothing', async () => {
      const notes = [noteOf(noteText(whole.leaves, 3), first), latest];
      const path = hex(consistency(3, whole.leaves));
      for (const proof of [
        { from: 3, to: SIZE, path: path.slice(1) },
        { from: 3, to: SIZE, path: [...path, path[0]] },
        { from: 2, to: SIZE, path },
      ]) {
        expect(await faults(bundleOf(whole, { notes, proofs: [proof] }))).toEqual(['consistency 7']);
      }
      expect(await faults(bundleOf(whole, { notes }))).toEqual(['malformed 7']);
    });

    test('an entry that is not proved to stand there', async () => {
      const proof = line.inclusion;
      const wrong = (change: (record: { version: number; index: number; path: string[] }) => object) =>
        faults(
          replaced(bundleOf(whole), proof, (text) =>
            JSON.stringify({ ...JSON.parse(text), ...change(JSON.parse(text)) }),
          ),
        );
      expect(await wrong(({ index }) => ({ index: index - 1 }))).toEqual([`inclusion ${proof}`]);
      expect(await wrong(({ path }) => ({ path: path.slice(1) }))).toEqual([`inclusion ${proof}`]);
      expect(await wrong(() => ({ version: 2 }))).toEqual([`inclusion ${proof}`]);
      expect(await wrong(() => ({ index: 7 }))).toEqual([`inclusion ${proof}`, `inclusion ${proof + 2}`]);
      expect(await faults(without(bundleOf(whole), proof))).toEqual([`malformed ${proof}`]);
    });

    test('a count that is not proved, or does not list the case', async () => {
      for (const manifest of [{ index: 5 }, { place: 0 }, { listed: [] }, { entry: whole.lines[7] }]) {
        expect(await faults(bundleOf(whole, { manifest }))).toEqual([`manifest ${line.manifest}`]);
      }
    });

    test('a count that lists the case as it was before', async () => {
      const others = casesAt(whole, 5).map(({ leaf }) => leaf);
      const listing = (size: number) => ({
        body: { ...counted(whole, 6), root: rootOf(others).toString('hex'), size },
      });
      const set = (size: number) =>
        bundleOf(story({ 6: () => listing(size) }), { manifest: { listed: hex(inclusion(1, others)) } });
      expect(await faults(set(5))).toEqual([]);
      expect(await faults(set(6))).toEqual([`manifest ${line.manifest}`]);
      const right = (size: number) => bundleOf(story({ 6: ({ body }) => ({ body: { ...(body as object), size } }) }));
      expect(await faults(right(6))).toEqual([]);
      expect(await faults(right(7))).toEqual([`manifest ${line.manifest}`]);
    });

    test('evidence that is not what the entry says, or of which nothing is told', async () => {
      const told = (...evidence: object[]) => faults(bundleOf(whole, { evidence }));
      const right = { version: 2, part: 'evidence-1', blob: BLOB };
      expect(await told({ ...right, blob: 'cd'.repeat(32) })).toEqual([`evidence ${line.evidence}`]);
      expect(await told({ ...right, part: 'evidence-2' })).toEqual([`evidence ${line.evidence}`]);
      expect(await told(right, { ...right, version: 3 })).toEqual([`evidence ${line.evidence + 1}`]);
      expect(await told()).toEqual([`evidence ${line.evidence}`]);
    });

    test('an entry of another case, and what an entry is asked in a log too', async () => {
      const other = bundleOf(whole);
      expect(await faults(replaced(other, 6, whole.lines[0]!))).toEqual(['malformed 6']);
      expect(await faults(bundleOf(story({ 5: () => ({ number: 'L-9' }) })))).toEqual(['number 10']);
      expect(await faults(bundleOf(story({ 5: () => ({ version: 4 }) })))).toEqual(['version 10']);
      expect(await faults(bundleOf(story({ 5: () => ({ previous: 'ab'.repeat(32) }) })))).toEqual(['previous 10']);
      expect(await faults(bundleOf(story({ 5: () => ({ recordedAt: at(0) }) })))).toEqual(['time 10']);
      expect(await faults(bundleOf(story({ 5: () => ({ body: {} }) })))).toEqual(['edge 10']);
      expect(await faults(bundleOf(story({ 5: () => ({ definition: 'administration@1', ...effect() }) })))).toEqual([
        'edge 10',
      ]);
    });

    test('continuing another log whose tree was another, where a checkpoint tells', async () => {
      const claiming = async (size: number, root: Buffer, ...sizes: number[]) => {
        const bridge = noteText(whole.leaves, 5, [`continues ${OLD} ${size} ${root.toString('base64')}`]);
        const notes = [noteOf(bridge, first, old), ...sizes.map((one) => noteOf(noteText(whole.leaves, one), first))];
        const proofs = [5, ...sizes].flatMap((from, at) => {
          const to = [...sizes, SIZE][at]!;
          return from === to ? [] : [{ from, to, path: hex(consistency(from, whole.leaves.slice(0, to))) }];
        });
        const keys = [{ key: first.text }, { key: old.text, of: OLD }];
        return faults(bundleOf(whole, { keys, notes: [...notes, latest], proofs }));
      };
      const other = Buffer.alloc(32, 1);
      expect(await claiming(6, rootOf(whole.leaves.slice(0, 6)), 6, 6)).toEqual([]);
      expect(await claiming(6, other, 6, 6)).toEqual(['root 6']);
      expect(await claiming(5, other)).toEqual(['root 6']);
      expect(await claiming(4, other, 6)).toEqual([]);
      expect(await claiming(0, other)).toEqual(['root 6']);
    });

    test('two roots of one size', async () => {
      const twin = noteOf(noteText(story({ 7: () => ({ body: { x: 'y' } }) }).leaves, SIZE), first);
      expect(await faults(bundleOf(whole, { notes: [twin, latest] }))).toEqual(['root 6']);
    });
  });

  describe('form', () => {
    const lines = logOf(whole);
    const text = `${lines.join('\n')}\n`;
    const last = lines.length;

    test('a file that ends early, counts otherwise, or goes on behind its end', async () => {
      expect(await faults(lines.slice(0, -1))).toEqual([`end ${last - 1}`]);
      expect(await faults(replaced(lines, last, record('end', { entries: 7 })))).toEqual([`end ${last}`]);
      expect(await faults(replaced(lines, 1, record('log', { format: 1, origin: ORIGIN, size: 9 })))).toContain(
        `end ${last}`,
      );
      expect(await faults([...lines, lines[last - 1]!])).toEqual([`malformed ${last + 1}`]);
      const noTile = without(lines, lineOf(8));
      expect(await faults([...noTile, 'x'])).toEqual([`malformed ${last}`]);
      expect(await faults(text.slice(0, -1))).toEqual([`malformed ${last}`]);
      expect(await faults(text.slice(0, -9))).toEqual([`malformed ${last}`]);
      expect(await faults(`${text}\n`)).toEqual([`malformed ${last + 1}`]);
    });

    test('a file that is neither', async () => {
      for (const content of ['', '\n', '{}\n', 'hello', '{"lanjie":"list"}\n', `\ufeff${text}`]) {
        expect(await verify(content)).toMatchObject({ status: 1, file: null, found: ['malformed 1'] });
      }
    });

    test.each([
      ['no UTF-8', Buffer.from([0x22, 0xff, 0x22])],
      ['a surrogate in UTF-8', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
      ['half a surrogate pair', '"\\ud800"'],
      ['NaN', 'NaN'],
      ['Infinity', '-Infinity'],
      ['a control character', '"\t"'],
      ['a leading zero', '01'],
      ['500 lists inside one object inside another', '['.repeat(499) + ']'.repeat(499)],
      ['a hundred thousand lists', '['.repeat(100_000) + ']'.repeat(100_000)],
    ])('an entry with %s', async (_, value) => {
      const [before, after] = canonical({ ...whole.entries[7], body: { x: 0 } }).split('{"x":0}');
      const line = Buffer.concat([Buffer.from(`${before}{"x":`), Buffer.from(value), Buffer.from(`}${after}\n`)]);
      const head = Buffer.from(`${lines.slice(0, lineOf(7) - 1).join('\n')}\n`);
      expect(await faults(Buffer.concat([head, line]))).toEqual([`malformed ${lineOf(7)}`]);
    });

    test.each([
      ['a number of 5000 digits', '9'.repeat(5000)],
      ['1e400', '1e400'],
      ['498 lists inside two objects', '['.repeat(498) + ']'.repeat(498)],
      ['brackets in a text', `"${'['.repeat(2000)}\\""`],
      ['a pair of surrogates', '"\\ud83d\\ude00"'],
    ])('an entry with %s in its body is one', async (_, value) => {
      const bytes = (entry: Entry) => canonical({ ...entry, body: { x: 0 } }).replace('{"x":0}', `{"x":${value}}`);
      expect(await faults(entryWith(7, bytes))).toEqual([]);
    });

    test.each<[string, object]>([
      ['format', { format: 2 }],
      ['format', { format: true }],
      ['case', { case: 1 }],
      ['number', { number: null }],
      ['version', { version: 0 }],
      ['version', { version: 1.5 }],
      ['version', { version: 2 ** 53 }],
      ['version', { version: '4' }],
      ['previous', { previous: 'AB'.repeat(32) }],
      ['previous', { previous: 'ab'.repeat(31) }],
      ['definition', { definition: undefined }],
      ['type', { type: [] }],
      ['at', { at: '2026-02-29T00:00:00.000Z' }],
      ['at', { at: '2026-02-01T24:00:00.000Z' }],
      ['at', { at: '2026-02-01T00:00:60.000Z' }],
      ['recordedAt', { recordedAt: '2026-02-01T00:00:00Z' }],
      ['recordedAt', { recordedAt: '2026-02-01 00:00:00.000Z' }],
      ['body', { body: [] }],
      ['actor', { actor: 'x' }],
      ['known', { known: undefined }],
      ['effects', { effects: null }],
      ['effects', { effects: { moved: [] } }],
      ['opened', { effects: { moved: [], opened: [1] } }],
      ['moved', { effects: { moved: {}, opened: [] } }],
      ['moved', { effects: { moved: [{ part: 'lead', to: 'x' }], opened: [] } }],
      ['moved', { effects: { moved: [{ part: 'lead', from: null, to: null }], opened: [] } }],
      ['moved', { effects: { moved: [{ part: 'lead', from: null, to: { a: 1 } }], opened: [] } }],
      ['moved', { effects: { moved: [{ part: 7, from: null, to: 'x' }], opened: [] } }],
    ])('an entry whose %s is not of its type: %j', async (_, change) => {
      expect(await faults(entryWith(7, () => change))).toEqual([`malformed ${lineOf(7)}`]);
    });

    const note = (change: (note: string) => string) => record('checkpoint', { note: change(latest) });
    test.each<[string, number, string | null]>([
      ['another format', 1, record('log', { format: 2, origin: ORIGIN, size: SIZE })],
      ['no key', 2, null],
      ['a key with a wrong hash', 2, record('key', { key: first.text.replace(/\+.{8}\+/, '+00000000+') })],
      ['a key of a witness', 2, record('key', { key: witness.text })],
      ['an unknown record', 3, record('greeting', {})],
      ['a definition without its kinds', 3, record('definition', { ...DEFINITIONS[0], kinds: undefined })],
      [
        'a definition whose regions do not begin with the whole',
        3,
        record('definition', { ...DEFINITIONS[0], kinds: { x: { regions: [], edges: {} } } }),
      ],
      ['a note with a size of leading zeros', NOTE, note((one) => one.replace(`\n${SIZE}\n`, `\n0${SIZE}\n`))],
      ['a note with another line', NOTE, note((one) => one.replace('\n\n', '\nhello\n\n'))],
      ['a note without a signature', NOTE, note((one) => one.slice(0, one.indexOf('—')))],
      ['a note without its last line end', NOTE, note((one) => one.slice(0, -1))],
      ['a manifest beyond the log', 6, record('manifest', { index: SIZE, size: 1 })],
      ['an entry before its turn', 6, whole.lines[0]!],
      ['a missing entry of another place', lineOf(7), record('missing', { index: 6, case: A, version: 1, leaf: BLOB })],
      ['leaves without padding', lineOf(8), record('tile', { index: 0, leaves: 'AAA' })],
      ['a definition late', lineOf(8), record('definition', DEFINITIONS[1]!)],
    ])('a log with %s', async (_, place, by) => {
      const changed = by === null ? without(lines, place) : replaced(lines, place, by);
      const { found } = await verify(changed);
      if (by === whole.lines[0]) expect(found).toContain(`manifest ${lineOf(6)}`);
      else expect(found).toEqual([`malformed ${place}`]);
    });

    test('of a member named twice the last counts', async () => {
      const bytes = (entry: Entry) => canonical(entry).replace('"version":4', '"version":9,"version":4');
      expect(await faults(entryWith(7, bytes))).toEqual([]);
    });

    test('what was found before a malformed line is told', async () => {
      const changed = replaced(
        entryWith(3, () => ({ number: 'L-9' })),
        lineOf(7),
        'x',
      );
      expect(await faults(changed)).toEqual([`number ${lineOf(3)}`, `number ${lineOf(5)}`, `malformed ${lineOf(7)}`]);
    });

    test('a line of more than 16 MiB', async () => {
      const long = (length: number) => {
        const line = canonical({ ...whole.entries[7], body: { x: '' } });
        return line.replace('"x":""', `"x":"${'x'.repeat(length - line.length)}"`);
      };
      expect(await faults(entryWith(7, () => long(2 ** 24)))).toEqual([]);
      expect(await faults(entryWith(7, () => long(2 ** 24 + 1)))).toEqual([`malformed ${lineOf(7)}`]);
    });
  });

  describe('a log read by several processes', () => {
    const house = new House();
    house.add(A, 'lead.opened', effect(['lead', null, open]));
    for (let entry = 1; entry < 9000; entry += 1) house.add(A, 'lead.noted', { body: { text: 'x'.repeat(2000) } });
    house.count();

    test('is judged as by one', async () => {
      const lines = logOf(house);
      expect(await verify(lines)).toMatchObject({ status: 0, entries: 9001, found: [] });
      const number = lines.findIndex((line) => line.includes('"version":8000'));
      const changed = replaced(lines, number + 1, (line) => line.replace('L-a', 'L-b'));
      expect(await faults(changed)).toEqual(
        [
          `root ${NOTE}`,
          `leaf ${number + 1}`,
          `previous ${number + 2}`,
          `number ${number + 1}`,
          `number ${number + 2}`,
          `manifest ${lines.findIndex((line) => line.includes('casesCounted')) + 1}`,
        ].sort((a, b) => Number(a.split(' ')[1]) - Number(b.split(' ')[1])),
      );
      expect(await faults(replaced(lines, number + 1, 'x'))).toEqual([`malformed ${number + 1}`]);
      expect(await faults(`${lines.join('\n')}`)).toEqual([`malformed ${lines.length}`]);
    });
  });

  describe('how it is called', () => {
    test('wrongly, or for a file that it cannot read: 2, and nothing said', async () => {
      const log = file(`${logOf(whole).join('\n')}\n`);
      for (const args of [
        [],
        [join(folder, 'none')],
        [folder],
        [log, '--loud'],
        [log, '--key', 'x'],
        [log, '--key', witness.text],
        [log, '--witness', first.text],
        [log, '--checkpoint', log],
        [log, '--checkpoint', join(folder, 'none')],
        [log, '--definitions', log],
        [log, '--definitions', join(folder, 'none')],
        [log, '--lang', 'fr'],
      ]) {
        expect(run(args)).toMatchObject({ status: 2, stdout: '' });
      }
    });

    test('it tells in plain words what is intact, complete and until when, and every fault with its place', async () => {
      const log = file(`${logOf(whole).join('\n')}\n`);
      const told = run([log]);
      expect(told.stdout).toMatch(
        /^Intact: yes\nComplete: yes \(complete up to the count of 2026-02-01T00:00:05\.000Z\)\nUntil: 2026-02-01T00:00:05\.000Z\n/,
      );
      expect(told.stdout).toContain('No --key was given');
      expect(told.stdout).toContain('No --definitions was given');
      const tables = ['--definitions', file(JSON.stringify(DEFINITIONS))];
      expect(run([log, ...tables]).stdout).not.toContain('No --definitions was given');
      expect(run([log, '--key', first.text]).stdout).not.toContain('No --key was given');
      expect(run([log, '--lang', 'zh']).stdout).toMatch(/^未被改动: 是\n完整无缺: 是（.*）\n截至: 2026/);
      expect(run([log], { LANG: 'zh_CN.UTF-8' }).stdout).toContain('截至');
      const faulty = run([file(`${entryWith(7, () => ({ number: 'L-9' })).join('\n')}\n`)]).stdout;
      expect(faulty).toMatch(/^Intact: no\nComplete: not known\nUntil: not known\n/);
      expect(faulty).toContain(
        `number: line ${lineOf(7)}, place 7, case ${A}, version 4: another number than the case had`,
      );
      const many = new House();
      for (let entry = 0; entry < 130; entry += 1) many.add(`${entry}`, 'lead.noted', { definition: 'none' });
      expect(run([file(`${logOf(many).join('\n')}\n`)]).stdout).toContain('and 30 more');
    });
  });

  describe('Ed25519', () => {
    const holds = (cases: readonly (readonly [string, string, string])[]): boolean[] => {
      const script =
        'import json, sys; sys.path.insert(0, sys.argv[1]); from verify import ed25519_holds\n' +
        'print(json.dumps([ed25519_holds(*map(bytes.fromhex, one)) for one in json.load(sys.stdin)]))';
      const folder_ = join(projectRoot(), 'verify');
      const { stdout } = spawnSync('python3', ['-B', '-c', script, folder_], {
        input: JSON.stringify(cases),
        encoding: 'utf8',
      });
      return JSON.parse(stdout);
    };
    // RFC 8032 section 7.1: TEST 1, 2, 3 and SHA(abc).
    const vectors = [
      [
        'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
        '',
        'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
      ],
      [
        '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
        '72',
        '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
      ],
      [
        'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
        'af82',
        '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
      ],
      [
        'ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf',
        'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
        'dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704',
      ],
    ] as const;
    const [key, message, signature] = vectors[1];
    const L = 2n ** 252n + 27742317777372353535851937790883648493n;
    const little = (value: bigint) =>
      Buffer.from(value.toString(16).padStart(64, '0'), 'hex').reverse().toString('hex');
    const scalar = BigInt(`0x${Buffer.from(signature.slice(64), 'hex').reverse().toString('hex')}`);

    test('the vectors of RFC 8032 hold', async () => {
      expect(holds(vectors)).toEqual(vectors.map(() => true));
    });

    test('nothing else does', async () => {
      const beyond = signature.slice(0, 64) + little(scalar + L);
      const p = 2n ** 255n - 19n;
      expect(
        holds([
          [key, '73', signature],
          [vectors[0][0], message, signature],
          [key, message, beyond],
          [key, message, signature.slice(0, 126)],
          [key, message, `${signature}00`],
          [key.slice(2), message, signature],
          [key, message, `00${signature.slice(2)}`],
          [little(2n), message, signature],
          [little(p + 1n), '', little(1n) + little(0n)],
          [little(1n + 2n ** 255n), '', little(1n) + little(0n)],
          [key, message, little(p + 1n) + signature.slice(64)],
        ]),
      ).toEqual(Array(11).fill(false));
    });

    test('it agrees with Node on signatures by many keys', async () => {
      const made = Array.from({ length: 20 }, (_, proof) => {
        const by = signer('x', 100 + proof);
        const text = `${'m'.repeat(proof)}`;
        const raw = createPublicKey(by.key).export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
        return [raw, Buffer.from(text).toString('hex'), sign(null, Buffer.from(text), by.key).toString('hex')] as const;
      });
      expect(holds(made)).toEqual(made.map(() => true));
    });
  });
});
