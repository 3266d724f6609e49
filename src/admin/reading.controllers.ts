import { Controller, Get, Inject, Param, Query, Req, type Type } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { type Access, AccessLog } from '../access/access-log.js';
import { Caller } from '../access/guard.js';
import { type Principal, rolesOfArea } from '../access/principal.js';
import { pathOf } from '../cases/access-log/path-of.js';
import { HistoryQuery, numberIn, parseQuery } from '../cases/area-controller.js';
import { languageOf } from '../cases/headers.js';
import type { Schema } from '../engine/definition/index.js';
import { Operation } from '../platform/operation.js';
import { leftBehind } from './left-behind.js';
import { AccountsQuery, listAccounts } from './list-accounts.js';
import { listOrganisations, OrganisationsQuery } from './list-organisations.js';
import { Office } from './office.js';
import { noSuchAccount, noSuchOrganisation } from './problems.js';
import { accountSchema, organisationSchema, pageSchema } from './schemas.js';

/**
 * Reading the administration. Each administrator sees the deeds of their own office and of the server; the auditor sees
 * them all.
 */
function readingController(area: 'admin' | 'audit'): Type {
  const roles = rolesOfArea(area);
  const tag = area;
  const answer = (zh: string, en: string, schema: Schema) => ({ 200: { description: { zh, en }, schema } });

  @Controller(area === 'admin' ? 'admin' : 'audit/administration')
  class ReadingController {
    constructor(
      @Inject(DataSource) readonly ds: DataSource,
      @Inject(Office) readonly office: Office,
      @Inject(AccessLog) readonly log: AccessLog,
    ) {}

    @Get('organisations')
    @Operation({
      id: `${area}ListOrganisations`,
      tag,
      roles,
      query: OrganisationsQuery,
      summary: { zh: '单位列表', en: 'The organisations' },
      responses: answer('单位', 'The organisations', pageSchema(organisationSchema)),
    })
    async organisations(@Query() query: unknown, @Caller() principal: Principal) {
      const filters = parseQuery(OrganisationsQuery, query);
      const page = await listOrganisations(this.ds, filters);
      await this.keep(principal, 'searched', '/organisations', filters);
      return page;
    }

    @Get('organisations/:code')
    @Operation({
      id: `${area}GetOrganisation`,
      tag,
      roles,
      params: { code: { description: { zh: '单位代码', en: 'code of the organisation' } } },
      summary: { zh: '单位', en: 'An organisation' },
      responses: {
        ...answer('单位', 'The organisation', organisationSchema),
        404: { description: { zh: '没有这个单位', en: 'There is no such organisation' } },
      },
    })
    async organisation(@Param('code') code: string, @Caller() principal: Principal) {
      const { items } = await listOrganisations(this.ds, parseQuery(OrganisationsQuery, { code }));
      if (!items[0]) throw noSuchOrganisation();
      await this.keep(principal, 'searched', `/organisations/${code}`);
      return items[0];
    }

    @Get('accounts')
    @Operation({
      id: `${area}ListAccounts`,
      tag,
      roles,
      query: AccountsQuery,
      summary: { zh: '账号列表', en: 'The accounts' },
      responses: answer('账号', 'The accounts', pageSchema(accountSchema)),
    })
    async accounts(@Query() query: unknown, @Caller() principal: Principal) {
      const filters = parseQuery(AccountsQuery, query);
      const page = await listAccounts(this.ds, filters);
      await this.keep(principal, 'searched', '/accounts', filters);
      return page;
    }

    @Get('accounts/:account')
    @Operation({
      id: `${area}GetAccount`,
      tag,
      roles,
      params: { account: { description: { zh: '账号名', en: 'name of the account' } } },
      summary: { zh: '账号及其名下未结工作', en: 'An account, and the open work it answers for' },
      responses: {
        ...answer('账号', 'The account', accountSchema),
        404: { description: { zh: '没有这个账号', en: 'There is no such account' } },
      },
    })
    async account(@Param('account') account: string, @Caller() principal: Principal) {
      const { items } = await listAccounts(this.ds, parseQuery(AccountsQuery, { account }));
      if (!items[0]) throw noSuchAccount();
      const answersFor = await leftBehind(this.ds, account);
      await this.keep(principal, 'searched', `/accounts/${account}`);
      return { ...items[0], answersFor };
    }

    @Get('history')
    @Operation({
      id: `${area}${area === 'admin' ? 'History' : 'AdministrationHistory'}`,
      tag,
      roles,
      query: HistoryQuery,
      summary: { zh: '管理记录', en: 'What was administered, oldest first' },
      responses: answer('管理记录', 'The entries', { $ref: '#/components/schemas/HistoryPage' }),
    })
    async history(@Query() query: unknown, @Caller() principal: Principal, @Req() request: FastifyRequest) {
      const asked = parseQuery(HistoryQuery, query);
      const { cursor, limit } = asked;
      const after = numberIn(cursor, 'cursor', 0, 999_999_999);
      const size = Math.max(1, numberIn(limit, 'limit', 100, 200));
      const own = area === 'admin' ? ['system', ...principal.roles.filter((role) => roles.includes(role))] : null;
      const asking = { principal, area, language: languageOf(request) };
      const { items, next } = await this.office.history(asking, own, after, size);
      await this.keep(principal, 'read', '/history', asked);
      return { items, next: next === null ? null : String(next) };
    }

    /** What auditors are shown is on record before they have it: who runs the house reads it as their work. */
    async keep(principal: Principal, act: 'read' | 'searched', below: string, filters: object = {}): Promise<void> {
      if (area !== 'audit') return;
      const query = pathOf(`/audit/administration${below}`, filters);
      const access: Access = act === 'read' ? { act, caseId: await this.office.id(), query } : { act, query };
      await this.log.record(principal, access);
    }
  }
  return ReadingController;
}

export const AdminReading = readingController('admin');
export const AuditReading = readingController('audit');
