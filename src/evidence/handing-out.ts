import { createHash, randomUUIDv7 } from 'node:crypto';
import { Readable } from 'node:stream';
import { Counter } from 'prom-client';
import type { DataSource } from 'typeorm';
import { reading } from '../access/reading.js';
import { ContentDamaged, type KeyProvider, openContent, openFacts } from '../access/sealing/index.js';
import { partsShown } from '../access/seen.js';
import type { Asking, Cases } from '../cases/cases.js';
import { noSuchCase } from '../cases/problems.js';
import { shownState } from '../cases/shown-state.js';
import { isIn, isObject, type Json, type Part } from '../engine/definition/index.js';
import { numberIn, textIn } from '../lead/facts.js';
import { statement } from '../platform/database.js';
import { metrics } from '../platform/metrics.js';
import { BlobMissing, type Blobs } from './blobs/blobs.js';
import { fileDamaged, fileErased, fileNotReadable } from './problems.js';

/** A file on its way out. */
export interface Handed {
  readonly name: string | undefined;
  readonly type: string;
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
  readonly content: Readable;
}

const damagedFiles = new Counter({
  name: 'lanjie_evidence_damaged_total',
  help: 'Files that were asked for and are not what was received. Any but 0 is an alarm.',
  registers: [metrics],
});

const begun = {
  name: 'access-begun',
  text: 'insert into evidence_access (case_id, id, part, account, organisation) values ($1, $2, $3, $4, $5)',
};
const ended = {
  name: 'access-ended',
  text: 'update evidence_access set outcome = $3 where case_id = $1 and id = $2',
};
const list = {
  name: 'accesses',
  text: `select account, organisation, at, outcome from evidence_access
    where case_id = $1 and part = $2 order by id desc limit 200`,
};

/** Files that people read. Every reading is on record before its first byte leaves; what was tampered with never leaves whole. */
export class HandingOut {
  constructor(
    private readonly ds: DataSource,
    private readonly cases: Cases,
    private readonly keys: KeyProvider,
    private readonly blobs: Blobs,
    /** Hears of every file that is not what was received. */
    private readonly alarm: (caseId: string, part: string, error: unknown) => void,
  ) {}

  /** A file for this person. Throws 404 for what they do not see, 409 in a state in which nobody reads it, 410 once erased. */
  async open(asking: Asking, id: string, partId: string): Promise<Handed> {
    const { loaded, looking } = await this.cases.look(asking, id);
    const part = partsShown(looking, loaded.file.parts).find((one) => one.id === partId);
    if (part?.kind !== 'evidence') throw noSuchCase();
    if (!loaded.wrappedKey) throw fileErased();
    if (!isIn(part, 'accepted')) throw fileNotReadable(String(shownState(part.state)));
    const { account, organisation } = asking.principal;
    const access = randomUUIDv7();
    await statement(this.ds, begun, [id, access, partId, account, organisation.code]);
    const said = openFacts({ name: textIn(part.facts, 'name') ?? '' }, looking.caseKey, id, looking.language);
    const file = {
      name: (isObject(said) && textIn(said, 'name')) || undefined,
      type: textIn(part.facts, 'type') ?? 'application/octet-stream',
      size: numberIn(part.facts, 'size') ?? 0,
      sha256: textIn(part.facts, 'sha256') ?? '',
    };
    const content = this.content(id, part, this.keys.unwrap(loaded.wrappedKey, id), file);
    return { ...file, content: await this.followed(content, id, part, access) };
  }

  /** Who read a file, latest first, at most 200. */
  async accesses(asking: Asking, id: string, partId: string): Promise<Json[]> {
    const { loaded, looking } = await this.cases.look(asking, id);
    const part = partsShown(looking, loaded.file.parts).find((one) => one.id === partId);
    if (part?.kind !== 'evidence') throw noSuchCase();
    const rows = await reading(this.ds, asking.principal, (read) =>
      read<{ account: string; organisation: string; at: Date; outcome: string | null }>(list, [id, partId]),
    );
    return rows.map(({ at, ...row }) => ({ at: at.toISOString(), ...row }));
  }

  private async *content(
    id: string,
    part: Part,
    caseKey: Buffer,
    { size, sha256 }: { size: number; sha256: string },
  ): AsyncGenerator<Buffer> {
    const hash = createHash('sha256');
    let length = 0;
    // The last piece stays here until all of it is known to be right: what was tampered with never arrives whole.
    let held: Buffer | undefined;
    for await (const bytes of openContent(caseKey, id, await this.blobs.read(textIn(part.facts, 'blob') ?? ''))) {
      hash.update(bytes);
      length += bytes.length;
      if (held) yield held;
      held = bytes;
    }
    if (length !== size || hash.digest('hex') !== sha256) throw new ContentDamaged('another file than was received');
    if (held) yield held;
  }

  /** The first piece is fetched before the answer begins: a file that is damaged there is refused in words. */
  private async followed(content: AsyncGenerator<Buffer>, id: string, part: Part, access: string): Promise<Readable> {
    const end = (outcome: string) => statement(this.ds, ended, [id, access, outcome]).catch(() => {});
    const damaged = async (error: unknown): Promise<unknown> => {
      if (!(error instanceof ContentDamaged) && !(error instanceof BlobMissing)) return error;
      damagedFiles.inc();
      this.alarm(id, part.id, error);
      await end('damaged');
      return fileDamaged(error);
    };
    const first = await content.next().catch(async (error: unknown) => {
      throw await damaged(error);
    });
    let isOver = false;
    async function* all(): AsyncGenerator<Buffer> {
      try {
        if (!first.done) yield first.value;
        yield* content;
      } catch (error) {
        isOver = true;
        throw await damaged(error);
      }
      isOver = true;
      await end('whole');
    }
    const file = Readable.from(all(), { objectMode: false, highWaterMark: 64 * 1024 });
    // Not in a `finally` above: a reader who leaves before the first piece leaves a generator that never began, and an open file.
    file.once('close', () => {
      if (!isOver) void Promise.all([content.return(undefined), end('brokenOff')]).catch(() => {});
    });
    return file;
  }
}
