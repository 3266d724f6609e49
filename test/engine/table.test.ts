import { describe, expect, it } from '@jest/globals';
import { errandCase } from './errand.case.js';
import { Table } from './table/cells.js';
import type { Expectations } from './table/expectations.js';
import type { Ground } from './table/ground.js';
import { leavesOf, pathsOf, statesOf } from './table/states.js';

/** The table of expectations over a case that has nothing to do with fraud: it finds what is missing and what is too much. */

const errand: Expectations = {
  kind: 'errand',
  states: ['new', 'open', 'closed'],
  opens: { 'errand.opened': { in: ['new'], by: ['runner'] } },
  events: {
    'errand.noted': { in: ['open'], by: ['runner'] },
    'errand.closed': { in: ['open'], by: ['chief'] },
    'errand.recordedInError': { in: ['open', 'closed'], by: ['runner'] },
  },
};

const stop: Expectations = {
  kind: 'stop',
  states: ['new', 'planned', 'visited', 'paid', 'missed'],
  opens: { 'stop.added': { in: ['open'], by: ['runner'] } },
  events: {
    'stop.visited': { in: ['planned'], by: ['runner'] },
    'stop.paid': { in: ['visited'], by: ['runner'], unless: { amountDue: { in: ['visited'] } } },
    'stop.rectified': { in: ['planned', 'visited', 'paid', 'missed'], by: ['runner'] },
  },
};

const at = '2024-11-18T07:00:00.000Z';
const org = { code: 'house', kind: 'house' };
const part = { facts: {}, since: at, final: false, version: 1 };
const ground: Ground = {
  definition: errandCase,
  file: {
    id: 'case-1',
    definition: 'errand@1',
    version: 2,
    parts: [
      { ...part, id: 'errand-1', kind: 'errand', state: 'open' },
      { ...part, id: 'stop-1', kind: 'stop', state: 'planned', facts: { place: 'p', amount: '2' } },
    ],
    clocks: [],
    settings: {},
    openedAt: at,
    closedAt: null,
  },
  recordedAt: at,
  actors: ['runner', 'chief', 'guest'].map((role) => ({ account: role, role, org })),
  answer: () => null,
};

/** The table of stops with another row for one event. */
function withRow(type: string, row: Expectations['events'][string]): readonly string[] {
  return new Table(ground, { ...stop, events: { ...stop.events, [type]: row } }, errand).addressed(type);
}

describe('a table of expectations', () => {
  it('is met by a definition that does as it says', () => {
    for (const kind of [errand, stop]) {
      const table = new Table(ground, kind, errand);
      const addressed = Object.keys(kind.events).flatMap((type) => table.addressed(type));
      const opening = Object.keys(kind.opens ?? {}).flatMap((type) => table.opening(type));
      expect([...addressed, ...opening]).toEqual([]);
    }
  });

  it('names a state that takes an event and should not, and one that should and does not', () => {
    expect(withRow('stop.visited', { in: ['visited'], by: ['runner'] })).toEqual([
      'stop.visited in "planned" by runner: expected notInThisState, got taken',
      'stop.visited in "visited" by runner: expected taken, got notInThisState',
    ]);
  });

  it('names a role that may and should not, and one that should and may not', () => {
    expect(withRow('stop.visited', { in: ['planned'], by: ['chief'] })).toContain(
      'stop.visited in "planned" by runner: expected roleMissing, got taken',
    );
    expect(withRow('stop.visited', { in: ['planned'], by: ['runner', 'chief'] })).toContain(
      'stop.visited in "planned" by chief: expected taken, got roleMissing',
    );
  });

  it('names a rule that should refuse in a state and does not, and the other way round', () => {
    const row = { in: ['visited'], by: ['runner'] };
    expect(withRow('stop.paid', { ...row, unless: { amountDue: { in: ['planned'] } } })).toEqual([
      'stop.paid in "visited" by runner: expected taken, got taken (amountDue)',
    ]);
    expect(withRow('stop.paid', { ...row, unless: { other: { in: ['visited'] } } })).toEqual([
      'stop.paid in "visited" by runner: expected taken (other), got taken (amountDue)',
    ]);
  });

  it('names a state into which a case must not come', () => {
    const never: Expectations = { ...errand, never: [[['closed']]] };
    expect(new Table(ground, never, never).addressed('errand.closed')).toEqual([
      'errand.closed in "open" by chief: expected taken, got taken into "closed"',
    ]);
  });

  it('knows the states by their paths, each once, and none that a part cannot be found in', () => {
    const { stop: machine } = errandCase.machines;
    if (!machine) throw new Error('there is no stop');
    expect(leavesOf(machine)).toEqual(['new', 'planned', 'visited', 'paid', 'missed']);
    expect(statesOf(machine)).toEqual(['planned', 'visited', 'paid', 'missed']);
    expect(pathsOf({ detained: { house: 'due' } })).toEqual(['detained', 'detained.house', 'detained.house.due']);
  });
});
