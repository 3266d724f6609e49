import { Controller, Delete, Get, Inject, Param } from '@nestjs/common';
import { Operation } from '../../platform/operation.js';
import { Caller } from '../guard.js';
import type { Principal } from '../principal.js';
import { Sessions } from '../sessions.js';
import { endedSchema, sessionsSchema } from './bodies.js';
import { noSuchSession } from './problems.js';

const ended = { description: { zh: '结束了几个会话', en: 'How many were ended' }, schema: endedSchema };

/** One's own sessions. */
@Controller('auth/sessions')
export class SessionsController {
  constructor(@Inject(Sessions) private readonly sessions: Sessions) {}

  @Get()
  @Operation({
    id: 'listSessions',
    summary: { zh: '我的会话', en: 'Your sessions' },
    tag: 'auth',
    roles: 'signedIn',
    evenWhenDue: true,
    responses: {
      200: { description: { zh: '最近使用的在前', en: 'The one used last first' }, schema: sessionsSchema },
    },
  })
  async list(@Caller() { account, session }: Principal) {
    const sessions = await this.sessions.list(account);
    return { items: sessions.map((one) => ({ ...one, current: one.id === session })) };
  }

  @Delete()
  @Operation({
    id: 'endOtherSessions',
    summary: { zh: '结束我的其他所有会话', en: 'End all your other sessions' },
    tag: 'auth',
    roles: 'signedIn',
    evenWhenDue: true,
    responses: { 200: ended },
  })
  async endOthers(@Caller() { account, session }: Principal): Promise<{ ended: number }> {
    return { ended: await this.sessions.endAllOf(account, session) };
  }

  @Delete(':id')
  @Operation({
    id: 'endSession',
    summary: { zh: '结束我的一个会话', en: 'End one of your sessions' },
    tag: 'auth',
    roles: 'signedIn',
    evenWhenDue: true,
    params: { id: { description: { zh: '会话标识', en: 'id of the session' } } },
    responses: { 200: ended },
  })
  async end(@Param('id') id: string, @Caller() { account }: Principal): Promise<{ ended: number }> {
    if (!(await this.sessions.endOwn(id, account))) throw noSuchSession();
    return { ended: 1 };
  }
}
