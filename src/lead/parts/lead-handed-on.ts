import type { FactChanges, Told } from '../../engine/definition/index.js';
import { objectsIn, textIn } from '../facts.js';

/** What the lead keeps of a transfer that is acknowledged: to whom the case went; of a merge also the link. */
export function handedOn({ event: { view, part: id, at } }: { event: Told }): FactChanges {
  const facts = view.get(id)?.facts;
  const organ = textIn(facts, 'organ') ?? null;
  const kept = { handedOnTo: { transfer: id, organ } };
  if (facts?.['mode'] !== 'merge') return kept;
  const link = {
    lead: textIn(facts, 'lead') ?? textIn(facts, 'theirCaseNumber') ?? textIn(facts, 'caseNumber') ?? '',
    to: facts['into'] ?? null,
    at,
    merge: id,
  };
  return { ...kept, links: [...objectsIn(view.root.facts, 'links'), link] };
}
