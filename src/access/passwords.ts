import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { Problem } from '../platform/problem.js';

// OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, 2 passes, 1 lane. 31 ms on the machine this was written on.
const MEMORY_KIB = 19_456;
const PASSES = 2;
const LANES = 1;
const HASH_BYTES = 32;
const SALT_BYTES = 16;

// Two of libuv's four threads: files and DNS keep the others, and memory stays at 38 MiB whoever knocks.
const AT_ONCE = 2;
// About one second of work; whoever comes later would wait longer than people do.
const MOST_WAITING = 64;

interface Phc {
  readonly memory: number;
  readonly passes: number;
  readonly lanes: number;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

/** Hashes and checks passwords, two at a time. With 64 waiting it throws a 503 `Problem` with Retry-After. */
export class Passwords {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private decoy: Promise<string> | undefined;

  /** argon2id of the password (NFC) under a random salt, in PHC form. */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES);
    const hash = await this.derive(password, { memory: MEMORY_KIB, passes: PASSES, lanes: LANES, salt }, HASH_BYTES);
    return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${unpadded(salt)}$${unpadded(hash)}`;
  }

  /** Whether the password is the one hashed. `stored` undefined (no such account) costs the same work and is false. */
  async matches(password: string, stored: string | undefined): Promise<boolean> {
    this.decoy ??= this.hash(randomBytes(SALT_BYTES).toString('hex'));
    const phc = readPhc(stored ?? (await this.decoy));
    const hash = await this.derive(password, phc, phc.hash.length);
    return timingSafeEqual(hash, phc.hash) && stored !== undefined;
  }

  private async derive(password: string, { memory, passes, lanes, salt }: Omit<Phc, 'hash'>, bytes: number) {
    await this.turn();
    try {
      return await new Promise<Buffer>((resolve, reject) => {
        const message = password.normalize('NFC');
        argon2(
          'argon2id',
          { message, nonce: salt, parallelism: lanes, tagLength: bytes, memory, passes },
          (error, hash) => (error ? reject(error) : resolve(hash)),
        );
      });
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }

  // Whoever finishes hands its place to the next, so that nobody slips in between.
  private turn(): Promise<void> {
    if (this.running < AT_ONCE) {
      this.running += 1;
      return Promise.resolve();
    }
    if (this.waiting.length >= MOST_WAITING) throw tooManySignIns();
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}

const phcShape =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{16,86})$/;

function readPhc(stored: string): Phc {
  const [, memory, passes, lanes, salt, hash] = phcShape.exec(stored) ?? [];
  // The text itself must not reach a log.
  if (salt === undefined || hash === undefined) throw new Error('a stored password hash is not argon2id in PHC form');
  return {
    memory: Number(memory),
    passes: Number(passes),
    lanes: Number(lanes),
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

function tooManySignIns(): Problem {
  return new Problem({
    status: 503,
    code: 'signInBusy',
    detail: { zh: '登录人数过多，请稍后重试。', en: 'Too many people are signing in: try again shortly.' },
    headers: { 'retry-after': '2' },
  });
}
