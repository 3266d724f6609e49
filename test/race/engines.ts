import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { type Answerer, directoryOf } from '../../src/access/directory.js';
import { mayRecordOn, sight } from '../../src/access/policy.js';
import { actorFor, type Principal } from '../../src/access/principal.js';
import { scopeOf } from '../../src/access/scope.js';
import { FileKeys } from '../../src/access/sealing/index.js';
import { committerOf, submitTo } from '../../src/cases/case-engine.js';
import { currentLead } from '../../src/cases/definitions.js';
import { seedAccounts, seedDemo } from '../../src/demo/seed-demo.js';
import type { Committer } from '../../src/engine/committer.js';
import type { CaseFile } from '../../src/engine/definition/index.js';
import { loadFiles } from '../../src/engine/store/load-files.js';
import { readHistory, type StoredEntry } from '../../src/engine/store/read-history.js';
import type { Submit } from '../../src/engine/submit.js';
import type { Intent, Outcome } from '../../src/engine/work.js';
import { createDataSource, forTheHouse } from '../../src/platform/database.js';
import { type FreshDatabase, freshDatabase } from '../database.js';
import { people } from './people.js';
import { Rendezvous } from './rendezvous.js';

/** Something somebody sends. The same key with the same content is the same deed. */
export interface Shot {
  readonly who: Principal;
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly key?: string;
}

interface Engine {
  readonly ds: DataSource;
  readonly committer: Committer;
  readonly submit: Submit;
}

/** The engines of two servers on one database, with a given clock and the policy of the house. */
export class Engines {
  now = Date.parse('2024-11-18T15:00:00+08:00');
  private readonly rendezvous = new Rendezvous();
  private readonly database: FreshDatabase;
  private readonly home: string;
  private readonly both: readonly [Engine, Engine];

  private constructor(database: FreshDatabase, home: string, first: Engine, second: Engine) {
    this.database = database;
    this.home = home;
    this.both = [first, second];
    first.committer.points.decided = (works) => this.rendezvous.decided(0, works);
    second.committer.points.decided = (works) => this.rendezvous.decided(1, works);
  }

  /** How often both engines had decided on one case before either wrote. */
  get met(): number {
    return this.rendezvous.met;
  }

  static async open(): Promise<Engines> {
    const database = await freshDatabase();
    const home = await mkdtemp(join(tmpdir(), 'lanjie-race-'));
    const given: { engines?: Engines } = {};
    const clock = () => new Date(given.engines?.now ?? 0).toISOString();
    const engine = async (): Promise<Engine> => {
      const ds = await createDataSource(database.url, { poolSize: 6 }).initialize();
      const keys = new FileKeys(home);
      const proved: Answerer = async (asked) => asked.map(() => true);
      const committer = committerOf({ ds, directory: directoryOf(ds, clock), keys, clock, proved });
      return { ds, committer, submit: submitTo(committer, keys) };
    };
    const engines = new Engines(database, home, await engine(), await engine());
    given.engines = engines;
    const { ds } = engines.both[0];
    await seedDemo(ds);
    const { account, organisation, displayName } = people.named;
    const named = { name: account, role: 'officer', organisation: organisation.code, ...displayName };
    await seedAccounts(ds, [named], 'signs in nowhere');
    return engines;
  }

  async close(): Promise<void> {
    for (const { ds, committer } of this.both) {
      await committer.drained();
      await ds.destroy();
    }
    await this.database.drop();
    await rm(this.home, { recursive: true, force: true });
  }

  /** Opens a case. */
  open(shot: Shot): Promise<Outcome> {
    return this.rendezvous.sent(0, this.both[0].submit.open(currentLead, shot.who.organisation.code, envelopeOf(shot)));
  }

  /** Records an event through the first or the second server. */
  record(caseId: string, shot: Shot, server: 0 | 1 = 0): Promise<Outcome> {
    return this.rendezvous.sent(server, this.both[server].submit.record(caseId, null, envelopeOf(shot)));
  }

  /** The case as it stands. */
  async file(caseId: string): Promise<CaseFile> {
    const [loaded] = await loadFiles(this.both[0].ds, [{ caseId, key: null, organisation: null }]);
    if (!loaded?.found) throw new Error(`no case ${caseId}`);
    return loaded.found.file;
  }

  /** The ledger of a case, as it was hashed. */
  ledger(caseId: string): Promise<StoredEntry[]> {
    return readHistory(forTheHouse(this.both[0].ds), caseId);
  }
}

function envelopeOf({ who, type, body, key = randomUUID() }: Shot) {
  return { intent: intentOf(who, type, body), sender: who.account, key, dryRun: false };
}

function intentOf(who: Principal, type: string, raw: unknown): Intent {
  return {
    type,
    raw,
    acting: (roles) => actorFor(who, roles),
    scope: scopeOf(who),
    mayRecord: (index, file, part) => mayRecordOn(sight(who, index), part, file.parts),
  };
}

/** `recorded`, `replayed`, or why nothing was recorded: the code, and the rules that failed. */
export function told(outcome: Outcome): string[] {
  switch (outcome.kind) {
    case 'recorded':
      return [outcome.replayed ? 'replayed' : 'recorded'];
    case 'refused':
      return outcome.refusal.rules?.map(({ code }) => code) ?? [outcome.refusal.code];
    case 'invalid':
      return outcome.errors.map(({ field }) => `invalid ${field}`);
    default:
      return [outcome.kind];
  }
}
