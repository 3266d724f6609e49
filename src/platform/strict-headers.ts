import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/**
 * On every answer, unless an operation says otherwise of its own: nothing is kept, nothing is guessed, nothing is shown
 * inside another page or given to another origin. CORS headers are never sent.
 */
export const strictHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** RFC 6797; one year. Only where the caller came by TLS, which a trusted proxy says. */
const transportSecurity = 'max-age=31536000; includeSubDomains';

/** Gives a reply its strict headers; what it has already is overwritten. */
export function setStrictHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.headers(strictHeaders);
  if (request.protocol === 'https') reply.header('strict-transport-security', transportSecurity);
}

/** Every answer of this server begins with them. To be registered before anything that answers. */
export function registerStrictHeaders(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    setStrictHeaders(request, reply);
    done();
  });
}
