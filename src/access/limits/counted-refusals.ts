import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Refusals } from '../refusals.js';
import { addressSubject } from './address.js';
import { Limits, type Subjects } from './limits.js';

/** By address: who is turned away is nobody yet. */
@Injectable()
export class CountedRefusals extends Refusals {
  constructor(@Inject(Limits) private readonly limits: Limits) {
    super();
  }

  assertMayTry(request: FastifyRequest): void {
    this.limits.assertLeft('refused', comingFrom(request));
  }

  async count(request: FastifyRequest): Promise<void> {
    await this.limits.limit('refused', comingFrom(request));
  }
}

function comingFrom({ ip, socket }: FastifyRequest): Subjects {
  return { address: addressSubject(ip, socket.remoteAddress) };
}
