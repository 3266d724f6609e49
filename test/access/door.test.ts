import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Controller, Get, Param } from '@nestjs/common';
import { Caller } from '../../src/access/guard.js';
import { keyFile } from '../../src/access/key-file.js';
import type { Principal } from '../../src/access/principal.js';
import { Routes } from '../../src/access/routes.js';
import { Sessions } from '../../src/access/sessions.js';
import { Tokens } from '../../src/access/tokens.js';
import { Operation } from '../../src/platform/operation.js';
import { type House, house } from './house.js';

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

describe('people at the door', () => {
  let at: House;

  beforeAll(async () => {
    at = await house([BankController]);
  });

  afterAll(() => at.close());

  test('without, with a wrong or with a damaged token are not let in', async () => {
    const token = await at.tokenOf('teller');
    const none = await at.get('/bank/leads/1').expect(401);
    expect(none.headers['www-authenticate']).toBe('Bearer realm="lanjie"');
    const damaged = await at.get('/bank/leads/1', `Bearer ${token}x`).expect(401);
    expect(damaged.headers['www-authenticate']).toBe('Bearer realm="lanjie", error="invalid_token"');
    await at.get('/bank/leads/1', `Basic ${token}`).expect(401);
    await at.get('/bank/leads/1', `Bearer  ${token}`).expect(401);
    await at.get('/bank/leads/1', `bearer ${token}`).expect(200);
  });

  test('with a token whose session was never opened are not let in', async () => {
    const now = Date.now();
    const forged = await new Tokens(keyFile(at.home, 'token')).issue('access', {
      account: 'centerlead',
      session: '00000000-0000-7000-8000-000000000000',
      authenticatedAt: now,
      expiresAt: Math.floor(now / 1000) + 60,
    });
    await at.get('/me', `Bearer ${forged}`).expect(401);
  });

  test('are let in by role', async () => {
    expect((await at.get('/bank/leads/7', `Bearer ${await at.tokenOf('teller')}`)).body).toEqual({
      id: '7',
      by: 'teller',
    });
    const refused = await at.get('/bank/leads/7', `Bearer ${await at.tokenOf('officer')}`).expect(403);
    expect(refused.body.code).toBe('roleMissing');
    await at.get('/bank/nobody', `Bearer ${await at.tokenOf('teller')}`).expect(403);
    await at.get('/bank/open').expect(200);
  });

  test('whose session was ended are out, at once', async () => {
    const token = await at.tokenOf('bankdesk');
    const session = await at.sessionOf('bankdesk');
    await at.get('/me', `Bearer ${token}`).expect(200);
    await at.app.get(Sessions).end(session);
    await at.get('/me', `Bearer ${token}`).expect(401);
    await at.get('/me', `Bearer ${await at.tokenOf('bankdesk')}`).expect(200);
  });

  test('whose account was disabled or session has expired are nobody to the database', async () => {
    await at.tokenOf('duty2');
    const session = await at.sessionOf('duty2');
    const sessions = at.app.get(Sessions);
    expect((await sessions.principal(session))?.account).toBe('duty2');
    await at.ds.query(`update session set expires_at = now() where id = $1`, [session]);
    expect(await sessions.principal(session)).toBeUndefined();
    const open = (await sessions.open('duty2'))?.id ?? '';
    expect(await sessions.principal(open)).toBeDefined();
    await at.ds.query(`update account set disabled_at = now() where name = 'duty2'`);
    expect(await sessions.principal(open)).toBeUndefined();
  });

  test('find every route in the list of routes, marked', () => {
    expect(
      at.app
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
    await expect(at.build([ForgottenController])).rejects.toThrow(
      'routes without @Operation: ForgottenController.unmarked',
    );
    await expect(at.build([BankController, AgainController])).rejects.toThrow(
      'operation id open is used again at AgainController.again',
    );
  });
});
