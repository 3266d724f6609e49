import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Handovers } from '../../src/duty/handovers.js';
import { Play, type Row, Theatre } from './play.js';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await Theatre.open();
});
afterAll(() => theatre?.close());

let customers = 0;

const report = () => {
  const n = 3000 + customers++;
  return {
    subject: 'withdrawal',
    suspectedRole: 'unknown',
    amount: '4000000',
    account: { number: `62170000999911${n}`, bank: 'bank-a', holder: '陆示例' },
    customer: { name: '陆示例', idType: 'residentId', idNumber: `9901011990011${n}`, phone: '19900000003' },
    indicators: ['PURPOSE_INCONSISTENT', 'ABNORMAL_LIQUIDATION'],
  };
};

async function played(...rows: Row[]): Promise<Play> {
  const play = new Play(theatre);
  await play.rows([['15:00', 'teller', 'lead.reported', report(), { 'lead-1': 'reported' }], ...rows]);
  return play;
}

const ownerOf = async (play: Play, fact = 'owner') => (await play.file()).parts[0]?.facts[fact];

async function drawnUp(who: string, area: string, arriving: string, key: string = randomUUID()) {
  return theatre.post(who, `/${area}/handovers`, { arriving }, { 'idempotency-key': key });
}

const sign = (who: string, area: string, { id, hash }: { id: string; hash: string }) =>
  theatre.post(who, `/${area}/handovers/${id}/signatures`, { hash });

