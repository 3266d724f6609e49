import type { DataSource } from 'typeorm';
import { statement } from '../../platform/database.js';
import type { CaseFile, CaseIndex, Clock, Part } from '../definition/index.js';
import type { SealedEntry } from '../ledger/entry.js';
import type { Matching } from '../matching.js';
import type { Fence } from '../ports.js';
import { keysInUse } from './keys-in-use.js';

/** A personal field as it was recorded: what to show masked, and what to match by. Erasure deletes these rows. */
export interface PersonalRow {
  readonly path: string;
  readonly kind: string;
  readonly mask: string;
  /** Under the tag key in use. */
  readonly tag: Buffer;
  /** The name of that key; empty where the house has but one and does not name it. */
  readonly tagKey: string;
  /** Under the key to which a rotation leads; null: none is under way. */
  readonly nextTag: Buffer | null;
}

/** One entry to write, with the key under which its sender may repeat it. */
export interface EntryToWrite {
  readonly sealed: SealedEntry;
  readonly key: string | null;
  readonly fingerprint: Buffer | null;
  /** The id of another case that it tells of. */
  readonly about: string | null;
  readonly personal: readonly PersonalRow[];
}

/** All that one case's accepted commands change. `was` is the version that was loaded; 0 opens the case. */
export interface CaseWrite {
  readonly was: number;
  readonly file: CaseFile;
  readonly number: string;
  readonly index: CaseIndex;
  /** Accesses that are new or have ended. */
  readonly stations: CaseIndex['stations'];
  /** Accesses that an annulled entry had given. */
  readonly stationsGone: CaseIndex['stations'];
  readonly matching: Matching;
  /** What its decision rests on beyond this case; no name twice among the cases of one statement. */
  readonly fences: readonly Fence[];
  /** The keys in use on which it rests: not written when they are others by now. Null: it rests on none. */
  readonly keys: { readonly inUse: string | null } | null;
  readonly changed: readonly Part[];
  readonly armed: readonly Clock[];
  readonly disarmed: readonly { readonly part: string; readonly name: string }[];
  readonly entries: readonly EntryToWrite[];
  /** Of an opening: whose key it stands for, and the wrapped case key. */
  readonly opening: { readonly organisation: string; readonly key: string; readonly wrappedKey: Buffer } | null;
}

const fileColumns = `id uuid, was integer, number text, definition text, version integer, head text, settings jsonb, bank text, outlet text,
  district text, station text, account_banks text[], phase text, subject text, amount bigint, finding text, opened_at timestamptz,
  closed_at timestamptz, updated_at timestamptz, exercise boolean, matchable boolean, erase_at timestamptz, erased_at timestamptz,
  retention text, keep_until timestamptz, held boolean,
  organisation text, key text, wrapped text, rests_on_keys boolean, keys text`;

