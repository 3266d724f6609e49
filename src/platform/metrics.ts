import { Controller, Get, Header } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { Operation } from './operation.js';

/** Every metric of this process; others register theirs here. */
export const metrics = new Registry();

collectDefaultMetrics({ register: metrics });

const requestSeconds = new Histogram({
  name: 'lanjie_http_request_seconds',
  help: 'Time from the arrival of a request to the end of its answer, by route.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  registers: [metrics],
});

/** Measures every request of this server, named by its route and never by its path. */
export function registerRequestMetrics(fastify: FastifyInstance): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    requestSeconds.observe(
      { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
    done();
  });
}

/** What Prometheus reads. */
@Controller('metrics')
export class MetricsController {
  @Get()
  @Operation({
    id: 'metrics',
    tag: 'health',
    roles: 'public',
    limit: 'none',
    summary: { zh: '运行指标', en: 'Metrics for Prometheus' },
  })
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  read(): Promise<string> {
    return metrics.metrics();
  }
}
