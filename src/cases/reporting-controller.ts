import { Body, Controller, Post, Query, Req, Res, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller } from '../access/guard.js';
import type { Principal } from '../access/principal.js';
import type { Sentence } from '../engine/definition/index.js';
import { Operation } from '../platform/operation.js';
import { areaController, send } from './area-controller.js';
import type { Cases } from './cases.js';
import { dryRun, idempotencyKey, languageOf } from './headers.js';

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
      @Query('dryRun') dry: unknown,
      @Caller() principal: Principal,
      @Req() request: FastifyRequest,
      @Res({ passthrough: true }) response: FastifyReply,
    ) {
      const manner = { key: idempotencyKey(request), ifMatch: null, dryRun: dryRun(dry) };
      const asking = { principal, area, language: languageOf(request) };
      const reply = await this.cases.report(asking, body, manner);
      if (manner.dryRun) response.status(200);
      return send(reply, area, response);
    }
  }
  return ReportingController;
}
