import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Play, storyOf, Theatre } from './play.js';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await Theatre.open();
});
afterAll(() => theatre?.close());

/** Stories that end well, each a page of the documents; what else they prove stands in tests of its own. */
const stories = [
  'change-of-shift',
  'several-stations',
  'corrected',
  'withdrawn',
  'not-filed',
  'reopened',
  'subject-left',
  // Sets a roster, and so comes last.
  'escalated',
];

describe('a story that ends well', () => {
  it.each(stories)('%s', async (name) => {
    const play = new Play(theatre);
    await play.tell(storyOf(name));
    expect((await play.file()).closedAt).not.toBeNull();
    await play.expectReplay();
  });
});
