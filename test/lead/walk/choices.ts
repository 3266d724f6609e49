import { type CaseFile, isAnnulled, kindOf, type Part } from '../../../src/engine/definition/index.js';
import { handles } from '../../../src/engine/handles.js';
import { leadCase } from '../../../src/lead/lead.case.js';

/** An event that the state of a part takes, guards and rules apart. */
export interface Choice {
  readonly type: string;
  /** The addressed part; undefined for the lead itself and for an event that opens its part. */
  readonly part: Part | undefined;
  readonly roles: readonly string[];
}

const remembered = new WeakMap<CaseFile, readonly Choice[]>();

/** Everything that could be tried on this case now: far cheaper than asking the rules for everybody. */
export function choicesIn(file: CaseFile): readonly Choice[] {
  let found = remembered.get(file);
  if (!found) {
    found = file.parts.filter((part) => !isAnnulled(part)).flatMap(choicesOf);
    remembered.set(file, found);
  }
  return found;
}

function choicesOf(part: Part): Choice[] {
  const machine = leadCase.machines[part.kind];
  const isRoot = part.kind === leadCase.root;
  return [...(machine ? handles(machine, part.state) : [])].flatMap((type): Choice[] => {
    const event = leadCase.events.get(type);
    if (!event) return [];
    const isOwn = kindOf(type) === part.kind;
    // The lead lets parts be opened; other events of theirs it takes are told to it.
    if (isRoot && (isOwn ? event.opens === undefined : event.opens !== undefined))
      return [{ type, part: undefined, roles: event.roles }];
    return !isRoot && isOwn && event.opens !== 'always' ? [{ type, part, roles: event.roles }] : [];
  });
}
