import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccessLog } from '../access/access-log.js';
import { Caller } from '../access/guard.js';
import { type Principal, rolesOfArea } from '../access/principal.js';
import { KeyProvider } from '../access/sealing/index.js';
import { pathOf } from '../cases/access-log/path-of.js';
import { parseQuery } from '../cases/area-controller.js';
import type { Schema } from '../engine/definition/index.js';
import { Operation } from '../platform/operation.js';
import { type Found, search } from './search.js';
import { Search } from './search-terms.js';

const text: Schema = { type: 'string' };
const nullableText: Schema = { type: ['string', 'null'] };
const moment: Schema = { type: 'string', format: 'date-time' };
const flag: Schema = { type: 'boolean' };

function object(properties: Record<string, Schema>, required = Object.keys(properties)): Schema {
  return { type: 'object', properties, required };
}

function list(items: Schema): Schema {
  return { type: 'array', items };
}

const schema = object({
  items: list(
    object({
      id: { type: 'string', format: 'uuid' },
      number: text,
      version: { type: 'integer' },
      phase: text,
      amount: nullableText,
      exercise: flag,
      openedAt: moment,
      closedAt: { type: ['string', 'null'], format: 'date-time' },
      entries: list(
        object({
          version: { type: 'integer' },
          type: text,
          part: nullableText,
          at: moment,
          recordedAt: moment,
          account: text,
          organisation: text,
          why: list(object({ by: text, field: text, replaced: flag }, ['by'])),
        }),
      ),
      more: flag,
    }),
  ),
  next: nullableText,
});

/** Searching all cases. By POST: who is looked for stands in no address. */
@Controller('audit/search')
export class SearchController {
  constructor(
    @Inject(DataSource) private readonly ds: DataSource,
    @Inject(KeyProvider) private readonly keys: KeyProvider,
    @Inject(AccessLog) private readonly log: AccessLog,
  ) {}

  @Post()
  @HttpCode(200)
  @Operation({
    id: 'auditSearch',
    tag: 'audit',
    roles: rolesOfArea('audit'),
    limit: 'search',
    body: Search,
    summary: {
      zh: '按人员、账号、电话、车牌、记录人、单位、事件、期间、金额检索案件；每次检索及其条件均记录在案',
      en: 'Search cases by person, account, phone, plate, actor, organisation, event, period and amount; each search and its terms are on record',
    },
    responses: {
      200: {
        description: {
          zh: '案件及相符的记录：人员、账号、电话、车牌、金额须为该案所有；其余各项须由同一条记录满足。某页可能少于所求，直至 next 为 null',
          en: 'Cases and the entries that matched: person, account, phone, plate and amount must be of the case, the rest of one entry of it. A page may have fewer than were asked for, until `next` is null',
        },
        schema,
      },
    },
  })
  async find(@Body() body: unknown, @Caller() principal: Principal): Promise<Found> {
    const asked = parseQuery(Search, body);
    const found = await search({ ds: this.ds, principal, keys: this.keys }, asked);
    await this.log.record(principal, { act: 'searched', query: pathOf('/audit/search', asked) });
    return found;
  }
}