const sql = {
  name: 'write-decisions',
  text: `
    with fences as materialized (
      select * from json_to_recordset($11::json) as x(case_id uuid, name text, seen bigint)),
    passed as (
      insert into fence (name, version) select name, seen + 1 from fences order by name
      on conflict (name) do update set version = excluded.version where fence.version = excluded.version - 1
      returning name),
    files as materialized (
      select * from json_to_recordset($1::json) as x(${fileColumns})
      where not exists (select from fences where case_id = x.id and name not in (select name from passed))
        and (not rests_on_keys or keys is not distinct from ${keysInUse})),
    keyed as (
      insert into opening_key (organisation, key, case_id)
      select organisation, key, id from files where was = 0 on conflict do nothing returning case_id),
    opened as (
      insert into case_file (id, number, definition, version, head, settings, bank, outlet, district, station, account_banks,
        phase, subject, amount, finding, opened_at, closed_at, updated_at, exercise, matchable, erase_at, erased_at,
        retention, keep_until, held)
      select id, number, definition, version, decode(head, 'hex'), settings, bank, outlet, district, station, account_banks,
        phase, subject, amount, finding, opened_at, closed_at, updated_at, exercise, matchable, erase_at, erased_at,
        retention, keep_until, held
      from files join keyed on keyed.case_id = files.id returning id),
    moved as (
      update case_file c set version = f.version, head = decode(f.head, 'hex'), bank = f.bank, outlet = f.outlet,
        district = f.district, station = f.station, account_banks = f.account_banks, phase = f.phase, subject = f.subject,
        amount = f.amount, finding = f.finding, closed_at = f.closed_at, updated_at = f.updated_at,
        exercise = f.exercise, matchable = f.matchable, erase_at = f.erase_at, erased_at = f.erased_at,
        retention = f.retention, keep_until = f.keep_until, held = f.held
      from files f where c.id = f.id and f.was > 0 and c.version = f.was returning c.id),
    written as materialized (select id from opened union all select id from moved),
    keys as (
      insert into case_key (case_id, wrapped)
      select f.id, decode(f.wrapped, 'hex') from files f join opened o on o.id = f.id),
    parts as (
      insert into case_part (case_id, part, ordinal, kind, state, facts, since, final, version)
      select x.* from json_to_recordset($2::json) as x(case_id uuid, part text, ordinal integer, kind text, state jsonb,
        facts jsonb, since timestamptz, final boolean, version integer) join written w on w.id = x.case_id
      on conflict (case_id, part) do update set state = excluded.state, facts = excluded.facts, since = excluded.since,
        final = excluded.final, version = excluded.version),
    armed as (
      insert into deadline (case_id, part, name, armed_at, armed_recorded_at, due_at, struck_at)
      select x.* from json_to_recordset($3::json) as x(case_id uuid, part text, name text, armed_at timestamptz,
        armed_recorded_at timestamptz, due_at timestamptz, struck_at timestamptz) join written w on w.id = x.case_id
      on conflict (case_id, part, name) do update set armed_at = excluded.armed_at,
        armed_recorded_at = excluded.armed_recorded_at, due_at = excluded.due_at, struck_at = excluded.struck_at),
    disarmed as (
      delete from deadline d using json_to_recordset($4::json) as x(case_id uuid, part text, name text), written w
      where w.id = x.case_id and d.case_id = x.case_id and d.part = x.part and d.name = x.name),
    entries as (
      insert into ledger_entry (case_id, version, entry, leaf, idempotency_key, fingerprint, type, part, actor, role, organisation,
        at, recorded_at, about)
      select x.case_id, x.version, convert_to(x.entry, 'UTF8'), decode(x.leaf, 'hex'), x.key, decode(x.fingerprint, 'hex'), x.type,
        x.part, x.actor, x.role, x.organisation, x.at, x.recorded_at, x.about
      from json_to_recordset($5::json) as x(case_id uuid, version integer, entry text, leaf text, key text, fingerprint text,
        type text, part text, actor text, role text, organisation text, at timestamptz, recorded_at timestamptz,
        about uuid)
      join written w on w.id = x.case_id returning case_id, version, leaf, type, recorded_at),
    leaves as (
      insert into pending_leaf (recorded_at, case_id, version, leaf) select recorded_at, case_id, version, leaf from entries),
    struck as (
      insert into alarm (case_id, version, calls, level, next_at)
      select case_id, version, 0, 0, recorded_at from entries where type = 'clock.struck'),
    private as (
      insert into personal (case_id, version, path, kind, mask, tag, tag_key, next_tag)
      select x.case_id, x.version, x.path, x.kind, x.mask, decode(x.tag, 'hex'), x.tag_key, decode(x.next_tag, 'hex')
      from json_to_recordset($6::json) as x(case_id uuid, version integer, path text, kind text, mask text, tag text,
        tag_key text, next_tag text)
      join written w on w.id = x.case_id),
    destroyed as (
      delete from case_key k using files f, written w where f.erased_at is not null and w.id = f.id and k.case_id = f.id),
    forgotten as (
      delete from personal p using files f, written w where f.erased_at is not null and w.id = f.id and p.case_id = f.id),
    stations as (
      insert into case_station (case_id, station, from_at, district, to_at)
      select x.* from json_to_recordset($7::json) as x(case_id uuid, station text, from_at timestamptz, district text,
        to_at timestamptz) join written w on w.id = x.case_id
      on conflict (case_id, station, from_at) do update set to_at = excluded.to_at
        where case_station.to_at is distinct from excluded.to_at),
    gone as (
      delete from case_station s
      using json_to_recordset($8::json) as x(case_id uuid, station text, from_at timestamptz), written w
      where w.id = x.case_id and s.case_id = x.case_id and s.station = x.station and s.from_at = x.from_at),
    retired as (
      update personal p set retired_by = x.retired_by
      from json_to_recordset($9::json) as x(case_id uuid, version integer, path text, retired_by integer), written w
      where w.id = x.case_id and p.case_id = x.case_id and p.version = x.version and p.path = coalesce(x.path, p.path)
        and p.retired_by is null),
    revived as (
      update personal p set retired_by = null
      from json_to_recordset($10::json) as x(case_id uuid, retired_by integer), written w
      where w.id = x.case_id and p.case_id = x.case_id and p.retired_by = x.retired_by)
    select id from written`,
};

/**
 * Writes all that many cases' commands changed, in one statement and so in one transaction. Returns the ids that were
 * written; a case is missing when its version or one of its fences had moved, when other keys are in use by now, or when its
 * opening key was already taken.
 */
