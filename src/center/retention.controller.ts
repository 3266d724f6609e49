import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { Caller } from '../access/guard.js';
import { type Principal, rolesOfArea } from '../access/principal.js';
import { parseQuery } from '../cases/area-controller.js';
import { GIVEN_CLOCK } from '../cases/cases.js';
import { listRetention, RetentionQuery } from '../cases/list-retention.js';
import { Operation } from '../platform/operation.js';

/** What has been kept long enough: whoever proposes and whoever approves an erasure begins here. */
@Controller('center/retention')
export class RetentionController {
  constructor(
    @Inject(DataSource) private readonly ds: DataSource,
    @Inject(GIVEN_CLOCK) private readonly clock: (() => string) | null,
  ) {}

  @Get()
  @Operation({
    id: 'centerListRetention',
    tag: 'center',
    roles: rolesOfArea('center'),
    query: RetentionQuery,
    summary: { zh: '保存期满的案件', en: 'Cases whose personal data has been kept long enough' },
    responses: {
      200: {
        description: { zh: '期满最久的在前', en: 'The longest overdue first' },
        schema: { $ref: '#/components/schemas/RetentionPage' },
      },
    },
  })
  async list(
    @Query() query: unknown,
    @Caller() principal: Principal,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const wanted = parseQuery(RetentionQuery, query);
    const page = await listRetention(this.ds, principal, wanted, this.clock?.() ?? null);
    if (page.next) {
      const next = new URLSearchParams({ ...Object.fromEntries(Object.entries(wanted)), cursor: page.next });
      response.header('link', `</center/retention?${next}>; rel="next"`);
    }
    return page;
  }
}
