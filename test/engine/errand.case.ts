import {
  type CaseDefinition,
  type CorrectionBody,
  changedFact,
  correctionPayloads,
  defineEvent,
  type EventDefinition,
  type Facts,
  Fen,
  FreeText,
  final,
  Plain,
  rule,
  specAt,
  statechart,
  stays,
  to,
  undoingIn,
  Whole,
  waits,
} from '../../src/engine/definition/index.js';

/** A small case that has nothing to do with fraud: an errand with stops. It proves that the engine knows no domain. */
const why = { zh: '等人', en: 'waits for people' };

const errand = statechart({
  id: 'errand',
  on: { 'errand.recordedInError': stays },
  states: {
    new: { on: { 'errand.opened': to('open') } },
    open: {
      id: 'open',
      after: { patience: {} },
      on: {
        'stop.added': stays,
        'errand.noted': stays,
        'errand.booked': stays,
        'errand.closed': to('closed'),
      },
    },
    closed: final,
  },
});

const stop = statechart({
  id: 'stop',
  on: { 'stop.rectified': stays },
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
  @Whole({ zh: '分钟', en: 'minutes', min: 1, max: 600, optional: true }) waitMinutes?: number;
}
class Noted {
  @Plain({ zh: '备注', en: 'note', max: 5000 }) note!: string;
}
class Booked {
  @Plain({ zh: '时段', en: 'slot' }) slot!: string;
}
class Nothing {}
class Annulled {
  @Whole({ zh: '版本', en: 'version', min: 1, max: 1000 }) version!: number;
}
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

/** One errand per slot: about other cases only the house knows. */
export const slotFree = rule({
  code: 'slotFree',
  needs: 'body',
  sentence: { zh: '该时段已被预订', en: 'Another errand has this slot' },
  basis: 'house rule 5',
  holds: ({ known }) => known['slotTaken'] !== true,
});

export const lastThatMoved = rule<{ version: number }>({
  code: 'lastThatMoved',
  needs: 'body',
  sentence: { zh: '只能作废最后一项', en: 'Only the last can be annulled' },
  basis: 'house rule 4',
  holds: ({ view, body, known }) => view.lastMoved === body.version && undoingIn(known) !== null,
});

const corrections = correctionPayloads([
  ...['amount', 'place'].map((path) => ({ path, spec: specAt(Added, path), sealedAs: path })),
  { path: 'waitMinutes', spec: specAt(Added, 'waitMinutes'), sealedAs: 'waitMinutes' },
]);

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
    type: 'errand.booked',
    title: weight,
    roles: ['runner'],
    payload: Booked,
    example: { slot: 'a' },
    rules: [slotFree],
    keeps: ['slot'],
    asks: (body) => [{ name: 'slotTaken', about: body.slot }],
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
    keeps: ['place', 'amount', 'waitMinutes'],
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
  defineEvent<CorrectionBody>({
    type: 'stop.rectified',
    title: weight,
    roles: ['runner'],
    payload: corrections.any,
    payloadFor: (raw) => corrections.of(raw['field']),
    effect: 'corrects',
    example: { field: 'amount', value: '2', reason: 'r' },
    facts: ({ part, body }) => changedFact(part?.facts, body.field, body.value),
    asks: (body, _, part) => [{ name: 'recordedBy', about: { part: part ?? '', field: body.field } }],
  }),
  defineEvent({
    type: 'errand.recordedInError',
    title: weight,
    roles: ['runner'],
    payload: Annulled,
    effect: 'annuls',
    example: { version: 2 },
    rules: [lastThatMoved],
    asks: (body) => [{ name: 'annulled', about: body.version }],
  }),
];

const minutes = (at: string, n: number) => new Date(Date.parse(at) + n * 60_000).toISOString();

export const errandCase: CaseDefinition = {
  name: 'errand',
  version: 1,
  letter: 'E',
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
        late: weight,
        due: (q: { at: string; facts: Facts }) => minutes(q.at, Number(q.facts['waitMinutes'] ?? 30)),
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
    retention: '',
    keepUntil: null,
    held: false,
    eraseAt: null,
    erasedAt: null,
  }),
};
