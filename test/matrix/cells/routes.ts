import { slipNumber } from '../../../src/lead/slip-number.js';
import type { Operation } from '../document.js';
import { concernedByGlass, endsGlass, reviewsGlass } from '../expected/house.js';
import { type Deciding, type Route } from '../expected/operations.js';
import { isGiven, partRows, partsOf } from '../expected/parts.js';
import { isNobody, organisationOf, principals, refusedAnywhere, rolesOf } from '../expected/principals.js';
import { type Relation, relations, seesPart, sightInRole, sightOf } from '../expected/sights.js';
import { everybody, isStale } from '../ground/city.js';
import type { Ground } from '../ground/ground.js';
import type { Ask } from '../ground/http.js';
import type { Cell, Expected, Place } from './cell.js';
import { idOf, jsonAsk, nobody } from './place.js';

const everywhere: readonly Relation[] = [...relations, 'none'];

interface Asked {
  readonly operation: Operation;
  readonly route: Route;
  readonly ground: Ground;
  readonly who: string;
}

/** Every cell of an operation that is no event. */
export function routeCells(operation: Operation, route: Route, ground: Ground): Cell[] {
  return principals.flatMap((who) => {
    const asked = { operation, route, ground, who };
    const early = refusedBefore(asked);
    const cells = makers[route.deciding](asked);
    if (early === undefined) return cells;
    // Who may not call at all gets the same answer wherever the id stands.
    return cells.map(({ twin: _, tells: __, listed: ___, ...cell }) => ({ ...cell, expected: early }));
  });
}

function refusedBefore({ route, who }: Asked): number | undefined {
  if (route.deciding === 'public') return undefined;
  const refused = refusedAnywhere(who);
  if (refused === 401 || (refused && !route.evenWhenDue)) return refused;
  if (['signedIn', 'own', 'session'].includes(route.deciding)) return undefined;
  if (route.deciding === 'reveal' && isStale(who)) return 403;
  return rolesOf(who).some((role) => route.roles.includes(role)) ? undefined : 403;
}

const makers: Readonly<Record<Deciding, (asked: Asked) => Cell[]>> = {
  public: ofEverybody,
  signedIn: (asked) => [simple(asked, jsonAsk(asked.operation, {}), asked.operation.id === 'csrfToken' ? 409 : 200)],
  own,
  session,
  logs,
  list,
  case: ofCase,
  part: ofPart,
  upload,
  opening,
  house,
  slip,
  reveal,
  glass,
  office,
  proof,
};

function cell(
  asked: Asked,
  relation: Relation,
  place: Place,
  ask: Ask,
  expected: Expected,
  more: Partial<Cell> = {},
): Cell {
  const { operation, route, who } = asked;
  const family = `${operation.id.replace(/[A-Z].*/, '')} ${route.deciding} ${route.roles.join('+')}`;
  return { operation: operation.id, family, who, relation, place, ask, expected, ...more };
}

function simple(asked: Asked, ask: Ask, expected: Expected): Cell {
  return cell(asked, 'none', 'none', ask, expected);
}

/** What anybody may ask, and is told: nothing of anybody. */
const told: Readonly<Record<string, number>> = {
  signIn: 401,
  // Only a page of our own may sign a browser in.
  signInBrowser: 403,
  signInSecondStep: 401,
  refresh: 401,
};

const publicBodies: Readonly<Record<string, unknown>> = {
  signIn: { username: 'teller.a1', password: 'wrong-password' },
  signInBrowser: { username: 'teller.a1', password: 'wrong-password' },
  signInSecondStep: { ticket: 'no.ticket', code: '000000' },
  refresh: { refreshToken: 'no.token' },
};

// A password takes long to check: of those who have an account one tries.
function ofEverybody(asked: Asked): Cell[] {
  const { id } = asked.operation;
  if (id in told && !isNobody(asked.who) && asked.who !== 'teller.a1') return [];
  return [simple(asked, jsonAsk(asked.operation, { file: 'docs.css' }, publicBodies[id]), told[id] ?? 200)];
}

