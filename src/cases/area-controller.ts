import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { Caller } from '../access/guard.js';
import { type Principal, rolesOfArea } from '../access/principal.js';
import { Instant, type Json, OneOf, type PayloadClass, Plain, parsePayload } from '../engine/definition/index.js';
import { Operation } from '../platform/operation.js';
import { invalidFields } from '../platform/problem.js';
import { type Asking, Cases, type Then } from './cases.js';
import { idempotencyKey, ifMatch, languageOf } from './headers.js';
import { ListQuery, listCases } from './list-cases.js';
import type { Reply } from './reply.js';

/** Query of the case itself. */
export class ViewQuery {
  @Instant({ zh: '当时的案件', en: 'the case as it was then', optional: true }) asOf?: string;
  @Plain({ zh: '案件的某一版本', en: 'the case as this entry left it', optional: true, max: 9 }) asOfVersion?: string;
}

/** Which past is asked for; null: the present. Throws 400 when both a moment and a version are named. */
export function thenIn({ asOf, asOfVersion }: ViewQuery): Then | null {
  if (asOfVersion === undefined) return asOf === undefined ? null : { until: asOf };
  if (asOf !== undefined) {
    const message = { zh: '时间与版本只填其一', en: 'either a moment or a version, not both' };
    throw invalidFields([{ field: 'asOfVersion', message }]);
  }
  return { limit: numberIn(asOfVersion, 'asOfVersion', 1, 999_999_999) };
}

/** Query of the timeline. */
export class HistoryQuery {
  @Plain({ zh: '此版本之后', en: 'after this version', optional: true, max: 9 }) cursor?: string;
  @Plain({ zh: '每页条数，1 至 200', en: 'items a page, 1 to 200', optional: true, max: 3 }) limit?: string;
}

/** Query of a submission. A mistyped `dryRun` must not record. */
export class WriteQuery {
  @OneOf(['true', 'false'], { zh: '只判断，不记录', en: 'decide and write nothing', optional: true }) dryRun?: string;
}

/** The case in a path. */
export const idParam = { id: { description: { zh: '案件标识（UUID）', en: 'id of the case (UUID)' } } };

/** Parses a query by its class. Throws 400 naming each wrong parameter. */
export function parseQuery<B extends object>(payload: PayloadClass<B>, query: unknown): B {
  const parsed = parsePayload(payload, { ...(typeof query === 'object' ? query : {}) });
  if (!parsed.ok) throw invalidFields(parsed.errors);
  return parsed.body;
}

/** A whole number of the query. Throws 400 naming the field. */
export function numberIn(text: string | undefined, field: string, fallback: number, most: number): number {
  const value = text === undefined ? fallback : Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= most) return value;
  throw invalidFields([{ field, message: { zh: `0 至 ${most} 之间的整数`, en: `a whole number from 0 to ${most}` } }]);
}

/** The query of the following page: the same filters, the next cursor. */
export function nextQuery(query: object, next: string): string {
  const same = new URLSearchParams(Object.entries(query));
  same.set('cursor', next);
  return same.toString();
}

/** Writes the headers of a reply: version, place of a new case, and whether the key was known. */
export function send(reply: Reply, area: string, response: FastifyReply): Json {
  // A dry run of an opening made no case.
  if (reply.version > 0) {
    response.header('etag', `"${reply.version}"`);
    response.header('location', `/${area}/leads/${reply.caseId}`);
  }
  if (reply.replayed) response.header('idempotent-replayed', 'true');
  return reply.body;
}

/**
 * The routes that bank, station and center share: inbox, case file, actions, events, history. What differs is the area's
 * roles; what each of them sees and may do is decided by the policy and the catalogue.
 */
export function areaController(area: 'bank' | 'station' | 'center'): Type<{ readonly cases: Cases }> {
  const roles = rolesOfArea(area);

  @Controller(`${area}/leads`)
  class AreaController {
    constructor(
      @Inject(Cases) readonly cases: Cases,
      @Inject(DataSource) readonly ds: DataSource,
    ) {}

    @Get()
    @Operation({
      id: `${area}ListLeads`,
      tag: area,
      roles,
      query: ListQuery,
      summary: { zh: '线索列表', en: 'The leads you see' },
    })
    async list(
      @Query() query: unknown,
      @Caller() principal: Principal,
      @Res({ passthrough: true }) response: FastifyReply,
    ) {
      const filters = parseQuery(ListQuery, query);
      const page = await listCases(this.ds, principal, filters);
      if (page.next) response.header('link', `</${area}/leads?${nextQuery(filters, page.next)}>; rel="next"`);
      return page;
    }

    @Get(':id')
    @Operation({
      id: `${area}GetLead`,
      tag: area,
      roles,
      query: ViewQuery,
      params: idParam,
      summary: { zh: '案件', en: 'The case file as you may see it' },
    })
    async view(
      @Param('id') id: string,
      @Query() query: unknown,
      @Caller() principal: Principal,
      @Req() request: FastifyRequest,
      @Res({ passthrough: true }) response: FastifyReply,
    ) {
      const then = thenIn(parseQuery(ViewQuery, query));
      const { version, body } = await this.cases.view(asking(principal, request), id, then);
      response.header('etag', `"${version}"`);
      return body;
    }

    @Get(':id/actions')
    @Operation({
      id: `${area}LeadActions`,
      tag: area,
      roles,
      params: idParam,
      summary: { zh: '可做与不可做的事', en: 'What you may record now, and why not the rest' },
    })
    async actions(@Param('id') id: string, @Caller() principal: Principal, @Req() request: FastifyRequest) {
      return { items: await this.cases.actions(asking(principal, request), id) };
    }

    @Get(':id/history')
    @Operation({
      id: `${area}LeadHistory`,
      tag: area,
      roles,
      query: HistoryQuery,
      params: idParam,
      summary: { zh: '经过', en: 'The timeline' },
    })
    async history(
      @Param('id') id: string,
      @Query() query: unknown,
      @Caller() principal: Principal,
      @Req() request: FastifyRequest,
    ) {
      const { cursor, limit } = parseQuery(HistoryQuery, query);
      const after = numberIn(cursor, 'cursor', 0, 999_999_999);
      const size = Math.max(1, numberIn(limit, 'limit', 100, 200));
      const { items, next } = await this.cases.history(asking(principal, request), id, after, size);
      return { items, next: next === null ? null : String(next) };
    }

    @Post(':id/events/:type')
    @HttpCode(200)
    @Operation({
      id: `${area}RecordEvent`,
      tag: area,
      roles,
      params: idParam,
      idempotent: true,
      summary: { zh: '记录事件', en: 'Record an event' },
    })
    async record(
      @Param('id') id: string,
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
      return send(await this.cases.record(asking(principal, request), id, type, body, manner), area, response);
    }
  }

  function asking(principal: Principal, request: FastifyRequest): Asking {
    return { principal, area, language: languageOf(request) };
  }
  return AreaController;
}
