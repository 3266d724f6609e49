import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Access, AccessLog } from '../../src/access/access-log.js';
import { Alarms } from '../../src/alarm/alarms.js';
import { Reveals } from '../../src/cases/reveal/reveals.js';
import { verifyCase } from '../../src/cases/verify-case.js';
import { Erasures } from '../../src/engine/erasures.js';
import { Scans } from '../../src/evidence/scans.js';
import { Sweeps } from '../../src/evidence/sweeps.js';
import { sample } from './files.js';
import { clearedRows } from './people.js';
import { Play, Theatre } from './play.js';

let theatre: Theatre;
const begin = Date.now();
beforeAll(async () => {
  theatre = await Theatre.open({ LANJIE_SCANNER: 'off' });
});
afterAll(() => theatre?.close());

const people = {
  name: '夜莺金丝雀',
  idNumber: '990101199001019977',
  phone: '19955566677',
  account: '6217000099995577',
  complainant: '画眉金丝雀',
  text: '百灵鸟说明CANARY4711',
  file: '云雀录像CANARY4712',
  fileName: '鹪鹩CANARY4713.pdf',
};

class Silent extends AccessLog {
  async record(_: unknown, __: Access): Promise<void> {}
}

/** Each in every spelling in which it could lie somewhere. */
function spellings(values: Readonly<Record<string, string>>): [string, Buffer][] {
  return Object.entries(values).flatMap(([name, value]): [string, Buffer][] => [
    [name, Buffer.from(value)],
    [`${name} as UTF-16`, Buffer.from(value, 'utf16le')],
    [`${name} as base64`, Buffer.from(Buffer.from(value).toString('base64').replace(/=+$/, '').slice(0, -1))],
    [`${name} as hex`, Buffer.from(Buffer.from(value).toString('hex'))],
    [
      `${name} escaped`,
      Buffer.from(
        JSON.stringify(value)
          .slice(1, -1)
          .replace(/[^\x20-\x7e]/g, escaped),
      ),
    ],
  ]);
}

function escaped(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Which of them lie in a file of this folder that was written since this test began. */
async function foundIn(folder: string, wanted: readonly [string, Buffer][]): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const written = await stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    );
    if (written < begin) continue;
    // Another test's database may be gone by now.
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    for (const [name, value] of wanted) if (bytes.includes(value)) found.push(`${name} in ${path}`);
  }
  return found;
}

it('leaves no plaintext in any byte at any time, and after the erasure neither mask nor tag nor key in any table’s file', async () => {
  Reflect.set(theatre.app.get(Reveals), 'log', new Silent());
  const play = new Play(theatre);
  const more = {
    account: { number: people.account, bank: 'bank-a', holder: people.name },
    customer: { name: people.name, idType: 'residentId', idNumber: people.idNumber, phone: people.phone },
    hold: { minutes: 20, reason: people.text, told: 'now' },
  };
  const [first, ...rest] = clearedRows(9501, more);
  await play.rows(first ? [first] : []);
  await play.step('15:01', 'duty', 'lead.noted', { text: people.text }, {});
  const headers = { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(people.fileName)}` };
  const sent = await theatre.upload(
    'teller',
    play.id,
    Buffer.concat([sample('pdf'), Buffer.from(people.file.repeat(50)), sample('pdf', 80_000)]),
    { headers },
  );
  expect(sent.status).toBe(201);
  await theatre.app.get(Scans).runAll();
  // A clock strikes, somebody is called, the message is written.
  await theatre.until('15:03');
  await theatre.app.get(Alarms).raiseAll();
  for (const [time, who, event, body, then] of rest)
    await play.step(time.replace('15:0', '15:1'), who, event, body, then);
  const { items } = (await theatre.get('teller', `/bank/leads/${play.id}/slips`)).body;
  const slip = await theatre.get('teller', `/bank/leads/${play.id}/slips/hold-1`);
  expect(slip.text).not.toContain(people.name);
  theatre.at('11-19 10:00');
  const complaint = {
    slip: items[0].number,
    text: people.text,
    complainant: { name: people.complainant, phone: people.phone },
  };
  expect((await theatre.post('duty', '/center/complaints', complaint)).status).toBe(201);
  const answer = { part: 'complaint-1', outcome: 'upheld', answer: people.text };
  await play.step('11-20 10:00', 'duty2', 'complaint.answered', answer, { 'complaint-1': 'answered' });
  const shown = await theatre.post('duty', `/center/leads/${play.id}/reveal`, {
    field: 'customer.name',
    reason: people.text,
  });
  expect([shown.status, shown.body.value]).toEqual([200, people.name]);

  const asked = `select current_setting('data_directory') as folder,
    (select oid from pg_database where datname = current_database()) as oid`;
  const [ground] = await theatre.database.tamper(asked);
  const { folder, oid } = ground as { folder: string; oid: number };
  const traces: { mask: string; tag: Buffer }[] = await theatre.ds.query(
    'select mask, tag from personal where case_id = $1',
    [play.id],
  );
  const [{ wrapped }] = await theatre.ds.query('select wrapped from case_key where case_id = $1', [play.id]);
  const kept: [string, Buffer][] = [
    // A mask that says less than eight bytes is found by chance.
    ...traces
      .filter(({ mask }) => mask.length > 8)
      .map(({ mask }): [string, Buffer] => [`mask ${mask}`, Buffer.from(mask)]),
    ['mask 夜****', Buffer.from('夜****')],
    ...traces.map(({ tag }, i): [string, Buffer] => [`tag ${i}`, tag]),
    ['wrapped key', wrapped],
  ];
  const tables = join(folder, 'base', String(oid));
  const plain = spellings(people);
  const nowhere = async () => {
    for (const place of [tables, join(folder, 'pg_wal'), theatre.home]) expect(await foundIn(place, plain)).toEqual([]);
  };

  await theatre.database.tamper('checkpoint');
  await nowhere();
  // They are where they are looked for: else the rest would prove nothing.
  expect(new Set((await foundIn(tables, kept)).map((one) => one.split(' in ')[0]))).toEqual(
    new Set(kept.map(([name]) => name)),
  );

  theatre.at('2025-02-16 15:15');
  await theatre.app.get(Erasures).eraseAll();
  await theatre.app.get(Sweeps).runAll();
  const file = await play.file();
  expect(file).toMatchObject({ erasedAt: expect.any(String) });

  // What docs/personal-data.md asks of the deployer: rows are gone at once, their bytes with the next rewriting.
  for (const table of ['personal', 'case_key', 'blob']) await theatre.database.tamper(`vacuum full ${table}`);
  await theatre.database.tamper('checkpoint');
  expect(await foundIn(tables, kept)).toEqual([]);
  await nowhere();
  expect(await verifyCase(theatre.ds, play.id)).toMatchObject({ fault: null });
  await play.expectReplay();
  // What people still get to see of it.
  for (const path of ['', '/history', '/actions', '/slips/hold-1', '/working']) {
    const { text } = await theatre.get('duty', `/center/leads/${play.id}${path}`);
    expect(Object.values(people).filter((value) => text.includes(value))).toEqual([]);
  }
}, 60_000);
