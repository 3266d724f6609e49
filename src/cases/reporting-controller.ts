import { Body, Controller, Post, Query, Req, Res, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller } from '../access/guard.js';
import type { Principal } from '../access/principal.js';
import type { Sentence } from '../engine/definition/index.js';
import { Operation } from '../platform/operation.js';
import { areaController, parseQuery, send, WriteQuery } from './area-controller.js';
import type { Cases } from './cases.js';
import { idempotencyKey, languageOf } from './headers.js';

/** An area whose people also open leads. */
export function reportingController(
  area: 'bank' | 'center',
  roles: readonly string[],
  summary: Sentence,
): Type<{ readonly cases: Cases }> {
  @Controller(`${area}/leads`)
  class ReportingController extends areaController(area) {
    @Post()
    @Operation({ id: `${area}ReportLead`, tag: area, roles, idempotent: true, summary })
    async report(
      @Body() body: unknown,
      @Query() query: unknown,
      @Caller() principal: Principal,
      @Req() request: FastifyRequest,
      @Res({ passthrough: true }) response: FastifyReply,
    ) {
      const manner = {
        key: idempotencyKey(request),
        ifMatch: null,
        dryRun: parseQuery(WriteQuery, query).dryRun === 'true',
      };
      const asking = { principal, area, language: languageOf(request) };
      const reply = await this.cases.report(asking, body, manner);
      if (manner.dryRun) response.status(200);
      return send(reply, area, response);
    }
  }
  return ReportingController;
}
