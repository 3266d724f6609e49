#!/usr/bin/env python3
"""Verifies a file of the audit log offline: the whole log, or the bundle of one case.

Written from docs/audit-log.md alone; needs Python 3.9 or newer and nothing else.

    python3 verify.py FILE [--key K]... [--checkpoint NOTEFILE]... [--witness K]...
                      [--accept-loss ORIGIN] [--definitions TABLES]... [--every-manifest] [--json] [--lang zh|en]

Leaves with 0 when the file is intact and complete, 1 when it is not, 2 when it was called wrongly or cannot read the file.
"""

import argparse
import base64
import collections
import gc
import json
import marshal
import os
import re
import stat
import sys
from hashlib import sha256, sha512

LINE_LIMIT = 16 * 1024 * 1024
DEPTH_LIMIT = 500
GREATEST = 2**53 - 1
BLOCK = 2 * 1024 * 1024
ALONE_UP_TO = 16 * 1024 * 1024
REMEMBERED = 100_000
RECORD = b'{"lanjie":"'
ZERO = bytes(32)
TEN_MINUTES = 10 * 60 * 1000
TILE = 256

CODES = (
    'malformed key definition origin signature size root missing leaf version previous number time backdated edge manifest tile '
    'consistency inclusion evidence end outside witness'
).split()
RANK = {code: rank for rank, code in enumerate(CODES)}


class Malformed(Exception):
    """The line, key or note is not of the page."""


# --- Ed25519 (RFC 8032 section 5.1), verification without cofactor ---

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
D2 = 2 * D % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1, 1, 0)


def point_of(data):
    """The point that 32 bytes name, in extended coordinates; None when they name none, or not in the canonical way."""
    number = int.from_bytes(data, 'little')
    sign = number >> 255
    y = number & (2**255 - 1)
    if y >= P:
        return None
    u = (y * y - 1) % P
    v = (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    square = v * x * x % P
    if square != u:
        if square != P - u:
            return None
        x = x * ROOT_OF_MINUS_ONE % P
    if x == 0 and sign:
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


def doubled(p):
    x, y, z, _ = p
    a = x * x % P
    b = y * y % P
    h = a + b
    e = h - (x + y) * (x + y) % P
    g = a - b
    f = 2 * z * z % P + g
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def added(p, q):
    x1, y1, z1, t1 = p
    x2, y2, z2, t2 = q
    a = (y1 - x1) * (y2 - x2) % P
    b = (y1 + x1) * (y2 + x2) % P
    c = t1 * D2 % P * t2 % P
    d = 2 * z1 * z2 % P
    e = b - a
    f = d - c
    g = d + c
    h = b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def multiples(p):
    """0 to 15 times the point."""
    found = [NEUTRAL, p]
    while len(found) < 16:
        found.append(added(found[-1], p))
    return found


BASE_BYTES = bytes([0x58]) + bytes([0x66]) * 31
BASE_MULTIPLES = multiples(point_of(BASE_BYTES))


def encoded(p):
    x, y, z, _ = p
    inverse = pow(z, P - 2, P)
    return (y * inverse % P | (x * inverse % P & 1) << 255).to_bytes(32, 'little')


def ed25519_holds(key, message, signature):
    """Whether the 64 bytes are the signature of the message by the 32 bytes of the key."""
    if len(key) != 32 or len(signature) != 64:
        return False
    s = int.from_bytes(signature[32:], 'little')
    a = point_of(key)
    if s >= L or a is None:
        return False
    h = int.from_bytes(sha512(signature[:32] + key + message).digest(), 'little') % L
    minus = multiples((P - a[0], a[1], 1, P - a[3]))
    sum_ = NEUTRAL
    for shift in range(252, -1, -4):
        if sum_ is not NEUTRAL:
            sum_ = doubled(doubled(doubled(doubled(sum_))))
        digit = s >> shift & 15
        if digit:
            sum_ = added(sum_, BASE_MULTIPLES[digit])
        digit = h >> shift & 15
        if digit:
            sum_ = added(sum_, minus[digit])
    return encoded(sum_) == signature[:32]


# --- The tree (RFC 6962 section 2.1) and its proofs ---

EMPTY_ROOT = sha256().digest()


def node_of(left, right):
    return sha256(b'\x01' + left + right).digest()


class Tree:
    """A tree that grows: only the roots of its whole subtrees are kept, the largest first."""

    def __init__(self):
        self.size = 0
        self.peaks = []

    def add(self, leaf):
        rest = self.size
        peaks = self.peaks
        while rest & 1:
            leaf = sha256(b'\x01' + peaks.pop() + leaf).digest()
            rest >>= 1
        peaks.append(leaf)
        self.size += 1

    def root(self):
        if not self.peaks:
            return EMPTY_ROOT
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_of(peak, root)
        return root


def included(leaf, index, size, path, root):
    if index >= size:
        return False
    place, last = index, size - 1
    for beside in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            leaf = node_of(beside, leaf)
            while place and not place & 1:
                place >>= 1
                last >>= 1
        else:
            leaf = node_of(leaf, beside)
        place >>= 1
        last >>= 1
    return last == 0 and leaf == root


def consistent(older, newer, path, old_root, new_root):
    """Whether the tree of `older` leaves is the beginning of that of `newer` leaves."""
    if older == 0:
        return not path and old_root == EMPTY_ROOT
    if older >= newer:
        return False
    if older & (older - 1) == 0:
        path = [old_root] + path
    if not path:
        return False
    place, last = older - 1, newer - 1
    while place & 1:
        place >>= 1
        last >>= 1
    old = new = path[0]
    for beside in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old = node_of(beside, old)
            new = node_of(beside, new)
            while place and not place & 1:
                place >>= 1
                last >>= 1
        else:
            new = node_of(new, beside)
        place >>= 1
        last >>= 1
    return last == 0 and old == old_root and new == new_root


# --- JSON, read strictly ---


def refuse_constant(name):
    raise ValueError(name)


def number_of(text):
    """A number of more digits than any whole number of the page has is of another type; its value is never needed."""
    return int(text) if len(text) < 20 else float(text)


SCAN = json.JSONDecoder(parse_constant=refuse_constant).scan_once
PATIENT = json.JSONDecoder(parse_constant=refuse_constant, parse_int=number_of)
QUOTED = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.S)


def too_deep(data):
    if data.count(b'{') + data.count(b'[') <= DEPTH_LIMIT:
        return False
    depth = 0
    for byte in QUOTED.sub(b'', data):
        if byte in b'{[':
            depth += 1
            if depth > DEPTH_LIMIT:
                return True
        elif byte in b'}]':
            depth -= 1
    return False


def half_a_pair(value):
    """Whether a text holds half a surrogate pair, which is no character and has no UTF-8."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False


def json_value(data):
    """What the bytes are in JSON; Malformed when they are none."""
    if too_deep(data):
        raise Malformed
    try:
        value = PATIENT.decode(data.decode('utf-8'))
    except (ValueError, RecursionError):
        raise Malformed from None
    if b'\\u' in data and half_a_pair(value):
        raise Malformed
    return value


def json_object(data):
    if len(data) > LINE_LIMIT:
        raise Malformed
    return of_type(dict, json_value(data))


def whole(value, least=0):
    """A whole number by its value: 1, 1.0 and 1e0 are the same."""
    if type(value) is float and value.is_integer() and abs(value) <= GREATEST:
        value = int(value)
    if type(value) is not int or not least <= value <= GREATEST:
        raise Malformed
    return value


def of_type(kind, value):
    if type(value) is not kind:
        raise Malformed
    return value


HASH = re.compile('[0-9a-f]{64}')
DECIMAL = re.compile('0|[1-9][0-9]*')


def hash_of(value):
    if type(value) is not str or not HASH.fullmatch(value):
        raise Malformed
    return bytes.fromhex(value)


def path_of(value):
    return [hash_of(one) for one in of_type(list, value)]


def decimal_of(text):
    if not DECIMAL.fullmatch(text) or len(text) > 16 or int(text) > GREATEST:
        raise Malformed
    return int(text)


def base64_of(text):
    """Standard, padded, and written as encoding it again writes it."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise Malformed from None
    if base64.b64encode(data).decode() != text:
        raise Malformed
    return data


