import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Access, AccessLog } from '../../access/access-log.js';
import { Caller } from '../../access/guard.js';
import { type Principal, rolesOfArea } from '../../access/principal.js';
import { breakers, Opened } from '../../administration/break-glass/events.js';
import type { Schema } from '../../engine/definition/index.js';
import { Operation } from '../../platform/operation.js';
import { pathOf } from '../access-log/path-of.js';
import { parseQuery, WriteQuery } from '../area-controller.js';
import type { Asking } from '../cases.js';
import { idempotencyKey, ifMatch, languageOf } from '../headers.js';
import { BreakGlass } from './break-glass.js';
import { OpeningsQuery } from './list-openings.js';

const text: Schema = { type: 'string' };
const nullable: Schema = { type: ['string', 'null'] };
const moment: Schema = { type: 'string', format: 'date-time' };
const nullableMoment: Schema = { type: ['string', 'null'], format: 'date-time' };
const lead: Schema = { type: 'object', properties: { id: nullable, number: nullable }, required: ['id', 'number'] };

const openingSchema: Schema = {
  type: 'object',
  properties: {
    id: text,
    number: text,
    version: { type: 'integer' },
    phase: text,
    lead,
    station: nullable,
    by: nullable,
    openedAt: moment,
    endsAt: moment,
    endedAt: nullableMoment,
    reviewDueAt: moment,
    reviewedBy: nullable,
    justified: { type: ['boolean', 'null'] },
  },
  required: ['id', 'number', 'phase', 'lead', 'by', 'openedAt', 'endsAt', 'endedAt', 'reviewDueAt'],
};

const openedSchema: Schema = {
  allOf: [{ $ref: '#/components/schemas/Recorded' }, { type: 'object', properties: { lead }, required: ['lead'] }],
};

const params = { id: { description: { zh: '紧急调阅标识（UUID）', en: 'id of the emergency reading (UUID)' } } };

const page = {
  200: {
    description: { zh: '紧急调阅', en: 'Emergency readings' },
    schema: {
      type: 'object',
      properties: { items: { type: 'array', items: openingSchema }, next: nullable },
      required: ['items', 'next'],
    },
  },
} as const;

const one = {
  200: {
    description: { zh: '紧急调阅', en: 'The emergency reading' },
    schema: { $ref: '#/components/schemas/CaseFile' },
  },
} as const;

function asking(principal: Principal, area: string, request: FastifyRequest): Asking {
  return { principal, area, language: languageOf(request) };
}

function readingController(
  area: 'station' | 'center' | 'audit',
): Type<{ readonly glass: BreakGlass; readonly log: AccessLog }> {
  const roles = rolesOfArea(area);

  @Controller(`${area}/break-glass`)
  class ReadingController {
    constructor(
      @Inject(BreakGlass) readonly glass: BreakGlass,
      @Inject(AccessLog) readonly log: AccessLog,
    ) {}

    @Get()
    @Operation({
      id: `${area}ListBreakGlass`,
      tag: area,
      roles,
      query: OpeningsQuery,
      responses: page,
      summary: { zh: '进行中和待审查的紧急调阅', en: 'Emergency readings: what is open, and what is not reviewed' },
    })
    async list(@Query() query: unknown, @Caller() principal: Principal, @Req() request: FastifyRequest) {
      const filters = parseQuery(OpeningsQuery, query);
      const openings = await this.glass.list(asking(principal, area, request), filters);
      await this.keep(principal, { act: 'searched', query: pathOf(`/${area}/break-glass`, filters) });
      return openings;
    }

    @Get(':id')
    @Operation({
      id: `${area}GetBreakGlass`,
      tag: area,
      roles,
      params,
      responses: one,
      summary: { zh: '紧急调阅及其原因', en: 'An emergency reading and its reason' },
    })
    async view(
      @Param('id') id: string,
      @Caller() principal: Principal,
      @Req() request: FastifyRequest,
      @Res({ passthrough: true }) response: FastifyReply,
    ) {
      const { version, body } = await this.glass.view(asking(principal, area, request), id);
      await this.keep(principal, { act: 'read', caseId: id, query: pathOf(`/${area}/break-glass/${id}`) });
      response.header('etag', `"${version}"`);
      return body;
    }

    /** What auditors are shown is on record before they have it; those whom it concerns read it as they read their cases. */
    async keep(principal: Principal, access: Access): Promise<void> {
      if (area === 'audit') await this.log.record(principal, access);
    }
  }
  return ReadingController;
}

function breakGlassController(area: 'station' | 'center'): Type {
  const roles = rolesOfArea(area);

  @Controller(`${area}/break-glass`)
  class BreakGlassController extends readingController(area) {
    @Post()
    @HttpCode(201)
    @Operation({
      id: `${area}BreakGlass`,
      tag: area,
      roles: roles.filter((role) => breakers.some((one) => one === role)),
      body: Opened,
      idempotent: true,
      summary: {
        zh: '紧急调阅：只读，六十分钟，说明原因，随即通知他人，事后审查',
        en: 'Open one case in an emergency: to read, for 60 minutes; somebody is told at once, and it is reviewed',
      },
      responses: {
        201: { description: { zh: '已开放查阅', en: 'The case can be read' }, schema: openedSchema },
        404: { description: { zh: '没有这个编号的案件', en: 'There is no case of this number' } },
        409: {
          description: { zh: '您本来就可以查看，或次数已达上限', en: 'You see it anyway, or have done it too often' },
        },
      },
    })
    async open(
      @Body() body: unknown,
      @Caller() principal: Principal,
      @Req() request: FastifyRequest,
      @Res({ passthrough: true }) response: FastifyReply,
    ) {
      const reply = await this.glass.open(asking(principal, area, request), body, idempotencyKey(request));
      response.headers({ etag: `"${reply.version}"`, location: `/${area}/break-glass/${reply.caseId}` });
      if (reply.replayed) response.header('idempotent-replayed', 'true');
      return reply.body;
    }

    @Post(':id/events/:type')
    @HttpCode(200)
    @Operation({
      id: `${area}RecordBreakGlassEvent`,
      tag: area,
      roles,
      params,
      idempotent: true,
      summary: { zh: '提前结束或审查', en: 'End it early, or review it' },
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
      const reply = await this.glass.record(asking(principal, area, request), id, type, body, manner);
      response.header('etag', `"${reply.version}"`);
      if (reply.replayed) response.header('idempotent-replayed', 'true');
      return reply.body;
    }
  }
  return BreakGlassController;
}

export const StationBreakGlass = breakGlassController('station');
export const CenterBreakGlass = breakGlassController('center');
export const AuditBreakGlass = readingController('audit');
