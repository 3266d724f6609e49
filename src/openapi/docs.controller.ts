import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseQuery } from '../cases/area-controller.js';
import { Operation } from '../platform/operation.js';
import { problemOfStatus } from '../platform/problem.js';
import { docsPage } from './docs-page.js';
import { chosenLanguage, LanguageQuery } from './documents.js';

const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const own = join(import.meta.dirname, 'page');

/** Every file the page may load, and the folder it lies in. */
const files = new Map([
  ['swagger-ui.css', swagger],
  ['swagger-ui-bundle.js', swagger],
  ['favicon-32x32.png', swagger],
  ['docs.css', own],
  ['docs.js', own],
]);

/** The files that are not there: the build copies ours beside the program. */
export function missingFiles(): string[] {
  return [...files].map(([name, folder]) => join(folder, name)).filter((path) => !existsSync(path));
}

const headers = {
  // Swagger UI draws its arrows from data: addresses in its style sheet.
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
  'cache-control': 'no-cache',
};

/** The API to look at and to try, in a browser without any other host. */
@Controller('docs')
export class DocsController {
  /** The page. */
  @Get()
  @Operation({
    id: 'docsPage',
    tag: 'docs',
    roles: 'public',
    query: LanguageQuery,
    summary: { zh: '在浏览器中查看和试用接口', en: 'Read and try the API in a browser' },
  })
  page(@Query() query: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const language = chosenLanguage(parseQuery(LanguageQuery, query), request.headers['accept-language']);
    const page = docsPage(language);
    void reply
      .headers({ ...headers, vary: 'accept-language' })
      .type('text/html; charset=utf-8')
      .send(page);
  }

  /** What the page loads. Throws 404 for any other name. */
  @Get(':file')
  @Operation({
    id: 'docsFile',
    tag: 'docs',
    roles: 'public',
    params: { file: { description: { zh: '文件名', en: 'name of the file' } } },
    summary: { zh: '该页面所用的文件', en: 'A file of that page' },
  })
  file(@Param('file') name: string, @Res() reply: FastifyReply): void {
    const folder = files.get(name);
    if (folder === undefined) throw problemOfStatus(404);
    void reply.headers(headers).sendFile(name, folder, { cacheControl: false });
  }
}
