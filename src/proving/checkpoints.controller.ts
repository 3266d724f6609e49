import { createHash } from 'node:crypto';
import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { AccessLog } from '../access/access-log.js';
import { Caller } from '../access/guard.js';
import { type Principal, rolesOfArea } from '../access/principal.js';
import { pathOf } from '../cases/access-log/path-of.js';
import { numberIn, parseQuery } from '../cases/area-controller.js';
import { type Json, Plain, type Schema } from '../engine/definition/index.js';
import { consistencyProof, inclusionProof } from '../engine/ledger/tree.js';
import {
  lastCheckpoint,
  lastCheckpointOf,
  type StoredCheckpoint,
  tellingCheckpoints,
} from '../engine/store/checkpoints.js';
import { placeOf } from '../engine/store/places.js';
import { treeNodes } from '../engine/store/read-tree.js';
import { Operation } from '../platform/operation.js';
import { invalidFields } from '../platform/problem.js';
import { noCheckpoint, noSuchOrigin, notInTree } from './problems.js';

/** Which proof: that one tree begins with another (`from`, `to`), or that an entry stands in one (`case`, `version`). */
class ProofQuery {
  @Plain({ zh: '较早的树的大小', en: 'size of the older tree', optional: true, max: 16 }) from?: string;
  @Plain({ zh: '较新的树的大小', en: 'size of the newer tree', optional: true, max: 16 }) to?: string;
  @Plain({ zh: '案件标识', en: 'id of a case', optional: true, max: 40 }) case?: string;
  @Plain({ zh: '该案记录的版本', en: 'version of its entry', optional: true, max: 9 }) version?: string;
  @Plain({
    zh: '树的大小；不填即最后一个检查点',
    en: 'size of the tree; else that of the last checkpoint',
    optional: true,
    max: 16,
  })
  size?: string;
}

/** Of which log. */
class OriginQuery {
  @Plain({ zh: '日志名称；不填即现行日志', en: 'name of the log; else the one in force', optional: true, max: 200 })
  origin?: string;
}

const roles = rolesOfArea('audit');
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const hash: Schema = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const count: Schema = { type: 'integer', minimum: 0 };
const path: Schema = { type: 'array', items: hash };

function object(properties: Record<string, Schema>): Schema {
  return { type: 'object', properties, required: Object.keys(properties) };
}

const proofSchema: Schema = {
  anyOf: [
    object({ from: count, to: count, path }),
    object({ case: { type: 'string', format: 'uuid' }, version: count, index: count, leaf: hash, size: count, path }),
  ],
};
const text: Schema = { type: 'string' };
const chainSchema = object({ origin: text, notes: { type: 'array', items: text } });

/** What was signed of the history, and the proofs that it only grew: docs/audit-log.md. */
@Controller('audit')
export class CheckpointsController {
  constructor(
    @Inject(DataSource) private readonly ds: DataSource,
    @Inject(AccessLog) private readonly log: AccessLog,
  ) {}

  @Get('checkpoint')
  @Operation({
    id: 'auditCheckpoint',
    tag: 'audit',
    roles,
    summary: { zh: '最后一个检查点及其见证签名', en: 'The last checkpoint with the signatures of witnesses' },
    responses: {
      200: { description: { zh: '签名文本（text/plain）', en: 'A signed note (text/plain)' } },
      304: { description: { zh: '与 If-None-Match 所指相同', en: 'The one that If-None-Match names' } },
      404: { description: { zh: '尚无检查点', en: 'There is none yet' } },
    },
  })
  async checkpoint(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { note } = await this.last();
    const etag = `"${createHash('sha256').update(note).digest('hex').slice(0, 32)}"`;
    void reply.header('etag', etag);
    if (request.headers['if-none-match'] === etag) void reply.code(304).send();
    else void reply.type('text/plain; charset=utf-8').send(note);
  }

