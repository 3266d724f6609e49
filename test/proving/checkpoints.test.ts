import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseCheckpoint } from '../../src/engine/ledger/checkpoint.js';
import { parseNote, parseVerifier, signedBy } from '../../src/engine/ledger/note.js';
import { isExtended, isIncluded } from '../../src/engine/ledger/tree.js';
import { entriesOf } from '../audit/house.js';
import { Play, scene, Theatre } from '../stories/play.js';

let theatre: Theatre;
let play: Play;
const get = (path: string, headers: Record<string, string> = {}) => theatre.get('auditor', path, headers);

beforeAll(async () => {
  theatre = await Theatre.open();
  play = new Play(theatre);
  await play.tell({ steps: scene('to-the-scene', 1, 3) });
}, 120_000);
afterAll(() => theatre?.close());

const checkpoint = async () => {
  const { text, headers } = await get('/audit/checkpoint');
  const note = parseNote(text);
  return { note, text, etag: String(headers['etag']), ...parseCheckpoint(note.text) };
};
const hashes = (path: string[]) => path.map((one) => Buffer.from(one, 'hex'));

describe('before anything is signed', () => {
  test('there is no checkpoint, and no proof', async () => {
    for (const path of ['checkpoint', 'checkpoints', 'proof?from=0&to=0', `proof?case=${play.id}&version=1`]) {
      const { status, body } = await get(`/audit/${path}`);
      expect([path, status, body.code]).toEqual([path, 404, 'noCheckpoint']);
    }
  });
});

describe('a checkpoint', () => {
  test('is the signed note of the tree, under an entity tag', async () => {
    await theatre.prove();
    const { text, headers, status } = await get('/audit/checkpoint');
    expect([status, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
    const [{ note, keys, size }] = await theatre.ds.query(
      'select note, keys, size::int as size from checkpoint order by id desc limit 1',
    );
    expect(text).toBe(note);
    expect(signedBy(parseNote(text), parseVerifier(keys[0]))).toBe(0);
    expect(parseCheckpoint(parseNote(text).text).size).toBe(size);
    const again = await get('/audit/checkpoint', { 'if-none-match': String(headers['etag']) });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  test('is followed by those that tell of other keys', async () => {
    const { origin, text } = await checkpoint();
    expect((await get('/audit/checkpoints')).body).toEqual({ origin, notes: [text] });
    expect((await get(`/audit/checkpoints?origin=${origin}`)).body).toEqual({ origin, notes: [text] });
    expect((await get('/audit/checkpoints?origin=other')).body.code).toBe('noSuchOrigin');
  });
});

describe('a proof', () => {
  test('shows that the log only grew', async () => {
    const older = await checkpoint();
    await play.record('duty', 'lead.noted', { text: '再次联系' });
    await theatre.prove();
    const newer = await checkpoint();
    expect(newer.etag).not.toBe(older.etag);
    const { body } = await get(`/audit/proof?from=${older.size}&to=${newer.size}`);
    expect([body.from, body.to]).toEqual([older.size, newer.size]);
    expect(isExtended(older, newer, hashes(body.path))).toBe(true);
    expect((await get(`/audit/proof?from=0&to=${newer.size}`)).body.path).toEqual([]);
    expect((await get(`/audit/proof?from=${newer.size}&to=${newer.size}`)).body.path).toEqual([]);
  });

  test('shows that an entry stands in it, and is a look at its case', async () => {
    const { size, root } = await checkpoint();
    const [{ leaf }] = await theatre.ds.query('select leaf from ledger_entry where case_id = $1 and version = 2', [
      play.id,
    ]);
    for (const query of ['', `&size=${size}`, '&size=5']) {
      const { body } = await get(`/audit/proof?case=${play.id}&version=2${query}`);
      expect(body).toMatchObject({ case: play.id, version: 2, leaf: leaf.toString('hex') });
      if (body.size === size) expect(isIncluded(leaf, body.index, { size, root }, hashes(body.path))).toBe(true);
    }
    const looks = await entriesOf(theatre, () => get(`/audit/proof?case=${play.id}&version=2`));
    expect(looks).toEqual([{ type: 'log.read', actor: 'auditor', about: play.id }]);
    expect(await entriesOf(theatre, () => get(`/audit/proof?from=1&to=${size}`))).toEqual([]);
    expect(await entriesOf(theatre, () => get('/audit/checkpoint'))).toEqual([]);
  });

  test.each([
    ['', 400, ''],
    ['?from=1', 400, 'to'],
    ['?to=1', 400, 'from'],
    ['?from=2&to=1', 400, 'from'],
    ['?from=1&to=999999', 400, 'to'],
    ['?from=x&to=1', 400, 'from'],
    ['?from=&to=1', 400, 'from'],
    ['?from=1&to=2&size=2', 400, ''],
    ['?case=x&version=1', 400, 'case'],
    ['?case=0192f3a0-0000-7000-8000-000000000001', 400, 'version'],
    ['?case=0192f3a0-0000-7000-8000-000000000001&version=1&size=999999', 400, 'size'],
    ['?case=0192f3a0-0000-7000-8000-000000000001&version=1', 404, undefined],
  ])('says what is wrong with %s', async (query, status, field) => {
    const answer = await get(`/audit/proof${query}`);
    expect([answer.status, answer.body.errors?.[0]?.field]).toEqual([status, field]);
  });

  test('is not of what no checkpoint covers yet', async () => {
    await play.record('duty', 'lead.noted', { text: '尚未签名' });
    const { version } = await play.file();
    const { status, body } = await get(`/audit/proof?case=${play.id}&version=${version}`);
    expect([status, body.code]).toEqual([404, 'notInTree']);
  });

  test('is for auditors alone', async () => {
    for (const path of ['checkpoint', 'checkpoints', 'proof?from=0&to=0'])
      expect([path, (await theatre.get('duty', `/audit/${path}`)).status]).toEqual([path, 403]);
  });
});
