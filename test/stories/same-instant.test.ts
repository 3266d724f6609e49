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
