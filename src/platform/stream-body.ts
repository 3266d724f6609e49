import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from './problem.filter.js';
import { problemOfStatus } from './problem.js';

/** Route configuration of an operation that reads its body itself, as it comes. */
export const takesStream = { takesStream: true };

/** How long a body may take to arrive, and what is left of a refused one may run dry, in milliseconds. */
export interface Waits {
  readonly bodyMs: number;
  readonly dryMs: number;
}

function isStreamed(request: FastifyRequest): boolean {
  return Reflect.get(request.routeOptions.config, 'takesStream') === true;
}

/**
 * Hands bodies of any type to the operations that read them themselves; everywhere else what is not JSON is answered 415,
 * and a body that takes too long 408. Where a request is refused before its body was read, the connection ends with the
 * answer. To be registered after the JSON parser.
 */
export function registerStreams(fastify: FastifyInstance, { bodyMs, dryMs }: Waits): void {
  fastify.addContentTypeParser('*', (request, payload, done) => {
    if (isStreamed(request)) done(null, payload);
    else done(problemOfStatus(415));
  });
  fastify.addHook('preParsing', (request, reply, payload, done) => {
    if (!isStreamed(request) && !request.raw.complete) hurry(request, reply, bodyMs);
    done(null, payload);
  });
  fastify.addHook('onSend', (request, reply, payload, done) => {
    if (reply.statusCode < 400 || !isStillComing(request)) return done(null, payload);
    // What was not read stands between this answer and the next request.
    reply.header('connection', 'close');
    // Any other body has its reader, who must not get to its end any more.
    if (isStreamed(request)) void runDry(request.raw, dryMs).then(() => done(null, payload));
    else done(null, payload);
  });
}

function isStillComing({ raw, headers }: FastifyRequest): boolean {
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  return hasBody && !raw.complete;
}

/** Lets what is still coming run dry for a moment: a sender that is cut off in mid-sentence may never read the answer. */
async function runDry(source: Readable, ms: number): Promise<void> {
  if (source.readableEnded || source.destroyed) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    const over = () => {
      clearTimeout(timer);
      resolve();
    };
    source.once('error', over).once('end', over).once('close', over).resume();
  });
}

function hurry(request: FastifyRequest, reply: FastifyReply, ms: number): void {
  const timer = setTimeout(() => {
    if (request.raw.complete || reply.sent) return;
    reply.header('connection', 'close');
    sendProblem(problemOfStatus(408), request, reply);
  }, ms).unref();
  request.raw.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
}
