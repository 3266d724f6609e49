import { describe, expect, it } from '@jest/globals';
import { leadCase } from '../../src/lead/lead.case.js';
import { unsaid } from './bodies.js';
import { add, emptyTally } from './walk/tally.js';
import { Walk } from './walk/walk.js';

/** The short form; `npm run walks` walks a thousand seeds for a thousand commands each. */
const walks = 32;
const commands = 150;

describe('random walks', () => {
  const sum = emptyTally();

  it('know how to record every event of the catalogue', () => {
    expect(unsaid()).toEqual([]);
  });

  it.each(Array.from({ length: walks }, (_, seed) => seed + 1))(
    'seed %i: every law holds after every entry, replay equals the file, and each case can be closed',
    (seed) => {
      add(sum, new Walk(seed, commands).run());
    },
  );

  it('take almost every event', () => {
    const never = [...leadCase.events.keys()].filter((type) => sum.taken[type] === undefined);
    expect(never.length).toBeLessThan(leadCase.events.size / 10);
  });
});
