import { describe, expect, it } from '@jest/globals';
import { available } from '../../src/engine/available.js';
import { faultsOf } from '../../src/engine/check.js';
import { decide, dueStrikes } from '../../src/engine/decide.js';
import {
  type CaseDefinition,
  type CaseFile,
  type Command,
  final,
  statechart,
  stays,
  to,
} from '../../src/engine/definition/index.js';
import { genesis, replay } from '../../src/engine/replay.js';
import { errandCase } from './errand.case.js';

const at = (minute: number) => new Date(Date.UTC(2024, 10, 18, 7, minute)).toISOString();
const runner = { account: 'r', role: 'runner', org: { code: 'o', kind: 'house' } };
const chief = { ...runner, role: 'chief' };

function command(minute: number, type: string, body: Command['body'] = {}, more: Partial<Command> = {}): Command {
  return { type, body, actor: runner, at: at(minute), recordedAt: at(minute), known: {}, ...more };
}

function made(...commands: Command[]): CaseFile {
  return replay(errandCase, genesis('c', errandCase, {}), commands);
}

const opened = command(0, 'errand.opened', { title: 't' });
const added = command(1, 'stop.added', { place: 'p', amount: '5' });

describe('a decision', () => {
  it('refuses in the order: event known, role, part, kind, state, rules', () => {
    const file = made(opened, added);
    const codes = (c: Command) => {
      const decision = decide(errandCase, file, c);
      return decision.ok ? 'ok' : `${decision.status} ${decision.code}`;
    };
    expect(codes(command(2, 'errand.vanished'))).toBe('400 unknownEvent');
    expect(codes(command(2, 'errand.closed'))).toBe('403 roleMissing');
    expect(codes(command(2, 'stop.visited', {}, { part: 'stop-2' }))).toBe('404 noSuchPart');
    expect(codes(command(2, 'stop.visited', {}, { part: 'errand-1' }))).toBe('400 eventOfAnotherKind');
    expect(codes(command(2, 'stop.paid', { amount: '5' }, { part: 'stop-1' }))).toBe('409 notInThisState');
    expect(codes(command(2, 'stop.visited', {}, { part: 'stop-1' }))).toBe('ok');
    expect(codes(command(2, 'xstate.after.visit.planned', {}, { part: 'stop-1' }))).toBe('400 unknownEvent');
  });

  it('lists every failed rule with sentence and basis', () => {
    const file = made(opened, added, command(2, 'stop.visited', {}, { part: 'stop-1' }));
    const decision = decide(errandCase, file, command(3, 'stop.paid', { amount: '6' }, { part: 'stop-1' }));
    expect(decision).toMatchObject({
      ok: false,
      status: 409,
      code: 'rulesFailed',
      rules: [{ code: 'amountDue', basis: 'house rule 1' }],
    });
  });

  it('tells other parts, nets their clocks and closes the case', () => {
    const file = made(opened, added);
    const decision = decide(errandCase, file, command(2, 'errand.closed', {}, { actor: chief }));
    if (!decision.ok) throw new Error(decision.code);
    expect(decision.moves).toEqual([
      { part: 'errand-1', from: 'open', to: 'closed' },
      { part: 'stop-1', from: 'planned', to: 'missed' },
    ]);
    expect(decision.disarmed).toEqual([
      { part: 'errand-1', name: 'patience' },
      { part: 'stop-1', name: 'visit' },
    ]);
    expect(decision.armed).toEqual([]);
    expect(decision.file.closedAt).toBe(at(2));
  });

  it('is refused whole when a told part does not take it', () => {
    const stubborn: CaseDefinition = {
      ...errandCase,
      events: new Map(errandCase.events).set('errand.closed', {
        ...errandCase.events.get('errand.closed')!,
        tells: () => ['stop-1'],
      }),
    };
    const file = made(opened, added, command(2, 'errand.closed', {}, { actor: chief }));
    const open: CaseFile = {
      ...file,
      parts: file.parts.map((part) => (part.kind === 'errand' ? { ...part, state: 'open' } : part)),
    };
    expect(decide(stubborn, open, command(3, 'errand.closed', {}, { actor: chief }))).toMatchObject({
      ok: false,
      code: 'partRefuses',
      part: 'stop-1',
    });
  });
});

