import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Scans } from '../../src/evidence/scans.js';
import { film } from '../stories/files.js';
import { areaOf, Play, scene, Theatre } from '../stories/play.js';
import { policyOff, rowsOff } from '../walls.js';

const walls = {
  both: async () => () => {},
  policyOff: async () => policyOff(),
  rowsOff: async ({ database }: Theatre) => {
    await rowsOff(database);
    return () => {};
  },
};

const nothing = '01900000-0000-7000-8000-000000000000';

/** People to whom the lead is nothing at all: another outlet, another bank, a station that never had it. */
const strangers = ['teller2', 'bankdesk3', 'officer4'];

const reads = (id: string) => [
  `leads/${id}`,
  `leads/${id}?asOf=2024-11-18T20:00:00%2B08:00`,
  `leads/${id}/actions`,
  `leads/${id}/history`,
  `leads/${id}/slips`,
  `leads/${id}/slips/hold-1`,
  `leads/${id}/evidence/evidence-1`,
];

describe.each(['both', 'policyOff', 'rowsOff'] as const)('with %s', (mode) => {
  let theatre: Theatre;
  let lead: Play;
  let up: () => void;

  beforeAll(async () => {
    theatre = await Theatre.open({ LANJIE_SCANNER: 'off' });
    await theatre.database.tamper(`
      insert into organisation (code, kind, parent, name_zh, name_en, district) values
        ('bank-z', 'bank', null, '丙', 'Z', null), ('far', 'station', null, '远', 'Far', 'far');
      insert into organisation (code, kind, parent, name_zh, name_en, district)
        select 'near', 'station', parent, '近', 'Near', district from organisation where code = 'xiufeng';
      insert into account (name, display_name_zh, display_name_en, organisation, roles, password_hash)
        select 'bankdesk3', '丙', 'Z', 'bank-z', array['bankDesk'], password_hash from account where name = 'teller'
        union all select 'officer4', '远', 'Far', 'far', array['officer'], password_hash from account where name = 'teller'
        union all select 'tworoles', '近', 'Near', 'near', array['stationDuty', 'approver'], password_hash from account where name = 'teller'`);
    lead = new Play(theatre);
    await lead.tell({ steps: scene('to-the-scene', 7301) });
    await lead.rows([
      ['15:20', 'officer', 'account.located', { number: '6217000099997301', bank: 'bank-b', amount: '500000' }, {}],
    ]);
    const sent = await theatre.upload('officer', lead.id, film(2_000));
    expect(sent.status).toBe(201);
    await theatre.app.get(Scans).runAll();
    for (const who of [
      ...strangers,
      'tworoles',
      'bankdesk',
      'bankdesk2',
      'teller',
      'station',
      'station2',
      'duty',
      'auditor',
    ])
      await theatre.token(who);
    up = await walls[mode](theatre);
  }, 60_000);

  afterAll(async () => {
    up?.();
    await theatre?.close();
  });

  const areaFor = (who: string) => (who === 'officer4' ? 'station' : who === 'bankdesk3' ? 'bank' : areaOf(who));
  const get = (who: string, path: string) => theatre.get(who, `/${areaFor(who)}/${path}`);
  const parts = async (who: string, query = '') =>
    (await get(who, `leads/${lead.id}${query}`)).body.parts.map((part: { id: string }) => part.id);

  it.each(strangers)('%s is told of a lead what is told of none, whatever they read', async (who) => {
    for (const [place, path] of reads(lead.id).entries()) {
      const [foreign, none] = [await get(who, path), await get(who, reads(nothing)[place] ?? '')];
      expect([path, foreign.status]).toEqual([path, 404]);
      const { traceId: _, instance: __, ...told } = foreign.body;
      const { traceId: ___, instance: ____, ...toldOfNone } = none.body;
      expect(told).toEqual(toldOfNone);
    }
    expect((await get(who, 'leads')).body.items).toEqual([]);
    const { number } = await lead.file();
    expect((await get(who, `leads?number=${number}`)).body.items).toEqual([]);
    expect((await get(who, 'leads?updatedSince=2024-01-01T00:00:00Z')).body.items).toEqual([]);
  });

  it.each(strangers)('%s records nothing on it, and nothing of it is told', async (who) => {
    const before = (await lead.file()).version;
    for (const event of ['lead.noted', 'lead.infoSupplied', 'account.located', 'lead.supplemented'])
      for (const query of ['', '?dryRun=true'])
        for (const body of [{ text: 'x' }, { part: 'account-1' }, { at: '2024-11-18T15:05:00+08:00' }]) {
          const answer = await theatre.post(who, `/${areaFor(who)}/leads/${lead.id}/events/${event}${query}`, body);
          expect([event, query, answer.status, answer.body.code]).toEqual([event, query, 404, 'notFound']);
        }
    expect((await lead.file()).version).toBe(before);
  });

  it('a bank with an account on it sees that account alone, now, then and in its history', async () => {
    expect(await parts('bankdesk2')).toEqual(['account-2']);
    expect(await parts('bankdesk2', '?asOf=2024-11-18T20:00:00%2B08:00')).toEqual(['account-2']);
    const { items } = (await get('bankdesk2', `leads/${lead.id}/history`)).body;
    const onOthers = items.filter(
      (one: { part: string | null; effects: { opened: string[] } }) => one.part !== 'account-2',
    );
    expect(onOthers).toEqual([]);
    const { body } = await get('bankdesk2', `leads/${lead.id}/actions`);
    expect(new Set(body.items.map((one: { part: string | null }) => one.part))).toEqual(new Set(['account-2']));
    for (const part of ['account-1', 'hold-1', 'lead-1', 'evidence-1', undefined]) {
      const answer = await theatre.post('bankdesk2', `/bank/leads/${lead.id}/events/account.emptied`, { part });
      expect([part, answer.status]).toEqual([part, 404]);
    }
    expect((await get('bankdesk2', `leads/${lead.id}/evidence/evidence-1`)).status).toBe(404);
    const own = await theatre.post('bankdesk2', `/bank/leads/${lead.id}/events/account.emptied`, { part: 'account-2' });
    expect(own.status).toBe(400);
  });

  it('the reporting bank sees all but the file that the police gave', async () => {
    const all = await parts('duty');
    expect(all).toContain('evidence-1');
    for (const who of ['teller', 'bankdesk']) {
      expect(await parts(who)).toEqual(all.filter((id: string) => id !== 'evidence-1'));
      expect((await get(who, `leads/${lead.id}/evidence/evidence-1`)).status).toBe(404);
      const { items } = (await get(who, `leads/${lead.id}/history?limit=200`)).body;
      expect(JSON.stringify(items)).not.toContain('evidence-1');
      expect(items.length).toBeGreaterThan(3);
      const events = `/bank/leads/${lead.id}/events`;
      for (const part of ['evidence-1', 'evidence-9']) {
        const withdrawn = await theatre.post(who, `${events}/evidence.withdrawn?dryRun=true`, { part, reason: '误' });
        expect([part, withdrawn.status, withdrawn.body.code]).toEqual([part, 404, 'notFound']);
        const note = { text: '见录像', evidence: [part] };
        const noted = await theatre.post(who, `${events}/lead.noted?dryRun=true`, note);
        expect([part, noted.status, noted.body.code]).toEqual([part, 409, 'rulesFailed']);
      }
    }
    const noted = await theatre.post('teller', `/bank/leads/${lead.id}/events/lead.noted?dryRun=true`, { text: 'x' });
    expect(noted.status).toBe(200);
  });

  it('somebody with two roles records in the one nothing that only the other lets them see', async () => {
    expect((await theatre.get('tworoles', `/center/leads/${lead.id}`)).status).toBe(200);
    const post = (area: string) =>
      theatre.post('tworoles', `/${area}/leads/${lead.id}/events/lead.noted?dryRun=true`, { text: 'x' });
    const [asDuty, asApprover] = [await post('station'), await post('center')];
    expect([asDuty.status, asDuty.body.code, asApprover.status]).toEqual([404, 'notFound', 200]);
  });

  it('a station from which it was taken reads its own entries and records late what it had done, nothing else', async () => {
    const moved = new Play(theatre);
    const later = scene('to-the-scene', 7302, 3).map((step) => ({ ...step, time: step.time.replace('15:', '16:') }));
    await moved.tell({ steps: later });
    theatre.at('16:10');
    const post = (who: string, event: string, body: object, query = '') =>
      theatre.post(who, `/${areaFor(who)}/leads/${moved.id}/events/${event}${query}`, body);
    expect((await post('station', 'lead.noted', { text: '接警后先行核实' })).status).toBe(200);
    expect((await post('duty', 'lead.dispatched', { station: 'diecai' })).status).toBe(200);
    theatre.at('16:20');
    expect((await post('station2', 'lead.noted', { text: '已到' })).status).toBe(200);
    const seen = await get('station', `leads/${moved.id}`);
    expect([seen.status, seen.body.parts, seen.body.possible]).toEqual([200, [], []]);
    const { items } = (await get('station', `leads/${moved.id}/history`)).body;
    expect(items.map((one: { actor: { organisation: string } }) => one.actor.organisation)).toEqual(['xiufeng']);
    expect((await get('station', 'leads')).body.items.map((one: { id: string }) => one.id)).not.toContain(moved.id);
    expect((await post('station', 'lead.noted', { text: 'x' })).status).toBe(404);
    const late = await post('station', 'lead.noted', { text: '移交前已完成核实', at: '2024-11-18T16:05:00+08:00' });
    expect(late.status).toBe(200);
    expect(late.body.moved).toEqual([]);
    expect(late.body.possible).toEqual([]);
  });

  it('lists and complaints show the center everything, the auditor’s reach is all, and administrators see no case', async () => {
    expect((await get('duty', 'leads')).body.items.length).toBeGreaterThan(0);
    expect((await get('duty', 'complaints')).status).toBe(200);
    expect((await theatre.get('sysadmin', `/center/leads/${lead.id}`)).status).toBe(403);
  });
});
