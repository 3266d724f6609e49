import { accessCase } from '../access-log/access.case.js';
import { accessLogSettings } from '../access-log/keeping.js';
import { breakGlassCase } from '../administration/break-glass/break-glass.case.js';
import { breakGlassSettings } from '../administration/break-glass/keeping.js';
import { administrationCase } from '../administration/office/administration.case.js';
import { assertSound } from '../engine/check.js';
import type { CaseDefinition, Settings } from '../engine/definition/index.js';
import { leadCase } from '../lead/lead.case.js';
import { defaultSettings } from '../lead/settings.js';

/** The definition under which new leads are opened. */
export const currentLead: CaseDefinition = leadCase;

/** The definition under which new access logs are opened. */
export const currentAccessLog: CaseDefinition = accessCase;

/** The definition under which the administration of this house is opened. */
export const currentAdministration: CaseDefinition = administrationCase;

/** The definition under which cases are opened in an emergency. */
export const currentBreakGlass: CaseDefinition = breakGlassCase;

const settings: Readonly<Record<string, Settings>> = {
  lead: defaultSettings,
  access: accessLogSettings,
  breakGlass: breakGlassSettings,
};

/** Every released definition this server carries, under its full name. A case stays with the one it was opened under. */
const released = new Map<string, CaseDefinition>(
  [leadCase, accessCase, administrationCase, breakGlassCase].map((one) => [`${one.name}@${one.version}`, one]),
);
for (const definition of released.values()) assertSound(definition);

/** Every definition under which something may be recorded. */
export const definitions: readonly CaseDefinition[] = [...released.values()];

/** The definition of a stored case. Throws when this server is too old to carry it. */
export function releasedDefinition(fullName: string): CaseDefinition {
  const definition = released.get(fullName);
  if (!definition)
    throw new Error(`this server does not carry the definition ${fullName}: it is too old for this database`);
  return definition;
}

/** The local limits that a new case of this definition gets. */
export function settingsFor({ name }: CaseDefinition): Settings {
  return settings[name] ?? {};
}

/** True for a lead: what the areas of banks, stations and center show. The engine carries other cases too. */
export function isLead(fullName: string): boolean {
  return releasedDefinition(fullName).name === leadCase.name;
}

/** True for an access log. */
export function isAccessLog(fullName: string): boolean {
  return releasedDefinition(fullName).name === accessCase.name;
}

/** A condition that holds for leads among the rows of `case_file` under this name. */
export function onlyLeads(file: string): string {
  return `${file}.definition like '${leadCase.name}@%'`;
}

/** Whether an event of this name is recorded only by somebody who proved who they are a moment ago. */
export function needsFreshSignIn(type: string): boolean {
  return [...released.values()].some((definition) => definition.events.get(type)?.freshSignIn === true);
}

/** Who may record an event of this name, under any released definition. */
export function rolesOfEvent(type: string): readonly string[] {
  return [...released.values()].flatMap((definition) => definition.events.get(type)?.roles ?? []);
}
