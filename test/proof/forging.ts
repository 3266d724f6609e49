import type { Entry } from '../../src/engine/ledger/entry.js';
import { parseEntry } from '../../src/engine/ledger/entry.js';
import type { Signer } from '../../src/engine/ledger/note.js';
import type { Chance } from '../lead/walk/chance.js';
import { House, manifestType, type Published, published, sealedAs } from './house.js';

type Members = Record<string, unknown>;

/** Members by which a verifier would see for itself that something else was done. */
const telling = new Set(['clock', 'part', 'version', 'size', 'treeRoot', 'cases', 'root', 'blob']);

/** The same entry with another doer or another word in its body: all it says fits together. */
export function forged(entry: Entry, chance: Chance): Entry {
  const copy = structuredClone(entry);
  const words = scalarsIn(copy.body).filter(({ name }) => !telling.has(name));
  const { holder, name } = chance.pick([...words, { holder: copy.actor, name: 'account' }]) ?? words[0] ?? fail();
  change(holder as Members, name, chance);
  return copy;
}

/** Bytes that differ from these: a value, a member, a blank, or a bit of any byte. */
export function mangled(bytes: Buffer, chance: Chance): Buffer {
  const way = chance.below(4);
  if (way === 0) return flipped(bytes, chance);
  const entry = parseEntry(bytes);
  const { holder, name } = chance.pick(scalarsIn(entry)) ?? fail();
  if (way === 1) change(holder, name, chance);
  else if (way === 2) delete holder[name];
  const text = JSON.stringify(entry);
  return way === 3 ? Buffer.from(text.replace('{', '{ ')) : sealedAs(entry).bytes;
}

export function flipped(bytes: Buffer, chance: Chance): Buffer {
  const copy = Buffer.from(bytes);
  const at = chance.below(copy.length);
  copy.writeUInt8(copy.readUInt8(at) ^ (1 << chance.below(8)), at);
  return copy;
}

const strangers = [
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 53,
  '',
  'x',
  '2024-02-30T00:00:00.000Z',
  '0'.repeat(64),
  [],
  [null],
  {},
];

/** A line of JSON in which one value, somewhere, is of another kind, another one of its kind, or gone. */
export function misshapen(line: string, chance: Chance): string {
  const value = JSON.parse(line);
  const { holder, name } = chance.pick([...scalarsIn(value), ...membersOf(value)]) ?? {};
  if (!holder || name === undefined) return line;
  const way = chance.below(3);
  if (way === 0) delete holder[name];
  else if (way === 1) holder[name] = structuredClone(chance.pick(strangers));
  else change(holder, name, chance);
  return JSON.stringify(value);
}

function membersOf(value: unknown): { holder: Members; name: string }[] {
  return Object.keys(value as Members).map((name) => ({ holder: value as Members, name }));
}

/** Every text, number and truth value with the object it stands in. */
export function scalarsIn(value: unknown): { holder: Members; name: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Members;
  return Object.entries(holder).flatMap(([name, inner]) =>
    typeof inner === 'object' ? scalarsIn(inner) : [{ holder, name }],
  );
}

export function change(holder: Members, name: string, chance: Chance): void {
  const value = holder[name];
  if (typeof value === 'number') holder[name] = value + 1 + chance.below(9);
  else if (typeof value === 'boolean') holder[name] = !value;
  else holder[name] = otherText(String(value), chance);
}

/** One character is another one of its kind. */
function otherText(text: string, chance: Chance): string {
  if (text === '') return '改';
  const at = chance.below(text.length);
  const digit = /\d/.test(text[at] ?? '');
  const other = digit ? String((Number(text[at]) + 1 + chance.below(9)) % 10) : text[at] === 'a' ? 'b' : 'a';
  return text.slice(0, at) + other + text.slice(at + 1);
}

/**
 * The house that these entries make when somebody writes all of it again: versions, chains, manifests, sequence and tree
 * fit together. Nothing is signed yet.
 */
export async function remade(
  like: House,
  entries: readonly Entry[],
  house = new House(like.line, like.definitions),
): Promise<House> {
  for (const entry of entries) {
    const was = house.cases.get(entry.case);
    const previous = was ? was.head.toString('hex') : '0'.repeat(64);
    const size = Math.min(Number(entry.body['size']), house.size);
    const body = entry.type === manifestType ? await house.count(size) : entry.body;
    house.commit(sealedAs({ ...entry, version: (was?.version ?? 0) + 1, previous, body }));
  }
  return house;
}

export function entriesOf(house: House): Entry[] {
  return house.rows().map(({ honest }) => honest.sealed.entry);
}

/** The same checkpoint over what now stands there, signed by the same keys. `size`: where that checkpoint now stands. */
export function signedAgain(house: House, { checkpoint, signers }: Published, size = checkpoint.size): Published {
  const extensions = checkpoint.extensions.map((line) => {
    const [word, origin, begun] = line.split(' ');
    return word === 'continues' ? `${word} ${origin} ${begun} ${house.rootAt(Number(begun)).toString('base64')}` : line;
  });
  return published({ ...checkpoint, size, root: house.rootAt(size), extensions }, signers);
}

/** Its words with these signatures, which are of other words. */
export function underSignatures(of: Published, words: Published): Published {
  const signatures = of.note.slice(of.note.lastIndexOf('\n\n') + 1);
  return { ...words, note: `${words.note.slice(0, words.note.lastIndexOf('\n\n') + 1)}${signatures}` };
}

/** Who signs after these checkpoints. */
export function inForce(house: House, checkpoints: readonly Published[]): Signer {
  const last = checkpoints.at(-1);
  if (!last) return house.line.first;
  const rotates = last.checkpoint.extensions.some((line) => line.startsWith('next-key '));
  const continues = last.checkpoint.extensions.some((line) => line.startsWith('continues '));
  return (rotates || continues ? last.signers[1] : last.signers[0]) ?? house.line.first;
}

function fail(): never {
  throw new Error('an entry without a word');
}
