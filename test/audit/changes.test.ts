import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Play, scene, Theatre } from '../stories/play.js';
import { entriesOf, holding } from './house.js';

interface Change {
  readonly version: number;
  readonly type: string;
  readonly moved: { part: string; from: unknown; to: unknown }[];
  readonly facts: { part: string; field: string; from: unknown; to: unknown }[] | null;
  readonly armed: { clock: string }[];
  readonly disarmed: { clock: string }[];
  readonly leaf: string;
  readonly index: number | null;
  readonly covered: boolean;
}

let theatre: Theatre;
let play: Play;
beforeAll(async () => {
  theatre = await Theatre.open();
  play = new Play(theatre);
  await play.tell({ steps: scene('to-the-scene', 8201) });
  theatre.at('15:09');
  await play.record('officer', 'lead.subjectLeft', { direction: '往北', means: 'rideHailing', plate: '桂C12345' });
  await theatre.prove();
  const correction = { field: 'plate', value: '桂C54321', reason: '看错，经监控核对' };
  expect((await play.record('duty', 'lead.rectified', correction)).status).toBe(200);
}, 120_000);
afterAll(() => theatre?.close());

const path = () => `/audit/leads/${play.id}/changes`;
const changes = async (query = ''): Promise<Change[]> => (await theatre.get('auditor', path() + query)).body.items;

describe('the changes of a case', () => {
  test('tell of each entry the states, facts and clocks it changed', async () => {
    const all = await changes();
    const { version } = await play.file();
    expect(all.map((one) => one.version)).toEqual(Array.from({ length: version }, (_, i) => i + 1));
    const reported = all[0]?.facts?.filter(({ part }) => part === 'lead-1') ?? [];
    const told = new Map(reported.map(({ field, from, to }) => [field, [from, to]]));
    expect(told.get('amount')).toEqual([null, '4000000']);
    // Whoever it is stays masked.
    expect(told.get('customer.name')).toEqual([null, '陆**']);
    expect(JSON.stringify(all)).not.toContain('99010119900108201');
    const dispatched = all.find(({ type }) => type === 'lead.dispatched');
    expect(dispatched?.moved.map(({ part }) => part)).toEqual(['lead-1']);
    expect(dispatched?.armed.length).toBeGreaterThan(0);
    const corrected = all.find(({ type }) => type === 'lead.rectified');
    expect(corrected?.facts).toEqual([{ part: 'lead-1', field: 'plate', from: '桂C***45', to: '桂C***21' }]);
  });

  test('tell where each entry stands, and whether a checkpoint covers it', async () => {
    const all = await changes();
    const rows: { version: number; index: number; leaf: Buffer }[] = await theatre.ds.query(
      'select version, index::int as index, leaf from sequence where case_id = $1 order by version',
      [play.id],
    );
    const covered = all.filter((one) => one.covered);
    expect(covered.map(({ version, index, leaf }) => ({ version, index, leaf }))).toEqual(
      rows.map((row) => ({ ...row, leaf: row.leaf.toString('hex') })),
    );
    expect(all.slice(covered.length).map(({ type, index }) => [type, index])).toEqual([['lead.rectified', null]]);
  });

  test('come page by page', async () => {
    const all = await changes();
    const first = await theatre.get('auditor', `${path()}?limit=2`);
    expect([first.body.items, first.body.next]).toEqual([all.slice(0, 2), '2']);
    expect(await changes('?cursor=2')).toEqual(all.slice(2));
  });

  test('are a look at the case, on record before it is shown', async () => {
    const left = await entriesOf(theatre, () => changes());
    expect(left).toEqual([{ type: 'log.read', actor: 'auditor', about: play.id }]);
    await holding(theatre, 'fail', async () => {
      expect((await theatre.get('auditor', path())).body.code).toBe('accessNotOnRecord');
    });
    expect((await theatre.get('duty', path())).status).toBe(403);
  });

  test('are shown as far as the entries replay', async () => {
    const where = 'case_id = $1 and version = 3';
    const [{ entry }] = await theatre.ds.query(`select entry from ledger_entry where ${where}`, [play.id]);
    const put = (bytes: Buffer) =>
      theatre.database.tamper(`update ledger_entry set entry = $2 where ${where}`, [play.id, bytes]);
    await put(Buffer.from(String(entry).replace('"type":"lead.dispatched"', '"type":"lead.concluded"')));
    expect((await changes()).map(({ facts }) => facts !== null).slice(0, 4)).toEqual([true, true, false, false]);
    await put(entry);
  });
});
