import { Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller } from '../access/guard.js';
import { type Principal, rolesOfArea } from '../access/principal.js';
import { idempotencyKey } from '../cases/headers.js';
import { receiptOf } from '../cases/reply.js';
import type { Json, Schema } from '../engine/definition/index.js';
import { Operation } from '../platform/operation.js';
import { Manifests } from './manifests.js';

const hash: Schema = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const schema: Schema = {
  type: 'object',
  properties: {
    receipt: { $ref: '#/components/schemas/Receipt' },
    counted: {
      type: 'object',
      properties: { size: { type: 'integer' }, treeRoot: hash, cases: { type: 'string' }, root: hash },
      required: ['size', 'treeRoot', 'cases', 'root'],
    },
  },
  required: ['receipt', 'counted'],
};

/** Counting all cases when an auditor asks for it. */
@Controller('audit/manifests')
export class ManifestsController {
  constructor(@Inject(Manifests) private readonly manifests: Manifests) {}

  @Post()
  @HttpCode(200)
  @Operation({
    id: 'auditCountCases',
    tag: 'audit',
    roles: rolesOfArea('audit'),
    limit: 'export',
    idempotent: true,
    summary: { zh: '立即清点全部案件并记录在案', en: 'Count all cases now, and put the count on record' },
    responses: { 200: { description: { zh: '清点记录的回执', en: 'The receipt of the count' }, schema } },
  })
  async count(
    @Caller() { account }: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) response: FastifyReply,
  ): Promise<Json> {
    // Under a name of its own: nobody takes the key of the daily count, nor of another auditor's.
    const key = `counted:${account}:${idempotencyKey(request)}`;
    const { entry, leaf, replayed } = await this.manifests.count(account, key);
    if (replayed) response.header('idempotent-replayed', 'true');
    return { receipt: receiptOf(entry, leaf), counted: entry.body };
  }
}
