import { createPrivateKey, createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';

/**
 * Signed notes (C2SP signed-note): a text that a person can read, an empty line, and a line for each signature,
 * `— <name> <base64(key hash ‖ signature)>`. Keys have names; the key hash names algorithm and key.
 */
export interface Note {
  /** Ends with a line feed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  /** Four bytes: the beginning of SHA-256(name ‖ 0x0A ‖ algorithm ‖ public key). */
  readonly keyHash: Buffer;
  readonly bytes: Buffer;
}

/** Algorithms of a key: a plain Ed25519 signature of the text, or a witness's cosignature (C2SP tlog-cosignature). */
export const ALGORITHMS = { ed25519: 0x01, cosignature: 0x04 } as const;

/** A public key that may have signed a note. */
export interface Verifier {
  readonly name: string;
  readonly algorithm: keyof typeof ALGORITHMS;
  readonly keyHash: Buffer;
  readonly key: KeyObject;
}

/** A key that signs notes under its name. */
export interface Signer extends Verifier {
  readonly secret: KeyObject;
}

/** The note is not of the form, or carries no signature that counts. */
export class NoteInvalid extends Error {
  override name = 'NoteInvalid';
}

// SubjectPublicKeyInfo and PKCS #8 of Ed25519 (RFC 8410) before the 32 bytes of the key.
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');
const keyName = /^[^\s+\p{Cc}]+$/u;

/** The signer whose Ed25519 key grows from these 32 secret bytes (RFC 8032). */
export function signerOf(name: string, seed: Buffer, algorithm: Verifier['algorithm'] = 'ed25519'): Signer {
  const secret = createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' });
  const bytes = createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(spkiHead.length);
  return { ...verifierOf(name, bytes, algorithm), secret };
}

/** The verifier of these 32 public bytes. Throws `NoteInvalid` for a name that no note could carry. */
export function verifierOf(name: string, bytes: Buffer, algorithm: Verifier['algorithm'] = 'ed25519'): Verifier {
  if (!keyName.test(name)) throw new NoteInvalid(`"${name}" is no name of a key: no white space, no plus sign`);
  const key = createPublicKey({ key: Buffer.concat([spkiHead, bytes]), format: 'der', type: 'spki' });
  const typed = Buffer.concat([Buffer.of(ALGORITHMS[algorithm]), bytes]);
  const keyHash = hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), typed]), 'buffer').subarray(0, 4);
  return { name, algorithm, keyHash, key };
}

/** A verifier as one line: `<name>+<key hash, hex>+<base64(algorithm ‖ public key)>`. */
export function verifierText({ name, algorithm, keyHash, key }: Verifier): string {
  const bytes = key.export({ format: 'der', type: 'spki' }).subarray(spkiHead.length);
  const typed = Buffer.concat([Buffer.of(ALGORITHMS[algorithm]), bytes]);
  return `${name}+${keyHash.toString('hex')}+${typed.toString('base64')}`;
}

/** Reads such a line. Throws `NoteInvalid`. */
export function parseVerifier(text: string): Verifier {
  const [, name, keyHash, base64] = /^([^+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim()) ?? [];
  const typed = Buffer.from(base64 ?? '', 'base64');
  const algorithm = algorithmOf(typed[0]);
  if (name === undefined || !algorithm || typed.length !== 33) throw new NoteInvalid('not a public key of a note');
  const verifier = verifierOf(name, typed.subarray(1), algorithm);
  if (verifier.keyHash.toString('hex') !== keyHash) throw new NoteInvalid('the key hash is not that of the key');
  return verifier;
}

function algorithmOf(byte: number | undefined): Verifier['algorithm'] | undefined {
  if (byte === ALGORITHMS.ed25519) return 'ed25519';
  return byte === ALGORITHMS.cosignature ? 'cosignature' : undefined;
}

/** Signs a text. A cosignature also says when (seconds since the epoch); `time` is needed for it alone. */
export function signatureOn(text: string, signer: Signer, time?: number): NoteSignature {
  const { name, keyHash, secret } = signer;
  const bytes =
    signer.algorithm === 'ed25519'
      ? sign(null, Buffer.from(text), secret)
      : Buffer.concat([timeBytes(time), sign(null, cosigned(text, Number(time)), secret)]);
  return { name, keyHash, bytes };
}

/** The time a verifier's cosignature tells, 0 for a plain signature; null when none of the signatures is its own and right. */
export function signedBy({ text, signatures }: Note, verifier: Verifier): number | null {
  for (const { name, keyHash, bytes } of signatures) {
    if (name !== verifier.name || !keyHash.equals(verifier.keyHash)) continue;
    const time = isRight(text, verifier, bytes);
    if (time !== null) return time;
  }
  return null;
}

function isRight(text: string, { algorithm, key }: Verifier, bytes: Buffer): number | null {
  if (algorithm === 'ed25519') return verify(null, Buffer.from(text), key, bytes) ? 0 : null;
  if (bytes.length !== 72) return null;
  const time = Number(bytes.readBigUInt64BE());
  return verify(null, cosigned(text, time), key, bytes.subarray(8)) ? time : null;
}

function cosigned(text: string, time: number): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${time}\n${text}`);
}

function timeBytes(time: number | undefined): Buffer {
  if (time === undefined || !Number.isSafeInteger(time)) throw new RangeError('a cosignature says when it was made');
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(time));
  return bytes;
}

/** The note as it is published. */
export function noteText({ text, signatures }: Note): string {
  const lines = signatures.map(
    ({ name, keyHash, bytes }) => `\u2014 ${name} ${Buffer.concat([keyHash, bytes]).toString('base64')}\n`,
  );
  return `${text}\n${lines.join('')}`;
}

const signatureLine = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u;

/** Takes a published note apart; says nothing about its signatures. Throws `NoteInvalid`. */
export function parseNote(published: string): Note {
  const split = published.lastIndexOf('\n\n');
  if (split < 0 || !published.endsWith('\n')) throw new NoteInvalid('no empty line before the signatures');
  const text = published.slice(0, split + 1);
  if (/(?!\n)\p{Cc}/u.test(text)) throw new NoteInvalid('control characters in the text');
  const lines = published.slice(split + 2, -1).split('\n');
  return { text, signatures: lines.map(signatureIn) };
}

function signatureIn(line: string): NoteSignature {
  const [, name, base64] = signatureLine.exec(line) ?? [];
  const bytes = Buffer.from(base64 ?? '', 'base64');
  if (name === undefined || bytes.length < 5) throw new NoteInvalid('a line that is no signature');
  return { name, keyHash: bytes.subarray(0, 4), bytes: bytes.subarray(4) };
}