/** What changes only who calls: it is asked by those who may not. */
function own(asked: Asked): Cell[] {
  const { operation, route, who } = asked;
  const refused = refusedAnywhere(who);
  if (refused === undefined || (refused === 403 && route.evenWhenDue)) return [];
  return [simple(asked, jsonAsk(operation, {}, operation.method === 'DELETE' ? undefined : {}), refused)];
}

/** Somebody else's session is like one that is not there. */
function session(asked: Asked): Cell[] {
  const { operation, ground } = asked;
  const twin = jsonAsk(operation, { id: nobody });
  return [
    cell(asked, 'none', 'path', jsonAsk(operation, { id: ground.strange }), 'hidden', {
      twin,
      echoes: [[ground.strange, nobody]],
    }),
  ];
}

/** The logs of who looked at what. */
function logs(asked: Asked): Cell[] {
  const { operation, ground } = asked;
  if (operation.id === 'auditListAccesses')
    return ['', `case=${ground.cases['main']?.number}`, 'case=L20240101-AAAA-AAAA', 'account=teller.a1'].map((query) =>
      cell(asked, 'none', query === '' ? 'none' : 'filter', jsonAsk(operation, {}, undefined, {}, query), 200),
    );
  const twin = jsonAsk(operation, { id: nobody });
  return [
    ...ground.ofHouse.map(({ id, kind }) => {
      const ask = jsonAsk(operation, { id });
      if (kind === 'log') return cell(asked, 'none', 'path', ask, 200);
      return cell(asked, 'none', 'path', ask, 'hidden', { twin, echoes: [[id, nobody]] });
    }),
    ...everywhere.map((relation) => {
      const id = idOf(ground, relation);
      return cell(asked, relation, 'path', jsonAsk(operation, { id }), 'hidden', { twin, echoes: [[id, nobody]] });
    }),
  ];
}

/** What vouches for all cases together: who may ask at all may ask about every case. */
function proof(asked: Asked): Cell[] {
  const { operation, ground } = asked;
  const simply = (ask: Ask, expected: Expected) => [simple(asked, ask, expected)];
  switch (operation.id) {
    case 'auditProof':
      return [
        ...simply(jsonAsk(operation, {}, undefined, {}, 'from=1&to=2'), 200),
        ...everywhere.map((relation) => {
          const query = `case=${idOf(ground, relation)}&version=1`;
          const expected = relation === 'none' ? 404 : 200;
          return cell(asked, relation, 'query', jsonAsk(operation, {}, undefined, {}, query), expected);
        }),
      ];
    // It changes the house: it is asked by those who may not.
    case 'auditCountCases':
      return refusedBefore(asked) === undefined ? [] : simply(jsonAsk(operation, {}, {}), 403);
    case 'auditCosign':
      return simply(jsonAsk(operation, {}, {}), 415);
    case 'auditSearch':
      return [{ actor: 'teller.a1' }, { name: '示例' }, { amountFrom: '1' }].flatMap((terms) =>
        simply(jsonAsk(operation, {}, terms), 200),
      );
    default:
      return simply(jsonAsk(operation, {}), 200);
  }
}

/** What of a case somebody reads. */
function ofCase(asked: Asked): Cell[] {
  const { operation, who, ground } = asked;
  const cells = everywhere.map((relation) => {
    const id = idOf(ground, relation);
    const twin = jsonAsk(operation, { id: nobody });
    const sight = sightOf(who, relation);
    if (sight === 'nothing')
      return cell(asked, relation, 'path', jsonAsk(operation, { id }), 'hidden', { twin, echoes: [[id, nobody]] });
    const tells = toldBy(operation.id, sight, relation);
    return cell(asked, relation, 'path', jsonAsk(operation, { id }), 200, tells ? { tells: relation } : {});
  });
  return [...cells, ...odd(asked), ...queries(asked)];
}

/** Whether what somebody reads has any canary in it: not where they see nothing of it, nor where it was erased. */
function toldBy(operation: string, sight: string, relation: Relation): boolean {
  if (relation === 'erased' || /(Actions|Slips|VerifyLead|LeadAccesses|LeadBundle)$/.test(operation)) return false;
  return sight !== 'entries' || operation.endsWith('History');
}

