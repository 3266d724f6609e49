import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { citation } from '../../src/lead/law.js';
import { Play, scene, storyOf, Theatre } from './play.js';
import { filing } from './scenes.js';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await Theatre.open();
});
afterAll(() => theatre?.close());

const report = (n: number): Record<string, unknown> => ({ ...scene('to-the-scene', n)[0]?.body });

const toTheScene = (n: number, count?: number) => ({ steps: scene('to-the-scene', n, count) });

describe('a legitimate customer', () => {
  it('is released in minutes: hold gone, nothing lasting, case closed', async () => {
    const play = new Play(theatre);
    await play.tell(storyOf('legitimate'));
    const file = await play.file();
    expect(file.closedAt).not.toBeNull();
    expect(file.parts.map((part) => part.kind).sort()).toEqual(['account', 'hold', 'lead']);
    expect(file.parts.flatMap((part) => part.clocks)).toEqual([]);
    await play.expectReplay();
  });

  it('is cleared from afar only on two independent grounds', async () => {
    const play = new Play(theatre);
    await play.tell(storyOf('remote-clearing'));
    await play.expectReplay();
  });
});

describe('nobody answers', () => {
  it('escalates by the clock, ends the hold, lets the customer go, and the lead still has an owner', async () => {
    const play = new Play(theatre);
    await play.tell(storyOf('nobody-answers'));
    const struck = (await play.history()).filter((entry) => entry.type === 'clock.struck');
    expect(struck.map((entry) => entry.body['clock'])).toEqual(['acknowledge', 'accept', 'holdExpires']);
    for (const entry of struck) expect(entry.alarms?.length).toBeGreaterThan(0);
    const { parts, possible } = await play.file();
    expect(parts[0]?.facts['owner'] ?? parts[0]?.facts['station']).toBeTruthy();
    expect(possible.map((one) => one.event)).toContain('lead.dispatched');
    await play.expectReplay();
  });

  it('is made up for after a restart: everything overdue strikes once', async () => {
    const play = new Play(theatre);
    await play.tell(toTheScene(1004, 1));
    theatre = await theatre.restarted();
    Object.assign(play, { theatre });
    await theatre.until('18:00');
    await theatre.until('18:01');
    const struck = (await play.history())
      .filter((entry) => entry.type === 'clock.struck')
      .map((entry) => entry.body['clock']);
    expect(struck).toEqual(['acknowledge', 'holdExpires']);
  });
});

describe('two officers at the same moment', () => {
  it('one wins, the other learns what happened and what is possible now', async () => {
    const play = new Play(theatre);
    await play.tell(toTheScene(1005));
    const found = { finding: 'suspect', reason: '持有取现话术' };
    const arrests = await play.rows([['15:10', 'officer', 'lead.classified', found, { 'suspect-1': 'identified' }]]);
    expect(arrests).toBeUndefined();
    const both = await Promise.all([
      play.record('officer', 'suspect.caught', { part: 'suspect-1', where: '柜台' }),
      play.record('officer2', 'suspect.caught', { part: 'suspect-1', where: '门口' }),
    ]);
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const loser = both.find((answer) => answer.status === 409);
    expect(loser?.body).toMatchObject({ code: 'notInThisState' });
    expect(loser?.body.possible).toContainEqual({ event: 'suspect.released', part: 'suspect-1' });
  });

  it('with If-Match, the second is told the version has moved', async () => {
    const play = new Play(theatre);
    await play.tell(toTheScene(1006));
    const { version } = await play.file();
    const match = { 'if-match': `"${version}"` };
    const both = await Promise.all([
      play.record('officer', 'lead.noted', { text: '一' }, match),
      play.record('officer2', 'lead.noted', { text: '二' }, match),
    ]);
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 412]);
    expect(both.find((answer) => answer.status === 412)?.headers['etag']).toBe(`"${version + 1}"`);
  });
});

describe('a custodian who worked on the case as an officer', () => {
  it('is known by what they recorded, though it was revised, and keeps nothing of it', async () => {
    const play = new Play(theatre);
    await play.tell(toTheScene(1098));
    const finding = (finding: string) => ({ finding, reason: '核实情况' });
    const cash = { amount: '1000000', denominations: { '10000': 100 }, heldBy: '陆示例', where: '柜台' };
    const officers = ['officer', 'officer2'];
    await play.rows([
      ['15:10', 'duty', 'lead.supportRequested', { station: 'diecai', task: '协助' }, { 'lead-1': 'onScene' }],
      ['15:11', 'officer3', 'lead.classified', finding('undetermined'), { 'lead-1': 'intervening' }],
      ['15:12', 'officer', 'lead.classified', finding('suspect'), { 'lead-1': 'intervening' }],
      ['15:13', 'officer', 'cash.secured', { ...cash, officers }, { 'cash-1': 'secured' }],
      ['15:31', 'officer', 'lead.filed', filing, { 'lead-1': 'filed' }],
      ['15:40', 'officer', 'cash.seized', { part: 'cash-1', officers, video: 'V1', listNumber: 'L1' }, {}],
    ]);
    await theatre.ds.query(`update account set roles = '{custodian}' where name = 'officer3'`);
    // Signed in anew, in the new role.
    theatre = await theatre.restarted();
    Object.assign(play, { theatre });
    const accepted = { part: 'cash-1', amount: '1000000' };
    await play.step('17:00', 'officer3', 'cash.custodyAccepted', accepted, {
      refused: [409, 'rulesFailed', 'notAnOfficerOfThisCase'],
    });
    await theatre.ds.query(`update account set roles = '{officer}' where name = 'officer3'`);
    await play.step('17:01', 'custodian', 'cash.custodyAccepted', accepted, { 'cash-1': 'inCustody' });
    await play.expectReplay();
  });
});

