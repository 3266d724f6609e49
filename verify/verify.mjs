#!/usr/bin/env node
/**
 * Verifies an audit file of Lanjie, a whole log or the bundle of one case, offline and without any other program:
 *
 *   node verify.mjs FILE [--key K]… [--checkpoint NOTEFILE]… [--witness K]… [--accept-loss ORIGIN]
 *                        [--definitions TABLES]… [--every-manifest] [--json] [--lang zh|en]
 *
 * K is a public key `<name>+<hash>+<base64>` as text, or a file with one. Written from docs/audit-log.md alone.
 * Leaves with 0 when the file is intact and complete, 1 when not, 2 when called wrongly or the file cannot be read.
 */
import { isUtf8 } from 'node:buffer';
import * as crypto from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';

const MOST_BYTES_OF_LINE = 16 * 1024 * 1024;
const BYTES_PER_READ = 2 * 1024 * 1024;
const BYTES_OF_LARGE_FILE = 64 * 1024 * 1024;
const CHARACTERS_PER_WRITE = 1024 * 1024;
const DEEPEST = 500;
const LEAVES_OF_TILE = 256;
const TEN_MINUTES = 10 * 60 * 1000;
const ZEROS = '0'.repeat(64);
const LINE_FEED = 0x0a;
const FAULTS_TOLD = 100;

/** The codes in the order in which faults of one line are told. */
const CODES = [
  'malformed',
  'key',
  'definition',
  'origin',
  'signature',
  'size',
  'root',
  'missing',
  'leaf',
  'version',
  'previous',
  'number',
  'time',
  'backdated',
  'edge',
  'manifest',
  'tile',
  'consistency',
  'inclusion',
  'evidence',
  'end',
  'outside',
  'witness',
];

/** The line is not of the audit file's form. Stops the reading. */
class Malformed extends Error {}

/** What stops the reading after its fault has been told. */
class Stopped extends Error {}

/** The program was called wrongly, or cannot read what it was given. */
class Unusable extends Error {}

// ---------------------------------------------------------------- hashes and trees

/** SHA-256 as `hex` or `latin1` (32 characters); in one call where Node has it. */
const sha256 = crypto.hash
  ? (bytes, encoding) => crypto.hash('sha256', bytes, encoding)
  : (bytes, encoding) => crypto.createHash('sha256').update(bytes).digest(encoding);

const EMPTY_ROOT = sha256(Buffer.alloc(0), 'hex');
const EMPTY_TREE = { size: 0, root: EMPTY_ROOT };

function leafOf(text) {
  return sha256(Buffer.from(`\0${text}`), 'hex');
}

function isOdd(number) {
  return number % 2 === 1;
}

function half(number) {
  return Math.floor(number / 2);
}

const pair = Buffer.alloc(65);
pair[0] = 1;

function nodeOf(left, right) {
  pair.hexWrite(left, 1);
  pair.hexWrite(right, 33);
  return sha256(pair, 'hex');
}

/** A Merkle tree that only grows: of each level it keeps `01 ‖ left ‖ right`, so that no hash is ever copied. */
class Tree {
  size = 0;
  #levels = [];

  append(leaf) {
    let place = this.size++;
    let node = this.#level(0);
    if (!isOdd(place)) {
      node.hexWrite(leaf, 1);
      return;
    }
    node.hexWrite(leaf, 33);
    for (let level = 1; ; level++) {
      const hash = sha256(node, 'latin1');
      place = half(place);
      node = this.#level(level);
      node.latin1Write(hash, isOdd(place) ? 33 : 1);
      if (!isOdd(place)) return;
    }
  }

  root() {
    let root = null;
    let rest = this.size;
    for (let level = 0; rest > 0; level++, rest = half(rest)) {
      if (!isOdd(rest)) continue;
      const peak = this.#levels[level].toString('hex', 1, 33);
      root = root === null ? peak : nodeOf(peak, root);
    }
    return root ?? EMPTY_ROOT;
  }

  #level(level) {
    if (level === this.#levels.length) {
      const node = Buffer.alloc(65);
      node[0] = 1;
      this.#levels.push(node);
    }
    return this.#levels[level];
  }
}

/** RFC 6962 section 2.1.1: the leaf stands at `index` of the tree with `size` leaves and this root. */
function isIncluded(leaf, index, size, path, root) {
  if (index >= size) return false;
  let here = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of path) {
    if (last === 0) return false;
    if (isOdd(here) || here === last) {
      hash = nodeOf(sibling, hash);
      while (!isOdd(here) && here !== 0) {
        here = half(here);
        last = half(last);
      }
    } else {
      hash = nodeOf(hash, sibling);
    }
    here = half(here);
    last = half(last);
  }
  return last === 0 && hash === root;
}

/** RFC 6962 section 2.1.2: the tree `older` is the beginning of the tree `newer`. */
function isConsistent(older, newer, path) {
  if (older.size > newer.size) return false;
  if (older.size === 0) return path.length === 0 && older.root === EMPTY_ROOT;
  if (path.length === 0) return false;
  let here = older.size - 1;
  let last = newer.size - 1;
  while (isOdd(here)) {
    here = half(here);
    last = half(last);
  }
  const [first, ...rest] = here === 0 ? [older.root, ...path] : path;
  let old = first;
  let hash = first;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (isOdd(here) || here === last) {
      old = nodeOf(sibling, old);
      hash = nodeOf(sibling, hash);
      while (!isOdd(here) && here !== 0) {
        here = half(here);
        last = half(last);
      }
    } else {
      hash = nodeOf(hash, sibling);
    }
    here = half(here);
    last = half(last);
  }
  return last === 0 && old === older.root && hash === newer.root;
}

// ---------------------------------------------------------------- what a value must be

const isText = (value) => typeof value === 'string';
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isWhole = (value) => Number.isSafeInteger(value) && value >= 0;
const isCount = (value) => Number.isSafeInteger(value) && value >= 1;
const isHash = (value) => isText(value) && /^[0-9a-f]{64}$/.test(value);
const isPath = (value) => Array.isArray(value) && value.every(isHash);
const isTexts = (value) => Array.isArray(value) && value.every(isText);
const isState = (value) => isText(value) || (isObject(value) && Object.values(value).every(isState));
const isRecordOf = (value, check) => isObject(value) && Object.values(value).every(check);

/** The bytes of standard, padded, canonical base64; null when it is none. */
function bytesOf(base64) {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.toString('base64') === base64 ? bytes : null;
}

function wholeOf(decimal) {
  const number = /^(0|[1-9][0-9]{0,15})$/.test(decimal) ? Number(decimal) : Number.NaN;
  return isWhole(number) ? number : null;
}