/** Ids that are none, and ids of something else. */
function odd(asked: Asked): Cell[] {
  const { operation, ground } = asked;
  const twin = jsonAsk(operation, { id: nobody });
  const ids = [
    'no-id',
    ground.cases['main']?.id.toUpperCase() ?? '',
    ground.handovers[0]?.id ?? '',
    ground.cases['main']?.number ?? '',
    ...ground.ofHouse.map(({ id: one }) => one),
  ];
  return ids.map((id) =>
    cell(asked, 'none', 'path', jsonAsk(operation, { id }), 'hidden', { twin, echoes: [[id, nobody]] }),
  );
}

/** The query does not make visible what is not. */
function queries(asked: Asked): Cell[] {
  const { operation, who, ground } = asked;
  return queriesOf(operation.id, ground.moment).flatMap((query) =>
    everywhere.map((relation) => {
      const id = idOf(ground, relation);
      const ask = jsonAsk(operation, { id }, undefined, {}, query);
      if (sightOf(who, relation) !== 'nothing' && query !== before) return cell(asked, relation, 'query', ask, 200);
      const twin = jsonAsk(operation, { id: nobody }, undefined, {}, query);
      return cell(asked, relation, 'query', ask, 'hidden', { twin, echoes: [[id, nobody]] });
    }),
  );
}

/** Before any case was reported there was none. */
const before = 'asOf=2020-01-01T00:00:00Z';

function queriesOf(operation: string, moment: string): string[] {
  if (operation.endsWith('GetLead')) return [`asOf=${moment}`, before];
  return operation.endsWith('History') ? ['cursor=1&limit=5'] : [];
}

/** Parts of a case: files, slips, sheets. */
function ofPart(asked: Asked): Cell[] {
  const { operation, who, ground } = asked;
  const row = partRows[operation.id.replace(/^[a-z]+/, '')];
  if (!row) throw new Error(`${operation.id} has no row in expected/parts.ts`);
  return everywhere.flatMap((relation) =>
    (row.parts[relation] ?? []).map((part) => {
      const id = idOf(ground, relation);
      const ask = jsonAsk(operation, { id, part });
      if (isGiven(row, who, relation, part)) return cell(asked, relation, 'part', ask, 'entered');
      const twin = jsonAsk(operation, { id: nobody, part });
      return cell(asked, relation, 'part', ask, 'hidden', { twin, echoes: [[id, nobody]] });
    }),
  );
}

/** The cases that a caller has a part in, whatever they filter by. */
function list(asked: Asked): Cell[] {
  const { operation, who, ground } = asked;
  if (operation.id === 'centerListComplaints') return complaints(asked);
  if (operation.id === 'centerListRetention') return retention(asked);
  const seen = relations.filter((relation) => !['nothing', 'entries', 'opened'].includes(sightOf(who, relation)));
  // What was opened in an emergency is no work of theirs; but it is no secret either.
  const also = relations.filter((relation) => sightOf(who, relation) === 'opened');
  const get = (query: string) => jsonAsk(operation, {}, undefined, {}, query);
  const among = (place: Place, query: string, some = seen) =>
    cell(asked, 'none', place, get(query), 200, { listed: { among: some, also } });
  // Who keeps an account of a case learns by no filter what it is about, and whose it is.
  const wholly = seen.filter((relation) => sightOf(who, relation) !== 'accounts');
  return [
    cell(asked, 'none', 'none', get(''), 200, { listed: { exactly: seen, also } }),
    cell(asked, 'none', 'none', get('updatedSince=2024-01-01T00:00:00Z'), 200, { listed: { exactly: seen, also } }),
    among('filter', 'open=true&limit=2'),
    ...['phase=intervening', 'finding=suspect'].map((query) => among('filter', query, wholly)),
    ...['mx-s1', 'mx-s2', 'mx-s4'].map((station) => among('filter', `station=${station}`, wholly)),
    ...['mx-a', 'mx-b', 'mx-c'].map((bank) => among('filter', `bank=${bank}`, wholly)),
    ...['mx-a1', 'mx-b1'].map((outlet) => among('filter', `outlet=${outlet}`, wholly)),
    ...relations
      .filter((relation) => !also.includes(relation))
      .map((relation) => byNumber(asked, relation, seen.includes(relation))),
    // A cursor is no more than a place in the list: with another's, too, only the own cases come.
    ...relations.map((relation) => among('cursor', `cursor=${cursorAt(idOf(ground, relation))}`)),
    among(
      'cursor',
      `updatedSince=2024-01-01T00:00:00Z&cursor=${cursorAt(idOf(ground, 'erased'), '2024-01-01T00:00:00.000Z')}`,
    ),
  ];
}

