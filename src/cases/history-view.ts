import { entryInSight } from '../access/policy.js';
import { openFacts } from '../access/sealing/index.js';
import { isEffectShown } from '../access/seen.js';
import type { CaseFile, Json } from '../engine/definition/index.js';
import { type Effects, type Entry, parseEntry } from '../engine/ledger/entry.js';
import type { StoredEntry } from '../engine/store/read-history.js';
import { citation } from '../lead/law.js';
import type { Looking } from './file-view.js';
import { maskedInEntry } from './reveal/masked.js';
import { shownMove } from './shown-state.js';

/** One entry as this person may see it; null when it is not theirs to see. */
export function entryView(stored: StoredEntry, file: CaseFile, looking: Looking): Json | null {
  const entry = parseEntry(stored.entry);
  if (!isTheirs(entry, looking, file)) return null;
  const clock = looking.definition.clocks.get(String(entry.body['clock']));
  return {
    version: entry.version,
    type: entry.type,
    title:
      looking.definition.events.get(entry.type)?.title[looking.language] ??
      clock?.title[looking.language] ??
      entry.type,
    part: entry.part ?? null,
    at: entry.at,
    recordedAt: entry.recordedAt,
    late: entry.late === true,
    exercise: entry.exercise === true,
    actor: { account: entry.actor.account, role: entry.actor.role, organisation: entry.actor.org.code },
    body: openFacts(entry.body, looking.caseKey, file.id, looking.language),
    masked: maskedInEntry(entry.body, entry.version, looking).map((one) => ({ ...one })),
    // Who was found on duty and called, and at which level.
    ...(entry.known['onCall'] === undefined ? {} : { called: entry.known['onCall'] }),
    ...(clock ? { alarms: clock.alarms, atEnd: clock.atEnd, basis: citation(clock.basis)[looking.language] } : {}),
    effects: effectsInSight(entry.effects, looking, file),
    previous: entry.previous,
    leaf: stored.leaf.toString('hex'),
  };
}

function isTheirs({ actor, part, effects }: Entry, { sight }: Looking, { parts }: CaseFile): boolean {
  return entryInSight(sight, { organisation: actor.org.code, part, opened: effects.opened }, parts);
}

function effectsInSight(effects: Effects, looking: Looking, file: CaseFile): Json {
  const { caseKey, language } = looking;
  const mine = (part: string) => isEffectShown(looking, part, file.parts);
  const corrected = effects.corrected?.filter(({ part }) => mine(part));
  return {
    ...(corrected ? { corrected: openFacts([...corrected], caseKey, file.id, language) } : {}),
    moved: effects.moved.filter((move) => mine(move.part)).map(shownMove),
    opened: effects.opened.filter(mine),
    armed: effects.armed.filter((clock) => mine(clock.part)),
    disarmed: effects.disarmed.filter((clock) => mine(clock.part)),
  };
}
