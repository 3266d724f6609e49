import { refusalWords } from '../../cases/problems.js';
import type { CaseDefinition, Rule, Sentence } from '../../engine/definition/index.js';
import { citation } from '../../lead/law.js';
import { code, table } from '../markdown.js';
import type { Refused, Step, Story } from './story.js';

/** What the pages of stories take from outside a story. */
export interface Stage {
  readonly definition: CaseDefinition;
  /** A person by the name with which they sign in. */
  person(who: string): Sentence | undefined;
  /** A state of a kind in Chinese. */
  state(kind: string, name: string): string | undefined;
}

type Language = keyof Sentence;

const words = {
  time: { zh: '时间', en: 'time' },
  who: { zh: '谁', en: 'who' },
  what: { zh: '做什么', en: 'what' },
  outcome: { zh: '结果', en: 'what happened' },
  clock: { zh: '时间流逝', en: 'time passes' },
  refused: { zh: '拒绝', en: 'refused' },
  basis: { zh: '依据', en: 'basis' },
  overdue: { zh: '超时', en: 'overdue' },
  called: { zh: '通知', en: 'called' },
  level: { zh: '级别', en: 'level' },
  closed: { zh: '案件了结', en: 'the case is closed' },
  second: { zh: '第二条线索', en: 'the second lead' },
  recorded: { zh: '已记录', en: 'recorded' },
} as const satisfies Record<string, Sentence>;

/** PURE. A story as a page: in Chinese, then in English. */
export function storyPage(name: string, story: Story, stage: Stage): string {
  const origin = `<!-- Written by \`npm run docs\` from test/stories/${name}.json. Edit the story, not this file. -->`;
  return `${[
    `# ${story.title.zh} · ${story.title.en}`,
    origin,
    'Played over HTTP on a real database by `npm test`. 由 `npm test` 通过接口在真实数据库上逐步演练。',
    '## 中文',
    storyTable(story, stage, 'zh'),
    '## English',
    storyTable(story, stage, 'en'),
  ].join('\n\n')}\n`;
}

/** PURE. The list of all stories. */
export function storiesIndex(stories: ReadonlyMap<string, Story>): string {
  const rows = [...stories].map(([name, { title, steps }]) => [
    `[${title.zh}](${name}.md)`,
    `[${title.en}](${name}.md)`,
    String(steps.length),
  ]);
  const origin = '<!-- Written by `npm run docs` from test/stories. -->';
  return `# Stories · 故事\n\n${origin}\n\n${table(['故事', 'story', 'steps'], rows)}\n`;
}

function storyTable(story: Story, stage: Stage, language: Language): string {
  const head = [words.time, words.who, words.what, words.outcome].map((word) => word[language]);
  return table(
    head,
    story.steps.map((step) => [
      step.time,
      whoOf(step, stage, language),
      whatOf(step, stage, language),
      outcome(step, stage, language),
    ]),
  );
}

function whoOf({ who }: Step, stage: Stage, language: Language): string {
  if (who === 'clock') return words.clock[language];
  return stage.person(who)?.[language] ?? code(who);
}

function whatOf({ event, request, say, of }: Step, stage: Stage, language: Language): string {
  const title = event === null ? undefined : stage.definition.events.get(event)?.title[language];
  const named = event === null ? [] : [title === undefined ? code(event) : `${title} ${code(event)}`];
  const asked = request ? [code(request.to)] : [];
  const which = of === 'one' ? [] : [`(${words.second[language]})`];
  return [...(say ? [`**${say[language]}**`] : []), ...named, ...asked, ...which].join('\n');
}

function outcome(step: Step, stage: Stage, language: Language): string {
  if (step.request && step.request.status >= 400) return `✗ **${words.refused[language]} ${step.request.status}**`;
  if (step.refused) return refusal(step.event, step.refused, stage, language).join('\n');
  const states = Object.entries(step.states).map(
    ([part, state]) => `${code(part)} → ${stateOf(part, state, stage, language)}`,
  );
  const late = (step.overdue ?? []).map((one) => overdue(one, stage, language));
  const called = (step.called ?? []).map((one) => callOf(one, stage, language));
  const lines = [...states, ...late, ...called, ...(step.closed ? [`**${words.closed[language]}**`] : [])];
  return lines.length > 0 || step.who === 'clock' ? lines.join('\n') : words.recorded[language];
}

/** `1 duty` → whom, and at which level. */
function callOf(call: string, stage: Stage, language: Language): string {
  const [level = '', who = ''] = call.split(' ');
  return `☎ ${words.called[language]} (${words.level[language]} ${level}): ${stage.person(who)?.[language] ?? code(who)}`;
}

function stateOf(part: string, state: string, stage: Stage, language: Language): string {
  const name = language === 'zh' ? stage.state(part.replace(/-\d+$/, ''), state) : undefined;
  return name === undefined ? code(state) : `${name} ${code(state)}`;
}

function overdue(place: string, stage: Stage, language: Language): string {
  const clock = stage.definition.clocks.get(place.slice(place.indexOf('/') + 1));
  const told = clock ? `: ${clock.title[language]}, ${clock.limit[language]} (${citation(clock.basis)[language]})` : '';
  return `⏱ ${words.overdue[language]} ${code(place)}${told}`;
}

function refusal(event: string | null, refused: Refused, stage: Stage, language: Language): string[] {
  const own = event === null ? [] : (stage.definition.events.get(event)?.rules ?? []);
  const known: readonly Rule[] = [...own, ...stage.definition.rules];
  const rules = refused.rules.map((wanted) => {
    const rule = known.find((one) => one.code === wanted);
    return rule
      ? `· ${rule.sentence[language]} (${words.basis[language]}: ${citation(rule.basis)[language]})`
      : `· ${code(wanted)}`;
  });
  const general = Object.entries(refusalWords).find(([one]) => one === refused.code)?.[1][language];
  return [
    `✗ **${words.refused[language]} ${refused.status}** ${code(refused.code)}`,
    ...(general ? [general] : []),
    ...rules,
  ];
}
