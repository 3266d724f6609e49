import type { LoggerService } from '@nestjs/common';
import type { FastifyBaseLogger, FastifyInstance, FastifyServerOptions } from 'fastify';
import type { LogLevel } from '../config.js';

/**
 * Fastify's log: JSON lines on standard output. No line holds bodies, headers, query strings or addresses of callers;
 * requests are told by route, so that what a caller typed into a path is not kept either.
 */
export function logOptions(level: LogLevel): FastifyServerOptions['logger'] {
  if (level === 'silent') return false;
  return {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
    serializers: {
      req: (request) => ({ method: request.method }),
      res: (reply) => ({ status: reply.statusCode }),
      // An error's message may quote values.
      err: (error) => ({ type: error.name, message: '', stack: '', code: 'code' in error ? error.code : undefined }),
    },
  };
}

/** Logs one line per answered request. */
export function registerRequestLog(fastify: FastifyInstance): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
      },
      'request',
    );
    done();
  });
}

/** Lets Nest's own few lines go to the same log. Its start-up chatter is left out. */
export class NestLog implements LoggerService {
  private readonly log_: FastifyBaseLogger;

  constructor(log: FastifyBaseLogger) {
    this.log_ = log;
  }

  log(message: unknown): void {
    this.log_.debug(String(message));
  }

  warn(message: unknown): void {
    this.log_.warn(String(message));
  }

  error(message: unknown): void {
    this.log_.error(message instanceof Error ? message.name : String(message));
  }
}
