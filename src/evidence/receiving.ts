import type { Readable } from 'node:stream';
import type { DataSource } from 'typeorm';
import { type KeyProvider, sealContent } from '../access/sealing/index.js';
import type { Asking, Cases, Look } from '../cases/cases.js';
import type { Reply } from '../cases/reply.js';
import type { Json } from '../engine/definition/index.js';
import { statement } from '../platform/database.js';
import { Problem } from '../platform/problem.js';
import { AtOnce } from './at-once.js';
import type { BlobRows } from './blob-rows.js';
import type { Blobs, Draft } from './blobs/blobs.js';
import { Incoming, type Limits } from './incoming.js';
import { fileErased } from './problems.js';

/** A file on its way in, with what its sender says of it. */
export interface Upload {
  /** The promise it fulfils. */
  readonly part?: string;
  /** When it was brought; absent: now. */
  readonly at?: string;
  readonly name?: string;
  readonly key: string;
  readonly ifMatch: number | null;
  readonly content: Readable;
}

const type = 'evidence.received';

/** Files of one account on their way at once to this server. */
const MOST_AT_ONCE = 8;

/**
 * Files that come: streamed to the store sealed under the key of their case, never whole in memory; then recorded through
 * `submit`. The file is durable before its entry is, and a file of which no entry tells is removed.
 */
export class Receiving {
  private readonly atOnce = new AtOnce(MOST_AT_ONCE);

  constructor(
    private readonly ds: DataSource,
    private readonly cases: Cases,
    private readonly keys: KeyProvider,
    private readonly blobs: Blobs,
    private readonly rows: BlobRows,
    private readonly limits: Limits,
  ) {}

  /** Takes a file in and records it. Throws the problem of whatever is wrong; then nothing was recorded. */
  async receive(asking: Asking, id: string, upload: Upload): Promise<Reply> {
    const leave = this.atOnce.enter(asking.principal.account);
    try {
      return await this.take(asking, id, upload);
    } finally {
      leave();
    }
  }

  private async take(asking: Asking, id: string, upload: Upload): Promise<Reply> {
    const seen = await this.cases.look(asking, id);
    const { wrappedKey } = seen.loaded;
    if (!wrappedKey) throw fileErased();
    // A known key is answered with what was recorded, whatever may be recorded now.
    if (!(await this.isKnown(id, upload.key))) this.assertWelcome(asking, seen, upload);
    const incoming = new Incoming(upload.content, this.limits);
    const draft = await this.blobs.draft(sealContent(this.keys.unwrap(wrappedKey, id), id, incoming.content()));
    const { size, type: media } = incoming;
    const file = { sha256: incoming.sha256, size, type: media };
    await this.keep(draft, () => this.rows.add(draft.address, id, file));
    const reply = await this.record(asking, id, upload, draft.address, file);
    return { ...reply, body: { ...reply.body, file: { part: partOf(reply), ...file } } };
  }

  private assertWelcome(asking: Asking, seen: Look, { part, at }: Upload): void {
    this.cases.assertMayBegin(asking, seen, type, part, at ?? null);
  }

  private async isKnown(id: string, key: string): Promise<boolean> {
    return (await statement(this.ds, keyed, [id, key])).length > 0;
  }

  private async keep(draft: Draft, note: () => Promise<void>): Promise<void> {
    try {
      await note();
      await draft.keep();
    } catch (error) {
      await draft.discard().catch(() => {});
      throw error;
    }
  }

  private async record(asking: Asking, id: string, upload: Upload, blob: string, file: Json): Promise<Reply> {
    const { part, at, name, key, ifMatch } = upload;
    const said = { ...(part ? { part } : {}), ...(at ? { at } : {}), ...(name ? { name } : {}) };
    const same = { ...said, file };
    try {
      const reply = await this.cases.record(asking, id, type, { ...said, blob }, { key, ifMatch, dryRun: false, same });
      if (reply.replayed) await this.discard(blob);
      // Were this mark lost, the sweep would find the entry.
      else await this.rows.claim(blob, reply.version).catch(() => {});
      return reply;
    } catch (error) {
      // Only where it is certain that nothing was recorded.
      if (error instanceof Problem && error.status < 500) await this.discard(blob);
      throw error;
    }
  }

  // What cannot be removed now is swept later.
  private async discard(blob: string): Promise<void> {
    await this.blobs
      .remove(blob)
      .then(() => this.rows.drop(blob))
      .catch(() => {});
  }
}

const keyed = {
  name: 'key-known',
  text: 'select version from ledger_entry where case_id = $1 and idempotency_key = $2',
};

/** The part that the receipt tells of. */
function partOf({ body }: Reply): Json {
  const moved = body['moved'];
  const found = Array.isArray(moved) ? moved.find((one) => String(one.part).startsWith('evidence-')) : undefined;
  return found?.part ?? null;
}