const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The digits of `text` from `start` to before `end` as a number; NaN when one is none. */
function digits(text, start, end) {
  let number = 0;
  for (let at = start; at < end; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

function isPunctuatedAsMoment(text) {
  return (
    text.length === 24 &&
    text[4] === '-' &&
    text[7] === '-' &&
    text[10] === 'T' &&
    text[13] === ':' &&
    text[16] === ':' &&
    text[19] === '.' &&
    text[23] === 'Z'
  );
}

/** Milliseconds since the beginning of year 1 of `YYYY-MM-DDTHH:MM:SS.mmmZ`; NaN when the calendar has no such moment. */
function momentOf(text) {
  if (!isText(text) || !isPunctuatedAsMoment(text)) return Number.NaN;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  const hour = digits(text, 11, 13);
  const minute = digits(text, 14, 16);
  const second = digits(text, 17, 19);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const inCalendar =
    year >= 1 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= DAYS_OF_MONTH[month - 1] + (leap && month === 2 ? 1 : 0) &&
    hour <= 23 &&
    minute <= 59 &&
    second <= 59;
  if (!inCalendar) return Number.NaN;
  const before = year - 1;
  const days =
    before * 365 +
    Math.floor(before / 4) -
    Math.floor(before / 100) +
    Math.floor(before / 400) +
    DAYS_BEFORE_MONTH[month - 1] +
    (leap && month > 2 ? 1 : 0) +
    day -
    1;
  return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000 + digits(text, 20, 23);
}

const isMoment = (value) => !Number.isNaN(momentOf(value));

/** RFC 8785 of JSON whose numbers are whole; throws Malformed at another number. */
function canonical(value) {
  if (isText(value)) return JSON.stringify(value);
  if (isObject(value)) {
    const members = Object.keys(value).sort();
    return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new Malformed('number');
  return JSON.stringify(value);
}

// ---------------------------------------------------------------- lines and JSON

/**
 * Gives each line of the file to `take(bytes, start, end, isText)` until it returns false. The byte before `start` is
 * free to be overwritten. Returns how the file ended: `stopped`, `whole`, or `unended` when its last line has no LF.
 */
function eachLine(file, take) {
  const descriptor = openSync(file, 'r');
  try {
    if (fstatSync(descriptor).size > BYTES_OF_LARGE_FILE) holdLittle();
    return linesOf(descriptor, take);
  } finally {
    closeSync(descriptor);
  }
}

/** What a line leaves behind is dead with the next: room for more of it would only cost memory. */
function holdLittle() {
  setFlagsFromString('--semi-space-growth-factor=1');
}

function linesOf(descriptor, take) {
  let bytes = Buffer.allocUnsafeSlow(BYTES_PER_READ + 1);
  let filled = 1;
  for (;;) {
    const read = readSync(descriptor, bytes, filled, bytes.length - filled, null);
    if (read === 0) return filled === 1 ? 'whole' : 'unended';
    const last = bytes.subarray(filled, filled + read).lastIndexOf(LINE_FEED) + filled;
    const hasLine = last >= filled;
    filled += read;
    if (hasLine) {
      if (!takeLines(bytes, last, take)) return 'stopped';
      bytes.copyWithin(1, last + 1, filled);
      filled -= last;
    }
    if (filled - 1 > MOST_BYTES_OF_LINE) return 'unended';
    if (filled === bytes.length) bytes = Buffer.concat([bytes], bytes.length * 2);
  }
}

function takeLines(bytes, last, take) {
  const allText = isUtf8(bytes.subarray(1, last));
  for (let start = 1; start <= last; ) {
    const end = bytes.indexOf(LINE_FEED, start);
    if (!take(bytes, start, end, allText || isUtf8(bytes.subarray(start, end)))) return false;
    start = end + 1;
  }
  return true;
}

const isBracket = (byte) => byte === 0x7b || byte === 0x7d || byte === 0x5b || byte === 0x5d;

/** Whether the bytes could nest deeper than allowed; most lines have too few brackets, seen after a part of them. */
function mayBeTooDeep(bytes, start, end) {
  let others = end - start - 2 * (DEEPEST + 1);
  for (let at = start; others >= 0 && at < end; at++) if (!isBracket(bytes[at])) others--;
  return others >= 0;
}

function isTooDeep(bytes, start, end) {
  let depth = 0;
  let inText = false;
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte === 0x22) inText = !inText;
    else if (inText) at += byte === 0x5c ? 1 : 0;
    else if (byte === 0x7b || byte === 0x5b) depth++;
    else if (byte === 0x7d || byte === 0x5d) depth--;
    if (depth > DEEPEST) return true;
  }
  return false;
}

function isWellFormed(value) {
  if (isText(value)) return value.isWellFormed();
  if (Array.isArray(value)) return value.every(isWellFormed);
  if (isObject(value)) return Object.entries(value).every((member) => member.every(isWellFormed));
  return true;
}

/** The JSON object between `start` and `end`; throws Malformed when it is none. */
function objectIn(bytes, start, end) {
  const value = valueIn(bytes, start, end);
  if (!isObject(value)) throw new Malformed('json');
  return value;
}

function valueIn(bytes, start, end) {
  if (mayBeTooDeep(bytes, start, end) && isTooDeep(bytes, start, end)) throw new Malformed('nested');
  const text = bytes.toString('utf8', start, end);
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Malformed('json');
  }
  if (text.includes('\\u') && !isWellFormed(value)) throw new Malformed('surrogate');
  return value;
}

// ---------------------------------------------------------------- keys and notes

const ALGORITHM_OF_LOG = 1;
const ALGORITHM_OF_WITNESS = 4;
const FIELD_PRIME = (1n << 255n) - 19n;

/** A public key of a note by its text; null when the text is none of that algorithm. */
function keyOf(text, algorithm) {
  const [, name, hash, base64] = /^([^ +\n]+)\+([0-9a-f]{8})\+([^\n]+)$/.exec(text) ?? [];
  const bytes = base64 === undefined ? null : bytesOf(base64);
  if (bytes?.length !== 33 || bytes[0] !== algorithm) return null;
  if (sha256(Buffer.concat([Buffer.from(`${name}\n`), bytes]), 'hex').slice(0, 8) !== hash) return null;
  return { text, name, hash, verifier: verifierOf(bytes.subarray(1)) };
}

/** Node's key object; null for a point that is not written as RFC 8032 writes it: no signature is right under it. */
function verifierOf(point) {
  const number = BigInt(`0x${Buffer.from(point).reverse().toString('hex')}`);
  const y = number & ((1n << 255n) - 1n);
  const hasSign = number >> 255n === 1n;
  if (y >= FIELD_PRIME || (hasSign && (y === 1n || y === FIELD_PRIME - 1n))) return null;
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: point.toString('base64url') };
  return crypto.createPublicKey({ key: jwk, format: 'jwk' });
}

function verifies(key, signed, signature) {
  if (key.verifier === null || signature.length !== 64) return false;
  try {
    return crypto.verify(null, signed, key.verifier, signature);
  } catch {
    return false;
  }
}

function isSignedBy(note, key) {
  return note.signatures.some(
    ({ name, hash, rest }) => name === key.name && hash === key.hash && verifies(key, note.signed, rest),
  );
}

function isCosignedBy(note, key) {
  return note.signatures.some(({ name, hash, rest }) => {
    if (name !== key.name || hash !== key.hash || rest.length !== 72) return false;
    const begin = Buffer.from(`cosignature/v1\ntime ${rest.readBigUInt64BE(0)}\n`);
    return verifies(key, Buffer.concat([begin, note.signed]), rest.subarray(8));
  });
}

const isName = (text) => /^[^ +\n]+$/.test(text);

function signatureOf(line) {
  const [, name, base64] = /^\u2014 ([^ +\n]+) ([^ \n]+)$/.exec(line) ?? [];
  const bytes = base64 === undefined ? null : bytesOf(base64);
  if (bytes === null || bytes.length < 5) return null;
  return { name, hash: bytes.toString('hex', 0, 4), rest: bytes.subarray(4) };
}

/** `<size> <root, base64>` */
function treeOf(sizeText, rootText) {
  const size = wholeOf(sizeText ?? '');
  const root = bytesOf(rootText ?? '');
  return size === null || root?.length !== 32 ? null : { size, root: root.toString('hex') };
}

function continuedOf(words) {
  const tree = treeOf(words[1], words[2]);
  return words.length === 3 && isName(words[0]) && tree ? { origin: words[0], ...tree } : null;
}

/** A checkpoint as docs/audit-log.md writes it; null when the text is none. */
function noteOf(text) {
  const blank = text.indexOf('\n\n');
  if (blank < 0 || !text.endsWith('\n')) return null;
  const lines = text.slice(0, blank).split('\n');
  const signatures = text
    .slice(blank + 2, -1)
    .split('\n')
    .map(signatureOf);
  const [origin, size, root] = lines.splice(0, 3);
  const tree = treeOf(size, root);
  const after = (word) => (lines[0]?.startsWith(`${word} `) ? lines.shift().slice(word.length + 1) : undefined);
  const time = after('time');
  const nextText = after('next-key');
  const continuesText = after('continues');
  const lostText = continuesText === undefined ? undefined : after('lost');
  const nextKey = nextText === undefined ? undefined : keyOf(nextText, ALGORITHM_OF_LOG);
  const continues = continuesText === undefined ? undefined : continuedOf(continuesText.split(' '));
  const lostWords = lostText?.split(' ');
  const lost = lostWords && (lostWords.length === 2 ? treeOf(...lostWords) : null);
  const parts = [tree, nextKey, continues, lost, ...signatures];
  if (!isName(origin) || !isMoment(time) || lines.length > 0 || parts.includes(null)) return null;
  const signed = Buffer.from(text.slice(0, blank + 1));
  return { origin, ...tree, moment: momentOf(time), nextKey, continues, lost, signatures, signed };
}

