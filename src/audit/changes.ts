import type { DataSource } from 'typeorm';
import type { Principal } from '../access/principal.js';
import { reading } from '../access/reading.js';
import { openFacts } from '../access/sealing/index.js';
import type { Look } from '../cases/cases.js';
import { shownMove } from '../cases/shown-state.js';
import { correctedFact, type Facts, isObject, type Json, sameJson } from '../engine/definition/index.js';
import { commandOf, type Entry, parseEntry } from '../engine/ledger/entry.js';
import { type Step, stepsOf } from '../engine/past.js';
import { genesis } from '../engine/replay.js';
import { lastCheckpoint } from '../engine/store/checkpoints.js';
import { type Place, placesBetween } from '../engine/store/places.js';
import { readHistory } from '../engine/store/read-history.js';

/** Which entries of a case are asked for, and by whom. */
export interface ChangesAsked {
  readonly principal: Principal;
  /** Those after this version. */
  readonly after: number;
  readonly limit: number;
}

/**
 * What each entry of a case changed, oldest first: states, facts and clocks, and where it stands in the log. The facts come
 * from replaying the entries; where these do not replay they are null, and `/verify` says why.
 */
export async function changesIn(
  ds: DataSource,
  { loaded, looking }: Look,
  { principal, after, limit }: ChangesAsked,
): Promise<{ items: Json[]; next: number | null }> {
  const { id, version } = loaded.file;
  const upTo = Math.min(version, after + limit);
  const stored = await reading(ds, principal, (read) => readHistory(read, id, { limit: upTo }));
  const entries = stored.map(({ entry }) => parseEntry(entry));
  const [places, last] = await Promise.all([placesBetween(ds, id, after, upTo), lastCheckpoint(ds)]);
  const steps = stepsIn(looking.definition, id, entries);
  const items = stored.flatMap((one, i) => {
    const entry = entries[i];
    if (!entry || entry.version <= after) return [];
    const place = places.get(entry.version);
    return [
      {
        ...entryView(entry, looking),
        facts: factsView(steps.get(entry.version), loaded.file.id, looking),
        leaf: one.leaf.toString('hex'),
        ...placeView(place, last?.size ?? 0),
      },
    ];
  });
  return { items, next: upTo < version ? upTo : null };
}

type Looking = Look['looking'];

/** The steps by the versions to which they lead, as far as the entries replay. */
function stepsIn(definition: Looking['definition'], id: string, entries: readonly Entry[]): ReadonlyMap<number, Step> {
  const steps = new Map<number, Step>();
  try {
    const start = genesis(id, definition, entries[0]?.settings ?? {});
    for (const step of stepsOf(definition, start, entries.map(commandOf))) steps.set(step.after.version, step);
  } catch {
    // Somebody has changed the history: what came before it is still shown.
  }
  return steps;
}

function entryView(
  { version, type, part, at, recordedAt, late, exercise, actor, body, effects }: Entry,
  looking: Looking,
) {
  const { definition, language } = looking;
  const clock = definition.clocks.get(String(body['clock']));
  return {
    version,
    type,
    title: definition.events.get(type)?.title[language] ?? clock?.title[language] ?? type,
    part: part ?? null,
    at,
    recordedAt,
    late: late === true,
    exercise: exercise === true,
    actor: { account: actor.account, role: actor.role, organisation: actor.org.code },
    moved: effects.moved.map(shownMove),
    opened: effects.opened,
    armed: effects.armed.map((one) => ({ ...one })),
    disarmed: effects.disarmed.map((one) => ({ ...one })),
  };
}

/** `covered`: a checkpoint that was signed vouches for it. */
function placeView(place: Place | undefined, signed: number) {
  return { index: place?.index ?? null, covered: place !== undefined && place.index < signed };
}

function factsView(step: Step | undefined, id: string, { caseKey, language }: Looking): Json {
  if (!step) return null;
  const before = new Map(step.before.parts.map((part) => [part.id, part.facts]));
  const shown = (value: Json | undefined) => (value === undefined ? null : openFacts(value, caseKey, id, language));
  return step.after.parts.flatMap((part) =>
    changed(before.get(part.id) ?? {}, part.facts).map(({ field, from, to }) => ({
      part: part.id,
      field,
      from: shown(from),
      to: shown(to),
    })),
  );
}

interface Changed {
  readonly field: string;
  readonly from: Json | undefined;
  readonly to: Json | undefined;
}

function changed(from: Facts, to: Facts): Changed[] {
  const names = new Set([...Object.keys(from), ...Object.keys(to)]);
  names.delete(correctedFact);
  return [...names].flatMap((name) => fieldsChanged(name, from[name], to[name]));
}

/** Objects are compared member by member, anything else as a whole. */
function fieldsChanged(field: string, from: Json | undefined, to: Json | undefined): Changed[] {
  if (sameJson(from, to)) return [];
  if (!isObject(to) || (from !== undefined && !isObject(from))) return [{ field, from, to }];
  const before = from ?? {};
  return [...new Set([...Object.keys(before), ...Object.keys(to)])].flatMap((name) =>
    fieldsChanged(`${field}.${name}`, before[name], to[name]),
  );
}
