import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { Committer } from '../../src/engine/committer.js';
import { Deadlines } from '../../src/engine/deadlines.js';
import { canonicalJson, isObject, type Json } from '../../src/engine/definition/index.js';
import { commandOf, parseEntry } from '../../src/engine/ledger/entry.js';
import type { Answer, Asked, EnginePorts } from '../../src/engine/ports.js';
import { genesis, replay } from '../../src/engine/replay.js';
import { loadFiles } from '../../src/engine/store/load-files.js';
import { readHistory } from '../../src/engine/store/read-history.js';
import { Submit } from '../../src/engine/submit.js';
import type { Intent } from '../../src/engine/work.js';
import { createDataSource, forTheHouse } from '../../src/platform/database.js';
import { errandCase } from './errand.case.js';

/** A server's engine without HTTP, on a real database, with a given clock. */
export interface House {
  readonly ds: DataSource;
  readonly committer: Committer;
  readonly submit: Submit;
  readonly deadlines: Deadlines;
  readonly reported: unknown[];
}

/** `slotTaken`: whether another errand has this slot; what is written behind the fence makes the answer old. */
async function answerOf(ds: DataSource, { question, caseId }: Asked): Promise<Answer> {
  if (question.name !== 'slotTaken') return { value: null, fences: [] };
  const name = `slot:${question.about}`;
  const [{ taken, seen }] = await ds.query(
    `select exists (select from case_part where facts->>'slot' = $1 and case_id <> $2) as taken,
       coalesce((select version from fence where name = $3), 0)::int as seen`,
    [question.about, caseId, name],
  );
  return { value: taken, fences: [{ name, seen }] };
}

/** The clock all houses of a test share. */
export class GivenClock {
  now = Date.UTC(2024, 10, 18, 7);
  read = () => new Date(this.now).toISOString();
  forward(minutes: number): void {
    this.now += minutes * 60_000;
  }
}

const wrap = (key: Buffer) => key;

export async function house(
  url: string,
  clock: GivenClock,
  limits?: ConstructorParameters<typeof Committer>[2],
): Promise<House> {
  const ds = await createDataSource(url, { poolSize: 4 }).initialize();
  const ports: EnginePorts = {
    definition: () => errandCase,
    settings: () => ({ version: 'test' }),
    sealer: {
      create: () => ({ key: randomBytes(32), wrapped: randomBytes(32) }),
      unwrap: wrap,
      seal: (_payload, body) => ({ body: JSON.parse(JSON.stringify(body)), personal: [] }),
    },
    answers: async (asked) => Promise.all(asked.map((one) => answerOf(ds, one))),
    clock: clock.read,
  };
  const committer = new Committer(ds, ports, limits);
  const submit = new Submit(committer, (sender, type, raw) =>
    createHmac('sha256', 'k')
      .update(canonicalJson([sender, type, isObject(raw) ? raw : null]))
      .digest(),
  );
  const reported: unknown[] = [];
  const deadlines = new Deadlines(ds, submit, (error) => reported.push(error), clock.read);
  return { ds, committer, submit, deadlines, reported };
}

export function intent(type: string, raw: { [key: string]: Json } = {}, role = 'runner'): Intent {
  return {
    type,
    raw,
    acting: (roles) => (roles.includes(role) ? { account: 'r', role, org: { code: 'o', kind: 'house' } } : undefined),
    scope: null,
    mayRecord: () => true,
  };
}

export function open(to: House, key: string = randomUUID(), title = 't') {
  const envelope = { intent: intent('errand.opened', { title }), sender: 'r', key, dryRun: false };
  return to.submit.open(errandCase, 'o', envelope);
}

export function record(
  to: House,
  caseId: string,
  type: string,
  raw: { [key: string]: Json } = {},
  more: { key?: string; ifMatch?: number; dryRun?: boolean; role?: string } = {},
) {
  const envelope = {
    intent: intent(type, raw, more.role),
    sender: 'r',
    key: more.key ?? randomUUID(),
    dryRun: more.dryRun === true,
  };
  return to.submit.record(caseId, more.ifMatch ?? null, envelope);
}

export async function fileOf(at: House, caseId: string) {
  const [loaded] = await loadFiles(at.ds, [{ caseId, key: null, organisation: null }]);
  return loaded?.found?.file;
}

export async function entriesOf(at: House, caseId: string) {
  return (await readHistory(forTheHouse(at.ds), caseId)).map(({ entry }) => parseEntry(entry));
}

/** The case as its ledger alone tells it. */
export async function replayed(at: House, caseId: string) {
  const entries = await entriesOf(at, caseId);
  return replay(errandCase, genesis(caseId, errandCase, entries[0]?.settings ?? {}), entries.map(commandOf));
}
