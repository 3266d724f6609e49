import type { CaseDefinition, Rule } from '../engine/definition/index.js';
import { citation, laws } from '../lead/law.js';
import { code, page, table } from './markdown.js';

/** One wording of a rule and the events that ask it so. */
interface Wording {
  readonly rule: Rule;
  readonly by: string[];
}

const lawRows = Object.entries(laws).map(([name, { en, zh }]) => [name, en, zh]);

/** PURE. Every rule by its code, with the events that ask it; a code that several events word differently shows each wording. */
export function rulesPage(definition: CaseDefinition): string {
  const sections = [...wordings(definition)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([code, variants]) => [`### ${code}`, ...variants.map(wording)].join('\n\n'));
  return page(
    `Rules of ${definition.name}@${definition.version}`,
    'A refusal (409) names every rule that is not met by its code. `GET …/actions` asks those that look at the case ' +
      'alone before anything is typed. A basis cites laws by these names, and notices of ministries by their number:',
    table(['cited as', 'law', ''], lawRows),
    ...sections,
  );
}

function wording({ rule, by }: Wording): string {
  return [
    rule.sentence.en,
    rule.sentence.zh,
    [
      `- basis: ${rule.basis} · ${citation(rule.basis).zh}`,
      `- looks at: ${rule.needs === 'file' ? 'the case alone' : 'the case and what is sent'}`,
      `- asked by: ${by.join(', ')}`,
    ].join('\n'),
  ].join('\n\n');
}

function wordings(definition: CaseDefinition): Map<string, Wording[]> {
  const found = new Map<string, Wording[]>();
  const add = (rule: Rule, by: string): void => {
    const variants = found.get(rule.code) ?? [];
    found.set(rule.code, variants);
    const same = variants.find((known) => known.rule.sentence.en === rule.sentence.en);
    if (same) same.by.push(by);
    else variants.push({ rule, by: [by] });
  };
  for (const rule of definition.rules) add(rule, 'every event');
  for (const event of definition.events.values())
    for (const rule of event.rules ?? []) add(rule, `[${code(event.type)}](events.md#${anchor(event.type)})`);
  return found;
}

/** As GitHub makes the anchor of a heading: lower case, without dots. */
function anchor(heading: string): string {
  return heading.toLowerCase().replace(/[^\w -]/g, '');
}
