import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Play, storyOf, Theatre } from './play.js';

const story = storyOf('guilin');

let theatre: Theatre;
beforeAll(async () => {
  theatre = await Theatre.open();
});
afterAll(() => theatre?.close());

describe('Guilin, 18 November 2024', () => {
  it('goes from the report to the returned money, and the case closes by itself', async () => {
    const play = new Play(theatre);
    await play.tell(story);
    const file = await play.file();
    expect(file.closedAt).not.toBeNull();
    const accepted = story.steps.filter((step) => !step.refused).map((step) => step.event);
    expect((await play.history()).map((entry) => entry.type)).toEqual(accepted);
    await play.expectReplay();
  });

  it('holds nobody twice within 24 hours', async () => {
    const [first] = story.steps;
    if (!first?.event) throw new Error('the story is empty');
    await new Play(theatre).step('11-19 10:00', first.who, first.event, first.body, {
      refused: [409, 'rulesFailed', 'oneHoldIn24h'],
    });
  });

  it('survives a server that is killed between two steps', async () => {
    const play = new Play(theatre);
    // Two days later: the same customer may not be held twice within 24 hours.
    await play.tell({ steps: story.steps.slice(0, 9) }, '11-20 ');
    theatre = await theatre.restarted();
    Object.assign(play, { theatre });
    await play.tell({ steps: story.steps.slice(9) }, '11-20 ');
    expect((await play.file()).closedAt).not.toBeNull();
    await play.expectReplay();
  });
});
