import { describe, expect, it } from '@jest/globals';
import { checkpointText, parseCheckpoint } from '../../../src/engine/ledger/checkpoint.js';
import {
  NoteInvalid,
  noteText,
  parseNote,
  parseVerifier,
  signatureOn,
  signedBy,
  signerOf,
  verifierText,
} from '../../../src/engine/ledger/note.js';

const seed = Buffer.alloc(32, 7);
const signer = signerOf('lanjie.example/guilin', seed);
const witness = signerOf('auditor.example', Buffer.alloc(32, 9), 'cosignature');
const checkpoint = { origin: 'lanjie.example/guilin', size: 42, root: Buffer.alloc(32, 5), extensions: [] };
const text = checkpointText(checkpoint);

describe('a signed note', () => {
  it('of the Go checksum database tools verifies', () => {
    const key = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
    const note = [
      'If you think cryptography is the answer to your problem,',
      "then you don't know what your problem is.",
      '',
      '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=',
      '',
    ].join('\n');
    expect(signedBy(parseNote(note), parseVerifier(key))).toBe(0);
    expect(signedBy(parseNote(note.replace('answer', 'Answer')), parseVerifier(key))).toBeNull();
    expect(verifierText(parseVerifier(key))).toBe(key);
    expect(noteText(parseNote(note))).toBe(note);
  });

  it('is what its signers signed, each under its own name and time', () => {
    const note = parseNote(
      noteText({ text, signatures: [signatureOn(text, signer), signatureOn(text, witness, 1_790_000_000)] }),
    );
    expect(signedBy(note, signer)).toBe(0);
    expect(signedBy(note, witness)).toBe(1_790_000_000);
    expect(signedBy(note, signerOf('somebody.else', seed))).toBeNull();
    expect(signedBy(note, signerOf('lanjie.example/guilin', Buffer.alloc(32, 8)))).toBeNull();
    expect(signedBy({ ...note, text: text.replace('42', '43') }, witness)).toBeNull();
    expect(parseCheckpoint(note.text)).toEqual(checkpoint);
  });

  it.each([
    ['no empty line', 'a\n— n AAAAAAA=\n'],
    ['no signature', 'a\n\nb\n'],
    ['a carriage return', 'a\r\n\n— n AAAAAAA=\n'],
    ['no end', `${noteText({ text, signatures: [signatureOn(text, signer)] })}x`],
  ])('with %s is none', (_, published) => {
    expect(() => parseNote(published)).toThrow(NoteInvalid);
  });

  it.each([
    ['a leading zero', 'o\n042\nBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU=\n'],
    ['a short root', 'o\n42\nBQUF\n'],
    ['no origin', '\n42\nBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU=\n'],
    ['another base64', 'o\n42\nBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQW=\n'],
    ['an empty line', 'o\n42\nBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU=\n\n'],
  ])('a checkpoint with %s is none', (_, published) => {
    expect(() => parseCheckpoint(published)).toThrow(NoteInvalid);
  });
});
