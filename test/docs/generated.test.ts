import { describe, expect, test } from '@jest/globals';
import { currentLead as lead } from '../../src/cases/definitions.js';
import { generate } from '../../src/docs-generator/generate.js';
import { fieldsOf } from '../../src/engine/definition/index.js';
import { citation } from '../../src/lead/law.js';

const pages = generate(lead);

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

describe('the generated pages', () => {
  test('are the same bytes every time', () => {
    expect([...generate(lead)]).toEqual([...pages]);
  });

  test('show every kind as a statechart', () => {
    for (const kind of Object.keys(lead.machines)) expect(anchors('statecharts.md')).toContain(kind);
    const drawn = pageOf('statecharts.md');
    const states = Object.values(lead.machines).flatMap((machine) => Object.keys(machine.states));
    expect(states.filter((state) => !new RegExp(`\\b${state}\\b`).test(drawn))).toEqual([]);
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

  test('tell every rule with both sentences and its basis', () => {
    const rules = [...lead.rules, ...[...lead.events.values()].flatMap((event) => event.rules ?? [])];
    for (const { code, sentence, basis } of rules) {
      expect(anchors('rules.md')).toContain(code.toLowerCase());
      expect(
        [sentence.zh, sentence.en, basis, citation(basis).zh].filter((text) => !pageOf('rules.md').includes(text)),
      ).toEqual([]);
    }
  });

  test('tell every clock with its limit and the state it runs in', () => {
    for (const { name, limit } of lead.clocks.values()) {
      const row = pageOf('clocks.md')
        .split('\n')
        .find((line) => line.startsWith(`| \`${name}\``));
      expect(row).toContain(limit.en);
      expect(row).toMatch(/`\w+: [\w.]+`/);
    }
  });

  test('hold no link that leads nowhere', () => {
    const links = [...pages.values()].flatMap((text) => [...text.matchAll(/\]\((\w+\.md)#?([\w-]*)\)/g)]);
    expect(links.length).toBeGreaterThan(0);
    const dead = links.filter(([, file = '', anchor]) => !pages.has(file) || (anchor && !anchors(file).has(anchor)));
    expect(dead.map(([link]) => link)).toEqual([]);
  });
});
