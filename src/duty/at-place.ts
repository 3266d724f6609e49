import type { Principal } from '../access/principal.js';
import { type PayloadClass, parsePayload } from '../engine/definition/index.js';
import { invalidFields, problemOfStatus } from '../platform/problem.js';
import type { Place } from './handover-document.js';

/** Who calls, and the center or station for which they do. */
export interface AtPlace {
  readonly place: Place;
  readonly organisation: string;
  readonly account: string;
  readonly principal: Principal;
}

/** The organisation for which somebody calls. Throws 403 for people of another kind of organisation. */
export function atPlace(place: Place, principal: Principal): AtPlace {
  if (principal.organisation.kind !== place) throw problemOfStatus(403);
  return { place, organisation: principal.organisation.code, account: principal.account, principal };
}

/** The body by its class. Throws 400 naming each wrong field. */
export function parsed<B extends object>(payload: PayloadClass<B>, body: unknown): B {
  const result = parsePayload(payload, body);
  if (!result.ok) throw invalidFields(result.errors);
  return result.body;
}