def canonical(value):
    """RFC 8785 of JSON whose numbers are whole; Malformed at another number."""
    if type(value) is dict:
        names = sorted(value, key=lambda name: name.encode('utf-16-be', 'surrogatepass'))
        return '{' + ','.join(canonical(name) + ':' + canonical(value[name]) for name in names) + '}'
    if type(value) is list:
        return '[' + ','.join(map(canonical, value)) + ']'
    if type(value) in (int, float):
        return str(whole(value, -GREATEST))
    return json.dumps(value, ensure_ascii=False)


TAIL = re.compile(r'[0-5][0-9]\.[0-9]{3}Z')
MINUTE = re.compile('([0-9]{4})-([0-9]{2})-([0-9]{2})T([01][0-9]|2[0-3]):[0-5][0-9]:')
MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
tails = set()
minutes = set()


def is_moment(text):
    """A real moment as the page writes it; what was once found right is remembered, since moments share their minutes."""
    if text[17:] in tails and text[:17] in minutes:
        return True
    begin = MINUTE.fullmatch(text[:17])
    if not begin or not TAIL.fullmatch(text[17:]):
        return False
    year, month, day = int(begin[1]), int(begin[2]), int(begin[3])
    if year < 1 or not 1 <= month <= 12:
        return False
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if not 1 <= day <= MONTHS[month - 1] + leap:
        return False
    if len(minutes) > REMEMBERED:
        minutes.clear()
    minutes.add(text[:17])
    tails.add(text[17:])
    return True


def milliseconds(moment):
    year, month, day = int(moment[:4]), int(moment[5:7]), int(moment[8:10])
    year -= month < 3
    days = 365 * year + year // 4 - year // 100 + year // 400 + (153 * ((month + 9) % 12) + 2) // 5 + day
    hour, minute = int(moment[11:13]), int(moment[14:16])
    return ((days * 24 + hour) * 60 + minute) * 60_000 + int(moment[17:19]) * 1000 + int(moment[20:23])


# --- Keys and notes (C2SP signed-note, tlog-checkpoint, tlog-cosignature) ---

LOG_KEY = 1
WITNESS_KEY = 4
NAME = r'[^ +\n]+'
KEY = re.compile(rf'({NAME})\+([0-9a-f]{{8}})\+([A-Za-z0-9+/=]+)')
NOTE = re.compile(
    rf'({NAME})\n([0-9]+)\n([^ \n]+)\ntime ([^ \n]+)\n'
    rf'(?:next-key ([^ \n]+)\n)?'
    rf'(?:continues ({NAME}) ([0-9]+) ([^ \n]+)\n(?:lost ([0-9]+) ([^ \n]+)\n)?)?'
    rf'\n((?:— {NAME} [^ \n]+\n)+)'
)

Key = collections.namedtuple('Key', 'text name hash algorithm public')
Continued = collections.namedtuple('Continued', 'origin size root')
Signature = collections.namedtuple('Signature', 'name hash data')
Checkpoint = collections.namedtuple('Checkpoint', 'line origin size root time next_key continues lost text signatures')


def key_of(text, algorithm):
    parts = KEY.fullmatch(text)
    if not parts:
        raise Malformed
    data = base64_of(parts[3])
    digest = sha256(parts[1].encode() + b'\n' + data).digest()[:4]
    if len(data) != 33 or data[0] != algorithm or digest.hex() != parts[2]:
        raise Malformed
    return Key(text, parts[1], digest, algorithm, data[1:])


def root_of(text):
    root = base64_of(text)
    if len(root) != 32:
        raise Malformed
    return root


def signature_of(line):
    _, name, data = line.split(' ')
    data = base64_of(data)
    if len(data) < 5:
        raise Malformed
    return Signature(name, data[:4], data[4:])


def checkpoint_of(note, line=0):
    parts = NOTE.fullmatch(note)
    if not parts:
        raise Malformed
    origin, size, root, time, next_key, old, old_size, old_root, lost_size, lost_root, signatures = parts.groups()
    if len(time) != 24 or not is_moment(time):
        raise Malformed
    return Checkpoint(
        line,
        origin,
        decimal_of(size),
        root_of(root),
        time,
        next_key and key_of(next_key, LOG_KEY),
        old and Continued(old, decimal_of(old_size), root_of(old_root)),
        lost_size and (decimal_of(lost_size), root_of(lost_root)),
        note[: -len(signatures) - 1].encode(),
        [signature_of(one) for one in signatures[:-1].split('\n')],
    )


def signed_by(checkpoint, key):
    return any(
        one.name == key.name and one.hash == key.hash and ed25519_holds(key.public, checkpoint.text, one.data)
        for one in checkpoint.signatures
    )


def cosigned_by(checkpoint, key):
    for one in checkpoint.signatures:
        if one.name != key.name or one.hash != key.hash or len(one.data) != 72:
            continue
        seconds = int.from_bytes(one.data[:8], 'big')
        text = b'cosignature/v1\ntime %d\n' % seconds + checkpoint.text
        if ed25519_holds(key.public, text, one.data[8:]):
            return True
    return False


# --- Definitions: which moves there are ---


def text_or_null(value):
    return value if value is None else of_type(str, value)


def texts(value):
    return [of_type(str, one) for one in of_type(list, value)]


def pair_of(value):
    if type(value) is not list or len(value) != 2:
        raise Malformed
    return (text_or_null(value[0]), of_type(str, value[1]))


class Kind:
    """The moves of one kind of part."""

    def __init__(self, record):
        self.regions = texts(of_type(dict, record).get('regions'))
        if self.regions[:1] != ['']:
            raise Malformed
        self.edges = {
            label: {
                region: frozenset(map(pair_of, of_type(list, pairs))) for region, pairs in of_type(dict, regions).items()
            }
            for label, regions in of_type(dict, record.get('edges')).items()
        }
        self.ahead = {}

    def has_pair(self, label, region, pair):
        return any(pair in self.edges.get(one, {}).get(region, ()) for one in (label, '*'))

    def leads(self, region, start, goal):
        """Whether a path of pairs of whatever labels leads from one text to the other."""
        if region not in self.ahead:
            ahead = self.ahead[region] = {}
            for regions in self.edges.values():
                for from_, to in regions.get(region, ()):
                    if from_ is not None:
                        ahead.setdefault(from_, set()).add(to)
        ahead = self.ahead[region]
        seen = set()
        waiting = [start]
        while waiting:
            for text in ahead.get(waiting.pop(), ()):
                if text == goal:
                    return True
                if text not in seen:
                    seen.add(text)
                    waiting.append(text)
        return False


def region_text(state, region, regions):
    """The canonical text of the value at the region's path, members that are regions of their own written as null."""
    value = state
    for name in region.split('/') if region else ():
        if type(value) is not dict or name not in value:
            return ''
        value = value[name]
    return canonical(without_regions(value, region, regions))


def without_regions(value, path, regions):
    if type(value) is not dict:
        return value
    found = {}
    for name, member in value.items():
        below = f'{path}/{name}' if path else name
        found[name] = None if below and below in regions else without_regions(member, below, regions)
    return found


