import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Server as NetServer, type Socket } from 'node:net';
import { join } from 'node:path';

/** A real server process, built as `npm start` runs it; its log is kept. */
export class Server {
  log = '';
  private constructor(
    readonly process: ChildProcess,
    readonly address: string,
  ) {
    for (const stream of [process.stdout, process.stderr]) stream?.on('data', (chunk) => (this.log += String(chunk)));
  }

  static async start(env: Record<string, string>): Promise<Server> {
    const port = await freePort();
    const main = join(import.meta.dirname, '../../dist/src/main.js');
    const child = spawn(process.execPath, [main], {
      env: { PATH: process.env['PATH'] ?? '', LOG_LEVEL: 'trace', PORT: String(port), LANJIE_DEMO_CASES: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const server = new Server(child, `http://127.0.0.1:${port}`);
    await server.ready();
    return server;
  }

  private async ready(): Promise<void> {
    while (this.process.exitCode === null) {
      const ok = await fetch(`${this.address}/health/ready`).then(
        (answer) => answer.ok,
        () => false,
      );
      if (ok) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`the server did not start: ${this.log}`);
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    const gone = once(this.process, 'exit');
    this.process.kill(signal);
    await gone;
  }

  async call(method: string, path: string, options: { token?: string; key?: string; body?: unknown } = {}) {
    const answer = await fetch(this.address + path, {
      method,
      headers: {
        'accept-language': 'en',
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
        ...(options.key ? { 'idempotency-key': options.key } : {}),
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, body: JSON.parse(text) };
  }

  async token(who: string): Promise<string> {
    const { body } = await this.call('POST', '/auth/token', { body: { username: who, password: 'lanjie-demo' } });
    return body.accessToken;
  }
}

/** The way to a database, which can be cut and mended. */
export class Cable {
  private readonly sockets = new Set<Socket>();
  private constructor(
    private readonly listener: NetServer,
    private readonly port: number,
    readonly url: string,
  ) {}

  static async to(url: string): Promise<Cable> {
    const target = new URL(url);
    const port = await freePort();
    const sockets = new Set<Socket>();
    const listener = createServer((near) => {
      const far = connect(Number(target.port), target.hostname);
      for (const socket of [near, far]) {
        sockets.add(socket);
        socket.on('error', () => {});
        socket.on('close', () => sockets.delete(socket));
      }
      near.pipe(far).pipe(near);
    });
    const through = new URL(url);
    through.hostname = '127.0.0.1';
    through.port = String(port);
    const cable = new Cable(listener, port, through.href);
    Object.assign(cable, { sockets });
    await cable.mend();
    return cable;
  }

  async cut(): Promise<void> {
    this.listener.close();
    for (const socket of this.sockets) socket.destroy();
  }

  async mend(): Promise<void> {
    this.listener.listen(this.port, '127.0.0.1');
    await once(this.listener, 'listening');
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return address.port;
}