function byNumber(asked: Asked, relation: Relation, isSeen: boolean): Cell {
  const { operation, ground } = asked;
  const number = ground.cases[relation]?.number ?? '';
  const none = 'L20240101-AAAA-AAAA';
  const get = (value: string) => jsonAsk(operation, {}, undefined, {}, `number=${value}`);
  if (isSeen) return cell(asked, relation, 'filter', get(number), 200, { listed: { exactly: [relation] } });
  return cell(asked, relation, 'filter', get(number), 'alike', {
    twin: get(none),
    echoes: [[number, none]],
    listed: { exactly: [] },
  });
}

function cursorAt(id: string, at = ''): string {
  return Buffer.from(`${at}|${id}`).toString('base64url');
}

function complaints(asked: Asked): Cell[] {
  const isCenter = organisationOf(asked.who) === 'mx-center';
  const get = (query: string) => jsonAsk(asked.operation, {}, undefined, {}, query);
  const listed = { among: isCenter ? ['main', 'other'] : [] };
  return [
    cell(asked, 'none', 'none', get(''), isCenter ? 200 : 'entered', { listed }),
    cell(asked, 'none', 'cursor', get(`cursor=${idOf(asked.ground, 'main')}.99`), isCenter ? 200 : 'entered', {
      listed,
    }),
  ];
}

/** A file sent to a case; as a part that is not there, so that nothing comes of it. */
function upload(asked: Asked): Cell[] {
  const { operation, who, ground } = asked;
  const send = (id: string, query: string, key?: string) => ({
    ...jsonAsk(
      operation,
      { id },
      undefined,
      { 'content-type': 'application/octet-stream', ...(key ? { 'idempotency-key': key } : {}) },
      query,
    ),
    body: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
  });
  return everywhere.flatMap((relation) => {
    const id = idOf(ground, relation);
    const sight = sightOf(who, relation);
    const known = Object.values(ground.cases[relation]?.keys ?? {})[0];
    // What was opened in an emergency is for reading.
    if (sight === 'opened')
      return [
        cell(asked, relation, 'path', send(id, ''), 'refused'),
        cell(asked, relation, 'part', send(id, 'part=evidence-1'), 'refused'),
      ];
    const unknown = 'part=evidence-99';
    if (relation === 'erased' && (sight === 'whole' || sight === 'bank'))
      return [cell(asked, relation, 'part', send(id, unknown), 410)];
    if (sight === 'whole') return [cell(asked, relation, 'part', send(id, unknown), 'entered')];
    // The police may know which files there are; a bank may not.
    if (sight === 'bank')
      return [
        cell(asked, relation, 'part', send(id, unknown), 'hidden', {
          twin: send(nobody, unknown),
          echoes: [[id, nobody]],
        }),
      ];
    const during = new Date(Date.parse(ground.cases[relation]?.times[1] ?? ground.moment) + 10_000).toISOString();
    // What a station filmed while it had the case it may still give.
    const late = cell(asked, relation, 'late', send(id, `${unknown}&at=${during}`), 'entered');
    return ['', 'part=evidence-1']
      .map((query) =>
        cell(asked, relation, query === '' ? 'path' : 'part', send(id, query), 'hidden', {
          twin: send(nobody, query),
          echoes: [[id, nobody]],
        }),
      )
      .concat(
        cell(asked, relation, 'key', send(id, '', known), 'hidden', { twin: send(nobody, ''), echoes: [[id, nobody]] }),
        sight === 'entries' ? late : [],
      );
  });
}

