import { Body, Controller, Get, Header, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type PayloadClass, parsePayload } from '../../engine/definition/index.js';
import { Operation } from '../../platform/operation.js';
import { invalidFields } from '../../platform/problem.js';
import { Caller } from '../guard.js';
import type { Principal } from '../principal.js';
import { Sessions } from '../sessions.js';
import { addressOf } from './address.js';
import {
  browserSchema,
  Credentials,
  csrfSchema,
  endedSchema,
  Proof,
  Refresh,
  SecondStep,
  tokenOrBrowserSchema,
  tokenSchema,
} from './bodies.js';
import { assertOwnPage, Csrf, cookieFor, noBrowserSession, sentCookie } from './browser.js';
import { asItCame, type BrowserSignedIn, inCookie } from './session-answer.js';
import { type SignedIn, SignIn } from './sign-in.js';

/** Throws 400 naming each wrong field. */
export function parsed<B extends object>(payload: PayloadClass<B>, body: unknown): B {
  const result = parsePayload(payload, body);
  if (!result.ok) throw invalidFields(result.errors);
  return result.body;
}

const tokens = { description: { zh: '访问令牌与刷新令牌', en: 'Access token and refresh token' }, schema: tokenSchema };
const cookie = { description: { zh: '已设置会话 Cookie', en: 'The session cookie is set' }, schema: browserSchema };
const either = {
  description: { zh: '令牌，或浏览器的会话 Cookie', en: 'Tokens, or for a browser its session cookie' },
  schema: tokenOrBrowserSchema,
};
const wrong = {
  description: {
    zh: '账号或密码不正确；或还需第二因素（答复中有 ticket）',
    en: 'Account name or password is wrong; or a second factor is needed (with a ticket)',
  },
};
const expired = {
  description: { zh: '管理员发放的密码已过期', en: 'The password given by an administrator has expired' },
};
const busy = { description: { zh: '登录人数过多', en: 'Too many people are signing in' } };
const wrongCode = { description: { zh: '验证码或 ticket 不正确', en: 'The code or the ticket is not right' } };

/** Coming in, staying in, proving it again, going out. */
@Controller('auth')
export class SignInController {
  constructor(
    @Inject(SignIn) readonly signIn: SignIn,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(Csrf) readonly csrf: Csrf,
  ) {}

  /** Account name and password for tokens. */
  @Post('token')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Operation({
    id: 'signIn',
    summary: { zh: '登录，取得访问令牌', en: 'Sign in for an access token' },
    tag: 'auth',
    roles: 'public',
    body: Credentials,
    responses: { 200: tokens, 401: wrong, 403: expired, 503: busy },
  })
  async token(@Body() body: unknown, @Req() request: FastifyRequest): Promise<SignedIn> {
    const coming = { ip: addressOf(request), kind: 'bearer' as const };
    return this.signIn.bearer(await this.signIn.enter(parsed(Credentials, body), coming));
  }

