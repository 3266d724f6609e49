import {
  type Ask,
  changedFact,
  type FactChanges,
  type Json,
  kept,
  type Part,
  View,
} from '../../engine/definition/index.js';
import { unvalued } from '../events/gold/valued.js';
import { sumOfNotes } from '../money.js';
import type { CorrectableFact } from './fact.js';
import { holdFacts, leadFacts, returnFacts, transferFacts } from './facts-of-lead.js';
import { complaintFacts, suspectFacts, victimFacts } from './facts-of-people.js';
import { accountFacts, cashFacts, claimFacts, evidenceFacts, goldFacts, parcelFacts } from './facts-of-property.js';

/** The body of a correction; `denominations` go with the amount of cash that was counted. */
export interface Rectification {
  readonly field: string;
  readonly value: Json;
  readonly reason: string;
  readonly denominations?: Json;
}

/** What may be corrected, by kind of part. */
export const correctableFacts: Readonly<Record<string, readonly CorrectableFact[]>> = {
  lead: leadFacts,
  hold: holdFacts,
  account: accountFacts,
  cash: cashFacts,
  gold: goldFacts,
  parcel: parcelFacts,
  suspect: suspectFacts,
  victim: victimFacts,
  claim: claimFacts,
  return: returnFacts,
  transfer: transferFacts,
  complaint: complaintFacts,
  evidence: evidenceFacts,
};

/** The fact that a correction is about. The body was parsed: it names one. */
export function factOf({ part, body }: Ask<Rectification>): CorrectableFact | undefined {
  return correctableFacts[part?.kind ?? '']?.find((fact) => fact.path === body.field);
}

/** The facts a correction changes: the one it names; of counted cash the sum and its notes together; what was valued on it is valued anew. */
export function changesOf({ part, body }: Ask<Rectification>): FactChanges {
  const { field, value, denominations } = body;
  if (part?.kind === 'cash' && field === 'denominations')
    return { denominations: value, amount: String(sumOfNotes(notesIn(value))) };
  const change = changedFact(part?.facts, field, value);
  if (part?.kind === 'gold' && ['amount', 'fineness'].includes(field)) return { ...change, ...unvalued };
  return denominations === undefined ? change : { ...change, denominations };
}

/** Notes and coins by face value; none when it is no such thing. */
export function notesIn(value: Json | undefined): Record<string, number> {
  const counted = Object.entries(typeof value === 'object' && value !== null ? value : {});
  return Object.fromEntries(counted.filter((one): one is [string, number] => typeof one[1] === 'number'));
}

/** The case with the correction in it, states as they are: for rules that must still hold. */
export function afterwards(ask: Ask<Rectification>): { readonly view: View; readonly part: Part | undefined } {
  const { view, part } = ask;
  if (!part) return { view, part };
  const changed = { ...part, facts: kept({ ...part.facts, ...changesOf(ask) }) };
  const parts = view.all().map((one): [string, Part] => [one.id, one.id === part.id ? changed : one]);
  return { view: new View(new Map(parts), view.root.id), part: changed };
}
