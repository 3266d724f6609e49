import { type Entry, leafHash, noPrevious } from '../../src/engine/ledger/entry.js';
import { TILE } from '../../src/engine/ledger/tree.js';
import type { Chance } from '../lead/walk/chance.js';
import {
  change,
  entriesOf,
  flipped,
  forged,
  inForce,
  mangled,
  remade,
  scalarsIn,
  signedAgain,
  underSignatures,
} from './forging.js';
import { signerBy } from './histories.js';
import { House, keyOf, type LedgerRow, manifestType, type Published, published } from './house.js';

/** Where a verifier has to say that something is wrong: code and line; of the tables the name of what differs. */
export interface Place {
  readonly code: string;
  readonly line: number;
}

/** What somebody did to a house, and what must come of it. */
export interface Tampered {
  readonly house: House;
  /** Older checkpoints that the auditor had taken away. */
  readonly outside: readonly string[];
  /** One of these must be told of the file. Empty: the file tells nothing, the comparison of the tables does. */
  readonly named: readonly Place[];
  /** One of these must be told by the comparison of the tables. */
  readonly tables: readonly string[];
  /** Whether the auditor was given the key of the log by another way. */
  readonly keyKnown: boolean;
}

/** Does it to a copy; null where this house has nothing to do it to. */
export type Tampering = (honest: House, chance: Chance) => Promise<Tampered | null>;

const minute = 60_000;

/** The row of an entry says something else; its hash may be made to fit, and that in the sequence too. */
const editedRow: Tampering = async (honest, chance) => {
  const house = honest.copy();
  const index = chance.below(house.size);
  const row = rowAt(house, index);
  if (!row) return null;
  row.entry = mangled(row.entry, chance);
  const depth = chance.below(3);
  if (depth > 0) row.leaf = leafHash(row.entry);
  if (depth < 2) return told(house, [onEntry(house, index, 'leaf'), onEntry(house, index, 'malformed')]);
  const place = house.sequence[index];
  if (place) place.leaf = row.leaf;
  return told(house, [onEntry(house, index, 'malformed'), onTree(house, index)]);
};

const deletedEntry: Tampering = async (honest, chance) => {
  const house = honest.copy();
  const index = chance.below(house.size);
  const place = house.sequence[index];
  if (!place) return null;
  house.ledger.delete(keyOf(place.caseId, place.version));
  return told(house, [onEntry(house, index, 'missing')]);
};

/** Every row of a case is gone; its places in the sequence too, or the sequence closed over them, or it never came there. */
const deletedCase: Tampering = async (honest, chance) => {
  const caseId = chance.pick([...honest.cases.keys()]) ?? '';
  const first = honest.sequence.findIndex((row) => row?.caseId === caseId);
  const way = chance.below(4);
  if (way === 3) return neverPlaced(honest, caseId);
  const house = honest.copy();
  house.cases.delete(caseId);
  for (const [key, row] of house.ledger) if (row.caseId === caseId) house.ledger.delete(key);
  if (way === 1) house.sequence = house.sequence.map((row) => (row?.caseId === caseId ? undefined : row));
  if (way === 2) {
    house.sequence = house.sequence.filter((row) => row?.caseId !== caseId);
    return told(house, [onTree(house, first)]);
  }
  return told(house, [onEntry(house, first, 'missing')]);
};

/** A case is in its table, but its entries were kept from the sequence from the beginning; all else is honest and signed. */
async function neverPlaced(honest: House, caseId: string): Promise<Tampered | null> {
  const rows = honest.rows();
  if (honest.manifests().length === 0 || keepsCount(rows, caseId)) return null;
  const start = new House(honest.line, honest.definitions);
  for (const row of rows) if (row.caseId === caseId) start.ledger.set(keyOf(caseId, row.version), { ...row });
  const row = honest.cases.get(caseId);
  if (row) start.cases.set(caseId, { ...row });
  const house = await remade(
    honest,
    entriesOf(honest).filter((entry) => entry.case !== caseId),
    start,
  );
  house.checkpoints = withoutHidden(honest, house, (one) => one.caseId === caseId);
  return told(
    house,
    house.manifests().map(({ index }) => onEntry(house, index, 'manifest')),
  );
}

