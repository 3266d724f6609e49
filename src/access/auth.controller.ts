import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { Plain, parsePayload, type Schema, type Sentence } from '../engine/definition/index.js';
import { Operation } from '../platform/operation.js';
import { invalidFields } from '../platform/problem.js';
import { Caller } from './guard.js';
import { areasOf, type Principal } from './principal.js';
import { type SignedIn, SignIn } from './sign-in.js';

/** Which events a role may record; given by whoever knows the catalogue. */
export abstract class RoleCatalogue {
  abstract eventsFor(role: string): readonly string[];
}

/** Body of `POST /auth/token`. */
export class Credentials {
  @Plain({ zh: '账号', en: 'account name', max: 64 }) username!: string;
  @Plain({ zh: '密码', en: 'password', max: 256 }) password!: string;
}

/** Who somebody is and what they may do. */
export interface Me {
  readonly account: string;
  readonly displayName: Sentence;
  readonly organisation: Principal['organisation'] & { readonly name: Sentence };
  readonly roles: readonly string[];
  /** The parts of the API they work in. */
  readonly areas: readonly string[];
  /** Types of the events they may record where they see the case. */
  readonly events: readonly string[];
}

const text: Schema = { type: 'string' };
const texts: Schema = { type: 'array', items: text };
const sentence: Schema = { type: 'object', properties: { zh: text, en: text }, required: ['zh', 'en'] };

const tokenSchema: Schema = {
  type: 'object',
  properties: { accessToken: text, tokenType: { const: 'Bearer' }, expiresIn: { type: 'integer' } },
  required: ['accessToken', 'tokenType', 'expiresIn'],
};

const organisationSchema: Schema = {
  type: 'object',
  properties: { code: text, kind: text, parent: text, district: text, level: text, name: sentence },
  required: ['code', 'kind', 'name'],
};

const meSchema: Schema = {
  type: 'object',
  properties: {
    account: text,
    displayName: sentence,
    organisation: organisationSchema,
    roles: texts,
    areas: texts,
    events: texts,
  },
  required: ['account', 'displayName', 'organisation', 'roles', 'areas', 'events'],
};

/** Signing in, and who one is. */
@Controller()
export class AuthController {
  constructor(
    @Inject(SignIn) private readonly signIn: SignIn,
    @Inject(RoleCatalogue) private readonly catalogue: RoleCatalogue,
  ) {}

  /** Account name and password for a bearer token. */
  @Post('auth/token')
  @HttpCode(200)
  @Operation({
    id: 'signIn',
    summary: { zh: '登录，取得访问令牌', en: 'Sign in for an access token' },
    tag: 'auth',
    roles: 'public',
    body: Credentials,
    responses: {
      200: { description: { zh: '访问令牌', en: 'An access token' }, schema: tokenSchema },
      401: { description: { zh: '账号或密码不正确', en: 'Account name or password is wrong' } },
      503: { description: { zh: '登录人数过多', en: 'Too many people are signing in' } },
    },
  })
  token(@Body() body: unknown): Promise<SignedIn> {
    const parsed = parsePayload(Credentials, body);
    if (!parsed.ok) throw invalidFields(parsed.errors);
    return this.signIn.signIn(parsed.body.username, parsed.body.password);
  }

  /** Who is calling, and what they may do. */
  @Get('me')
  @Operation({
    id: 'me',
    summary: { zh: '我是谁，可以做什么', en: 'Who am I, and what may I do' },
    tag: 'auth',
    roles: 'signedIn',
    responses: { 200: { description: { zh: '当前用户', en: 'The person signed in' }, schema: meSchema } },
  })
  me(@Caller() caller: Principal): Me {
    const events = new Set(caller.roles.flatMap((role) => this.catalogue.eventsFor(role)));
    return {
      account: caller.account,
      displayName: caller.displayName,
      organisation: { ...caller.organisation, name: caller.organisationName },
      roles: caller.roles,
      areas: areasOf(caller.roles),
      events: [...events].sort(),
    };
  }
}
