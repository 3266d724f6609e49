import {
  type CaseFile,
  isAnnulled,
  isObject,
  type Json,
  type Part,
  type Settings,
} from '../../engine/definition/index.js';
import { objectsIn, textIn } from '../facts.js';
import { limitOf } from '../settings.js';
import { notAfter, plusDays } from '../time.js';
import { isCleared, isFiled, isHeard, keptUntil } from './person.js';
import { regionOf } from './standing.js';

/** How long a case's personal data is kept, who may end that, and what forbids it: pure readings (`retention.ts` is the table). */

/** The classes of cases. */
export type RetentionClass = 'cleared' | 'exercise' | 'notFiled' | 'administrative' | 'criminal' | 'linked';

/** How long the people of a case are kept, as things stand. */
export interface Kept {
  readonly class: RetentionClass;
  /** From when it counts; null: not yet. */
  readonly since: string | null;
  /** Null: not yet foreseen. */
  readonly until: string | null;
}

/** PURE. The class of a case and the end of its period. */
export function retentionOf(parts: readonly Part[], closedAt: string | null, settings: Settings): Kept {
  const root = parts.find((part) => part.kind === 'lead');
  const kind = root ? classOf(root) : 'notFiled';
  if (kind === 'cleared') return { class: kind, since: closedAt, until: keptUntil(parts, closedAt, settings) };
  const since = kind === 'linked' ? linkedAt(root) : closedAt;
  if (since === null) return { class: kind, since, until: null };
  const answers = parts.filter((part) => part.kind === 'complaint' && part.final).map((part) => part.since);
  const [last = since] = [since, ...answers].sort().reverse();
  return { class: kind, since, until: plusDays(last, limitOf(settings, daysOf[kind])) };
}

const daysOf = {
  exercise: 'keepExerciseDays',
  notFiled: 'keepNotFiledDays',
  administrative: 'keepAdministrativeDays',
  criminal: 'keepCriminalDays',
  linked: 'keepCriminalDays',
} as const;

function classOf(root: Part): RetentionClass {
  if (regionOf(root, 'progress') === 'linked') return 'linked';
  if (isFiled(root)) return textIn(root.facts, 'caseKind') === 'administrative' ? 'administrative' : 'criminal';
  if (isCleared(root)) return 'cleared';
  return root.facts['exercise'] === true ? 'exercise' : 'notFiled';
}

function linkedAt(root: Part | undefined): string | null {
  return textIn(objectsIn(root?.facts, 'links').at(-1), 'at') ?? null;
}

/** An order of somebody to keep everything, whatever the period says. */
export interface LegalHold {
  /** The number of the document that asks for it. */
  readonly authority: string;
  readonly by: string;
  readonly at: string;
  /** Sealed. */
  readonly reason: Json;
}

/** The holds that stand. */
export function legalHolds(root: Part | undefined): LegalHold[] {
  return objectsIn(root?.facts, 'legalHolds').map((one) => ({
    authority: textIn(one, 'authority') ?? '',
    by: textIn(one, 'by') ?? '',
    at: textIn(one, 'at') ?? '',
    reason: one['reason'] ?? null,
  }));
}

/** Who proposed the erasure, where a proposal stands: one of before the case was opened again does not. */
export function proposerOf(root: Part | undefined, { since }: Kept): string | undefined {
  return sinceThen(root, 'erasureProposal', since) && textIn(objectIn(root, 'erasureProposal'), 'by');
}

/** When the erasure was approved, where the approval stands. */
export function approvedAt(root: Part | undefined, { since }: Kept): string | undefined {
  return sinceThen(root, 'erasureApproval', since);
}

function sinceThen(root: Part | undefined, name: string, since: string | null): string | undefined {
  const at = textIn(objectIn(root, name), 'at');
  return at !== undefined && since !== null && notAfter(since, at) ? at : undefined;
}

function objectIn(root: Part | undefined, name: string): { readonly [key: string]: Json } | undefined {
  const value = root?.facts[name];
  return isObject(value) ? value : undefined;
}

/** When the system erases this case, as things stand; null while somebody has to decide, or nothing may be erased. */
export function eraseAt({ parts: all, closedAt, settings }: CaseFile): string | null {
  const parts = all.filter((part) => !isAnnulled(part));
  const root = parts.find((part) => part.kind === 'lead');
  if (!root || root.facts['erasedAt'] !== undefined || !isHeard(parts) || legalHolds(root).length > 0) return null;
  const kept = retentionOf(parts, closedAt, settings);
  if (kept.class === 'cleared') return kept.until;
  const approved = approvedAt(root, kept);
  if (approved === undefined || kept.until === null) return null;
  // An answer to a complaint begins the period anew, also after the approval.
  return notAfter(approved, kept.until) ? kept.until : approved;
}