describe('the same tap sent five times', () => {
  it('has one effect and gets the same receipt', async () => {
    const play = new Play(theatre);
    await play.tell(toTheScene(1007));
    const key = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => play.record('officer', 'lead.noted', { text: '到场核实中' }, key)),
    );
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body.receipt))).size).toBe(1);
    expect(answers.filter((answer) => answer.headers['idempotent-replayed'] === 'true')).toHaveLength(4);
    expect((await play.history()).filter((entry) => entry.type === 'lead.noted')).toHaveLength(1);
  });

  it('opens one case, also when the first answer was lost', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const body = report(1008);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => theatre.post('teller', '/bank/leads', body, key)),
    );
    expect(new Set(answers.map((answer) => answer.body.receipt.case)).size).toBe(1);
    const other = await theatre.post('teller', '/bank/leads', { ...body, amount: '5000000' }, key);
    expect([other.status, other.body.code]).toEqual([422, 'idempotencyKeyReused']);
  });
});

describe('who may not see a case', () => {
  it('gets the same answer as for one that does not exist', async () => {
    const play = new Play(theatre);
    await play.tell(toTheScene(1009, 1));
    const strip = ({ traceId, ...rest }: Record<string, unknown>) => rest;
    for (const [who, area] of [
      ['teller2', 'bank'],
      ['bankdesk2', 'bank'],
      ['officer', 'station'],
      ['station2', 'station'],
      ['county', 'center'],
    ] as const) {
      for (const tail of ['', '/history', '/actions']) {
        const foreign = await theatre.get(who, `/${area}/leads/${play.id}${tail}`);
        const nowhere = await theatre.get(who, `/${area}/leads/${randomUUID()}${tail}`);
        expect([foreign.status, strip(foreign.body)]).toEqual([404, strip(nowhere.body)]);
      }
      const foreign = await theatre.post(who, `/${area}/leads/${play.id}/events/lead.noted`, { nonsense: 1 });
      const nowhere = await theatre.post(who, `/${area}/leads/${randomUUID()}/events/lead.noted`, { nonsense: 1 });
      expect([foreign.status, strip(foreign.body)]).toEqual([404, strip(nowhere.body)]);
      const list = await theatre.get(who, `/${area}/leads`);
      expect(list.body.items.map((item: { id: string }) => item.id)).not.toContain(play.id);
    }
  });

  it('a station loses the case when another is sent, and still reads its own entries', async () => {
    const play = new Play(theatre);
    await play.tell(storyOf('re-routed'));
    const own = await theatre.get('station', `/station/leads/${play.id}/history`);
    expect(own.body.items.map((entry: { type: string }) => entry.type)).toEqual(['lead.declined']);
    const late = await theatre.post('station', `/station/leads/${play.id}/events/lead.noted`, { text: '补记' });
    expect(late.status).toBe(404);
    expect((await theatre.get('station2', `/station/leads/${play.id}`)).status).toBe(200);
  });
});

describe('a phone without a network', () => {
  it('brings what its station did while it had the case, as late, and nothing that it did afterwards', async () => {
    const play = new Play(theatre);
    await play.tell(toTheScene(1016, 4));
    await play.step('15:06', 'duty', 'lead.dispatched', { station: 'diecai' }, { 'lead-1': 'dispatched' });
    theatre.at('15:20');
    const during = await play.record('officer', 'lead.noted', {
      text: '途中见其上车',
      at: '2024-11-18T15:05:00+08:00',
    });
    expect([during.status, during.body.receipt?.late]).toEqual([200, true]);
    for (const at of [
      '2024-11-18T15:01:00+08:00',
      '2024-11-18T15:06:00+08:00',
      '2024-11-18T15:19:00+08:00',
      'yesterday',
    ]) {
      const after = await play.record('officer', 'lead.noted', { text: '补记', at });
      expect([at, after.status]).toEqual([at, 404]);
    }
    await play.expectReplay();
  });

  it('does not shorten or revive a clock by arriving late', async () => {
    const play = new Play(theatre);
    await play.tell(toTheScene(1017, 3));
    await theatre.until('15:10');
    const accepted = await play.record('station', 'lead.accepted', {
      officers: ['officer'],
      at: '2024-11-18T15:03:00+08:00',
    });
    expect(accepted.status).toBe(200);
    const struck = (await play.history())
      .filter((entry) => entry.type === 'clock.struck')
      .map((entry) => entry.body['clock']);
    expect(struck).toContain('accept');
    const { parts } = await play.file();
    expect(parts[0]?.clocks.find((clock) => clock.name === 'arrive')?.dueAt).toBe('2024-11-18T07:25:00.000Z');
  });
});

