import { Body, Controller, Delete, Get, Header, HttpCode, Inject, Post } from '@nestjs/common';
import { Operation } from '../../platform/operation.js';
import { Caller } from '../guard.js';
import type { Principal } from '../principal.js';
import { Sessions } from '../sessions.js';
import { endedSchema, enrolmentSchema, FirstCode, recoveryCodesSchema, secondFactorSchema } from './bodies.js';
import { alreadyEnrolled, firstCodeWrong, notEnrolled } from './problems.js';
import { type Enrolment, SecondFactors } from './second-factors.js';
import { parsed } from './sign-in.controller.js';

const stale = { description: { zh: '需要五分钟内验证过身份', en: 'Needs proof of who you are within five minutes' } };
const codes = {
  description: { zh: '十个恢复码，只显示这一次', en: 'Ten recovery codes, shown this once' },
  schema: recoveryCodesSchema,
};

/** One's own second factor. */
@Controller('auth/second-factor')
export class SecondFactorController {
  constructor(
    @Inject(SecondFactors) private readonly secondFactors: SecondFactors,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  @Get()
  @Operation({
    id: 'readSecondFactor',
    summary: { zh: '我的第二因素', en: 'Your second factor' },
    tag: 'auth',
    roles: 'signedIn',
    evenWhenDue: true,
    responses: { 200: { description: { zh: '是否启用', en: 'Whether it is in use' }, schema: secondFactorSchema } },
  })
  async read(@Caller() { account }: Principal) {
    const state = await this.secondFactors.of(account);
    return { enrolled: state !== undefined, since: state?.since ?? null, recoveryCodesLeft: state?.codes ?? 0 };
  }

  @Post()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Operation({
    id: 'enrolSecondFactor',
    summary: { zh: '登记验证器：取得密钥', en: 'Enrol an authenticator: its secret' },
    tag: 'auth',
    roles: 'signedIn',
    evenWhenDue: true,
    freshSignIn: true,
    responses: {
      200: {
        description: { zh: '密钥，只显示这一次；确认后启用', en: 'The secret, shown this once; in use when confirmed' },
        schema: enrolmentSchema,
      },
      403: stale,
      409: { description: { zh: '已启用验证器', en: 'An authenticator is in use' } },
    },
  })
  async enrol(@Caller() { account }: Principal): Promise<Enrolment> {
    const enrolment = await this.secondFactors.enrol(account);
    if (!enrolment) throw alreadyEnrolled();
    return enrolment;
  }

  @Post('confirm')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Operation({
    id: 'confirmSecondFactor',
    summary: {
      zh: '以第一个验证码启用；其他会话随即结束',
      en: 'Its first code puts it in use; your other sessions are ended',
    },
    tag: 'auth',
    roles: 'signedIn',
    evenWhenDue: true,
    freshSignIn: true,
    body: FirstCode,
    responses: { 200: codes, 403: stale },
  })
  async confirm(@Body() body: unknown, @Caller() caller: Principal): Promise<{ recoveryCodes: string[] }> {
    const recoveryCodes = await this.secondFactors.confirm(caller.account, parsed(FirstCode, body).code);
    if (!recoveryCodes) throw firstCodeWrong();
    await this.settled(caller);
    return { recoveryCodes };
  }

  @Post('recovery-codes')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Operation({
    id: 'renewRecoveryCodes',
    summary: { zh: '换发恢复码；原有的作废', en: 'New recovery codes; those before are void' },
    tag: 'auth',
    roles: 'signedIn',
    freshSignIn: true,
    responses: {
      200: codes,
      403: stale,
      409: { description: { zh: '尚未启用验证器', en: 'No authenticator is in use' } },
    },
  })
  async renew(@Caller() { account }: Principal): Promise<{ recoveryCodes: string[] }> {
    if (!(await this.secondFactors.of(account))) throw notEnrolled();
    return { recoveryCodes: await this.secondFactors.renewRecoveryCodes(account) };
  }

  @Delete()
  @Operation({
    id: 'removeSecondFactor',
    summary: { zh: '移除第二因素；其他会话随即结束', en: 'Remove your second factor; your other sessions are ended' },
    tag: 'auth',
    roles: 'signedIn',
    freshSignIn: true,
    responses: {
      200: {
        description: { zh: '已移除；结束了几个其他会话', en: 'Removed; how many others were ended' },
        schema: endedSchema,
      },
      403: stale,
      409: { description: { zh: '尚未启用验证器', en: 'No authenticator is in use' } },
    },
  })
  async remove(@Caller() caller: Principal): Promise<{ ended: number }> {
    if (!(await this.secondFactors.remove(caller.account))) throw notEnrolled();
    return { ended: await this.settled(caller) };
  }

  // What was opened without it, or with the one that is gone, is not trusted any more.
  private async settled({ account, session }: Principal): Promise<number> {
    await this.sessions.changed(session);
    return this.sessions.endAllOf(account, session);
  }
}
