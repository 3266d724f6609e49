import { Readable } from 'node:stream';
import { FreshSignIn } from '../../access/sign-in/fresh-sign-in.js';
import { KeptAccessLog } from '../../cases/access-log/kept-access-log.js';
import { type Asking, Cases } from '../../cases/cases.js';
import type { Actor, CaseFile, Json } from '../../engine/definition/index.js';
import { loadFiles } from '../../engine/store/load-files.js';
import type { Submit } from '../../engine/submit.js';
import { BlobRows } from '../../evidence/blob-rows.js';
import { Receiving } from '../../evidence/receiving.js';
import { noScanner } from '../../evidence/scanner/scanner.js';
import { scan } from '../../evidence/scans.js';
import { paper, photo } from './files.js';
import type { PastGround } from './past-ground.js';

const limits = { maxBytes: 1024 * 1024, idleMs: 10_000, totalMs: 60_000 };

/** Brings the files of past cases the way an upload comes, on the clock of the player; they are accepted at once. */
export class Bringing {
  private readonly receiving: Receiving;
  private readonly rows: BlobRows;

  constructor(
    private readonly ground: PastGround,
    private readonly submit: Submit,
    clock: () => string,
  ) {
    const { ds, keys, blobs } = ground;
    this.rows = new BlobRows(ds);
    this.receiving = new Receiving(
      ds,
      new Cases(ds, submit, keys, clock, new FreshSignIn(ds), new KeptAccessLog(submit, clock)),
      keys,
      blobs,
      this.rows,
      limits,
    );
  }

  /** `body`: the `name` of the file, and as `file` what it is, `photo` or `paper`. Returns the case with it. */
  async bring(
    actor: Actor,
    id: string,
    n: number,
    key: string,
    body: Readonly<Record<string, Json>>,
  ): Promise<CaseFile> {
    const content = body['file'] === 'photo' ? photo(n) : paper(`KY-${n}`);
    const upload = { name: String(body['name']), key, ifMatch: null, content: Readable.from([content]) };
    const reply = await this.receiving.receive(askingAs(actor), id, upload);
    const { file } = reply.body;
    const part = String(Reflect.get(Object(file), 'part'));
    const received = (await this.file(id)).parts.find((one) => one.id === part);
    // Brought by an earlier run, it may have been accepted by that one.
    if (received?.state === 'quarantined') {
      const waiting = { address: String(received.facts['blob']), case_id: id, part };
      await scan({ ...this.ground, submit: this.submit, rows: this.rows }, noScanner, waiting);
    }
    return this.file(id);
  }

  private async file(id: string): Promise<CaseFile> {
    const [loaded] = await loadFiles(this.ground.ds, [{ caseId: id, key: null, organisation: null }]);
    if (!loaded?.found) throw new Error('a past case is gone');
    return loaded.found.file;
  }
}

function askingAs({ account, role, org }: Actor): Asking {
  const name = { zh: account, en: account };
  const principal = {
    account,
    displayName: name,
    organisation: org,
    organisationName: name,
    roles: [role],
    openedCases: [],
    session: '',
    authenticatedAt: new Date(0).toISOString(),
  };
  return { principal, area: 'station', language: 'zh' };
}
