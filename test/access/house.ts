import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { accessModule } from '../../src/access/access.module.js';
import { RoleCatalogue } from '../../src/access/auth.controller.js';
import type { SignInSettings } from '../../src/access/sign-in/providers.js';
import { demoPassword } from '../../src/demo/accounts.js';
import { seedDemo } from '../../src/demo/seed-demo.js';
import { createDataSource } from '../../src/platform/database.js';
import { registerStrictJson } from '../../src/platform/json-body.js';
import { ProblemFilter } from '../../src/platform/problem.filter.js';
import { type FreshDatabase, freshDatabase } from '../database.js';

class Catalogue extends RoleCatalogue {
  eventsFor(role: string): readonly string[] {
    return role === 'teller' ? ['lead.reported', 'hold.told', 'hold.started'] : [];
  }
}

@Module({})
class Root {}

/** What may differ: how people sign in, and whether this machine counts as a proxy that says where requests come from. */
export type Settings = Partial<SignInSettings> & { readonly proxied?: boolean };

/** The demo city behind nothing but access and a few controllers, and ways to knock at it. */
export interface House {
  ds: DataSource;
  /** As the owner of the tables. */
  tamper: FreshDatabase['tamper'];
  home: string;
  app: NestFastifyApplication;
  /** Another application on the same database. */
  build(controllers?: DynamicModule['controllers'], settings?: Settings): Promise<NestFastifyApplication>;
  enter(body: object): request.Test;
  get(path: string, authorization?: string): request.Test;
  tokenOf(username: string): Promise<string>;
  /** The id of the account's last session. */
  sessionOf(account: string): Promise<string>;
  close(): Promise<void>;
}

export async function house(controllers: DynamicModule['controllers'] = [], settings: Settings = {}): Promise<House> {
  const database = await freshDatabase();
  const ds = await createDataSource(database.url).initialize();
  await seedDemo(ds);
  const home = mkdtempSync(join(tmpdir(), 'lanjie-access-'));
  const build: House['build'] = (some = [], other = settings) => application(ds, home, some, other);
  const app = await build(controllers);
  const enter = (body: object) =>
    request(app.getHttpServer()).post('/auth/token').set('accept-language', 'en').send(body);
  return {
    ds,
    tamper: database.tamper,
    home,
    app,
    build,
    enter,
    get: (path, authorization) => {
      const test = request(app.getHttpServer()).get(path);
      return authorization === undefined ? test : test.set('authorization', authorization);
    },
    tokenOf: async (username) => (await enter({ username, password: demoPassword }).expect(200)).body.accessToken,
    sessionOf: async (account) => {
      const [row] = await ds.query('select id from session where account = $1 order by id desc limit 1', [account]);
      return row.id;
    },
    close: async () => {
      await app.close();
      await ds.destroy();
      await database.drop();
      rmSync(home, { recursive: true });
    },
  };
}

async function application(
  ds: DataSource,
  home: string,
  controllers: DynamicModule['controllers'],
  { proxied = false, ...given }: Settings,
) {
  const signIn = { passwords: 'asvs', demo: true, poll: false, ...given } as const;
  const module: DynamicModule = {
    module: Root,
    global: true,
    imports: [accessModule({ home, catalogue: new Catalogue(), signIn })],
    controllers,
    providers: [
      { provide: DataSource, useValue: ds },
      { provide: APP_FILTER, useClass: ProblemFilter },
    ],
    exports: [DataSource],
  };
  const adapter = new FastifyAdapter({ trustProxy: proxied });
  const options = { bodyParser: false, abortOnError: false, logger: false } as const;
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, options);
  registerStrictJson(adapter.getInstance());
  await app.init();
  await adapter.getInstance().ready();
  return app;
}
