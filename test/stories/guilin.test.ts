import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Expected, Play, Theatre } from './play.js';

interface Step {
  time: string;
  who: string;
  event: string;
  body: Record<string, unknown>;
  then?: Record<string, string>;
  refused?: { status: number; code: string; rules?: string[] };
}

const story: { steps: Step[] } = JSON.parse(readFileSync(new URL('guilin.json', import.meta.url), 'utf8'));

function expected({ then, refused }: Step): Expected {
  return refused ? { refused: [refused.status, refused.code, ...(refused.rules ?? [])] } : (then ?? {});
}

let theatre: Theatre;
beforeAll(async () => {
  theatre = await Theatre.open();
});
afterAll(() => theatre?.close());

describe('Guilin, 18 November 2024', () => {
  it('goes from the report to the returned money, and the case closes by itself', async () => {
    const play = new Play(theatre);
    for (const step of story.steps) await play.step(step.time, step.who, step.event, step.body, expected(step));
    const file = await play.file();
    expect(file.closedAt).not.toBeNull();
    const accepted = story.steps.filter((step) => !step.refused).map((step) => step.event);
    expect((await play.history()).map((entry) => entry.type)).toEqual(accepted);
    await play.expectReplay();
  });

  it('holds nobody twice within 24 hours', async () => {
    const [first] = story.steps;
    if (!first) throw new Error('the story is empty');
    await new Play(theatre).step('11-19 10:00', first.who, first.event, first.body, {
      refused: [409, 'rulesFailed', 'oneHoldIn24h'],
    });
  });

  it('survives a server that is killed between two steps', async () => {
    const play = new Play(theatre);
    for (const [i, step] of story.steps.entries()) {
      // Two days later: the same customer may not be held twice within 24 hours.
      await play.step(`11-20 ${step.time}`, step.who, step.event, step.body, expected(step));
      if (i === 8) {
        theatre = await theatre.restarted();
        Object.assign(play, { theatre });
      }
    }
    expect((await play.file()).closedAt).not.toBeNull();
    await play.expectReplay();
  });
});
