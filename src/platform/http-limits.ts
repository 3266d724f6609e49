import type { Server } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyHttpOptions, FastifyInstance, FastifyRequest } from 'fastify';
import { answerClientError, refuseExpectations } from './client-errors.js';
import { Problem, problemOfStatus } from './problem.js';

/** Longest address taken, path and query together, in characters. */
export const MAX_ADDRESS = 4_096;

/** Most headers of a request. */
export const MAX_HEADERS = 64;

/** All headers of a request together, in bytes. */
export const MAX_HEADER_BYTES = 16_384;

/** From here on an answer may fill what the network takes in at once, and wait for its reader. */
const LARGE_ANSWER = 64 * 1024;

/** How much of anything one connection may have. Times in milliseconds. */
export interface HttpLimits {
  /** Addresses or networks of proxies that are believed about who called and how. */
  readonly trustedProxies: readonly string[];
  /** Connections at once; further ones are dropped. */
  readonly connections: number;
  /** Until the headers of a request are there. */
  readonly headersMs: number;
  /** Until the body is there, of operations that do not read it as it comes. */
  readonly bodyMs: number;
  /** For which what still comes of a refused upload is let run dry, so that its sender hears the answer. */
  readonly dryMs: number;
  /** Until the longest request is there: an upload. */
  readonly requestMs: number;
  /** While a request or its answer is under way and nothing at all moves. */
  readonly quietMs: number;
  /** Until a large answer has been taken. */
  readonly answerMs: number;
  /** Until a file has been taken. */
  readonly fileMs: number;
  /** How often the times of requests that come in are looked at. */
  readonly checkMs: number;
}

/** What a server allows that is told nothing. */
export const httpLimits: HttpLimits = {
  trustedProxies: [],
  connections: 4_000,
  headersMs: 10_000,
  bodyMs: 30_000,
  dryMs: 1_000,
  requestMs: 3_660_000,
  quietMs: 60_000,
  answerMs: 300_000,
  fileMs: 3_600_000,
  checkMs: 2_000,
};

/** The part of it that Fastify and Node's HTTP server see to. */
export function serverLimits(limits: HttpLimits): FastifyHttpOptions<Server> {
  return {
    trustProxy: limits.trustedProxies.length > 0 && [...limits.trustedProxies],
    requestTimeout: limits.requestMs,
    connectionTimeout: limits.quietMs,
    clientErrorHandler: answerClientError,
    http: {
      insecureHTTPParser: false,
      // Asked for below: Node's own answer would be bare.
      requireHostHeader: false,
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: limits.headersMs,
      connectionsCheckingInterval: limits.checkMs,
    },
  };
}

/** The part of it that is seen to here; to be registered before anything that answers. */
export function registerHttpLimits(fastify: FastifyInstance, limits: HttpLimits): void {
  fastify.server.maxConnections = limits.connections;
  refuseExpectations(fastify.server);
  fastify.addHook('onRequest', (request, reply, done) => {
    const refusal = refusalOf(request);
    // Whoever sends such a thing is not asked for more.
    if (refusal) reply.header('connection', 'close');
    done(refusal);
  });
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    const ms = timeToTake(payload, limits);
    if (ms > 0) {
      const timer = setTimeout(() => reply.raw.destroy(), ms).unref();
      reply.raw.once('close', () => clearTimeout(timer));
    }
    done(null, payload);
  });
}

function refusalOf({ raw }: FastifyRequest): Problem | undefined {
  if ((raw.url?.length ?? 0) > MAX_ADDRESS) return problemOfStatus(414);
  if (raw.rawHeaders.length > 2 * MAX_HEADERS) return problemOfStatus(431);
  if (raw.headers.host === undefined && raw.httpVersion === '1.1') return problemOfStatus(400);
  const { 'content-encoding': packed, 'transfer-encoding': transfer } = raw.headers;
  // Nothing here unpacks a body, whatever a proxy before it made of one.
  if (packed !== undefined && packed.toLowerCase() !== 'identity') return problemOfStatus(415);
  if (transfer !== undefined && transfer.toLowerCase() !== 'chunked') return problemOfStatus(400);
  const twice = saidTwice(raw.rawHeaders);
  return twice === undefined ? undefined : headerTwice(twice);
}

/** Node takes the first of these, or joins them; a proxy before it may have taken the last. */
const SINGLE = new Set(['authorization', 'content-length', 'content-type', 'host', 'idempotency-key', 'if-match']);

function saidTwice(rawHeaders: readonly string[]): string | undefined {
  let seen = '';
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]?.toLowerCase() ?? '';
    if (!SINGLE.has(name)) continue;
    if (seen.includes(` ${name} `)) return name;
    seen += ` ${name} `;
  }
  return undefined;
}

function headerTwice(name: string): Problem {
  return new Problem({
    status: 400,
    code: 'headerTwice',
    detail: { zh: `请求头 ${name} 只能出现一次。`, en: `The header ${name} may be sent once only.` },
  });
}

function timeToTake(payload: unknown, { answerMs, fileMs }: HttpLimits): number {
  if (payload instanceof Readable) return fileMs;
  const size = typeof payload === 'string' || Buffer.isBuffer(payload) ? payload.length : 0;
  return size > LARGE_ANSWER ? answerMs : 0;
}
