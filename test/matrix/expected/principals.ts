import { owing, people } from '../ground/city.js';

/** Callers who are nobody: their token is missing, or is not good (any more). */
export const nobodies = ['anonymous', 'malformed', 'expired', 'revoked', 'disabled'] as const;

/** Everybody who calls. */
export const principals: readonly string[] = [...nobodies, owing.account, ...people.map(({ account }) => account)];

/** The roles of a caller; none for somebody who is nobody. */
export function rolesOf(who: string): readonly string[] {
  return people.find(({ account }) => account === who)?.roles ?? [];
}

/** The organisation of a caller. */
export function organisationOf(who: string): string | undefined {
  return people.find(({ account }) => account === who)?.organisation;
}

export function isNobody(who: string): boolean {
  return nobodies.some((one) => one === who);
}

/** What everybody gets from an operation who may do nothing at all: nobody, and who owes a second factor. */
export function refusedAnywhere(who: string): 401 | 403 | undefined {
  if (isNobody(who)) return 401;
  return who === owing.account ? 403 : undefined;
}
