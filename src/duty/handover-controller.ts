import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req, type Type } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Caller } from '../access/guard.js';
import type { Principal } from '../access/principal.js';
import { idempotencyKey } from '../cases/headers.js';
import { Operation } from '../platform/operation.js';
import { atPlace, parsed } from './at-place.js';
import { HandoverBody, handoverHead, handoverSchema, handoverView, SignatureBody } from './handover-bodies.js';
import type { Place } from './handover-document.js';
import { noSuchHandover } from './handover-problems.js';
import { Handovers } from './handovers.js';
import { rosterRoles } from './roster.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const listSchema = {
  type: 'object',
  properties: { items: { type: 'array', items: handoverSchema } },
  required: ['items'],
};
const idParam = { id: { description: { zh: '交接单标识（UUID）', en: 'id of the handover (UUID)' } } };

/** The routes of the change of shift. */
export function handoverController(area: Place): Type<object> {
  const roles = rosterRoles[area];
  const one = (zh: string, en: string) => ({ description: { zh, en }, schema: handoverSchema });

  @Controller(`${area}/handovers`)
  class HandoverController {
    constructor(@Inject(Handovers) readonly handovers: Handovers) {}

    @Post()
    @Operation({
      id: `${area}DrawUpHandover`,
      tag: area,
      roles,
      idempotent: true,
      body: HandoverBody,
      responses: { 201: one('交接单', 'The handover, frozen') },
      summary: { zh: '生成交接单', en: 'Draw up a handover: open cases and running clocks, frozen with a hash' },
    })
    async drawUp(@Body() body: unknown, @Caller() principal: Principal, @Req() request: FastifyRequest) {
      const at = atPlace(area, principal);
      const key = idempotencyKey(request);
      return handoverView(await this.handovers.drawUp(at, parsed(HandoverBody, body).arriving, key));
    }

    @Get()
    @Operation({
      id: `${area}ListHandovers`,
      tag: area,
      roles,
      responses: {
        200: { description: { zh: '最近的交接单', en: 'The latest handovers' }, schema: listSchema },
      },
      summary: { zh: '最近的交接单', en: 'The latest handovers of your organisation' },
    })
    async list(@Caller() principal: Principal) {
      return { items: (await this.handovers.latest(atPlace(area, principal))).map(handoverHead) };
    }

    @Get(':id')
    @Operation({
      id: `${area}GetHandover`,
      tag: area,
      roles,
      params: idParam,
      responses: { 200: one('交接单', 'The handover') },
      summary: { zh: '交接单', en: 'A handover' },
    })
    async view(@Param('id') id: string, @Caller() principal: Principal) {
      if (!uuid.test(id)) throw noSuchHandover();
      return handoverView(await this.handovers.find(atPlace(area, principal), id));
    }

    @Post(':id/signatures')
    @HttpCode(200)
    @Operation({
      id: `${area}SignHandover`,
      tag: area,
      roles,
      params: idParam,
      idempotent: true,
      body: SignatureBody,
      responses: {
        200: one('已签字', 'Signed; with the second signature the leads have moved'),
        409: { description: { zh: '哈希不符或交接单过旧', en: 'Another hash, or the handover is too old' } },
      },
      summary: { zh: '在交接单上签字', en: 'Sign a handover: the leaving and the arriving person, each once' },
    })
    async sign(
      @Param('id') id: string,
      @Body() body: unknown,
      @Caller() principal: Principal,
      @Req() request: FastifyRequest,
    ) {
      idempotencyKey(request);
      if (!uuid.test(id)) throw noSuchHandover();
      const { hash } = parsed(SignatureBody, body);
      return handoverView(await this.handovers.sign(atPlace(area, principal), id, hash));
    }
  }
  return HandoverController;
}
