import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { revealTable } from '../../src/access/reveal-policy.js';
import { currentLead as lead } from '../../src/cases/definitions.js';
import { generate } from '../../src/docs-generator/generate.js';
import { readStories } from '../../src/docs-generator/stories/read-stories.js';
import { fieldsOf } from '../../src/engine/definition/index.js';
import { citation } from '../../src/lead/law.js';
import { limitsOfTheLaw } from '../../src/lead/limits-of-the-law.js';
import { retentionTable } from '../../src/lead/retention.js';
import { localLimits } from '../../src/lead/settings.js';
import { stateNames } from '../../src/lead/state-names.js';
import { leadTable } from '../lead/table/index.js';

const stories = readStories(join(import.meta.dirname, '../stories'));
const sources = {
  definition: lead,
  names: stateNames,
  settings: localLimits,
  limits: limitsOfTheLaw,
  retention: retentionTable,
  reveals: revealTable,
  stories,
};
const pages = generate(sources);

function pageOf(name: string): string {
  return pages.get(name) ?? '';
}

/** The headings of a page as GitHub links to them. */
function anchors(name: string): Set<string> {
  const headings = [...pageOf(name).matchAll(/^#+ (.+)$/gm)];
  return new Set(
    headings.map(([, text = '']) =>
      text
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    ),
  );
}

const [clocks, limits = '', settings] = pageOf('clocks.md').split(/## (?:Limits of the law|Settings)\n/);

describe('the generated pages', () => {
  test('are the same bytes every time', () => {
    expect([...generate(sources)]).toEqual([...pages]);
  });

  test('show every kind as a statechart', () => {
    for (const [kind, machine] of Object.entries(lead.machines)) {
      expect(anchors('statecharts.md')).toContain(kind);
      const drawn = pageOf(`statecharts/${kind}.svg`);
      expect(Object.keys(machine.states).filter((state) => !drawn.includes(`>${state}</tspan>`))).toEqual([]);
    }
  });

  test('tell every event with its titles, its roles and each of its fields', () => {
    const sections = new Map(
      pageOf('events.md')
        .split(/^### /m)
        .map((text) => [text.slice(0, text.indexOf('\n')), text]),
    );
    for (const event of lead.events.values()) {
      const section = sections.get(event.type) ?? '';
      const words = [event.title.zh, event.title.en, ...event.roles, ...fieldsOf(event.payload).keys()];
      expect(words.filter((word) => !section.includes(word))).toEqual([]);
    }
  });

  test('tell who may record what, and when, as the table of tests expects it', () => {
    const sections = new Map(
      pageOf('table.md')
        .split(/^## /m)
        .map((text) => [text.slice(0, text.indexOf('\n')), text]),
    );
    for (const { kind, events } of leadTable)
      for (const [type, row] of Object.entries(events)) {
        const { states, roles } = cellsOf(sections.get(kind) ?? '', type);
        const isParallel = lead.machines[kind]?.root.type === 'parallel';
        const expected = row.in.map((state) => (isParallel ? state.slice(state.indexOf('.') + 1) : state));
        const outer = new Set(expected.map((state) => state.replace(/\..*/, '')));
        expect([kind, type, [...roles].sort()]).toEqual([kind, type, [...row.by].sort()]);
        if (states.length > 0)
          expect([type, states.filter((state) => state !== 'new').sort()]).toEqual([type, [...outer].sort()]);
      }
  });

  test('tell every rule with both sentences and its basis', () => {
    const rules = [...lead.rules, ...[...lead.events.values()].flatMap((event) => event.rules ?? [])];
    for (const { code, sentence, basis } of rules) {
      expect(anchors('rules.md')).toContain(code.toLowerCase());
      expect(
        [sentence.zh, sentence.en, basis, citation(basis).zh].filter((text) => !pageOf('rules.md').includes(text)),
      ).toEqual([]);
    }
  });

  test('tell every clock with its limit, its basis, whom it alarms, where it runs, and what starts it', () => {
    for (const { name, limit, basis, alarms, late } of lead.clocks.values()) {
      const cells = rowsOf(clocks).get(name) ?? [];
      expect([cells[2], cells[3], cells[10]]).toEqual([
        expect.stringContaining(limit.en),
        expect.stringContaining(basis),
        alarms.length === 0 ? '—' : alarms.map((role) => `\`${role}\``).join(', '),
      ]);
      expect([name, cells[4], cells[5], cells[6]]).toEqual([
        name,
        expect.stringMatching(/^(the deed|the recording|a fact)/),
        expect.stringMatching(/`\w+: [\w.]+`/),
        expect.stringMatching(/`[\w.]+`/),
      ]);
      for (const type of Array.isArray(late) ? late : []) expect(cells[9]).toContain(type);
      if (basis === 'local') expect([name, cells[3]]).toEqual([name, expect.stringContaining('setting')]);
    }
  });

  test('tell of every limit of the law, K1 to K21, which clock keeps it or why none does', () => {
    expect(limitsOfTheLaw.map(({ id }) => id)).toEqual(Array.from({ length: 21 }, (_, index) => `K${index + 1}`));
    for (const { id, basis, limit, keptBy, open } of limitsOfTheLaw) {
      const row = limits.split('\n').find((line) => line.startsWith(`| ${id} |`)) ?? '';
      const words = [basis, citation(basis).zh, limit.zh, limit.en, ...keptBy, ...(open ? [open.zh, open.en] : [])];
      expect([id, words.filter((word) => !row.includes(word))]).toEqual([id, []]);
      expect([id, keptBy.filter((name) => !lead.clocks.has(name))]).toEqual([id, []]);
      expect([id, keptBy.length > 0 || open !== undefined]).toEqual([id, true]);
    }
  });

  test('know for every clock of the law which limit it keeps', () => {
    const keeping = new Set(limitsOfTheLaw.flatMap(({ keptBy }) => keptBy));
    const ofTheLaw = [...lead.clocks.values()].filter(({ basis }) => basis !== 'local');
    expect(ofTheLaw.filter(({ name }) => !keeping.has(name))).toEqual([]);
  });

  test('tell every setting of the office with its default and its basis', () => {
    for (const [name, { value, unit, basis }] of Object.entries(localLimits))
      expect(rowsOf(settings).get(name)?.join(' | ')).toContain(`${value} ${unit} | ${basis}`);
  });

  test('tell every story step by step, refusals with their sentences', () => {
    for (const [name, { title, steps }] of stories) {
      const text = pageOf(`stories/${name}.md`);
      expect(text).toContain(`# ${title.zh} · ${title.en}`);
      expect(text.match(/^\| [\d-]*\s?\d\d:\d\d \|/gm)).toHaveLength(2 * steps.length);
      for (const { refused, event } of steps)
        for (const code of refused?.rules ?? []) {
          const rule = lead.events.get(event ?? '')?.rules?.find((one) => one.code === code);
          expect(
            [rule?.sentence.zh, rule?.sentence.en, rule?.basis].filter((one) => !one || !text.includes(one)),
          ).toEqual([]);
        }
    }
  });

  test('hold no link that leads nowhere', () => {
    const links = [...pages].flatMap(([from, text]) =>
      [...text.matchAll(/\]\(([\w/-]*\.?(?:md|svg)?)#?([\w-]*)\)/g)].map(([link, file = '', anchor = '']) => ({
        link,
        file: file === '' ? from : join(from, '..', file),
        anchor,
      })),
    );
    expect(links.length).toBeGreaterThan(0);
    const dead = links.filter(({ file, anchor }) => !pages.has(file) || (anchor && !anchors(file).has(anchor)));
    expect(dead.map(({ link }) => link)).toEqual([]);
  });
});

/** The states and roles in the row of an event; no states where it is taken whatever the state. */
function cellsOf(section: string, type: string): { states: string[]; roles: Set<string> } {
  const tables = section
    .split(/\n(?=\| event \|)/)
    .map((text) => text.split('\n').filter((line) => line.startsWith('| ')));
  for (const [head = '', ...rows] of tables) {
    const row = rows.find((line) => line.startsWith(`| \`${type}\``));
    if (!row) continue;
    const columns = split(head).slice(1);
    const cells = split(row).slice(1);
    const taken = columns.filter((_, place) => cells[place] !== '').map((name) => name.replaceAll('`', ''));
    const words = cells.flatMap((cell) => cell.split('<br>')).filter((word) => /^\w+$/.test(word));
    return { states: columns[0] === 'roles' ? [] : taken, roles: new Set(words) };
  }
  return { states: [], roles: new Set() };
}

function split(line: string): string[] {
  return line
    .replace(/^\| | \|$/g, '')
    .split('|')
    .map((cell) => cell.trim());
}

/** The cells of the rows of a page's tables, by what stands first in backticks. */
function rowsOf(text = ''): Map<string, string[]> {
  const rows = text
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')));
  return new Map(rows.map((cells) => [cells[0]?.replaceAll('`', '') ?? '', cells]));
}
