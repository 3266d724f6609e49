import { Body, Controller, Header, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Operation } from '../../platform/operation.js';
import { Caller } from '../guard.js';
import type { Principal } from '../principal.js';
import { Sessions } from '../sessions.js';
import { addressOf } from './address.js';
import { NewPassword, replacedSchema } from './bodies.js';
import { Csrf } from './browser.js';
import { AccountPasswords } from './own-password.js';
import { asItCame, type BrowserSignedIn } from './session-answer.js';
import { parsed } from './sign-in.controller.js';
import { type SignedIn, SignIn } from './sign-in.js';

/** One's own password. */
@Controller('auth/password')
export class PasswordController {
  constructor(
    @Inject(SignIn) readonly signIn: SignIn,
    @Inject(AccountPasswords) private readonly passwords: AccountPasswords,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(Csrf) readonly csrf: Csrf,
  ) {}

  @Post()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Operation({
    id: 'changePassword',
    summary: {
      zh: '修改我的密码；其他会话随即结束，原令牌随即失效',
      en: 'Change your password; your other sessions are ended, and the tokens of this one are void',
    },
    tag: 'auth',
    roles: 'signedIn',
    evenWhenDue: true,
    limit: 'signIn',
    body: NewPassword,
    responses: {
      200: {
        description: {
          zh: '已修改；新的令牌（或浏览器 Cookie），以及结束了几个其他会话',
          en: 'Changed; new tokens, or for a browser its cookie, and how many other sessions were ended',
        },
        schema: replacedSchema,
      },
      403: { description: { zh: '现在的密码不正确', en: 'The present password is wrong' } },
      409: { description: { zh: '密码同时被另行修改', en: 'Changed elsewhere at the same moment' } },
    },
  })
  async change(
    @Body() body: unknown,
    @Caller() caller: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) response: FastifyReply,
  ): Promise<(SignedIn | BrowserSignedIn) & { ended: number }> {
    const { old, new: fresh } = parsed(NewPassword, body);
    const proved = await this.signIn.provePassword(caller, old, addressOf(request));
    await this.passwords.change(caller.account, proved, fresh);
    const entered = await this.signIn.replace(caller);
    const ended = await this.sessions.endAllOf(caller.account, entered.session.id);
    return { ...(await asItCame(this, entered, request, response)), ended };
  }
}