describe('asking without writing', () => {
  it('a dry run tells states and refusals and writes nothing', async () => {
    const play = new Play(theatre);
    await play.tell(toTheScene(1011));
    const before = await play.file();
    const dry = await theatre.post('officer', `/station/leads/${play.id}/events/lead.classified?dryRun=true`, {
      finding: 'suspect',
      reason: '试',
    });
    expect([dry.status, dry.body.opened]).toEqual([200, ['suspect-1']]);
    const refused = await theatre.post('officer', `/station/leads/${play.id}/events/suspect.detained?dryRun=true`, {
      part: 'suspect-1',
      decisionNumber: 'x',
    });
    expect(refused.status).toBe(404);
    expect(await play.file()).toEqual(before);
  });

  it('actions name what is not possible, and why', async () => {
    const play = new Play(theatre);
    await play.tell(storyOf('caught-at-the-counter'));
    const answer = await theatre.get('officer', `/station/leads/${play.id}/actions`);
    const seize = answer.body.items.find((item: { event: string }) => item.event === 'cash.seized');
    expect(seize).toMatchObject({
      part: 'cash-1',
      allowed: false,
      code: 'rulesFailed',
      rules: [{ code: 'caseFiled', basis: expect.stringContaining('174') }],
    });
    expect(seize.schema.required).toEqual(expect.arrayContaining(['part', 'officers', 'listNumber']));
  });

  it('the law is cited in the language of the reader: actions, history, refusals', async () => {
    const play = new Play(theatre);
    await play.tell(toTheScene(1018));
    await theatre.until('15:30');
    const path = `/center/leads/${play.id}`;
    const cited = async (language: string) => {
      const headers = { 'accept-language': language };
      const actions = await theatre.get('duty', `${path}/actions`, headers);
      const refused = await theatre.post(
        'duty',
        `${path}/events/lead.supportRequested`,
        { station: 'nowhere', task: 't' },
        headers,
      );
      const history = await theatre.get('duty', `${path}/history`, headers);
      const basis = (item: { basis?: string; rules?: { basis: string }[] }) => [
        ...(item.basis === undefined ? [] : [item.basis]),
        ...(item.rules ?? []).map((rule) => rule.basis),
      ];
      return [...actions.body.items, ...history.body.items, refused.body].flatMap(basis);
    };
    const chinese = await cited('zh-CN');
    const english = await cited('en');
    expect(chinese).toEqual(english.map((basis) => citation(basis).zh));
    expect(chinese).not.toEqual(english);
    expect(chinese).toContain('本地规则：线索派往有人值班的派出所');
  });

  it('shows the case as it was', async () => {
    const play = new Play(theatre);
    await play.tell(toTheScene(1013));
    const then = await theatre.get('duty', `/center/leads/${play.id}?asOf=2024-11-18T15:02:30%2B08:00`);
    expect([then.status, then.body.version, then.body.parts[0].state.progress]).toEqual([200, 3, 'dispatched']);
    const before = await theatre.get('duty', `/center/leads/${play.id}?asOf=2024-11-18T14:00:00%2B08:00`);
    expect(before.status).toBe(404);
  });
});

describe('two leads that are one matter', () => {
  it('are linked by number, never in a circle, and unlinked again', async () => {
    const one = new Play(theatre);
    await one.tell(storyOf('linked'));
    await one.of('two').expectReplay();
    await one.expectReplay();
  });

  it('are not linked when nobody carries the other on, not even by way of a third', async () => {
    const [one, two, three] = [new Play(theatre), new Play(theatre), new Play(theatre)];
    for (const [i, play] of [one, two, three].entries()) await play.tell(toTheScene(1025 + i, 1));
    const link = (to: Play) => ({ lead: to.id, reason: '同一人' });
    const refused = { refused: [409, 'rulesFailed', 'carriedOn'] } as const;
    await two.step('15:01', 'duty', 'lead.linked', link(three), { 'lead-1': 'linked' });
    await three.step('15:02', 'teller', 'lead.withdrawn', { reason: '录错' }, { 'lead-1': 'settled' });
    await one.step('15:03', 'duty', 'lead.linked', link(three), refused);
    await one.step('15:03', 'duty', 'lead.linked', link(two), refused);
    await three.step('15:04', 'centerlead', 'lead.reopened', { reason: '并非录错' }, { 'lead-1': 'acknowledged' });
    await one.step('15:05', 'duty', 'lead.linked', link(two), { 'lead-1': 'linked', 'hold-1': 'released' });
    await one.expectReplay();
  });
});
