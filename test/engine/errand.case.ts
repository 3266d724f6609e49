import {
  type CaseDefinition,
  defineEvent,
  type EventDefinition,
  Fen,
  FreeText,
  final,
  Plain,
  rule,
  statechart,
  stays,
  to,
  waits,
} from '../../src/engine/definition/index.js';

/** A small case that has nothing to do with fraud: an errand with stops. It proves that the engine knows no domain. */
const why = { zh: '等人', en: 'waits for people' };

const errand = statechart({
  id: 'errand',
  states: {
    new: { on: { 'errand.opened': to('open') } },
    open: {
      id: 'open',
      after: { patience: {} },
      on: {
        'stop.added': stays,
        'errand.noted': stays,
        'errand.closed': to('closed'),
      },
    },
    closed: final,
  },
});

const stop = statechart({
  id: 'stop',
  states: {
    new: { on: { 'stop.added': to('planned') } },
    planned: {
      id: 'planned',
      after: { visit: 'missed' },
      on: { 'stop.visited': to('visited'), 'errand.closed': 'missed' },
    },
    visited: waits(why, { 'stop.paid': to('paid'), 'errand.closed': 'paid' }),
    paid: final,
    missed: final,
  },
});

class Opened {
  @Plain({ zh: '名称', en: 'title' }) title!: string;
}
class Added {
  @FreeText({ zh: '地点', en: 'place' }) place!: string;
  @Fen({ zh: '金额', en: 'amount', optional: true }) amount?: string;
}
class Noted {
  @Plain({ zh: '备注', en: 'note', max: 5000 }) note!: string;
}
class Nothing {}
class Paid {
  @Fen({ zh: '金额', en: 'amount' }) amount!: string;
}

export const amountDue = rule<{ amount: string }>({
  code: 'amountDue',
  needs: 'body',
  sentence: { zh: '金额应与计划一致', en: 'The amount must be the planned one' },
  basis: 'house rule 1',
  holds: ({ body, part }) => body.amount === part?.facts['amount'],
});

const weight = { zh: '标题', en: 'title' };
const list: EventDefinition[] = [
  defineEvent({
    type: 'errand.opened',
    title: weight,
    roles: ['runner'],
    payload: Opened,
    example: { title: 'a' },
    opens: 'always',
    keeps: ['title'],
  }),
  defineEvent({
    type: 'errand.noted',
    title: weight,
    roles: ['runner'],
    payload: Noted,
    example: { note: 'a' },
    keeps: ['note'],
  }),
  defineEvent({
    type: 'errand.closed',
    title: weight,
    roles: ['chief'],
    payload: Nothing,
    example: {},
    tells: ({ view }) =>
      view
        .of('stop')
        .filter((part) => !part.final)
        .map((part) => part.id),
  }),
  defineEvent({
    type: 'stop.added',
    title: weight,
    roles: ['runner'],
    payload: Added,
    example: { place: 'p' },
    opens: 'always',
    keeps: ['place', 'amount'],
  }),
  defineEvent({ type: 'stop.visited', title: weight, roles: ['runner'], payload: Nothing, example: {} }),
  defineEvent({
    type: 'stop.paid',
    title: weight,
    roles: ['runner'],
    payload: Paid,
    example: { amount: '1' },
    rules: [amountDue],
  }),
];

const minutes = (at: string, n: number) => new Date(Date.parse(at) + n * 60_000).toISOString();

export const errandCase: CaseDefinition = {
  name: 'errand',
  version: 1,
  root: 'errand',
  machines: { errand, stop },
  events: new Map(list.map((event) => [event.type, event])),
  clocks: new Map(
    [
      {
        name: 'patience',
        title: weight,
        limit: weight,
        basis: 'house rule 2',
        atEnd: 'escalate' as const,
        alarms: ['chief'],
        due: (q: { recordedAt: string }) => minutes(q.recordedAt, 60),
      },
      {
        name: 'visit',
        title: weight,
        limit: weight,
        basis: 'house rule 3',
        atEnd: 'lapse' as const,
        alarms: [],
        due: (q: { at: string }) => minutes(q.at, 30),
      },
    ].map((clock) => [clock.name, clock]),
  ),
  rules: [],
  closed: (root) => root.state === 'closed',
  index: (file) => ({
    bank: null,
    outlet: null,
    district: null,
    station: null,
    phase: String(file.parts[0]?.state),
    subject: null,
    amount: null,
    finding: null,
    accountBanks: [],
    stations: [],
    exercise: false,
    matchable: true,
    eraseAt: null,
    erasedAt: null,
  }),
};
