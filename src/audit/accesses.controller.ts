import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { AccessLog } from '../access/access-log.js';
import { Caller } from '../access/guard.js';
import { type Principal, rolesOfArea } from '../access/principal.js';
import { KeyProvider } from '../access/sealing/index.js';
import { AccessQuery, CaseAccessQuery, listAccesses } from '../cases/access-log/list-accesses.js';
import { pathOf } from '../cases/access-log/path-of.js';
import { idParam, nextQuery, parseQuery } from '../cases/area-controller.js';
import { Cases } from '../cases/cases.js';
import { isAccessLog } from '../cases/definitions.js';
import { languageOf } from '../cases/headers.js';
import type { Page } from '../cases/list-cases.js';
import { noSuchCase } from '../cases/problems.js';
import { verdictView } from '../cases/verdict-view.js';
import { verifyCase } from '../cases/verify-case.js';
import type { Json } from '../engine/definition/index.js';
import { findCase } from '../engine/store/find-case.js';
import { Operation } from '../platform/operation.js';

const roles = rolesOfArea('audit');

/** Who looked at what, for auditors. Whoever reads it stands in it before they have it. */
@Controller('audit')
export class AccessesController {
  constructor(
    @Inject(Cases) private readonly cases: Cases,
    @Inject(DataSource) private readonly ds: DataSource,
    @Inject(KeyProvider) private readonly keys: KeyProvider,
    @Inject(AccessLog) private readonly log: AccessLog,
  ) {}

  @Get('access')
  @Operation({
    id: 'auditListAccesses',
    tag: 'audit',
    roles,
    query: AccessQuery,
    summary: { zh: '谁查阅、检索、查看、导出了什么', en: 'Who read, searched, revealed, exported or took what' },
  })
  async list(
    @Query() query: unknown,
    @Caller() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) response: FastifyReply,
  ): Promise<Page> {
    const filters = parseQuery(AccessQuery, query);
    const of = filters.case === undefined ? undefined : await findCase(this.ds, filters.case);
    const none = of === null;
    const page = none
      ? { items: [], next: null }
      : await listAccesses(this.reader(principal, request), { ...filters, ...(of ? { case: of.id } : {}) });
    const asked = pathOf('/audit/access', filters);
    await this.log.record(principal, { act: 'searched', query: asked, ...(of ? { caseId: of.id } : {}) });
    return linked(response, '/audit/access', filters, page);
  }

  @Get('leads/:id/access')
  @Operation({
    id: 'auditLeadAccesses',
    tag: 'audit',
    roles,
    query: CaseAccessQuery,
    params: idParam,
    summary: { zh: '谁查阅过本案', en: 'Who looked at this case' },
  })
  async ofLead(
    @Param('id') id: string,
    @Query() query: unknown,
    @Caller() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) response: FastifyReply,
  ): Promise<Page> {
    const filters = parseQuery(CaseAccessQuery, query);
    await this.cases.look({ principal, area: 'audit', language: languageOf(request) }, id);
    const page = await listAccesses(this.reader(principal, request), { ...filters, case: id });
    const path = `/audit/leads/${id}/access`;
    await this.log.record(principal, { act: 'read', caseId: id, query: pathOf(path, filters) });
    return linked(response, path, filters, page);
  }

  @Get('logs/:id/verify')
  @Operation({
    id: 'auditVerifyLog',
    tag: 'audit',
    roles,
    params: { id: { description: { zh: '查阅记录的标识（UUID）', en: 'id of an access log (UUID)' } } },
    summary: { zh: '核验一本查阅记录', en: 'Check the chain of an access log' },
  })
  async verify(@Param('id') id: string, @Caller() principal: Principal, @Req() request: FastifyRequest): Promise<Json> {
    const found = await findCase(this.ds, id);
    if (!found || found.id !== id || !isAccessLog(found.definition)) throw noSuchCase();
    await this.log.record(principal, { act: 'read', caseId: id, query: pathOf(`/audit/logs/${id}/verify`) });
    return verdictView(await verifyCase(this.ds, id), languageOf(request));
  }

  private reader(principal: Principal, request: FastifyRequest) {
    return { ds: this.ds, principal, keys: this.keys, language: languageOf(request) };
  }
}

function linked(response: FastifyReply, path: string, filters: object, page: Page): Page {
  if (page.next) response.header('link', `<${path}?${nextQuery(filters, page.next)}>; rel="next"`);
  return page;
}
