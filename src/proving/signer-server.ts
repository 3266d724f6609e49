import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { field } from '../platform/problem-shape.js';
import { SignerRefuses, type SigningRequest, type TreeSigner } from './signer.js';

/** A proof has some 60 hashes at most. */
const MOST_BYTES = 64 * 1024;

/** Serves a signer to the servers that know the secret: `POST /checkpoints`, `GET /identity`. Not listening yet. */
export function signerServer(signer: TreeSigner, secret: string): Server {
  const server = createServer((request, response) => {
    answer(signer, secret, request).then(
      ({ status, body }) => send(response, status, body),
      () => send(response, 500, { reason: 'failed' }),
    );
  });
  server.requestTimeout = 10_000;
  server.headersTimeout = 5_000;
  return server;
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

async function answer(signer: TreeSigner, secret: string, request: IncomingMessage): Promise<Answer> {
  if (!knows(request, secret)) return { status: 401, body: { reason: 'secret' } };
  if (request.method === 'GET' && request.url === '/identity') return { status: 200, body: await signer.identity() };
  if (request.method !== 'POST' || request.url !== '/checkpoints') return { status: 404, body: { reason: 'path' } };
  const asked = requestIn(await read(request));
  if (!asked) return { status: 400, body: { reason: 'malformed' } };
  try {
    const notes = await signer.sign(asked);
    return { status: 200, body: { notes: notes.map(({ n, note, keys }) => ({ n, note, keys })) } };
  } catch (error) {
    if (!(error instanceof SignerRefuses)) throw error;
    return { status: 409, body: { reason: error.reason, size: error.size } };
  }
}

function knows({ headers }: IncomingMessage, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${secret}`));
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MOST_BYTES) return '';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function requestIn(text: string): SigningRequest | null {
  try {
    const said: unknown = JSON.parse(text);
    const [size, old, have] = [field(said, 'size'), field(said, 'old'), haveIn(field(said, 'have'))];
    const [root, proof] = [hashIn(field(said, 'root')), field(said, 'proof')];
    if (have === undefined || !isCount(size) || !isCount(old) || !root || !Array.isArray(proof)) return null;
    const hashes = proof.map(hashIn).filter((one) => one !== null);
    return hashes.length === proof.length ? { have, size, root, old, proof: hashes } : null;
  } catch {
    return null;
  }
}

/** Undefined for what is none. */
function haveIn(value: unknown): SigningRequest['have'] | undefined {
  if (value === null) return null;
  const [n, note] = [field(value, 'n'), field(value, 'note')];
  return isCount(n) && n > 0 && typeof note === 'string' ? { n, note } : undefined;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function hashIn(value: unknown): Buffer | null {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value) ? Buffer.from(value, 'hex') : null;
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