class Definition:
    def __init__(self, record):
        self.kinds = {name: Kind(kind) for name, kind in of_type(dict, record.get('kinds')).items()}
        self.annuls = frozenset(texts(record.get('annuls')))
        if 'annulled' not in record:
            raise Malformed
        self.annulled = text_or_null(record['annulled'])

    def allows(self, type_, label, part, from_, to):
        kind = self.kinds.get(re.sub(r'-[0-9]+\Z', '', part))
        if kind is None:
            return False
        annuls = from_ is not None and type_ in self.annuls
        if annuls and to == self.annulled:
            return True
        before = None if from_ is None else json.loads(from_)
        after = json.loads(to)
        for region in kind.regions:
            new = region_text(after, region, kind.regions)
            old = None if from_ is None else region_text(before, region, kind.regions)
            if old == new or kind.has_pair(label, region, (old, new)):
                continue
            if not (annuls and kind.leads(region, new, old)):
                return False
        return True


def moves_allowed(definition, type_, label, moves, opened):
    """What of the moves can be judged without knowing where the case stands."""
    if definition is None:
        return False
    if not opened <= {part for part, from_, _ in moves if from_ is None}:
        return False
    return all(
        (from_ is not None or part in opened) and definition.allows(type_, label, part, from_, to)
        for part, from_, to in moves
    )


# --- Entries ---

MANIFEST = 'office.casesCounted'
EVIDENCE = 'evidence.received'


def is_state(value):
    if type(value) is dict:
        return all(map(is_state, value.values()))
    return type(value) is str


class Digest:
    """Makes of lines what is needed of them: of an entry a tuple, of a record its bytes, of a malformed line None.

    An entry's tuple: leaf, case, version, previous, number, recordedAt, definition, moves, told. `moves` is None when nothing moved,
    else whether the definition allows it and the moves (part, from, to); `told` what a manifest or an evidence says.
    """

    def __init__(self, definitions):
        self.definitions = definitions
        self.plain = {}
        self.nested = {}
        self.judged = {}

    def state_text(self, state):
        """The canonical text of a state; what a state's texts were once is remembered."""
        if type(state) is str:
            known, name = self.plain, state
        elif type(state) is dict:
            known, name = self.nested, repr(state)
        else:
            raise Malformed
        text = known.get(name)
        if text is None:
            if not is_state(state):
                raise Malformed
            if len(known) > REMEMBERED:
                known.clear()
            text = known[name] = canonical(state)
        return text

    def moves(self, entry, effects):
        moved = effects['moved']
        opened = effects['opened']
        if type(moved) is not list or type(opened) is not list:
            raise Malformed
        moves = []
        for one in moved:
            if type(one) is not dict:
                raise Malformed
            part = one['part']
            if type(part) is not str:
                raise Malformed
            from_ = one['from']
            moves.append((part, None if from_ is None else self.state_text(from_), self.state_text(one['to'])))
        for part in opened:
            if type(part) is not str:
                raise Malformed
        label = type_ = entry['type']
        if type_ == 'clock.struck':
            clock = entry['body'].get('clock')
            if type(clock) is str:
                label = f'clock.struck/{clock}'
        named = (entry['definition'], label, tuple(moves), tuple(opened))
        judged = self.judged.get(named)
        if judged is None:
            if len(self.judged) > REMEMBERED:
                self.judged.clear()
            definition = self.definitions.get(entry['definition'])
            allowed = moves_allowed(definition, type_, label, named[2], set(opened))
            judged = self.judged[named] = (allowed, named[2])
        return judged if judged[1] or not judged[0] else None

    def entry(self, entry, line):
        """Malformed or KeyError when it is none."""
        version = entry['version']
        if type(version) is not int or not 0 < version <= GREATEST:
            version = whole(version, 1)
        if whole(entry['format']) != 1:
            raise Malformed
        previous = entry['previous']
        at = entry['at']
        recorded_at = entry['recordedAt']
        type_ = entry['type']
        body = entry['body']
        effects = entry['effects']
        case = entry['case']
        number = entry['number']
        if not (
            type(case) is str
            and type(number) is str
            and type(previous) is str
            and type(entry['definition']) is str
            and type(type_) is str
            and type(at) is str
            and type(recorded_at) is str
            and type(body) is dict
            and type(entry['actor']) is dict
            and type(entry['known']) is dict
            and type(effects) is dict
            and len(previous) == 64
            and is_moment(at)
            and is_moment(recorded_at)
        ):
            raise Malformed
        before = bytes.fromhex(previous)
        if before.hex() != previous:
            raise Malformed
        told = None
        if type_ == MANIFEST:
            told = (MANIFEST, *(body_value(body.get(name)) for name in ('size', 'treeRoot', 'cases', 'root')))
        elif type_ == EVIDENCE:
            told = (EVIDENCE, evidence_part(entry), body_value(body.get('blob')))
        leaf = sha256(b'\x00' + line).digest()
        return (leaf, case, version, before, number, recorded_at, entry['definition'], self.moves(entry, effects), told)

    def line(self, line):
        return self.entry(json_object(line), line)

    def lines(self, block):
        """Of all whole lines of the block, up to the first that is malformed."""
        scan = SCAN
        entry_of = self.entry
        escapes = b'\\u' in block
        lines = block.split(b'\n')
        lines.pop()
        for line in lines:
            if line.startswith(RECORD):
                yield line
                continue
            try:
                if escapes or len(line) > LINE_LIMIT or line.count(b'{') + line.count(b'[') > DEPTH_LIMIT:
                    yield self.line(line)
                    continue
                text = line.decode()
                try:
                    entry, end = scan(text, 0)
                except (StopIteration, ValueError):
                    end = -1
                if end != len(text) or type(entry) is not dict:
                    entry = json_object(line)
                found = entry_of(entry, line)
            except (Malformed, KeyError, ValueError):
                yield None
                return
            yield found


def body_value(value):
    """A text, or a whole number; None for all else."""
    if type(value) is str:
        return value
    try:
        return whole(value)
    except Malformed:
        return None


def evidence_part(entry):
    if entry.get('part') is not None:
        return body_value(entry['part'])
    opened = entry['effects'].get('opened')
    return opened[0] if opened and type(opened) is list and type(opened[0]) is str else None


# --- What is found ---

Fault = collections.namedtuple('Fault', 'line rank code message index case version')


class Stopped(Exception):
    """The reading ends here."""


