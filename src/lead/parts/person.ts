import { type CaseFile, isIn, type Part, type Sentence, type Settings } from '../../engine/definition/index.js';
import { textIn } from '../facts.js';
import { limitOf } from '../settings.js';
import { plusDays } from '../time.js';
import { isCustomer, regionOf } from './standing.js';

/** How the people of a case stand, what they are called, and how long anything is kept about them: pure readings. */

/**
 * The customer was cleared: found legitimate, or reported by the bank's mistake, which it was none if a case was filed
 * after all. Nothing lasting may follow.
 */
export function isCleared(root: Part): boolean {
  if (!['cleared', 'settled'].includes(regionOf(root, 'progress'))) return false;
  const finding = textIn(root.facts, 'finding');
  return finding === 'legitimate' || (finding === undefined && root.facts['withdrawn'] === true && !isFiled(root));
}

/** A case was filed, or accepted, and not revoked. */
export function isFiled(root: Part): boolean {
  return regionOf(root, 'filing') === 'filed';
}

const mustBeHeard = ['complaint', 'claim', 'return'];

/** Nobody waits for an answer, a decision or their money any more. */
export function isHeard(parts: readonly Part[]): boolean {
  return parts.every((part) => part.final || !mustBeHeard.includes(part.kind));
}

/**
 * When the personal data of a cleared customer has been kept long enough: some days after the time in which they may
 * complain, counted from the closing or from the last answer. Null while the case is open or the customer not cleared, and
 * while a case stays filed: its file is kept for whoever else it is about, until it is revoked (CPR art. 186).
 */
export function keptUntil(parts: readonly Part[], closedAt: string | null, settings: Settings): string | null {
  const root = parts.find((part) => part.kind === 'lead');
  if (!root || closedAt === null || !isCleared(root) || isFiled(root)) return null;
  const answers = parts.filter((part) => part.kind === 'complaint' && part.final).map((part) => part.since);
  const [last = closedAt] = [plusDays(closedAt, limitOf(settings, 'complaintDays')), ...answers].sort().reverse();
  return plusDays(last, limitOf(settings, 'eraseDays'));
}

const toBeVerified: Sentence = { zh: '待核实人员', en: 'person to be verified' };

const found: Readonly<Record<string, Sentence>> = {
  suspect: { zh: '涉嫌参与（认定可变更）', en: 'believed to take part; the finding may be revised' },
  victim: { zh: '被害人', en: 'victim' },
  tool: { zh: '被利用人员（受骗，不是嫌疑人）', en: 'used by others without knowing; no suspect' },
  legitimate: { zh: '正常客户，已排除', en: 'legitimate customer, cleared' },
};

const mistaken: Sentence = { zh: '银行误报，已排除', en: "reported by the bank's mistake, cleared" };
const nobody: Sentence = { zh: '与本案无关，已排除', en: 'not concerned, cleared' };
const protectedPerson: Sentence = {
  zh: '保护对象：劝阻后回访关怀，不是监控',
  en: 'protected: somebody looks after this person for 30 days; no surveillance',
};
const wasProtected: Sentence = { zh: '保护期已满', en: 'the time of protection is over' };

/**
 * What the person behind a part is to be called. Before a finding every customer is 待核实人员, whatever the bank's first
 * impression; a dissuaded victim is protected, not watched.
 */
export function standing(part: Part, { parts }: CaseFile): Sentence | undefined {
  if (part.kind === 'lead') return customerStanding(part, parts);
  if (part.kind === 'victim' && isIn(part, 'watched')) return protectedPerson;
  if (part.kind === 'victim' && isIn(part, 'done')) return wasProtected;
  if (part.kind === 'suspect' && isIn(part, 'dismissed')) return nobody;
  return undefined;
}

function customerStanding(root: Part, parts: readonly Part[]): Sentence {
  const finding = textIn(root.facts, 'finding');
  if (finding === undefined && root.facts['withdrawn'] === true && isCleared(root)) return mistaken;
  const watched = parts.some((part) => part.kind === 'victim' && isCustomer(part) && isIn(part, 'watched'));
  return watched ? protectedPerson : (found[finding ?? ''] ?? toBeVerified);
}