/** A case of one's own; a key that stands for another's is no key of one's own. */
function opening(asked: Asked): Cell[] {
  const { operation, ground } = asked;
  const keys = relations.map((relation) => Object.values(ground.cases[relation]?.keys ?? {})[0] ?? 'none');
  const open = (key?: string) =>
    jsonAsk(operation, {}, operation.example, key === undefined ? {} : { 'idempotency-key': key }, 'dryRun=true');
  return [
    cell(asked, 'none', 'none', open(), 'entered'),
    ...keys.map((key, i) => cell(asked, relations[i] ?? 'none', 'key', open(key), 'entered')),
  ];
}

/** What a center or a station keeps for itself. */
function house(asked: Asked): Cell[] {
  const { operation, who, ground } = asked;
  const [, place = '', what = ''] = /^(station|center)(.*)$/.exec(operation.id) ?? [];
  const mine = organisationOf(who) ?? '';
  // Roles that do not fit the organisation keep nothing.
  const isHere = place === 'center' ? mine === 'mx-center' : /^mx-s\d$/.test(mine);
  if (!isHere)
    return ground.handovers.slice(0, 1).map(({ id }) => cell(asked, 'none', 'none', houseAsk(asked, what, id), 403));
  if (what === 'GetHandover' || what === 'SignHandover')
    return [
      ...ground.handovers.map(({ id, organisation }) => ({ id, organisation })),
      { id: idOf(ground, 'main'), organisation: '' },
    ].map(({ id, organisation }) => {
      const ask = houseAsk(asked, what, id);
      if (organisation === mine) return cell(asked, 'none', 'path', ask, what === 'GetHandover' ? 200 : signing(who));
      return cell(asked, 'none', 'path', ask, 'hidden', {
        twin: houseAsk(asked, what, nobody),
        echoes: [[id, nobody]],
      });
    });
  if (what === 'DrawUpHandover' || what === 'SetRoster') return others(asked, what);
  return [simple(asked, houseAsk(asked, what, ''), 200)];
}

/** Of those who work there, only the two who hand over sign; the hash that is sent is none of theirs. */
function signing(who: string): Expected {
  return ['desk.s1', 'officer.s1', 'desk.s2', 'officer.s2', 'duty.center'].includes(who) ? 409 : 403;
}

function houseAsk({ operation }: Asked, what: string, id: string): Ask {
  const bodies: Readonly<Record<string, unknown>> = {
    SignHandover: { hash: '0'.repeat(64) },
    DrawUpHandover: { arriving: 'nobody.here' },
    SetRoster: { from: 'never', to: 'never', shifts: [] },
  };
  return jsonAsk(operation, { id }, bodies[what]);
}

/** Accounts of other organisations are like accounts that are not there. */
function others(asked: Asked, what: string): Cell[] {
  const { operation, who, ground } = asked;
  const mine = organisationOf(who);
  const foreign = ['officer.s1', 'officer.s2', 'duty.center', 'teller.a1'].filter(
    (account) => everybody.get(account)?.organisation !== mine,
  );
  const from = new Date(Date.parse(ground.moment) + 60_000).toISOString();
  const to = new Date(Date.parse(ground.moment) + 3600_000).toISOString();
  const ask = (account: string) =>
    jsonAsk(
      operation,
      {},
      what === 'SetRoster' ? { from, to, shifts: [{ account, level: 1, from, to }] } : { arriving: account },
    );
  return foreign.map((account) =>
    cell(asked, 'none', what === 'SetRoster' ? 'array' : 'body', ask(account), 'alike', {
      twin: ask('nobody.here'),
      echoes: [[account, 'nobody.here']],
    }),
  );
}

/** The number on a slip leads to its case: for whoever sees the case. */
function slip(asked: Asked): Cell[] {
  const { operation, who, ground } = asked;
  const none = slipNumber(1);
  const ask = (number: string) =>
    operation.id === 'centerFindSlip'
      ? jsonAsk(operation, { number })
      : jsonAsk(operation, {}, { slip: number, text: 'x' }, {}, 'dryRun=true');
  return relations.flatMap((relation) =>
    Object.values(ground.cases[relation]?.slips ?? {}).map((number) => {
      const place = operation.id === 'centerFindSlip' ? 'path' : 'body';
      if (sightOf(who, relation) !== 'nothing') return cell(asked, relation, place, ask(number), 'entered');
      return cell(asked, relation, place, ask(number), 'hidden', { twin: ask(none), echoes: [[number, none]] });
    }),
  );
}