// ---------------------------------------------------------------- definitions

const isEdge = (value) =>
  Array.isArray(value) && value.length === 2 && (value[0] === null || isText(value[0])) && isText(value[1]);
const isEdges = (value) => Array.isArray(value) && value.every(isEdge);
const isKind = (value) =>
  isObject(value) &&
  isTexts(value.regions) &&
  value.regions[0] === '' &&
  isRecordOf(value.edges, (regions) => isRecordOf(regions, isEdges));

/** The moves of one kind of part, by region. */
class Kind {
  #regions;
  #edges = new Map();
  #ways = new Map();
  #texts = new Map();

  constructor({ regions, edges }) {
    this.#regions = regions;
    for (const [label, byRegion] of Object.entries(edges)) {
      for (const [region, pairs] of Object.entries(byRegion)) {
        for (const [from, to] of pairs) this.#keep(label, region, from, to);
      }
    }
  }

  /** Whether a part may move so: `from` null or text, `to` text, of whole states. */
  moves(label, isAnnulling, from, to) {
    const before = from === null ? null : this.#textsOf(from);
    const after = this.#textsOf(to);
    return this.#regions.every((region, place) => {
      const start = before === null ? null : before[place];
      const stop = after[place];
      if (start === stop || this.#has(label, region, start, stop) || this.#has('*', region, start, stop)) return true;
      return isAnnulling && start !== null && this.#leads(region, stop, start);
    });
  }

  #keep(label, region, from, to) {
    const key = `${label}\n${region}`;
    if (!this.#edges.has(key)) this.#edges.set(key, new Map());
    add(this.#edges.get(key), from, to);
    if (from === null) return;
    if (!this.#ways.has(region)) this.#ways.set(region, new Map());
    add(this.#ways.get(region), from, to);
  }

  #has(label, region, from, to) {
    return this.#edges.get(`${label}\n${region}`)?.get(from)?.has(to) === true;
  }

  #leads(region, from, to) {
    const ways = this.#ways.get(region) ?? new Map();
    const seen = new Set();
    const open = [from];
    while (open.length > 0) {
      for (const next of ways.get(open.pop()) ?? []) {
        if (next === to) return true;
        if (seen.has(next)) continue;
        seen.add(next);
        open.push(next);
      }
    }
    return false;
  }

  /** The text of each region in a state, kept for the states seen. */
  #textsOf(text) {
    const known = this.#texts.get(text);
    if (known) return known;
    const state = JSON.parse(text);
    const texts = this.#regions.map((region) => this.#textAt(state, region));
    if (this.#texts.size >= 10_000) this.#texts.clear();
    this.#texts.set(text, texts);
    return texts;
  }

  #textAt(state, region) {
    let value = state;
    for (const name of region === '' ? [] : region.split('/')) {
      if (!isObject(value) || !Object.hasOwn(value, name)) return '';
      value = value[name];
    }
    return this.#masked(value, region);
  }

  #masked(value, path) {
    if (isText(value)) return JSON.stringify(value);
    const members = Object.keys(value).sort();
    const texts = members.map((name) => {
      const inner = path === '' ? name : `${path}/${name}`;
      const text = this.#regions.includes(inner) ? 'null' : this.#masked(value[name], inner);
      return `${JSON.stringify(name)}:${text}`;
    });
    return `{${texts.join(',')}}`;
  }
}

function add(sets, key, value) {
  const set = sets.get(key);
  if (set) set.add(value);
  else sets.set(key, new Set([value]));
}

class Definition {
  #kinds;
  #annuls;
  #annulled;

  constructor(record) {
    this.#kinds = new Map(Object.entries(record.kinds).map(([name, kind]) => [name, new Kind(kind)]));
    this.#annuls = new Set(record.annuls);
    this.#annulled = record.annulled;
  }

  moves(kindName, label, type, from, to) {
    const kind = this.#kinds.get(kindName);
    if (!kind) return false;
    const isAnnulling = this.#annuls.has(type);
    if (isAnnulling && from !== null && to === this.#annulled) return true;
    return kind.moves(label, isAnnulling, from, to);
  }
}

// ---------------------------------------------------------------- entries and cases

const isMove = (value) =>
  isObject(value) && isText(value.part) && (value.from === null || isState(value.from)) && isState(value.to);
const isEffects = (value) =>
  isObject(value) && Array.isArray(value.moved) && value.moved.every(isMove) && isTexts(value.opened);

/** The members an entry must have, and what each must be. */
const MEMBERS = [
  ['format', (value) => value === 1],
  ['case', isText],
  ['number', isText],
  ['version', isCount],
  ['previous', isHash],
  ['definition', isText],
  ['type', isText],
  ['at', isMoment],
  ['recordedAt', isMoment],
  ['body', isObject],
  ['actor', isObject],
  ['known', isObject],
  ['effects', isEffects],
];

function assertEntry(value) {
  for (const [name, check] of MEMBERS) if (!check(value[name])) throw new Malformed(`member ${name}`);
  return value;
}

/** Numbers that grow with the cases, without an object for each; 0 where none was put. */
class Numbers {
  #values;

  constructor(ArrayOfKind) {
    this.#values = new ArrayOfKind(1024);
  }

  at(place) {
    return this.#values[place];
  }

  put(place, value) {
    if (place >= this.#values.length) {
      const wider = new this.#values.constructor(this.#values.length * 2);
      wider.set(this.#values);
      this.#values = wider;
    }
    this.#values[place] = value;
  }
}

/** Hashes that grow with the cases, 32 bytes each. */
class Hashes {
  #bytes = Buffer.alloc(1024 * 32);

  at(place) {
    return this.#bytes.toString('hex', place * 32, place * 32 + 32);
  }

  put(place, hash) {
    if ((place + 1) * 32 > this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes], this.#bytes.length * 2);
    this.#bytes.hexWrite(hash, place * 32);
  }
}

/** Texts that many cases share, by number from 1. */
class Texts {
  #numbers = new Map();
  #texts = [''];

  numberOf(text) {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#texts.length);
    return this.#texts.push(text) - 1;
  }

  of(number) {
    return this.#texts[number];
  }
}

/** Name and state of each part of each case, as numbers of texts; the parts of a case are a chain of places from 1. */
class Parts {
  #firsts = new Numbers(Int32Array);
  #names = new Numbers(Int32Array);
  #states = new Numbers(Int32Array);
  #nexts = new Numbers(Int32Array);
  #count = 0;

  open(place) {
    this.#firsts.put(place, 0);
  }

  /** Puts the part into a state; returns that in which it was, 0 when it is new. */
  swap(place, name, state) {
    const first = this.#firsts.at(place);
    for (let at = first; at !== 0; at = this.#nexts.at(at)) {
      if (this.#names.at(at) !== name) continue;
      const stood = this.#states.at(at);
      this.#states.put(at, state);
      return stood;
    }
    this.#count++;
    this.#names.put(this.#count, name);
    this.#states.put(this.#count, state);
    this.#nexts.put(this.#count, first);
    this.#firsts.put(place, this.#count);
    return 0;
  }
}

/** All cases as their entries make them. What a case holds is kept in columns. */
class Cases {
  #definitions;
  #places = new Map();
  #versions = new Numbers(Float64Array);
  #heads = new Hashes();
  #moments = new Numbers(Float64Array);
  #numbers = [];
  /** Under which definition each was opened, as numbers of texts. */
  #definedBy = new Numbers(Int32Array);
  #parts = new Parts();
  #texts = new Texts();
  #kinds = new Map();

  constructor(definitions) {
    this.#definitions = definitions;
  }

  get count() {
    return this.#places.size;
  }

