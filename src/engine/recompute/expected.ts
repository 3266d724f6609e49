import type { CaseDefinition, CaseFile, Json } from '../definition/index.js';
import type { Entry } from '../ledger/entry.js';
import type { Expected, Row } from './rows.js';

/** What a case has come to with its last entry. */
export interface CaseEnd {
  readonly definition: CaseDefinition;
  readonly number: string;
  readonly exercise: boolean;
  /** The leaf of the last entry. */
  readonly head: Buffer;
  readonly file: CaseFile;
  readonly last: Entry;
  /** The columns of the row of its opening. */
  readonly first: Row;
}

/**
 * PURE. The rows of a case in every table; null: it has no entries, and so no rows. `others`: rows of which only some columns
 * follow.
 */
export function expectedOf(
  end: CaseEnd | null,
  others: { readonly personal: Row[]; readonly alarm: Row[] },
): Expected[] {
  const of = (table: string, keys: string[], rows: (end: CaseEnd) => Row[]): Expected => ({
    table,
    keys,
    rows: end ? rows(end) : [],
  });
  return [
    of('case_file', [], (one) => [fileRow(one)]),
    of('case_part', ['part'], partRows),
    of('case_station', ['station', 'from_at'], stationRows),
    of('deadline', ['part', 'name'], clockRows),
    of('opening_key', [], (one) => [openingKey(one)]),
    of('case_key', [], (one) => (isErased(one) ? [] : [{ case_id: one.file.id }])),
    { table: 'personal', keys: ['version', 'path'], rows: others.personal },
    { table: 'alarm', keys: ['version'], rows: others.alarm },
  ];
}

/** The key by which it was opened, and under whose name. */
export function openingKey({ definition, file, first }: CaseEnd): Row {
  const holder = definition.keyHolder?.({ account: String(first['actor']) }) ?? first['organisation'] ?? null;
  return { organisation: holder, key: first['idempotency_key'] ?? null, case_id: file.id };
}

/** Its personal data is erased: neither its key nor a mask is left. */
export function isErased({ definition, file }: CaseEnd): boolean {
  return definition.index(file).erasedAt !== null;
}

function fileRow({ definition, file, number, head, last }: CaseEnd): Row {
  const index = definition.index(file);
  return {
    id: file.id,
    number,
    definition: file.definition,
    version: file.version,
    head: head.toString('hex'),
    settings: file.settings,
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
    updated_at: last.recordedAt,
    exercise: index.exercise,
    matchable: index.matchable,
    erase_at: index.eraseAt,
    erased_at: index.erasedAt,
    retention: index.retention,
    keep_until: index.erasedAt === null ? index.keepUntil : null,
    held: index.held,
  };
}

function partRows({ file }: CaseEnd): Row[] {
  return file.parts.map(({ id, kind, state, facts, since, final, version }, ordinal) => ({
    case_id: file.id,
    part: id,
    ordinal,
    kind,
    state: plain(state),
    facts: plain(facts),
    since,
    final,
    version,
  }));
}

function stationRows({ definition, file }: CaseEnd): Row[] {
  return definition.index(file).stations.map(({ station, district, from, to }) => ({
    case_id: file.id,
    station,
    from_at: from,
    district,
    to_at: to,
  }));
}

function clockRows({ file }: CaseEnd): Row[] {
  return file.clocks.map(({ part, name, at, recordedAt, dueAt, struckAt }) => ({
    case_id: file.id,
    part,
    name,
    armed_at: at,
    armed_recorded_at: recordedAt,
    due_at: dueAt,
    struck_at: struckAt,
  }));
}

function plain(value: object | string): Json {
  return JSON.parse(JSON.stringify(value));
}
