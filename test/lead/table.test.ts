import { describe, expect, it } from '@jest/globals';
import { kindOf } from '../../src/engine/definition/index.js';
import { leadCase } from '../../src/lead/lead.case.js';
import { Table } from '../engine/table/cells.js';
import type { Expectations } from '../engine/table/expectations.js';
import { leavesOf } from '../engine/table/states.js';
import { ground } from './table/ground.js';
import { leadTable } from './table/index.js';
import { lead } from './table/lead.js';

/** The whole table kind × state × event × role, each cell decided: what is possible when, and by whom. */

const played = ground();

describe.each(leadTable.map((kind) => [kind.kind, kind] as const))('%s', (kind, expectations) => {
  const table = new Table(played, expectations, lead);

  it('has the states that are expected, and no other', () => {
    const machine = leadCase.machines[kind];
    expect(machine && leavesOf(machine).sort()).toEqual([...expectations.states].sort());
  });

  it('has the events that are expected, and no other', () => {
    const all = [...leadCase.events.values()].filter(({ type }) => kindOf(type) === kind);
    expect(
      all
        .filter(({ opens }) => opens !== 'always')
        .map(typeOf)
        .sort(),
    ).toEqual(named(expectations.events));
    expect(
      all
        .filter(({ opens }) => opens)
        .map(typeOf)
        .sort(),
    ).toEqual(named(expectations.opens ?? {}));
  });

  it.each(named(expectations.events))('takes %s in these states, from these roles', (type) => {
    expect(table.addressed(type)).toEqual([]);
  });

  it.each(named(expectations.opens ?? {}))('is opened by %s in these states of the lead, by these roles', (type) => {
    expect(table.opening(type)).toEqual([]);
  });
});

function typeOf({ type }: { type: string }): string {
  return type;
}

function named(rows: Expectations['events']): string[] {
  return Object.keys(rows).sort();
}
