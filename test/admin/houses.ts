import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import supertest from 'supertest';
import type { DataSource } from 'typeorm';
import { createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config.js';
import { demoPassword } from '../../src/demo/accounts.js';
import { seedDemo } from '../../src/demo/seed-demo.js';
import { createDataSource } from '../../src/platform/database.js';
import { freshDatabase } from '../database.js';

/** An answer, as tests look at it. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ReturnType<typeof JSON.parse>;
}

/** One server at which people knock. */
export interface House {
  readonly app: NestFastifyApplication;
  get(who: string, path: string): Promise<Answer>;
  post(who: string, path: string, body?: object, headers?: Record<string, string>): Promise<Answer>;
  /** Records an event of the administration. */
  admin(who: string, event: string, body: object, headers?: Record<string, string>): Promise<Answer>;
  enter(username: string, password: string): Promise<Answer>;
}

/** Several servers on one database with the demo's people, whose time is given. */
export interface Houses {
  readonly ds: DataSource;
  readonly url: string;
  readonly home: string;
  readonly servers: readonly [House, House];
  now: number;
  close(): Promise<void>;
}

export async function houses(): Promise<Houses> {
  const database = await freshDatabase();
  const home = mkdtempSync(join(tmpdir(), 'lanjie-admin-'));
  const ds = await createDataSource(database.url).initialize();
  await seedDemo(ds);
  const time = { now: Date.parse('2026-11-18T15:00:00+08:00') };
  const clock = () => new Date(time.now).toISOString();
  const config = loadConfig({
    LANJIE_HOME: home,
    DATABASE_URL: database.url,
    LANJIE_DEMO: '1',
    LOG_LEVEL: 'silent',
    PORT: '0',
  });
  const apps: { app: NestFastifyApplication; ds: DataSource }[] = [];
  // The keys are made by the first.
  const start = async () => {
    const own = await createDataSource(database.url, { poolSize: 5 }).initialize();
    apps.push({ app: await createApp(config, own, { clock, poll: false }), ds: own });
  };
  await start();
  await start();
  const [first, second] = apps.map(({ app }) => house(app));
  if (!first || !second) throw new Error('no servers');
  return {
    ds,
    url: database.url,
    home,
    servers: [first, second],
    get now() {
      return time.now;
    },
    set now(moment) {
      time.now = moment;
    },
    close: async () => {
      for (const one of apps) {
        await one.app.close();
        await one.ds.destroy();
      }
      await ds.destroy();
      await database.drop();
      rmSync(home, { recursive: true });
    },
  };
}

function house(app: NestFastifyApplication): House {
  const server = app.getHttpServer();
  const tokens = new Map<string, string>();
  const enter = (username: string, password: string) =>
    supertest(server).post('/auth/token').set('accept-language', 'en').send({ username, password });
  const tokenOf = async (who: string) => {
    const known = tokens.get(who) ?? (await enter(who, demoPassword)).body.accessToken;
    tokens.set(who, known);
    return known;
  };
  const headersOf = async (who: string, more: Record<string, string> = {}) => ({
    'accept-language': 'en',
    authorization: `Bearer ${await tokenOf(who)}`,
    ...more,
  });
  const post: House['post'] = async (who, path, body = {}, more = {}) => {
    const headers = await headersOf(who, { 'idempotency-key': randomUUID(), ...more });
    return await supertest(server).post(path).set(headers).send(body);
  };
  return {
    app,
    get: async (who, path) => {
      const headers = await headersOf(who);
      return await supertest(server).get(path).set(headers);
    },
    post,
    admin: (who, event, body, headers) => post(who, `/admin/events/office.${event}`, body, headers),
    enter: async (username, password) => await enter(username, password),
  };
}
