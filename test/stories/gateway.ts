import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { Notice } from '../../src/alarm/notifier.js';

/** What a gateway was sent. */
export interface Posted {
  readonly notice: Notice;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}

/** A gateway for SMS, voice or chat, which can be down. */
export class Gateway {
  /** The status it answers with. */
  status = 204;
  readonly posted: Posted[] = [];
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(): Promise<Gateway> {
    const box: { gateway?: Gateway } = {};
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(Buffer.from(chunk));
      const body = Buffer.concat(chunks).toString('utf8');
      box.gateway?.posted.push({ notice: JSON.parse(body), body, headers: request.headers });
      response.writeHead(box.gateway?.status ?? 500).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (typeof address !== 'object' || !address) throw new Error('no port');
    box.gateway = new Gateway(server, `http://127.0.0.1:${address.port}/calls`);
    return box.gateway;
  }

  /** Who was told since this was last asked, with the level at which they were. */
  told(): string[] {
    return this.posted.splice(0).map(({ notice }) => `${notice.level} ${notice.to}`);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
