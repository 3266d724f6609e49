import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { AccessLog } from '../access/access-log.js';
import { Caller } from '../access/guard.js';
import { type Principal, rolesOfArea } from '../access/principal.js';
import { pathOf } from '../cases/access-log/path-of.js';
import { HistoryQuery, idParam, nextQuery, numberIn, parseQuery, thenIn, ViewQuery } from '../cases/area-controller.js';
import { type Asking, Cases } from '../cases/cases.js';
import { languageOf } from '../cases/headers.js';
import { ListQuery, listCases } from '../cases/list-cases.js';
import { verdictView } from '../cases/verdict-view.js';
import { verifyCase } from '../cases/verify-case.js';
import type { Json } from '../engine/definition/index.js';
import { Operation } from '../platform/operation.js';
import { changesIn } from './changes.js';
import { changesSchema } from './changes-schema.js';

const roles = rolesOfArea('audit');

/** Leads as auditors read them: all of every case, and nothing to record. Each answer is in the access log before it leaves. */
@Controller('audit/leads')
export class AuditController {
  constructor(
    @Inject(Cases) private readonly cases: Cases,
    @Inject(DataSource) private readonly ds: DataSource,
    @Inject(AccessLog) private readonly log: AccessLog,
  ) {}

  @Get()
  @Operation({
    id: 'auditListLeads',
    tag: 'audit',
    roles,
    query: ListQuery,
    summary: { zh: '线索列表；每次检索均记录在案', en: 'The leads; every search is on record' },
  })
  async list(
    @Query() query: unknown,
    @Caller() principal: Principal,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const filters = parseQuery(ListQuery, query);
    const page = await listCases(this.ds, principal, filters);
    await this.log.record(principal, { act: 'searched', query: pathOf('/audit/leads', filters) });
    if (page.next) response.header('link', `</audit/leads?${nextQuery(filters, page.next)}>; rel="next"`);
    return page;
  }

  @Get(':id')
  @Operation({
    id: 'auditGetLead',
    tag: 'audit',
    roles,
    query: ViewQuery,
    params: idParam,
    summary: { zh: '案件；查阅记录在案', en: 'The case file; that you read it is on record' },
  })
  async view(
    @Param('id') id: string,
    @Query() query: unknown,
    @Caller() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const when = parseQuery(ViewQuery, query);
    const { version, body } = await this.cases.view(asking(principal, request), id, thenIn(when));
    await this.read(principal, id, '', when);
    response.header('etag', `"${version}"`);
    return body;
  }

  @Get(':id/history')
  @Operation({
    id: 'auditLeadHistory',
    tag: 'audit',
    roles,
    query: HistoryQuery,
    params: idParam,
    summary: { zh: '经过；查阅记录在案', en: 'The timeline; that you read it is on record' },
  })
  async history(
    @Param('id') id: string,
    @Query() query: unknown,
    @Caller() principal: Principal,
    @Req() request: FastifyRequest,
  ) {
    const page = parseQuery(HistoryQuery, query);
    const after = numberIn(page.cursor, 'cursor', 0, 999_999_999);
    const size = Math.max(1, numberIn(page.limit, 'limit', 100, 200));
    const { items, next } = await this.cases.history(asking(principal, request), id, after, size);
    await this.read(principal, id, '/history', page);
    return { items, next: next === null ? null : String(next) };
  }

  @Get(':id/changes')
  @Operation({
    id: 'auditLeadChanges',
    tag: 'audit',
    roles,
    query: HistoryQuery,
    params: idParam,
    summary: {
      zh: '逐条变更：状态、事实、时限，及在日志中的位置；查阅记录在案',
      en: 'What each entry changed, and where it stands in the log; that you read it is on record',
    },
    responses: { 200: { description: { zh: '由旧到新', en: 'Oldest first' }, schema: changesSchema } },
  })
  async changes(
    @Param('id') id: string,
    @Query() query: unknown,
    @Caller() principal: Principal,
    @Req() request: FastifyRequest,
  ) {
    const page = parseQuery(HistoryQuery, query);
    const after = numberIn(page.cursor, 'cursor', 0, 999_999_999);
    const limit = Math.max(1, numberIn(page.limit, 'limit', 100, 200));
    const look = await this.cases.look(asking(principal, request), id);
    const { items, next } = await changesIn(this.ds, look, { principal, after, limit });
    await this.read(principal, id, '/changes', page);
    return { items, next: next === null ? null : String(next) };
  }

  @Get(':id/verify')
  @Operation({
    id: 'auditVerifyLead',
    tag: 'audit',
    roles,
    params: idParam,
    summary: {
      zh: '核验：哈希链完整，且由各条记录重放得出现状',
      en: 'Check that the chain is whole and that replaying it gives the case as it stands',
    },
  })
  async verify(@Param('id') id: string, @Caller() principal: Principal, @Req() request: FastifyRequest): Promise<Json> {
    const { language } = asking(principal, request);
    await this.cases.look(asking(principal, request), id);
    await this.read(principal, id, '/verify');
    return verdictView(await verifyCase(this.ds, id), language);
  }

  private read(principal: Principal, caseId: string, below: string, query: object = {}): Promise<void> {
    return this.log.record(principal, { act: 'read', caseId, query: pathOf(`/audit/leads/${caseId}${below}`, query) });
  }
}

function asking(principal: Principal, request: FastifyRequest): Asking {
  return { principal, area: 'audit', language: languageOf(request) };
}