  @Get('checkpoints')
  @Operation({
    id: 'auditCheckpoints',
    tag: 'audit',
    roles,
    query: OriginQuery,
    summary: {
      zh: '沿革检查点：换钥、续接旧日志的各个检查点及最后一个',
      en: 'The checkpoints by which a log is followed: each that names another key or origin, and the last',
    },
    responses: {
      200: { description: { zh: '由旧到新', en: 'Oldest first' }, schema: chainSchema },
      404: { description: { zh: '没有该日志', en: 'There is no such log' } },
    },
  })
  async checkpoints(@Query() query: unknown): Promise<Json> {
    const { origin } = parseQuery(OriginQuery, query);
    const last = origin === undefined ? await this.last() : await lastCheckpointOf(this.ds, origin);
    if (!last) throw noSuchOrigin();
    const telling = await tellingCheckpoints(this.ds, last.origin, last.n);
    return { origin: last.origin, notes: telling.map(({ note }) => note) };
  }

  @Get('proof')
  @Operation({
    id: 'auditProof',
    tag: 'audit',
    roles,
    query: ProofQuery,
    summary: {
      zh: '证明：日志只增不改（from、to），或某条记录在日志之中（case、version）',
      en: 'The proof that the log only grew (from, to), or that an entry stands in it (case, version)',
    },
    responses: {
      200: { description: { zh: 'RFC 6962 证明，十六进制', en: 'The proof of RFC 6962, hex' }, schema: proofSchema },
      404: { description: { zh: '尚无检查点，或树中没有该条记录', en: 'No checkpoint yet, or no such entry in it' } },
    },
  })
  async proof(@Query() query: unknown, @Caller() principal: Principal): Promise<Json> {
    const asked = parseQuery(ProofQuery, query);
    const isOfCase = asked.case !== undefined || asked.version !== undefined || asked.size !== undefined;
    const isOfTrees = asked.from !== undefined || asked.to !== undefined;
    if (isOfCase === isOfTrees) throw eitherOr();
    return isOfCase ? this.inclusion(asked, principal) : this.consistency(asked);
  }

  private async consistency({ from, to }: ProofQuery): Promise<Json> {
    const last = await this.last();
    const newer = sizeIn(to, 'to', last.size);
    const older = sizeIn(from, 'from', newer);
    const hashes = older === 0 ? [] : await consistencyProof(treeNodes(this.ds), older, newer);
    return { from: older, to: newer, path: hex(hashes) };
  }

  /** It names a case, and tells how many entries that has: so it is a look at the case. */
  private async inclusion(asked: ProofQuery, principal: Principal): Promise<Json> {
    const { size: signed } = await this.last();
    const size = asked.size === undefined ? signed : sizeIn(asked.size, 'size', signed);
    const version = sizeIn(asked.version, 'version', 999_999_999);
    const caseId = asked.case ?? '';
    if (!uuid.test(caseId)) throw wrong('case', '案件标识（UUID）', 'the id of a case (UUID)');
    const place = await placeOf(this.ds, caseId, version);
    if (!place || place.index >= size) throw notInTree();
    await this.log.record(principal, { act: 'read', caseId, query: pathOf('/audit/proof', asked) });
    const hashes = await inclusionProof(treeNodes(this.ds), place.index, size);
    return { case: caseId, version, index: place.index, leaf: place.leaf.toString('hex'), size, path: hex(hashes) };
  }

  private async last(): Promise<StoredCheckpoint> {
    const last = await lastCheckpoint(this.ds);
    if (!last) throw noCheckpoint();
    return last;
  }
}

function hex(hashes: readonly Buffer[]): string[] {
  return hashes.map((one) => one.toString('hex'));
}

function sizeIn(said: string | undefined, field: string, most: number): number {
  if (said === undefined || said.trim() === '') throw wrong(field, '必填', 'is needed');
  return numberIn(said, field, 0, most);
}

function wrong(field: string, zh: string, en: string) {
  return invalidFields([{ field, message: { zh, en } }]);
}

function eitherOr() {
  return wrong(
    '',
    '请给出 from 与 to（两棵树），或 case 与 version（一条记录，可附 size）',
    'give `from` and `to` (two trees), or `case` and `version` (an entry; `size` may be added)',
  );
}
