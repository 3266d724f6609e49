import { decide } from './decide.js';
import type { CaseDefinition, CaseFile, Command, Settings } from './definition/index.js';

/** A case before its first entry. */
export function genesis(id: string, definition: CaseDefinition, settings: Settings): CaseFile {
  return {
    id,
    definition: `${definition.name}@${definition.version}`,
    version: 0,
    parts: [],
    clocks: [],
    settings,
    openedAt: '',
    closedAt: null,
  };
}

/** PURE. The case that these commands make, in order. Throws, naming the version, when one is refused: the history is not whole. */
export function replay(definition: CaseDefinition, start: CaseFile, commands: Iterable<Command>): CaseFile {
  let file = start;
  for (const command of commands) {
    const decision = decide(definition, file, command);
    if (!decision.ok) throw new Error(`${command.type} at version ${file.version + 1} is refused: ${decision.code}`);
    file = decision.file;
  }
  return file;
}
