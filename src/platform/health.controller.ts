import { Controller, Get, Inject } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { statement } from './database.js';
import { Operation } from './operation.js';
import { databaseUnavailable } from './problem-database.js';

const ASK = { name: 'health', text: 'SELECT 1' };
const PATIENCE_MS = 2_000;

/** For the machinery that starts, watches and balances servers. */
@Controller('health')
export class HealthController {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  /** The process answers. */
  @Get('live')
  @Operation({
    id: 'healthLive',
    tag: 'health',
    roles: 'public',
    limit: 'none',
    summary: { zh: '进程存活', en: 'The process answers' },
  })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** The process can do its work: the database answers within two seconds, else 503. */
  @Get('ready')
  @Operation({
    id: 'healthReady',
    tag: 'health',
    roles: 'public',
    limit: 'none',
    summary: { zh: '可以服务', en: 'The process can do its work' },
  })
  async ready(): Promise<{ status: 'ok' }> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(databaseUnavailable()), PATIENCE_MS);
    });
    try {
      await Promise.race([statement(this.database, ASK, []), late]);
      return { status: 'ok' };
    } catch (error) {
      throw databaseUnavailable(error);
    } finally {
      clearTimeout(timer);
    }
  }
}
