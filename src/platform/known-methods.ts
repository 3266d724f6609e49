import type { FastifyInstance } from 'fastify';
import { Problem, problemOfStatus } from './problem.js';

interface Known {
  readonly shape: RegExp;
  readonly methods: Set<string>;
}

/**
 * A known address called by a method it does not take is answered 405 with `Allow` (RFC 9110, 15.5.6), and OPTIONS 204; to
 * be registered before any route.
 */
export function registerKnownMethods(fastify: FastifyInstance): void {
  const known = new Map<string, Known>();
  fastify.addHook('onRoute', ({ url, method }) => {
    const one = known.get(url) ?? { shape: shapeOf(url), methods: new Set() };
    for (const name of [method].flat()) one.methods.add(name);
    known.set(url, one);
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!request.is404) return done();
    const allowed = methodsOf([...known.values()], request.url);
    if (allowed.length === 0) return done();
    const allow = [...allowed, 'OPTIONS'].join(', ');
    if (request.method === 'OPTIONS') void reply.code(204).header('allow', allow).send();
    else done(new Problem({ ...problemOfStatus(405).fields, headers: { allow } }));
  });
}

/** `/bank/leads/:id`: a colon begins a name, which stands for one step of the path. */
function shapeOf(url: string): RegExp {
  const steps = url.split('/').map((step) => (step.startsWith(':') ? '[^/]+' : step.replace(/[^\w-]/g, '\\$&')));
  return new RegExp(`^${steps.join('/')}$`);
}

function methodsOf(known: readonly Known[], url: string): string[] {
  const path = url.split('?', 1)[0] ?? '';
  const methods = known.filter(({ shape }) => shape.test(path)).flatMap((one) => [...one.methods]);
  return [...new Set(methods)].sort();
}
