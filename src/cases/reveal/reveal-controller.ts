import { Body, Controller, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller } from '../../access/guard.js';
import { type Principal, rolesOfArea } from '../../access/principal.js';
import { FreeText, PartId, Plain, parsePayload, type Sentence, Whole } from '../../engine/definition/index.js';
import { Operation } from '../../platform/operation.js';
import { invalidFields } from '../../platform/problem.js';
import { languageOf } from '../headers.js';
import { type Revealed, Reveals, type Wish } from './reveals.js';

/** Characters that a reason has at least. */
const LEAST = 4;

/** One identity, as `masked` of the case file or of an entry names it, and why it is needed. */
export class RevealWish {
  @PartId({ zh: '所在部分；不填为线索本身', en: 'the part; the lead itself if left out', optional: true })
  part?: string;
  @Whole({
    zh: '经过中的版本（代替所在部分）',
    en: 'the version of an entry, instead of a part',
    optional: true,
    min: 1,
    max: 999_999_999,
  })
  version?: number;
  @Plain({ zh: '项目，例如 customer.idNumber', en: 'where it stands there, for example customer.idNumber', max: 200 })
  field!: string;
  @FreeText({ zh: '为何需要查看，至少 4 个字', en: 'why you need it, at least 4 characters', max: 500 })
  reason!: string;
}

const summary: Sentence = {
  zh: '显示一项身份信息（须说明理由，逐次留痕）',
  en: 'Reveal one identity, with a reason; every one is on record',
};

const responses = {
  200: {
    description: { zh: '该项的完整内容', en: 'The identity in the clear' },
    schema: {
      type: 'object',
      properties: {
        field: { type: 'string' },
        kind: { type: 'string' },
        value: { type: 'string' },
        bank: { type: 'string' },
      },
      required: ['field', 'kind', 'value'],
    },
  },
  403: {
    description: { zh: '您的岗位不能查看，或须先重新验证身份', en: 'Not for your role, or sign in freshly first' },
  },
  409: { description: { zh: '内容已损坏', en: 'The value is damaged' } },
  410: { description: { zh: '已删除', en: 'It was erased' } },
  429: { description: { zh: '查看过多', en: 'You have revealed too many' } },
};

/** Parses what somebody wants to see. Throws 400 naming each wrong field. */
export function wishIn(raw: unknown): Wish {
  const parsed = parsePayload(RevealWish, raw);
  if (!parsed.ok) throw invalidFields(parsed.errors);
  const { body } = parsed;
  if ([...body.reason.trim()].length < LEAST) {
    const message = { zh: `至少 ${LEAST} 个字，写明为何需要`, en: `at least ${LEAST} characters that say why` };
    throw invalidFields([{ field: 'reason', message }]);
  }
  if (body.part !== undefined && body.version !== undefined) {
    const message = { zh: '部分和版本只填一项', en: 'either a part or a version, not both' };
    throw invalidFields([{ field: 'version', message }]);
  }
  return body;
}

function revealController(area: 'bank' | 'station' | 'center' | 'audit') {
  @Controller(`${area}/leads/:id/reveal`)
  class RevealController {
    constructor(@Inject(Reveals) readonly reveals: Reveals) {}

    @Post()
    @HttpCode(200)
    @Operation({
      id: `${area}Reveal`,
      tag: area,
      roles: rolesOfArea(area),
      freshSignIn: true,
      limit: 'reveal',
      params: { id: { description: { zh: '案件标识（UUID）', en: 'id of the case (UUID)' } } },
      body: RevealWish,
      summary,
      responses,
    })
    async reveal(
      @Param('id') id: string,
      @Body() raw: unknown,
      @Caller() principal: Principal,
      @Req() request: FastifyRequest,
      @Res({ passthrough: true }) response: FastifyReply,
    ): Promise<Revealed> {
      const asking = { principal, area, language: languageOf(request) };
      const revealed = await this.reveals.reveal(asking, id, wishIn(raw));
      response.header('cache-control', 'no-store');
      return revealed;
    }
  }
  return RevealController;
}

/** For banks: what they gave themselves, their own accounts, and whom they have to pay. */
export class BankReveal extends revealController('bank') {}
/** For stations and custodians. */
export class StationReveal extends revealController('station') {}
/** For the center and the approvers. */
export class CenterReveal extends revealController('center') {}
/** For auditors. */
export class AuditReveal extends revealController('audit') {}
