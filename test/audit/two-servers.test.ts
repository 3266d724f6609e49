import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DataSource } from 'typeorm';
import { AccessLog } from '../../src/access/access-log.js';
import type { Principal } from '../../src/access/principal.js';
import { createApp } from '../../src/app.js';
import { verifyCase } from '../../src/cases/verify-case.js';
import { loadConfig } from '../../src/config.js';
import { createDataSource } from '../../src/platform/database.js';
import { Theatre } from '../stories/play.js';
import { entriesOf, leadWithFile } from './house.js';

let theatre: Theatre;
let other: { ds: DataSource; app: NestFastifyApplication; address: string };
let id: string;

beforeAll(async () => {
  theatre = await Theatre.open({ LANJIE_SCANNER: 'off' });
  const ds = await createDataSource(theatre.database.url, { poolSize: 6 }).initialize();
  const settings = { LANJIE_HOME: theatre.home, DATABASE_URL: theatre.database.url, LOG_LEVEL: 'silent', PORT: '0' };
  const env = { ...settings, LANJIE_DEMO: '1' };
  const clock = () => new Date(theatre.now).toISOString();
  const app = await createApp(loadConfig(env), ds, { clock, poll: false });
  await app.listen(0, '127.0.0.1');
  other = { ds, app, address: await app.getUrl() };
  ({
    play: { id },
  } = await leadWithFile(theatre));
}, 60_000);

afterAll(async () => {
  await other?.app.close();
  await other?.ds.destroy();
  await theatre?.close();
});

async function logs(): Promise<{ id: string; version: number }[]> {
  return theatre.ds.query(`select id, version from case_file where definition = 'access@1' order by id`);
}

it('one auditor at two servers at once: one log, one entry for each look, one whole chain', async () => {
  const authorization = `Bearer ${await theatre.token('auditor')}`;
  const left = await entriesOf(theatre, async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        fetch(`${i % 2 ? theatre.address : other.address}/audit/leads/${id}`, { headers: { authorization } }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  });
  expect(left).toEqual(left.map(() => ({ type: 'log.read', actor: 'auditor', about: id })));
  expect(left).toHaveLength(40);
  const [log, ...more] = await logs();
  expect([log?.version, more]).toEqual([41, []]);
  expect(await verifyCase(theatre.ds, log?.id ?? '')).toMatchObject({ fault: null, entries: { length: 41 } });
}, 60_000);

it('many people at two servers at once: a log each, and every chain whole', async () => {
  const people = Array.from({ length: 25 }, (_, i): Principal => {
    const words = { zh: '', en: '' };
    const organisation = { code: 'center', kind: 'center' };
    return {
      account: `a${i}`,
      displayName: words,
      organisation,
      organisationName: words,
      roles: ['auditor'],
      openedCases: [],
      session: '',
      authenticatedAt: new Date(0).toISOString(),
    };
  });
  const left = await entriesOf(theatre, () =>
    Promise.all(
      people.flatMap((who) =>
        [theatre.app, other.app, theatre.app, other.app].map((app) =>
          app.get<AccessLog>(AccessLog).record(who, { act: 'read', caseId: id, reason: '抽查' }),
        ),
      ),
    ),
  );
  expect(left).toHaveLength(100);
  const all = await logs();
  expect(all.filter(({ version }) => version === 5)).toHaveLength(25);
  for (const log of all) expect([log.id, (await verifyCase(theatre.ds, log.id))?.fault]).toEqual([log.id, null]);
}, 60_000);

it('takes every act of the port, and nothing from somebody without a role', async () => {
  const log = theatre.app.get<AccessLog>(AccessLog);
  const words = { zh: '', en: '' };
  const who: Principal = {
    account: 'a-custodian',
    displayName: words,
    organisation: { code: 'xiufeng', kind: 'station' },
    organisationName: words,
    roles: ['custodian'],
    openedCases: [],
    session: '',
    authenticatedAt: new Date(0).toISOString(),
  };
  const left = await entriesOf(theatre, async () => {
    for (const act of ['read', 'revealed', 'handedOut'] as const) {
      await log.record(who, { act, caseId: id, part: 'account-1', field: 'facts.holder', reason: '核对' });
      await expect(log.record(who, { act })).rejects.toMatchObject({ status: 503 });
    }
    for (const act of ['searched', 'exported'] as const) await log.record(who, { act, query: '覃某' });
  });
  expect(left.map(({ type }) => type)).toEqual([
    'log.read',
    'log.revealed',
    'log.handedOut',
    'log.searched',
    'log.exported',
  ]);
  await expect(log.record({ ...who, roles: [] }, { act: 'read', caseId: id })).rejects.toMatchObject({
    status: 503,
  });
});
