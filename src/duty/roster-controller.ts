import { Body, Controller, Get, Inject, Put, Query, Req, type Type } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Caller } from '../access/guard.js';
import type { Principal } from '../access/principal.js';
import { parseQuery } from '../cases/area-controller.js';
import { languageOf } from '../cases/headers.js';
import type { Json, Sentence } from '../engine/definition/index.js';
import { Operation } from '../platform/operation.js';
import { atPlace, parsed } from './at-place.js';
import type { Place } from './handover-document.js';
import { Roster, type RosterView, rosterRoles } from './roster.js';
import { RosterBody, RosterQuery, rosterSchema } from './roster-bodies.js';

/** The routes of a roster: read it, set it. Set by the head of the center, or the duty desk of the station. */
export function rosterController(area: Place, setters: readonly string[]): Type<object> {
  const responses = { 200: { description: { zh: '值班表', en: 'The roster' }, schema: rosterSchema } };

  @Controller(`${area}/roster`)
  class RosterController {
    constructor(@Inject(Roster) readonly roster: Roster) {}

    @Get()
    @Operation({
      id: `${area}ReadRoster`,
      tag: area,
      roles: rosterRoles[area],
      query: RosterQuery,
      responses,
      summary: { zh: '值班表与当前值班人员', en: 'The roster of your organisation, and who is on duty now' },
    })
    async read(@Query() query: unknown, @Caller() principal: Principal, @Req() request: FastifyRequest) {
      const { organisation } = atPlace(area, principal);
      const view = await this.roster.read(organisation, parseQuery(RosterQuery, query));
      return rosterView(organisation, view, languageOf(request));
    }

    @Put()
    @Operation({
      id: `${area}SetRoster`,
      tag: area,
      roles: setters,
      body: RosterBody,
      responses,
      summary: { zh: '设置一段时间的值班表', en: 'Set the roster for a stretch of time' },
    })
    async set(@Body() body: unknown, @Caller() principal: Principal, @Req() request: FastifyRequest) {
      const { organisation, account } = atPlace(area, principal);
      const view = await this.roster.set(organisation, area, account, parsed(RosterBody, body));
      return rosterView(organisation, view, languageOf(request));
    }
  }
  return RosterController;
}

function rosterView(organisation: string, view: RosterView, language: keyof Sentence): Json {
  const moments = ({ from, to }: { from: number; to: number }) => ({
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
  });
  const shifts = (list: RosterView['shifts']) =>
    list.map(({ account, level, ...stretch }) => ({ account, level, ...moments(stretch) }));
  return {
    organisation,
    rostered: view.rostered,
    ...moments(view.whole),
    shifts: shifts(view.shifts),
    gaps: view.gaps.map(moments),
    onDuty: shifts(view.onDuty),
    warnings: view.warnings.map(({ code, sentence }) => ({ code, sentence: sentence[language] })),
  };
}
