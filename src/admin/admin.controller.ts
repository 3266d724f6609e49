import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller } from '../access/guard.js';
import { type Principal, rolesOfArea } from '../access/principal.js';
import { actionView } from '../cases/action-view.js';
import { parseQuery, WriteQuery } from '../cases/area-controller.js';
import { currentAdministration } from '../cases/definitions.js';
import { idempotencyKey, ifMatch, languageOf } from '../cases/headers.js';
import { Operation } from '../platform/operation.js';
import { Office } from './office.js';

const roles = rolesOfArea('admin');

/** What system and security administrators record. */
@Controller('admin')
export class AdminController {
  constructor(@Inject(Office) private readonly office: Office) {}

  @Get('actions')
  @Operation({
    id: 'adminActions',
    tag: 'admin',
    roles,
    summary: { zh: '可做的管理操作', en: 'What you may administer' },
    responses: {
      200: { description: { zh: '管理操作', en: 'The events' }, schema: { $ref: '#/components/schemas/Actions' } },
    },
  })
  async actions(@Caller() principal: Principal, @Req() request: FastifyRequest) {
    const language = languageOf(request);
    const actions = await this.office.actions({ principal, area: 'admin', language });
    return { items: actions.map((action) => actionView(action, currentAdministration, language)) };
  }

  @Post('events/:type')
  @HttpCode(200)
  @Operation({
    id: 'adminRecordEvent',
    tag: 'admin',
    roles,
    idempotent: true,
    summary: { zh: '记录管理操作', en: 'Record an event of the administration' },
  })
  async record(
    @Param('type') type: string,
    @Body() body: unknown,
    @Query() query: unknown,
    @Caller() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const manner = {
      key: idempotencyKey(request),
      ifMatch: ifMatch(request),
      dryRun: parseQuery(WriteQuery, query).dryRun === 'true',
    };
    const reply = await this.office.record(
      { principal, area: 'admin', language: languageOf(request) },
      type,
      body,
      manner,
    );
    response.headers({ etag: `"${reply.version}"`, 'cache-control': 'no-store' });
    if (reply.replayed) response.header('idempotent-replayed', 'true');
    return reply.body;
  }
}
