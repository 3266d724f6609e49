import type { Actor, Ask, FactChanges, Json, Part, View } from '../engine/definition/index.js';
import { isIn, isObject } from '../engine/definition/index.js';
import { numberIn, textIn, textsIn } from './facts.js';
import { among, desk } from './roles.js';

/** What a file may be, by the first half of its media type; a promise says no more. */
export const evidenceSorts = ['photo', 'video', 'audio', 'document'] as const;

const sortOfType: Readonly<Record<string, string>> = {
  image: 'photo',
  video: 'video',
  audio: 'audio',
  application: 'document',
};

/** A file as the store took it in: the house's answer to the question `stored`. */
export interface StoredFile {
  /** SHA-256 of the file as it was sent, hex. */
  readonly sha256: string;
  /** Bytes as sent. */
  readonly size: number;
  /** Media type, told by the content. */
  readonly type: string;
}

/** The answer to `stored`; null when no file of this case lies there that nobody has taken. */
export function storedIn(known: Readonly<Record<string, Json>>): StoredFile | null {
  const file = known['stored'];
  if (!isObject(file)) return null;
  const [sha256, size, type] = [textIn(file, 'sha256'), numberIn(file, 'size'), textIn(file, 'type')];
  return sha256 === undefined || size === undefined || type === undefined ? null : { sha256, size, type };
}

/** `video/mp4` → `video`. */
export function sortOf(type: string): string {
  return sortOfType[type.split('/')[0] ?? ''] ?? 'document';
}

/** What it is, as promised or as it came. */
export function sortOfPart({ facts }: Part): string {
  const type = textIn(facts, 'type');
  return type === undefined ? (textIn(facts, 'what') ?? '') : sortOf(type);
}

/**
 * Whose it is: the organisation that promised it, then the one that brought it; and the bank behind a desk, which sees no
 * other's. What the police bring on a bank's promise is theirs.
 */
export function giver({ actor }: Ask): FactChanges {
  return { organisation: actor.org.code, bank: bankOf(actor) };
}

/** The bank for which somebody acts; undefined for everybody else. */
function bankOf({ role, org }: Actor): string | undefined {
  return among(desk, role) ? (org.parent ?? org.code) : undefined;
}

/** Files that are with the case or promised to it: what a deed may name. */
export function isToBeHad(part: Part | undefined): boolean {
  return part?.kind === 'evidence' && isIn(part, 'promised', 'quarantined', 'accepted');
}

/**
 * Of the files to be had, those that somebody may name: a bank what it gave itself. What others gave it does not see, so to
 * name it is to name what is not there.
 */
export function mayName(actor: Actor, part: Part | undefined): boolean {
  const bank = bankOf(actor);
  return isToBeHad(part) && (bank === undefined || textIn(part?.facts, 'bank') === bank);
}

/** The files that the deeds of a part name: those it had, and those that this one adds. */
export function evidenceWith({ part, body }: Ask<{ evidence?: string[] }>): { evidence?: string[] } {
  if (body.evidence === undefined) return {};
  return { evidence: [...new Set([...textsIn(part?.facts, 'evidence'), ...body.evidence])] };
}

/** The parts whose deeds name this file. */
export function namedBy(view: View, id: string | undefined): Part[] {
  return view.all().filter(({ facts }) => id !== undefined && textsIn(facts, 'evidence').includes(id));
}
