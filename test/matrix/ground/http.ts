import { Agent, request } from 'node:http';

/** What is asked, as it goes over the wire. */
export interface Ask {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** What comes back, whole. */
export interface Answer {
  readonly status: number;
  /** Name and value as they came, one a line. */
  readonly headers: string;
  /** Bytes read as UTF-8; what is no UTF-8 is told by U+FFFD. */
  readonly body: string;
}

/** A header's value in an answer. */
export function headerOf({ headers }: Answer, name: string): string | undefined {
  return headers
    .split('\n')
    .find((line) => line.toLowerCase().startsWith(`${name}: `))
    ?.slice(name.length + 2);
}

/** Sends requests over connections that stay open. */
export class Caller {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 48 });
  private readonly base: URL;

  constructor(address: string) {
    this.base = new URL(address);
  }

  send({ method, path, headers, body }: Ask): Promise<Answer> {
    const { hostname, port } = this.base;
    return new Promise((resolve, reject) => {
      let answered = false;
      const sent = request({ hostname, port, method, path, agent: this.agent, headers: { ...headers } }, (answer) => {
        answered = true;
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: linesOf(answer.rawHeaders),
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      });
      // A file may be refused before it was sent.
      sent.on('error', (error) => {
        if (!answered) reject(error);
      });
      sent.setTimeout(30_000, () => sent.destroy(new Error('no answer for 30 s')));
      sent.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

function linesOf(raw: readonly string[]): string {
  const lines: string[] = [];
  for (let i = 0; i < raw.length; i += 2) lines.push(`${raw[i]}: ${raw[i + 1]}`);
  return lines.join('\n');
}
