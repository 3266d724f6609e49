import type { Operation } from '../document.js';
import { type Recording, wantsProof } from '../expected/operations.js';
import { partsOf } from '../expected/parts.js';
import { principals, refusedAnywhere, rolesOf } from '../expected/principals.js';
import { type Relation, relations, seesPart, sightInRole, sightOf } from '../expected/sights.js';
import { isStale } from '../ground/city.js';
import type { Ground } from '../ground/ground.js';
import type { Ask } from '../ground/http.js';
import type { Cell, Expected, Place } from './cell.js';
import { idOf, jsonAsk, nobody } from './place.js';

/** Every cell of an event of an area. */
export function eventCells(
  operation: Operation,
  recording: Recording,
  area: readonly string[],
  ground: Ground,
): Cell[] {
  return principals.flatMap((who) =>
    [...relations, 'none' as const].flatMap((relation) =>
      cellsFor({ operation, recording, area, ground, who, relation }),
    ),
  );
}

interface Asked {
  readonly operation: Operation;
  readonly recording: Recording;
  readonly area: readonly string[];
  readonly ground: Ground;
  readonly who: string;
  readonly relation: Relation;
}

function cellsFor(asked: Asked): Cell[] {
  const early = refusedBefore(asked);
  if (early !== undefined) {
    const [address] = addressesOf(asked);
    return [cell(asked, address, 'path', early)];
  }
  return [...addressesOf(asked).map((address) => addressed(asked, address)), ...furtherPlaces(asked)];
}

/** The status that who calls has earned whatever they ask for. */
function refusedBefore({ area, who }: Asked): number | undefined {
  return refusedAnywhere(who) ?? (rolesOf(who).some((role) => area.includes(role)) ? undefined : 403);
}

/** The role in which they act, if there is one that may: the first that sees the case. */
function actingRole({ recording, who, relation }: Asked): string | undefined {
  const able = recording.roles.filter((role) => rolesOf(who).includes(role));
  return able.find((role) => sightInRole(who, role, relation) === sightOf(who, relation)) ?? able[0];
}

/** Which parts the event is addressed to: some that are there, one that is not, and none. */
function addressesOf({ operation, recording, relation }: Asked): (string | undefined)[] {
  if (operation.part === 'none') return [undefined];
  const [kind = ''] = recording.event.split('.');
  const there = (partsOf.get(relation) ?? []).filter((part) => part.startsWith(`${kind}-`));
  return [...(operation.part === 'optional' ? [undefined] : []), ...there, `${kind}-99`];
}

function addressed(asked: Asked, part: string | undefined): Cell {
  const { who, relation } = asked;
  const sight = sightInRole(who, actingRole(asked), relation);
  const isWhole = sight === 'whole' || sight === 'bank';
  const exists = part === undefined || (partsOf.get(relation)?.includes(part) ?? false);
  // The police may know which parts there are; a bank may not.
  const seen =
    part === undefined
      ? isWhole
      : (exists || sight === 'whole') && (isWhole || sight === 'accounts') && seesPart(who, relation, part);
  if (seen) return cell(asked, part, 'part', actingRole(asked) === undefined ? 403 : 'entered');
  if (!isWhole) return cell(asked, part, relation === 'none' ? 'path' : 'part', 'hidden');
  // Of a case that they see: a part that they do not is like one that is not there.
  return cell(asked, part, 'part', 'alike', { part: `${part?.split('-')[0]}-98` });
}

interface Variation {
  /** The part of the twin, where it differs from the question's. */
  readonly part?: string;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly twinBody?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly echoes?: readonly (readonly [string, string])[];
}

function cell(
  asked: Asked,
  part: string | undefined,
  place: Place,
  expected: Expected,
  variation: Variation = {},
): Cell {
  const { operation, recording, who, relation, ground } = asked;
  const { headers = {}, query } = variation;
  const body = (of: string | undefined, more: object = {}) => ({
    ...operation.example,
    ...variation.body,
    ...(of === undefined ? { part: undefined } : { part: of }),
    ...more,
  });
  const ask = (id: string, what: object, isDry: boolean) =>
    jsonAsk(operation, { id }, what, headers, query ?? (isDry ? 'dryRun=true' : ''));
  const id = idOf(ground, relation);
  // What is hidden is sent to be recorded, as nothing may come of it. Anything else must change nothing: also what only the
  // acting role does not see, lest it changed the case for the other cells.
  const isDry = expected !== 'hidden' || ['whole', 'opened'].includes(sightOf(who, relation));
  if (!isDry && isStale(who) && wantsProof.includes(recording.event) && actingRole(asked) !== undefined)
    return plainly(asked, place, ask(id, body(part), isDry), 403);
  const twinId = expected === 'alike' ? id : nobody;
  const twinPart = variation.part ?? part;
  const twin =
    expected === 'hidden' || expected === 'alike' ? ask(twinId, body(twinPart, variation.twinBody), isDry) : undefined;
  return {
    ...plainly(asked, place, ask(id, body(part), isDry), expected),
    ...(twin ? { twin } : {}),
    echoes: [[id, twinId], ...(part && twinPart ? [[part, twinPart] as const] : []), ...(variation.echoes ?? [])],
  };
}

function plainly({ operation, recording, who, relation }: Asked, place: Place, ask: Ask, expected: Expected): Cell {
  const { area, roles, event } = recording;
  const kind = operation.part === 'none' ? 'lead' : event.split('.')[0];
  const family = `${area} ${roles.join('+')} ${kind} ${operation.part}`;
  return { operation: operation.id, family, who, relation, place, ask, expected };
}