/** What was kept long enough, of the cases that somebody sees. */
function retention(asked: Asked): Cell[] {
  const among = relations.filter((relation) => !['nothing', 'entries'].includes(sightOf(asked.who, relation)));
  return ['', 'by=2099-01-01T00:00:00Z', 'by=2099-01-01T00:00:00Z&held=false'].map((query) =>
    cell(asked, 'none', query === '' ? 'none' : 'filter', jsonAsk(asked.operation, {}, undefined, {}, query), 200, {
      listed: { among },
    }),
  );
}

/** One identity in the clear: of what somebody sees, and a bank what it said itself or keeps. */
function reveal(asked: Asked): Cell[] {
  const { operation, route, who, ground } = asked;
  return everywhere.flatMap((relation) => {
    const id = idOf(ground, relation);
    const sight = sightOf(who, relation);
    const { located } = ground.cases[relation] ?? {};
    // One role lets them see the case, and the one in which they work here does not show it to them.
    const isNarrow = rolesOf(who)
      .filter((role) => route.roles.includes(role))
      .every((role) => sightInRole(who, role, relation) !== sight);
    const ask = (of: string, part: string | undefined, field: string, version?: number) =>
      jsonAsk(
        operation,
        { id: of },
        { ...(part ? { part } : {}), ...(version ? { version } : {}), field, reason: 'the matrix asks' },
      );
    // Of an entry: what the report said; what the police said of an account; and an entry that is not there.
    const said = (version: number, field: string, expected: Expected): Cell =>
      cell(asked, relation, 'body', ask(id, undefined, field, version), expected, {
        ...(expected === 'hidden' ? { twin: ask(nobody, undefined, field, version), echoes: [[id, nobody]] } : {}),
      });
    const answer = (part: string | undefined, field: string, expected: Expected): Cell =>
      cell(asked, relation, part ? 'part' : 'path', ask(id, part, field), expected, {
        ...(expected === 'hidden' ? { twin: ask(nobody, part, field), echoes: [[id, nobody]] } : {}),
      });
    const gone = relation === 'erased' ? 410 : isNarrow ? 403 : 200;
    const ofLead = ['whole', 'opened', 'bank'].includes(sight) ? gone : 'hidden';
    return [
      answer(undefined, 'customer.idNumber', ofLead),
      answer(undefined, 'customer.phone', ofLead === 200 && !mayRevealPhone(who, route.roles) ? 403 : ofLead),
      said(1, 'customer.idNumber', ofLead),
      said(9999, 'customer.idNumber', 'hidden'),
      ...(located === undefined ? [] : [said(located, 'number', ofLead === 200 && sight === 'bank' ? 403 : ofLead)]),
      ...(relation === 'main'
        ? identitiesOfMain.map(([part, field]) =>
            answer(part, field, isNarrow && sight !== 'nothing' ? 403 : owed(who, route.roles, part, field)),
          )
        : []),
      ...accountsToReveal(relation).map((part) => answer(part, 'number', revealed(who, relation, part, gone))),
    ];
  });
}

/** Of the victims and their claims, and what the head office of Bank A said itself. */
const identitiesOfMain = [
  ['claim-1', 'paidFrom.number'],
  ['victim-1', 'name'],
  ['victim-1', 'phone'],
  ['claim-2', 'paidFrom.number'],
  ['parcel-1', 'recipient.name'],
] as const;

/** Whom it has to pay a bank is told, once the return is approved: the account, and whose it is. */
function owed(who: string, roles: readonly string[], part: string, field: string): Expected {
  switch (sightOf(who, 'main')) {
    case 'whole':
    case 'opened':
      return field !== 'phone' || mayRevealPhone(who, roles) ? 200 : 403;
    case 'bank':
      return part === 'parcel-1' ? 200 : 403;
    case 'accounts':
      return ['claim-1 paidFrom.number', 'victim-1 name'].includes(`${part} ${field}`) ? 200 : 'hidden';
    default:
      return 'hidden';
  }
}

