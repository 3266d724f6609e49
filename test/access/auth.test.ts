import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Controller, type DynamicModule, Get, Module, Param } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { accessModule } from '../../src/access/access.module.js';
import { RoleCatalogue } from '../../src/access/auth.controller.js';
import { Callers } from '../../src/access/callers.js';
import { Caller } from '../../src/access/guard.js';
import { keyFile } from '../../src/access/key-file.js';
import { Operation } from '../../src/access/operation.js';
import type { Principal } from '../../src/access/principal.js';
import { Routes } from '../../src/access/routes.js';
import { Sessions } from '../../src/access/sessions.js';
import { Tokens } from '../../src/access/tokens.js';
import { createAppOf } from '../../src/app.js';
import { demoPassword } from '../../src/demo/accounts.js';
import { seedDemo } from '../../src/demo/seed-demo.js';
import { createDataSource } from '../../src/platform/database.js';
import { ProblemFilter } from '../../src/platform/problem.filter.js';
import { type FreshDatabase, freshDatabase } from '../database.js';

const summary = { zh: '试', en: 'try' };

@Controller('bank')
class BankController {
  @Get('leads/:id')
  @Operation({ id: 'bankLead', summary, tag: 'bank', roles: ['teller', 'bankDesk'] })
  lead(@Param('id') id: string, @Caller() caller: Principal): { id: string; by: string } {
    return { id, by: caller.account };
  }

  @Get('nobody')
  @Operation({ id: 'nobody', summary, tag: 'bank', roles: [] })
  nobody(): string {
    return 'reached';
  }

  @Get('open')
  @Operation({ id: 'open', summary, tag: 'bank', roles: 'public' })
  open(): { open: boolean } {
    return { open: true };
  }
}

@Controller('forgotten')
class ForgottenController {
  @Get()
  unmarked(): string {
    return 'reached';
  }
}

@Controller('again')
class AgainController {
  @Get()
  @Operation({ id: 'open', summary, tag: 'again', roles: 'public' })
  again(): string {
    return '';
  }
}

class Catalogue extends RoleCatalogue {
  eventsFor(role: string): readonly string[] {
    return role === 'teller' ? ['lead.reported', 'hold.told', 'hold.started'] : [];
  }
}

@Module({})
class Root {}

