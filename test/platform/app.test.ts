import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Body, Controller, Get, HttpCode, Module, Post } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { createAppOf } from '../../src/app.js';
import { createDataSource, statement } from '../../src/platform/database.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/embedded-postgres.js';
import { HealthController } from '../../src/platform/health.controller.js';
import { BODY_LIMIT } from '../../src/platform/json-body.js';
import { MetricsController } from '../../src/platform/metrics.js';
import { ProblemFilter } from '../../src/platform/problem.filter.js';
import { Problem } from '../../src/platform/problem.js';

@Controller('echo')
class EchoController {
  @Post()
  @HttpCode(200)
  echo(@Body() body: unknown): { body: unknown } {
    return { body: body ?? 'none' };
  }

  @Get('refused')
  refused(): never {
    throw new Problem({
      status: 409,
      code: 'refused',
      detail: { zh: '现在不行。', en: 'Not now.' },
      headers: { 'retry-after': '7' },
    });
  }

  @Get('broken')
  broken(): never {
    throw new TypeError('canary in the message');
  }
}

@Module({ controllers: [EchoController], providers: [{ provide: APP_FILTER, useClass: ProblemFilter }] })
class EchoModule {}

@Module({})
class HealthModule {}

describe('the HTTP ground', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    app = await createAppOf({ module: EchoModule }, 'silent');
  });

  afterAll(() => app.close());

  function post(body: string | Buffer, type = 'application/json'): request.Test {
    // A serializer would encode the bytes once more.
    return request(app.getHttpServer())
      .post('/echo')
      .set('content-type', type)
      .set('accept-language', 'en')
      .serialize((raw: unknown) => raw as string)
      .send(body as string);
  }

  test('takes JSON, with a charset too, and answers with a request id', async () => {
    const answer = await post('{"a":1}', 'application/json; charset=utf-8').expect(200, { body: { a: 1 } });
    expect(answer.headers['x-request-id']).toMatch(/^[\w-]{36}$/);
  });

  test('takes an empty body of declared length 0 as an empty object, and none at all as none', async () => {
    const empty = await app.inject({
      method: 'POST',
      url: '/echo',
      headers: { 'content-type': 'application/json', 'content-length': '0' },
    });
    expect(empty.json()).toEqual({ body: {} });
    expect((await app.inject({ method: 'POST', url: '/echo' })).json()).toEqual({ body: 'none' });
  });

  test.each([
    ['broken JSON', '{', 'application/json', 400, 'bodyNotJson'],
    ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'application/json', 400, 'bodyNotJson'],
    ['a prototype key', '{"__proto__":{}}', 'application/json', 400, 'bodyRefused'],
    ['a form', 'a=1', 'application/x-www-form-urlencoded', 415, 'contentTypeNotSupported'],
    ['plain text', '{}', 'text/plain', 415, 'contentTypeNotSupported'],
    ['a body over the limit', `"${'x'.repeat(BODY_LIMIT)}"`, 'application/json', 413, 'bodyTooLarge'],
  ])('refuses %s', async (_, body, type, status, code) => {
    const answer = await post(body, type);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.body.traceId).toBe(answer.headers['x-request-id']);
  });

  test.each([
    ['en', 'en', 'Not now.'],
    ['zh', 'zh-CN', '现在不行。'],
  ])('tells a problem in the language asked for (%s)', async (asked, given, detail) => {
    const answer = await request(app.getHttpServer()).get('/echo/refused').set('accept-language', asked);
    expect([answer.status, answer.headers['content-language'], answer.body.detail]).toEqual([409, given, detail]);
    expect(answer.headers['retry-after']).toBe('7');
  });

  test('keeps the cause of a fault to itself', async () => {
    const answer = await request(app.getHttpServer()).get('/echo/broken').expect(500);
    expect(answer.text).not.toMatch(/canary|TypeError/);
    expect(answer.body).toMatchObject({
      type: 'urn:lanjie:problem:unexpected',
      traceId: answer.headers['x-request-id'],
    });
  });

  test.each(['/nowhere?x=1', '/%zz', `/${'x'.repeat(300)}`])('answers %s with a problem', async (path) => {
    const answer = await app.inject({ method: 'GET', url: path });
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.statusCode).toBeLessThan(500);
  });
});

describe('a database that goes away', () => {
  let home: string;
  let bundled: EmbeddedPostgres;
  let dataSource: DataSource;
  let app: NestFastifyApplication;
  const restarted = Promise.withResolvers<void>();

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'lanjie-gone-'));
    chmodSync(home, 0o711);
    bundled = await startEmbeddedPostgres({ home, settings: { fsync: 'off' }, onRestart: () => restarted.resolve() });
    dataSource = await createDataSource(bundled.url, { role: 'owner' }).initialize();
    const module = {
      module: HealthModule,
      controllers: [HealthController, MetricsController],
      providers: [
        { provide: DataSource, useValue: dataSource },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
    app = await createAppOf(module, 'silent');
  });

  afterAll(async () => {
    await app?.close();
    await dataSource?.destroy();
    await bundled?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  test('is readiness lost with 503 and Retry-After, and found again without a restart', async () => {
    expect((await app.inject('/health/ready')).statusCode).toBe(200);
    // Connections in every state: idle ones, and one in the middle of a statement.
    const sleeper = statement(dataSource, { name: 'sleep', text: 'SELECT pg_sleep(60)' }, []).catch((error) => error);
    const checkedOut = dataSource.createQueryRunner();
    await checkedOut.connect();
    process.kill(bundled.pid() ?? 0, 'SIGKILL');
    expect(await sleeper).toBeInstanceOf(Error);

    const gone = await app.inject('/health/ready');
    if (gone.statusCode !== 200) {
      expect(gone.json()).toMatchObject({ status: 503, code: 'databaseUnavailable' });
      expect(gone.headers['retry-after']).toBe('2');
    }
    expect((await app.inject('/health/live')).statusCode).toBe(200);
    await restarted.promise;
    let status = 0;
    while (status !== 200) status = (await app.inject('/health/ready')).statusCode;
    await checkedOut.release();
    expect(await statement(dataSource, { name: 'one', text: 'SELECT 1::bigint AS one' }, [])).toEqual([{ one: '1' }]);
  });

  test('takes nothing down when it ends a single connection', async () => {
    const pool = statement(dataSource, { name: 'sleep2', text: 'SELECT pg_sleep(60)' }, []).catch(
      (error) => error.code,
    );
    const kill = { name: 'kill', text: 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = $1' };
    let hit: unknown[] = [];
    while (hit.length === 0) hit = await statement(dataSource, kill, ['SELECT pg_sleep(60)']);
    expect(await pool).toBe('57P01');
    expect((await app.inject('/health/ready')).statusCode).toBe(200);
  });

  test('has its metrics read', async () => {
    const answer = await app.inject('/metrics');
    expect(answer.headers['content-type']).toMatch(/^text\/plain/);
    expect(answer.body).toMatch(/lanjie_http_request_seconds_count\{[^}]*route="\/health\/ready"/);
    expect(answer.body).toMatch(/process_cpu_seconds_total/);
  });
});
