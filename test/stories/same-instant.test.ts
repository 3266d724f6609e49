import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Committer } from '../../src/engine/committer.js';
import { Play, scene, Theatre } from './play.js';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await Theatre.open();
});
afterAll(() => theatre?.close());

type Answer = Awaited<ReturnType<Theatre['post']>>;

/** Two lanes have decided before either writes: the worst moment. */
async function inOneInstant(requests: () => Promise<Answer>[]): Promise<Answer[]> {
  const { points } = theatre.app.get(Committer);
  let waiting = 0;
  let go: () => void = () => {};
  const both = new Promise<void>((resolve) => {
    go = resolve;
  });
  points.decided = () => {
    if (++waiting === 2) go();
    return both;
  };
  const answers = Promise.all(requests());
  await both;
  delete points.decided;
  return answers;
}

/** `201`, or the codes of the rules that refused. */
const said = ({ status, body }: Answer): string =>
  status < 300 ? String(status) : body.rules.map((rule: { code: string }) => rule.code).join();

describe('a customer at several counters in the same instant', () => {
  it.each([6001, 6002, 6003])('is held once, whoever wins: %i', async (customer) => {
    theatre.at('15:00');
    await Promise.all([theatre.token('teller'), theatre.token('teller2')]);
    const body = scene('to-the-scene', customer, 1)[0]?.body;
    const tellers = ['teller', 'teller2', 'teller', 'teller2', 'teller', 'teller2'];
    const answers = await inOneInstant(() => tellers.map((who) => theatre.post(who, '/bank/leads', body)));
    expect(answers.map(said).sort()).toEqual(['201', ...tellers.slice(1).map(() => 'oneHoldIn24h')]);
  });
});

describe('links recorded in the same instant', () => {
  async function lead(customer: number): Promise<Play> {
    const play = new Play(theatre);
    await play.tell({ steps: scene('to-the-scene', customer, 1) });
    return play;
  }

  const link = (from: Play, to: Play) =>
    theatre.post('duty', `/center/leads/${from.id}/events/lead.linked`, { lead: to.id, reason: '同一账户' });

  it('close no circle, even through leads that neither names', async () => {
    theatre.at('15:00');
    const [a, b, c, d] = [await lead(6011), await lead(6012), await lead(6013), await lead(6014)];
    expect([said(await link(a, b)), said(await link(c, d))]).toEqual(['200', '200']);
    const both = await inOneInstant(() => [link(b, c), link(d, a)]);
    expect(both.map(said).sort()).toEqual(['200', 'noCircle']);
  });
});

describe('one account in several cases', () => {
  /** A lead whose account has this number, whoever the customer is; nobody is held for it. */
  async function lead(customer: number, number: string, more: object = {}): Promise<Play> {
    const play = new Play(theatre);
    const [first] = scene('to-the-scene', customer, 1);
    if (!first) throw new Error('the scene is empty');
    const { hold: _, ...body } = first.body;
    const account = { number, bank: 'bank-a', holder: '陆示例' };
    await play.step('15:00', 'teller', 'lead.reported', { ...body, account, ...more }, { 'account-1': 'located' });
    return play;
  }

  const stop = (play: Play, part = 'account-1') =>
    theatre.post('duty', `/center/leads/${play.id}/events/account.stopPayOrdered`, { part, orderNumber: 'S' });
  const refuse = (play: Play, part = 'account-1') =>
    theatre.post('bankdesk', `/bank/leads/${play.id}/events/account.stopPayRefused`, { part, reason: '户名不符' });

  it('is stopped twice at most, whichever case orders it', async () => {
    const number = '6217000099996101';
    const [a, b, c] = [await lead(6101, number), await lead(6102, number), await lead(6103, number)];
    expect([said(await stop(a)), said(await stop(b)), said(await stop(c))]).toEqual(['200', '200', 'atMostTwoStops']);
    expect([said(await refuse(a)), said(await stop(a))]).toEqual(['200', 'atMostTwoStops']);
    await a.expectReplay();
    await b.expectReplay();
  });

  it('is the same account under a second part, located or corrected', async () => {
    const number = '6217000099996111';
    const one = await lead(6111, number);
    const located = { number, bank: 'bank-a', amount: '100' };
    await one.step('15:01', 'duty', 'account.located', located, { 'account-2': 'located' });
    await one.step('15:01', 'duty', 'account.located', { ...located, number: '6217000099996112' }, {});
    expect([said(await stop(one)), said(await stop(one, 'account-2'))]).toEqual(['200', '200']);
    expect(said(await stop(one, 'account-3'))).toBe('200');
    expect([said(await refuse(one)), said(await stop(one))]).toEqual(['200', 'atMostTwoStops']);
    const two = await lead(6113, '6217000099996113');
    const corrected = { part: 'account-1', field: 'number', value: number, reason: '录入有误' };
    await two.step('15:02', 'bankdesk', 'account.rectified', corrected, { 'account-1': 'located' });
    expect(said(await stop(two))).toBe('atMostTwoStops');
  });

  it('is not counted for a drill, nor by one', async () => {
    const number = '6217000099996121';
    const drill = { exercise: true };
    const [a, b] = [await lead(6121, number, drill), await lead(6122, number, drill)];
    expect([said(await stop(a)), said(await stop(b))]).toEqual(['200', '200']);
    const [c, d] = [await lead(6123, number), await lead(6124, number)];
    expect([said(await stop(c)), said(await stop(d))]).toEqual(['200', '200']);
  });

  it('lets one of two orders through that would both be the second', async () => {
    const number = '6217000099996131';
    const [a, b, c] = [await lead(6131, number), await lead(6132, number), await lead(6133, number)];
    expect(said(await stop(a))).toBe('200');
    const both = await inOneInstant(() => [stop(b), stop(c)]);
    expect(both.map(said).sort()).toEqual(['200', 'atMostTwoStops']);
  });
});
