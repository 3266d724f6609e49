import { Plain, type Schema } from '../../engine/definition/index.js';
import { LONGEST_PASSWORD } from './profiles.js';

const password = { zh: '密码', en: 'password', max: LONGEST_PASSWORD };
const code = {
  zh: '验证器上的六位数字，或一个恢复码',
  en: 'six digits of the authenticator, or a recovery code',
  max: 40,
};

/** Body of `POST /auth/token` and `POST /auth/browser`. */
export class Credentials {
  @Plain({ zh: '账号', en: 'account name', max: 64 }) username!: string;
  @Plain(password) password!: string;
  @Plain({ ...code, optional: true }) code?: string;
}

/** Body of `POST /auth/second-step`. */
export class SecondStep {
  @Plain({ zh: '第一步答复中的 ticket', en: 'the ticket of the first step', max: 2048 }) ticket!: string;
  @Plain(code) code!: string;
}

/** Body of `POST /auth/refresh`. */
export class Refresh {
  @Plain({ zh: '刷新令牌', en: 'the refresh token', max: 2048 }) refreshToken!: string;
}

/** Body of `POST /auth/step-up`: the code of whoever has a second factor, the password of everybody else. */
export class Proof {
  @Plain({ ...password, optional: true }) password?: string;
  @Plain({ ...code, optional: true }) code?: string;
}

/** Body of `POST /auth/password`. */
export class NewPassword {
  @Plain({ ...password, zh: '现在的密码', en: 'the present password' }) old!: string;
  @Plain({ ...password, zh: '新密码', en: 'the new password' }) new!: string;
}

/** Body of `POST /auth/second-factor/confirm`. */
export class FirstCode {
  @Plain({ zh: '新验证器上的六位数字', en: 'six digits of the new authenticator', max: 10 }) code!: string;
}

const text: Schema = { type: 'string' };
const texts: Schema = { type: 'array', items: text };
const seconds: Schema = { type: 'integer' };
const moment: Schema = { type: 'string', format: 'date-time' };

function object(properties: Record<string, Schema>): Schema {
  return { type: 'object', properties, required: Object.keys(properties) };
}

const tokenProperties = {
  accessToken: text,
  tokenType: { const: 'Bearer' },
  expiresIn: seconds,
  refreshToken: text,
  due: texts,
};
const browserProperties = { csrfToken: text, expiresIn: seconds, due: texts };

export const tokenSchema = object(tokenProperties);

export const browserSchema = object(browserProperties);

/** A session opened by a bearer is answered as a token, one of a browser as a cookie. */
export const tokenOrBrowserSchema: Schema = { anyOf: [tokenSchema, browserSchema] };

/** The same after a new password, and how many other sessions were ended. */
export const replacedSchema: Schema = {
  anyOf: [
    object({ ...tokenProperties, ended: { type: 'integer' } }),
    object({ ...browserProperties, ended: { type: 'integer' } }),
  ],
};

export const csrfSchema = object({ csrfToken: text });

export const endedSchema = object({ ended: { type: 'integer' } });

export const sessionsSchema = object({
  items: {
    type: 'array',
    items: object({
      id: text,
      current: { type: 'boolean' },
      kind: { type: 'string', enum: ['bearer', 'browser'] },
      from: { type: ['string', 'null'] },
      startedAt: moment,
      lastUsedAt: moment,
      endsAt: moment,
    }),
  },
});

export const secondFactorSchema = object({
  enrolled: { type: 'boolean' },
  since: { type: ['string', 'null'] },
  recoveryCodesLeft: { type: 'integer' },
});

export const enrolmentSchema = object({ secret: text, uri: text });

export const recoveryCodesSchema = object({ recoveryCodes: texts });
