import { hash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, readlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Erasures } from '../../src/engine/erasures.js';
import { HandingOut } from '../../src/evidence/handing-out.js';
import { Scans } from '../../src/evidence/scans.js';
import { Sweeps } from '../../src/evidence/sweeps.js';
import { FakeClamd } from '../evidence/clamd.js';
import { film, sample } from './files.js';
import { clearedRows } from './people.js';
import { Play, scene, storyOf, Theatre } from './play.js';

const megabyte = 1024 * 1024;

let theatre: Theatre;
let clamd: FakeClamd;
beforeAll(async () => {
  clamd = await FakeClamd.start();
  theatre = await Theatre.open({
    LANJIE_SCANNER: clamd.setting,
    LANJIE_EVIDENCE_MB: '60',
    LANJIE_EVIDENCE_IDLE_SECONDS: '1',
  });
});
afterAll(async () => {
  await theatre?.close();
  await clamd?.stop();
});

let customer = 8100;

/** A lead with officers of Xiufeng on their way. */
async function sentOut(): Promise<Play> {
  const play = new Play(theatre);
  await play.tell({ steps: scene('to-the-scene', ++customer) });
  return play;
}

const scans = () => theatre.app.get(Scans).runAll();
const sweeps = () => theatre.app.get(Sweeps).runAll();
const sha256 = (bytes: Buffer) => hash('sha256', bytes, 'hex');
const keyed = (key: string) => ({ headers: { 'idempotency-key': key } });

/** Files this process has open, where the system tells. */
async function openFiles(): Promise<string[]> {
  const fds = await readdir('/proc/self/fd').catch(() => []);
  return Promise.all(fds.map((fd) => readlink(join('/proc/self/fd', fd)).catch(() => '')));
}

