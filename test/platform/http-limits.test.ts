import { connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Body, Controller, Get, HttpCode, Module, Param, Post, Query, Req, Res } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { type NestFastifyApplication, RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createAppOf } from '../../src/app.js';
import { httpLimits, MAX_ADDRESS, MAX_HEADER_BYTES, MAX_HEADERS } from '../../src/platform/http-limits.js';
import { ProblemFilter } from '../../src/platform/problem.filter.js';
import { Problem } from '../../src/platform/problem.js';
import { takesStream } from '../../src/platform/stream-body.js';
import { strictHeaders } from '../../src/platform/strict-headers.js';

const MEGABYTES = 64 * 1024 * 1024;

@Controller('things')
class ThingsController {
  @Get()
  all(@Query() query: Record<string, unknown>): unknown {
    return { query };
  }

  @Get('who')
  who(@Req() request: FastifyRequest): unknown {
    return { address: request.ip, protocol: request.protocol };
  }

  @Get('large')
  large(@Res() reply: FastifyReply): void {
    void reply.type('text/plain').send('x'.repeat(MEGABYTES));
  }

  @Get('endless')
  endless(@Res() reply: FastifyReply): void {
    void reply.type('text/plain').send(Readable.from(forever()));
  }

  @Get(':id')
  one(@Param('id') id: string): unknown {
    return { id };
  }

  @Post()
  @HttpCode(200)
  add(@Body() body: unknown): unknown {
    return { body };
  }

  @Post('files')
  @RouteConfig(takesStream)
  refused(): never {
    throw new Problem({ status: 403, code: 'refused', detail: { zh: '不行。', en: 'No.' } });
  }
}

function* forever() {
  for (;;) yield Buffer.alloc(64 * 1024, 'x');
}

@Module({ controllers: [ThingsController], providers: [{ provide: APP_FILTER, useClass: ProblemFilter }] })
class ThingsModule {}

const short = {
  ...httpLimits,
  connections: 20,
  headersMs: 700,
  bodyMs: 400,
  dryMs: 50,
  requestMs: 3_000,
  quietMs: 1_500,
  answerMs: 1_000,
  fileMs: 1_000,
  checkMs: 25,
};

let app: NestFastifyApplication;
let port: number;
beforeAll(async () => {
  app = await createAppOf({ module: ThingsModule }, 'silent', short);
  await app.listen(0, '127.0.0.1');
  port = Number(new URL(await app.getUrl()).port);
});
afterAll(() => app.close());

/** Opens a connection, writes, and resolves with all that was heard when it is closed from the other side. */
function heard(bytes: string | ((socket: Socket) => void), at = port): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(at, '127.0.0.1', () => {
      if (typeof bytes === 'string') socket.write(bytes);
      else bytes(socket);
    });
    socket.on('data', (some) => {
      text += String(some);
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(text));
  });
}

const host = 'Host: x\r\n';
const last = `${host}Connection: close\r\n`;

/** A problem in raw HTTP: status, code, and every strict header. */
function expectProblem(text: string, status: number, code: string): void {
  const [head = '', body = ''] = text.split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(JSON.parse(body)).toMatchObject({ status, code, traceId: expect.stringMatching(/^[\w-]{36}$/) });
  const headers = head.toLowerCase();
  expect(headers).toContain('content-type: application/problem+json; charset=utf-8');
  for (const [name, value] of Object.entries(strictHeaders))
    expect(headers).toContain(`${name}: ${value.toLowerCase()}`);
}

