import { describe, expect, it } from '@jest/globals';
import { shownState } from '../../src/cases/shown-state.js';

describe('a state as people see it', () => {
  it.each([
    ['a plain state', 'frozen', 'frozen'],
    ['without what only groups others', { stopped: 'freezeRequested' }, 'freezeRequested'],
    ['with its regions', { payment: 'active', telling: 'due' }, { payment: 'active', telling: 'due' }],
    [
      'with regions of a region',
      { progress: { intervening: { interception: 'open', pursuit: 'caught' } }, filing: 'none' },
      { progress: { intervening: { interception: 'open', pursuit: 'caught' } }, filing: 'none' },
    ],
  ])('%s', (_, state, shown) => {
    expect(shownState(state)).toEqual(shown);
  });
});
