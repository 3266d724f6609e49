import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Problem, problemOf } from './problem.js';
import { databaseCode } from './problem-database.js';
import { language, renderProblem } from './problem-render.js';
import { field } from './problem-shape.js';

/** The one place where errors become answers: RFC 9457 problems in the caller's language. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

/** Sends the problem of any error, and logs it if it is a fault of ours. Does nothing once an answer has begun. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error);
  if (problem.status >= 500) logFault(error, problem, request);
  if (reply.sent || reply.raw.headersSent) {
    // Half an answer must not pass for a whole one.
    reply.raw.destroy();
    return;
  }
  const tongue = language(request.headers['accept-language']);
  const body = renderProblem(problem, tongue, request.id);
  void reply
    .code(problem.status)
    .headers({ 'content-language': tongue, 'cache-control': 'no-store', ...problem.fields.headers })
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(body));
}

// Messages of database and parser errors quote values: only names, codes and places are logged.
function logFault(error: unknown, problem: Problem, request: FastifyRequest): void {
  const fault = problem === error ? (problem.cause ?? problem) : error;
  const stack = field(fault, 'stack');
  const frames = typeof stack === 'string' ? stack.split('\n').filter((line) => /^ {4}at /.test(line)) : [];
  const details = {
    problem: problem.code,
    error: field(fault, 'name') ?? typeof fault,
    code: databaseCode(fault),
    constraint: field(fault, 'constraint') ?? field(field(fault, 'driverError'), 'constraint'),
    at: problem.status === 503 ? undefined : frames.slice(0, 12).map((line) => line.trim()),
  };
  if (problem.status === 503) request.log.warn(details, 'unavailable');
  else request.log.error(details, 'unexpected error');
}
