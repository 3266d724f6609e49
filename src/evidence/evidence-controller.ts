import { Readable } from 'node:stream';
import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller } from '../access/guard.js';
import { type Principal, rolesOfArea } from '../access/principal.js';
import { parseQuery, send } from '../cases/area-controller.js';
import { idempotencyKey, ifMatch, languageOf } from '../cases/headers.js';
import { Instant, type Json, PartId, type Sentence } from '../engine/definition/index.js';
import { duty, givers } from '../lead/roles.js';
import { Operation } from '../platform/operation.js';
import { invalidFields } from '../platform/problem.js';
import { takesStream } from '../platform/stream-body.js';
import { attachment, fileNameIn } from './file-name.js';
import { fileTypes } from './file-type.js';
import { HandingOut } from './handing-out.js';
import { noFile } from './problems.js';
import { Receiving } from './receiving.js';

/** Query of an upload. What is personal, such as the name, travels in headers, which nobody writes into logs. */
export class UploadQuery {
  @PartId({ zh: '所兑现的承诺', en: 'the promise that it fulfils', optional: true }) part?: string;
  @Instant({ zh: '提交时刻', en: 'when it was brought', optional: true }) at?: string;
}

const text: Sentence = { zh: '材料编号', en: 'the file, for example evidence-1' };
const params = {
  id: { description: { zh: '案件标识（UUID）', en: 'id of the case (UUID)' } },
  part: { description: text, schema: { type: 'string' } },
};

const safely = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'accept-ranges': 'none',
};

/** Reading files of a case, for the people of an area. */
function readingController(area: 'bank' | 'station' | 'center' | 'audit') {
  @Controller(`${area}/leads/:id/evidence`)
  class ReadingController {
    constructor(@Inject(HandingOut) readonly handing: HandingOut) {}

    @Get(':part')
    @Operation({
      id: `${area}ReadEvidence`,
      tag: area,
      roles: rolesOfArea(area),
      limit: 'file',
      params,
      summary: { zh: '下载材料', en: 'A file; every reading is on record' },
      responses: {
        200: { description: { zh: '文件内容', en: 'The content of the file' } },
        404: { description: { zh: '没有这份材料', en: 'There is no such file' } },
        409: { description: { zh: '尚不能下载', en: 'It cannot be read in its present state' } },
        410: { description: { zh: '已删除', en: 'It was erased' } },
      },
    })
    async read(
      @Param('id') id: string,
      @Param('part') part: string,
      @Caller() principal: Principal,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      const file = await this.handing.open({ principal, area, language: languageOf(request) }, id, part);
      void reply
        .headers({
          ...safely,
          'content-length': file.size,
          'content-disposition': attachment(file.name, part, file.type),
          etag: `"${file.sha256}"`,
          // RFC 9530: whoever reads it can check it once more.
          'repr-digest': `sha-256=:${Buffer.from(file.sha256, 'hex').toString('base64')}:`,
        })
        .type(file.type)
        .send(file.content);
    }
  }
  return ReadingController;
}

/** Files of a case, given and read by the people of an area. */
function evidenceController(area: 'bank' | 'station' | 'center') {
  const here = rolesOfArea(area);
  const giving = givers.filter((role) => here.includes(role));

  @Controller(`${area}/leads/:id/evidence`)
  class EvidenceController extends readingController(area) {
    constructor(
      @Inject(Receiving) readonly receiving: Receiving,
      @Inject(HandingOut) handing: HandingOut,
    ) {
      super(handing);
    }

    @Post()
    @RouteConfig(takesStream)
    @Operation({
      id: `${area}GiveEvidence`,
      tag: area,
      roles: giving,
      query: UploadQuery,
      params: { id: params.id },
      idempotent: true,
      limit: 'file',
      takes: ['application/octet-stream', ...Object.keys(fileTypes)],
      summary: { zh: '上传材料（图片、录像、录音、PDF）', en: 'Give a file: photo, film, recording or PDF' },
      responses: {
        201: {
          description: {
            zh: '已收到、已登记；查毒后可下载。文件名用 Content-Disposition 请求头给出',
            en: 'Received and recorded; readable once it was scanned. Its name is taken from the header Content-Disposition',
          },
        },
        408: { description: { zh: '上传中断过久', en: 'For too long nothing came' } },
        409: { description: { zh: '不符合规定', en: 'It may not be recorded now' } },
        413: { description: { zh: '文件过大', en: 'The file is too large' } },
        415: { description: { zh: '不接收这种文件', en: 'Such files are not taken' } },
        507: { description: { zh: '存储空间不足', en: 'There is no room left' } },
      },
    })
    async give(
      @Param('id') id: string,
      @Query() query: unknown,
      @Caller() principal: Principal,
      @Req() request: FastifyRequest,
      @Res({ passthrough: true }) response: FastifyReply,
    ): Promise<Json> {
      const upload = {
        ...parseQuery(UploadQuery, query),
        ...named(request),
        key: idempotencyKey(request),
        ifMatch: ifMatch(request),
        content: contentOf(request),
      };
      const asking = { principal, area, language: languageOf(request) };
      return send(await this.receiving.receive(asking, id, upload), area, response);
    }
  }
  return EvidenceController;
}

function contentOf(request: FastifyRequest): Readable {
  const { body, headers } = request;
  if (!(body instanceof Readable) || headers['content-encoding'] !== undefined) throw noFile();
  return body;
}

function named(request: FastifyRequest): { name?: string } {
  try {
    const name = fileNameIn(request.headers['content-disposition']);
    return name === undefined ? {} : { name };
  } catch {
    const message = { zh: '文件名须按 RFC 8187 编码', en: 'the name must be encoded as RFC 8187 says' };
    throw invalidFields([{ field: 'Content-Disposition', message }]);
  }
}

/** For tellers and head offices, of what their bank gave. */
export class BankEvidence extends evidenceController('bank') {}
/** For stations and custodians. */
export class StationEvidence extends evidenceController('station') {}

/** For auditors: they read, and give nothing. */
export class AuditEvidence extends readingController('audit') {}

/** For the center, which also sees who read a file. */
@Controller('center/leads/:id/evidence')
export class CenterEvidence extends evidenceController('center') {
  @Get(':part/accesses')
  @Operation({
    id: 'centerEvidenceAccesses',
    tag: 'center',
    roles: duty,
    params,
    summary: { zh: '谁下载过材料', en: 'Who read a file' },
  })
  async accesses(
    @Param('id') id: string,
    @Param('part') part: string,
    @Caller() principal: Principal,
    @Req() request: FastifyRequest,
  ): Promise<Json> {
    return {
      items: await this.handing.accesses({ principal, area: 'center', language: languageOf(request) }, id, part),
    };
  }
}
