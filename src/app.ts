import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { DataSource } from 'typeorm';
import { appModule } from './app.module.js';
import type { CasesOptions } from './cases/cases.module.js';
import type { Config, LogLevel } from './config.js';
import { type HttpLimits, httpLimits, registerHttpLimits, serverLimits } from './platform/http-limits.js';
import { registerStrictJson } from './platform/json-body.js';
import { registerKnownMethods } from './platform/known-methods.js';
import { logOptions, NestLog, registerRequestLog } from './platform/logs.js';
import { registerRequestMetrics } from './platform/metrics.js';
import { sendProblem } from './platform/problem.filter.js';
import { Problem } from './platform/problem-shape.js';
import { registerStreams } from './platform/stream-body.js';
import { registerStrictHeaders, setStrictHeaders } from './platform/strict-headers.js';

/**
 * The application as `npm start` runs it, initialised but not listening. The DataSource must be connected and its
 * schema migrated; closing the application lets running requests finish and leaves the DataSource open.
 */
export function createApp(
  config: Config,
  dataSource: DataSource,
  cases: CasesOptions = {},
): Promise<NestFastifyApplication> {
  return createAppOf(appModule(config, dataSource, cases), config.logLevel, limitsOf(config));
}

function limitsOf({ trustedProxies, connections, evidence }: Config): HttpLimits {
  return {
    ...httpLimits,
    trustedProxies,
    connections,
    // An upload has limits of its own, which are to strike first: they can be told.
    requestMs: evidence.totalMs + 60_000,
    quietMs: Math.max(httpLimits.quietMs, evidence.idleMs + 30_000),
  };
}

/**
 * An application of any root module on the same ground: strict bodies and headers, problems, request ids, limits of a
 * connection, logs, metrics, draining.
 */
export async function createAppOf(
  module: DynamicModule,
  logLevel: LogLevel,
  limits: HttpLimits = httpLimits,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    logger: logOptions(logLevel),
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    ...serverLimits(limits),
    return503OnClosing: false,
    frameworkErrors: refuseAddress,
  });
  const fastify: FastifyInstance = adapter.getInstance();
  registerHooks(fastify, limits);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    abortOnError: false,
    logger: new NestLog(fastify.log),
  });
  registerStrictJson(fastify);
  registerStreams(fastify, limits);
  await app.init();
  await fastify.ready();
  return app;
}

// The router refuses a malformed address before any hook runs.
function refuseAddress(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  setStrictHeaders(request, reply);
  reply.header('x-request-id', request.id);
  sendProblem(error, request, reply);
}

function registerHooks(fastify: FastifyInstance, limits: HttpLimits): void {
  let closing = false;
  fastify.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  registerStrictHeaders(fastify);
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    if (!closing) return done();
    done(shuttingDown());
  });
  registerHttpLimits(fastify, limits);
  registerKnownMethods(fastify);
  registerRequestMetrics(fastify);
  if (fastify.log.level !== 'silent') registerRequestLog(fastify);
}

// Only on connections kept alive: new ones are no longer taken.
function shuttingDown(): Problem {
  return new Problem({
    status: 503,
    code: 'shuttingDown',
    detail: { zh: '服务器正在关闭，请重试。', en: 'This server is shutting down: try again.' },
    headers: { 'retry-after': '2', connection: 'close' },
  });
}
