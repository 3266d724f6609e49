import type { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { Counter } from 'prom-client';
import { metrics } from '../../platform/metrics.js';

const counter = new Counter({
  name: 'lanjie_sign_ins_total',
  help: 'Attempts to sign in, to prove anew who one is, and to refresh, by what became of them.',
  labelNames: ['outcome'],
  registers: [metrics],
});

/**
 * Tells the process's log and its metrics what became of every attempt. An account is named only where there is one: what
 * was typed instead may be a password. No address is kept.
 */
export class SignInLog {
  constructor(private readonly host: HttpAdapterHost) {}

  /** `outcome`: `signedIn`, `steppedUp`, or the code of the problem. */
  tell(outcome: string, account: string | undefined): void {
    counter.inc({ outcome });
    const { log }: FastifyInstance = this.host.httpAdapter.getInstance();
    log.info({ outcome, ...(account === undefined ? {} : { account }) }, 'sign-in');
  }
}
