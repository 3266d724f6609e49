import type { FastifyRequest } from 'fastify';

/** Counts who is turned away at the door, so that nobody tries for ever. Provided by the limits. */
export abstract class Refusals {
  /** Throws 429 where this address was turned away too often. */
  abstract assertMayTry(request: FastifyRequest): void;

  /** One more was turned away; rejects with 429 where that is too often. */
  abstract count(request: FastifyRequest): Promise<void>;
}