function keepsCount(rows: readonly LedgerRow[], caseId: string): boolean {
  return rows.some((row) => row.caseId === caseId && isManifest(row.honest.sealed.entry));
}

/** The checkpoints of a house from which some rows are kept away, each where it then stands. */
function withoutHidden(honest: House, house: House, isHidden: (row: LedgerRow, at: number) => boolean): Published[] {
  const rows = honest.rows();
  return honest.checkpoints.map((one) => {
    const hidden = rows.slice(0, one.checkpoint.size).filter(isHidden).length;
    return signedAgain(house, one, one.checkpoint.size - hidden);
  });
}

/** The newest entries are gone: from the ledger, from the sequence, or from all the log up to an older checkpoint. */
const cutTail: Tampering = async (honest, chance) => {
  const house = honest.copy();
  const older = house.checkpoints.filter(({ checkpoint }) => checkpoint.size < house.covered);
  const way = chance.below(3);
  const kept = chance.pick(older);
  const from = way === 2 ? (kept?.checkpoint.size ?? 0) : chance.below(house.covered);
  for (const row of house.sequence.slice(from)) if (row) house.ledger.delete(keyOf(row.caseId, row.version));
  windBack(house, from);
  if (way > 0) house.sequence = house.sequence.slice(0, from);
  if (way < 2) return told(house, [onEntry(house, from, 'missing')]);
  if (!kept) return null;
  house.checkpoints = house.checkpoints.filter(({ checkpoint }) => checkpoint.size <= from);
  return told(house, [outside], [honest.checkpoints.at(-1)]);
};

/** An entry comes in that says it was recorded long ago: at the end, where everything is signed, or amid the others. */
const insertedBackDated: Tampering = async (honest, chance) => {
  const entries = entriesOf(honest);
  const model = chance.pick(entries.filter((entry) => !isManifest(entry)));
  if (!model) return null;
  const atTheEnd = chance.oneIn(2);
  const at = atTheEnd ? entries.length : chance.below(honest.covered);
  const latest = latestOf(entries);
  const time = new Date(latest - (11 + chance.below(500_000)) * minute).toISOString();
  const house = await remade(honest, entries.toSpliced(at, 0, deedAt(time, model, chance)));
  if (!atTheEnd) {
    house.checkpoints = honest.checkpoints;
    return told(house, [onTree(house, at)]);
  }
  house.checkpoints = [...honest.checkpoints];
  house.sign(new Date(latest).toISOString(), [inForce(house, house.checkpoints)]);
  return told(house, [onEntry(house, at, 'backdated')]);
};

/** An entry says that it was recorded when it cannot have been yet, so that another may come before it. */
const dateAhead: Tampering = async (honest, chance) => {
  const entries = entriesOf(honest);
  const model = chance.pick(entries.filter((entry) => !isManifest(entry)));
  if (!model) return null;
  const latest = latestOf(entries);
  const time = new Date(latest + (11 + chance.below(500_000)) * minute).toISOString();
  const house = await remade(honest, [...entries, deedAt(time, model, chance)]);
  house.checkpoints = [...honest.checkpoints];
  house.sign(new Date(latest).toISOString(), [inForce(house, house.checkpoints)]);
  return told(house, [onEntry(house, entries.length, 'time')]);
};

function deedAt(time: string, model: Entry, chance: Chance): Entry {
  return { ...forged(model, chance), at: time, recordedAt: time, effects: nothingMoved, known: {} };
}

function latestOf(entries: readonly Entry[]): number {
  return Math.max(...entries.map((entry) => Date.parse(entry.recordedAt)));
}

