import type { Decision } from './decide.js';
import { type Command, type EventDefinition, recordedByIn } from './definition/index.js';

/** Which recorded identities stop to match with an entry, and which match again. */
export interface Matching {
  /** By the version that recorded them; `path` null: all of that entry. */
  readonly retired: readonly { readonly version: number; readonly path: string | null }[];
  /** Those that this entry had retired match again. */
  readonly revived: number | null;
}

/** As it is with nearly every entry. */
export const nothingRetired: Matching = { retired: [], revived: null };

/** PURE. A corrected identity is found by its new value only; what an annulled entry said is as if it had not been said. */
export function matchingOf(event: EventDefinition | undefined, command: Command, decision: Decision): Matching {
  if (event?.effect === 'annuls') {
    const version = Number(command.body['version']);
    return { retired: [{ version, path: null }], revived: version };
  }
  const origin = decision.corrected.length > 0 ? recordedByIn(command.known) : null;
  if (!origin || origin.path === null) return nothingRetired;
  return { retired: [{ version: origin.version, path: origin.path }], revived: null };
}
