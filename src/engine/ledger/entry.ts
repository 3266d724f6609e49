import { hash } from 'node:crypto';
import type { Decision } from '../decide.js';
import { type Actor, type Command, canonicalJson, type Json, type Settings } from '../definition/index.js';

/**
 * One accepted command as history keeps it: what somebody said, who and in which role, what the shell answered, and
 * what it did to the case. Replay needs nothing else. docs/audit-log.md describes the bytes.
 */
export interface Entry {
  readonly format: 1;
  readonly case: string;
  readonly number: string;
  readonly version: number;
  /** Leaf hash of the entry before it in this case, hex; 64 zeros at the opening. */
  readonly previous: string;
  readonly definition: string;
  readonly type: string;
  readonly part?: string;
  /** Personal fields and free text are ciphertext. */
  readonly body: { readonly [key: string]: Json };
  readonly actor: Actor;
  readonly at: string;
  readonly recordedAt: string;
  /** Recorded more than five minutes after it happened. */
  readonly late?: true;
  /** Of a drill: whoever reads entries must neither count it nor carry it outside. */
  readonly exercise?: true;
  readonly known: Readonly<Record<string, Json>>;
  /** The local limits fixed for this case; in the opening entry only. */
  readonly settings?: Settings;
  readonly effects: Effects;
}

/** What an entry did: the net difference that `decide` returned. */
export interface Effects {
  readonly moved: readonly { readonly part: string; readonly from: Json; readonly to: Json }[];
  readonly opened: readonly string[];
  readonly armed: readonly { readonly part: string; readonly clock: string; readonly dueAt: string }[];
  readonly disarmed: readonly { readonly part: string; readonly clock: string }[];
  /** Facts that were corrected: what they were and what they are, sealed as they stand in the parts. */
  readonly corrected?: readonly {
    readonly part: string;
    readonly field: string;
    readonly from: Json;
    readonly to: Json;
  }[];
}

/** An entry with its final bytes (canonical JSON, UTF-8) and its leaf hash: SHA-256(0x00 ‖ bytes), RFC 6962 section 2.1. */
export interface SealedEntry {
  readonly entry: Entry;
  readonly bytes: Buffer;
  readonly leaf: Buffer;
}

/** `previous` of a case's first entry. */
export const noPrevious = Buffer.alloc(32);

const leafPrefix = Buffer.of(0x00);
const lateAfterMs = 5 * 60_000;

/** SHA-256(0x00 ‖ bytes). */
export function leafHash(bytes: Buffer): Buffer {
  return hash('sha256', Buffer.concat([leafPrefix, bytes]), 'buffer');
}

/** What an entry says of its case besides what was decided. */
export interface EntryOrigin {
  readonly number: string;
  /** The leaf of the case's last entry. */
  readonly head: Buffer;
  readonly exercise: boolean;
}

/** The entry of an accepted command. */
export function entryOf({ number, head, exercise }: EntryOrigin, command: Command, decision: Decision): SealedEntry {
  const { file } = decision;
  const entry: Entry = {
    format: 1,
    case: file.id,
    number,
    version: file.version,
    previous: head.toString('hex'),
    definition: file.definition,
    type: command.type,
    ...(command.part === undefined ? {} : { part: command.part }),
    body: command.body,
    actor: command.actor,
    at: command.at,
    recordedAt: command.recordedAt,
    ...(isLate(command) ? { late: true } : {}),
    ...(exercise ? { exercise: true } : {}),
    known: command.known,
    ...(file.version === 1 ? { settings: file.settings } : {}),
    effects: effectsOf(decision),
  };
  const bytes = Buffer.from(canonicalJson(plain(entry)), 'utf8');
  return { entry, bytes, leaf: leafHash(bytes) };
}

/** The command of an entry, for replay. */
export function commandOf(entry: Entry): Command {
  const { type, part, body, actor, at, recordedAt, known } = entry;
  return { type, ...(part === undefined ? {} : { part }), body, actor, at, recordedAt, known };
}

/** The entry in stored bytes. Throws on bytes that are no entry of a known format. */
export function parseEntry(bytes: Buffer): Entry {
  const entry: Entry = JSON.parse(bytes.toString('utf8'));
  if (entry.format !== 1) throw new Error(`ledger entry of unknown format ${String(entry.format)}`);
  return entry;
}

/** What a decision did, as the entry and the receipt tell it. */
export function effectsOf(decision: Decision): Effects {
  return {
    moved: decision.moves.map(({ part, from, to }) => ({ part, from: stateJson(from), to: stateJson(to) })),
    opened: decision.opened,
    armed: decision.armed
      .filter((c) => c.struckAt === null)
      .map(({ part, name, dueAt }) => ({ part, clock: name, dueAt })),
    disarmed: decision.disarmed.map(({ part, name }) => ({ part, clock: name })),
    ...(decision.corrected.length > 0
      ? { corrected: decision.corrected.map(({ part, field, from, to }) => ({ part, field, from, to })) }
      : {}),
  };
}

function isLate(command: Command): boolean {
  return Date.parse(command.recordedAt) - Date.parse(command.at) > lateAfterMs;
}

function stateJson(state: Decision['moves'][number]['from']): Json {
  if (state === null || typeof state === 'string') return state;
  const regions: Record<string, Json> = {};
  for (const [region, value] of Object.entries(state)) if (value !== undefined) regions[region] = stateJson(value);
  return regions;
}

/** An Entry is JSON by construction; the compiler cannot see it through optional fields. */
function plain(entry: Entry): Json {
  const members: Record<string, Json> = {};
  for (const [key, value] of Object.entries(entry)) if (value !== undefined) members[key] = value;
  return members;
}
