import { Body, Controller, Get, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { Caller } from '../access/guard.js';
import type { Principal } from '../access/principal.js';
import { parseQuery, send, WriteQuery } from '../cases/area-controller.js';
import { Cases } from '../cases/cases.js';
import { idempotencyKey, languageOf } from '../cases/headers.js';
import { ComplaintQuery, listComplaints } from '../cases/list-complaints.js';
import { noSlipOfIt, noSuchSlip } from '../cases/problems.js';
import { findSlipFor } from '../cases/slips/find-slip.js';
import { FreeText, Inner, Instant, isObject, type Json, OneOf, parsePayload } from '../engine/definition/index.js';
import { Complainant, channels, SlipNumber } from '../lead/events/complaint/opened.js';
import { duty } from '../lead/roles.js';
import { Operation } from '../platform/operation.js';
import { invalidFields } from '../platform/problem.js';

/** A complaint as the duty officer takes it: the number read from the slip leads to the case. */
export class ComplaintBySlip {
  @SlipNumber({ zh: '告知单编号', en: 'number on the slip' }) slip!: string;
  @FreeText({ zh: '投诉内容', en: 'what is complained of' }) text!: string;
  @OneOf(channels, { zh: '渠道', en: 'how it came', optional: true }) channel?: string;
  @Inner(() => Complainant, { zh: '投诉人', en: 'who complains', optional: true }) complainant?: Complainant;
  @Instant({ zh: '收到投诉的时间', en: 'when the complaint came in', optional: true }) at?: string;
}

/** Complaints of customers, found by the number on their slip. */
@Controller('center/complaints')
export class ComplaintsController {
  constructor(
    @Inject(Cases) private readonly cases: Cases,
    @Inject(DataSource) private readonly ds: DataSource,
  ) {}

  /** Records `complaint.opened` on the case of the slip. Throws 404 for a number that was never issued. */
  @Post()
  @HttpCode(201)
  @Operation({
    id: 'centerTakeComplaint',
    tag: 'center',
    roles: duty,
    body: ComplaintBySlip,
    query: WriteQuery,
    idempotent: true,
    summary: { zh: '按告知单编号受理投诉', en: 'Take a complaint by the number on the slip' },
    responses: {
      200: {
        description: { zh: '试算结果（dryRun=true）', en: 'what would be recorded (dryRun=true)' },
        schema: { $ref: '#/components/schemas/Decided' },
      },
      201: {
        description: { zh: '已受理', en: 'The complaint is recorded' },
        schema: { $ref: '#/components/schemas/Recorded' },
      },
      404: { description: { zh: '没有这个编号的告知单', en: 'There is no slip of this number' } },
      409: { description: { zh: '本案个人信息已删除', en: 'The personal data of the case was erased' } },
    },
  })
  async take(
    @Body() raw: unknown,
    @Query() query: unknown,
    @Caller() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) response: FastifyReply,
  ): Promise<Json> {
    const tried = parseQuery(WriteQuery, query).dryRun === 'true';
    const manner = { key: idempotencyKey(request), ifMatch: null, dryRun: tried };
    const parsed = parsePayload(ComplaintBySlip, isObject(raw) ? raw : {});
    if (!parsed.ok) throw invalidFields(parsed.errors);
    const slip = await findSlipFor(this.ds, principal, parsed.body.slip);
    if (!slip) throw noSuchSlip();
    const asking = { principal, area: 'center', language: languageOf(request) };
    const reply = await this.cases.record(asking, slip.case_id, 'complaint.opened', raw, manner).catch(noSlipOfIt);
    if (manner.dryRun) response.status(200);
    return send(reply, 'center', response);
  }

  /** The complaints, and how many are open, overdue and answered. */
  @Get()
  @Operation({
    id: 'centerListComplaints',
    tag: 'center',
    roles: duty,
    query: ComplaintQuery,
    summary: { zh: '投诉列表与数量', en: 'The complaints, and how many there are' },
  })
  async list(
    @Query() query: unknown,
    @Caller() principal: Principal,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const page = await listComplaints(this.ds, principal, parseQuery(ComplaintQuery, query));
    if (page.next) response.header('link', `</center/complaints?cursor=${page.next}>; rel="next"`);
    return page;
  }
}
