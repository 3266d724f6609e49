import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Play, storyOf, Theatre } from './play.js';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await Theatre.open();
});
afterAll(() => theatre?.close());

describe('gold and parcels', () => {
  it.each(['gold', 'gold-merchant', 'parcel'])('%s: goes back in kind, and the case closes by itself', async (name) => {
    const play = new Play(theatre);
    await play.tell(storyOf(name));
    const { closedAt, parts } = await play.file();
    expect(closedAt).not.toBeNull();
    expect(parts.find((part) => part.id === 'gold-1')?.facts).toMatchObject({
      fineness: 9999,
      priceDate: '2024-11-18',
    });
    await play.expectReplay();
  });
});