describe('the change of shift', () => {
  it('lists what is open and what runs, is signed by both, and leaves nothing with the one who goes', async () => {
    const early = await played(['15:01', 'duty', 'lead.acknowledged', {}, { 'lead-1': 'acknowledged' }]);
    const sent = await played(['15:02', 'duty', 'lead.dispatched', { station: 'xiufeng' }, { 'lead-1': 'dispatched' }]);
    const others = await played(['15:02', 'centerlead', 'lead.acknowledged', {}, { 'lead-1': 'acknowledged' }]);
    await theatre.until('15:05');
    const { status, body } = await drawnUp('duty', 'center', 'duty2');
    expect(status).toBe(201);
    const listed = body.document.cases.map((one: { id: string; owner: string; clocks: object[] }) => [
      one.id,
      one.owner,
      one.clocks,
    ]);
    expect(listed).toContainEqual([
      early.id,
      'duty',
      [{ part: 'lead-1', clock: 'dispatch', dueAt: '2024-11-18T07:04:00.000Z', overdue: true }],
    ]);
    expect(listed).toContainEqual([
      sent.id,
      'duty',
      [{ part: 'lead-1', clock: 'accept', dueAt: '2024-11-18T07:05:00.000Z', overdue: true }],
    ]);
    expect(createHash('sha256').update(body.text).digest('hex')).toBe(body.hash);
    expect(JSON.parse(body.text)).toEqual(body.document);
    expect(body.text).not.toMatch(/陆示例|6217|990101/);

    theatre.at('15:06');
    const first = await sign('duty', 'center', body);
    expect([first.status, first.body.arrivingSignedAt, first.body.movedAt]).toEqual([200, null, null]);
    expect(await ownerOf(early)).toBe('duty');
    const second = await sign('duty2', 'center', body);
    expect([second.status, second.body.movedAt]).toEqual([200, '2024-11-18T07:06:00.000Z']);
    expect([await ownerOf(early), await ownerOf(sent), await ownerOf(others)]).toEqual([
      'duty2',
      'duty2',
      'centerlead',
    ]);
    for (const play of [early, sent]) {
      expect((await play.history()).at(-1)).toMatchObject({ type: 'lead.takenOver', body: { handover: body.hash } });
      await play.expectReplay();
    }
    expect((await others.history()).map(({ type }) => type)).not.toContain('lead.takenOver');
    // Signing again changes nothing.
    expect((await sign('duty', 'center', body)).body).toEqual(second.body);
  });

  it('happens at a station too, for those who accepted', async () => {
    const play = await played(
      ['15:01', 'duty', 'lead.dispatched', { station: 'xiufeng' }, { 'lead-1': 'dispatched' }],
      ['15:02', 'station', 'lead.accepted', { officers: ['officer'] }, { 'lead-1': 'enRoute' }],
    );
    const { body } = await drawnUp('station', 'station', 'officer2');
    expect(body.document.cases.map(({ id }: { id: string }) => id)).toContain(play.id);
    await sign('officer2', 'station', body);
    await sign('station', 'station', body);
    expect([await ownerOf(play, 'stationOwner'), await ownerOf(play)]).toEqual(['officer2', 'duty']);
    expect((await theatre.get('station2', `/station/handovers/${body.id}`)).status).toBe(404);
    await play.expectReplay();
  });

  it('is finished by the next round when a server dies after the second signature', async () => {
    const play = await played(['15:01', 'duty', 'lead.acknowledged', {}, { 'lead-1': 'acknowledged' }]);
    const { body } = await drawnUp('duty', 'center', 'duty2');
    await theatre.ds.query('update handover set leaving_signed_at = now(), arriving_signed_at = now() where id = $1', [
      body.id,
    ]);
    theatre = await theatre.restarted();
    await theatre.app.get(Handovers).moveAll();
    const again = new Play(theatre);
    again.id = play.id;
    expect(await ownerOf(again)).toBe('duty2');
    const read = await theatre.get('duty', `/center/handovers/${body.id}`);
    expect(read.body.movedAt).not.toBeNull();
  });

  it('goes to somebody who comes on duty, where a roster says who does', async () => {
    theatre.at('16:00');
    const day = '2024-11-18T';
    const rostered = (from: string) =>
      theatre.put('station2', '/station/roster', {
        from: `${day}16:00:00+08:00`,
        to: `${day}23:00:00+08:00`,
        shifts: [
          { account: 'station2', level: 1, from: `${day}16:00:00+08:00`, to: `${day}17:00:00+08:00` },
          { account: 'officer3', level: 1, from: `${day}${from}:00+08:00`, to: `${day}23:00:00+08:00` },
        ],
      });
    expect((await rostered('17:30')).status).toBe(200);
    const refused = await drawnUp('station2', 'station', 'officer3');
    expect([refused.status, refused.body.errors[0].field]).toEqual([400, 'arriving']);
    expect(refused.body.errors[0].message).toMatch(/roster|值班表/);
    expect((await rostered('17:00')).status).toBe(200);
    expect((await drawnUp('station2', 'station', 'officer3')).status).toBe(201);
  });

  it('repeats the same document under the same key', async () => {
    const key = randomUUID();
    const one = await drawnUp('duty', 'center', 'duty2', key);
    theatre.at('15:20');
    expect((await drawnUp('duty', 'center', 'duty2', key)).body).toEqual(one.body);
    expect((await drawnUp('duty', 'center', 'centerlead', key)).status).toBe(422);
  });

  it('takes no signature of a third person, over another text, or an hour later', async () => {
    theatre.at('15:30');
    const { body } = await drawnUp('duty', 'center', 'duty2');
    expect((await sign('centerlead', 'center', body)).body.code).toBe('notOneOfTheTwo');
    const other = await sign('duty2', 'center', { ...body, hash: '0'.repeat(64) });
    expect([other.status, other.body.code]).toEqual([409, 'hashDiffers']);
    theatre.at('16:31');
    const late = await sign('duty2', 'center', body);
    expect([late.status, late.body.code]).toEqual([409, 'handoverTooOld']);
  });

  it.each(['duty', 'officer', 'nobody'])('goes to no one but a colleague: not %s', async (arriving) => {
    const { status, body } = await drawnUp('duty', 'center', arriving);
    expect([status, body.errors[0].field]).toEqual([400, 'arriving']);
  });
});
