import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyCase } from '../../src/cases/verify-case.js';
import { Erasures } from '../../src/engine/erasures.js';
import { policyOff } from '../walls.js';
import { clearedRows, report } from './people.js';
import { areaOf, Play, Theatre } from './play.js';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await Theatre.open();
});
afterAll(() => theatre?.close());

interface Item {
  lead: { id: string; number: string };
  class: string;
  until: string;
  proposedBy: string | null;
  approvedAt: string | null;
  legalHolds: { authority: string; by: string }[];
  open: string[];
  eraseAt: string | null;
}

async function due(who = 'duty', query = ''): Promise<Item[]> {
  const { status, body } = await theatre.get(who, `/center/retention${query}`);
  expect(status).toBe(200);
  return body.items;
}

const dueOf = async (play: Play, who?: string) => (await due(who)).find(({ lead }) => lead.id === play.id);

async function keys(play: Play): Promise<[number, number]> {
  const [row] = await theatre.ds.query(
    `select (select count(*)::int from case_key where case_id = $1) as keys,
       (select count(*)::int from personal where case_id = $1) as rows`,
    [play.id],
  );
  return [row.keys, row.rows];
}

async function erase(time: string): Promise<void> {
  theatre.at(time);
  await theatre.app.get(Erasures).eraseAll();
}

/** Reported by mistake, linked to another lead on the day: 60 years. */
async function linked(n: number): Promise<Play> {
  const play = new Play(theatre);
  const other = new Play(theatre);
  await other.step('15:00', 'teller', 'lead.reported', report(n + 1), { 'lead-1': 'reported' });
  await play.step('15:00', 'teller', 'lead.reported', report(n), { 'lead-1': 'reported' });
  const link = { lead: other.id, reason: '同一人' };
  await play.step('15:05', 'duty', 'lead.linked', link, { 'lead-1': 'linked', 'hold-1': 'released' });
  return play;
}

const over = '2084-11-04 15:05';
const reason = { reason: '保存期满' };
const refused = (...rules: string[]) => ({ refused: [409, 'rulesFailed', ...rules] as const });