  /** Account name and password for a browser's cookie. */
  @Post('browser')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Operation({
    id: 'signInBrowser',
    summary: { zh: '在浏览器中登录，取得会话 Cookie', en: 'Sign in a browser for a session cookie' },
    tag: 'auth',
    roles: 'public',
    body: Credentials,
    responses: {
      200: cookie,
      401: wrong,
      403: {
        description: { zh: '不是由本系统页面发出，或未经 HTTPS', en: 'Not sent by our own page, or without HTTPS' },
      },
      503: busy,
    },
  })
  async browser(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) response: FastifyReply,
  ): Promise<BrowserSignedIn> {
    const credentials = parsed(Credentials, body);
    // Nobody is signed in by a foreign page, as whomever it likes.
    assertOwnPage(request);
    cookieFor(request);
    const entered = await this.signIn.enter(credentials, { ip: addressOf(request), kind: 'browser' });
    return inCookie(this, entered, request, response);
  }

  /** The second step of either. */
  @Post('second-step')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Operation({
    id: 'signInSecondStep',
    summary: { zh: '登录第二步：提交验证码', en: 'The second step of a sign-in: the code' },
    tag: 'auth',
    roles: 'public',
    body: SecondStep,
    responses: { 200: either, 401: wrongCode, 503: busy },
  })
  async secondStep(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) response: FastifyReply,
  ): Promise<SignedIn | BrowserSignedIn> {
    const { ticket, code } = parsed(SecondStep, body);
    const entered = await this.signIn.enterWithTicket(ticket, code, addressOf(request), (kind) => {
      if (kind === 'browser') assertOwnPage(request);
      if (kind === 'browser') cookieFor(request);
    });
    return entered.kind === 'bearer' ? this.signIn.bearer(entered) : inCookie(this, entered, request, response);
  }

  /** The next pair of tokens. */
  @Post('refresh')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Operation({
    id: 'refresh',
    summary: { zh: '以刷新令牌换取下一对令牌', en: 'The next pair of tokens for a refresh token' },
    tag: 'auth',
    roles: 'public',
    limit: 'public',
    body: Refresh,
    responses: {
      200: tokens,
      401: {
        description: {
          zh: '令牌无效，或已被用过（会话随即结束）',
          en: 'Not valid, or used before: the session is then ended',
        },
      },
    },
  })
  refresh(@Body() body: unknown): Promise<SignedIn> {
    return this.signIn.refresh(parsed(Refresh, body).refreshToken);
  }

  /** Proves anew who is calling. */
  @Post('step-up')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Operation({
    id: 'stepUp',
    summary: { zh: '再次验证身份，以进行重要操作', en: 'Prove anew who you are, for what needs it' },
    tag: 'auth',
    roles: 'signedIn',
    evenWhenDue: true,
    limit: 'signIn',
    body: Proof,
    responses: {
      200: either,
      403: { description: { zh: '密码或验证码不正确', en: 'Password or code is wrong' } },
      503: busy,
    },
  })
  async stepUp(
    @Body() body: unknown,
    @Caller() caller: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) response: FastifyReply,
  ): Promise<SignedIn | BrowserSignedIn> {
    const { password, code } = parsed(Proof, body);
    const entered = await this.signIn.stepUp(
      caller,
      { ...(password ? { password } : {}), ...(code ? { code } : {}) },
      addressOf(request),
    );
    return asItCame(this, entered, request, response);
  }

  /** Ends this session. */
  @Post('sign-out')
  @HttpCode(200)
  @Operation({
    id: 'signOut',
    summary: { zh: '退出', en: 'Sign out' },
    tag: 'auth',
    roles: 'signedIn',
    evenWhenDue: true,
    responses: { 200: { description: { zh: '会话已结束', en: 'The session is ended' }, schema: endedSchema } },
  })
  async signOut(
    @Caller() { session }: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) response: FastifyReply,
  ): Promise<{ ended: number }> {
    await this.sessions.end(session);
    if (sentCookie(request) !== undefined) {
      const { name, flags } = cookieFor(request);
      response.header('set-cookie', `${name}=; ${flags}; Max-Age=0`);
    }
    return { ended: 1 };
  }

  /** The token that a browser sends with everything that may change something. */
  @Get('csrf')
  @Header('cache-control', 'no-store')
  @Operation({
    id: 'csrfToken',
    summary: { zh: '取得浏览器会话的防伪令牌', en: 'The token a browser sends against forged requests' },
    tag: 'auth',
    roles: 'signedIn',
    evenWhenDue: true,
    responses: {
      200: { description: { zh: '放入 x-csrf-token 请求头', en: 'For the header x-csrf-token' }, schema: csrfSchema },
      409: { description: { zh: '不是浏览器会话', en: 'Not a browser session' } },
    },
  })
  csrfToken(@Caller() { session }: Principal, @Req() request: FastifyRequest): { csrfToken: string } {
    if (sentCookie(request) === undefined) throw noBrowserSession();
    return { csrfToken: this.csrf.of(session) };
  }
}