/** An old count of all cases is passed off as new: cases that came since are not in it. */
const oldCount: Tampering = async (honest, chance) => {
  const entries = entriesOf(honest);
  const latest = latestOf(entries);
  const old = entries.flatMap((entry, at) => (latest - Date.parse(entry.recordedAt) > 10 * minute ? [at] : []));
  const size = chance.pick(old);
  const office = honest.manifests().length > 0 && entries.findLast(isManifest);
  if (size === undefined || !office) return null;
  const time = new Date(latest).toISOString();
  const house = await remade(honest, [...entries, { ...office, at: time, recordedAt: time, body: { size } }]);
  house.checkpoints = [...honest.checkpoints];
  house.sign(time, [inForce(house, house.checkpoints)]);
  return told(house, [onEntry(house, entries.length, 'manifest')]);
};

/** An entry allows itself what the definition of its case does not: it names another, or brings tables of its own. */
const otherDefinition: Tampering = async (honest, chance) => {
  const entries = entriesOf(honest);
  const later = entries.flatMap(({ version }, index) => (version > 1 ? [index] : []));
  const index = chance.pick(later);
  const model = index === undefined ? undefined : entries[index];
  if (index === undefined || !model) return null;
  const name = chance.pick(
    honest.definitions.map((one) => String(one['name'])).filter((one) => one !== model.definition),
  );
  const isNamed = chance.oneIn(2);
  const definitions = honest.definitions.map((one) =>
    isNamed || one['name'] !== model.definition ? one : { ...one, annuls: [...texts(one['annuls']), model.type] },
  );
  const changed = entries.map((entry, at) => (isNamed && at === index ? { ...entry, definition: name ?? '' } : entry));
  const house = await remade(honest, changed, new House(honest.line, definitions));
  house.checkpoints = honest.checkpoints.map((one) => signedAgain(house, one));
  if (isNamed) return told(house, [onEntry(house, index, 'edge')]);
  const line = headerLines(house) - definitions.length + 1;
  return told(house, [
    { code: 'definition', line: line + definitions.findIndex((one) => one['name'] === model.definition) },
  ]);
};

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** Two places of the sequence have changed: whole rows, only the hashes, or with the tree made again. */
const reordered: Tampering = async (honest, chance) => {
  const one = chance.below(honest.covered);
  const other = chance.below(honest.covered);
  if (one === other) return null;
  const house = honest.copy();
  const [a, b] = [house.sequence[one], house.sequence[other]];
  if (!a || !b) return null;
  const first = Math.min(one, other);
  if (chance.oneIn(3)) {
    [a.leaf, b.leaf] = [b.leaf, a.leaf];
    return told(house, [onEntry(house, first, 'leaf')]);
  }
  [house.sequence[one], house.sequence[other]] = [b, a];
  return told(house, [onTree(house, first)]);
};

/** The case is shown otherwise than its entries make it; history is as it was. */
const editedProjection: Tampering = async (honest, chance) => {
  const house = honest.copy();
  const row = chance.pick([...house.cases.values()].filter(({ file }) => file?.definition === 'lead@1'));
  if (!row?.file) return null;
  const column = chance.pick(['version', 'head', 'number', 'file', 'file', 'file']) ?? 'file';
  if (column === 'version') row.version += chance.oneIn(2) ? 1 : -1;
  if (column === 'head') row.head = flipped(row.head, chance);
  if (column === 'number') row.number = `${row.number.slice(0, -1)}${row.number.endsWith('0') ? '1' : '0'}`;
  if (column === 'file') {
    row.file = structuredClone(row.file);
    const { holder, name } = chance.pick(scalarsIn({ parts: row.file.parts, clocks: row.file.clocks })) ?? {};
    if (!holder || name === undefined) return null;
    change(holder, name, chance);
  }
  return { ...told(house, []), tables: [`case ${row.id} ${column}`] };
};

