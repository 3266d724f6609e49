import type { Corrected } from './correct.js';
import type { Decision } from './decide.js';
import { type CaseDefinition, type CaseFile, type Command, type Part, sameJson } from './definition/index.js';
import { clockKey, type Motion, sameState } from './motion.js';

/** PURE. What a motion comes to: the case as it then stands, and the net difference. */
export function outcome(
  definition: CaseDefinition,
  file: CaseFile,
  command: Command,
  motion: Motion,
  corrected: readonly Corrected[] = [],
): Decision {
  const before = new Map(file.parts.map((part) => [part.id, part]));
  const clocksBefore = new Map(file.clocks.map((clock) => [clockKey(clock), clock]));
  const accompanies = definition.events.get(command.type)?.effect === 'accompanies';
  const parts = [...motion.parts.values()].map((part) => {
    const was = before.get(part.id);
    const after = moved(part, was, file, motion);
    return accompanies && after !== was ? { ...after, version: was?.version ?? 0 } : after;
  });
  // Always in the order in which they are stored: what is replayed must equal what is loaded.
  const clocks = [...motion.clocks.values()].sort((a, b) => (clockKey(a) < clockKey(b) ? -1 : 1));
  const changed = parts.filter((part) => before.get(part.id) !== part);
  const root = parts.find((part) => part.id === motion.rootId);
  return {
    ok: true,
    corrected,
    changed,
    opened: motion.opened,
    moves: changed
      .map((part) => ({ part: part.id, from: before.get(part.id)?.state ?? null, to: part.state }))
      .filter((move) => move.from === null || !sameState(move.from, move.to)),
    armed: clocks.filter((clock) => clocksBefore.get(clockKey(clock)) !== clock),
    disarmed: file.clocks
      .filter((clock) => !motion.clocks.has(clockKey(clock)))
      .map(({ part, name }) => ({ part, name })),
    file: {
      ...file,
      version: file.version + 1,
      parts,
      clocks,
      openedAt: file.version === 0 ? command.at : file.openedAt,
      closedAt: root && definition.closed(root) ? (file.closedAt ?? command.at) : null,
    },
  };
}

/** A part that took the event and is as it was (a note) has not moved: it stays what it was, its version too. */
function moved(part: Part, before: Part | undefined, file: CaseFile, motion: Motion): Part {
  if (!before || before === part) return part;
  const isSame = sameState(part.state, before.state) && sameJson(part.facts, before.facts);
  return isSame && sameClocks(part.id, file, motion) ? before : part;
}

function sameClocks(part: string, file: CaseFile, motion: Motion): boolean {
  const ran = file.clocks.filter((clock) => clock.part === part);
  const run = [...motion.clocks.values()].filter((clock) => clock.part === part);
  return ran.length === run.length && ran.every((clock) => motion.clocks.get(clockKey(clock)) === clock);
}
