import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseQuery } from '../cases/area-controller.js';
import { Operation } from '../platform/operation.js';
import { chosenLanguage, Documents, LanguageQuery } from './documents.js';

/** The API's description of itself. */
@Controller()
export class OpenApiController {
  constructor(@Inject(Documents) private readonly documents: Documents) {}

  /** The OpenAPI document; 304 when the caller has it already. */
  @Get('openapi.json')
  @Operation({
    id: 'openApiDocument',
    tag: 'docs',
    roles: 'public',
    query: LanguageQuery,
    summary: { zh: '本接口的 OpenAPI 文档', en: 'The OpenAPI document of this API' },
    responses: { 200: { description: { zh: 'OpenAPI 3.1 文档', en: 'OpenAPI 3.1' }, schema: { type: 'object' } } },
  })
  document(@Query() query: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const language = chosenLanguage(parseQuery(LanguageQuery, query), request.headers['accept-language']);
    const { text, etag } = this.documents.in(language);
    void reply.headers({
      etag,
      vary: 'accept-language',
      'cache-control': 'no-cache',
      'content-language': language === 'en' ? 'en' : 'zh-CN',
    });
    if (knows(request.headers['if-none-match'], etag)) void reply.code(304).send();
    else void reply.type('application/json; charset=utf-8').send(text);
  }
}

/** RFC 9110, 13.1.2: a list of entity tags, compared weakly. */
function knows(ifNoneMatch: string | undefined, etag: string): boolean {
  return (ifNoneMatch ?? '').split(',').some((one) => [etag, `W/${etag}`, '*'].includes(one.trim()));
}