export async function writeDecisions(ds: DataSource, writes: readonly CaseWrite[]): Promise<Set<string>> {
  const rows = await statement<{ id: string }>(ds, sql, [
    JSON.stringify(writes.map(fileRow)),
    JSON.stringify(writes.flatMap(partRows)),
    JSON.stringify(writes.flatMap(armedRows)),
    JSON.stringify(writes.flatMap((w) => w.disarmed.map(({ part, name }) => ({ case_id: w.file.id, part, name })))),
    JSON.stringify(writes.flatMap((w) => w.entries.map((entry) => entryRow(w.file.id, entry)))),
    JSON.stringify(writes.flatMap((w) => w.entries.flatMap((entry) => personalRows(w.file.id, entry)))),
    JSON.stringify(writes.flatMap(({ file, stations }) => stationRows(file.id, stations))),
    JSON.stringify(writes.flatMap(({ file, stationsGone }) => stationRows(file.id, stationsGone))),
    JSON.stringify(writes.flatMap(retiredRows)),
    JSON.stringify(writes.flatMap(revivedRows)),
    JSON.stringify(writes.flatMap(fenceRows)),
  ]);
  return new Set(rows.map((row) => row.id));
}

function fileRow({ was, file, number, index, entries, opening, keys }: CaseWrite) {
  const last = entries[entries.length - 1]?.sealed;
  if (!last) throw new Error('a case is written with at least one entry');
  return {
    id: file.id,
    was,
    number,
    definition: file.definition,
    version: file.version,
    head: last.leaf.toString('hex'),
    settings: was === 0 ? file.settings : null,
    bank: index.bank,
    outlet: index.outlet,
    district: index.district,
    station: index.station,
    account_banks: index.accountBanks,
    phase: index.phase,
    subject: index.subject,
    amount: index.amount,
    finding: index.finding,
    opened_at: file.openedAt,
    closed_at: file.closedAt,
    updated_at: last.entry.recordedAt,
    exercise: index.exercise,
    matchable: index.matchable,
    erase_at: index.eraseAt,
    erased_at: index.erasedAt,
    retention: index.retention,
    // What is erased is due no more.
    keep_until: index.erasedAt === null ? index.keepUntil : null,
    held: index.held,
    organisation: opening?.organisation,
    key: opening?.key,
    wrapped: opening?.wrappedKey.toString('hex'),
    rests_on_keys: keys !== null,
    keys: keys?.inUse,
  };
}

function partRows({ file, changed }: CaseWrite) {
  return changed.map((part) => ({
    case_id: file.id,
    part: part.id,
    ordinal: file.parts.findIndex((other) => other.id === part.id),
    kind: part.kind,
    state: part.state,
    facts: part.facts,
    since: part.since,
    final: part.final,
    version: part.version,
  }));
}

function armedRows({ file, armed }: CaseWrite) {
  return armed.map((clock) => ({
    case_id: file.id,
    part: clock.part,
    name: clock.name,
    armed_at: clock.at,
    armed_recorded_at: clock.recordedAt,
    due_at: clock.dueAt,
    struck_at: clock.struckAt,
  }));
}

function entryRow(caseId: string, { sealed, key, fingerprint, about }: EntryToWrite) {
  const { entry, bytes, leaf } = sealed;
  return {
    case_id: caseId,
    version: entry.version,
    // Canonical JSON is well-formed text, so it comes back from JSON and UTF-8 to the byte.
    entry: bytes.toString('utf8'),
    leaf: leaf.toString('hex'),
    key,
    fingerprint: fingerprint?.toString('hex'),
    type: entry.type,
    part: entry.part,
    actor: entry.actor.account,
    role: entry.actor.role,
    organisation: entry.actor.org.code,
    at: entry.at,
    recorded_at: entry.recordedAt,
    ...(about === null ? {} : { about }),
  };
}

function personalRows(caseId: string, { sealed, personal }: EntryToWrite) {
  return personal.map(({ path, kind, mask, tag, tagKey, nextTag }) => ({
    case_id: caseId,
    version: sealed.entry.version,
    path,
    kind,
    mask,
    tag: tag.toString('hex'),
    tag_key: tagKey,
    next_tag: nextTag?.toString('hex'),
  }));
}

function retiredRows({ file, matching }: CaseWrite) {
  return matching.retired.map(({ version, path }) => ({ case_id: file.id, version, path, retired_by: file.version }));
}

function revivedRows({ file, matching }: CaseWrite) {
  return matching.revived === null ? [] : [{ case_id: file.id, retired_by: matching.revived }];
}

function fenceRows({ file, fences }: CaseWrite) {
  return fences.map(({ name, seen }) => ({ case_id: file.id, name, seen }));
}

function stationRows(caseId: string, stations: CaseIndex['stations']) {
  return stations.map(({ station, district, from, to }) => ({
    case_id: caseId,
    station,
    from_at: from,
    district,
    to_at: to,
  }));
}