describe('what is no HTTP, or could be read in two ways', () => {
  test.each([
    ['something else altogether', 'hello\r\n\r\n'],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a request without Host', 'GET /things HTTP/1.1\r\n\r\n'],
    [
      'a length and chunks at once',
      `POST /things HTTP/1.1\r\n${host}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    ['two lengths', `POST /things HTTP/1.1\r\n${host}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`],
    ['a length that is no number', `POST /things HTTP/1.1\r\n${host}Content-Length: +2\r\n\r\n{}`],
    [
      'an encoding after chunks',
      `POST /things HTTP/1.1\r\n${host}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`,
    ],
    [
      'a chunk of a wrong size',
      `POST /things HTTP/1.1\r\n${host}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
    ],
    ['a blank before the colon', `GET /things HTTP/1.1\r\n${host}Content-Length : 2\r\n\r\n`],
    ['a folded header', `GET /things HTTP/1.1\r\n${host}X-Folded: a\r\n b\r\n\r\n`],
    ['a bare line feed', 'GET /things HTTP/1.1\nHost: x\nContent-Length : 0\n\n'],
    ['a control character in a header', `GET /things HTTP/1.1\r\n${host}X-Odd: a\u0000b\r\n\r\n`],
    ['a blank in the address', `GET /things /other HTTP/1.1\r\n${host}\r\n`],
  ])('is refused as a problem, and the connection ends: %s', async (_, bytes) => {
    const text = await heard(bytes);
    expectProblem(text, 400, 'badRequest');
    expect(text.match(/HTTP\/1\.1 /g)).toHaveLength(1);
  });

  test.each(['authorization', 'idempotency-key', 'if-match', 'content-type', 'host'])(
    'is a header %s that comes twice',
    async (name) => {
      const text = await heard(`GET /things HTTP/1.1\r\n${last}${name}: a\r\n${name.toUpperCase()}: b\r\n\r\n`);
      expectProblem(text, 400, 'headerTwice');
    },
  );

  test('leaves the rest of the connection unread', async () => {
    const smuggled = `GET /things/smuggled HTTP/1.1\r\n${last}\r\n`;
    const text = await heard(
      `POST /things HTTP/1.1\r\n${host}Content-Type: application/json\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}${smuggled}`,
    );
    expect(text).not.toContain('smuggled');
  });

  test.each([
    ['Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}', 415, 'contentTypeNotSupported'],
    ['Transfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n', 400, 'badRequest'],
  ])('is a body said to be packed, which nobody here unpacks: %j', async (rest, status, code) => {
    const text = await heard(`POST /things HTTP/1.1\r\n${last}Content-Type: application/json\r\n${rest}`);
    expectProblem(text, status, code);
  });

  test('is an expectation that nobody fulfils', async () => {
    const text = await heard(`POST /things HTTP/1.1\r\n${last}Expect: a-miracle\r\nContent-Length: 2\r\n\r\n{}`);
    expectProblem(text, 417, 'expectationFailed');
  });

  test('is a tunnel', async () => {
    expect(await heard(`CONNECT example.org:443 HTTP/1.1\r\n${host}\r\n`)).not.toMatch(/ 200 /);
  });
});

describe('requests one behind the other on one connection', () => {
  test('are answered one after the other, each its own', async () => {
    const text = await heard(
      `GET /things/a HTTP/1.1\r\n${host}\r\nGET /things/b HTTP/1.1\r\n${host}\r\nGET /things/c HTTP/1.1\r\n${last}\r\n`,
    );
    expect([...text.matchAll(/\{"id":"(\w)"\}/g)].map(([, id]) => id)).toEqual(['a', 'b', 'c']);
  });

  test('are not begun where the one before was refused half-way', async () => {
    const text = await heard(
      `POST /things/files HTTP/1.1\r\n${host}Content-Type: image/png\r\nContent-Length: 1000000\r\n\r\nGET /things/b HTTP/1.1\r\n${last}\r\n`,
    );
    expectProblem(text, 403, 'refused');
    expect(text).toMatch(/connection: close/i);
    expect(text).not.toContain('"id":"b"');
  });
});

