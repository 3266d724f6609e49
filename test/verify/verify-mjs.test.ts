import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BEGUN, BLOB, CASE, House, Key, NEW, ordinary, rootOf } from './house.js';

interface Verdict {
  file: string | null;
  entries: number;
  intact: boolean;
  complete: boolean;
  until: string | null;
  witnessed: number | null;
  definitions: { name: string; sha256: string }[];
  faults: { code: string; line: number; index?: number; case?: string; version?: number; text: string }[];
}

const program = join(process.cwd(), 'verify', 'verify.mjs');
let folder: string;
let files = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'verify-mjs-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(content: string | Buffer): string {
  const file = join(folder, `${files++}`);
  writeFileSync(file, content);
  return file;
}

const joined = (lines: readonly string[]) => `${lines.join('\n')}\n`;

function run(...words: string[]) {
  return spawnSync(process.execPath, [program, ...words], { encoding: 'utf8', env: { LANG: 'C' }, maxBuffer: 1 << 28 });
}

function verdictOn(content: readonly string[] | Buffer, ...words: string[]): Verdict {
  const file = written(Buffer.isBuffer(content) ? content : joined(content));
  const { status, stdout, stderr } = run(file, '--json', ...words);
  expect(stderr).toBe('');
  const verdict = JSON.parse(stdout) as Verdict;
  expect(status).toBe(verdict.intact && verdict.complete ? 0 : 1);
  expect(verdict.intact).toBe(verdict.faults.length === 0);
  return verdict;
}

const faultsOf = (content: readonly string[] | Buffer, ...words: string[]) =>
  verdictOn(content, ...words).faults.map(({ code, line }) => `${code} ${line}`);

/** Line (from 1) of the first that contains the text. */
const lineOf = (lines: readonly string[], text: string, after = 0) =>
  lines.findIndex((line, index) => index >= after && line.includes(text)) + 1;

const changed = (lines: readonly string[], line: number, change: (text: string) => string) =>
  lines.map((text, index) => (index === line - 1 ? change(text) : text));

const without = (lines: readonly string[], line: number) => lines.filter((_, index) => index !== line - 1);

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, one) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );

const ENTRY = '"format":1,"case"';

/** The faults of a log whose last thing is one lead with this entry on it. */
function faultOfLast(house: House): string[] {
  const lines = house.checkpoint().log();
  const last = house.entries.at(-1)!.bytes;
  return faultsOf(lines).map((fault) => fault.replace(` ${lines.lastIndexOf(last) + 1}`, ' last'));
}

