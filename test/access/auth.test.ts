import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SignIn } from '../../src/access/sign-in/sign-in.js';
import { demoPassword } from '../../src/demo/accounts.js';
import { type House, house } from './house.js';

describe('people who sign in', () => {
  let at: House;

  beforeAll(async () => {
    at = await house();
  });

  afterAll(() => at.close());

  test('get a bearer token for name and password, and with it learn who they are', async () => {
    const answer = await at.enter({ username: 'teller', password: demoPassword }).expect(200);
    expect(answer.body).toEqual({
      accessToken: expect.any(String),
      tokenType: 'Bearer',
      expiresIn: 900,
      refreshToken: expect.any(String),
      due: [],
    });
    const me = await at.get('/me', `Bearer ${answer.body.accessToken}`).expect(200);
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
      authenticatedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      due: [],
    });
  });

  test('carry the level at which they approve', async () => {
    expect((await at.get('/me', `Bearer ${await at.tokenOf('city')}`)).body.organisation.level).toBe('city');
    expect((await at.get('/me', `Bearer ${await at.tokenOf('county')}`)).body.organisation).toMatchObject({
      level: 'county',
      district: 'xiufeng',
    });
  });

  test('hear the same for a wrong password, an unknown, a disabled and an impossible account', async () => {
    await at.ds.query(`update account set disabled_at = now() where name = 'officer3'`);
    const answers = [
      await at.enter({ username: 'teller', password: 'wrong' }),
      await at.enter({ username: 'nobody', password: 'wrong' }),
      await at.enter({ username: 'officer3', password: demoPassword }),
      await at.enter({ username: "x' or 1=1 --", password: 'wrong' }),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toBe('Bearer realm="lanjie"');
      expect({ ...answer.body, traceId: '' }).toEqual({ ...answers[0]?.body, traceId: '' });
    }
    expect(answers[0]?.body.code).toBe('wrongCredentials');
  });

  test.each([
    [{}, ['username', 'password']],
    [{ username: 'teller' }, ['password']],
    [{ username: 1, password: null }, ['username', 'password']],
    [{ username: 'teller', password: 'x', role: 'centerLead' }, ['role']],
    [[], ['']],
  ])('send %j and learn which fields are wrong', async (body, fields) => {
    const answer = await at.enter(body).expect(400);
    expect(answer.body.errors.map((error: { field: string }) => error.field).sort()).toEqual([...fields].sort());
  });

  test('with a name no account can have never reach the database', async () => {
    const impossible = 'teller\u0000';
    await expect(
      at.app.get(SignIn).enter({ username: impossible, password: demoPassword }, { ip: '127.0.0.1', kind: 'bearer' }),
    ).rejects.toMatchObject({ status: 401 });
  });
});
