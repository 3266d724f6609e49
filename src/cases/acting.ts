import { sight } from '../access/policy.js';
import { actorFor, type Principal, rolesOfArea } from '../access/principal.js';
import { mayRecord, type Seen } from '../access/seen.js';
import { type Action, available } from '../engine/available.js';
import type { Actor, CaseDefinition, CaseFile } from '../engine/definition/index.js';
import type { Asking } from './cases.js';

/** The roles in which somebody works in the area where they ask. */
export function rolesHere({ principal, area }: Asking): readonly string[] {
  const here = rolesOfArea(area);
  return principal.roles.filter((role) => here.includes(role));
}

/** Asked for every event of the catalogue at every answer: remembered while the `Principal` lives, which is seconds. */
const actors = new WeakMap<Principal, Map<string, Map<readonly string[], Actor | undefined>>>();

/** The role in which this person acts in this area. By the list itself, which an event keeps: joined to a key it cost 5 % of the server. */
export function acting({ principal, area }: Asking, roles: readonly string[]): Actor | undefined {
  const areas = actors.get(principal) ?? new Map<string, Map<readonly string[], Actor | undefined>>();
  actors.set(principal, areas);
  const known = areas.get(area) ?? new Map<readonly string[], Actor | undefined>();
  areas.set(area, known);
  if (known.has(roles)) return known.get(roles);
  const here = rolesOfArea(area);
  const actor = actorFor(
    principal,
    roles.filter((role) => here.includes(role)),
  );
  known.set(roles, actor);
  return actor;
}

/** The events that this person could record on what they see, in each of their roles. */
export function actionsInSight(
  asking: Asking,
  file: CaseFile,
  definition: CaseDefinition,
  seen: Seen,
  now: string,
  of: typeof available = available,
): Action[] {
  const shownTo = (one: Asking, sees: Seen) =>
    of(definition, file, (roles) => acting(one, roles), { at: now, recordedAt: now }).filter((action) =>
      mayRecord(sees, action.part, file.parts),
    );
  const each = inEachRole(asking, rolesHere(asking));
  if (each.length === 1) return shownTo(asking, seen);
  const index = definition.index(file);
  const all = new Map<string, Action>();
  for (const one of each) {
    for (const action of shownTo(one, { ...seen, sight: sight(one.principal, index) })) {
      const name = `${action.event.type} ${action.part ?? ''}`;
      if (!all.get(name)?.allowed) all.set(name, action);
    }
  }
  return [...all.values()];
}

/** Somebody in each of these roles alone, as far as they work in it here: in none may they do what another lets them see. */
export function inEachRole(asking: Asking, roles: readonly string[]): readonly Asking[] {
  const { principal } = asking;
  if (principal.roles.length === 1) return [asking];
  const here = rolesHere(asking);
  const able = roles.filter((role) => here.includes(role));
  return able.length === 0 ? [asking] : able.map((role) => ({ ...asking, principal: { ...principal, roles: [role] } }));
}