describe('a clock', () => {
  it('strikes once, at its due time, by the system only', () => {
    const file = made(opened, added);
    const [visit] = dueStrikes(file, at(31));
    expect(visit).toMatchObject({ type: 'clock.struck', at: at(31), body: { part: 'stop-1', clock: 'visit' } });
    expect(dueStrikes(file, at(30))).toEqual([]);
    if (!visit) throw new Error('no strike');
    expect(decide(errandCase, file, { ...visit, actor: runner })).toMatchObject({ ok: false, status: 403 });
    expect(decide(errandCase, file, { ...visit, at: at(30) })).toMatchObject({ ok: false, code: 'clockNotArmed' });
    const struck = decide(errandCase, file, visit);
    if (!struck.ok) throw new Error(struck.code);
    expect(struck.moves).toEqual([{ part: 'stop-1', from: 'planned', to: 'missed' }]);
    expect(decide(errandCase, struck.file, visit)).toMatchObject({ ok: false, code: 'clockNotArmed' });
  });

  it('stays as overdue until its state is left', () => {
    const file = made(opened);
    const [patience] = dueStrikes(file, at(60));
    if (!patience) throw new Error('no strike');
    const struck = decide(errandCase, file, patience);
    if (!struck.ok) throw new Error(struck.code);
    expect(struck.file.clocks).toMatchObject([{ part: 'errand-1', name: 'patience', struckAt: at(60) }]);
    expect(dueStrikes(struck.file, at(600))).toEqual([]);
    const closed = decide(errandCase, struck.file, command(61, 'errand.closed', {}, { actor: chief }));
    expect(closed.ok && closed.file.clocks).toEqual([]);
  });
});

describe('what is available', () => {
  it('is told per part, with the reason where it is not allowed', () => {
    const file = made(opened, added);
    const acting = (roles: readonly string[]) => (roles.includes('runner') ? runner : undefined);
    const actions = available(errandCase, file, acting, { at: at(2), recordedAt: at(2) });
    expect(actions.map(({ event, part, allowed, code }) => [event.type, part, allowed, code])).toEqual([
      ['errand.noted', undefined, true, undefined],
      ['errand.booked', undefined, true, undefined],
      ['stop.added', undefined, true, undefined],
      ['stop.visited', 'stop-1', true, undefined],
      ['stop.paid', 'stop-1', false, 'notInThisState'],
      ['stop.rectified', 'stop-1', true, undefined],
      ['errand.recordedInError', undefined, true, undefined],
    ]);
  });
});

