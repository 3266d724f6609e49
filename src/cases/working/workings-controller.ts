import { Controller, Get, Inject, Param, Req, Res, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller } from '../../access/guard.js';
import type { Principal } from '../../access/principal.js';
import { approver, custodian, duty, station } from '../../lead/roles.js';
import { Operation } from '../../platform/operation.js';
import { languageOf } from '../headers.js';
import { pageHeaders } from '../slips/page-headers.js';
import { Workings } from './workings.js';

const params = {
  id: { description: { zh: '案件标识（UUID）', en: 'id of the case (UUID)' } },
  part: { description: { zh: '返还的编号', en: 'the return' }, schema: { type: 'string' } },
};

/** The workings that the people of an area print. */
function workingsController(area: 'bank' | 'station' | 'center', roles: readonly string[]): Type {
  @Controller(`${area}/leads/:id/returns`)
  class WorkingsController {
    constructor(@Inject(Workings) readonly workings: Workings) {}

    @Get(':part/working')
    @Operation({
      id: `${area}PrintWorking`,
      tag: area,
      roles,
      params,
      summary: { zh: '打印返还数额计算表', en: 'How a return was computed, to be printed' },
      responses: {
        200: { description: { zh: 'HTML 页面，可打印', en: 'an HTML page to print' } },
        404: { description: { zh: '没有这份返还', en: 'There is no such return' } },
      },
    })
    async print(
      @Param('id') id: string,
      @Param('part') part: string,
      @Caller() principal: Principal,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      const page = await this.workings.page({ principal, area, language: languageOf(request) }, id, part);
      void reply.headers(pageHeaders).type('text/html; charset=utf-8').send(page);
    }
  }
  return WorkingsController;
}

/** For the head office of the bank that keeps the account. */
export class BankWorkings extends workingsController('bank', ['bankDesk']) {}

/** For the officers who work with the victims, and the custodian who hands things out. */
export class StationWorkings extends workingsController('station', [...station, ...custodian]) {}

/** For the center, and whoever approves the return. */
export class CenterWorkings extends workingsController('center', [...duty, ...approver]) {}
