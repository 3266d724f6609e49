import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { AccessLog } from '../access/access-log.js';
import { Caller } from '../access/guard.js';
import { type Principal, rolesOfArea } from '../access/principal.js';
import { idParam, parseQuery } from '../cases/area-controller.js';
import { Cases } from '../cases/cases.js';
import { languageOf } from '../cases/headers.js';
import { Plain } from '../engine/definition/index.js';
import { bundleFile, logFile } from '../engine/ledger/audit-file.js';
import { lastCheckpoint, type StoredCheckpoint } from '../engine/store/checkpoints.js';
import { placeOf } from '../engine/store/places.js';
import { Operation } from '../platform/operation.js';
import { invalidFields } from '../platform/problem.js';
import { AuditFiles } from './audit-files.js';
import { noCheckpoint } from './problems.js';

/** Query of a bundle. */
class BundleQuery {
  @Plain({
    zh: '您手中较早检查点的大小，逗号分隔，至多 16 个',
    en: 'sizes of older checkpoints that you hold, with commas between, at most 16',
    optional: true,
    max: 280,
  })
  from?: string;
}

function sizesIn(text: string | undefined): number[] {
  if (text === undefined) return [];
  const sizes = text.split(',');
  if (sizes.length <= 16 && sizes.every((size) => /^[1-9][0-9]{0,15}$/.test(size))) return sizes.map(Number);
  const message = { zh: '形如 100,2000 的大小，至多 16 个', en: 'sizes such as 100,2000, at most 16' };
  throw invalidFields([{ field: 'from', message }]);
}

const roles = rolesOfArea('audit');

/** How long a bundle waits for the newest entry to be covered by a checkpoint, and how often it looks, in milliseconds. */
const PATIENCE_MS = 3_000;
const LOOK_MS = 100;

/** What auditors take away to verify it elsewhere: one case with its proofs, or the whole log. docs/audit-log.md. */
@Controller('audit')
export class ExportsController {
  constructor(
    @Inject(DataSource) private readonly ds: DataSource,
    @Inject(Cases) private readonly cases: Cases,
    @Inject(AuditFiles) private readonly files: AuditFiles,
    @Inject(AccessLog) private readonly log: AccessLog,
  ) {}

  @Get('leads/:id/bundle')
  @Operation({
    id: 'auditLeadBundle',
    tag: 'audit',
    roles,
    limit: 'export',
    params: idParam,
    query: BundleQuery,
    summary: {
      zh: '导出一案：各条记录、证明与检查点，可离线核验；导出记录在案',
      en: 'One case with its proofs and checkpoints, to verify it offline; that you took it is on record',
    },
    responses: { 200: { description: { zh: 'NDJSON 文件，格式见 audit-log.md', en: 'NDJSON; see audit-log.md' } } },
  })
  async bundle(
    @Param('id') id: string,
    @Query() query: unknown,
    @Caller() principal: Principal,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const held = sizesIn(parseQuery(BundleQuery, query).from);
    const { loaded } = await this.cases.look({ principal, area: 'audit', language: languageOf(request) }, id);
    const standing = { caseId: id, number: loaded.number, version: loaded.file.version };
    const last = await this.covering(standing, request);
    const source = await this.files.bundle(last, standing, held);
    await this.log.record(principal, { act: 'exported', caseId: id, query: `/audit/leads/${id}/bundle` });
    send(reply, `${loaded.number}.ndjson`, bundleFile(source));
  }

  @Get('log')
  @Operation({
    id: 'auditLog',
    tag: 'audit',
    roles,
    limit: 'export',
    summary: {
      zh: '导出全部日志，至最后一个检查点为止，可离线核验；导出记录在案',
      en: 'The whole log up to the last checkpoint, to verify it offline; that you took it is on record',
    },
    responses: {
      200: { description: { zh: 'NDJSON 文件，格式见 audit-log.md', en: 'NDJSON; see audit-log.md' } },
      404: { description: { zh: '尚无检查点', en: 'There is no checkpoint yet' } },
    },
  })
  async whole(@Caller() principal: Principal, @Res() reply: FastifyReply): Promise<void> {
    const last = await lastCheckpoint(this.ds);
    if (!last) throw noCheckpoint();
    const source = await this.files.log(last);
    await this.log.record(principal, { act: 'exported', query: '/audit/log' });
    send(reply, `log-${last.size}.ndjson`, logFile(source));
  }

  /** The last checkpoint; one that covers the newest entry, where it comes in time and somebody still waits for it. */
  private async covering(
    { caseId, version }: { caseId: string; version: number },
    { raw }: FastifyRequest,
  ): Promise<StoredCheckpoint> {
    for (let waited = 0; ; waited += LOOK_MS) {
      const [last, place] = await Promise.all([lastCheckpoint(this.ds), placeOf(this.ds, caseId, version)]);
      if (last && place && place.index < last.size) return last;
      if (waited < PATIENCE_MS && !raw.socket.destroyed) await pause(LOOK_MS);
      else if (last) return last;
      else throw noCheckpoint();
    }
  }
}

/** The reader's pace is that of the pages that are read; when they leave, nothing more is. */
function send(reply: FastifyReply, name: string, chunks: AsyncGenerator<Buffer>): void {
  void reply
    .header('content-disposition', `attachment; filename="${name}"`)
    .type('application/x-ndjson')
    .send(Readable.from(chunks, { objectMode: false, highWaterMark: 64 * 1024 }));
}