describe('the boot check', () => {
  const broken = (change: Partial<CaseDefinition>) => faultsOf({ ...errandCase, ...change }).join('\n');
  const on = { 'stop.rectified': stays };
  const kind = (states: object) => ({
    machines: { ...errandCase.machines, stop: statechart({ id: 'stop', on, states }) },
  });
  const usual = {
    new: { on: { 'stop.added': to('planned') } },
    planned: { id: 'planned', after: { visit: 'missed' }, on: { 'stop.visited': to('visited') } },
    visited: { meta: { waits: true }, on: { 'stop.paid': to('paid') } },
    paid: final,
    missed: final,
  };

  const visitWith = (late: readonly string[] | undefined): Partial<CaseDefinition> => {
    const { late: _, ...visit } = errandCase.clocks.get('visit')!;
    return { clocks: new Map([...errandCase.clocks, ['visit', late ? { ...visit, late } : visit]]) };
  };
  const leftBy = (...types: string[]) => ({
    type: 'final',
    on: Object.fromEntries(types.map((type) => [type, 'visited'])),
  });

  it('lets a final state be left by what may come late after the clock that led there', () => {
    const missed = { ...usual, missed: leftBy('stop.visited') };
    expect(broken({ ...visitWith(['stop.visited']), ...kind(missed) })).toBe('');
  });

  it('finds nothing wrong with a sound definition', () => {
    expect(faultsOf(errandCase)).toEqual([]);
    expect(broken(kind(usual))).toBe('');
  });

  it.each<[string, () => string, string]>([
    [
      'a state that cannot be reached',
      () => broken(kind({ ...usual, island: final })),
      'stop.island cannot be reached',
    ],
    [
      'a final state that is left',
      () => broken(kind({ ...usual, paid: { type: 'final', on: { 'stop.visited': 'missed' } } })),
      'is final and yet left',
    ],
    [
      'a clock that moves its part and does not say what may come late',
      () => broken(visitWith(undefined)),
      'clock visit moves its part and does not say',
    ],
    [
      'what may come late and is not taken any more',
      () => broken({ ...visitWith(['stop.visited']), ...kind(usual) }),
      'stop.missed does not take stop.visited',
    ],
    [
      'a final state that is left by more than what may come late',
      () =>
        broken({ ...visitWith(['stop.visited']), ...kind({ ...usual, missed: leftBy('stop.visited', 'stop.paid') }) }),
      'stop.missed is final and yet left by stop.paid',
    ],
    [
      'a wait without clock or reason',
      () => broken(kind({ ...usual, visited: { on: { 'stop.paid': 'paid' } } })),
      'waits without a clock',
    ],
    [
      'a clock in two states',
      () => broken(kind({ ...usual, visited: { id: 'v', after: { visit: 'missed' }, on: { 'stop.paid': 'paid' } } })),
      'clock visit runs in two states',
    ],
    ['a clock without definition', () => broken({ clocks: new Map() }), 'arms patience, which has no definition'],
    [
      'a dead end',
      () =>
        broken(
          kind({
            ...usual,
            planned: { ...usual.planned, on: { 'stop.visited': 'pit' } },
            pit: { meta: { waits: true } },
          }),
        ),
      'stop.pit has no way to an end',
    ],
    [
      'an event nobody accepts',
      () => broken(kind({ ...usual, visited: { meta: { waits: true }, on: {} } })),
      'stop.paid is accepted by nobody',
    ],
    [
      'an event out of the catalogue',
      () =>
        broken(
          kind({ ...usual, visited: { meta: { waits: true }, on: { 'stop.paid': 'paid', 'stop.burnt': 'paid' } } }),
        ),
      'waits for stop.burnt',
    ],
    [
      'an event without roles',
      () =>
        broken({
          events: new Map(errandCase.events).set('stop.paid', { ...errandCase.events.get('stop.paid')!, roles: [] }),
        }),
      'stop.paid has no roles',
    ],
    [
      'a rule without a basis',
      () =>
        broken({ rules: [{ code: 'x', needs: 'file', sentence: { zh: 'a', en: 'b' }, basis: '', holds: () => true }] }),
      'rule x lacks',
    ],
    [
      'an addressed event refused by a guard',
      () =>
        broken(
          kind({
            ...usual,
            visited: { meta: { waits: true }, on: { 'stop.paid': { guard: () => false, target: 'paid' } } },
          }),
        ),
      'guarded',
    ],
    [
      'a final state left through its parent',
      () =>
        broken({
          machines: {
            ...errandCase.machines,
            stop: statechart({ id: 'stop', states: usual, on: { 'stop.paid': '.visited' } }),
          },
        }),
      'is final and yet left',
    ],
    [
      'an opening event that the first state does not take',
      () =>
        broken(
          kind({
            ...usual,
            new: { on: { 'errand.closed': 'planned' } },
            visited: { meta: { waits: true }, on: { 'stop.paid': to('paid'), 'stop.added': 'visited' } },
          }),
        ),
      'stop.added opens no stop',
    ],
    [
      'an event that two regions own',
      () =>
        broken({
          machines: {
            ...errandCase.machines,
            errand: statechart({
              id: 'errand',
              type: 'parallel',
              initial: undefined,
              states: {
                a: { initial: 'x', states: { x: { meta: { waits: true }, on: { 'errand.opened': 'x' } } } },
                b: { initial: 'y', states: { y: { meta: { waits: true }, on: { 'errand.opened': 'y' } } } },
              },
            }),
          },
        }),
      'errand.opened is owned by two regions',
    ],
  ])('refuses %s', (_, fault, sentence) => {
    expect(fault()).toContain(sentence);
  });
});

describe('a deed recorded late', () => {
  it('keeps its clock and is overdue at once', () => {
    const file = made(opened);
    const late = decide(errandCase, file, { ...added, at: at(1), recordedAt: at(120) });
    if (!late.ok) throw new Error(late.code);
    expect(late.armed).toMatchObject([{ name: 'visit', dueAt: at(31) }]);
    expect(dueStrikes(late.file, at(120)).map((one) => one.body['clock'])).toContain('visit');
  });
});