class Reading:
    """What a log and a bundle have in common: the records at the beginning, and the faults."""

    HEAD = ('key', 'definition', 'checkpoint')

    def __init__(self, header, options):
        self.options = options
        self.origin = of_type(str, header.get('origin'))
        if whole(header.get('format')) != 1:
            raise Malformed
        self.line = 1
        self.places = 0
        self.entries = 0
        self.keys = []
        self.old_origin = None
        self.old_key = None
        self.definitions = {}
        self.tables = []
        self.digest = Digest(self.definitions)
        self.checkpoints = []
        self.largest = 0
        self.faults = []
        self.stage = 0
        self.stopped = False
        self.ended = False
        self.witnessed = None
        self.cosigners = set()

    def fault(self, code, line, message, index=None, case=None, version=None):
        self.faults.append(Fault(line, RANK[code], code, message, index, case, version))

    def stop(self, code, message):
        self.fault(code, self.line, message)
        self.stopped = True
        raise Stopped

    def malformed(self, message='malformed'):
        self.stop('malformed', message)

    def advance(self, stage):
        """Records come in their order: none of an earlier stage after one of a later."""
        if stage < self.stage:
            raise Malformed
        self.stage = stage

    def record(self, line):
        """Reads a record; whatever is wrong with its form ends the reading."""
        try:
            if self.ended:
                raise Malformed
            record = json_object(line)
            name = record.get('lanjie')
            reader = self.READERS.get(name) if type(name) is str else None
            if reader is None:
                raise Malformed
            reader(self, record)
        except Malformed:
            self.malformed()

    def read_key(self, record):
        key = key_of(of_type(str, record.get('key')), LOG_KEY)
        if self.stage > 0 or len(self.keys) + (self.old_key is not None) > 1:
            raise Malformed
        if not self.keys:
            if 'of' in record:
                raise Malformed
            self.keys.append(key)
            self.key_line = self.line
            return
        self.old_origin = of_type(str, record.get('of'))
        self.old_key = key
        self.old_key_line = self.line

    def read_definition(self, record):
        if not self.keys:
            raise Malformed
        self.advance(1)
        name = of_type(str, record.get('name'))
        self.definitions[name] = Definition(record)
        del record['lanjie']
        table = canonical(record)
        self.tables.append({'name': name, 'sha256': sha256(table.encode()).hexdigest()})
        if self.options.tables is not None and table not in self.options.tables:
            self.fault('definition', self.line, 'definition')

    def read_checkpoint(self, record):
        if not self.keys:
            raise Malformed
        checkpoint = checkpoint_of(of_type(str, record.get('note')), self.line)
        if checkpoint.continues and self.checkpoints:
            raise Malformed
        self.advance(2)
        self.checkpoints.append(checkpoint)
        if checkpoint.origin != self.origin:
            self.fault('origin', self.line, 'origin')
        if checkpoint.size < self.largest:
            self.fault('size', self.line, 'size.smaller')
        self.largest = max(self.largest, checkpoint.size)
        self.check_signatures(checkpoint)
        for key in self.options.witnesses:
            if cosigned_by(checkpoint, key):
                self.cosigners.add(key)
                self.witnessed = max(self.witnessed or 0, checkpoint.size)
        self.note_checkpoint(checkpoint)

    def check_signatures(self, checkpoint):
        right = signed_by(checkpoint, self.keys[-1])
        if checkpoint.next_key:
            right = right and signed_by(checkpoint, checkpoint.next_key)
        if checkpoint.continues:
            named = self.old_key is not None and checkpoint.continues.origin == self.old_origin
            right = right and named and signed_by(checkpoint, self.old_key)
        if not right:
            self.fault('signature', checkpoint.line, 'signature')
        elif checkpoint.next_key:
            self.keys.append(checkpoint.next_key)

    def need_checkpoint(self):
        if not self.checkpoints:
            raise Malformed

    @property
    def continued(self):
        return self.checkpoints[0].continues if self.checkpoints else None

    @property
    def loss(self):
        return bool(self.checkpoints) and self.checkpoints[0].lost is not None

    def too_late(self, moment):
        """Whether an entry cannot have been recorded then, since the last checkpoint was signed before."""
        signed = self.checkpoints[-1].time
        return moment > signed and milliseconds(moment) - milliseconds(signed) > TEN_MINUTES

    def check_keys(self):
        named = {(key.name, key.public) for key in self.options.keys}
        if not named:
            return
        if not any((key.name, key.public) in named for key in self.keys):
            self.fault('key', self.key_line, 'key')
        if self.old_key and (self.old_key.name, self.old_key.public) not in named:
            self.fault('key', self.old_key_line, 'key.old')

    def check_outside(self):
        for checkpoint in self.options.checkpoints:
            message = self.outside_fault(checkpoint)
            if message:
                self.fault('outside', 0, message)

    def check_witnesses(self):
        for key in self.options.witnesses:
            if key not in self.cosigners:
                self.fault('witness', 0, 'witness')

    def outside_fault(self, checkpoint):
        if checkpoint.origin == self.origin and any(signed_by(checkpoint, key) for key in self.keys):
            return self.other_tree(checkpoint)
        of_old = checkpoint.origin == self.old_origin and self.old_key and signed_by(checkpoint, self.old_key)
        if not of_old:
            return 'outside.key'
        continued = self.continued
        if not continued or continued.origin != self.old_origin:
            return 'outside.lost'
        lost = self.checkpoints[0].lost
        last, last_root = lost or (continued.size, None)
        if checkpoint.size > last or (lost and checkpoint.size == last and checkpoint.root != last_root):
            return 'outside.beyond'
        if checkpoint.size > continued.size:
            return None if self.old_origin in self.options.accepted else 'outside.lost'
        return self.other_tree(checkpoint)

    def finish(self):
        """Told only of a file whose reading nothing stopped."""
        if not self.ended and not self.stopped:
            self.fault('end', self.line, 'end')
            self.stopped = True
        if not self.stopped:
            self.check_keys()
            self.check_outside()
            self.check_witnesses()
            self.check_whole()

    def sorted_faults(self):
        found = []
        for fault in sorted(self.faults, key=lambda one: (one.line, one.rank)):
            twice = found and fault.line > 0 and found[-1][:2] == fault[:2]
            if not twice:
                found.append(fault)
        return found

    def loss_accepted(self):
        return not self.loss or self.continued.origin in self.options.accepted


