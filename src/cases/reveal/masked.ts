import { mayReveal } from '../../access/reveal-policy.js';
import { type SealedPlace, sealedIn } from '../../access/sealing/index.js';
import type { IdentityKind } from '../../access/sealing/mask.js';
import type { CaseFile, Json, Part } from '../../engine/definition/index.js';
import type { Looking } from '../file-view.js';
import { payeesOf } from './payees.js';

/** An identity that is shown masked, by the name under which it is revealed. */
export interface MaskedField {
  readonly part?: string;
  readonly version?: number;
  readonly field: string;
  readonly kind: IdentityKind;
}

/** PURE. The identities among sealed values. */
export function identitiesIn(json: Json): (SealedPlace & { readonly kind: IdentityKind })[] {
  return sealedIn(json).flatMap((place) => (place.kind === 'text' ? [] : [{ ...place, kind: place.kind }]));
}

/**
 * PURE. The masked identities of a part that this person's roles may ask for, each with what `reveal` takes; with a return
 * those whom a bank has to pay by it. Nothing once the data is erased.
 */
export function maskedIn(part: Part, file: CaseFile, looking: Looking): MaskedField[] {
  if (looking.caseKey === null) return [];
  return [...own(part, looking), ...payees(part, file, looking)];
}

/** PURE. The same of an entry's body. */
export function maskedInEntry(body: Json, version: number, looking: Looking): MaskedField[] {
  if (looking.caseKey === null) return [];
  return identitiesIn(body)
    .filter(({ kind }) => asked(looking, kind))
    .map(({ field, kind }) => ({ version, field, kind }));
}

function own({ id, facts }: Part, looking: Looking): MaskedField[] {
  return (
    identitiesIn(facts)
      .filter(({ kind }) => asked(looking, kind))
      .map(({ field, kind }) => ({ part: id, field, kind }))
      // Facts come from the database in an order of its own, and from replay in another.
      .sort((one, other) => (one.field < other.field ? -1 : 1))
  );
}

/** Of parts that are otherwise not the bank's to see. */
function payees({ kind, id }: Part, file: CaseFile, looking: Looking): MaskedField[] {
  const bank = 'bank' in looking.sight ? looking.sight.bank : undefined;
  if (bank === undefined || kind !== 'return') return [];
  return payeesOf(file, bank, id).filter((one) => asked(looking, one.kind));
}

function asked({ roles }: Looking, kind: IdentityKind): boolean {
  return roles.some((role) => mayReveal(role, kind));
}