/** A place of the sequence, or a node of the tree that is kept for proofs, is another. */
const editedSequence: Tampering = async (honest, chance) => {
  const house = honest.copy();
  const node = chance.pick([...house.nodes.keys()]);
  if (node !== undefined && chance.oneIn(2)) {
    house.nodes.set(node, flipped(house.nodes.get(node) ?? noPrevious, chance));
    return { ...told(house, []), tables: [`node ${node}`] };
  }
  const index = chance.below(house.covered);
  const place = house.sequence[index];
  if (!place) return null;
  const way = chance.below(3);
  if (way === 0) place.leaf = flipped(place.leaf, chance);
  if (way === 1) place.version += 1 + chance.below(3);
  if (way === 2) place.caseId = chance.pick([...house.cases.keys()].filter((id) => id !== place.caseId)) ?? '';
  const named = [onEntry(house, index, 'leaf'), onEntry(house, index, 'missing')];
  return { ...told(house, named), tables: [`sequence ${index}`] };
};

/** Who owns the database writes all of it again so that it fits together; the key is elsewhere. */
const rewrittenByOwner: Tampering = async (honest, chance) => {
  const { house, index } = await rewritten(honest, chance);
  const way = chance.below(4);
  const words = house.checkpoints.map((one) => signedAgain(house, one));
  if (way === 0) return told(house, [onTree(house, index)]);
  // The words of the checkpoints made to fit, under the old signatures.
  if (way === 1) {
    house.checkpoints = house.checkpoints.map((one, i) => underSignatures(one, words[i] ?? one));
    return told(house, [{ ...onTree(house, index), code: 'signature' }]);
  }
  // Or under a key of one's own: whoever knows the right one, or holds a checkpoint by it, sees that.
  const own = signerBy(chance, house.line.first.name);
  house.line = { ...house.line, first: own };
  house.checkpoints = words.map((one) =>
    published(
      one.checkpoint,
      one.signers.map(() => own),
    ),
  );
  if (way === 2) return told(house, [{ code: 'key', line: 2 }]);
  return { ...told(house, [outside], [heldBeyond(honest, index, chance)]), keyKnown: false };
};

/** An older state of everything comes back and goes on otherwise; the signer has forgotten what it signed. */
const restoredBackup: Tampering = async (honest, chance) => {
  const floor = honest.line.continued ? (honest.checkpoints[0]?.checkpoint.size ?? 0) : 0;
  const from = floor + chance.below(Math.max(1, honest.covered - floor));
  const entries = entriesOf(honest).slice(0, honest.covered);
  const next = entries[from];
  if (!next) return null;
  const anew = isManifest(next) ? [] : [forged(next, chance)];
  const more = entries.slice(from + 1, from + 1 + chance.below(entries.length - from));
  if (anew.length + more.length === 0) return null;
  const house = await remade(honest, [...entries.slice(0, from), ...anew, ...more]);
  const differs = house.size <= from || !leafAt(house, from).equals(leafAt(honest, from));
  if (!differs) return null;
  house.checkpoints = honest.checkpoints.filter(({ checkpoint }) => checkpoint.size <= from);
  house.sign(new Date(latestOf(entriesOf(house))).toISOString(), [inForce(house, house.checkpoints)]);
  return told(house, [outside], [heldBeyond(honest, from, chance)]);
};

/** With the key, the past is written again and every checkpoint signed again. */
const stolenKey: Tampering = async (honest, chance) => {
  const { house, index } = await rewritten(honest, chance);
  house.checkpoints = house.checkpoints.map((one) => signedAgain(house, one));
  return told(house, [outside], [heldBeyond(honest, index, chance)]);
};