class Log(Reading):
    NAME = 'log'

    def __init__(self, header, options):
        super().__init__(header, options)
        self.size = whole(header.get('size'))
        self.tree = Tree()
        self.roots = {0: EMPTY_ROOT}
        self.awaited = set(one.size for one in options.checkpoints)
        self.manifests = {}
        self.last_manifest = -1
        self.manifests_met = 0
        self.censuses = {}
        self.counted = set()
        self.cases = {}
        self.latest = ''
        self.counted_until = None
        self.firsts = {}
        self.moved = {}
        self.pending = []
        self.since_tile = 0
        self.tiles = 0

    @property
    def in_body(self):
        return self.stage > 3

    def note_checkpoint(self, checkpoint):
        self.awaited.add(checkpoint.size)
        if checkpoint.continues:
            self.awaited.add(checkpoint.continues.size)

    def read_manifest(self, record):
        self.need_checkpoint()
        self.advance(3)
        index, size = whole(record.get('index')), whole(record.get('size'))
        if index <= self.last_manifest or index >= self.size:
            raise Malformed
        self.manifests[index] = size
        self.last_manifest = index
        self.awaited.add(size)

    def begin_body(self):
        self.need_checkpoint()
        if self.stage > 3:
            return
        self.stage = 4
        if self.manifests:
            every = self.options.every_manifest
            self.counted = set(self.manifests.values()) if every else {self.manifests[self.last_manifest]}
        if 0 in self.counted:
            self.take_census()

    def take_census(self):
        """The number of cases and the root over them, as a manifest counts them."""
        tree = Tree()
        cases = self.cases
        for case in sorted(cases):
            version, head = cases[case][:2]
            tree.add(sha256(f'\0[{canonical(case)},{version},"{head.hex()}"]'.encode()).digest())
        self.censuses[self.places] = (str(len(cases)), tree.root().hex())

    def reach(self):
        """At a size of which somebody claims something."""
        self.roots[self.places] = self.tree.root()
        if self.places in self.counted:
            self.take_census()
        if self.places == self.manifests.get(self.last_manifest):
            self.counted_until = self.latest or None

    def read_missing(self, record):
        index = whole(record.get('index'))
        case = of_type(str, record.get('case'))
        version = whole(record.get('version'))
        leaf = hash_of(record.get('leaf'))
        self.begin_body()
        if index != self.places or index >= self.size:
            raise Malformed
        self.fault('missing', self.line, 'missing', index, case, version)
        self.pend(None)
        self.tree.add(leaf)
        self.places += 1
        if self.places in self.awaited:
            self.reach()

    def pend(self, entry):
        self.since_tile += 1
        if self.since_tile <= TILE:
            self.pending.append(entry)

    def read_tile(self, record):
        index = whole(record.get('index'))
        leaves = base64_of(of_type(str, record.get('leaves')))
        self.begin_body()
        right = (
            len(leaves) == 32 * self.since_tile
            and (self.since_tile == TILE or (0 < self.since_tile < TILE and self.places == self.size))
            and index == self.tiles
        )
        if right:
            self.compare_leaves(leaves)
        else:
            self.fault('tile', self.line, 'tile')
        self.tiles += 1
        self.since_tile = 0
        self.pending.clear()

    def compare_leaves(self, leaves):
        if b''.join([entry[0] if entry else ZERO for entry in self.pending]) == leaves:
            return
        for at, entry in enumerate(self.pending):
            if entry and leaves[32 * at : 32 * at + 32] != entry[0]:
                back = len(self.pending) - at
                self.fault('leaf', self.line - back, 'leaf', self.places - back, entry[1], entry[2])

    def read_end(self, record):
        entries = whole(record.get('entries'))
        self.begin_body()
        if entries != self.places or self.places != self.size:
            self.stop('end', 'end.count')
        self.ended = True

    READERS = {
        'key': Reading.read_key,
        'definition': Reading.read_definition,
        'checkpoint': Reading.read_checkpoint,
        'manifest': read_manifest,
        'missing': read_missing,
        'tile': read_tile,
        'end': read_end,
    }

    def take(self, items):
        """Takes what a Digest made of the next lines."""
        cases = self.cases
        add = self.tree.add
        signed = self.checkpoints[-1].time if self.checkpoints else ''
        for item in items:
            self.line += 1
            if type(item) is not tuple:
                if item is None:
                    self.malformed()
                self.record(item)
                continue
            if self.stage < 4:
                if not self.checkpoints:
                    self.malformed()
                self.begin_body()
            index = self.places
            if index >= self.size or self.ended:
                self.malformed()
            leaf, case, version, previous, number, recorded_at, definition, moves, told = item
            before = cases.get(case)
            if before is None:
                state = ()
                defined_by = definition = sys.intern(definition)
                if version != 1:
                    self.fault('version', self.line, 'version', index, case, version)
                if previous != ZERO:
                    self.fault('previous', self.line, 'previous', index, case, version)
            else:
                known_version, head, known_number, known_time, defined_by, state = before
                if version != known_version + 1:
                    self.fault('version', self.line, 'version', index, case, version)
                if previous != head:
                    self.fault('previous', self.line, 'previous', index, case, version)
                if number != known_number:
                    self.fault('number', self.line, 'number', index, case, version)
                else:
                    number = known_number
                if recorded_at < known_time:
                    self.fault('time', self.line, 'time', index, case, version)
            if recorded_at > signed and self.too_late(recorded_at):
                self.fault('time', self.line, 'time', index, case, version)
            if recorded_at >= self.latest:
                self.latest = recorded_at
            elif milliseconds(self.latest) - milliseconds(recorded_at) > TEN_MINUTES:
                self.fault('backdated', self.line, 'backdated', index, case, version)
            right = definition == defined_by
            if moves is not None:
                state, follows = self.state_after(state, moves[1])
                right = right and follows and moves[0]
            if not right:
                self.fault('edge', self.line, 'edge', index, case, version)
            if (told is not None and told[0] == MANIFEST) or index in self.manifests:
                self.check_manifest(index, told, case, version, recorded_at)
            if index in self.awaited:
                self.firsts[index] = recorded_at
            cases[case] = (version, leaf, number, recorded_at, defined_by, state)
            add(leaf)
            self.pend(item)
            self.places = index + 1
            if self.places in self.awaited:
                self.reach()

    def state_after(self, state, moves):
        """Where the parts stand after the moves, and whether they stood where the moves begin. What came out once is
        remembered, so that cases which stand alike share one state."""
        named = (state, moves)
        known = self.moved.get(named)
        if known is None:
            if len(self.moved) > REMEMBERED:
                self.moved.clear()
            known = self.moved[named] = moved_on(state, moves)
        return known

    def check_manifest(self, index, told, case, version, recorded_at):
        if told is None or told[0] != MANIFEST:
            self.fault('manifest', self.line, 'manifest.none', index, case, version)
            return
        _, size, tree_root, cases, root = told
        self.manifests_met += 1
        right = type(size) is int and size <= index and self.manifests.get(index) == size
        right = right and tree_root == self.roots[size].hex()
        if right and (index == self.last_manifest or self.options.every_manifest):
            right = (cases, root) == self.censuses[size]
        if right and size in self.firsts:
            right = milliseconds(recorded_at) - milliseconds(self.firsts[size]) <= TEN_MINUTES
        if not right:
            self.fault('manifest', self.line, 'manifest', index, case, version)

    def other_tree(self, checkpoint):
        if checkpoint.size > self.places:
            return 'outside.larger'
        return None if self.roots[checkpoint.size] == checkpoint.root else 'outside.root'

    def has_root(self, size, root):
        return size not in self.roots or self.roots[size] == root

    def check_roots(self):
        for one in self.checkpoints:
            continued = one.continues
            right = self.has_root(one.size, one.root)
            if continued:
                right = right and self.has_root(continued.size, continued.root)
                right = right and (self.stopped or continued.size <= self.size)
            if not right:
                self.fault('root', one.line, 'root')

    def check_whole(self):
        if self.checkpoints[-1].size != self.size:
            self.fault('size', self.checkpoints[-1].line, 'size.last')
        if self.since_tile:
            self.fault('tile', self.line, 'tile.none')

    def finish(self):
        super().finish()
        self.check_roots()

    def verdict(self):
        intact = not self.faults
        complete = intact and self.manifests_met > 0 and self.loss_accepted()
        return intact, complete, self.counted_until if complete else None


def moved_on(state, moves):
    parts = dict(zip(state[::2], state[1::2]))
    right = True
    for part, from_, to in moves:
        right = right and parts.get(part) == from_
        parts[sys.intern(part)] = sys.intern(to)
    return tuple(one for pair in parts.items() for one in pair), right


