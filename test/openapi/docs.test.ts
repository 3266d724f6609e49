import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DataSource } from 'typeorm';
import { createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config.js';
import { createDataSource } from '../../src/platform/database.js';
import { type FreshDatabase, freshDatabase } from '../database.js';

let home: string;
let database: FreshDatabase;
let dataSource: DataSource;
let app: NestFastifyApplication;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'lanjie-docs-'));
  chmodSync(home, 0o711);
  database = await freshDatabase();
  dataSource = await createDataSource(database.url).initialize();
  app = await createApp(loadConfig({ LOG_LEVEL: 'silent', LANJIE_HOME: home }), dataSource, { poll: false });
});

afterAll(async () => {
  await app.close();
  await dataSource.destroy();
  await database.drop();
  rmSync(home, { recursive: true, force: true });
});

describe('GET /openapi.json', () => {
  test('answers anybody, in Chinese unless asked otherwise', async () => {
    const chinese = await app.inject('/openapi.json');
    expect(chinese.headers).toMatchObject({ 'content-language': 'zh-CN', vary: 'accept-language' });
    expect(chinese.json()).toMatchObject({ openapi: '3.1.1', info: { title: '拦截（Lanjie）接口' } });
    const asked = await app.inject('/openapi.json?lang=en');
    const preferred = await app.inject({ url: '/openapi.json', headers: { 'accept-language': 'en-GB' } });
    expect(asked.json().info.title).toBe('Lanjie API');
    expect(preferred.body).toBe(asked.body);
  });

  test('is not sent twice to whoever has it', async () => {
    const first = await app.inject('/openapi.json');
    const headers = { 'if-none-match': String(first.headers['etag']) };
    const again = await app.inject({ url: '/openapi.json', headers });
    expect([again.statusCode, again.body, again.headers['etag']]).toEqual([304, '', first.headers['etag']]);
    expect((await app.inject({ url: '/openapi.json?lang=en', headers })).statusCode).toBe(200);
  });

  test('refuses a language it does not have', async () => {
    const answer = await app.inject('/openapi.json?lang=fr');
    expect([answer.statusCode, answer.json().errors[0].field]).toEqual([400, 'lang']);
  });

  test('names every route of the process, and nothing that answers 404', async () => {
    const { paths } = (await app.inject('/openapi.json')).json();
    const id = '00000000-0000-7000-8000-000000000000';
    for (const path of Object.keys(paths).filter((path) => 'get' in paths[path])) {
      const url = path.replace('{id}', id).replace('{file}', 'docs.js');
      // Behind the guard: 401 is asked before anything else.
      expect([path, (await app.inject(url)).statusCode]).toEqual([path, paths[path].get.security.length ? 401 : 200]);
    }
  });
});

describe('GET /docs', () => {
  test.each([
    ['zh', 'zh-CN', '拦截（Lanjie）接口'],
    ['en', 'en', 'Lanjie API'],
  ])('is a page in the language asked for (%s)', async (lang, tag, title) => {
    const answer = await app.inject(`/docs?lang=${lang}`);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.body).toContain(`<html lang="${tag}">`);
    expect(answer.body).toContain(`<title>${title}</title>`);
  });

  test('loads nothing from elsewhere and runs no script of its own text', async () => {
    const answer = await app.inject('/docs');
    const policy = String(answer.headers['content-security-policy']);
    expect(policy).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(policy).not.toMatch(/unsafe|http|\*/);
    expect(answer.body).not.toMatch(/https?:|<script>|style=|\son\w+=/);
  });

  test('finds every file it names on this server', async () => {
    const page = (await app.inject('/docs')).body;
    const names = [...page.matchAll(/(?:src|href)="(docs\/[^"]+)"/g)].map(([, name]) => `/${name}`);
    expect(names).toHaveLength(5);
    for (const name of names) {
      const answer = await app.inject(name);
      expect([name, answer.statusCode]).toEqual([name, 200]);
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
      const headers = { 'if-none-match': String(answer.headers['etag']) };
      expect((await app.inject({ url: name, headers })).statusCode).toBe(304);
    }
  });

  test.each(['index.html', 'package.json', '..%2fpackage.json', '.', '%2e%2e'])(
    'lends no other file: %s',
    async (name) => {
      const answer = await app.inject(`/docs/${name}`);
      expect(answer.statusCode).toBeGreaterThanOrEqual(400);
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    },
  );
});
