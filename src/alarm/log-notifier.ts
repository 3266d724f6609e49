import type { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import type { Notice, Notifier } from './notifier.js';

/** Writes notices to the log of the process: where no gateway is set, and for drills. */
export class LogNotifier implements Notifier {
  constructor(private readonly host: HttpAdapterHost) {}

  send(notice: Notice): Promise<void> {
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    const { to, level, number, clock, minutes, where, exercise } = notice;
    fastify.log.warn({ to, level, number, clock, minutes, where: where?.code ?? null, exercise }, 'alarm');
    return Promise.resolve();
  }
}
