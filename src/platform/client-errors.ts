import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Problem, problemOfStatus } from './problem.js';
import { renderProblem } from './problem-render.js';
import { field } from './problem-shape.js';
import { strictHeaders } from './strict-headers.js';

const statuses: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
};

/**
 * Answers what Node's parser refuses, before there is a request: broken or ambiguous HTTP (a length and chunks at once, a
 * folded header, another protocol) 400, too large headers 431, too slow ones 408. The connection ends.
 */
export function answerClientError(error: unknown, socket: Duplex): void {
  const code = field(error, 'code');
  // Its language is not known yet: the product's own.
  if (code !== 'ECONNRESET' && socket.writable && !hasAnswered(socket)) {
    socket.write(rawAnswer(problemOfStatus(statuses[String(code)] ?? 400)));
  }
  const end: unknown = field(socket, 'destroySoon');
  if (typeof end === 'function') end.call(socket);
  else socket.destroy();
}

/** Answers 417 to an `Expect` other than `100-continue`, where Node alone would send a bare one. */
export function refuseExpectations(server: Server): void {
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    response.socket?.write(rawAnswer(problemOfStatus(417)));
    response.socket?.destroySoon();
  });
}

// An answer that has begun may not be followed by the middle of another.
function hasAnswered(socket: Duplex): boolean {
  return field(field(socket, '_httpMessage'), '_headerSent') === true;
}

function rawAnswer(problem: Problem): string {
  const id = randomUUID();
  const body = JSON.stringify(renderProblem(problem, 'zh-CN', id));
  const headers = {
    ...strictHeaders,
    connection: 'close',
    'content-language': 'zh-CN',
    'content-length': Buffer.byteLength(body),
    'content-type': 'application/problem+json; charset=utf-8',
    'x-request-id': id,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n${lines.join('')}\r\n${body}`;
}
