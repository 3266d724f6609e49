import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from './problem.filter.js';
import { problemOfStatus } from './problem.js';

/** Route configuration of an operation that reads its body itself, as it comes. */
export const takesStream = { takesStream: true };

/** How long the body of any other operation may take to arrive, in milliseconds. */
export const BODY_MS = 30_000;

function isStreamed(request: FastifyRequest): boolean {
  return Reflect.get(request.routeOptions.config, 'takesStream') === true;
}

/**
 * Hands bodies of any type to the operations that read them themselves; everywhere else what is not JSON is answered 415,
 * and a body that takes too long 408. To be registered after the JSON parser.
 */
export function registerStreams(fastify: FastifyInstance, bodyMs = BODY_MS): void {
  fastify.addContentTypeParser('*', (request, payload, done) => {
    if (isStreamed(request)) done(null, payload);
    else done(problemOfStatus(415));
  });
  fastify.addHook('preParsing', (request, reply, payload, done) => {
    if (!isStreamed(request) && !request.raw.complete) hurry(request, reply, bodyMs);
    done(null, payload);
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
