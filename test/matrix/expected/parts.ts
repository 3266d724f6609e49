import type { Relation } from './sights.js';
import { seesPart, sightOf } from './sights.js';
import { rowsOf, wordsOf } from './table.js';

// The parts that each case has, as ground/cases.ts played it.
const there = `
main    hold-1 account-1 account-2 account-3 cash-1 gold-1 parcel-1 suspect-1 victim-1 victim-2 victim-3 claim-1 claim-2 return-1 return-2 return-3 transfer-1 complaint-1 evidence-1 evidence-2 evidence-3
fresh   hold-1 account-1
moved   hold-1 account-1 suspect-1 evidence-1 evidence-2 evidence-3 evidence-4
other   hold-1 account-1 account-2 suspect-1 victim-1 victim-2 claim-1 claim-2 return-1 return-2 complaint-1 evidence-1 evidence-2 evidence-3
street  account-1 suspect-1 evidence-1
erased  hold-1 account-1 evidence-1
`;

/** The parts of each case by its name. */
export const partsOf: ReadonlyMap<string, readonly string[]> = new Map(
  rowsOf(there).map(([relation = '', parts]) => [relation, wordsOf(parts)]),
);

/** What an operation on one part is asked for: of each case parts that it gives, parts that it does not, and none. */
export interface PartRow {
  readonly parts: Readonly<Record<string, readonly string[]>>;
  /** Whether the operation gives this part to somebody who sees it. */
  gives(who: string, relation: Relation, part: string): boolean;
}

/** Of an account: which bank keeps it. */
const keptBy: Readonly<Record<string, string>> = {
  'main return-1': 'desk.b',
  'main return-3': 'desk.a',
  'other return-1': 'desk.a',
  'other return-2': 'desk.b',
};

const slips: PartRow = {
  parts: {
    main: ['hold-1', 'account-1', 'account-2', 'account-3', 'victim-1', 'victim-3', 'cash-1', 'hold-99'],
    fresh: ['hold-1', 'account-1'],
    moved: ['hold-1', 'evidence-1'],
    other: ['hold-1', 'account-2', 'victim-1', 'account-99'],
    street: ['account-1'],
    erased: ['hold-1'],
    none: ['hold-1'],
  },
  gives: (who, relation, part) => {
    // Only accounts that were stopped or frozen; a victim's slip comes from the police.
    if (part.startsWith('account-')) return part !== 'account-3' && (relation === 'main' || relation === 'other');
    // Nor of what was recorded in error.
    if (part === 'victim-3') return false;
    if (part.startsWith('victim-'))
      return !['teller', 'desk'].includes(who.split('.')[0] ?? '') || who.startsWith('desk.s');
    return part === 'hold-1';
  },
};

const workings: PartRow = {
  parts: {
    main: ['return-1', 'return-2', 'return-3', 'hold-1', 'return-99'],
    fresh: ['return-1'],
    moved: ['return-1'],
    other: ['return-1', 'return-2', 'return-99'],
    street: ['return-1'],
    erased: ['return-1'],
    none: ['return-1'],
  },
  // To a bank only where it keeps the account, though it reported the case.
  gives: (who, relation, part) => {
    const keeper = keptBy[`${relation} ${part}`];
    if (keeper === undefined) return false;
    return ['whole', 'opened'].includes(sightOf(who, relation)) || keeper === who;
  },
};

const files: PartRow = {
  parts: {
    main: ['evidence-1', 'evidence-2', 'evidence-3', 'hold-1', 'evidence-99'],
    fresh: ['evidence-1'],
    moved: ['evidence-1', 'evidence-2', 'evidence-3', 'evidence-99'],
    other: ['evidence-1', 'evidence-2', 'evidence-99'],
    street: ['evidence-1'],
    erased: ['evidence-1'],
    none: ['evidence-1'],
  },
  gives: (_, __, part) => part.startsWith('evidence-'),
};

/** By operation, without its area. */
export const partRows: Readonly<Record<string, PartRow>> = {
  PrintSlip: slips,
  PrintWorking: workings,
  ReadEvidence: files,
  EvidenceAccesses: files,
};

/** Whether somebody is given a part that they ask for. */
export function isGiven(row: PartRow, who: string, relation: Relation, part: string): boolean {
  const exists = partsOf.get(relation)?.includes(part) ?? false;
  return exists && seesPart(who, relation, part) && row.gives(who, relation, part);
}