describe('a log', () => {
  it('is intact and complete until the latest entry that was counted', () => {
    const house = ordinary().checkpoint();
    const verdict = verdictOn(house.log(), '--key', house.key.text, '--every-manifest');
    expect(verdict).toEqual({
      file: 'log',
      entries: 10,
      intact: true,
      complete: true,
      until: house.entries.at(-2)!.value.recordedAt,
      witnessed: null,
      definitions: [expect.objectContaining({ name: 'lead@1' }), expect.objectContaining({ name: 'office@1' })],
      faults: [],
    });
    house.add('1', 'lead.noted').add('1', 'lead.noted').checkpoint();
    expect(verdictOn(house.log()).until).toBe(house.entries[8]!.value.recordedAt);
    const nothing = new House().count({}, 0).checkpoint();
    expect(verdictOn(nothing.log())).toMatchObject({ complete: true, until: null });
    expect(run(written(joined(nothing.log()))).stdout).toContain('Complete: yes — complete up to a count of no entry');
  });

  it('is intact and not complete without a count of all cases', () => {
    const house = new House().add('1', 'lead.opened', [['lead', null, NEW]]).checkpoint();
    expect(verdictOn(house.log())).toMatchObject({ intact: true, complete: false, until: null });
  });

  it('may be empty', () => {
    expect(verdictOn(new House().checkpoint().log())).toMatchObject({ entries: 0, intact: true, complete: false });
  });

  it('has tiles of 256, checkpoints at every size, counts in between', () => {
    const house = new House().add('1', 'lead.opened', [['lead', null, NEW]]);
    for (let size = 2; size <= 600; size++) {
      if (size % 100 === 0) house.count();
      else house.add('1', 'lead.noted');
      if (size % 7 === 0) house.checkpoint();
    }
    const lines = house.checkpoint().log();
    expect(verdictOn(lines, '--every-manifest')).toMatchObject({ intact: true, complete: true, entries: 600 });
    const dropped = lineOf(lines, '"lanjie":"tile"');
    expect(faultsOf(without(lines, dropped))).toEqual([
      `tile ${lineOf(lines, '"lanjie":"tile","index":1') - 1}`,
      `tile ${lineOf(lines, '"lanjie":"tile","index":2') - 1}`,
    ]);
    expect(faultsOf(without(lines, lines.length - 1))).toEqual([`tile ${lines.length - 1}`]);
  });

  it('changes its key with the signatures of both', () => {
    const [second, third] = [new Key('log.example', 2), new Key('log.example', 3)];
    const house = new House().add('1', 'lead.opened', [['lead', null, NEW]]);
    house.checkpoint({ nextKey: second, signers: [house.key, second] }).count();
    house.checkpoint({ nextKey: third, signers: [second, third] }).checkpoint({ signers: [third] });
    const lines = house.log();
    for (const key of [house.key, second, third]) expect(faultsOf(lines, '--key', key.text)).toEqual([]);
    expect(faultsOf(lines, '--key', new Key('log.example', 9).text)).toEqual(['key 2']);

    const first = lineOf(lines, '"lanjie":"checkpoint"');
    const alone = new House().add('1', 'lead.opened', [['lead', null, NEW]]);
    alone
      .checkpoint({ nextKey: second })
      .count()
      .checkpoint({ signers: [second] });
    expect(faultsOf(alone.log())).toEqual([`signature ${first}`, `signature ${first + 1}`]);

    const back = new House().add('1', 'lead.opened', [['lead', null, NEW]]);
    back
      .checkpoint({ nextKey: second, signers: [back.key, second] })
      .count()
      .checkpoint();
    expect(faultsOf(back.log())).toEqual([`signature ${first + 1}`]);
  });

  it('continues another, and says what that one lost', () => {
    const oldKey = new Key('old.example', 7);
    const old = ordinary(new House('old.example', oldKey)).add('2', 'lead.dropped', [['lead', NEW, NEW]]);
    const lost = old.tree();
    const restored = (over: { size?: number; signers?: Key[]; lost?: boolean }) => {
      const house = ordinary();
      house.oldKey = { key: oldKey, origin: 'old.example' };
      const continues = { origin: 'old.example', ...house.tree(6) };
      house.checkpoint({
        continues: over.size === undefined ? continues : { ...continues, size: over.size },
        ...(over.lost === false ? {} : { lost }),
        signers: over.signers ?? [house.key, oldKey],
      });
      return house;
    };
    const house = restored({});
    const lines = house.log();
    expect(verdictOn(lines)).toMatchObject({ intact: true, complete: false });
    expect(verdictOn(lines, '--accept-loss', 'other.example')).toMatchObject({ complete: false });
    expect(verdictOn(lines, '--accept-loss', 'old.example')).toMatchObject({ complete: true });
    expect(verdictOn(restored({ lost: false }).log())).toMatchObject({ complete: true });
    expect(faultsOf(lines, '--key', house.key.text)).toEqual(['key 3']);
    expect(faultsOf(lines, '--key', house.key.text, '--key', oldKey.text)).toEqual([]);

    const first = lineOf(lines, '"lanjie":"checkpoint"');
    expect(faultsOf(restored({ signers: [house.key] }).log())).toEqual([`signature ${first}`]);
    expect(faultsOf(restored({ size: 5 }).log())).toEqual([`root ${first}`]);
    expect(faultsOf(restored({ size: 11 }).log())).toEqual([`root ${first}`]);
    const second = changed(lines, first, (line) => `${line}\n${line}`);
    expect(faultsOf(second)).toEqual([`malformed ${first + 1}`]);

    const held = (size: number) => written(old.note({ size, signers: [oldKey] }));
    expect(faultsOf(lines, '--checkpoint', held(4))).toEqual([]);
    expect(faultsOf(lines, '--checkpoint', held(11))).toEqual(['outside 0']);
    const accepted = ['--accept-loss', 'old.example'];
    expect(faultsOf(lines, '--checkpoint', held(11), ...accepted)).toEqual([]);
    const other = old.note({ size: 11, root: Buffer.alloc(32), signers: [oldKey] });
    expect(faultsOf(lines, '--checkpoint', written(other), ...accepted)).toEqual(['outside 0']);
    const within = old.note({ size: 9, root: Buffer.alloc(32), signers: [oldKey] });
    expect(faultsOf(lines, '--checkpoint', written(within), ...accepted)).toEqual([]);
    const beyond = written(old.add('2', 'lead.noted').note({ signers: [oldKey] }));
    expect(faultsOf(lines, '--checkpoint', beyond, ...accepted)).toEqual(['outside 0']);
    expect(faultsOf(restored({ lost: false }).log(), '--checkpoint', held(9), ...accepted)).toEqual(['outside 0']);

    const bundle = house.checkpoint().bundle('1');
    expect(verdictOn(bundle)).toMatchObject({ intact: true, complete: false, until: null });
    expect(run(written(joined(bundle))).stdout).toContain('are lost; --accept-loss');
    expect(verdictOn(bundle, ...accepted)).toMatchObject({ complete: true });
    expect(verdictOn(restored({ lost: false }).bundle('1'))).toMatchObject({ complete: true });
    const claiming = (tree: { size: number; root: Buffer }, ...sizes: number[]) => {
      const claim = ordinary();
      claim.oldKey = { key: oldKey, origin: 'old.example' };
      const continues = { origin: 'old.example', ...tree };
      claim.checkpoint({ size: 7, continues, signers: [claim.key, oldKey] });
      for (const size of sizes) claim.checkpoint({ size });
      return faultsOf(claim.checkpoint().bundle('1'));
    };
    const root = Buffer.alloc(32);
    expect(claiming({ size: 8, root: house.tree(8).root }, 8, 8)).toEqual([]);
    expect(claiming({ size: 8, root }, 8, 8)).toEqual([`root ${first}`]);
    expect(claiming({ size: 7, root })).toEqual([`root ${first}`]);
    expect(claiming({ size: 6, root }, 8)).toEqual([]);
    expect(claiming({ size: 0, root })).toEqual([`root ${first}`]);
    expect(faultsOf(lines, '--checkpoint', written(old.note({ size: 4, signers: [house.key] })))).toEqual([
      'outside 0',
    ]);
  });

  it('is held against checkpoints of the past, of a split view, of a larger log, of another signer', () => {
    const house = ordinary().checkpoint();
    const held = (other: House, size?: number) => [
      '--checkpoint',
      written(other.note(size === undefined ? {} : { size })),
    ];
    const split = ordinary(new House().add('9', 'lead.opened', [['lead', null, NEW]]));
    const larger = ordinary().add('2', 'lead.noted');
    const lines = house.log();
    for (const size of [0, 1, 5, 10]) expect(faultsOf(lines, ...held(house, size))).toEqual([]);
    expect(faultsOf(lines, ...held(split, 5))).toEqual(['outside 0']);
    expect(faultsOf(lines, ...held(house, 3), ...held(larger), ...held(split, 10))).toEqual(['outside 0', 'outside 0']);
    const forged = written(house.note({ signers: [new Key(house.origin, 5)] }));
    expect(faultsOf(lines, '--checkpoint', forged)).toEqual(['outside 0']);
    const foreign = written(house.note({ origin: 'other.example' }));
    expect(faultsOf(lines, '--checkpoint', foreign)).toEqual(['outside 0']);
  });

  it('tells which definitions it goes by, and compares them with those that were named', () => {
    const lines = ordinary().checkpoint().log();
    const records = lines.filter((line) => line.includes('"lanjie":"definition"'));
    const tables = records.map((record) => ({ ...JSON.parse(record), lanjie: undefined }));
    const hashes = tables.map((table) => createHash('sha256').update(canonical(table)).digest('hex'));
    expect(verdictOn(lines).definitions.map(({ sha256 }) => sha256)).toEqual(hashes);
    const told = run(written(joined(lines))).stdout;
    expect(told).toContain('the tables are those of the file');
    expect(told).toContain(`  lead@1 ${hashes[0]}`);

    const named = (...all: unknown[]) => ['--definitions', written(JSON.stringify(all, null, 1))];
    expect(faultsOf(lines, ...named(...tables.toReversed(), 'other'))).toEqual([]);
    expect(faultsOf(lines, ...named(tables[0]), ...named(tables[1]))).toEqual([]);
    expect(run(written(joined(lines)), ...named(...tables)).stdout).not.toContain('those of the file');
    const own = lineOf(lines, '"lanjie":"definition"');
    expect(faultsOf(lines, ...named(tables[1]))).toEqual([`definition ${own}`]);
    const wider = (text: string) => text.replace('["lead.recordedInError"]', '["lead.recordedInError","lead.noted"]');
    expect(faultsOf(changed(lines, own, wider))).toEqual([]);
    expect(faultsOf(changed(lines, own, wider), ...named(...tables))).toEqual([`definition ${own}`]);
    const bundle = changed(ordinary().checkpoint().bundle('1'), own, wider);
    expect(faultsOf(bundle, ...named(...tables))).toEqual([`definition ${own}`]);
    const more = (value: string) => (text: string) =>
      text.replace('"kinds"', `"more":[true,${value},{"b":1,"a":2}],"kinds"`);
    expect(faultsOf(changed(lines, own, more('1.5')))).toEqual([`malformed ${own}`]);
    const whole = { ...tables[0], more: [true, -10, { a: 2, b: 1 }] };
    expect(faultsOf(changed(lines, own, more('-1e1')), ...named(whole, tables[1]))).toEqual([]);
  });

  it('tells up to where a witness cosigned', () => {
    const witness = new Key('witness.example', 8, 4);
    const house = ordinary();
    house.checkpoint({ size: 4, signers: [house.key, witness] }).checkpoint({ size: 7, signers: [witness, house.key] });
    const lines = house.checkpoint().log();
    expect(verdictOn(lines, '--witness', witness.text)).toMatchObject({ witnessed: 7, complete: true });
    expect(verdictOn(lines).witnessed).toBeNull();
    const others = [9, 10].flatMap((seed) => ['--witness', new Key('witness.example', seed, 4).text]);
    expect(verdictOn(lines, ...others).witnessed).toBeNull();
    expect(faultsOf(lines, ...others, '--witness', witness.text)).toEqual(['witness 0', 'witness 0']);
    const larger = written(ordinary().add('1', 'lead.noted').note());
    expect(faultsOf(lines, ...others.slice(0, 2), '--checkpoint', larger)).toEqual(['outside 0', 'witness 0']);
    expect(faultsOf(house.bundle('1'), ...others.slice(0, 2))).toEqual(['witness 0']);
    expect(faultsOf(lines.slice(0, -1), ...others)).toEqual([`end ${lines.length - 1}`]);
  });
});

