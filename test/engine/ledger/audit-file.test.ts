import { describe, expect, it } from '@jest/globals';
import { bundleFile, type LogSource, logFile, type Placed } from '../../../src/engine/ledger/audit-file.js';
import { checkpointText } from '../../../src/engine/ledger/checkpoint.js';
import { leafHash } from '../../../src/engine/ledger/entry.js';
import { noteText, signatureOn, signerOf, verifierText } from '../../../src/engine/ledger/note.js';
import { emptyTree, grown, inclusionProof, rootOf } from '../../../src/engine/ledger/tree.js';

// What the verifiers make of such files is told in test/proof; here is what stands in them, line by line.
const signer = signerOf('lanjie.example/guilin', Buffer.alloc(32, 7));

const placed: Placed[] = Array.from({ length: 600 }, (_, index) => {
  const caseId = index % 2 === 0 ? 'even' : 'odd';
  const version = Math.floor(index / 2) + 1;
  const received = { type: 'evidence.received', body: { blob: 'b'.repeat(64) }, effects: { opened: ['evidence-1'] } };
  const text = JSON.stringify({ format: 1, case: caseId, version, ...(index === 4 ? received : { type: 'x' }) });
  return { index, caseId, version, leaf: leafHash(Buffer.from(text)), bytes: Buffer.from(text) };
});

const noteAt = (size: number) => {
  const root = rootOf(grown(emptyTree, leaves(0, size)).tree);
  const text = checkpointText({ origin: signer.name, size, root, extensions: ['time 2024-11-18T07:00:00.000Z'] });
  return noteText({ text, signatures: [signatureOn(text, signer)] });
};

const leaves = (from: number, to: number) => placed.slice(from, to).map(({ leaf }) => leaf);

const signed = (...sizes: number[]) => ({
  origin: signer.name,
  key: verifierText(signer),
  continued: null,
  definitions: [{ name: 'x@1', kinds: {}, annuls: [], annulled: null }],
  checkpoints: sizes.map(noteAt),
});

async function* pages(some: readonly Placed[], page: number): AsyncGenerator<readonly Placed[]> {
  for (let from = 0; from < some.length; from += page) yield some.slice(from, from + page);
}

const log = (size: number, page = 100, some = placed): LogSource => ({
  ...signed(size),
  size,
  manifests: [{ index: 9, size: 8 }],
  entries: (from) => pages(some.slice(from), page),
});

async function linesOf(chunks: AsyncIterable<Buffer>): Promise<string[]> {
  let text = '';
  for await (const chunk of chunks) {
    expect(chunk.at(-1)).toBe(0x0a);
    text += chunk.toString();
  }
  return text.split('\n').slice(0, -1);
}

const kindOf = (line: string) => /^\{"lanjie":"([a-z]+)"/.exec(line)?.[1] ?? 'entry';

describe('the file of a whole log', () => {
  it('has its records in their order, a tile after each 256 entries and after the last', async () => {
    const lines = await linesOf(logFile(log(600)));
    expect(lines.slice(0, 5).map(kindOf)).toEqual(['log', 'key', 'definition', 'checkpoint', 'manifest']);
    expect(lines[0]).toBe('{"lanjie":"log","format":1,"origin":"lanjie.example/guilin","size":600}');
    const tiles = lines.flatMap((line, at) => (kindOf(line) === 'tile' ? [[at - 5, JSON.parse(line)]] : []));
    const tile = (index: number, from: number, to: number) => [
      to + index,
      { lanjie: 'tile', index, leaves: Buffer.concat(leaves(from, to)).toString('base64') },
    ];
    expect(tiles).toEqual([tile(0, 0, 256), tile(1, 256, 512), tile(2, 512, 600)]);
    expect(lines[5]).toBe(placed[0]?.bytes?.toString());
    expect(lines.at(-1)).toBe('{"lanjie":"end","entries":600}');
  });

  it('is the same whatever the pages, and ends at its size', async () => {
    const once = await linesOf(logFile(log(256, 1000)));
    for (const page of [1, 255, 256, 257]) expect(await linesOf(logFile(log(256, page)))).toEqual(once);
    expect(once.filter((line) => kindOf(line) === 'tile')).toHaveLength(1);
  });

  it('of no entries has no tile', async () => {
    const lines = await linesOf(logFile({ ...log(0), manifests: [] }));
    expect(lines.map(kindOf)).toEqual(['log', 'key', 'definition', 'checkpoint', 'end']);
  });

  it('tells an entry that the ledger has lost, and a place that the sequence has lost', async () => {
    const holes = placed
      .map((one) => (one.index === 3 ? { ...one, bytes: null } : one))
      .filter(({ index }) => index !== 5);
    const lines = await linesOf(logFile(log(7, 2, holes.slice(0, 6))));
    const missing = (index: number, of: string, version: number, leaf = '0'.repeat(64)) =>
      JSON.stringify({ lanjie: 'missing', index, case: of, version, leaf });
    expect(lines.slice(8, 12)).toEqual([
      missing(3, 'odd', 2, placed[3]?.leaf.toString('hex')),
      placed[4]?.bytes?.toString(),
      missing(5, '', 0),
      placed[6]?.bytes?.toString(),
    ]);
    expect(kindOf(lines[12] ?? '')).toBe('tile');
  });
});

describe('the bundle of a case', () => {
  const nodes = async (level: number, from: number, to: number) => {
    const kept = grown(emptyTree, leaves(0, 600)).nodes.filter((node) => node.level === level);
    return level === 0 ? leaves(from, to) : kept.slice(from, to).map(({ hash }) => hash);
  };
  const even = placed.filter(({ caseId }) => caseId === 'even').slice(0, 5);
  const manifest = { entry: Buffer.from('{}'), index: 7, place: 0, listed: [Buffer.alloc(32, 1)] };
  const bundle = (more: object = {}) => ({
    ...signed(3, 3, 8),
    caseId: 'even',
    number: 'N',
    version: 5,
    nodes,
    entries: () => pages(even, 2),
    manifest,
    ...more,
  });

  it('has its records in their order, and leaves out what the last checkpoint does not cover', async () => {
    const lines = await linesOf(bundleFile(bundle()));
    expect(lines.map(kindOf)).toEqual([
      ...['bundle', 'key', 'definition', 'checkpoint', 'checkpoint', 'checkpoint', 'consistency'],
      ...['entry', 'inclusion', 'entry', 'inclusion', 'entry', 'inclusion', 'entry', 'inclusion'],
      ...['manifest', 'evidence', 'end'],
    ]);
    expect(JSON.parse(lines[10] ?? '')).toEqual({
      lanjie: 'inclusion',
      version: 2,
      index: 2,
      path: (await inclusionProof(nodes, 2, 8)).map((hash) => hash.toString('hex')),
    });
    expect(lines.at(-2)).toBe(
      JSON.stringify({ lanjie: 'evidence', version: 3, part: 'evidence-1', blob: 'b'.repeat(64) }),
    );
    expect(lines.at(-1)).toBe('{"lanjie":"end","entries":4}');
  });

  it('has no manifest that the last checkpoint does not cover', async () => {
    const lines = await linesOf(bundleFile(bundle({ manifest: { ...manifest, index: 8 } })));
    expect(lines.map(kindOf)).not.toContain('manifest');
  });
});