/** Every file in the store, whole or half-written. */
async function stored(): Promise<string[]> {
  const entries = await readdir(join(theatre.home, 'blobs'), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function blobRows(play: Play): Promise<{ address: string; version: number | null }[]> {
  return theatre.ds.query('select address, version from blob where case_id = $1 order by stored_at', [play.id]);
}

/** A file of the police that was scanned. */
async function accepted(play: Play, bytes = sample('jpeg')): Promise<string> {
  const { body, status } = await theatre.upload('officer', play.id, bytes);
  expect(status).toBe(201);
  await scans();
  return body.file.part;
}

async function facts(play: Play, part: string) {
  return (await play.file()).parts.find((one) => one.id === part);
}

describe('a file', () => {
  it('is promised, missed, delivered and scanned: told as a story', async () => {
    const play = new Play(theatre);
    await play.tell(storyOf('evidence'));
    await play.expectReplay();
  });

  it('is received with its hash, cannot be read before it was scanned, and is handed out as it came', async () => {
    const play = await sentOut();
    const bytes = sample('jpeg', 200_000);
    const name = "attachment; filename*=UTF-8''%E6%9F%9C%E5%8F%B0.jpg";
    const sent = await theatre.upload('officer', play.id, bytes, { headers: { 'content-disposition': name } });
    expect([sent.status, sent.headers.location]).toEqual([201, `/station/leads/${play.id}`]);
    const said = { sha256: sha256(bytes), size: bytes.length, type: 'image/jpeg' };
    expect(sent.body).toMatchObject({
      receipt: { type: 'evidence.received', case: play.id },
      opened: ['evidence-1'],
      file: { part: 'evidence-1', ...said },
    });
    const early = await theatre.download('officer', play.id, 'evidence-1');
    expect([early.status, JSON.parse(String(early.bytes)).code]).toEqual([409, 'fileNotReadable']);

    await scans();
    expect(clamd.received.at(-1)?.equals(bytes)).toBe(true);
    expect(await facts(play, 'evidence-1')).toMatchObject({
      state: 'accepted',
      facts: { ...said, name: '柜台.jpg', receivedBy: 'officer', scan: { verdict: 'clean', scanner: 'clamd' } },
    });
    const read = await theatre.download('duty', play.id, 'evidence-1');
    expect([read.status, read.bytes?.equals(bytes)]).toEqual([200, true]);
    expect(Object.fromEntries(read.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': String(bytes.length),
      'content-disposition': 'attachment; filename="evidence-1.jpg"; filename*=UTF-8\'\'%E6%9F%9C%E5%8F%B0.jpg',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'cache-control': 'no-store',
      'repr-digest': `sha-256=:${Buffer.from(said.sha256, 'hex').toString('base64')}:`,
    });
    await play.expectReplay();
  });

  it('that was read is on record, with who read it, and how it ended', async () => {
    const play = await sentOut();
    const part = await accepted(play);
    const { version } = await play.file();
    await theatre.download('officer', play.id, part);
    theatre.now += 1000;
    await theatre.download('duty', play.id, part);
    const accesses = async () =>
      (await theatre.get('duty', `/center/leads/${play.id}/evidence/${part}/accesses`)).body.items;
    // The last byte may arrive before it is on record that it did.
    await until(async () => (await accesses()).every(({ outcome }: { outcome: string | null }) => outcome !== null));
    expect(await accesses()).toEqual([
      { account: 'duty', organisation: 'center', at: new Date(theatre.now).toISOString(), outcome: 'whole' },
      { account: 'officer', organisation: 'xiufeng', at: new Date(theatre.now - 1000).toISOString(), outcome: 'whole' },
    ]);
    // Reading is no deed of the case.
    expect((await play.file()).version).toBe(version);
  });

  it('whose reader leaves before the first piece is closed, and on record as broken off', async () => {
    const play = await sentOut();
    const part = await accepted(play, sample('jpeg', 500_000));
    const [lying] = await blobRows(play);
    const organisation = { code: 'xiufeng', kind: 'station', district: 'xiufeng' };
    const nameless = {
      displayName: { zh: '', en: '' },
      organisationName: { zh: '', en: '' },
      openedCases: [],
      session: '',
      authenticatedAt: new Date(0).toISOString(),
    };
    const principal = { account: 'officer', roles: ['officer'], organisation, ...nameless };
    const asking = { principal, area: 'station', language: 'zh' } as const;
    const { content } = await theatre.app.get(HandingOut).open(asking, play.id, part);
    content.destroy();
    await until(async () => {
      const { body } = await theatre.get('duty', `/center/leads/${play.id}/evidence/${part}/accesses`);
      return body.items[0].outcome === 'brokenOff';
    });
    await until(async () => !(await openFiles()).some((path) => path.includes(lying?.address ?? '')));
  });

  it('of the police is not for the bank to see; its own is, and nobody else of a bank sees that', async () => {
    const play = await sentOut();
    await accepted(play);
    const mine = await theatre.upload('teller', play.id, sample('pdf'));
    await scans();
    expect(mine.body.file.part).toBe('evidence-2');
    const ids = async (who: string) => (await play.file(who)).parts.map((part) => part.id);
    expect((await ids('officer')).filter((id) => id.startsWith('evidence'))).toEqual(['evidence-1', 'evidence-2']);
    for (const who of ['teller', 'bankdesk']) {
      expect((await ids(who)).filter((id) => id.startsWith('evidence'))).toEqual(['evidence-2']);
      expect((await theatre.download(who, play.id, 'evidence-2')).status).toBe(200);
      expect((await theatre.download(who, play.id, 'evidence-1')).status).toBe(404);
      const about = (await play.history(who)).filter((entry) => entry.type.startsWith('evidence.'));
      expect(about.map((entry) => entry.type)).toEqual(['evidence.received', 'evidence.scanned']);
    }
    const taken = { part: 'evidence-1', reason: '误传' };
    expect((await play.record('teller', 'evidence.withdrawn', taken)).status).toBe(404);
    for (const who of ['bankdesk2', 'officer3']) {
      expect((await theatre.download(who, play.id, 'evidence-2')).status).toBe(404);
      expect((await theatre.upload(who, play.id, sample('pdf'))).status).toBe(404);
    }
  });

  it('that was withdrawn is read by nobody, and stays where it lies', async () => {
    const play = await sentOut();
    const part = await accepted(play);
    const files = await stored();
    await play.step('15:20', 'officer', 'evidence.withdrawn', { part, reason: '其他案件' }, { [part]: 'withdrawn' });
    expect((await theatre.download('officer', play.id, part)).status).toBe(409);
    await sweeps();
    expect(await stored()).toEqual(files);
  });

  it('is recorded by being sent, never by somebody who says so', async () => {
    const play = await sentOut();
    const said = await theatre.post('officer', `/station/leads/${play.id}/events/evidence.received`, {
      blob: 'a'.repeat(64),
    });
    expect([said.status, said.body.rules.map(({ code }: { code: string }) => code)]).toEqual([409, ['fileStored']]);
    const scan = await theatre.post('officer', `/station/leads/${play.id}/events/evidence.scanned`, {
      part: await accepted(play),
      verdict: 'clean',
    });
    expect([scan.status, scan.body.code]).toEqual([403, 'roleMissing']);
    const other = await sentOut();
    const [lying] = await blobRows(play);
    await theatre.ds.query('update blob set version = null where address = $1', [lying?.address]);
    const stolen = await theatre.post('officer', `/station/leads/${other.id}/events/evidence.received`, {
      blob: lying?.address,
    });
    expect([stolen.status, stolen.body.rules?.[0].code]).toEqual([409, 'fileStored']);
    await theatre.ds.query('update blob set version = 1 where address = $1', [lying?.address]);
  });
});

describe('a file that is refused', () => {
  const refusals: readonly (readonly [string, Buffer | Readable, Record<string, string>, number, string])[] = [
    ['a page', sample('html'), {}, 415, 'fileTypeRefused'],
    ['a drawing with script', sample('svg'), { 'content-type': 'image/png' }, 415, 'fileTypeRefused'],
    ['a program called photo.jpg', sample('exe', 100_000), { 'content-type': 'image/jpeg' }, 415, 'fileTypeRefused'],
    ['nothing', Buffer.alloc(0), {}, 415, 'fileTypeRefused'],
    ['three bytes', sample('tiny', 0), {}, 415, 'fileTypeRefused'],
    ['JSON', Buffer.from('{"a":1}'), { 'content-type': 'application/json' }, 415, 'noFile'],
    ['what is packed', sample('jpeg'), { 'content-encoding': 'gzip' }, 415, 'contentTypeNotSupported'],
    ['without a key', sample('jpeg'), { 'idempotency-key': '' }, 400, 'idempotencyKeyMissing'],
    ['a key of the system', sample('jpeg'), { 'idempotency-key': 'scan:x' }, 400, 'idempotencyKeyMissing'],
    [
      'a name that cannot be read',
      sample('jpeg'),
      { 'content-disposition': "a; filename*=UTF-8''%E6" },
      400,
      'invalid',
    ],
    ['for a version that has gone', sample('jpeg'), { 'if-match': '"1"' }, 412, 'versionMoved'],
  ];

  it.each(refusals)('%s leaves nothing behind', async (_, bytes, headers, status, code) => {
    const play = await sentOut();
    const before = [await stored(), (await play.file()).version];
    const answer = await theatre.upload('officer', play.id, bytes, { headers });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect([await stored(), (await play.file()).version, await blobRows(play)]).toEqual([...before, []]);
  });

  it('for its size leaves nothing behind, and its sender hears of it', async () => {
    const play = await sentOut();
    const files = await stored();
    const answer = await theatre.upload('officer', play.id, film(61 * megabyte));
    expect([answer.status, answer.body.code]).toEqual([413, 'fileTooLarge']);
    expect([await stored(), await blobRows(play)]).toEqual([files, []]);
  });

  it('breaks off, and leaves nothing behind', async () => {
    const play = await sentOut();
    const files = await stored();
    await expect(theatre.upload('officer', play.id, film(10 * megabyte, 5 * megabyte))).rejects.toThrow();
    await until(async () => (await stored()).length === files.length);
    expect(await blobRows(play)).toEqual([]);
    const declared = { 'content-length': String(10 * megabyte) };
    await expect(
      theatre.upload('officer', play.id, film(10 * megabyte, 5 * megabyte), { headers: declared }),
    ).rejects.toThrow();
    await until(async () => (await stored()).length === files.length);
    expect((await play.history()).some((entry) => entry.type === 'evidence.received')).toBe(false);
  });

  it('stands still for too long, and its sender is told', async () => {
    const play = await sentOut();
    const stalled = new Readable({ read() {} });
    stalled.push(sample('mp4', 10_000));
    const answer = await theatre.upload('officer', play.id, stalled);
    expect([answer.status, answer.body.code]).toEqual([408, 'uploadStalled']);
    stalled.destroy();
  });

  it('is not even begun by somebody who may not give it', async () => {
    const play = await sentOut();
    const approver = await theatre.upload('county', play.id, sample('jpeg'));
    expect([approver.status, approver.body.code]).toEqual([403, 'roleMissing']);
    const nothing = await theatre.upload('officer', play.id, sample('jpeg'), { query: { part: 'evidence-7' } });
    expect([nothing.status, nothing.body.code]).toEqual([404, 'noSuchPart']);
    const wrong = await theatre.upload('officer', play.id, sample('jpeg'), { query: { part: 'lead-1' } });
    expect([wrong.status, wrong.body.code]).toEqual([404, 'noSuchPart']);
    const unknown = await theatre.upload('officer', randomUUID(), sample('jpeg'));
    expect(unknown.status).toBe(404);
  });

  it('where a film was promised and a photo comes', async () => {
    const play = await sentOut();
    await play.step('15:06', 'officer', 'evidence.promised', { what: 'video' }, { 'evidence-1': 'promised' });
    const files = await stored();
    const answer = await theatre.upload('officer', play.id, sample('jpeg'), { query: { part: 'evidence-1' } });
    expect([answer.status, answer.body.rules?.[0].code]).toEqual([409, 'asPromised']);
    expect([await stored(), await blobRows(play)]).toEqual([files, []]);
  });
});

describe('sending twice', () => {
  it('with the same key repeats the receipt for the same file, and refuses another', async () => {
    const play = await sentOut();
    await play.step('15:06', 'officer', 'evidence.promised', { what: 'photo' }, { 'evidence-1': 'promised' });
    const key = randomUUID();
    const bytes = sample('jpeg', 100_000);
    const upload = { ...keyed(key), query: { part: 'evidence-1' } };
    const first = await theatre.upload('officer', play.id, bytes, upload);
    const files = await stored();
    const again = await theatre.upload('officer', play.id, bytes, upload);
    expect([again.status, again.headers['idempotent-replayed']]).toEqual([201, 'true']);
    expect([again.body.receipt, again.body.file]).toEqual([first.body.receipt, first.body.file]);
    for (const [other, more] of [
      [sample('jpeg'), upload],
      [bytes, keyed(key)],
      [bytes, { ...upload, headers: { ...upload.headers, 'content-disposition': 'attachment; filename="b.jpg"' } }],
    ] as const) {
      const refused = await theatre.upload('officer', play.id, other, more);
      expect([refused.status, refused.body.code]).toEqual([422, 'idempotencyKeyReused']);
    }
    expect(await stored()).toEqual(files);
    expect(await blobRows(play)).toHaveLength(1);
    await scans();
    expect((await theatre.download('officer', play.id, 'evidence-1')).bytes?.equals(bytes)).toBe(true);
  });

  it('at the same moment with one key records one file', async () => {
    const play = await sentOut();
    const key = randomUUID();
    const bytes = sample('png', 300_000);
    const both = await Promise.all([1, 2].map(() => theatre.upload('officer', play.id, bytes, keyed(key))));
    expect(both.map((answer) => answer.status)).toEqual([201, 201]);
    expect(both[0]?.body.receipt).toEqual(both[1]?.body.receipt);
    expect(await blobRows(play)).toHaveLength(1);
    await scans();
    expect((await theatre.download('officer', play.id, 'evidence-1')).bytes?.equals(bytes)).toBe(true);
  });

  it('by two people fulfils one promise once, and keeps what each gave by themselves', async () => {
    const play = await sentOut();
    await play.step('15:06', 'officer', 'evidence.promised', { what: 'video' }, { 'evidence-1': 'promised' });
    const query = { part: 'evidence-1' };
    const race = await Promise.all(
      ['officer', 'officer2'].map((who) => theatre.upload(who, play.id, film(megabyte), { query })),
    );
    expect(race.map((answer) => answer.status).sort()).toEqual([201, 409]);
    expect(await blobRows(play)).toHaveLength(1);
    const own = await Promise.all(
      ['officer', 'officer2'].map((who) => theatre.upload(who, play.id, sample('jpeg', 50_000))),
    );
    expect(own.map((answer) => answer.status)).toEqual([201, 201]);
    expect(new Set(own.map((answer) => answer.body.file.part))).toEqual(new Set(['evidence-2', 'evidence-3']));
    await play.expectReplay();
  });
});

describe('a film of 50 MB', () => {
  it('goes in and comes out', async () => {
    const play = await sentOut();
    const size = 50 * megabyte;
    const sent = await theatre.upload('officer', play.id, film(size));
    expect([sent.status, sent.body.file.size]).toEqual([201, size]);
    await theatre.database.tamper(`update case_part set state = '"accepted"' where case_id = $1 and part = $2`, [
      play.id,
      sent.body.file.part,
    ]);
    const answer = await theatre.download('officer', play.id, sent.body.file.part);
    expect([answer.bytes?.length, sha256(answer.bytes ?? Buffer.alloc(0))]).toEqual([size, sent.body.file.sha256]);
  }, 60_000);
});

describe('a scanner', () => {
  it('that finds something keeps the file from everybody', async () => {
    const play = await sentOut();
    await theatre.upload('officer', play.id, Buffer.concat([sample('jpeg'), Buffer.from('EICAR')]));
    await scans();
    expect(await facts(play, 'evidence-1')).toMatchObject({
      state: 'refused',
      facts: { scan: { verdict: 'infected', found: 'Eicar-Signature' } },
    });
    for (const who of ['officer', 'duty', 'centerlead'])
      expect((await theatre.download(who, play.id, 'evidence-1')).status).toBe(409);
  });

  it.each(['hangsUp', 'full'] as const)('that %s leaves the file in quarantine, until it is well', async (mood) => {
    const play = await sentOut();
    await theatre.upload('officer', play.id, sample('mp4', 200_000));
    clamd.mood = mood;
    await scans();
    expect((await facts(play, 'evidence-1'))?.state).toBe('quarantined');
    clamd.mood = 'well';
    await scans();
    expect((await facts(play, 'evidence-1'))?.state).toBe('accepted');
  });

  it('that is away for an hour raises an alarm', async () => {
    const play = await sentOut();
    theatre.at('15:30');
    await theatre.upload('officer', play.id, sample('mp4'));
    clamd.mood = 'hangsUp';
    await theatre.until('16:30');
    clamd.mood = 'well';
    expect(await play.overdue()).toContain('evidence-1/evidenceScan');
    await scans();
    expect(await play.overdue()).not.toContain('evidence-1/evidenceScan');
  });
});

describe('a file that was tampered with', () => {
  async function spoilt(spoil: (bytes: Buffer) => Buffer): Promise<{ play: Play; part: string }> {
    const play = await sentOut();
    const part = await accepted(play, sample('mp4', 400_000));
    const [row] = await blobRows(play);
    const path = join(theatre.home, 'blobs', row?.address.slice(0, 2) ?? '', row?.address ?? '');
    await writeFile(path, spoil(await readFile(path)));
    return { play, part };
  }

  const outcomeOf = async ({ play, part }: { play: Play; part: string }) =>
    (await theatre.get('duty', `/center/leads/${play.id}/evidence/${part}/accesses`)).body.items[0].outcome;

  it('at its beginning is refused in words', async () => {
    const it = await spoilt((bytes) => bytes.fill(1, 100, 101));
    const answer = await theatre.download('officer', it.play.id, it.part);
    expect([answer.status, JSON.parse(String(answer.bytes)).code]).toEqual([500, 'fileDamaged']);
    expect(await outcomeOf(it)).toBe('damaged');
  });

  it.each([
    ['at its end', (bytes: Buffer) => bytes.fill(1, bytes.length - 20, bytes.length - 19)],
    ['in its middle', (bytes: Buffer) => bytes.fill(1, 200_000, 200_001)],
    ['by cutting it short', (bytes: Buffer) => bytes.subarray(0, 40 + 3 * (65_536 + 16))],
  ])('%s never arrives whole', async (_, spoil) => {
    const it = await spoilt(spoil);
    const answer = await theatre.download('officer', it.play.id, it.part);
    expect([answer.status, answer.bytes]).toEqual([200, null]);
    expect(await outcomeOf(it)).toBe('damaged');
  });

  it('by putting another file of the case in its place never arrives', async () => {
    const play = await sentOut();
    const parts = [await accepted(play, sample('jpeg')), await accepted(play, sample('jpeg'))];
    const [one, other] = (await blobRows(play)).map(({ address }) =>
      join(theatre.home, 'blobs', address.slice(0, 2), address),
    );
    await writeFile(one ?? '', await readFile(other ?? ''));
    const answer = await theatre.download('officer', play.id, parts[0] ?? '');
    expect([answer.status, JSON.parse(String(answer.bytes)).code]).toEqual([500, 'fileDamaged']);
  });

  it('by taking it away is refused in words', async () => {
    const play = await sentOut();
    const part = await accepted(play);
    const [row] = await blobRows(play);
    await writeFile(join(theatre.home, 'blobs', row?.address.slice(0, 2) ?? '', row?.address ?? ''), '');
    const answer = await theatre.download('officer', play.id, part);
    expect([answer.status, JSON.parse(String(answer.bytes)).code]).toEqual([500, 'fileDamaged']);
  });
});

describe('the store', () => {
  it('holds files under the hash of what lies there, and nothing of what they show or are called', async () => {
    const play = await sentOut();
    const canary = '金丝雀在照片里';
    const bytes = Buffer.concat([sample('jpeg'), Buffer.from(canary.repeat(50_000))]);
    const name = `attachment; filename*=UTF-8''${encodeURIComponent(`${canary}.jpg`)}`;
    await theatre.upload('officer', play.id, bytes, { headers: { 'content-disposition': name } });
    await scans();
    const files = await stored();
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const content = await readFile(file);
      expect([file.includes(canary), content.includes(canary), file.includes('incoming')]).toEqual([
        false,
        false,
        false,
      ]);
    }
    const [row] = await blobRows(play);
    const lying = await readFile(join(theatre.home, 'blobs', row?.address.slice(0, 2) ?? '', row?.address ?? ''));
    expect(sha256(lying)).toBe(row?.address);
    const [{ rows }] = await theatre.ds.query(
      `select (select string_agg(t::text, '') from case_part t) || (select string_agg(convert_from(entry, 'UTF8'), '') from ledger_entry) as rows`,
    );
    expect([rows.includes(row?.address), rows.includes(canary)]).toEqual([true, false]);
  });

  it('loses what a server stored and never recorded, after a day, and nothing else', async () => {
    const play = await sentOut();
    await accepted(play);
    const [kept] = await blobRows(play);
    const before = await stored();
    const orphan = sha256(Buffer.from('orphan'));
    const path = join(theatre.home, 'blobs', orphan.slice(0, 2), orphan);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, 'x');
    await theatre.ds.query(
      `insert into blob (address, case_id, sha256, size, type) values ($1, $2, $1, 1, 'image/png')`,
      [orphan, play.id],
    );
    // As if the server had died between the commit and the mark.
    await theatre.ds.query('update blob set version = null where address = $1', [kept?.address]);
    await sweeps();
    expect((await stored()).length).toBe(before.length + 1);
    await theatre.ds.query(`update blob set stored_at = now() - interval '25 hours' where case_id = $1`, [play.id]);
    await sweeps();
    expect(await stored()).toEqual(before);
    expect(await blobRows(play)).toEqual([{ address: kept?.address, version: expect.any(Number) }]);
  });

  it('loses the files of an erased case; nobody can read them even before', async () => {
    const play = new Play(theatre);
    const [first, ...rest] = clearedRows(9101);
    await play.rows(first ? [first] : []);
    const sent = await theatre.upload('teller', play.id, sample('pdf', 5_000));
    await scans();
    await play.rows(rest);
    const files = await stored();
    theatre.at('2025-02-16 15:05');
    await theatre.app.get(Erasures).eraseAll();
    theatre.at('15:00');
    await play.expectStates({ [sent.body.file.part]: 'erased' });
    const read = await theatre.download('teller', play.id, sent.body.file.part);
    expect([read.status, JSON.parse(String(read.bytes)).code]).toEqual([410, 'fileErased']);
    const more = await theatre.upload('teller', play.id, sample('pdf'));
    expect([more.status, more.body.code]).toEqual([410, 'fileErased']);
    expect(await stored()).toEqual(files);
    await sweeps();
    expect((await stored()).length).toBe(files.length - 1);
    expect(await blobRows(play)).toEqual([]);
    await play.expectReplay();
  });
});

async function until(true_: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await true_()); tries++) {
    if (tries > 200) throw new Error('it does not come about');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