  /** Checks an entry against its case and takes it in; tells the codes of what does not hold. `latest`: a moment. */
  take(entry, leaf, { moment, latest, number }, tell) {
    let place = this.#places.get(entry.case);
    if (place === undefined) {
      place = this.#open(entry, number ?? entry.number, moment);
      if (entry.version !== 1) tell('version', `1 ≠ ${entry.version}`);
      if (entry.previous !== ZEROS) tell('previous');
    } else {
      const due = this.#versions.at(place) + 1;
      if (entry.version !== due) tell('version', `${due} ≠ ${entry.version}`);
      if (entry.previous !== this.#heads.at(place)) tell('previous');
    }
    if (entry.number !== this.#numbers[place]) tell('number', `${this.#numbers[place]} ≠ ${entry.number}`);
    if (moment < this.#moments.at(place) || moment > latest) tell('time', entry.recordedAt);
    this.#versions.put(place, entry.version);
    this.#heads.put(place, leaf);
    this.#moments.put(place, moment);
    this.#numbers[place] = entry.number;
    const wrong = this.#move(entry, place);
    if (wrong !== null) tell('edge', wrong);
  }

  /** The root over all cases as they stand now, and their count. */
  counted() {
    const tree = new Tree();
    for (const id of sortedByBytes([...this.#places.keys()])) {
      const place = this.#places.get(id);
      tree.append(leafOf(JSON.stringify([id, this.#versions.at(place), this.#heads.at(place)])));
    }
    return { cases: String(tree.size), root: tree.root() };
  }

  #open(entry, number, moment) {
    const place = this.#places.size;
    this.#places.set(entry.case, place);
    this.#definedBy.put(place, this.#texts.numberOf(entry.definition));
    this.#numbers.push(number);
    this.#parts.open(place);
    this.#moments.put(place, moment);
    return place;
  }

  /** Moves the parts as the entry says; returns the first move that its definition does not have, or null. */
  #move(entry, place) {
    const definition = this.#definitions.get(entry.definition);
    const isOfCase = this.#texts.of(this.#definedBy.at(place)) === entry.definition;
    let wrong = definition && isOfCase ? null : entry.definition;
    const { moved, opened } = entry.effects;
    for (const move of moved) {
      const from = move.from === null ? null : canonical(move.from);
      const to = canonical(move.to);
      const stood = this.#parts.swap(place, this.#texts.numberOf(move.part), this.#texts.numberOf(to));
      if (wrong !== null) continue;
      const isFromHere = from === null ? stood === 0 && opened.includes(move.part) : this.#texts.of(stood) === from;
      if (isFromHere && definition.moves(this.#kindOf(move.part), labelOf(entry), entry.type, from, to)) continue;
      wrong = `${move.part}: ${from} → ${to}`;
    }
    if (wrong !== null) return wrong;
    return opened.find((part) => !moved.some((move) => move.part === part && move.from === null)) ?? null;
  }

  #kindOf(part) {
    let kind = this.#kinds.get(part);
    if (kind === undefined) {
      kind = part.replace(/-[0-9]+$/, '');
      this.#kinds.set(part, kind);
    }
    return kind;
  }
}

function labelOf({ type, body }) {
  return type === 'clock.struck' && isText(body.clock) ? `${type}/${body.clock}` : type;
}

/** Ascending by the bytes of their UTF-8; JavaScript's own order differs only where there are surrogates. */
function sortedByBytes(texts) {
  if (!texts.some((text) => /[\ud800-\udfff]/.test(text))) return texts.sort();
  return texts.sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
}

// ---------------------------------------------------------------- the audit

const NO_PLACE = {};

/** What is common to a log and a bundle: keys, definitions, checkpoints, and the telling of faults. */
class Audit {
  faults = [];
  line = 0;
  entries = 0;
  manifests = 0;
  checkpoints = [];
  witnessed = null;
  isEnded = false;
  definitions = new Map();
  /** Name and hash of each definition record. */
  tables = [];
  cases = new Cases(this.definitions);
  /** Up to where in `order` the reading has come. */
  stage = 0;
  #largest = 0;
  #told = new Set();
  /** The witnesses, among those that the auditor named, of whom there is a right cosignature. */
  #cosigners = new Set();

  constructor(header, options) {
    this.header = header;
    this.options = options;
  }

  /** `sentence`: which of SENTENCES says it, where the code has several. */
  tell(code, detail, place = NO_PLACE, line = this.line, sentence = code) {
    this.faults.push({ code, line, detail, place, sentence });
  }

  /** What is found of a checkpoint at several times is told once. */
  tellOnce(code, detail, line = this.line) {
    if (this.#told.has(`${code} ${line}`)) return;
    this.#told.add(`${code} ${line}`);
    this.tell(code, detail, NO_PLACE, line);
  }

  /** Takes one line between `start` and `end`; throws when the reading cannot go on. */
  take(bytes, start, end) {
    if (this.isEnded) throw new Malformed('behind');
    if (isRecord(bytes, start)) this.#record(objectIn(bytes, start, end));
    else this.#entry(bytes, start, end);
  }

  #record(record) {
    this.#enter(this.order.findIndex((names) => names.includes(record.lanjie)));
    this[record.lanjie](record);
  }

  #entry(bytes, start, end) {
    this.#enter(ENTRIES);
    const entry = assertEntry(objectIn(bytes, start, end));
    bytes[start - 1] = 0;
    this.entry(entry, sha256(bytes.subarray(start - 1, end), 'hex'));
  }

  #enter(stage) {
    if (stage < this.stage) throw new Malformed('place');
    if (stage > CHECKPOINTS && this.checkpoints.length === 0) throw new Malformed('place');
    if (stage > KEYS && !this.firstKey) throw new Malformed('place');
    this.stage = stage;
  }

  key(record) {
    const key = isText(record.key) ? keyOf(record.key, ALGORITHM_OF_LOG) : null;
    if (key === null) throw new Malformed('key');
    const isOfAnother = record.of !== undefined;
    if (isOfAnother ? !isText(record.of) || !this.firstKey || this.oldKey : this.firstKey) throw new Malformed('place');
    if (isOfAnother) this.oldKey = { ...key, line: this.line, origin: record.of };
    else {
      this.firstKey = { ...key, line: this.line };
      this.keys = [this.firstKey];
    }
  }

  definition(record) {
    const { name, kinds, annuls, annulled } = record;
    const hasForm = isText(name) && isRecordOf(kinds, isKind) && isTexts(annuls);
    if (!hasForm || !(annulled === null || isText(annulled))) throw new Malformed('definition');
    this.definitions.set(name, new Definition(record));
    const { lanjie, ...table } = record;
    const text = canonical(table);
    this.tables.push({ name, sha256: sha256(Buffer.from(text), 'hex') });
    if (this.options.tables && !this.options.tables.has(text)) this.tell('definition', name);
  }

  checkpoint(record) {
    const note = isText(record.note) ? noteOf(record.note) : null;
    if (note === null) throw new Malformed('note');
    if (note.continues && this.checkpoints.length > 0) throw new Malformed('continues');
    if (note.origin !== this.header.origin) this.tell('origin', note.origin);
    if (!this.#isSigned(note)) this.tell('signature');
    else if (note.nextKey) this.keys.push(note.nextKey);
    if (note.size < this.#largest) this.tellOnce('size', `${note.size} < ${this.#largest}`);
    this.#largest = Math.max(note.size, this.#largest);
    if (!this.isRootRight(note)) this.tellOnce('root', String(note.size));
    this.#witness(note);
    const { size, root, moment, continues, lost } = note;
    this.checkpoints.push({ size, root, moment, continues, lost, line: this.line });
  }

  get lastCheckpoint() {
    return this.checkpoints[this.checkpoints.length - 1];
  }

  /** Up to when an entry may say that it was recorded. */
  get lastMoment() {
    return this.lastCheckpoint.moment + TEN_MINUTES;
  }

  get continues() {
    return this.checkpoints[0]?.continues;
  }

  #isSigned(note) {
    const signers = [this.keys[this.keys.length - 1]];
    if (note.nextKey) signers.push(note.nextKey);
    if (note.continues) signers.push(this.oldKey?.origin === note.continues.origin ? this.oldKey : null);
    return signers.every((key) => key !== null && isSignedBy(note, key));
  }

  #witness(note) {
    for (const key of this.options.witnesses) {
      if (!isCosignedBy(note, key)) continue;
      this.#cosigners.add(key);
      this.witnessed = Math.max(note.size, this.witnessed ?? 0);
    }
  }

  end(record) {
    if (!isWhole(record.entries)) throw new Malformed('end');
    if (record.entries !== this.expectedEntries || this.entries !== this.expectedEntries)
      this.stopAtEnd(record.entries);
    this.isEnded = true;
  }

  stopAtEnd(counted) {
    this.tell('end', counted === undefined ? undefined : `${counted} ≠ ${this.entries}`);
    throw new Stopped();
  }

  /** What can be told only of a file whose reading nothing stopped. */
  finish() {
    this.#checkKeys();
    for (const held of this.options.held) this.#checkHeld(held);
    for (const key of this.options.witnesses) {
      if (!this.#cosigners.has(key)) this.tell('witness', key.text, NO_PLACE, 0);
    }
  }

  #checkKeys() {
    const named = this.options.keys.map(({ text }) => text);
    if (named.length === 0) return;
    if (!this.keys.some(({ text }) => named.includes(text)))
      this.tell('key', this.firstKey.text, NO_PLACE, this.firstKey.line);
    if (this.oldKey && !named.includes(this.oldKey.text))
      this.tell('key', this.oldKey.text, NO_PLACE, this.oldKey.line);
  }

  #checkHeld(held) {
    const sentence = this.#isOfLog(held) ? this.#faultOfTree(held) : this.#faultOfOld(held);
    if (sentence) this.tell('outside', `${held.origin} ${held.size}`, NO_PLACE, 0, sentence);
  }

  #isOfLog(held) {
    return held.origin === this.header.origin && this.keys.some((key) => isSignedBy(held, key));
  }

  /** The sentence that says what is wrong with a checkpoint of the log that this one continues; null when nothing is. */
  #faultOfOld(held) {
    const { continues, oldKey } = this;
    const isOfOld = held.origin === continues?.origin && held.origin === oldKey?.origin && isSignedBy(held, oldKey);
    if (!isOfOld) return 'outside';
    const last = this.lost ?? continues;
    const isBeyond = held.size > last.size || (held.size === this.lost?.size && held.root !== this.lost.root);
    if (isBeyond) return 'outside';
    if (held.size > continues.size) return this.isLossAccepted ? null : 'outside';
    return this.#faultOfTree(held);
  }

  #faultOfTree(held) {
    if (held.size > this.size) return 'outside';
    const roots = this.rootsOf(held.size);
    if (roots.length === 0) return 'uncompared';
    return roots.every((root) => root === held.root) ? null : 'outside';
  }

  /** The last checkpoint of the log that this one continues, where not all of that log is here. */
  get lost() {
    return this.checkpoints[0]?.lost;
  }

  get isLossAccepted() {
    return this.options.acceptedLosses.includes(this.continues?.origin);
  }

  get isAllHere() {
    return this.lost === undefined || this.isLossAccepted;
  }

  get isIntact() {
    return this.faults.length === 0;
  }
}

const KEYS = 0;
const CHECKPOINTS = 2;
const ENTRIES = 4;
const RECORD = '{"lanjie":"';

function isRecord(bytes, start) {
  return bytes[start + 2] === 0x6c && bytes.toString('latin1', start, start + RECORD.length) === RECORD;
}

/** The whole log. */
class Log extends Audit {
  file = 'log';
  order = [['key'], ['definition'], ['checkpoint'], ['manifest'], ['missing', 'tile'], ['end']];
  latest = Number.NEGATIVE_INFINITY;
  latestText = null;
  /** The latest moment among the entries that the last manifest counts. */
  #countedUntil = null;
  #tree = new Tree();
  #roots = new Map();
  #wanted = null;
  #records = new Map();
  #counts = new Map();
  /** When the entry behind each of the wanted sizes was recorded. */
  #firsts = new Map();
  #countedAt = null;
  #checkpointsBySize = new Map();
  #lastRecord = null;
  #tiles = 0;
  /** Places since the last tile: their leaves, lines and whose they are; null for a missing one. */
  #waiting = 0;
  #leaves = Buffer.alloc(LEAVES_OF_TILE * 32);
  #places = [];

  static from(header, options) {
    if (header.format !== 1 || !isText(header.origin) || !isWhole(header.size)) throw new Malformed('header');
    return new Log(header, options);
  }

  get size() {
    return this.header.size;
  }

  get expectedEntries() {
    return this.header.size;
  }

  rootsOf(size) {
    return [this.#roots.get(size)];
  }

  /** At the checkpoint itself only the empty tree can be judged. */
  isRootRight({ size, root, continues }) {
    const isEmptyRight = (tree) => tree.size > 0 || tree.root === EMPTY_ROOT;
    return isEmptyRight({ size, root }) && isEmptyRight(continues ?? { size: 1 });
  }

  manifest(record) {
    const { index, size } = record;
    const isInPlace = isWhole(index) && index < this.size && index > (this.#lastRecord?.index ?? -1);
    if (!isInPlace || !isWhole(size)) throw new Malformed('manifest');
    this.#lastRecord = { index, size };
    this.#records.set(index, this.#lastRecord);
  }

  entry(entry, leaf) {
    this.#assertRoom();
    const place = { line: this.line, index: this.entries, case: entry.case, version: entry.version };
    const tell = (code, detail) => this.tell(code, detail, place);
    const moment = momentOf(entry.recordedAt);
    this.cases.take(entry, leaf, { moment, latest: this.lastMoment }, tell);
    if (this.latest - moment > TEN_MINUTES) tell('backdated', `${entry.recordedAt} < ${this.latestText}`);
    if (moment > this.latest) {
      this.latest = moment;
      this.latestText = entry.recordedAt;
    }
    this.#checkManifest(entry, moment, tell);
    if (this.#wanted.has(this.entries)) this.#firsts.set(this.entries, moment);
    this.#grow(leaf, place);
  }

  missing(record) {
    this.#assertRoom();
    const { index, version, leaf } = record;
    if (index !== this.entries || !isText(record.case) || !isWhole(version) || !isHash(leaf))
      throw new Malformed('missing');
    this.tell('missing', undefined, { index, case: record.case, version });
    this.#grow(leaf, null);
  }

  tile(record) {
    const leaves = isText(record.leaves) ? bytesOf(record.leaves) : null;
    if (!isWhole(record.index) || leaves === null) throw new Malformed('tile');
    const isDue = this.entries === this.size ? this.#waiting > 0 : this.#waiting === LEAVES_OF_TILE;
    const isFull = this.#waiting <= LEAVES_OF_TILE && leaves.length === this.#waiting * 32;
    if (record.index !== this.#tiles || !isDue || !isFull)
      this.tell('tile', `${leaves.length / 32} ≠ ${this.#waiting}`);
    else if (!leaves.equals(this.#leaves.subarray(0, leaves.length))) this.#compare(leaves);
    this.#tiles++;
    this.#waiting = 0;
    this.#places.length = 0;
  }

  end(record) {
    this.#prepare();
    super.end(record);
    this.endLine = this.line;
  }

  finish() {
    super.finish();
    const { lastCheckpoint: last, continues } = this;
    if (last.size !== this.size) this.tellOnce('size', `${last.size} ≠ ${this.size}`, last.line);
    if (continues && continues.size > this.size)
      this.tellOnce('root', String(continues.size), this.checkpoints[0].line);
    if (this.#waiting > 0) this.tell('tile', `0 ≠ ${this.#waiting}`, NO_PLACE, this.endLine);
  }

  get isComplete() {
    return this.isIntact && this.manifests > 0 && this.isAllHere;
  }

  get until() {
    return this.isComplete ? this.#countedUntil : null;
  }

  #assertRoom() {
    this.#prepare();
    if (this.entries >= this.size) throw new Malformed('size');
  }

  /** What the tree is asked for, and when, is known when the first entry comes. */
  #prepare() {
    if (this.#wanted) return;
    const records = [...this.#records.values()];
    const trees = [...this.checkpoints, ...this.options.held, ...records, ...(this.continues ? [this.continues] : [])];
    this.#wanted = new Set(trees.map(({ size }) => size));
    this.#countedAt = new Set((this.options.everyManifest ? records : records.slice(-1)).map(({ size }) => size));
    for (const checkpoint of this.checkpoints) {
      const others = this.#checkpointsBySize.get(checkpoint.size);
      if (others) others.push(checkpoint);
      else this.#checkpointsBySize.set(checkpoint.size, [checkpoint]);
    }
    this.#keepRoot();
  }

  #grow(leaf, place) {
    if (this.#waiting < LEAVES_OF_TILE) {
      this.#leaves.hexWrite(leaf, this.#waiting * 32);
      this.#places.push(place);
    }
    this.#waiting++;
    this.entries++;
    this.#tree.append(leaf);
    if (this.#wanted.has(this.entries)) this.#checkRoots(this.#keepRoot());
  }

  #keepRoot() {
    const root = this.#tree.root();
    this.#roots.set(this.entries, root);
    if (this.#countedAt.has(this.entries)) this.#counts.set(this.entries, this.cases.counted());
    if (this.entries === this.#lastRecord?.size) this.#countedUntil = this.latestText;
    return root;
  }

  #checkRoots(root) {
    const size = this.entries;
    for (const checkpoint of this.#checkpointsBySize.get(size) ?? []) {
      if (checkpoint.root !== root) this.tellOnce('root', String(size), checkpoint.line);
    }
    const { continues } = this;
    if (continues?.size === size && continues.root !== root)
      this.tellOnce('root', String(size), this.checkpoints[0].line);
  }

  #checkManifest(entry, moment, tell) {
    const record = this.#records.get(this.entries);
    if (entry.type !== 'office.casesCounted') {
      if (record) tell('manifest', entry.type);
      return;
    }
    this.manifests++;
    const { size, treeRoot, cases, root } = entry.body;
    const isTold = record !== undefined && record.size === size && size <= record.index;
    if (!isTold || this.#roots.get(size) !== treeRoot) {
      tell('manifest');
      return;
    }
    if (moment - this.#firsts.get(size) > TEN_MINUTES) {
      tell('manifest', `${size}`);
      return;
    }
    const isCounted = record === this.#lastRecord || this.options.everyManifest;
    const counted = isCounted ? this.#counts.get(size) : undefined;
    if (counted && counted.cases !== cases) tell('manifest', `${counted.cases} ≠ ${cases}`);
    else if (counted && counted.root !== root) tell('manifest');
  }

  #compare(leaves) {
    this.#places.forEach((place, at) => {
      if (place === null || leaves.compare(this.#leaves, at * 32, at * 32 + 32, at * 32, at * 32 + 32) === 0) return;
      this.tell('leaf', undefined, place, place.line);
    });
  }
}

/** The bundle of one case. */
class Bundle extends Audit {
  file = 'bundle';
  order = [
    ['key'],
    ['definition'],
    ['checkpoint'],
    ['consistency'],
    ['inclusion'],
    ['manifest'],
    ['evidence'],
    ['end'],
  ];
  lastVersion = 0;
  listedAt = null;
  #neighbours = null;
  #uncovered = null;
  #lastIndex = -1;
  /** Of each entry its leaf among the cases of a manifest, and where it stands. */
  #places = [];
  #received = new Map();

  static from(header, options) {
    const { format, origin, number, version } = header;
    const hasForm = format === 1 && isText(origin) && isText(header.case) && isText(number) && isCount(version);
    if (!hasForm) throw new Malformed('header');
    return new Bundle(header, options);
  }

  get size() {
    return this.lastCheckpoint.size;
  }

  get expectedEntries() {
    return this.entries;
  }

  rootsOf(size) {
    const known = [EMPTY_TREE, ...this.checkpoints];
    return known.filter((tree) => tree.size === size).map(({ root }) => root);
  }

  /** Two neighbours of one size need no proof, but one root. */
  isRootRight({ size, root }) {
    const last = this.lastCheckpoint;
    return last?.size !== size || last.root === root;
  }

  /** The tree that the log continues is judged by a checkpoint of its size, if there is one. */
  checkpoint(record) {
    super.checkpoint(record);
    const { continues } = this;
    const known = [EMPTY_TREE, this.lastCheckpoint];
    if (continues && known.some(({ size, root }) => size === continues.size && root !== continues.root))
      this.tellOnce('root', String(continues.size), this.checkpoints[0].line);
  }

  consistency(record) {
    const { from, to, path } = record;
    if (!isWhole(from) || !isWhole(to) || !isPath(path)) throw new Malformed('consistency');
    this.#prepare();
    const due = this.#neighbours.shift();
    if (!due) throw new Malformed('place');
    const [older, newer] = due;
    if (from !== older.size || to !== newer.size || !isConsistent(older, newer, path))
      this.tell('consistency', `${from} – ${to}`);
  }

  entry(entry, leaf) {
    this.#leaveConsistency();
    if (this.#uncovered) throw new Malformed('place');
    if (entry.case !== this.header.case) throw new Malformed('case');
    const tell = (code, detail) => this.tell(code, detail, { case: entry.case, version: entry.version });
    const { number } = this.header;
    this.cases.take(entry, leaf, { moment: momentOf(entry.recordedAt), latest: this.lastMoment, number }, tell);
    this.entries++;
    this.lastVersion = entry.version;
    if (entry.type === 'evidence.received') this.#receive(entry);
    this.#uncovered = { leaf, case: entry.case, version: entry.version };
  }

  inclusion(record) {
    const { version, index, path } = record;
    if (!isCount(version) || !isWhole(index) || !isPath(path)) throw new Malformed('inclusion');
    const entry = this.#uncovered;
    if (!entry) throw new Malformed('place');
    const { size, root } = this.lastCheckpoint;
    const holds =
      version === entry.version && index > this.#lastIndex && isIncluded(entry.leaf, index, size, path, root);
    if (!holds) this.tell('inclusion', String(index), { case: entry.case, version: entry.version });
    this.#places.push({ index, leaf: leafOf(JSON.stringify([entry.case, entry.version, entry.leaf])) });
    this.#lastIndex = index;
    this.#uncovered = null;
  }

  manifest(record) {
    this.#leaveEntries();
    const { index, path, place, listed } = record;
    if (this.manifests > 0) throw new Malformed('place');
    if (!isText(record.entry) || !isWhole(index) || !isPath(path) || !isWhole(place) || !isPath(listed)) {
      throw new Malformed('manifest');
    }
    const bytes = Buffer.from(record.entry);
    const entry = assertEntry(objectIn(bytes, 0, bytes.length));
    this.manifests++;
    this.listedAt = entry.recordedAt;
    const { size, root } = this.lastCheckpoint;
    const { size: counted, cases: casesText, root: casesRoot } = entry.body;
    const cases = isText(casesText) ? wholeOf(casesText) : null;
    const head = this.#places.findLast((one) => one.index < counted);
    const holds =
      entry.type === 'office.casesCounted' &&
      isIncluded(leafOf(record.entry), index, size, path, root) &&
      momentOf(entry.recordedAt) <= this.lastMoment &&
      isWhole(counted) &&
      counted <= index &&
      cases !== null &&
      head !== undefined &&
      isIncluded(head.leaf, place, cases, listed, casesRoot);
    if (!holds) this.tell('manifest', String(index));
  }

  evidence(record) {
    this.#leaveEntries();
    const { version, part, blob } = record;
    if (!isCount(version) || !isText(part) || !isHash(blob)) throw new Malformed('evidence');
    const received = this.#received.get(version);
    if (received) received.isTold = true;
    if (received?.blob !== blob || received?.part !== part) this.tell('evidence', `${part} ${blob}`);
  }

  end(record) {
    this.#leaveEntries();
    super.end(record);
    this.endLine = this.line;
  }

  finish() {
    super.finish();
    const untold = [...this.#received].filter(([, { isTold }]) => !isTold).map(([version]) => version);
    if (untold.length > 0) this.tell('evidence', untold.join(', '), NO_PLACE, this.endLine);
  }

  get isComplete() {
    return this.isIntact && this.manifests > 0 && this.lastVersion === this.header.version && this.isAllHere;
  }

  get until() {
    return this.isComplete ? this.listedAt : null;
  }

  #receive({ version, part, body, effects }) {
    this.#received.set(version, { part: part ?? effects.opened[0], blob: body.blob, isTold: false });
  }

  #prepare() {
    if (this.#neighbours) return;
    const { checkpoints } = this;
    const pairs = checkpoints.slice(1).map((newer, place) => [checkpoints[place], newer]);
    this.#neighbours = pairs.filter(([older, newer]) => older.size !== newer.size);
  }

  #leaveConsistency() {
    this.#prepare();
    if (this.#neighbours.length > 0) throw new Malformed('place');
  }

  #leaveEntries() {
    this.#leaveConsistency();
    if (this.#uncovered) throw new Malformed('place');
  }
}

// ---------------------------------------------------------------- the reading

const FIRST_RECORDS = { log: Log, bundle: Bundle };

/** An audit before its first line has told what it is. */
class Unknown extends Audit {
  file = null;
  isComplete = false;
  until = null;

  become(bytes, start, end) {
    const header = isRecord(bytes, start) ? objectIn(bytes, start, end) : {};
    if (!isText(header.lanjie) || !Object.hasOwn(FIRST_RECORDS, header.lanjie)) throw new Malformed('header');
    return FIRST_RECORDS[header.lanjie].from(header, this.options);
  }
}

/** Reads the file to its end or to what stops it. */
function audited(file, options) {
  let audit = new Unknown({}, options);
  let line = 0;
  const take = (bytes, start, end, isText) => {
    audit.line = ++line;
    try {
      if (!isText) throw new Malformed('utf-8');
      if (end - start > MOST_BYTES_OF_LINE) throw new Malformed('long');
      if (line > 1) audit.take(bytes, start, end);
      else {
        audit = audit.become(bytes, start, end);
        audit.line = line;
      }
      return true;
    } catch (error) {
      if (error instanceof Malformed) audit.tell('malformed', error.message);
      else if (!(error instanceof Stopped)) throw error;
      return false;
    }
  };
  const ending = eachLine(file, take);
  if (ending === 'unended' || (ending === 'whole' && line === 0)) {
    audit.tell('malformed', 'unended', {}, line + 1);
  } else if (ending === 'whole') {
    if (audit.isEnded) audit.finish();
    else audit.tell('end', undefined, NO_PLACE, line);
  }
  sort(audit.faults);
  return audit;
}

function sort(faults) {
  const rank = new Map(CODES.map((code, place) => [code, place]));
  faults.sort((one, other) => one.line - other.line || rank.get(one.code) - rank.get(other.code));
}

// ---------------------------------------------------------------- the words

/** What a fault says, by code, in English and Chinese. */
const SENTENCES = {
  malformed: [
    'The line is not of the form of an audit file; the reading stops here',
    '这一行不合审计文件的格式，读到此处为止',
  ],
  key: ['This is not the key that you named, nor one that it leads to', '这不是您指定的公钥，也不能由它轮换得来'],
  definition: ['The definition is not one of those that you named', '此定义不在您指定的定义之列'],
  origin: ['The checkpoint names another log', '检查点写的是另一个日志的名称'],
  signature: ['The checkpoint has no right signature by the key in force', '检查点上没有当时有效公钥的正确签名'],
  size: [
    'The checkpoint is smaller than an earlier one, or not of the size of the log',
    '检查点比先前的小，或与日志的长度不符',
  ],
  root: ['The tree has another root than the checkpoint says', '按记录算出的树根与检查点所写的不同'],
  missing: ['The sequence has an entry that the ledger has not', '序列中有此记录，而账本中没有'],
  leaf: ['The entry is not the one that the sequence has', '记录与序列中所存的哈希不符'],
  version: ['The entry does not follow the one before it in its case', '记录的版本号与本案前一条不衔接'],
  previous: [
    'The entry does not name the hash of the one before it in its case',
    '记录所写的前一条哈希与本案前一条不符',
  ],
  number: ['The case had another number', '案件编号与先前不同'],
  time: [
    'Recorded before the entry before it in its case, or more than ten minutes after the last checkpoint',
    '记录时间早于本案前一条，或晚于最后一个检查点十分钟以上',
  ],
  backdated: [
    'Recorded more than ten minutes before an entry that stands before it',
    '记录时间比排在前面的记录早十分钟以上',
  ],
  edge: [
    'A part made a move that its definition does not have, or the case went on under another definition',
    '案件某部分的变化不在定义允许之列，或案件换用了另一定义',
  ],
  manifest: [
    'The count of all cases is not what the entries give, or is an old one',
    '案件清点与记录不符，或是旧的清点',
  ],
  tile: ['Not as many leaves as entries', '叶子哈希的数目与记录数不符'],
  consistency: [
    'The older checkpoint is not proved to be the beginning of the newer',
    '不能证明旧检查点是新检查点的开头部分',
  ],
  inclusion: ['The entry is not proved to stand in the log', '不能证明记录在日志之中'],
  evidence: ['The evidence is not what the entry says', '材料与记录所写的不符'],
  end: ['The file does not end as it should', '文件没有正常结束'],
  outside: ['A checkpoint that you held does not fit this log', '您手中的检查点与本日志不符'],
  uncompared: [
    'This bundle has no tree of the size of a checkpoint that you held: ask for the bundle with ?from=<size>, which puts that checkpoint in',
    '卷宗中没有与您手中检查点同样大小的树：请用 ?from=<大小> 重新索取卷宗，该检查点即在其中',
  ],
  witness: ['No checkpoint is rightly cosigned by a witness that you named', '没有检查点带有您指定的见证人的正确会签'],
};

/** Why a line is malformed. */
const REASONS = {
  behind: ['it stands behind the end', '在结束行之后'],
  case: ['an entry of another case', '是另一案件的记录'],
  continues: ['only the first checkpoint may continue another log', '只有首个检查点可以承接另一日志'],
  header: ['no first line of an audit file', '不是审计文件的首行'],
  json: ['no JSON object', '不是 JSON 对象'],
  key: ['no public key', '不是公钥'],
  long: ['longer than 16 MiB', '超过 16 MiB'],
  nested: ['nested deeper than 500', '嵌套超过 500 层'],
  note: ['no checkpoint', '不是检查点'],
  number: ['a number that is not whole', '数字不是整数'],
  place: ['not in its place', '位置不对'],
  size: ['more entries than the first line says', '记录多于首行所写的数目'],
  surrogate: ['text with half a surrogate pair', '文本含有半个代理对'],
  unended: ['its last line does not end', '最后一行没有换行'],
  'utf-8': ['not UTF-8', '不是 UTF-8'],
};

const WORDS = {
  yes: ['yes', '是'],
  no: ['no', '否'],
  intact: ['Intact', '完好'],
  complete: ['Complete', '完整'],
  until: ['Until', '截至'],
  noFault: ['nothing was changed, left out or put in another order', '没有改动、缺漏或错序'],
  faults: ['fault(s), told below', '处问题，见下'],
  allCases: ['no case and no entry is missing', '没有缺失案件或记录'],
  upToCount: ['complete up to the count of', '完整至清点时点'],
  countedNothing: ['complete up to a count of no entry', '清点时尚无记录'],
  countUnseen: [
    'whether that count was made of the log as it stood then, the whole log alone shows',
    '该次清点是否如实反映当时的日志，须以整个日志核对',
  ],
  notIntact: ['what is not intact cannot be complete', '不完好即谈不上完整'],
  noManifest: ['no count of all cases shows that none is missing', '没有案件清点可以证明不缺案件'],
  lost: [
    'entries of the log before it are lost; --accept-loss takes that',
    '前一日志有记录丢失；认可者请用 --accept-loss',
  ],
  notYet: ['the last checkpoint does not cover the whole case yet', '最后一个检查点尚未覆盖本案全部记录'],
  nothingSure: ['nothing can be said', '无从断定'],
  trusted: ['Trusted', '所信公钥'],
  named: ['the key(s) that you named with --key', '您用 --key 指定的公钥'],
  ofFile: [
    'the keys in the file itself. Whoever made the file may have made the keys: compare them with what you were given by another way, or name them with --key',
    '文件自带的公钥。造文件的人也能造公钥：请与您从别处得到的公钥核对，或用 --key 指定',
  ],
  ofOld: ['key of', '该日志的公钥：'],
  definitions: ['Definitions', '定义'],
  tablesNamed: [
    'compared with the tables that you named with --definitions',
    '已与您用 --definitions 指定的流转表比对',
  ],
  tablesOfFile: [
    'the tables are those of the file. Compare their hashes with what was published, or name the published tables with --definitions',
    '流转表取自文件本身：请将其哈希与公布的核对，或用 --definitions 指定所公布的流转表',
  ],
  file: ['File', '文件'],
  log: ['whole log', '整个日志'],
  bundle: ['bundle of one case', '单个案件的卷宗'],
  unknown: ['no audit file', '不是审计文件'],
  counts: ['Entries, cases, checkpoints, counts of all cases', '记录、案件、检查点、案件清点'],
  witnessed: ['Cosigned by your witness up to entry', '您的见证人已会签至记录数'],
  line: ['line', '行'],
  entry: ['entry', '记录'],
  ofCase: ['case', '案件'],
  version: ['version', '版本'],
  more: ['more', '另有问题数'],
};

function sentenceOf(fault, language) {
  const reason = fault.code === 'malformed' ? REASONS[fault.detail]?.[language] : undefined;
  const detail = reason ?? fault.detail;
  return SENTENCES[fault.sentence][language] + (detail === undefined ? '' : ` (${detail})`);
}

function placeOf(fault, say) {
  const words = [`${say('line')} ${fault.line}`];
  const { index, case: of, version } = fault.place;
  if (index !== undefined) words.push(`${say('entry')} ${index}`);
  if (of !== undefined) words.push(`${say('ofCase')} ${of}`, `${say('version')} ${version}`);
  return words.join(', ');
}

function whyNotComplete(audit) {
  if (!audit.isIntact) return 'notIntact';
  if (audit.manifests === 0) return 'noManifest';
  return audit.isAllHere ? 'notYet' : 'lost';
}

function upToCount(audit, say) {
  const upTo = audit.until === null ? say('countedNothing') : `${say('upToCount')} ${audit.until}`;
  return [upTo, say(audit.file === 'log' ? 'allCases' : 'countUnseen')];
}

function trusted(audit, say) {
  const keys = (audit.keys ?? []).map(({ text }) => `  ${text}`);
  if (audit.oldKey) keys.push(`  ${say('ofOld')} ${audit.oldKey.origin}: ${audit.oldKey.text}`);
  return [`${say('trusted')}: ${say(audit.options.keys.length > 0 ? 'named' : 'ofFile')}`, ...keys];
}

function tables(audit, say) {
  const hashes = audit.tables.map(({ name, sha256 }) => `  ${name} ${sha256}`);
  return [`${say('definitions')}: ${say(audit.options.tables ? 'tablesNamed' : 'tablesOfFile')}`, ...hashes];
}

function witnessed(audit, say) {
  return audit.witnessed === null ? [] : [`${say('witnessed')}: ${audit.witnessed}`];
}

/** The verdict in plain words, a line each. */
function told(audit, language) {
  const say = (word) => WORDS[word][language];
  const count = audit.faults.length;
  const intact = audit.isIntact ? [say('yes'), say('noFault')] : [say('no'), `${count} ${say('faults')}`];
  const complete = audit.isComplete ? [say('yes'), ...upToCount(audit, say)] : [say('no'), say(whyNotComplete(audit))];
  const counts = [audit.entries, audit.cases.count, audit.checkpoints.length, audit.manifests];
  const faults = audit.faults
    .slice(0, FAULTS_TOLD)
    .map((fault) => `${placeOf(fault, say)}: ${fault.code}. ${sentenceOf(fault, language)}`);
  return [
    `${say('intact')}: ${intact.join(' — ')}`,
    `${say('complete')}: ${complete.join(' — ')}`,
    `${say('until')}: ${audit.until ?? say('nothingSure')}`,
    `${say('file')}: ${say(audit.file ?? 'unknown')} ${audit.header.origin ?? ''}`.trimEnd(),
    ...trusted(audit, say),
    ...tables(audit, say),
    `${say('counts')}: ${counts.join(', ')}`,
    ...witnessed(audit, say),
    ...faults,
    ...(count > FAULTS_TOLD ? [`${say('more')}: ${count - FAULTS_TOLD}`] : []),
  ];
}

/** The verdict as one JSON object, in pieces, since there may be a fault for every line. */
function* jsonOf(audit, language) {
  const { file, entries, isIntact, isComplete, until, witnessed, tables } = audit;
  const verdict = { file, entries, intact: isIntact, complete: isComplete, until, witnessed, definitions: tables };
  yield `${JSON.stringify(verdict).slice(0, -1)},"faults":[`;
  let between = '';
  for (const fault of audit.faults) {
    const { code, line } = fault;
    const { index, case: of, version } = fault.place;
    yield between + JSON.stringify({ code, line, index, case: of, version, text: sentenceOf(fault, language) });
    between = ',';
  }
  yield ']}\n';
}

// ---------------------------------------------------------------- the call

const USAGE = `node verify.mjs FILE [--key K]… [--checkpoint NOTEFILE]… [--witness K]… [--accept-loss ORIGIN]
                     [--definitions TABLES]… [--every-manifest] [--json] [--lang zh|en]
`;

function textOf(file) {
  const bytes = readFileSync(file);
  if (!isUtf8(bytes)) throw new Unusable(`${file}: not UTF-8`);
  return bytes.toString();
}

function namedKey(value, algorithm) {
  const key = keyOf(value, algorithm) ?? keyOf(textOf(value).trim(), algorithm);
  if (key === null) throw new Unusable(`${value}: no such public key`);
  return key;
}

function heldNote(file) {
  const note = noteOf(textOf(file));
  if (note === null) throw new Unusable(`${file}: no checkpoint`);
  return note;
}

/** The tables of a file, each as canonical JSON. */
function namedTables(file) {
  const bytes = Buffer.from(textOf(file));
  try {
    const tables = valueIn(bytes, 0, bytes.length);
    if (Array.isArray(tables)) return tables.map(canonical);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
  }
  throw new Unusable(`${file}: no definitions`);
}

function languageOf(name) {
  if (name !== 'zh' && name !== 'en') throw new Unusable(`--lang ${name}`);
  return name === 'zh' ? 1 : 0;
}

function optionsOf(words) {
  const options = { keys: [], held: [], witnesses: [], acceptedLosses: [], everyManifest: false, json: false };
  options.tables = null;
  options.language = process.env.LANG?.startsWith('zh') ? 1 : 0;
  const withValue = {
    '--key': (value) => options.keys.push(namedKey(value, ALGORITHM_OF_LOG)),
    '--checkpoint': (value) => options.held.push(heldNote(value)),
    '--witness': (value) => options.witnesses.push(namedKey(value, ALGORITHM_OF_WITNESS)),
    '--accept-loss': (value) => options.acceptedLosses.push(value),
    '--definitions': (value) => {
      options.tables = new Set([...(options.tables ?? []), ...namedTables(value)]);
    },
    '--lang': (value) => {
      options.language = languageOf(value);
    },
  };
  const files = [];
  const rest = [...words];
  while (rest.length > 0) {
    const word = rest.shift();
    if (word === '--json') options.json = true;
    else if (word === '--every-manifest') options.everyManifest = true;
    else if (!word.startsWith('--')) files.push(word);
    else if (Object.hasOwn(withValue, word) && rest.length > 0) withValue[word](rest.shift());
    else throw new Unusable(word);
  }
  if (files.length !== 1) throw new Unusable('FILE');
  return { ...options, path: files[0] };
}

/** Writes many small pieces as few large ones. */
function write(pieces) {
  let large = '';
  for (const piece of pieces) {
    large += piece;
    if (large.length < CHARACTERS_PER_WRITE) continue;
    process.stdout.write(large);
    large = '';
  }
  process.stdout.write(large);
}

/** Runs the program; returns the code with which it leaves. */
function run(words) {
  try {
    const options = optionsOf(words);
    const audit = audited(options.path, options);
    if (options.json) write(jsonOf(audit, options.language));
    else process.stdout.write(`${told(audit, options.language).join('\n')}\n`);
    return audit.isIntact && audit.isComplete ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Unusable) && error.syscall === undefined) throw error;
    process.stderr.write(`${error.message}\n${USAGE}`);
    return 2;
  }
}

process.exitCode = run(process.argv.slice(2));