class Bundle(Reading):
    NAME = 'bundle'
    in_body = False

    def __init__(self, header, options):
        super().__init__(header, options)
        self.case = of_type(str, header.get('case'))
        self.number = of_type(str, header.get('number'))
        self.version = whole(header.get('version'), 1)
        self.before = None
        self.state = ()
        self.awaiting = None
        self.last_index = -1
        self.heads = []
        self.received = {}
        self.told = set()
        self.manifest_line = None
        self.until = None
        self.listed = False
        self.pairs = None

    def note_checkpoint(self, checkpoint):
        before = self.checkpoints[-2] if len(self.checkpoints) > 1 else None
        if before and before.size == checkpoint.size and before.root != checkpoint.root:
            self.fault('root', self.line, 'root.twice')
        continued = self.continued
        known = ((0, EMPTY_ROOT), (checkpoint.size, checkpoint.root))
        if continued and any(size == continued.size and root != continued.root for size, root in known):
            self.fault('root', self.checkpoints[0].line, 'root')

    def begin_proofs(self):
        self.need_checkpoint()
        if self.pairs is None:
            neighbours = zip(self.checkpoints, self.checkpoints[1:])
            self.pairs = [pair for pair in neighbours if pair[0].size != pair[1].size][::-1]

    def begin_entries(self, stage):
        """Beyond the checkpoints and the proofs between them, and beyond the entry before with its proof."""
        self.begin_proofs()
        if self.pairs or self.awaiting:
            raise Malformed
        self.advance(stage)

    def read_consistency(self, record):
        from_, to, path = whole(record.get('from')), whole(record.get('to')), path_of(record.get('path'))
        self.advance(3)
        self.begin_proofs()
        if not self.pairs:
            raise Malformed
        older, newer = self.pairs.pop()
        right = (from_, to) == (older.size, newer.size)
        if not right or not consistent(from_, to, path, older.root, newer.root):
            self.fault('consistency', self.line, 'consistency')

    def read_inclusion(self, record):
        version, index = whole(record.get('version'), 1), whole(record.get('index'))
        path = path_of(record.get('path'))
        if not self.awaiting:
            raise Malformed
        leaf, entry_version = self.awaiting
        self.awaiting = None
        last = self.checkpoints[-1]
        right = version == entry_version and index > self.last_index
        self.heads.append((index, entry_version, leaf))
        if not right or not included(leaf, index, last.size, path, last.root):
            self.fault('inclusion', self.line, 'inclusion', None, self.case, entry_version)
        self.last_index = index

    def read_manifest(self, record):
        text = of_type(str, record.get('entry')).encode()
        index, place = whole(record.get('index')), whole(record.get('place'))
        path, listed = path_of(record.get('path')), path_of(record.get('listed'))
        try:
            leaf, _, _, _, _, recorded_at, _, _, told = self.digest.line(text)
        except (KeyError, ValueError):
            raise Malformed from None
        self.begin_entries(5)
        if self.manifest_line:
            raise Malformed
        self.manifest_line = self.line
        last = self.checkpoints[-1]
        right = included(leaf, index, last.size, path, last.root) and not self.too_late(recorded_at)
        if right and self.is_listed(told, index, place, listed):
            self.listed = True
            self.until = recorded_at
        else:
            self.fault('manifest', self.line, 'manifest.bundle')

    def is_listed(self, told, index, place, path):
        """At the version of the last entry that the manifest, standing at this index, counts."""
        if not told or told[0] != MANIFEST:
            return False
        _, size, _, cases, root = told
        if type(size) is not int or size > index:
            return False
        try:
            count = decimal_of(of_type(str, cases))
            root = hash_of(root)
        except Malformed:
            return False
        counted = [one for one in self.heads if one[0] < size]
        if not counted:
            return False
        _, version, head = counted[-1]
        leaf = sha256(f'\0[{canonical(self.case)},{version},"{head.hex()}"]'.encode()).digest()
        return included(leaf, place, count, path, root)

    def read_evidence(self, record):
        version = whole(record.get('version'), 1)
        part, blob = of_type(str, record.get('part')), hash_of(record.get('blob')).hex()
        self.begin_entries(6)
        self.told.add(version)
        if (part, blob) != self.received.get(version):
            self.fault('evidence', self.line, 'evidence')

    def read_end(self, record):
        entries = whole(record.get('entries'))
        self.begin_entries(7)
        if entries != self.entries:
            self.stop('end', 'end.count')
        self.ended = True

    READERS = {
        'key': Reading.read_key,
        'definition': Reading.read_definition,
        'checkpoint': Reading.read_checkpoint,
        'consistency': read_consistency,
        'inclusion': read_inclusion,
        'manifest': read_manifest,
        'evidence': read_evidence,
        'end': read_end,
    }

    def take(self, items):
        for item in items:
            self.line += 1
            if item is None:
                self.malformed()
            if type(item) is not tuple:
                self.record(item)
                continue
            try:
                self.begin_entries(4)
            except Malformed:
                self.malformed()
            if item[1] != self.case or self.ended:
                self.malformed()
            self.take_entry(item)

    def take_entry(self, item):
        leaf, case, version, previous, number, recorded_at, definition, moves, told = item
        found = []
        known_version, head, known_number, known_time, defined_by = self.before or (0, ZERO, self.number, '', definition)
        if version != known_version + 1:
            found.append('version')
        if previous != head:
            found.append('previous')
        if number != known_number:
            found.append('number')
        if recorded_at < known_time or self.too_late(recorded_at):
            found.append('time')
        right = definition == defined_by
        if moves is not None:
            self.state, follows = moved_on(self.state, moves[1])
            right = right and follows and moves[0]
        if not right:
            found.append('edge')
        for code in found:
            self.fault(code, self.line, code, None, case, version)
        self.before = (version, leaf, number, recorded_at, defined_by)
        self.entries += 1
        self.places = self.entries
        self.awaiting = (leaf, version)
        if told and told[0] == EVIDENCE:
            self.received[version] = told[1:]

    def other_tree(self, checkpoint):
        if checkpoint.size > self.checkpoints[-1].size:
            return 'outside.larger'
        trees = [(0, EMPTY_ROOT)] + [(one.size, one.root) for one in self.checkpoints]
        roots = {root for size, root in trees if size == checkpoint.size}
        if not roots:
            return 'outside.none'
        return None if roots == {checkpoint.root} else 'outside.root'

    def check_whole(self):
        if self.received.keys() - self.told:
            self.fault('evidence', self.line, 'evidence.none')

    def verdict(self):
        intact = not self.faults
        ends = self.before is not None and self.before[0] == self.version
        complete = intact and ends and self.listed and self.loss_accepted()
        return intact, complete, self.until if complete else None


class Unknown(Reading):
    """A file whose first line is neither that of a log nor of a bundle."""

    NAME = None

    def __init__(self):
        self.line = 1
        self.places = 0
        self.witnessed = None
        self.tables = []
        self.faults = [Fault(1, RANK['malformed'], 'malformed', 'malformed', None, None, None)]
        self.stopped = True

    def finish(self):
        pass

    def verdict(self):
        return False, False, None


# --- Reading the file: its lines in one process, or its blocks in several ---


def header_of(line, options):
    try:
        if not line.startswith(RECORD) or not line.endswith(b'\n'):
            raise Malformed
        header = json_object(line[:-1])
        kind = {'log': Log, 'bundle': Bundle}.get(of_type(str, header.get('lanjie')))
        if kind is None:
            raise Malformed
        return kind(header, options)
    except Malformed:
        return Unknown()


def read(path, options):
    with open(path, 'rb') as file:
        reading = header_of(file.readline(LINE_LIMIT + 2), options)
        if not reading.stopped:
            try:
                line = read_head(file, reading)
                read_rest(file, path, reading, line)
            except Stopped:
                pass
            reading.finish()
        return reading


def read_head(file, reading):
    """The records before the entries; the line after them is given back, unread."""
    while True:
        line = file.readline(LINE_LIMIT + 2)
        if not line.startswith(RECORD) or not line.endswith(b'\n') or reading.in_body:
            return line
        reading.take([line[:-1]])


def read_rest(file, path, reading, line):
    start = file.tell() - len(line)
    mode = os.fstat(file.fileno())
    workers = min(os.cpu_count() or 1, 4)
    if reading.NAME == 'log' and stat.S_ISREG(mode.st_mode) and mode.st_size - start > ALONE_UP_TO and workers > 1:
        read_in_several(path, reading, start, mode.st_size, workers)
    else:
        read_alone(file, reading, line)


def read_alone(file, reading, rest):
    take = reading.take
    lines_of = reading.digest.lines
    while True:
        more = file.read(BLOCK)
        block = rest + more
        whole_lines = block.rfind(b'\n') + 1
        rest = block[whole_lines:]
        take(lines_of(block[:whole_lines]))
        if len(rest) > LINE_LIMIT or (rest and not more):
            take([None])
        if not more:
            return


def read_in_several(path, reading, start, end, workers):
    # Imported here: a small file needs none of it, and most are small.
    from concurrent.futures import ProcessPoolExecutor

    pool = ProcessPoolExecutor(workers, initializer=begin_worker, initargs=(path, start, end, reading.definitions))
    try:
        waiting = collections.deque()
        for first in range(start, end, BLOCK):
            waiting.append(pool.submit(digest_block, first))
            if len(waiting) > workers + 1:
                reading.take(marshal.loads(waiting.popleft().result()))
        while waiting:
            reading.take(marshal.loads(waiting.popleft().result()))
    finally:
        pool.shutdown(cancel_futures=True)


def begin_worker(path, start, end, definitions):
    gc.disable()
    global work
    work = (open(path, 'rb'), start, end, Digest(definitions))


