import type { DataSource } from 'typeorm';
import { readSealed } from '../access/sealing/index.js';
import { type CaseDefinition, isObject, type Json, recordedByQuestion } from '../engine/definition/index.js';
import { commandOf, parseEntry } from '../engine/ledger/entry.js';
import { originOf, type Step, stepsOf, undoingOf } from '../engine/past.js';
import type { Asked } from '../engine/ports.js';
import { genesis } from '../engine/replay.js';
import { readHistory } from '../engine/store/read-history.js';
import { forTheHouse } from '../platform/database.js';
import { releasedDefinition } from './definitions.js';

interface Past {
  readonly definition: CaseDefinition;
  readonly steps: readonly Step[];
}

/**
 * Answers what a case's own ledger tells: `recordedBy` (who recorded the present value of a fact) and `annulled` (what
 * stood before an entry). Entries never change, so an answer is only ever too old, and then the write is refused.
 */
export function ownPast(ds: DataSource) {
  return (asked: readonly Asked[]): Promise<Json[]> =>
    Promise.all(
      asked.map(async ({ question, caseId }) => {
        const past = await pastOf(ds, caseId);
        if (!past) return null;
        return question.name === recordedByQuestion ? recordedBy(past, question.about) : annulled(past, question.about);
      }),
    );
}

async function pastOf(ds: DataSource, caseId: string): Promise<Past | null> {
  const entries = (await readHistory(forTheHouse(ds), caseId)).map(({ entry }) => parseEntry(entry));
  const [first] = entries;
  if (!first) return null;
  const definition = releasedDefinition(first.definition);
  const start = genesis(caseId, definition, first.settings ?? {});
  return { definition, steps: [...stepsOf(definition, start, entries.map(commandOf))] };
}

function recordedBy({ definition, steps }: Past, about: Json): Json {
  if (!isObject(about)) return null;
  const origin = originOf(definition, steps, { part: String(about['part']), field: String(about['field']) });
  if (!origin) return null;
  const sealed = readSealed(origin.value);
  const path = sealed && sealed.kind !== 'text' ? sealed.path : null;
  return asJson({ version: origin.version, actor: origin.command.actor, path });
}

function annulled({ definition, steps }: Past, version: Json): Json {
  const undoing = undoingOf(definition, steps, Number(version));
  return undoing ? asJson(undoing) : null;
}

/** The answer as it will stand in the entry. */
function asJson(value: object): Json {
  return JSON.parse(JSON.stringify(value));
}
