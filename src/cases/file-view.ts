import { bankOf } from '../access/policy.js';
import { openFacts } from '../access/sealing/index.js';
import { isShown, partsShown, type Seen } from '../access/seen.js';
import {
  type CaseDefinition,
  type CaseFile,
  type Clock,
  correctedFact,
  type Json,
  type Part,
  type Sentence,
} from '../engine/definition/index.js';
import { citation } from '../lead/law.js';
import { maskedIn } from './reveal/masked.js';
import { shownState } from './shown-state.js';

/** What is needed to show a case to one person, and what both walls let them see of it. */
export interface Looking extends Seen {
  readonly definition: CaseDefinition;
  readonly number: string;
  /** Null once destroyed: personal data then reads as erased. */
  readonly caseKey: Buffer | null;
  /** The person's roles in the area where they look. */
  readonly roles: readonly string[];
  readonly language: keyof Sentence;
}

/** The case as this person may see it: parts in sight, free text opened, identities masked. */
export function fileView(file: CaseFile, looking: Looking): Record<string, Json> {
  const parts = partsShown(looking, file.parts);
  const root = file.parts[0];
  const { exercise, retention, keepUntil, held, eraseAt, erasedAt } = looking.definition.index(file);
  return {
    id: file.id,
    number: looking.number,
    definition: file.definition,
    version: file.version,
    openedAt: file.openedAt,
    closedAt: file.closedAt,
    exercise,
    // How long the police keep it, and who asked for that, is none of a bank's business.
    ...(isPolice(looking, file) ? { retention: { class: retention, until: keepUntil, held } } : {}),
    eraseAt,
    erasedAt,
    parts: parts.map((part) => partView(part, file, looking)),
    links: looking.sight.kind === 'whole' && looking.admitted?.whole !== false ? (root?.facts['links'] ?? []) : [],
  };
}

function isPolice(looking: Looking, { parts }: CaseFile): boolean {
  const { sight, admitted } = looking;
  // Either wall knows a bank by the files that it keeps from it.
  const isBank = bankOf(sight) !== undefined || (admitted?.secret ?? null) !== null;
  return !isBank && isShown(looking, undefined, parts);
}

function partView(part: Part, file: CaseFile, looking: Looking): Json {
  const standing = looking.definition.standing?.(part, file);
  const { [correctedFact]: corrected, ...facts } = part.facts;
  return {
    id: part.id,
    kind: part.kind,
    ...(standing ? { standing: standing[looking.language] } : {}),
    state: shownState(part.state),
    since: part.since,
    final: part.final,
    facts: openFacts(facts, looking.caseKey, file.id, looking.language),
    // In words that `reveal` takes.
    masked: maskedIn(part, file, looking).map((one) => ({ ...one })),
    corrected: corrected ?? {},
    clocks: file.clocks.filter((clock) => clock.part === part.id).map((clock) => clockView(clock, looking)),
  };
}

function clockView(clock: Clock, { definition, language }: Looking): Json {
  const known = definition.clocks.get(clock.name);
  return {
    name: clock.name,
    title: known?.title[language] ?? clock.name,
    dueAt: clock.dueAt,
    overdue: clock.struckAt !== null,
    basis: known ? citation(known.basis)[language] : '',
  };
}
