import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import request from 'supertest';
import { demoPassword } from '../../../src/demo/accounts.js';

type Method = 'get' | 'post' | 'delete';

/** Somebody who knocks at a server, in English, from an address that a proxy tells. */
export class Visitor {
  constructor(
    readonly app: NestFastifyApplication,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  /** The same person with more headers. */
  with(headers: Record<string, string>): Visitor {
    return new Visitor(this.app, { ...this.headers, ...headers });
  }

  bearing(token: string): Visitor {
    return this.with({ authorization: `Bearer ${token}` });
  }

  from(address: string): Visitor {
    return this.with({ 'x-forwarded-for': address });
  }

  /** The same person at another server. */
  at(app: NestFastifyApplication): Visitor {
    return new Visitor(app, this.headers);
  }

  send(method: Method, path: string, body?: object): request.Test {
    const test = request(this.app.getHttpServer())[method](path).set('accept-language', 'en').set(this.headers);
    return body === undefined ? test : test.send(body);
  }

  get(path: string): request.Test {
    return this.send('get', path);
  }

  post(path: string, body: object = {}): request.Test {
    return this.send('post', path, body);
  }

  delete(path: string): request.Test {
    return this.send('delete', path);
  }

  /** Signs in with the demo's password; returns the answer's body. */
  async enter(username: string, more: { password?: string; code?: string } = {}) {
    return (await this.post('/auth/token', { username, password: demoPassword, ...more }).expect(200)).body;
  }

  /** Signs in and comes back bearing the token. */
  async signedIn(username: string, more: { password?: string; code?: string } = {}): Promise<Visitor> {
    return this.bearing((await this.enter(username, more)).accessToken);
  }
}

/** `[status, code]` of an answer. */
export function told(answer: request.Response): [number, string] {
  return [answer.status, answer.body.code];
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The bytes of a secret as it is shown (base32). */
export function bytesOf(secret: string): Buffer {
  const bits = [...secret].map((one) => alphabet.indexOf(one).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
