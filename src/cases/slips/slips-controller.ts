import { Controller, Get, Inject, Param, Req, Res, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller } from '../../access/guard.js';
import type { Principal } from '../../access/principal.js';
import { desk, duty, station } from '../../lead/roles.js';
import { Operation } from '../../platform/operation.js';
import { languageOf } from '../headers.js';
import { pageHeaders } from './page-headers.js';
import { Slips } from './slips.js';

const params = {
  id: { description: { zh: '案件标识（UUID）', en: 'id of the case (UUID)' } },
  part: {
    description: { zh: '延迟支付、账户或被害人的编号', en: 'the hold, the account or the victim' },
    schema: { type: 'string' },
  },
};

/** The slips that the people of an area print for a customer. */
function slipsController(area: 'bank' | 'station' | 'center', roles: readonly string[]): Type {
  @Controller(`${area}/leads/:id/slips`)
  class SlipsController {
    constructor(@Inject(Slips) readonly slips: Slips) {}

    @Get()
    @Operation({
      id: `${area}ListSlips`,
      tag: area,
      roles,
      params: { id: params.id },
      summary: { zh: '客户告知单', en: 'The slips for the customer' },
    })
    async list(@Param('id') id: string, @Caller() principal: Principal, @Req() request: FastifyRequest) {
      return { items: await this.slips.list({ principal, area, language: languageOf(request) }, id) };
    }

    @Get(':part')
    @Operation({
      id: `${area}PrintSlip`,
      tag: area,
      roles,
      params,
      summary: { zh: '打印告知单', en: 'A slip, to be printed' },
      responses: {
        200: { description: { zh: 'HTML 页面，可打印', en: 'an HTML page to print' } },
        404: { description: { zh: '没有这份告知单', en: 'There is no such slip' } },
      },
    })
    async print(
      @Param('id') id: string,
      @Param('part') part: string,
      @Caller() principal: Principal,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      const page = await this.slips.page({ principal, area, language: languageOf(request) }, id, part);
      void reply.headers(pageHeaders).type('text/html; charset=utf-8').send(page);
    }
  }
  return SlipsController;
}

/** For tellers and head offices. */
export class BankSlips extends slipsController('bank', desk) {}

/** For the officers and the duty desk of a station. */
export class StationSlips extends slipsController('station', station) {}

/** For the center. */
export class CenterSlips extends slipsController('center', duty) {}

/** Which matter a slip is about, for whoever answers the telephone. */
@Controller('center/slips')
export class SlipNumbers {
  constructor(@Inject(Slips) private readonly slips: Slips) {}

  @Get(':number')
  @Operation({
    id: 'centerFindSlip',
    tag: 'center',
    roles: duty,
    params: { number: { description: { zh: '告知单编号', en: 'number on the slip' }, schema: { type: 'string' } } },
    summary: { zh: '按编号核实告知单', en: 'Verify a slip by its number' },
    responses: {
      200: { description: { zh: '所涉事项和经办单位', en: 'the matter, and who is in charge of it' } },
      404: { description: { zh: '没有这个编号的告知单', en: 'There is no slip of this number' } },
    },
  })
  async find(@Param('number') number: string, @Caller() principal: Principal, @Req() request: FastifyRequest) {
    return this.slips.find({ principal, area: 'center', language: languageOf(request) }, number);
  }
}
