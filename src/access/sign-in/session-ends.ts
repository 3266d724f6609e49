import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { poolOf } from '../../platform/database.js';
import type { Callers } from '../callers.js';
import { SESSIONS_CHANNEL } from '../sessions.js';

const AGAIN_MS = 1_000;

/**
 * Hears from the database whose session was ended or changed on another server, on a connection of its own. While it is
 * deaf (the database is away, or a pooler stands between that lets nobody listen) `FRESH_MS` still holds.
 */
export class SessionEnds {
  private client: Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(
    private readonly database: DataSource,
    private readonly callers: Callers,
  ) {}

  /** Begins to listen; resolves when it does, or when the first attempt has failed. */
  async start(): Promise<void> {
    this.stopped = false;
    const client = new Client(poolOf(this.database).options);
    this.client = client;
    client.on('notification', ({ payload }) => {
      if (payload) this.callers.forget(payload);
    });
    client.on('error', () => this.lost(client));
    client.on('end', () => this.lost(client));
    try {
      await client.connect();
      await client.query(`listen ${SESSIONS_CHANNEL}`);
      // What was said while nobody listened.
      this.callers.forgetAll();
    } catch {
      this.lost(client);
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    const client = this.client;
    this.client = null;
    await client?.end().catch(() => {});
  }

  private lost(client: Client): void {
    if (this.client !== client) return;
    this.client = null;
    client.end().catch(() => {});
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      if (this.database.isInitialized) void this.start().catch(() => {});
    }, AGAIN_MS).unref();
  }
}
