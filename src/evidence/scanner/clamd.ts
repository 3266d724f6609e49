import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { ScannerPlace } from '../../config.js';
import type { Scanner, Verdict } from './scanner.js';

/** Asks clamd, by its command INSTREAM (clamd(8)): the content goes to it in pieces, each with its length before it. */
export class Clamd implements Scanner {
  readonly name = 'clamd';

  constructor(
    private readonly place: ScannerPlace,
    /** How long nothing may happen, in milliseconds. */
    private readonly patienceMs = 120_000,
  ) {}

  async scan(content: () => AsyncIterable<Buffer>): Promise<Verdict> {
    const socket = connect(this.place);
    const answer = replyOf(socket, this.patienceMs);
    // Whatever fails while sending, the reply says why, or that there is none.
    answer.catch(() => {});
    try {
      await Promise.race([once(socket, 'connect'), answer]);
      await send(socket, content());
      return verdictOf(await answer);
    } finally {
      socket.destroy();
    }
  }
}

async function send(socket: Socket, content: AsyncIterable<Buffer>): Promise<void> {
  socket.write('zINSTREAM\0');
  for await (const bytes of content) {
    // It has answered before it heard all: too large, or found already.
    if (socket.destroyed || socket.readableEnded) return;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    socket.write(length);
    if (!socket.write(bytes)) await Promise.race([once(socket, 'drain'), once(socket, 'close')]).catch(() => {});
  }
  if (!socket.destroyed) socket.write(Buffer.alloc(4));
}

/** The reply: all up to NUL. */
function replyOf(socket: Socket, patienceMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.setTimeout(patienceMs, () => socket.destroy(new Error('the scanner does not answer')));
    socket.on('data', (bytes) => {
      text += bytes.toString('utf8');
      if (text.includes('\0') || text.length > 4096) resolve(text);
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the scanner hung up')));
  });
}

/** `stream: OK`, `stream: Eicar-Signature FOUND`, or what went wrong. */
function verdictOf(reply: string): Verdict {
  const said = reply.split('\0')[0]?.trim() ?? '';
  if (said === 'stream: OK') return { verdict: 'clean' };
  const found = /^stream: (.{1,100}) FOUND$/.exec(said)?.[1];
  if (found !== undefined) return { verdict: 'infected', found };
  throw new Error(`the scanner could not tell: ${said.slice(0, 100)}`);
}
