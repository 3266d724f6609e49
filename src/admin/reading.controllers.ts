import { Controller, Get, Inject, Param, Query, Req, type Type } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { Caller } from '../access/guard.js';
import { type Principal, rolesOfArea } from '../access/principal.js';
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
    organisations(@Query() query: unknown) {
      return listOrganisations(this.ds, parseQuery(OrganisationsQuery, query));
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
    async organisation(@Param('code') code: string) {
      const { items } = await listOrganisations(this.ds, parseQuery(OrganisationsQuery, { code }));
      if (!items[0]) throw noSuchOrganisation();
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
    accounts(@Query() query: unknown) {
      return listAccounts(this.ds, parseQuery(AccountsQuery, query));
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
    async account(@Param('account') account: string) {
      const { items } = await listAccounts(this.ds, parseQuery(AccountsQuery, { account }));
      if (!items[0]) throw noSuchAccount();
      return { ...items[0], answersFor: await leftBehind(this.ds, account) };
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
      const { cursor, limit } = parseQuery(HistoryQuery, query);
      const after = numberIn(cursor, 'cursor', 0, 999_999_999);
      const size = Math.max(1, numberIn(limit, 'limit', 100, 200));
      const own = area === 'admin' ? ['system', ...principal.roles.filter((role) => roles.includes(role))] : null;
      const asking = { principal, area, language: languageOf(request) };
      const { items, next } = await this.office.history(asking, own, after, size);
      return { items, next: next === null ? null : String(next) };
    }
  }
  return ReadingController;
}

export const AdminReading = readingController('admin');
export const AuditReading = readingController('audit');
