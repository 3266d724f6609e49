import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  noteText,
  parseNote,
  parseVerifier,
  signatureOn,
  signedBy,
  signerOf,
  verifierText,
} from '../../src/engine/ledger/note.js';
import { lastCheckpoint } from '../../src/engine/store/checkpoints.js';
import { entriesOf } from '../audit/house.js';
import { Verifiers } from '../proof/verifiers.js';
import { Play, scene, Theatre } from '../stories/play.js';

const witness = signerOf('witness/one', Buffer.alloc(32, 1), 'cosignature');
const other = signerOf('witness/two', Buffer.alloc(32, 2), 'cosignature');
const stranger = signerOf('witness/one', Buffer.alloc(32, 3), 'cosignature');

let theatre: Theatre;
beforeAll(async () => {
  const known = [witness, other].map(verifierText).join(', ');
  theatre = await Theatre.open({ LANJIE_WITNESSES: known });
  await new Play(theatre).tell({ steps: scene('to-the-scene', 1, 3) });
  await theatre.prove();
}, 120_000);
afterAll(() => theatre?.close());

const get = (path: string) => theatre.get('auditor', path);
const handIn = async (note: string, type = 'text/plain', who = 'auditor') => {
  const answer = await fetch(`${theatre.address}/audit/checkpoint/cosignatures`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await theatre.token(who)}`, 'content-type': type },
    body: note,
  });
  const body: { code?: string } = JSON.parse(await answer.text());
  return { status: answer.status, body };
};
const published = async () => (await get('/audit/checkpoint')).text;
const signedWith = (note: string, ...signers: (typeof witness)[]) => {
  const { text, signatures } = parseNote(note);
  return noteText({
    text,
    signatures: [...signatures, ...signers.map((one) => signatureOn(text, one, 1_732_000_000))],
  });
};

describe('a count that an auditor asks for', () => {
  test('is an entry of the administration, once for each key, and no look at any case', async () => {
    const ask = (key: string) => theatre.post('auditor', '/audit/manifests', {}, { 'idempotency-key': key });
    const [{ cases }] = await theatre.ds.query('select count(*)::text as cases from case_file');
    const first = await ask('one');
    expect([first.status, first.body.counted.cases]).toEqual([200, cases]);
    expect(first.body.receipt.type).toBe('office.casesCounted');
    const again = await ask('one');
    expect([again.body, again.headers['idempotent-replayed']]).toEqual([first.body, 'true']);
    const second = await ask('two');
    expect(second.body.receipt.version).toBe(first.body.receipt.version + 1);
    expect(await entriesOf(theatre, () => ask('three'))).toEqual([]);
    expect((await theatre.post('duty', '/audit/manifests', {})).status).toBe(403);
    expect((await theatre.post('auditor', '/audit/manifests', {}, { 'idempotency-key': '' })).status).toBe(400);
  });
});

describe('a cosignature', () => {
  test('of a listed witness is published with its checkpoint', async () => {
    const note = await published();
    const taken = await handIn(signedWith(note, witness));
    expect(taken).toEqual({ status: 201, body: expect.objectContaining({ witnesses: ['witness/one'] }) });
    expect((await handIn(signedWith(note, witness))).status).toBe(200);
    expect((await handIn(signedWith(note, other))).status).toBe(201);
    const now = await published();
    const known = [witness, other].map((one) => signedBy(parseNote(now), parseVerifier(verifierText(one))));
    expect([now.startsWith(note), known]).toEqual([true, [1_732_000_000, 1_732_000_000]]);
  });

  test('shows in what an auditor takes along', async () => {
    const verifiers = new Verifiers();
    const headers = { authorization: `Bearer ${await theatre.token('auditor')}` };
    const file = Buffer.from(await (await fetch(`${theatre.address}/audit/log`, { headers })).arrayBuffer());
    const last = await lastCheckpoint(theatre.ds);
    const { report } = await verifiers.judge({
      file,
      keys: last?.keys ?? [],
      words: ['--witness', verifierText(witness)],
    });
    verifiers.close();
    expect(report).toMatchObject({ intact: true, witnessed: last?.size });
  });

  test('of anybody else, or of something else, is refused', async () => {
    const note = await published();
    const bare = noteText({ ...parseNote(note), signatures: parseNote(note).signatures.slice(0, 1) });
    const [origin, , root] = note.split('\n');
    const unpublished = signedWith(`${origin}\n9999\n${root}\n\n${bare.split('\n\n')[1]}`, witness);
    // Only the beginning of the text was signed.
    const { text, signatures } = parseNote(bare);
    const shorter = `${text.split('\n').slice(0, 3).join('\n')}\n`;
    const cut = noteText({ text: shorter, signatures: [...signatures, signatureOn(shorter, witness, 1)] });
    const cases: [string, string, number, string][] = [
      ['a stranger', signedWith(bare, stranger), 403, 'noWitness'],
      ['nobody', bare, 403, 'noWitness'],
      ['another tree', unpublished, 409, 'otherCheckpoint'],
      ['part of the text', cut, 409, 'otherCheckpoint'],
      ['no note', 'hello', 400, 'notANote'],
      ['nothing', '', 400, 'notANote'],
      [
        'no checkpoint',
        noteText({ text: 'hello\n', signatures: [signatureOn('hello\n', witness, 1)] }),
        400,
        'notANote',
      ],
      ['too much', 'x'.repeat(70_000), 413, 'bodyTooLarge'],
    ];
    for (const [what, sent, status, code] of cases) {
      const answer = await handIn(sent);
      expect([what, answer.status, answer.body.code]).toEqual([what, status, code]);
    }
    expect((await handIn(signedWith(bare, witness), 'application/json')).status).toBe(400);
    expect((await handIn(signedWith(bare, witness), 'application/octet-stream')).status).toBe(415);
    expect((await handIn(signedWith(bare, witness), 'text/plain', 'duty')).status).toBe(403);
  });
});
