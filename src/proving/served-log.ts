import { field } from '../platform/problem-shape.js';
import { StartError } from '../platform/start-error.js';

const PATIENCE_MS = 30_000;
/** A token is renewed so long before it ends, for a clock that is a little off. */
const EARLY_MS = 30_000;

/** What a witness needs of a log, wherever it is served. */
export interface ServedLog {
  /** The last checkpoint; null before the first. */
  checkpoint(): Promise<string | null>;
  /** The checkpoints by which an origin is followed, oldest first. */
  chain(origin: string): Promise<readonly string[]>;
  /** That the tree of `from` entries is the beginning of that of `to`. */
  consistency(from: number, to: number): Promise<readonly Buffer[]>;
  /** Hands in a countersigned checkpoint. `unlisted`: the house does not publish this witness; `denied`: nor this checkpoint. */
  handIn(note: string): Promise<'taken' | 'unlisted' | 'denied'>;
}

/** Who signs in, and how they are asked for what they know. */
export interface Credentials {
  readonly username: string;
  password(): Promise<string>;
  /** The six digits of the authenticator; asked for only where the account has one. */
  code(): Promise<string>;
}

/** The server did not answer as it should: nothing is known of its log. */
export class Unanswered extends StartError {
  override name = 'Unanswered';
}

interface Tokens {
  readonly access: string;
  readonly refresh: string;
  readonly until: number;
}

/** The log of a Lanjie server, asked over HTTP by an auditor. */
export class LogOverHttp implements ServedLog {
  private tokens: Tokens | null = null;

  constructor(
    private readonly server: string,
    private readonly credentials: Credentials,
  ) {}

  async checkpoint(): Promise<string | null> {
    const { status, text } = await this.ask('audit/checkpoint');
    if (status === 404 && codeIn(text) === 'noCheckpoint') return null;
    return whole(status, text);
  }

  async chain(origin: string): Promise<readonly string[]> {
    const { status, text } = await this.ask(`audit/checkpoints?${new URLSearchParams({ origin })}`);
    return textsIn(field(JSON.parse(whole(status, text)), 'notes'));
  }

  async consistency(from: number, to: number): Promise<readonly Buffer[]> {
    const { status, text } = await this.ask(`audit/proof?from=${from}&to=${to}`);
    const path = textsIn(field(JSON.parse(whole(status, text)), 'path'));
    return path.map((one) => Buffer.from(one, 'hex'));
  }

  async handIn(note: string): Promise<'taken' | 'unlisted' | 'denied'> {
    const { status, text } = await this.ask('audit/checkpoint/cosignatures', note);
    const code = codeIn(text);
    if (code === 'noWitness') return 'unlisted';
    if (code === 'otherCheckpoint') return 'denied';
    whole(status, text);
    return 'taken';
  }

  private async ask(path: string, body?: string): Promise<{ status: number; text: string }> {
    const authorization = `Bearer ${await this.token()}`;
    const sent = body === undefined ? {} : { method: 'POST', body };
    const headers = {
      authorization,
      'accept-language': 'en',
      ...(body === undefined ? {} : { 'content-type': 'text/plain' }),
    };
    const answer = await this.fetch(path, { ...sent, headers });
    // Whatever the token was, the next question begins with a new one.
    if (answer.status === 401) this.tokens = null;
    return answer;
  }

  private async token(): Promise<string> {
    if (!this.tokens || Date.now() > this.tokens.until) this.tokens = (await this.renewed()) ?? (await this.signIn());
    return this.tokens.access;
  }

  private async renewed(): Promise<Tokens | null> {
    if (!this.tokens) return null;
    const { status, text } = await this.send('auth/refresh', { refreshToken: this.tokens.refresh });
    if (status === 401) return null;
    return tokensIn(whole(status, text));
  }

  private async signIn(): Promise<Tokens> {
    const { username } = this.credentials;
    const first = await this.send('auth/token', { username, password: await this.credentials.password() });
    if (codeIn(first.text) !== 'secondFactorRequired') return entered(first);
    const ticket = field(JSON.parse(first.text), 'ticket');
    const second = await this.send('auth/second-step', { ticket, code: await this.credentials.code() });
    return entered(second);
  }

  private send(path: string, body: object): Promise<{ status: number; text: string }> {
    const headers = { 'content-type': 'application/json', 'accept-language': 'en' };
    return this.fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  private async fetch(path: string, init: RequestInit): Promise<{ status: number; text: string }> {
    const url = new URL(path, this.server.endsWith('/') ? this.server : `${this.server}/`);
    try {
      const answer = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
      return { status: answer.status, text: await answer.text() };
    } catch (error) {
      throw new Unanswered(`${url.origin} cannot be reached: check the address and the network.`, { cause: error });
    }
  }
}

/** Throws `StartError` when somebody is not let in: to try that again and again would lock the account. */
function entered({ status, text }: { status: number; text: string }): Tokens {
  if (status === 401 || status === 403) throw new StartError(`The server lets nobody in: ${wordsIn(text)}`);
  return tokensIn(whole(status, text));
}

/** The text of an answer. Throws `Unanswered` in the server's own words. */
function whole(status: number, text: string): string {
  if (status >= 200 && status < 300) return text;
  throw new Unanswered(`The server answered ${status}: ${wordsIn(text)}`);
}

function tokensIn(text: string): Tokens {
  const said: unknown = JSON.parse(text);
  const due = textsIn(field(said, 'due'));
  if (due.length > 0)
    throw new StartError(`This account has to see to ${due.join(' and ')} first: sign in to Lanjie and do so.`);
  return {
    access: String(field(said, 'accessToken')),
    refresh: String(field(said, 'refreshToken')),
    until: Date.now() + Number(field(said, 'expiresIn')) * 1000 - EARLY_MS,
  };
}

function codeIn(text: string): unknown {
  return field(problemIn(text), 'code');
}

function wordsIn(text: string): string {
  return String(field(problemIn(text), 'detail') ?? text.slice(0, 200));
}

function problemIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
