import { Body, Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Operation } from '../../platform/operation.js';
import { Caller } from '../guard.js';
import type { Principal } from '../principal.js';
import { Sessions } from '../sessions.js';
import { addressOf } from './address.js';
import { endedSchema, NewPassword } from './bodies.js';
import { AccountPasswords } from './own-password.js';
import { parsed } from './sign-in.controller.js';
import { SignIn } from './sign-in.js';

/** One's own password. */
@Controller('auth/password')
export class PasswordController {
  constructor(
    @Inject(SignIn) private readonly signIn: SignIn,
    @Inject(AccountPasswords) private readonly passwords: AccountPasswords,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  @Post()
  @HttpCode(200)
  @Operation({
    id: 'changePassword',
    summary: { zh: '修改我的密码；其他会话随即结束', en: 'Change your password; your other sessions are ended' },
    tag: 'auth',
    roles: 'signedIn',
    evenWhenDue: true,
    limit: 'signIn',
    body: NewPassword,
    responses: {
      200: {
        description: { zh: '已修改；结束了几个其他会话', en: 'Changed; how many others were ended' },
        schema: endedSchema,
      },
      403: { description: { zh: '现在的密码不正确', en: 'The present password is wrong' } },
      409: { description: { zh: '密码同时被另行修改', en: 'Changed elsewhere at the same moment' } },
    },
  })
  async change(
    @Body() body: unknown,
    @Caller() caller: Principal,
    @Req() request: FastifyRequest,
  ): Promise<{ ended: number }> {
    const { old, new: fresh } = parsed(NewPassword, body);
    const proved = await this.signIn.provePassword(caller, old, addressOf(request));
    await this.passwords.change(caller.account, proved, fresh);
    await this.sessions.changed(caller.session);
    return { ended: await this.sessions.endAllOf(caller.account, caller.session) };
  }
}