def digest_block(first):
    """What the Digest makes of the lines that begin in this block."""
    file, start, end, digest = work
    block_end = min(first + BLOCK, end)
    # One byte back: a line begins here when that byte is the end of another.
    begin = max(first - 1, start)
    file.seek(begin)
    data = file.read(block_end - begin)
    if first > start:
        cut = data.find(b'\n') + 1
        if cut == 0 or cut == len(data):
            return marshal.dumps([])
        data = data[cut:]
    if not data.endswith(b'\n'):
        data += file.readline(LINE_LIMIT + 2)
    found = list(digest.lines(data))
    if not data.endswith(b'\n') and not (found and found[-1] is None):
        found.append(None)
    return marshal.dumps(found)


# --- What is told ---

MESSAGES = {
    'malformed': ('this line is not of the page, or not in its place; reading stops here', '此行不合格式，或位置不对；读取到此为止'),
    'key': ('none of the keys you named is the key of this log, nor leads to it', '您给出的公钥都不是本日志的公钥，也不能由轮换追溯到它'),
    'key.old': ('you did not name the key of the log that this one continues', '您没有给出本日志所接续的旧日志的公钥'),
    'definition': ('this definition is none of those you named', '此定义不在您指定的定义之列'),
    'origin': ('the checkpoint names another log', '检查点属于另一份日志'),
    'signature': ('not rightly signed by all the keys that must sign this checkpoint', '检查点缺少应有公钥的有效签名'),
    'size.smaller': ('smaller than a checkpoint before it', '小于前面的检查点'),
    'size.last': ('the last checkpoint is not of the size of the log', '最后的检查点与日志的大小不符'),
    'root': ('the tree of that size has another root', '该大小的树根与记录不符'),
    'root.twice': ('two checkpoints of one size have different roots', '同一大小的两个检查点树根不同'),
    'missing': ('the sequence has an entry here that the ledger has not', '序列中有此记录，账本中却没有'),
    'leaf': ('the bytes of this entry are not those that were sequenced', '此记录的内容与入列时不同'),
    'version': ('the version does not follow that of the entry before it in its case', '版本号与本案上一条记录不连续'),
    'previous': ('does not name the hash of the entry before it in its case', '没有接上本案上一条记录的哈希'),
    'number': ('another number than the case had', '案件编号与此前不同'),
    'time': (
        'recorded before the entry before it in its case, or more than ten minutes after the last checkpoint',
        '记录时间早于本案上一条记录，或晚于最后一个检查点十分钟以上',
    ),
    'backdated': ('recorded more than ten minutes before an entry that stands before it', '记录时间比前面的记录早十分钟以上'),
    'edge': ('a part moved in a way that its definition does not know, or the case went on under another', '状态变化不符合其流程定义，或案件换用了另一定义'),
    'manifest': ('the count of all cases differs from the entries, or is an old one', '案件清点与各条记录不符，或是旧的清点'),
    'manifest.none': ('a count of all cases was announced here, but none stands here', '此处应有案件清点，却没有'),
    'manifest.bundle': ('the count of all cases is not proved, or does not list this case', '案件清点未得到证明，或其中没有本案'),
    'tile': ('not as many leaves as entries since the last such record, or not in turn', '叶子数与其间的记录数不符，或次序不对'),
    'tile.none': ('the last entries have no leaves of the sequence', '最后几条记录没有序列的叶子'),
    'consistency': ('does not prove that the older checkpoint is the beginning of the newer', '不能证明较新的检查点由较旧的延续而来'),
    'inclusion': ('does not prove that the entry stands in the log at that place', '不能证明该记录位于日志的该处'),
    'evidence': ('not what the entry of that version says', '与该版本的记录所述不符'),
    'evidence.none': ('evidence was received of which the bundle tells nothing', '收到过的材料在文件中没有列出'),
    'end': ('the file ends before its end', '文件没有结束行，可能被截断'),
    'end.count': ('counts other than the entries that stand here', '结束行的计数与实际记录数不符'),
    'outside.key': ('not signed by a key of this log', '不是由本日志的公钥签名'),
    'outside.larger': ('larger than this log: what it covers is not all here', '比本日志大：它所覆盖的内容不全'),
    'outside.root': ('the tree of that size has another root: the past was changed, or shown differently', '该大小的树根不同：历史被改动，或给不同的人看了不同的版本'),
    'outside.none': (
        'this bundle has no tree of that size: ask for the bundle with ?from=<size>, which puts that checkpoint in',
        '卷宗中没有该大小的树：请用 ?from=<大小> 重新索取卷宗，该检查点即在其中',
    ),
    'witness': ('no checkpoint in the file is rightly cosigned by this witness', '文件中没有检查点带有该见证人的正确会签'),
    'outside.beyond': (
        'of the old log, which by this one had published nothing so large, or another checkpoint of that size',
        '属于旧日志，而本日志称旧日志未发布过这么大的检查点，或同一大小的检查点与此不同',
    ),
    'outside.lost': ('of the old log, and beyond what this one continues', '属于旧日志，且超出本日志所接续的部分'),
}

WORDS = {
    'intact': ('Intact', '未被改动'),
    'complete': ('Complete', '完整无缺'),
    'until': ('Until', '截至'),
    'yes': ('yes', '是'),
    'no': ('no', '否'),
    'unknown': ('not known', '无法确定'),
    'up to': ('yes (complete up to the count of {})', '是（完整至清点时点 {}）'),
    'counted nothing': ('yes (complete up to a count of no entry)', '是（清点时尚无记录）'),
    'count unseen': (
        'Whether that count was made of the log as it stood then, the whole log alone shows.',
        '该次清点是否如实反映当时的日志，须以整个日志核对。',
    ),
    'no manifest': ('no (no count of all cases stands in the file)', '否（文件中没有案件清点）'),
    'loss': ('no (entries of {} were lost; --accept-loss {} accepts that)', '否（{} 的部分记录已丢失；如接受，请用 --accept-loss {}）'),
    'behind': ('no (the bundle does not reach version {} of the case)', '否（文件未包含到案件的第 {} 版）'),
    'not listed': ('no (no count of all cases lists the case)', '否（没有列出本案的案件清点）'),
    'file log': ('File: the whole log of {}', '文件：{} 的全部日志'),
    'file bundle': ('File: the bundle of case {} of {}', '文件：{1} 中案件 {0} 的卷宗'),
    'file unknown': ('File: neither a log nor a bundle', '文件：既不是日志，也不是卷宗'),
    'trusted': ('Trusted: the keys you named', '信任依据：您给出的公钥'),
    'key': ('Key: {}', '公钥：{}'),
    'old key': ('Key of {}: {}', '{} 的公钥：{}'),
    'file keys': (
        'No --key was given: the keys are those of the file, and whoever made the file may have made them. Compare them with what you were given by another way.',
        '没有给出 --key：以下公钥取自文件本身，造文件的人也可能造了公钥。请与您从其他途径得到的公钥核对。',
    ),
    'table': ('Definition: {} SHA-256 {}', '定义：{} SHA-256 {}'),
    'tables named': ('The definitions were compared with those you named.', '定义已与您指定的核对。'),
    'tables of file': (
        'No --definitions was given: the tables of moves are those of the file. Compare their hashes with those of the published tables, or name these.',
        '没有给出 --definitions：流转表取自文件本身。请将其哈希与公布的流转表核对，或指定所公布的流转表。',
    ),
    'witnessed': ('Witnessed up to size: {}', '见证签名覆盖到：{}'),
    'entries': ('Entries: {}', '记录：{}'),
    'cases': ('Cases: {}', '案件：{}'),
    'checkpoints': ('Checkpoints: {}, the last of size {}', '检查点：{} 个，最后一个的大小为 {}'),
    'faults': ('Faults: {}', '问题：{}'),
    'outside': ('your checkpoint', '您持有的检查点'),
    'witness': ('your witness', '您指定的见证人'),
    'line': ('line {}', '第 {} 行'),
    'index': ('place {}', '序号 {}'),
    'case': ('case {}', '案件 {}'),
    'version': ('version {}', '第 {} 版'),
    'more': ('and {} more', '另有 {} 个'),
}

