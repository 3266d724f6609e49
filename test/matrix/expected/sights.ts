import { rowsOf, wordsOf } from './table.js';

/**
 * What somebody sees of a case. `whole`; `opened`: whole, in an emergency, and nothing is recorded on it; `bank`: whole, but of the files only what that bank gave; `accounts`: the accounts
 * that the own bank keeps, and the returns on them; `entries`: what the own station recorded while it had the case;
 * `nothing`: the case does not exist for them.
 */
export type Sight = 'whole' | 'opened' | 'bank' | 'accounts' | 'entries' | 'nothing';

// By the lifecycle's paragraph on scope, from what happened in ground/cases.ts:
// main    reported by a1 (Bank A); s3 (north) declined it, s1 (north) leads, s2 (south) supports; Bank B keeps account-2;
//         account-3 was recorded in error
// fresh   reported by a1 (Bank A), sent to nobody
// moved   reported by a1 (Bank A); s1 (north) had it and lost it to s2 (south)
// other   reported by b1 (Bank B); s2 (south) leads; Bank A keeps account-2
// street  opened by the center; s4 (west) leads; Bank C keeps account-1
// erased  reported by a1 (Bank A); s1 (north) cleared it; its personal data is gone
// A dash is nothing.
const table = `
#               main      fresh     moved     other     street    erased
teller.a1       bank      bank      bank      –         –         bank
teller.a2       –         –         –         –         –         –
teller.b1       –         –         –         bank      –         –
teller.b2       –         –         –         –         –         –
desk.a          bank      bank      bank      accounts  –         bank
desk.b          accounts  –         –         bank      –         –
desk.c          –         –         –         –         accounts  –
desk.s1         whole     –         entries   –         –         whole
desk.s2         whole     –         whole     whole     –         –
desk.s3         entries   –         –         –         –         –
officer.s1      whole     –         entries   –         –         whole
officer.s2      whole     –         whole     whole     –         –
officer.s3      entries   –         –         –         –         –
officer.s4      –         –         –         –         whole     –
# Of station 4, and has opened the case "other" in an emergency.
glass.s4        –         –         –         opened    whole     –
keeper.north    whole     –         –         –         –         whole
keeper.s1       whole     –         –         –         –         whole
keeper.west     –         –         –         –         whole     –
keeper.city     whole     whole     whole     whole     whole     whole
head.north      whole     –         –         –         –         whole
head.south      whole     –         whole     whole     –         –
head.west       –         –         –         –         whole     –
head.city       whole     whole     whole     whole     whole     whole
duty.center     whole     whole     whole     whole     whole     whole
lead.center     whole     whole     whole     whole     whole     whole
auditor         whole     whole     whole     whole     whole     whole
secadmin        –         –         –         –         –         –
sysadmin        –         –         –         –         –         –
# What each of the two roles of double.s3 sees; together the wider.
double.s3       whole     –         –         –         –         whole
double.s2       whole     –         whole     whole     –         –
both.s3         whole     –         –         –         –         whole
misfit.duty     –         –         –         –         –         –
misfit.head     –         –         –         –         –         –
misfit.officer  –         –         –         –         –         –
misfit.keeper   –         –         –         –         –         –
misfit.admin    entries   –         –         –         –         –
# Who they are they proved an hour ago.
stale.west      –         –         –         –         whole     –
stale.center    whole     whole     whole     whole     whole     whole
`;

/** In which case the acting role sees less than the person does, by role. */
const narrower = `
#               role         main      fresh     moved     other     street    erased
double.s3       stationDuty  entries   –         –         –         –         –
both.s3         stationDuty  entries   –         –         –         –         –
`;

export const relations = ['main', 'fresh', 'moved', 'other', 'street', 'erased'] as const;
/** Which case is asked for; `none` is an id that no case has. */
export type Relation = (typeof relations)[number] | 'none';

const known = new Map(rowsOf(table).map(([who = '', ...cells]) => [who, sightsIn(cells)]));
const inRole = new Map(rowsOf(narrower).map(([who = '', role = '', ...cells]) => [`${who} ${role}`, sightsIn(cells)]));

function sightsIn(cells: readonly string[]): Map<string, Sight> {
  return new Map(relations.map((relation, i) => [relation, (wordsOf(cells[i])[0] ?? 'nothing') as Sight]));
}

/** The accounts of the table: who has a row. */
export const judged: readonly string[] = [...known.keys()];

/** What somebody sees of a case. */
export function sightOf(who: string, relation: Relation): Sight {
  return known.get(who)?.get(relation) ?? 'nothing';
}

/** What somebody may record on when they act in this role. */
export function sightInRole(who: string, role: string | undefined, relation: Relation): Sight {
  return inRole.get(`${who} ${role}`)?.get(relation) ?? sightOf(who, relation);
}

/** The parts that `accounts` shows. */
const ownParts: Readonly<Record<string, readonly string[]>> = {
  'desk.b main': ['account-2', 'return-1'],
  'desk.a other': ['account-2', 'return-1'],
  'desk.c street': ['account-1'],
};

/** Files that a bank gave; every other file is hidden from all banks. */
const filesOfBanks: Readonly<Record<string, readonly string[]>> = {
  main: ['evidence-1'],
  moved: ['evidence-2'],
  other: ['evidence-1'],
  erased: ['evidence-1'],
};

/** Whether somebody sees this part of a case that has it. */
export function seesPart(who: string, relation: Relation, part: string): boolean {
  switch (sightOf(who, relation)) {
    case 'whole':
    case 'opened':
      return true;
    case 'bank':
      return !part.startsWith('evidence-') || (filesOfBanks[relation] ?? []).includes(part);
    case 'accounts':
      return (ownParts[`${who} ${relation}`] ?? []).includes(part);
    default:
      return false;
  }
}
