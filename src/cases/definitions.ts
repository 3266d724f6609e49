import { assertSound } from '../engine/check.js';
import type { CaseDefinition } from '../engine/definition/index.js';
import { leadCase } from '../lead/lead.case.js';

/** Every released definition this server carries, under its full name. A case stays with the one it was opened under. */
const released = new Map<string, CaseDefinition>([leadCase].map((one) => [`${one.name}@${one.version}`, one]));
for (const definition of released.values()) assertSound(definition);

/** The definition of a stored case. Throws when this server is too old to carry it. */
export function releasedDefinition(fullName: string): CaseDefinition {
  const definition = released.get(fullName);
  if (!definition)
    throw new Error(`this server does not carry the definition ${fullName}: it is too old for this database`);
  return definition;
}

/** The definition under which new leads are opened. */
export const currentLead: CaseDefinition = leadCase;

/** Whether an event of this name is recorded only by somebody who proved who they are a moment ago. */
export function needsFreshSignIn(type: string): boolean {
  return [...released.values()].some((definition) => definition.events.get(type)?.freshSignIn === true);
}

/** Who may record an event of this name, under any released definition. */
export function rolesOfEvent(type: string): readonly string[] {
  return [...released.values()].flatMap((definition) => definition.events.get(type)?.roles ?? []);
}
