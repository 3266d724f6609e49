import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { faultsOf } from '../../src/engine/check.js';
import { decide } from '../../src/engine/decide.js';
import {
  type CaseDefinition,
  type CaseFile,
  type Command,
  type Json,
  statechart,
} from '../../src/engine/definition/index.js';
import { originOf, stepsOf, undoingOf } from '../../src/engine/past.js';
import { genesis, replay } from '../../src/engine/replay.js';
import type { Outcome } from '../../src/engine/work.js';
import { type FreshDatabase, freshDatabase } from '../database.js';
import { errandCase } from './errand.case.js';
import { fileOf, GivenClock, type House, house, open, record, replayed } from './house.js';

const at = (minute: number) => new Date(Date.UTC(2024, 10, 18, 7, minute)).toISOString();
const runner = { account: 'r', role: 'runner', org: { code: 'o', kind: 'house' } };

function command(minute: number, type: string, body: Command['body'] = {}, more: Partial<Command> = {}): Command {
  return { type, body, actor: runner, at: at(minute), recordedAt: at(minute), known: {}, ...more };
}

const start = () => genesis('c', errandCase, {});
const made = (...commands: Command[]): CaseFile => replay(errandCase, start(), commands);
const opened = command(0, 'errand.opened', { title: 't' });
const added = command(1, 'stop.added', { place: 'p', amount: '5' });
const corrects = (minute: number, field: string, value: Json) =>
  command(minute, 'stop.rectified', { field, value, reason: 'r' }, { part: 'stop-1' });

/** The annulment of one of these entries, with the answer that the shell would give. */
function annuls(minute: number, version: number, ...past: Command[]): Command {
  const undoing = undoingOf(errandCase, [...stepsOf(errandCase, start(), past)], version);
  const annulled: Json = JSON.parse(JSON.stringify(undoing ?? null));
  return command(minute, 'errand.recordedInError', { version }, { known: { annulled } });
}

describe('a correction', () => {
  it('keeps state and age of the part, tells what was, and computes its clocks again', () => {
    const decision = decide(errandCase, made(opened, added), corrects(2, 'waitMinutes', 10));
    if (!decision.ok) throw new Error(decision.code);
    expect(decision.moves).toEqual([]);
    expect(decision.corrected).toEqual([{ part: 'stop-1', field: 'waitMinutes', from: null, to: 10 }]);
    expect(decision.armed).toEqual([expect.objectContaining({ name: 'visit', dueAt: at(11), struckAt: null })]);
    expect(decision.file.parts[1]).toMatchObject({
      state: 'planned',
      since: at(1),
      facts: { amount: '5', waitMinutes: 10, corrected: { waitMinutes: { at: at(2), by: 'r', version: 3 } } },
    });
  });

  it('reaches a part that has come to its end', () => {
    const visited = command(2, 'stop.visited', {}, { part: 'stop-1' });
    const paid = command(3, 'stop.paid', { amount: '5' }, { part: 'stop-1' });
    const file = made(opened, added, visited, paid, corrects(4, 'amount', '6'));
    expect(file.parts[1]).toMatchObject({ state: 'paid', final: true, facts: { amount: '6' } });
  });

  it('is traced to who recorded the present value, through corrections and annulments', () => {
    const past = [opened, added, corrects(2, 'amount', '6')];
    const origin = (...commands: Command[]) =>
      originOf(errandCase, stepsOf(errandCase, start(), commands), { part: 'stop-1', field: 'amount' })?.version;
    expect([origin(opened), origin(opened, added), origin(...past)]).toEqual([undefined, 2, 3]);
    expect(origin(...past, annuls(3, 3, ...past))).toBe(2);
  });
});

describe('an annulment', () => {
  it('leaves the part as annulled, takes it out of the view and never uses its id again', () => {
    const file = made(opened, added, annuls(2, 2, opened, added));
    expect(file.parts[1]).toMatchObject({ id: 'stop-1', state: 'annulled', final: true });
    expect(file.clocks.map((clock) => clock.name)).toEqual(['patience']);
    const again = decide(errandCase, file, command(3, 'stop.added', { place: 'q' }));
    expect(again.ok && again.opened).toEqual(['stop-2']);
    expect(decide(errandCase, file, corrects(3, 'amount', '6'))).toMatchObject({ ok: false, code: 'notInThisState' });
  });

  it('goes by the last entry that moved anything: a part that only let it happen has not moved', () => {
    expect(made(opened, added).parts.map((part) => part.version)).toEqual([1, 2]);
  });
});

describe('the boot check', () => {
  const faults = (change: Partial<CaseDefinition>) => faultsOf({ ...errandCase, ...change }).join('\n');
  const event = (type: string, change: object) =>
    faults({ events: new Map(errandCase.events).set(type, { ...errandCase.events.get(type)!, ...change }) });

  it.each([
    [
      'a correction that some state does not take',
      () => event('stop.visited', { effect: 'corrects' }),
      'in every state',
    ],
    ['a correction that opens a part', () => event('stop.rectified', { opensAlso: () => [] }), 'yet opens a part'],
    ['an annulment of a part alone', () => event('stop.rectified', { effect: 'annuls' }), 'not addressed to errand'],
    ['an annulment with facts', () => event('errand.recordedInError', { keeps: ['version'] }), 'says something new'],
    [
      'a state of that name',
      () => {
        const states = { new: { on: { 'stop.added': 'annulled' } }, annulled: { type: 'final' } };
        return faults({ machines: { ...errandCase.machines, stop: statechart({ id: 'stop', states }) } });
      },
      'opened in error',
    ],
  ])('refuses %s', (_, fault, sentence) => {
    expect(fault()).toContain(sentence);
  });
});

describe('on a database', () => {
  let database: FreshDatabase;
  let one: House;
  let two: House;
  const clock = new GivenClock();

  beforeAll(async () => {
    database = await freshDatabase();
    [one, two] = [await house(database.url, clock), await house(database.url, clock)];
  });
  afterAll(async () => {
    await one?.ds.destroy();
    await two?.ds.destroy();
    await database?.drop();
  });

  async function opening(): Promise<string> {
    const outcome: Outcome = await open(one);
    if (outcome.kind !== 'recorded') throw new Error(outcome.kind);
    await record(one, outcome.entry.case, 'stop.added', { place: 'p', amount: '5' });
    return outcome.entry.case;
  }

  it('a correction that another server overtakes is decided again, on what then stands', async () => {
    const id = await opening();
    one.committer.points.loaded = async () => {
      delete one.committer.points.loaded;
      await record(two, id, 'stop.rectified', { part: 'stop-1', field: 'amount', value: '6', reason: 'r' });
    };
    await record(one, id, 'stop.rectified', { part: 'stop-1', field: 'amount', value: '7', reason: 'r' });
    const file = await fileOf(one, id);
    expect(file?.parts[1]?.facts).toMatchObject({ amount: '7', corrected: { amount: { version: 4 } } });
    expect(file).toEqual(await replayed(one, id));
  });

  it('a clock that was moved back and forth strikes each time', async () => {
    const id = await opening();
    const waits = (minutes: number) =>
      record(one, id, 'stop.rectified', { part: 'stop-1', field: 'waitMinutes', value: minutes, reason: 'r' });
    clock.forward(20);
    expect(await waits(10)).toMatchObject({ kind: 'recorded' });
    expect(await one.submit.strikeDue(id)).toMatchObject({ kind: 'struck', entries: 1 });
    expect((await fileOf(one, id))?.parts[1]?.state).toBe('missed');
    expect(await fileOf(one, id)).toEqual(await replayed(one, id));
  });
});
