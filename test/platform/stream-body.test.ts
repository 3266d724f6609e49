import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { registerStrictJson } from '../../src/platform/json-body.js';
import { registerStreams, takesStream } from '../../src/platform/stream-body.js';

let fastify: FastifyInstance;
let port: number;
beforeEach(async () => {
  fastify = Fastify();
  registerStrictJson(fastify);
  registerStreams(fastify, { bodyMs: 100, dryMs: 100 });
  fastify.post('/json', async (request) => request.body);
  fastify.post('/stream', { config: takesStream }, async (request) => {
    let length = 0;
    for await (const chunk of request.raw) length += chunk.length;
    return { length };
  });
  await fastify.listen({ port: 0, host: '127.0.0.1' });
  const address = fastify.server.address();
  port = typeof address === 'object' && address ? address.port : 0;
});
afterEach(() => fastify.close());

/** Sends the beginning, and after a while the rest; resolves with all that came back. */
function slowly(path: string, type: string, rest: string, afterMs: number): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(
        `POST ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: ${type}\r\ncontent-length: ${2 + rest.length}\r\n\r\n{"`,
      );
      setTimeout(() => socket.write(rest), afterMs);
    });
    socket.on('data', (bytes) => (heard += String(bytes)));
    socket.on('error', () => {});
    socket.on('close', () => resolve(heard));
  });
}

describe('a body that takes its time', () => {
  test('is told so where all of it is awaited', async () => {
    const answer = await slowly('/json', 'application/json', 'a":1}', 300);
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
    expect(answer).toContain('requestTimeout');
  });

  test('is taken where it is read as it comes, and where it is not too slow', async () => {
    expect(await slowly('/stream', 'image/png', 'x'.repeat(98), 300)).toContain('{"length":100}');
    expect(await slowly('/json', 'application/json', 'a":1}', 20)).toContain('{"a":1}');
  });
});

describe('a body that is no JSON', () => {
  test('is taken only where it is read as it comes', async () => {
    expect(await slowly('/stream', 'image/png', 'x', 0)).toContain('{"length":3}');
    expect(await slowly('/json', 'image/png', 'x', 0)).not.toMatch(/^HTTP\/1.1 200/);
  });
});
