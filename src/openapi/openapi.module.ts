import fastifyStatic from '@fastify/static';
import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { DocsController, missingFiles } from './docs.controller.js';
import { Documents } from './documents.js';
import { OpenApiController } from './openapi.controller.js';

/** `/openapi.json` and `/docs`. */
@Module({ controllers: [OpenApiController, DocsController], providers: [Documents] })
export class OpenApiModule implements OnModuleInit {
  constructor(@Inject(HttpAdapterHost) private readonly host: HttpAdapterHost) {}

  /** Lends replies `sendFile`; the plugin serves no path of its own, so every file passes the guard. Throws on a broken build. */
  onModuleInit(): void {
    const missing = missingFiles();
    if (missing.length > 0) throw new Error(`files of /docs are missing: ${missing.join(', ')}`);
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    void fastify.register(fastifyStatic, { serve: false, root: import.meta.dirname });
  }
}