/** Ids elsewhere than in the path and in `part`. */
function furtherPlaces(asked: Asked): Cell[] {
  const { recording, relation, who, ground } = asked;
  const role = actingRole(asked);
  const sight = sightInRole(who, role, relation);
  const isWhole = sight === 'whole' || sight === 'bank';
  const plain = (place: Place, variation: Variation): Cell =>
    cell(asked, undefined, place, isWhole ? (role === undefined ? 403 : 'entered') : 'hidden', variation);
  switch (recording.event) {
    case 'lead.noted':
      return [
        plain('ifMatch', { headers: { 'if-match': '"1"' } }),
        plain('query', { query: 'dryRun=true' }),
        ...known(asked, isWhole && role !== undefined),
        ...citing(asked, isWhole && role !== undefined),
        ...late(asked),
        ...ofHouse(asked),
      ];
    case 'lead.alarmAcknowledged': {
      const cells = ['hold-1', 'account-1', 'account-2', 'account-99', 42].map((of) => {
        const seen = isWhole || (sight === 'accounts' && seesPart(who, relation, String(of)));
        return cell(asked, undefined, 'body', seen ? (role === undefined ? 403 : 'entered') : 'hidden', {
          body: { of },
        });
      });
      return [...cells, bodiless(plain('body', {}))];
    }
    case 'return.executed':
      // The bank pays, and what becomes of the claim and the victim is not told to it.
      if (`${who} ${relation}` !== 'desk.b main' || role === undefined) return [];
      return [
        cell(asked, 'return-1', 'body', 200, {
          body: { payments: [{ claim: 'claim-1', reference: 'FK1' }], receivedBy: undefined, listNumber: undefined },
        }),
      ];
    case 'evidence.received':
      // A file of another case is no file of this one.
      if (!isWhole || role === undefined) return [];
      return [
        cell(asked, undefined, 'body', 'alike', {
          body: { blob: markOf(ground, relation === 'other' ? 'main' : 'other') },
          twinBody: { blob: 'f'.repeat(64) },
        }),
      ];
    default:
      return [];
  }
}

/** The same with a body that is no object. */
function bodiless({ ask, twin, ...rest }: Cell): Cell {
  const body = 'null';
  return { ...rest, ask: { ...ask, body }, ...(twin ? { twin: { ...twin, body } } : {}) };
}

/** A key that stands for something else: whoever sees the case hears that it does. */
function known(asked: Asked, mayRecord: boolean): Cell[] {
  const [key = 'none'] = Object.values(asked.ground.cases[asked.relation]?.keys ?? {});
  const isWhole = ['whole', 'bank'].includes(sightInRole(asked.who, actingRole(asked), asked.relation));
  const expected = mayRecord ? 422 : isWhole ? 403 : 'hidden';
  return [cell(asked, undefined, 'key', expected, { headers: { 'idempotency-key': key } })];
}

/** Deeds may name files: one that is hidden is like one that is not there. */
function citing(asked: Asked, mayCite: boolean): Cell[] {
  if (!mayCite) return [];
  const { who, relation } = asked;
  const hidden = (partsOf.get(relation) ?? []).filter(
    (part) => part.startsWith('evidence-') && !seesPart(who, relation, part),
  );
  return hidden.map((part) =>
    cell(asked, undefined, 'array', 'alike', {
      body: { evidence: [part] },
      twinBody: { evidence: ['evidence-98'] },
      echoes: [[part, 'evidence-98']],
    }),
  );
}

/** The house has cases too, and nobody records on them as on a lead. */
function ofHouse(asked: Asked): Cell[] {
  if (asked.relation !== 'none') return [];
  return [...asked.ground.ofHouse.map(({ id }) => id), 'no-id'].map((id) => {
    const plain = cell(asked, undefined, 'path', 'hidden');
    const path = plain.ask.path.replace(idOf(asked.ground, 'none'), id);
    return { ...plain, ask: { ...plain.ask, path }, echoes: [[id, nobody]] };
  });
}

/** What a station did while it had the case it may still record; nothing else. */
function late(asked: Asked): Cell[] {
  const { who, relation, ground, recording } = asked;
  const role = actingRole(asked);
  const { times = [] } = ground.cases[relation] ?? {};
  if (recording.area !== 'station' || times.length === 0) return [];
  // Both stations that lost a case had it when the second event was recorded, and not when the last was.
  const during = { body: { at: plusSeconds(times[1], 10) } };
  const sight = sightInRole(who, role, relation);
  if (sight === 'nothing') return [cell(asked, undefined, 'late', 'hidden', during)];
  if (sight !== 'entries' || !['officer', 'stationDuty'].includes(role ?? '')) return [];
  return [
    cell(asked, undefined, 'late', 'entered', during),
    cell(asked, undefined, 'late', 'hidden', { body: { at: times.at(-1) } }),
    cell(asked, undefined, 'late', 'hidden', { body: { at: times[0] } }),
  ];
}

function plusSeconds(time: string | undefined, seconds: number): string {
  return new Date(Date.parse(time ?? '') + seconds * 1000).toISOString();
}

function markOf(ground: Ground, relation: string): string {
  // Files come last among the marks of a case; any hash of 64 digits is a place in the store.
  return [...ground.marks].filter(([, of]) => of === relation).at(-1)?.[0] ?? '';
}