describe('what is too large', () => {
  test('is told for headers together', async () => {
    expectProblem(
      await heard(`GET /things HTTP/1.1\r\n${last}X-Big: ${'x'.repeat(MAX_HEADER_BYTES)}\r\n\r\n`),
      431,
      'headersTooLarge',
    );
  });

  test('is told for their number', async () => {
    const some = (n: number) => Array.from({ length: n }, (_, i) => `X-${i}: 1\r\n`).join('');
    expect(await heard(`GET /things HTTP/1.1\r\n${last}${some(MAX_HEADERS - 2)}\r\n`)).toMatch(/^HTTP\/1.1 200 /);
    expectProblem(await heard(`GET /things HTTP/1.1\r\n${last}${some(MAX_HEADERS - 1)}\r\n`), 431, 'headersTooLarge');
    expectProblem(await heard(`GET /things HTTP/1.1\r\n${last}${some(3_000)}\r\n`), 431, 'headersTooLarge');
  });

  test('is told for the address', async () => {
    const fits = `/things?q=${'x'.repeat(MAX_ADDRESS - 10)}`;
    expect(await heard(`GET ${fits} HTTP/1.1\r\n${last}\r\n`)).toMatch(/^HTTP\/1.1 200 /);
    expectProblem(await heard(`GET ${fits}x HTTP/1.1\r\n${last}\r\n`), 414, 'addressTooLong');
  });

  test('is refused for chunk extensions', async () => {
    const text = await heard(
      `POST /things HTTP/1.1\r\n${last}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2;${'x'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`,
    );
    expect(text).toMatch(/^HTTP\/1.1 413 /);
  });
});

describe('whoever takes their time', () => {
  test('is told so when the headers do not come', async () => {
    expectProblem(await heard(`GET /things HTTP/1.1\r\n${host}X-Slow: `), 408, 'requestTimeout');
  });

  test('is told so when each header comes in time and all of them do not', async () => {
    const text = await heard((socket) => {
      socket.write('GET /things HTTP/1.1\r\n');
      const drip = setInterval(() => socket.write('X-Drip: 1\r\n'), 20);
      socket.on('close', () => clearInterval(drip));
    });
    expectProblem(text, 408, 'requestTimeout');
  });

  test('is told so when the body does not come', async () => {
    const text = await heard(
      `POST /things HTTP/1.1\r\n${host}Content-Type: application/json\r\nContent-Length: 10\r\n\r\n{`,
    );
    expectProblem(text, 408, 'requestTimeout');
  });

  test('is cut off when they say nothing at all', async () => {
    expect(await heard('')).toMatch(/^$|^HTTP\/1.1 408 /);
  });

  test.each(['large', 'endless'])('is cut off when they do not take an answer (%s)', async (path) => {
    const text = await heard((socket) => {
      socket.write(`GET /things/${path} HTTP/1.1\r\n${last}\r\n`);
      // Never read: what the kernel takes is all that moves.
      socket.pause();
      const look = setInterval(() => {
        // A paused socket does not hear of its end; a write to it does.
        socket.write('x');
      }, 50);
      socket.on('close', () => clearInterval(look));
    });
    // Whoever is not cut off has all of it in the end, or never an end.
    expect(text.length).toBeLessThan(MEGABYTES);
  });

  test.each(['large', 'endless'])('is cut off when they take an answer bit by bit (%s)', async (path) => {
    const text = await heard((socket) => {
      socket.write(`GET /things/${path} HTTP/1.1\r\n${last}\r\n`);
      // One sip at a time, however fast the machine: 64 KiB at most.
      let next: NodeJS.Timeout | undefined;
      socket.on('data', () => {
        socket.pause();
        next = setTimeout(() => socket.resume(), 20);
      });
      socket.on('close', () => clearTimeout(next));
    });
    // Whoever is not cut off has all of it in the end, or never an end.
    expect(text.length).toBeLessThan(MEGABYTES);
  });
});

describe('connections', () => {
  test('beyond so many are dropped, and taken again when others end', async () => {
    const open: Socket[] = [];
    const dropped: Promise<string>[] = [];
    for (let i = 0; i < short.connections; i++) {
      await new Promise<void>((resolve) => open.push(connect(port, '127.0.0.1', resolve)));
    }
    for (let i = 0; i < 5; i++) dropped.push(heard(`GET /things HTTP/1.1\r\n${last}\r\n`));
    expect(await Promise.all(dropped)).toEqual(['', '', '', '', '']);
    for (const socket of open) socket.destroy();
    let text = '';
    while (text === '') text = await heard(`GET /things HTTP/1.1\r\n${last}\r\n`);
    expect(text).toMatch(/^HTTP\/1.1 200 /);
  });
});