/** An approver decides on papers, and calls nobody. */
function mayRevealPhone(who: string, roles: readonly string[]): boolean {
  return rolesOf(who).some((role) => role !== 'approver' && roles.includes(role));
}

function accountsToReveal(relation: Relation): string[] {
  if (relation === 'none') return ['account-1'];
  return (partsOf.get(relation) ?? []).filter((part) => part.startsWith('account-'));
}

/** All but the first account of a case were found by the police: the reporting bank, which does not keep them, is not told their numbers. */
function revealed(who: string, relation: Relation, part: string, gone: number): Expected {
  if (!seesPart(who, relation, part)) return 'hidden';
  return sightOf(who, relation) === 'bank' && part !== 'account-1' ? 403 : gone;
}

/** Cases opened in an emergency. Nothing is opened here: that changes who sees what. */
function glass(asked: Asked): Cell[] {
  const { operation, who, ground } = asked;
  const [area = ''] = operation.id.split(/[.A-Z]/);
  const isConcerned = (kind: string) => ['glass', 'earlier'].includes(kind) && concernedByGlass(who, kind, area);
  if (operation.id.endsWith('ListBreakGlass')) {
    const exactly = ['glass', 'earlier'].filter(isConcerned);
    return [cell(asked, 'none', 'none', jsonAsk(operation, {}), 200, { listed: { exactly } })];
  }
  if (/^[a-z]+BreakGlass$/.test(operation.id)) return emergency(asked);
  const leads = Object.values(ground.cases).map(({ id }) => ({ id, kind: 'lead' }));
  const ids = [...ground.ofHouse, { id: 'no-id', kind: 'none' }, ...leads];
  const ask = (id: string, isDry: boolean) =>
    jsonAsk(operation, { id }, operation.event && (operation.example ?? {}), {}, isDry ? 'dryRun=true' : '');
  return ids.map(({ id, kind }) => {
    if (isConcerned(kind))
      return cell(
        asked,
        'none',
        'path',
        ask(id, operation.event !== undefined),
        doneToGlass(operation, area, who, kind),
      );
    return cell(asked, 'none', 'path', ask(id, false), 'hidden', { twin: ask(nobody, false), echoes: [[id, nobody]] });
  });
}

function doneToGlass({ event }: Operation, area: string, who: string, kind: string): Expected {
  if (event === undefined) return 200;
  const does = event === 'breakGlass.reviewed' ? reviewsGlass.includes(who) : endsGlass(who, kind, area);
  return does ? 'entered' : 'refused';
}

/** A number that no lead has opens nothing, nor an id, nor the number of a case of the house. */
function emergency(asked: Asked): Cell[] {
  const { operation, who, ground } = asked;
  const none = 'L20240101-AAAA-AAAA';
  const ask = (number: string) => jsonAsk(operation, {}, { number, reason: 'the matrix asks' });
  const odd = [ground.cases['other']?.id ?? '', ...ground.ofHouse.map(({ number }) => number)].map((number) =>
    cell(asked, 'none', 'body', ask(number), 'hidden', { twin: ask(none), echoes: [[number, none]] }),
  );
  // Who sees a case has no emergency.
  const own = relations
    .filter((relation) => sightOf(who, relation) === 'whole')
    .map((relation) => cell(asked, relation, 'body', ask(ground.cases[relation]?.number ?? ''), 409));
  return [...odd, ...own];
}

/** The house itself: who works in it, and what they may do. */
function office(asked: Asked): Cell[] {
  const { operation } = asked;
  if (operation.event) {
    const ask = jsonAsk(operation, {}, operation.example, {}, 'dryRun=true');
    return [cell(asked, 'none', 'none', ask, 'entered')];
  }
  const names = { code: 'mx-a1', account: 'teller.a1' };
  const nothing = { code: 'mx-none', account: 'nobody.here' };
  return [
    cell(asked, 'none', 'none', jsonAsk(operation, names), 200),
    ...(operation.path.includes('{') ? [cell(asked, 'none', 'path', jsonAsk(operation, nothing), 404)] : []),
  ];
}
