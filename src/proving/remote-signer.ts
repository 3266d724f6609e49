import { field } from '../platform/problem-shape.js';
import { noteAt, type SignedNote } from './signed-notes.js';
import { SignerRefuses, type SigningRequest, type TreeSigner } from './signer.js';

const PATIENCE_MS = 10_000;

/** A signer in a process of its own (`npm run signer`), asked over HTTP. */
export class RemoteSigner implements TreeSigner {
  constructor(
    private readonly url: string,
    private readonly secret: string,
  ) {}

  async sign({ have, size, root, old, proof }: SigningRequest): Promise<readonly SignedNote[]> {
    const hashes = proof.map((one) => one.toString('hex'));
    const said = await this.ask('checkpoints', { have, size, old, root: root.toString('hex'), proof: hashes });
    const notes = field(said, 'notes');
    if (!Array.isArray(notes)) throw new Error('the signer did not answer with notes');
    return notes.map((one) => noteAt(Number(field(one, 'n')), String(field(one, 'note')), textsIn(field(one, 'keys'))));
  }

  async identity(): Promise<{ origin: string; key: string }> {
    const said = await this.ask('identity');
    return { origin: String(field(said, 'origin')), key: String(field(said, 'key')) };
  }

  private async ask(path: string, body?: object): Promise<unknown> {
    const response = await fetch(new URL(path, this.url.endsWith('/') ? this.url : `${this.url}/`), {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${this.secret}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const said: unknown = await response.json().catch(() => null);
    if (response.ok) return said;
    const reason = field(said, 'reason');
    if (response.status === 409 && isReason(reason)) throw new SignerRefuses(reason, Number(field(said, 'size')));
    throw new Error(`the signer answered ${response.status}`);
  }
}

function isReason(value: unknown): value is SignerRefuses['reason'] {
  return value === 'stale' || value === 'shrunk' || value === 'rewritten' || value === 'forgotten';
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
