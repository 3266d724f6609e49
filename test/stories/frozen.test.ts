import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Play, storyOf, Theatre } from './play.js';

const { steps } = storyOf('frozen');

let theatre: Theatre;
let play: Play;
beforeAll(async () => {
  theatre = await Theatre.open();
  play = new Play(theatre);
});
afterAll(() => theatre?.close());

let told = 0;

/** Goes on with the story up to the next such event, and with it; to the end when there is none. */
async function tellTo(event: string): Promise<void> {
  const next = steps.findIndex((step, index) => index >= told && step.event === event) + 1;
  const end = next === 0 ? steps.length : next;
  await play.tell({ steps: steps.slice(told, end) });
  told = end;
}

describe('money in the account', () => {
  it('once frozen and traced shows the teller that nothing may be paid out, and no number of the other side', async () => {
    await tellTo('account.traced');
    const file = await play.file('teller');
    const account = file.parts.find((part) => part.id === 'account-1');
    expect(account).toMatchObject({ state: 'frozen', facts: { frozen: '4000000', freezeMonths: 6 } });
    expect(account?.clocks.map((clock) => clock.name)).toContain('freezeEnds');
    expect(JSON.stringify(file)).not.toContain('6222020000000000003');
    expect(file.possible.filter(({ event }) => /freeze|frozen|stopPa/i.test(event))).toEqual([]);
  });

  it('at another bank shows that bank its account only, and lets only it answer', async () => {
    await tellTo('account.freezeQueued');
    const file = await play.file('bankdesk2');
    expect(file.parts.map((part) => part.id)).toEqual(['account-2']);
    const frozen = { event: 'account.frozen', part: 'account-2' };
    expect(file.possible).toContainEqual(frozen);
    expect((await play.file('bankdesk')).possible).not.toContainEqual(frozen);
  });

  it('lapses, is frozen again, is renewed and goes with the case', async () => {
    await tellTo('the end');
    expect((await play.file()).closedAt).not.toBeNull();
    await play.expectReplay();
  });
});