describe('a fault of the log is named with its place', () => {
  const house = ordinary().checkpoint();
  const lines = house.log();
  const first = lineOf(lines, ENTRY);

  it('origin, signature, size and root of checkpoints', () => {
    const line = lineOf(lines, '"lanjie":"checkpoint"');
    expect(faultsOf(ordinary().checkpoint({ origin: 'other.example' }).log())).toEqual([`origin ${line}`]);
    expect(
      faultsOf(
        ordinary()
          .checkpoint({ signers: [new Key('log.example', 4)] })
          .log(),
      ),
    ).toEqual([`signature ${line}`]);
    expect(
      faultsOf(
        ordinary()
          .checkpoint({ root: Buffer.alloc(32) })
          .log(),
      ),
    ).toEqual([`root ${line}`]);
    expect(faultsOf(ordinary().checkpoint({ size: 9 }).log())).toEqual([`size ${line}`]);
    expect(faultsOf(ordinary().checkpoint({ size: 11 }).log())).toEqual([`size ${line}`]);
    const falling = ordinary().checkpoint({ size: 8 }).checkpoint({ size: 4 }).checkpoint({ size: 6 }).checkpoint();
    expect(faultsOf(falling.log())).toEqual([`size ${line + 1}`, `size ${line + 2}`]);
    expect(
      faultsOf(
        ordinary()
          .checkpoint({ size: 0, root: Buffer.alloc(32) })
          .checkpoint()
          .log(),
      ),
    ).toEqual([`root ${line}`]);
    expect(
      faultsOf(
        ordinary()
          .checkpoint({ origin: 'x', size: 3, signers: [new Key('x', 4)], root: Buffer.alloc(32) })
          .log(),
      ),
    ).toEqual([`origin ${line}`, `signature ${line}`, `size ${line}`, `root ${line}`]);
  });

  it('an edited entry: leaf, and the link of the next', () => {
    const line = lineOf(lines, 'hold.requested', first - 1);
    const faults = verdictOn(changed(lines, line, (text) => text.replace('somebody', 'somebodx'))).faults;
    expect(faults.map((fault) => `${fault.code} ${fault.line}`)).toEqual([
      `root ${lineOf(lines, '"lanjie":"checkpoint"')}`,
      `leaf ${line}`,
      `previous ${line + 1}`,
      `manifest ${lineOf(lines, 'office.casesCounted')}`,
    ]);
    expect(faults[1]).toMatchObject({ index: line - first, case: `${CASE}1`, version: 3 });
  });

  it('a missing entry', () => {
    const line = lineOf(lines, 'lead.begun', first - 1);
    const entry = house.entries[line - first]!;
    const record = {
      lanjie: 'missing',
      index: line - first,
      case: `${CASE}1`,
      version: 2,
      leaf: entry.leaf.toString('hex'),
    };
    const told = changed(lines, line, () => JSON.stringify(record));
    const faults = verdictOn(told).faults;
    expect(faults.map(({ code }) => code)).toEqual(['missing', 'version', 'previous', 'edge']);
    expect(faults[0]).toMatchObject({ line, index: record.index, case: record.case, version: 2 });
    expect(faultsOf(changed(told, line, (text) => text.replace(/"index":\d+/, '"index":9')))).toEqual([
      `malformed ${line}`,
    ]);
  });

  it('version, previous, number, time, backdated', () => {
    const opened = () => new House().add('1', 'lead.opened', [['lead', null, NEW]]);
    expect(faultOfLast(opened().add('1', 'lead.noted', [], { version: 3 }))).toEqual(['version last']);
    expect(faultOfLast(opened().add('2', 'lead.noted', [], { version: 2 }))).toEqual(['version last']);
    expect(faultOfLast(opened().add('1', 'lead.noted', [], { previous: 'ab'.repeat(32) }))).toEqual(['previous last']);
    expect(faultOfLast(opened().add('2', 'lead.noted', [], { previous: 'ab'.repeat(32) }))).toEqual(['previous last']);
    expect(faultOfLast(opened().add('1', 'lead.noted', [], { number: 'L20261123-9' }))).toEqual(['number last']);
    const at = (recordedAt: string) => ({ recordedAt });
    expect(faultOfLast(opened().add('1', 'lead.noted', [], at('2026-11-23T07:59:59.999Z')))).toEqual(['time last']);
    expect(faultOfLast(opened().add('2', 'lead.noted', [], at('2026-11-23T07:50:00.000Z')))).toEqual([]);
    expect(faultOfLast(opened().add('2', 'lead.noted', [], at('2026-11-23T07:49:59.999Z')))).toEqual([
      'backdated last',
    ]);
  });

  it('time: recorded long after the last checkpoint was signed', () => {
    const opened = (recordedAt: string) => new House().add('1', 'lead.opened', [['lead', null, NEW]], { recordedAt });
    expect(faultOfLast(opened('2026-11-24T12:10:00.000Z'))).toEqual([]);
    expect(faultOfLast(opened('2026-11-24T12:10:00.001Z'))).toEqual(['time last']);
    expect(faultOfLast(opened('9999-12-31T23:59:59.999Z'))).toEqual(['time last']);
    const late = opened('2026-11-24T12:10:00.001Z').checkpoint().bundle('1');
    expect(faultsOf(late)).toEqual([`time ${lineOf(late, ENTRY)}`]);
    const counted = opened('2026-11-24T12:10:00.000Z');
    counted.minute = 1691;
    const bundle = counted.count().checkpoint().bundle('1');
    expect(faultsOf(bundle)).toEqual([`manifest ${lineOf(bundle, '"lanjie":"manifest"')}`]);
    const early = opened('2026-11-24T12:10:00.000Z');
    early.minute = 1690;
    expect(faultsOf(early.count().checkpoint().bundle('1'))).toEqual([]);
  });

  it.each<[string, [string, unknown, unknown][], Record<string, unknown>, boolean]>([
    ['lead.noted', [], {}, true],
    ['lead.noted', [], { definition: 'lead@9' }, false],
    ['lead.noted', [], { definition: 'office@1' }, false],
    ['lead.begun', [['lead', NEW, BEGUN]], {}, true],
    ['lead.noted', [['lead', NEW, BEGUN]], {}, false],
    ['lead.begun', [['lead', BEGUN, NEW]], {}, false],
    ['lead.begun', [['lead', null, NEW]], {}, false],
    ['lead.noted', [['lead', NEW, NEW]], {}, true],
    ['lead.noted', [['lead', NEW, { ...NEW, filing: 'filed' }]], {}, true],
    ['lead.dropped', [['lead', NEW, 'dropped']], {}, false],
    ['lead.recordedInError', [['lead', NEW, 'annulled']], {}, true],
    ['lead.noted', [['lead', NEW, 'annulled']], {}, false],
    ['lead.recordedInError', [['lead', NEW, BEGUN]], {}, false],
    ['hold.requested', [['hold-12', null, 'requested']], {}, true],
    ['hold.requested', [['hold-', null, 'requested']], {}, false],
    ['hold.requested', [['toString-1', null, 'requested']], {}, false],
    ['hold.requested', [['hold-1', null, 'frozen']], {}, false],
    ['hold.frozen', [['hold-1', 'requested', 'frozen']], {}, false],
    [
      'hold.requested',
      [['hold-1', null, 'requested']],
      { effects: { moved: [{ part: 'hold-1', from: null, to: 'requested' }], opened: [] } },
      false,
    ],
    ['hold.requested', [], { effects: { moved: [], opened: ['hold-1'] } }, false],
  ])('edge: %s %j %j is right: %s', (type, moved, over, isRight) => {
    const opened = new House().add('1', 'lead.opened', [['lead', null, NEW]]);
    expect(faultOfLast(opened.add('1', type, moved, over))).toEqual(isRight ? [] : ['edge last']);
  });

  it('a struck clock moves by its own label', () => {
    const frozen = () => ordinary().add('1', 'lead.noted');
    const struck = (clock: unknown) =>
      frozen().add('1', 'clock.struck', [['hold-1', 'frozen', 'lapsed']], { body: { clock } });
    expect(faultOfLast(struck('frozen'))).toEqual([]);
    expect(faultOfLast(struck('other'))).toEqual(['edge last']);
    expect(faultOfLast(struck(['frozen']))).toEqual(['edge last']);
  });

  it.each([
    { size: 10 },
    { size: 4 },
    { size: '9' },
    { cases: '4' },
    { cases: 3 },
    { root: 'ab'.repeat(32) },
    { treeRoot: 'AB'.repeat(32) },
  ])('manifest: %j', (body) => {
    expect(faultOfLast(ordinary().add('1', 'lead.noted').count(body))).toEqual(['manifest last']);
  });

  it('manifest: an old count passed off as new', () => {
    const counted = (others: number) => {
      const late = ordinary();
      for (let other = 0; other < others; other++) late.add('2', 'lead.noted');
      return faultOfLast(late.count({}, 10));
    };
    expect(counted(10)).toEqual([]);
    expect(counted(11)).toEqual(['manifest last']);
  });

  it('only the last manifest is counted unless all are asked for', () => {
    const twice = new House()
      .add('1', 'lead.opened', [['lead', null, NEW]])
      .count({ cases: '2' })
      .count()
      .checkpoint()
      .log();
    expect(faultsOf(twice)).toEqual([]);
    expect(faultsOf(twice, '--every-manifest')).toEqual([`manifest ${lineOf(twice, 'casesCounted')}`]);
  });

  it('records of manifests: none, of another entry, out of order, beyond the log', () => {
    const line = lineOf(lines, '"lanjie":"manifest"');
    expect(faultsOf(without(lines, line))).toEqual([`manifest ${lineOf(lines, 'casesCounted') - 1}`]);
    const more = changed(lines, line, (text) => `{"lanjie":"manifest","index":3,"size":3}\n${text}`);
    expect(faultsOf(more)).toEqual([`manifest ${first + 1 + 3}`]);
    expect(faultsOf(changed(lines, line, (text) => `${text}\n${text}`))).toEqual([`malformed ${line + 1}`]);
    expect(faultsOf(changed(lines, line, () => '{"lanjie":"manifest","index":10,"size":3}'))).toEqual([
      `malformed ${line}`,
    ]);
  });

  it('tile: too few leaves, another index', () => {
    const line = lineOf(lines, '"lanjie":"tile"');
    const shorter = changed(lines, line, (text) => text.replace(/"leaves":"[^"]+"/, `"leaves":"${'A'.repeat(43)}="`));
    expect(faultsOf(shorter)).toEqual([`tile ${line}`]);
    expect(faultsOf(changed(lines, line, (text) => text.replace('"index":0', '"index":1')))).toEqual([`tile ${line}`]);
    expect(faultsOf(changed(lines, line, (text) => text.replace('="', '"')))).toEqual([`malformed ${line}`]);
    const doubled = changed(lines, line, (text) => `${text}\n{"lanjie":"tile","index":1,"leaves":""}`);
    expect(faultsOf(doubled)).toEqual([`tile ${line + 1}`]);
  });

  it('end: none, another count', () => {
    expect(faultsOf(lines.slice(0, -1))).toEqual([`end ${lines.length - 1}`]);
    expect(faultsOf(changed(lines, lines.length, () => '{"lanjie":"end","entries":9}'))).toEqual([
      `end ${lines.length}`,
    ]);
    expect(faultsOf(without(lines, first)).at(-1)).toBe(`end ${lines.length - 1}`);
  });

  it('stops at what is malformed, and tells what was found until then', () => {
    const edited = changed(lines, first + 3, (text) => text.replace('"version":2', '"version":7'));
    expect(faultsOf(changed(edited, first + 6, () => '{}'))).toEqual([
      `version ${first + 3}`,
      `version ${first + 4}`,
      `previous ${first + 4}`,
      `malformed ${first + 6}`,
    ]);
  });
});

describe('the form of lines', () => {
  const lines = ordinary().checkpoint().log();
  const entry = lineOf(lines, ENTRY);
  const nested = (depth: number) => `"known":{"x":${'['.repeat(depth)}"[{"${']'.repeat(depth)}}`;

  it.each<[string, (text: string) => string, boolean]>([
    ['a version 1.0', (text) => text.replace('"version":1', '"version":1.0'), true],
    ['a version 10e-1', (text) => text.replace('"version":1', '"version":10e-1'), true],
    ['a version 1.5', (text) => text.replace('"version":1', '"version":1.5'), false],
    ['a version of text', (text) => text.replace('"version":1', '"version":"1"'), false],
    ['a version true', (text) => text.replace('"version":1', '"version":true'), false],
    ['a version beyond 2^53', (text) => text.replace('"version":1', '"version":9007199254740992'), false],
    ['a format 2', (text) => text.replace('"format":1', '"format":2'), false],
    ['huge numbers', (text) => text.replace('"known":{}', `"known":{"a":1e999,"b":${'9'.repeat(5000)}}`), true],
    ['NaN', (text) => text.replace('"known":{}', '"known":{"a":NaN}'), false],
    ['a BOM', (text) => `\ufeff${text}`, false],
    ['a CR at its end', (text) => `${text}\r`, true],
    ['blanks before', (text) => `  ${text}`, true],
    ['nothing', () => '', false],
    ['a list', (text) => `[${text}]`, false],
    ['a control character', (text) => text.replace('somebody', 'some\tbody'), false],
    ['a surrogate pair', (text) => text.replace('somebody', '\\ud83d\\ude00'), true],
    ['half a surrogate pair', (text) => text.replace('somebody', '\\ud83d'), false],
    ['half a surrogate pair in a name', (text) => text.replace('"known":{}', '"known":{"\\udc00":1}'), false],
    ['an escaped backslash before u', (text) => text.replace('somebody', '\\\\ud83d'), true],
    ['nested 500 deep', (text) => text.replace('"known":{}', nested(498)), true],
    ['nested 501 deep', (text) => text.replace('"known":{}', nested(499)), false],
    ['nested a million deep', (text) => text.replace('"known":{}', nested(1_000_000)), false],
    ['a member named twice, the last right', (text) => text.replace('"version":1', '"version":"a","version":1'), true],
    ['a member named twice, the last wrong', (text) => text.replace('"version":1', '"version":1,"version":"a"'), false],
    ['__proto__ for the members', (text) => `{"__proto__":${text}}`, false],
    ['upper-case hex', (text) => text.replace('"previous":"00', '"previous":"AA'), false],
    ['no such day', (text) => text.replace(/"at":"2026-11-23/, '"at":"2026-02-29'), false],
    ['a leap day', (text) => text.replace(/"at":"2026-11-23/, '"at":"2000-02-29'), true],
    ['hour 24', (text) => text.replace(/"at":"2026-11-23T../, '"at":"2026-11-23T24'), false],
    ['another zone', (text) => text.replace(/(?<="at":"[^"]+)Z"/, '+00:00"'), false],
    ['a state with a number', (text) => text.replace('"to":"open"', '"to":{"a":1}'), false],
    ['a state null', (text) => text.replace('"to":"open"', '"to":null'), false],
    ['a move without from', (text) => text.replace('"from":null,', ''), false],
    ['a body of a list', (text) => text.replace('"body":{}', '"body":[]'), false],
  ])('an entry with %s', (_, change, isWellFormed) => {
    expect(change(lines[entry - 1]!)).not.toBe(lines[entry - 1]);
    const faults = faultsOf(changed(lines, entry, change));
    if (isWellFormed) expect(faults).toContain(`leaf ${entry}`);
    else expect(faults).toEqual([`malformed ${entry}`]);
  });

  it.each([
    'format',
    'case',
    'number',
    'version',
    'previous',
    'definition',
    'type',
    'at',
    'recordedAt',
    'body',
    'actor',
    'known',
    'effects',
  ])('an entry without %s', (member) => {
    const { [member]: _, ...rest } = JSON.parse(lines[entry - 1]!) as Record<string, unknown>;
    expect(faultsOf(changed(lines, entry, () => JSON.stringify(rest)))).toEqual([`malformed ${entry}`]);
  });

  it('bytes that are no UTF-8', () => {
    const bytes = Buffer.from(joined(lines));
    bytes[bytes.indexOf('somebody')] = 0xff;
    expect(faultsOf(bytes)).toEqual([`malformed ${entry}`]);
  });

  it('a last line without its end, and no line at all', () => {
    expect(faultsOf(Buffer.from(lines.join('\n')))).toEqual([`malformed ${lines.length}`]);
    expect(verdictOn(Buffer.alloc(0))).toMatchObject({ file: null, faults: [{ code: 'malformed', line: 1 }] });
  });

  it('a line of 16 MiB, and of one byte more', () => {
    const text = lines[entry - 1]!;
    const long = (size: number) => `${text}${' '.repeat(size - Buffer.byteLength(text))}`;
    expect(faultsOf(changed(lines, entry, () => long(2 ** 24)))).toContain(`leaf ${entry}`);
    expect(faultsOf(changed(lines, entry, () => long(2 ** 24 + 1)))).toEqual([`malformed ${entry}`]);
    expect(faultsOf(changed(lines, entry, () => long(2 ** 25)))).toEqual([`malformed ${entry}`]);
  });

  it.each(['{"lanjie":"other"}', '{"lanjie":"entry"}', '{"lanjie":"constructor"}', '{"lanjie":"log","lanjie":null}'])(
    'a record %s',
    (text) => {
      expect(faultsOf(changed(lines, entry, (line) => `${text}\n${line}`))).toEqual([`malformed ${entry}`]);
    },
  );

  it('records out of their place', () => {
    expect(faultsOf(lines.slice(1))).toEqual(['malformed 1']);
    const listed = changed(lines, 1, (line) => line.replace('"format"', '"lanjie":["log"],"format"'));
    expect(faultsOf(listed)).toEqual(['malformed 1']);
    expect(faultsOf(without(lines, 2))).toEqual(['malformed 2']);
    expect(faultsOf(changed(lines, 2, (line) => `${line}\n${line}`))).toEqual(['malformed 3']);
    expect(faultsOf([...lines, lines.at(-1)!])).toEqual([`malformed ${lines.length + 1}`]);
    expect(faultsOf(without(lines, lineOf(lines, '"checkpoint"')))).toEqual([
      `malformed ${lineOf(lines, '"checkpoint"')}`,
    ]);
  });

  it.each<[string, (note: string) => string]>([
    ['without its blank line', (note) => note.replace('\n\n', '\n')],
    ['with a size of leading zero', (note) => note.replace('\n10\n', '\n010\n')],
    ['with another line', (note) => note.replace('\n\n', '\nmore\n\n')],
    ['without a signature', (note) => note.slice(0, note.indexOf('\n\n') + 2)],
    ['without its time', (note) => note.replace(/time .*\n/, '')],
    ['without its last LF', (note) => note.slice(0, -1)],
  ])('a note %s', (_, change) => {
    const line = lineOf(lines, '"checkpoint"');
    const { note } = JSON.parse(lines[line - 1]!) as { note: string };
    const record = JSON.stringify({ lanjie: 'checkpoint', note: change(note) });
    expect(faultsOf(changed(lines, line, () => record))).toEqual([`malformed ${line}`]);
  });
});

describe('a bundle', () => {
  const house = ordinary().checkpoint({ size: 3 }).checkpoint({ size: 8 }).checkpoint();
  const lines = house.bundle('1');
  const key = ['--key', house.key.text];

  it('is intact and complete until the count that lists its case', () => {
    const until = house.entries.at(-1)!.value.recordedAt;
    const right = { file: 'bundle', entries: 6, intact: true, complete: true, until, faults: [] };
    expect(verdictOn(lines, ...key)).toMatchObject(right);
    expect(verdictOn(house.bundle('2'), ...key)).toMatchObject({ ...right, entries: 2 });
    expect(faultsOf(lines, '--key', new Key('log.example', 9).text)).toEqual(['key 2']);
  });

  it('is not complete when it does not reach its version, or nothing lists its case', () => {
    const open = ordinary().checkpoint().add('1', 'lead.noted');
    expect(verdictOn(open.bundle('1'))).toMatchObject({ intact: true, complete: false, until: null, entries: 6 });
    const uncounted = new House().add('1', 'lead.opened', [['lead', null, NEW]]).checkpoint();
    expect(verdictOn(uncounted.bundle('1'))).toMatchObject({ intact: true, complete: false });
  });

  it('proves every place of every size up to 24', () => {
    for (let size = 2; size <= 24; size++) {
      const grown = new House();
      for (let place = 0; place < size - 1; place++) {
        const opened: [string, unknown, unknown][] = place < 7 ? [['lead', null, NEW]] : [];
        grown.add(String(1 + (place % 7)), place < 7 ? 'lead.opened' : 'lead.noted', opened);
        if (place % 3 === 0) grown.checkpoint();
      }
      expect(faultsOf(grown.count().checkpoint().bundle('1'))).toEqual([]);
    }
  });

  it('tells consistency, inclusion, manifest, evidence', () => {
    const broken = (line: number, change: (text: string) => string) => faultsOf(changed(lines, line, change));
    const digit = (text: string) => text.replace(/(?<="path":\["|"listed":\[")./, (hex) => (hex === 'a' ? 'b' : 'a'));
    const consistency = lineOf(lines, '"consistency"');
    expect(broken(consistency, digit)).toEqual([`consistency ${consistency}`]);
    expect(broken(consistency, (text) => text.replace('"from":3', '"from":2'))).toEqual([`consistency ${consistency}`]);
    expect(faultsOf(without(lines, consistency))).toEqual([
      `consistency ${consistency}`,
      `malformed ${consistency + 1}`,
    ]);
    expect(broken(consistency, (text) => `${text}\n${text}`)).toContain(`malformed ${consistency + 2}`);
    const inclusion = lineOf(lines, '"inclusion"');
    expect(broken(inclusion, digit)).toEqual([`inclusion ${inclusion}`]);
    expect(broken(inclusion, (text) => text.replace('"version":1', '"version":2'))).toEqual([`inclusion ${inclusion}`]);
    expect(broken(inclusion, (text) => text.replace('"index":1', '"index":12'))[0]).toBe(`inclusion ${inclusion}`);
    expect(faultsOf(without(lines, inclusion))).toEqual([`malformed ${inclusion}`]);
    const manifest = lineOf(lines, '"lanjie":"manifest"');
    expect(broken(manifest, digit)).toEqual([`manifest ${manifest}`]);
    expect(
      broken(manifest, (text) => text.replace(/"listed":\["/, '"listed":["b'.replace('b', `${'ab'.repeat(32)}","`))),
    ).toEqual([`manifest ${manifest}`]);
    expect(broken(manifest, (text) => text.replace(/"place":\d/, '"place":0'))).toEqual([`manifest ${manifest}`]);
    expect(broken(manifest, (text) => text.replace('somebody', 'somebodx'))).toEqual([`manifest ${manifest}`]);
    expect(broken(manifest, (text) => text.replace('{\\"format\\":1', '{\\"format\\":2'))).toEqual([
      `malformed ${manifest}`,
    ]);

    const second = house.bundle('2');
    const evidence = lineOf(second, '"lanjie":"evidence"');
    const other = changed(second, evidence, (text) => text.replace(BLOB, 'cd'.repeat(32)));
    expect(faultsOf(other)).toEqual([`evidence ${evidence}`]);
    expect(faultsOf(changed(second, evidence, (text) => text.replace('evidence-1', 'evidence-2')))).toEqual([
      `evidence ${evidence}`,
    ]);
    expect(faultsOf(changed(second, evidence, (text) => text.replace('"version":2', '"version":1')))).toEqual([
      `evidence ${evidence}`,
      `evidence ${evidence + 1}`,
    ]);
    expect(faultsOf(without(second, evidence))).toEqual([`evidence ${evidence}`]);
  });

  it('lists the case as it was counted, not as it was before', () => {
    const older = (counted: number, size: number) => {
      const grown = new House()
        .add('1', 'lead.opened', [['lead', null, NEW]])
        .add('1', 'lead.noted')
        .add('2', 'lead.opened', [['lead', null, NEW]]);
      // The count of a table that someone set back: the case as it was before its last entries.
      const cases = new House();
      cases.entries.push(...grown.entries.slice(0, counted), grown.entries[2]!);
      const [own, other] = cases.listed(cases.entries.length).map(({ leaf }) => leaf);
      const bundle = grown
        .count({ size, root: rootOf([own!, other!]).toString('hex') })
        .checkpoint()
        .bundle('1');
      const listed = JSON.stringify([other!.toString('hex')]);
      return bundle.map((text) => text.replace(/"listed":\[.*?\]/, `"listed":${listed}`));
    };
    expect(verdictOn(older(2, 3))).toMatchObject({ complete: true });
    const line = lineOf(older(1, 3), '"lanjie":"manifest"');
    expect(faultsOf(older(1, 3))).toEqual([`manifest ${line}`]);
    expect(faultsOf(older(1, 1))).toEqual([]);
    expect(faultsOf(older(2, 4))).toEqual([`manifest ${line}`]);
  });

  it('checks its entries as a log does', () => {
    const line = lineOf(lines, 'hold.requested', lineOf(lines, ENTRY) - 1);
    const edited = changed(lines, line, (text) => text.replace('somebody', 'somebodx'));
    expect(faultsOf(edited)).toEqual([`inclusion ${line + 1}`, `previous ${line + 2}`]);
    const number = changed(lines, 1, (text) => text.replace('L20261123-1', 'L20261123-3'));
    expect(faultsOf(number)).toEqual([`number ${lineOf(lines, ENTRY)}`]);
    const foreign = changed(lines, 1, (text) => text.replace(`${CASE}1`, `${CASE}3`));
    expect(faultsOf(foreign)).toEqual([`malformed ${lineOf(lines, ENTRY)}`]);
    const another = ordinary().add('1', 'lead.noted', [], { definition: 'office@1' }).checkpoint().bundle('1');
    expect(faultsOf(another)).toEqual([`edge ${lineOf(another, 'lead.noted')}`]);
    expect(faultsOf(changed(lines, lines.length, () => '{"lanjie":"end","entries":5}'))).toEqual([
      `end ${lines.length}`,
    ]);
  });

  it('is held against checkpoints of the sizes it has, and has to have them', () => {
    const held = (other: House, size: number) => ['--checkpoint', written(other.note({ size }))];
    const split = ordinary(new House().add('9', 'lead.opened', [['lead', null, NEW]]));
    expect(faultsOf(lines, ...held(house, 3), ...held(house, 10), ...held(house, 0))).toEqual([]);
    expect(faultsOf(lines, ...held(house, 5), ...held(house, 3))).toEqual(['outside 0']);
    expect(faultsOf(lines, ...held(split, 3), ...held(split, 11))).toEqual(['outside 0', 'outside 0']);
    expect(run(written(joined(lines)), ...held(house, 5)).stdout).toContain('?from=<size>');
    const twoViews = ordinary()
      .checkpoint({ size: 3 })
      .checkpoint({ size: 3, root: Buffer.alloc(32) })
      .checkpoint();
    const line = lineOf(lines, '"lanjie":"checkpoint"') + 1;
    expect(faultsOf(twoViews.bundle('1'))[0]).toBe(`root ${line}`);
  });
});

describe('the call', () => {
  const house = ordinary().checkpoint();
  const file = () => written(joined(house.log()));

  it('speaks plainly, in English and Chinese', () => {
    const english = run(file());
    expect(english.status).toBe(0);
    expect(english.stdout).toMatch(
      /^Intact: yes — .*\nComplete: yes — complete up to the count of 2026-11-23T08:08:00\.000Z — .*\nUntil: 2026-11-23T08:08:00\.000Z\n/,
    );
    expect(run(written(joined(house.bundle('1')))).stdout).toContain('the whole log alone shows');
    expect(english.stdout).toContain('compare them with what you were given by another way');
    expect(run(file(), '--key', written(`${house.key.text}\n`)).stdout).toContain('that you named');
    expect(run(file(), '--lang', 'zh').stdout).toMatch(
      /^完好: 是 — .*\n完整: 是 — .*\n截至: 2026-11-23T08:08:00\.000Z\n/,
    );
    const many = new House().add('1', 'lead.opened', [['lead', null, NEW]]);
    for (let times = 0; times < 150; times++) many.add('1', 'lead.noted', [], { number: `L${times}` });
    const told = run(written(joined(many.checkpoint().log())));
    expect(told.status).toBe(1);
    expect(told.stdout.match(/: number\. /g)).toHaveLength(100);
    expect(told.stdout).toMatch(/more: 50\n$/);
  });

  it.each([
    [[]],
    [['nowhere']],
    [['/']],
    [['FILE', 'FILE']],
    [['FILE', '--more']],
    [['FILE', '--key']],
    [['FILE', '--key', 'log.example+00000000+AAAA']],
    [['FILE', '--key', new Key('witness.example', 8, 4).text]],
    [['FILE', '--witness', new Key('log.example', 8).text]],
    [['FILE', '--checkpoint', 'FILE']],
    [['FILE', '--definitions', 'FILE']],
    [['FILE', '--definitions', 'nowhere']],
    [['FILE', '--lang', 'fr']],
  ])('leaves with 2 when called as %j', (words) => {
    const { status, stdout, stderr } = run(...words.map((word) => (word === 'FILE' ? file() : word)));
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('verify.mjs FILE');
  });
});