describe('a method that an address does not take', () => {
  test.each([
    ['DELETE', '/things', 'GET, HEAD, POST, OPTIONS'],
    ['POST', '/things/7', 'GET, HEAD, OPTIONS'],
    ['PATCH', '/things/7?x=1', 'GET, HEAD, OPTIONS'],
    ['TRACE', '/things', 'GET, HEAD, POST, OPTIONS'],
  ])('is answered 405 with what it takes: %s %s', async (method, path, allow) => {
    const text = await heard(`${method} ${path} HTTP/1.1\r\n${last}Content-Length: 0\r\n\r\n`);
    expectProblem(text, 405, 'methodNotAllowed');
    expect(text).toMatch(new RegExp(`^allow: ${allow}\r?$`, 'im'));
  });

  test('is 404 where there is no such address', async () => {
    expect((await app.inject({ method: 'DELETE', url: '/nowhere' })).statusCode).toBe(404);
    expect((await app.inject({ method: 'OPTIONS', url: '/nowhere' })).statusCode).toBe(404);
  });

  test('OPTIONS says what there is, and lets no other origin in', async () => {
    const answer = await app.inject({
      method: 'OPTIONS',
      url: '/things/7',
      headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'GET' },
    });
    expect([answer.statusCode, answer.headers['allow'], answer.body]).toEqual([204, 'GET, HEAD, OPTIONS', '']);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });

  test('HEAD is GET without a body', async () => {
    const answer = await app.inject({ method: 'HEAD', url: '/things/7' });
    expect([answer.statusCode, answer.body, answer.headers['content-length']]).toEqual([200, '', '10']);
  });
});

describe('the headers of every answer', () => {
  test.each([
    ['an ordinary one', { url: '/things/7' }, 200],
    ['one to nowhere', { url: '/nowhere' }, 404],
    ['one to a malformed address', { url: '/%zz' }, 400],
    ['one to a step that is too long', { url: `/things/${'x'.repeat(300)}` }, 414],
    [
      'one to a body of another kind',
      { url: '/things', method: 'POST', payload: 'x', headers: { 'content-type': 'text/plain' } },
      415,
    ],
    ['one to a method unknown here', { url: '/things', method: 'DELETE' }, 405],
  ] as const)('are strict on %s', async (_, sent, status) => {
    const answer = await app.inject({ ...sent });
    expect(answer.headers).toMatchObject(strictHeaders);
    expect([answer.statusCode, typeof answer.headers['x-request-id']]).toEqual([status, 'string']);
    for (const banner of ['server', 'x-powered-by']) expect(answer.headers).not.toHaveProperty(banner);
    expect(answer.headers).not.toHaveProperty('strict-transport-security');
  });
});

describe('a proxy in front', () => {
  const said = { 'x-forwarded-for': '203.0.113.9, 198.51.100.7', 'x-forwarded-proto': 'https' };

  test('is not believed unless it is named', async () => {
    const answer = await app.inject({ url: '/things/who', headers: said });
    expect(answer.json()).toEqual({ address: '127.0.0.1', protocol: 'http' });
  });

  test('is believed where it is, as far as trusted ones reach, and TLS in front of it is kept up', async () => {
    const behind = await createAppOf({ module: ThingsModule }, 'silent', { ...short, trustedProxies: ['127.0.0.0/8'] });
    try {
      const answer = await behind.inject({ url: '/things/who', headers: said });
      // The last that no trusted proxy vouches for; what stands before it, anybody may have written.
      expect(answer.json()).toEqual({ address: '198.51.100.7', protocol: 'https' });
      expect(answer.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
      const plain = await behind.inject({ url: '/things/who' });
      expect(plain.headers).not.toHaveProperty('strict-transport-security');
    } finally {
      await behind.close();
    }
  });
});
