import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Counter } from 'prom-client';
import type { DataSource } from 'typeorm';
import { ContentDamaged, type KeyProvider, openContent, openFacts } from '../access/sealing/index.js';
import { partsShown } from '../access/seen.js';
import type { HandingOutcome } from '../access-log/acts.js';
import type { HandingOutEnded, KeptAccessLog } from '../cases/access-log/kept-access-log.js';
import { accessesToFile } from '../cases/access-log/list-accesses.js';
import type { Asking, Cases, Look } from '../cases/cases.js';
import { noSuchCase } from '../cases/problems.js';
import { shownState } from '../cases/shown-state.js';
import { isIn, isObject, type Json, type Part } from '../engine/definition/index.js';
import { numberIn, textIn } from '../lead/facts.js';
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

/** Files that people read. Every reading is in the access log before its first byte leaves; what was tampered with never leaves whole. */
export class HandingOut {
  constructor(
    private readonly ds: DataSource,
    private readonly cases: Cases,
    private readonly keys: KeyProvider,
    private readonly blobs: Blobs,
    private readonly log: KeptAccessLog,
    /** Hears of every file that is not what was received. */
    private readonly alarm: (caseId: string, part: string, error: unknown) => void,
  ) {}

  /** A file for this person. Throws 404 for what they do not see, 409 in a state in which nobody reads it, 410 once erased. */
  async open(asking: Asking, id: string, partId: string): Promise<Handed> {
    const { part, loaded, looking } = await this.find(asking, id, partId);
    if (!loaded.wrappedKey) throw fileErased();
    if (!isIn(part, 'accepted')) throw fileNotReadable(String(shownState(part.state)));
    const ended = await this.log.handingOut(asking.principal, id, partId);
    const said = openFacts({ name: textIn(part.facts, 'name') ?? '' }, looking.caseKey, id, looking.language);
    const file = {
      name: (isObject(said) && textIn(said, 'name')) || undefined,
      type: textIn(part.facts, 'type') ?? 'application/octet-stream',
      size: numberIn(part.facts, 'size') ?? 0,
      sha256: textIn(part.facts, 'sha256') ?? '',
    };
    const content = this.content(id, part, this.keys.unwrap(loaded.wrappedKey, id), file);
    return { ...file, content: await this.followed(content, id, part, ended) };
  }

  /** Who read a file, latest first, at most 200. */
  async accesses(asking: Asking, id: string, partId: string): Promise<Json[]> {
    await this.find(asking, id, partId);
    return accessesToFile(this.ds, id, partId);
  }

  private async find(asking: Asking, id: string, partId: string): Promise<Look & { readonly part: Part }> {
    const look = await this.cases.look(asking, id);
    const part = partsShown(look.looking, look.loaded.file.parts).find((one) => one.id === partId);
    if (part?.kind !== 'evidence') throw noSuchCase();
    return { ...look, part };
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
  private async followed(
    content: AsyncGenerator<Buffer>,
    id: string,
    part: Part,
    ended: HandingOutEnded,
  ): Promise<Readable> {
    const end = (outcome: HandingOutcome) => ended(outcome).catch(() => {});
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
