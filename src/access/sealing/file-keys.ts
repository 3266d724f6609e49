import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { existingKey, keyFile } from '../key-file.js';
import { KeyProvider, type Purpose, purposes, type Tag, UnknownKey } from './keyring.js';
import type { IdentityKind } from './mask.js';
import { type Suite, suites } from './suite.js';
import { tagged } from './tag.js';

/** One key of a purpose. */
interface Generation {
  readonly name: string;
  /** The file without its ending: `master`, `master-2`, `tag-3.sm`. */
  readonly file: string;
  readonly number: number;
  readonly suite: Suite;
  readonly key: Buffer;
  /** `<cipher>:<name>:`, before everything that it wraps. */
  readonly header: Buffer;
}

const form = /^(master|tag)(?:-([1-9]\d{0,3}))?(\.sm)?\.key$/;
const headerForm = /^[A-Z0-9-]{1,20}:([0-9a-f]{16}):/;
/** The longest header there may be. */
const HEADER_BYTES = 40;

/**
 * Keys in `<home>/keys`: `master.key`, `tag.key` and `idempotency.key`, each made once. Later generations lie beside them
 * as `master-2.key`; those for SM4 and SM3 are called `master-2.sm.key`. Throws `StartError`, see `keyFile`.
 */
export class FileKeys extends KeyProvider {
  readonly idempotencyKey: Buffer;
  private generations: Readonly<Record<Purpose, readonly Generation[]>>;

  /** `suite`: of the keys that are made here from now on; those that lie there keep theirs. */
  constructor(
    private readonly home: string,
    private readonly suite: Suite['name'] = 'aes',
  ) {
    super();
    this.idempotencyKey = keyFile(home, 'idempotency');
    this.generations = this.read();
    for (const purpose of purposes) {
      if (this.generations[purpose].length === 0) this.make(purpose);
    }
  }

  names(purpose: Purpose): readonly string[] {
    return this.generations[purpose].map(({ name }) => name);
  }

  wrap(secret: Buffer, bound: string, masterKey?: string): Buffer {
    const { header, suite, key } = this.generation('master', masterKey);
    return Buffer.concat([header, suite.encrypt(key, `${header.toString()}${bound}`, secret)]);
  }

  unwrap(wrapped: Buffer, bound: string): Buffer {
    const name = this.wrappedUnder(wrapped);
    if (name === null) throw new Error('the key is wrapped in no known form');
    const { header, suite, key } = this.generation('master', name);
    // One name under another cipher: nobody here wrote that.
    if (!wrapped.subarray(0, header.length).equals(header)) throw new Error('the key is wrapped by another algorithm');
    return suite.decrypt(key, `${header.toString()}${bound}`, wrapped.subarray(header.length));
  }

  wrappedUnder(wrapped: Buffer): string | null {
    return headerForm.exec(wrapped.subarray(0, HEADER_BYTES).toString('latin1'))?.[1] ?? null;
  }

  tag(kind: IdentityKind, value: string, tagKey?: string): Tag {
    const { name, suite, key } = this.generation('tag', tagKey);
    return { key: name, tag: suite.mac(key, tagged(kind, value)) };
  }

  refresh(): void {
    this.generations = this.read();
  }

  /** Makes a further key of this purpose and returns its name. Two who do it at once make one key. */
  make(purpose: Purpose): string {
    const number = (this.generations[purpose].at(-1)?.number ?? 0) + 1;
    keyFile(this.home, `${purpose}${number === 1 ? '' : `-${number}`}${this.suite === 'sm' ? '.sm' : ''}`);
    this.refresh();
    return this.generation(purpose).name;
  }

  /** Puts a key aside: the file is renamed to `….retired`, which nobody reads. Returns its new name. */
  retire(purpose: Purpose, name: string): string {
    const file = `${this.generation(purpose, name).file}.key`;
    renameSync(join(this.home, 'keys', file), join(this.home, 'keys', `${file}.retired`));
    this.refresh();
    return `${file}.retired`;
  }

  private generation(purpose: Purpose, name?: string): Generation {
    const found = this.find(purpose, name);
    if (found) return found;
    // Laid down since: another server began to use it.
    this.refresh();
    const now = this.find(purpose, name);
    if (!now) throw new UnknownKey(purpose, name ?? 'newest');
    return now;
  }

  private find(purpose: Purpose, name: string | undefined): Generation | undefined {
    const all = this.generations[purpose];
    return name === undefined ? all.at(-1) : all.find((one) => one.name === name);
  }

  private read(): Record<Purpose, Generation[]> {
    const found: Record<Purpose, Generation[]> = { master: [], tag: [] };
    for (const file of readdirSync(join(this.home, 'keys'))) {
      const [, purpose, number = '1', sm] = form.exec(file) ?? [];
      if (purpose !== 'master' && purpose !== 'tag') continue;
      const name = file.slice(0, -'.key'.length);
      // Null: it was put aside between the look into the folder and the look into the file.
      const key = existingKey(this.home, name);
      if (key) found[purpose].push(generationOf(purpose, name, Number(number), sm ? suites.sm : suites.aes, key));
    }
    for (const purpose of purposes) found[purpose].sort((a, b) => a.number - b.number || (a.file < b.file ? -1 : 1));
    return found;
  }
}

function generationOf(purpose: Purpose, file: string, number: number, suite: Suite, key: Buffer): Generation {
  // Names the key without telling anything about it.
  const name = suite.mac(key, `lanjie ${purpose} key`).toString('hex').slice(0, 16);
  return { name, file, number, suite, key, header: Buffer.from(`${suite.cipher}:${name}:`) };
}