describe('a case whose period is over', () => {
  it('is due, and erased when one has proposed and another approved', async () => {
    const play = await linked(8001);
    const file = (await theatre.get('duty', `/center/leads/${play.id}`)).body;
    const until = new Date(Date.parse('2024-11-18T15:05:00+08:00') + 21915 * 86_400_000).toISOString();
    expect(file.retention).toEqual({ class: 'linked', until, held: false });
    theatre.at('2084-11-01 10:00');
    expect(await dueOf(play)).toBeUndefined();
    await play.step('2084-11-01 10:00', 'duty', 'lead.erasureProposed', reason, refused('retentionOver'));

    const moment = new Date(Date.parse(until) + 60_000 + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
    theatre.at(moment);
    expect(await dueOf(play)).toMatchObject({ class: 'linked', until, proposedBy: null, legalHolds: [], open: [] });
    await play.step(moment, 'city', 'lead.erasureApproved', {}, refused('proposalStands'));
    await play.step(moment, 'duty', 'lead.erasureProposed', reason, {});
    expect(await dueOf(play)).toMatchObject({ proposedBy: 'duty', approvedAt: null, eraseAt: null });
    await erase(moment);
    expect((await keys(play))[0]).toBe(1);
    await play.step(moment, 'county', 'lead.erasureApproved', {}, { refused: [404, 'notFound'] });
    await play.step(moment, 'city', 'lead.erasureApproved', {}, {});
    await erase(moment);
    expect(await keys(play)).toEqual([0, 0]);
    expect(await dueOf(play)).toBeUndefined();
    const after = (await theatre.get('duty', `/center/leads/${play.id}`)).body;
    expect([after.erasedAt, after.parts[0].facts.customer.name]).toEqual([expect.any(String), '(erased)']);
    expect((await play.history()).slice(-3).map(({ type }) => type)).toEqual([
      'lead.erasureProposed',
      'lead.erasureApproved',
      'lead.personalDataErased',
    ]);
    expect(await verifyCase(theatre.ds, play.id)).toMatchObject({ fault: null });
    await play.expectReplay();
  });

  it('is kept while a legal hold stands, even when the erasure was approved a moment before', async () => {
    const play = await linked(8011);
    await play.step(over.replace('11-04', '12-01'), 'duty', 'lead.erasureProposed', reason, {});
    await play.step('2084-12-01 15:06', 'city', 'lead.erasureApproved', {}, {});
    const hold = { authority: '调令1号', reason: '法院调取' };
    await play.step('2084-12-01 15:06', 'centerlead', 'lead.legalHoldPlaced', hold, {});
    await erase('2084-12-01 15:07');
    expect((await keys(play))[0]).toBe(1);
    expect(await dueOf(play)).toMatchObject({
      eraseAt: null,
      legalHolds: [{ authority: '调令1号', by: 'centerlead' }],
    });
    expect((await due('duty', '?held=true')).map(({ lead }) => lead.id)).toContain(play.id);
    expect((await due('duty', '?held=false')).map(({ lead }) => lead.id)).not.toContain(play.id);
    await play.step('2084-12-02 09:00', 'centerlead', 'lead.legalHoldLifted', hold, refused('liftedByAnother'));
    await play.step('2084-12-02 09:00', 'city', 'lead.legalHoldLifted', hold, {});
    await erase('2084-12-02 09:01');
    expect((await keys(play))[0]).toBe(0);
    await play.expectReplay();
  });

  it('is listed page by page, by class and to the day, to the people of the center and their approvers alone', async () => {
    const play = await linked(8021);
    theatre.at('2024-11-19 10:00');
    expect(await dueOf(play)).toBeUndefined();
    const by = (await due('duty', '?by=2090-01-01T00:00:00Z&class=linked')).map(({ lead }) => lead.id);
    expect(by).toContain(play.id);
    expect(await due('duty', '?by=2090-01-01T00:00:00Z&class=criminal')).toEqual([]);
    // No district of the approver is on the case: so say the policy, and the database by itself.
    const ofCounty = async () => (await due('county', '?by=2090-01-01T00:00:00Z')).map(({ lead }) => lead.id);
    expect(await ofCounty()).not.toContain(play.id);
    const up = policyOff();
    expect(await ofCounty().finally(up)).not.toContain(play.id);
    expect((await theatre.get('officer', '/center/retention')).status).toBe(403);
    expect((await theatre.get('duty', '/center/retention?cursor=x')).status).toBe(400);
  });
});

describe('a legal hold', () => {
  it('stops the erasure that would come by itself', async () => {
    const play = new Play(theatre);
    await play.rows(clearedRows(8101));
    const hold = { authority: '检调2号', reason: '检察院调阅' };
    await play.step('2025-01-10 10:00', 'centerlead', 'lead.legalHoldPlaced', hold, {});
    const file = (await theatre.get('duty', `/center/leads/${play.id}`)).body;
    expect(file).toMatchObject({ eraseAt: null, retention: { class: 'cleared', held: true } });
    await erase('2025-03-01 10:00');
    expect((await keys(play))[0]).toBe(1);
    await play.step('2025-03-02 10:00', 'city', 'lead.legalHoldLifted', hold, {});
    await erase('2025-03-02 10:01');
    expect(await keys(play)).toEqual([0, 0]);
    await play.expectReplay();
  });

  it('is nobody else’s to place: not a bank’s, an officer’s or the duty’s', async () => {
    const play = new Play(theatre);
    await play.step('15:00', 'teller', 'lead.reported', report(8111), { 'lead-1': 'reported' });
    for (const who of ['teller', 'bankdesk', 'duty']) {
      const { status, body } = await theatre.post(who, `/${areaOf(who)}/leads/${play.id}/events/lead.legalHoldPlaced`, {
        authority: 'A',
        reason: '保全',
      });
      expect([who, status, body.code]).toEqual([who, 403, 'roleMissing']);
    }
  });
});
