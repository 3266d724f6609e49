import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Play, storyOf, Theatre } from './play.js';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await Theatre.open();
});
afterAll(() => theatre?.close());

async function told(name: string): Promise<Play> {
  const play = new Play(theatre);
  await play.tell(storyOf(name));
  expect((await play.file()).closedAt).not.toBeNull();
  await play.expectReplay();
  return play;
}

/** What went back, by claim, in fen; decimal strings. */
async function returned(play: Play, id: string): Promise<unknown> {
  const facts = (await play.file()).parts.find((part) => part.id === id)?.facts;
  return facts?.['allocation'];
}

describe('money of several victims', () => {
  it('traced by the bank’s time: each their own, at most what is left of it', async () => {
    const play = await told('several-victims');
    expect(await returned(play, 'return-1')).toEqual([
      { claim: 'claim-1', victim: 'victim-1', amount: '12000000' },
      { claim: 'claim-2', victim: 'victim-2', amount: '6000000' },
    ]);
    expect(await returned(play, 'return-2')).toEqual([{ claim: 'claim-3', victim: 'victim-3', amount: '2000000' }]);
  });

  it('mixed: in proportion, paid on the third working day after a notice that the festival follows', async () => {
    const play = await told('mixed-pot');
    const facts = (await play.file()).parts.find((part) => part.id === 'return-1')?.facts;
    // The end of 5 February in China; the make-up Sunday counts, the eight days of the festival do not.
    expect(facts?.['executeBy']).toBe('2025-02-05T15:59:59.999Z');
    expect(facts?.['calendar']).toMatchObject({ days: ['2025-01-26', '2025-01-27', '2025-02-05'], provisional: [] });
    expect(await returned(play, 'return-2')).toEqual([
      { claim: 'claim-3', victim: 'victim-3', amount: '3750000' },
      { claim: 'claim-4', victim: 'victim-4', amount: '2250000' },
    ]);
  });
});

describe('money of nobody known', () => {
  it.each(['nobody-claims', 'claimed-in-time'])('%s', (name) => told(name));
});

describe('money at the counter', () => {
  it.each(['watched-from-outside', 'not-persuaded'])('%s', (name) => told(name));
});
