import { createServer, type Server, type Socket } from 'node:net';

/** How a scanner behaves: finds what contains `EICAR`, hangs, hangs up, or says it was too much. */
export type Mood = 'well' | 'hangs' | 'hangsUp' | 'full';

/** A scanner that speaks clamd's INSTREAM on loopback. */
export class FakeClamd {
  mood: Mood = 'well';
  /** Content as it was received. */
  readonly received: Buffer[] = [];
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async start(): Promise<FakeClamd> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('no port');
    const clamd = new FakeClamd(server, address.port);
    server.on('connection', (socket) => clamd.serve(socket));
    return clamd;
  }

  get setting(): string {
    return `clamd:127.0.0.1:${this.port}`;
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket.on('error', () => {}).on('close', () => this.sockets.delete(socket)));
    let heard = Buffer.alloc(0);
    socket.on('data', (bytes) => {
      heard = Buffer.concat([heard, bytes]);
      if (this.mood === 'hangsUp') socket.destroy();
      if (this.mood === 'full') socket.end('INSTREAM size limit exceeded. ERROR\0');
      const content = this.mood === 'well' ? whole(heard) : undefined;
      if (!content) return;
      this.received.push(content);
      socket.end(content.includes('EICAR') ? 'stream: Eicar-Signature FOUND\0' : 'stream: OK\0');
    });
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** The content once all of it has come: pieces with their lengths, and one of length 0. */
function whole(heard: Buffer): Buffer | undefined {
  const command = 'zINSTREAM\0';
  if (heard.length < command.length) return undefined;
  if (heard.toString('latin1', 0, command.length) !== command) throw new Error('not INSTREAM');
  const pieces: Buffer[] = [];
  for (let at = command.length; at + 4 <= heard.length; ) {
    const length = heard.readUInt32BE(at);
    if (length === 0) return Buffer.concat(pieces);
    pieces.push(heard.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return undefined;
}