describe('people at the door', () => {
  let database: FreshDatabase;
  let ds: DataSource;
  let home: string;
  let app: NestFastifyApplication;

  beforeAll(async () => {
    database = await freshDatabase();
    ds = await createDataSource(database.url).initialize();
    await seedDemo(ds);
    home = mkdtempSync(join(tmpdir(), 'lanjie-access-'));
    app = await createAppOf(root([BankController]), 'silent');
  });

  afterAll(async () => {
    await app.close();
    await ds.destroy();
    await database.drop();
    rmSync(home, { recursive: true });
  });

  function root(controllers: DynamicModule['controllers']): DynamicModule {
    return {
      module: Root,
      global: true,
      imports: [accessModule({ home, catalogue: new Catalogue() })],
      controllers,
      providers: [
        { provide: DataSource, useValue: ds },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
      exports: [DataSource],
    };
  }

  const http = () => request(app.getHttpServer());
  const enter = (body: object) => http().post('/auth/token').set('accept-language', 'en').send(body);
  const get = (path: string, token?: string) =>
    token === undefined ? http().get(path) : http().get(path).set('authorization', `Bearer ${token}`);

  async function tokenOf(username: string): Promise<string> {
    const answer = await enter({ username, password: demoPassword }).expect(200);
    return answer.body.accessToken;
  }

  test('get a bearer token for name and password, and with it learn who they are', async () => {
    const answer = await enter({ username: 'teller', password: demoPassword }).expect(200);
    expect(answer.body).toEqual({ accessToken: expect.any(String), tokenType: 'Bearer', expiresIn: 28_800 });
    const me = await get('/me', answer.body.accessToken).expect(200);
    expect(me.body).toEqual({
      account: 'teller',
      displayName: { zh: '甲银行柜员', en: 'Teller of Bank A' },
      organisation: {
        code: 'bank-a-xiufeng',
        kind: 'outlet',
        parent: 'bank-a',
        district: 'xiufeng',
        name: { zh: '甲银行秀峰支行', en: 'Bank A, Xiufeng Outlet' },
      },
      roles: ['teller'],
      areas: ['bank'],
      events: ['hold.started', 'hold.told', 'lead.reported'],
    });
  });

  test('carry the level at which they approve', async () => {
    expect((await get('/me', await tokenOf('city'))).body.organisation.level).toBe('city');
    expect((await get('/me', await tokenOf('county'))).body.organisation).toMatchObject({
      level: 'county',
      district: 'xiufeng',
    });
  });

  test('hear the same for a wrong password, an unknown, a disabled and an impossible account', async () => {
    await ds.query(`update account set disabled_at = now() where name = 'officer3'`);
    const answers = [
      await enter({ username: 'teller', password: 'wrong' }),
      await enter({ username: 'nobody', password: 'wrong' }),
      await enter({ username: 'officer3', password: demoPassword }),
      await enter({ username: "x' or 1=1 --", password: 'wrong' }),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toBe('Bearer realm="lanjie"');
      expect({ ...answer.body, traceId: '' }).toEqual({ ...answers[0]?.body, traceId: '' });
    }
    expect(answers[0]?.body.code).toBe('wrongCredentials');
  });

  test.each([
    [{}, ['$.username', '$.password']],
    [{ username: 'teller' }, ['$.password']],
    [{ username: 1, password: null }, ['$.username', '$.password']],
    [{ username: 'teller', password: 'x', role: 'centerLead' }, ['$.role']],
    [[], ['$']],
  ])('send %j and learn which fields are wrong', async (body, fields) => {
    const answer = await enter(body).expect(400);
    expect(answer.body.errors.map((error: { field: string }) => error.field).sort()).toEqual([...fields].sort());
  });

  test('without, with a wrong or with a damaged token are not let in', async () => {
    const token = await tokenOf('teller');
    const none = await get('/bank/leads/1').expect(401);
    expect(none.headers['www-authenticate']).toBe('Bearer realm="lanjie"');
    const damaged = await get('/bank/leads/1', `${token}x`).expect(401);
    expect(damaged.headers['www-authenticate']).toBe('Bearer realm="lanjie", error="invalid_token"');
    await http().get('/bank/leads/1').set('authorization', `Basic ${token}`).expect(401);
    await http().get('/bank/leads/1').set('authorization', `Bearer  ${token}`).expect(401);
    await http().get('/bank/leads/1').set('authorization', `bearer ${token}`).expect(200);
  });

  test('with a token whose session was never opened are not let in', async () => {
    const forged = await new Tokens(keyFile(home, 'token')).issue('centerlead', '00000000-0000-7000-8000-000000000000');
    await get('/me', forged).expect(401);
  });

  test('are let in by role', async () => {
    expect((await get('/bank/leads/7', await tokenOf('teller'))).body).toEqual({ id: '7', by: 'teller' });
    const refused = await get('/bank/leads/7', await tokenOf('officer')).expect(403);
    expect(refused.body.code).toBe('roleMissing');
    await get('/bank/nobody', await tokenOf('teller')).expect(403);
    await get('/bank/open').expect(200);
  });

  test('whose session was ended are out, at once where it is forgotten', async () => {
    const token = await tokenOf('bankdesk');
    const { session } = await sessionOf('bankdesk');
    await get('/me', token).expect(200);
    await app.get(Sessions).end(session);
    app.get(Callers).forget(session);
    await get('/me', token).expect(401);
    await get('/me', await tokenOf('bankdesk')).expect(200);
  });

  test('whose account was disabled or session has expired are nobody to the database', async () => {
    await tokenOf('duty2');
    const { session } = await sessionOf('duty2');
    const sessions = app.get(Sessions);
    expect((await sessions.principal(session))?.account).toBe('duty2');
    await ds.query(`update session set expires_at = now() where id = $1`, [session]);
    expect(await sessions.principal(session)).toBeUndefined();
    const open = await sessions.open('duty2', 60);
    expect(await sessions.principal(open)).toBeDefined();
    await ds.query(`update account set disabled_at = now() where name = 'duty2'`);
    expect(await sessions.principal(open)).toBeUndefined();
  });

  test('find every route in the list of routes, marked', () => {
    expect(
      app
        .get(Routes)
        .all()
        .map(({ method, path, operation }) => `${method} ${path} ${operation?.id}`),
    ).toEqual(
      expect.arrayContaining([
        'POST /auth/token signIn',
        'GET /me me',
        'GET /bank/leads/:id bankLead',
        'GET /bank/open open',
      ]),
    );
  });

  test('never reach a route somebody forgot to mark: the process does not start', async () => {
    await expect(createAppOf(root([ForgottenController]), 'silent')).rejects.toThrow(
      'routes without @Operation: ForgottenController.unmarked',
    );
    await expect(createAppOf(root([BankController, AgainController]), 'silent')).rejects.toThrow(
      'operation id open is used again at AgainController.again',
    );
  });

  async function sessionOf(account: string): Promise<{ session: string }> {
    const [row] = await ds.query('select id as session from session where account = $1 order by id desc limit 1', [
      account,
    ]);
    return row;
  }
});