SHOWN = 100


def printable(text):
    """So that a forged file cannot write to the terminal."""
    return ''.join(one if one.isprintable() else '?' for one in str(text))[:200]


class Teller:
    def __init__(self, lang):
        self.at = 1 if lang == 'zh' else 0

    def word(self, name, *values):
        return WORDS[name][self.at].format(*map(printable, values))

    def message(self, fault):
        return MESSAGES[fault.message][self.at]

    def place(self, fault):
        if fault.line == 0:
            return self.word(fault.code)
        places = [self.word('line', fault.line)]
        for name in ('index', 'case', 'version'):
            value = getattr(fault, name)
            if value is not None:
                places.append(self.word(name, value))
        return ', '.join(places)

    def why_not_complete(self, reading):
        if not reading.loss_accepted():
            return self.word('loss', reading.continued.origin, reading.continued.origin)
        if reading.NAME == 'log':
            return self.word('no manifest')
        return self.word('not listed') if not reading.listed else self.word('behind', reading.version)

    def verdict(self, reading, intact, complete, until):
        yes_no = self.word('yes' if intact else 'no')
        if complete:
            whole_ = self.word('up to', until) if until else self.word('counted nothing')
        else:
            whole_ = self.why_not_complete(reading) if intact else self.word('unknown')
        yield f"{self.word('intact')}: {yes_no}"
        yield f"{self.word('complete')}: {whole_}"
        yield f"{self.word('until')}: {until or self.word('unknown')}"
        if complete and reading.NAME == 'bundle':
            yield self.word('count unseen')

    def trusted(self, reading):
        yield self.word('trusted' if reading.options.keys else 'file keys')
        for key in reading.keys:
            yield '  ' + self.word('key', key.text)
        if reading.old_key:
            yield '  ' + self.word('old key', reading.old_origin, reading.old_key.text)
        yield self.word('tables of file' if reading.options.tables is None else 'tables named')
        for table in reading.tables:
            yield '  ' + self.word('table', table['name'], table['sha256'])
        if reading.witnessed is not None:
            yield self.word('witnessed', reading.witnessed)

    def counts(self, reading):
        yield self.word('entries', reading.places)
        if reading.NAME == 'log':
            yield self.word('cases', len(reading.cases))
        if reading.checkpoints:
            yield self.word('checkpoints', len(reading.checkpoints), reading.checkpoints[-1].size)

    def faults(self, faults):
        if faults:
            yield self.word('faults', len(faults))
        for fault in faults[:SHOWN]:
            yield f'  {fault.code}: {printable(self.place(fault))}: {self.message(fault)}'
        if len(faults) > SHOWN:
            yield '  ' + self.word('more', len(faults) - SHOWN)

    def all(self, reading):
        yield from self.verdict(reading, *reading.verdict())
        yield ''
        if reading.NAME is None:
            yield self.word('file unknown')
        else:
            values = (reading.origin,) if reading.NAME == 'log' else (reading.number, reading.origin)
            yield self.word(f'file {reading.NAME}', *values)
            yield from self.trusted(reading)
            yield from self.counts(reading)
        yield from self.faults(reading.sorted_faults())


def told_as_json(reading, teller):
    intact, complete, until = reading.verdict()
    faults = []
    for fault in reading.sorted_faults():
        told = {'code': fault.code, 'line': fault.line}
        for name in ('index', 'case', 'version'):
            if getattr(fault, name) is not None:
                told[name] = getattr(fault, name)
        told['text'] = teller.message(fault)
        faults.append(told)
    return {
        'file': reading.NAME,
        'entries': reading.places,
        'intact': intact,
        'complete': complete,
        'until': until,
        'witnessed': reading.witnessed,
        'definitions': reading.tables,
        'faults': faults,
    }


# --- How it is called ---

USAGE = (
    'verify.py FILE [--key K]... [--checkpoint NOTEFILE]... [--witness K]... [--accept-loss ORIGIN] [--definitions TABLES]... '
    '[--every-manifest] [--json] [--lang zh|en]'
)

Options = collections.namedtuple('Options', 'keys checkpoints witnesses accepted tables every_manifest')


class WronglyCalled(Exception):
    """An option that cannot be used."""


def text_of_file(path):
    with open(path, 'rb') as file:
        return file.read(LINE_LIMIT).decode('utf-8')


def key_named(text, algorithm):
    try:
        return key_of(text, algorithm)
    except Malformed:
        pass
    try:
        return key_of(text_of_file(text).strip(), algorithm)
    except (Malformed, OSError, ValueError):
        raise WronglyCalled(f'no such public key, and no file with one: {text}') from None


def checkpoint_held(path):
    try:
        return checkpoint_of(text_of_file(path))
    except (Malformed, ValueError):
        raise WronglyCalled(f'no checkpoint: {path}') from None


def tables_named(path):
    """The tables of a file, each as canonical JSON."""
    with open(path, 'rb') as file:
        data = file.read()
    try:
        return [canonical(table) for table in of_type(list, json_value(data))]
    except Malformed:
        raise WronglyCalled(f'no definitions: {path}') from None


def arguments():
    parser = argparse.ArgumentParser(prog='verify.py', usage=USAGE, allow_abbrev=False)
    parser.add_argument('file', metavar='FILE')
    parser.add_argument('--key', action='append', default=[], metavar='K', help='a public key of the log, or a file with it')
    parser.add_argument('--checkpoint', action='append', default=[], metavar='NOTEFILE', help='a checkpoint that you hold')
    parser.add_argument('--witness', action='append', default=[], metavar='K', help='the public key of a witness')
    parser.add_argument('--accept-loss', action='append', default=[], metavar='ORIGIN', help='a log whose loss you accept')
    parser.add_argument('--definitions', action='append', metavar='TABLES', help='a file with the published tables of moves')
    parser.add_argument('--every-manifest', action='store_true', help='recount every count of all cases, not only the last')
    parser.add_argument('--json', action='store_true', help='tell in JSON')
    parser.add_argument('--lang', choices=('zh', 'en'), default='zh' if os.environ.get('LANG', '').startswith('zh') else 'en')
    return parser.parse_args()


def options_of(given):
    return Options(
        [key_named(one, LOG_KEY) for one in given.key],
        [checkpoint_held(one) for one in given.checkpoint],
        [key_named(one, WITNESS_KEY) for one in given.witness],
        frozenset(given.accept_loss),
        given.definitions and frozenset(table for path in given.definitions for table in tables_named(path)),
        given.every_manifest,
    )


def main():
    given = arguments()
    if hasattr(sys.stdout, 'reconfigure'):
        sys.stdout.reconfigure(encoding='utf-8', errors='backslashreplace')
    sys.setrecursionlimit(max(sys.getrecursionlimit(), 20 * DEPTH_LIMIT))
    collected = gc.isenabled()
    gc.disable()
    try:
        reading = read(given.file, options_of(given))
    except (OSError, RuntimeError, WronglyCalled) as error:
        print(f'verify.py: {error}', file=sys.stderr)
        sys.exit(2)
    finally:
        if collected:
            gc.enable()
    teller = Teller(given.lang)
    if given.json:
        print(json.dumps(told_as_json(reading, teller), ensure_ascii=False, separators=(',', ':')))
    else:
        print('\n'.join(teller.all(reading)))
    intact, complete, _ = reading.verdict()
    sys.exit(0 if intact and complete else 1)


if __name__ == '__main__':
    main()