/** Some are shown a log in which a case stops, others another one; both are signed. */
const splitView: Tampering = async (honest, chance) => {
  const rows = honest.rows();
  const index = chance.below(honest.covered);
  const caseId = rows[index]?.caseId ?? '';
  if (index < continuesFrom(honest) || keepsCount(rows, caseId)) return null;
  const isHidden = (row: LedgerRow, at: number) => row.caseId === caseId && at >= index;
  const shown = rows.filter((row, at) => !isHidden(row, at));
  const house = await remade(
    honest,
    shown.map((row) => row.honest.sealed.entry),
  );
  house.checkpoints = withoutHidden(honest, house, isHidden);
  return told(house, [outside], [heldBeyond(honest, index, chance)]);
};

/** The classes by their names. */
export const tamperings: Readonly<Record<string, Tampering>> = {
  'edited row': editedRow,
  'deleted entry': deletedEntry,
  'deleted case': deletedCase,
  'cut tail': cutTail,
  'inserted back-dated entry': insertedBackDated,
  'entry dated ahead': dateAhead,
  'old count passed off as new': oldCount,
  'other definition': otherDefinition,
  reordered,
  'edited projection only': editedProjection,
  'edited sequence or tree node': editedSequence,
  'everything rewritten by the owner of the database': rewrittenByOwner,
  'old backup restored': restoredBackup,
  'stolen key used on the past': stolenKey,
  'split view': splitView,
};

const outside: Place = { code: 'outside', line: 0 };

const nothingMoved = { moved: [], opened: [], armed: [], disarmed: [] };

function told(house: House, named: readonly Place[], held: readonly (Published | undefined)[] = []): Tampered {
  return { house, outside: held.flatMap((one) => one?.note ?? []), named, tables: [], keyKnown: true };
}

/** One entry among those that were signed says something else, and all that follows fits it. */
async function rewritten(honest: House, chance: Chance): Promise<{ house: House; index: number }> {
  const entries = entriesOf(honest);
  const plain = entries.flatMap((entry, index) => (!isManifest(entry) && index < honest.covered ? [index] : []));
  const index = chance.pick(plain) ?? 0;
  const house = await remade(
    honest,
    entries.map((entry, at) => (at === index ? forged(entry, chance) : entry)),
  );
  house.checkpoints = [...honest.checkpoints];
  return { house, index };
}

/** Cases as they stood before this index. */
function windBack(house: House, index: number): void {
  for (const row of house.sequence.slice(index).reverse()) {
    const was = row && house.cases.get(row.caseId);
    const before = row && house.ledger.get(keyOf(row.caseId, row.version - 1));
    if (was && before)
      house.cases.set(was.id, { ...was, version: before.version, head: before.leaf, file: before.honest.file });
    else if (was) house.cases.delete(was.id);
  }
}

function heldBeyond({ checkpoints }: House, index: number, chance: Chance): Published | undefined {
  return chance.pick(checkpoints.filter(({ checkpoint }) => checkpoint.size > index));
}

function continuesFrom({ checkpoints }: House): number {
  const line = checkpoints[0]?.checkpoint.extensions.find((one) => one.startsWith('continues '));
  return Number(line?.split(' ')[2] ?? 0);
}

function isManifest({ type }: Entry): boolean {
  return type === manifestType;
}

function rowAt(house: House, index: number): LedgerRow | undefined {
  const row = house.sequence[index];
  return row && house.ledger.get(keyOf(row.caseId, row.version));
}

function leafAt({ sequence }: House, index: number): Buffer {
  return sequence[index]?.leaf ?? noPrevious;
}

/** The line of the place with this index in the file of the log. */
function onEntry(house: House, index: number, code: string): Place {
  const { manifests } = house.log();
  const before = headerLines(house) + house.checkpoints.length + manifests.length;
  return { code, line: before + index + Math.floor(index / TILE) + 1 };
}

/** The first checkpoint that covers this index. */
function onTree(house: House, index: number): Place {
  const at = house.checkpoints.findIndex(({ checkpoint }) => checkpoint.size > index);
  return { code: 'root', line: headerLines(house) + at + 1 };
}

function headerLines({ line, definitions }: House): number {
  return 2 + (line.continued ? 1 : 0) + definitions.length;
}
