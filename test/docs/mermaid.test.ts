import { describe, expect, test } from '@jest/globals';
import { readChart } from '../../src/docs-generator/chart.js';
import { mermaid, staying } from '../../src/docs-generator/mermaid.js';
import { final, statechart, stays, to, waits } from '../../src/engine/definition/index.js';

const why = { zh: '等', en: 'waits' };
const isHeavy = () => true;

function drawn(config: Parameters<typeof statechart>[0]): string[] {
  return mermaid(readChart(statechart(config)), (name) => `limit of ${name}`)
    .split('\n')
    .map((line) => line.trim());
}

describe('the picture of a statechart', () => {
  const parcel = {
    id: 'parcel',
    states: {
      new: { on: { 'parcel.flagged': to('held') } },
      held: {
        id: 'held',
        after: { opening: {}, carriage: 'gone' },
        on: {
          'parcel.noted': stays,
          'parcel.weighed': [{ guard: isHeavy, target: 'opened' }, to('gone')],
          'parcel.opened': to('opened'),
        },
      },
      opened: final,
      gone: final,
    },
  };

  test('begins at the initial state and ends at the final ones', () => {
    expect(drawn(parcel)).toEqual(
      expect.arrayContaining(['stateDiagram-v2', '[*] --> new', 'opened --> [*]', 'gone --> [*]']),
    );
  });

  test('joins what leads from one state to another, names guards, and tells branches apart', () => {
    expect(drawn(parcel)).toContain('held --> opened: parcel.weighed [heavy]<br/>parcel.opened');
    expect(drawn(parcel).find((line) => line.startsWith('held --> gone'))).toContain('parcel.weighed [else]');
  });

  test('draws clocks with their limits, back to their own state when they only alarm', () => {
    expect(drawn(parcel)).toContain('held --> held: ⏱ opening, limit of opening');
    expect(drawn(parcel).find((line) => line.startsWith('held --> gone'))).toContain('⏱ carriage, limit of carriage');
  });

  test('names no guard where every branch leads to the same state', () => {
    const branches = [{ guard: isHeavy, target: 'held' }, { target: 'held' }];
    const states = { new: { on: { 'parcel.flagged': branches } }, held: final };
    expect(drawn({ id: 'parcel', states })).toContain('new --> held: parcel.flagged');
  });

  test('leaves out what moves nothing, which is listed instead', () => {
    expect(drawn(parcel).join()).not.toContain('parcel.noted');
    expect(staying(readChart(statechart(parcel)))).toEqual([{ state: 'held', events: ['parcel.noted'] }]);
  });

  test('shows parallel regions side by side, with names that are unique in the picture', () => {
    const region = { initial: 'new', states: { new: waits(why, { 'a.went': 'done' }), done: waits(why) } };
    const lines = drawn({ id: 'both', type: 'parallel', initial: undefined, states: { left: region, right: region } });
    expect(lines).toEqual(
      expect.arrayContaining([
        'state "left" as left {',
        '--',
        'state "new" as right_new',
        'left_new --> left_done: a.went',
      ]),
    );
  });

  test('draws one box for a region in which every state leads to every other', () => {
    const states = ['one', 'two', 'three'];
    const moves = (from: string) =>
      states.filter((state) => state !== from).map((target) => ({ guard: () => true, target }));
    const lines = drawn({
      id: 'mesh',
      initial: 'one',
      states: Object.fromEntries(states.map((state) => [state, waits(why, { 'parts.changed': moves(state) })])),
    });
    expect(lines).toEqual([
      'stateDiagram-v2',
      'state "one of: one, two, three" as mesh_any',
      '[*] --> mesh_any',
      'mesh_any --> mesh_any: parts.changed',
    ]);
  });
});
