import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { breakGlassCase } from '../../src/administration/break-glass/break-glass.case.js';
import { administrationCase } from '../../src/administration/office/administration.case.js';

const text = readFileSync(join(import.meta.dirname, '../../docs/administration.md'), 'utf8');

test.each([administrationCase, breakGlassCase])(
  'docs/administration.md tells every event, rule and clock (%#)',
  (definition) => {
    const events = [...definition.events.values()].filter(({ roles }) => !roles.some((role) => role === 'system'));
    const names = [
      ...events.filter(({ opens }) => !opens).map(({ type }) => type),
      ...[...definition.rules, ...events.flatMap(({ rules = [] }) => rules)].map(({ code }) => code),
      ...definition.clocks.keys(),
    ];
    expect(names.filter((name) => !text.includes(`\`${name}`))).toEqual([]);
  },
);

test('each event stands beside the very rules it has', () => {
  for (const { type, rules = [], roles } of administrationCase.events.values()) {
    if (roles.some((role) => role === 'system')) continue;
    const line = text.split('\n').find((one) => one.startsWith('|') && one.includes(`\`${type}\``)) ?? '';
    const said = [...(line.split('|')[2] ?? '').matchAll(/`(\w+)`/g)].map(([, code]) => code);
    expect([type, said]).toEqual([type, rules.map(({ code }) => code)]);
  }
});
