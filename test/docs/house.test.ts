import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { limitTable, policyNames } from '../../src/access/limits/limit-table.js';
import { projectRoot } from '../../src/config.js';
import { housePages } from '../../src/docs-generator/house-pages.js';
import { httpLimits, MAX_ADDRESS, MAX_HEADER_BYTES, MAX_HEADERS } from '../../src/platform/http-limits.js';
import { BODY_LIMIT } from '../../src/platform/json-body.js';

const docs = join(projectRoot(), 'docs');
const read = (name: string) => readFileSync(join(docs, name), 'utf8');

describe('the page on security', () => {
  const page = read('security.md');
  const named = [...page.matchAll(/`(test\/[\w./-]+)`/g)].map(([, path = '']) => path);

  test('names only tests that exist', () => {
    expect(named.length).toBeGreaterThan(40);
    expect([...new Set(named)].filter((path) => !existsSync(join(projectRoot(), path)))).toEqual([]);
  });

  test('shows something for every row of its tables of requirements', () => {
    const rows = page.split('\n').filter((line) => /^\| \*\*(\d|8\.1\.4)/.test(line));
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.filter((row) => !/`test\/[\w./-]+`/.test(row))).toEqual([]);
  });

  test('names every variable it speaks of as the configuration spells it', () => {
    const config = readFileSync(join(projectRoot(), 'src/config.ts'), 'utf8');
    const variables = [...page.matchAll(/`(LANJIE_[A-Z_]+)/g)].map(([, name = '']) => name);
    expect([...new Set(variables)].filter((name) => !config.includes(`'${name}'`))).toEqual([]);
  });
});

describe('the page on limits', () => {
  const page = read('limits.md');

  test('says the numbers of the code', () => {
    const seconds = (ms: number) => (ms % 60_000 === 0 && ms > 60_000 ? `${ms / 60_000} minutes` : `${ms / 1000} s`);
    const { headersMs, bodyMs, quietMs, answerMs, fileMs, connections } = httpLimits;
    for (const said of [
      `${BODY_LIMIT / 1024} KiB`,
      `${MAX_ADDRESS.toLocaleString('en')} characters`,
      `| ${MAX_HEADERS}, ${MAX_HEADER_BYTES / 1024} KiB together`,
      `(${connections.toLocaleString('en')})`,
      `headers are there | ${seconds(headersMs)}`,
      `JSON body is there | ${seconds(bodyMs)}`,
      `nothing moves | ${quietMs / 1000} s`,
      `and a file | ${seconds(answerMs)}, ${seconds(fileMs)}`,
    ]) {
      expect(page).toContain(said);
    }
  });

  test('lists every limit', () => {
    const listed = housePages({ limits: limitTable, packages: {} }).get('limits.md') ?? '';
    expect(policyNames.filter((name) => !listed.includes(`\`${name}\``))).toEqual([]);
    expect(new Set(policyNames).size).toBe(policyNames.length);
  });
});

describe('the pages', () => {
  test('link to pages that exist', () => {
    for (const name of readdirSync(docs).filter((one) => one.endsWith('.md'))) {
      const links = [...read(name).matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, path = '']) => path);
      expect([name, links.filter((path) => !existsSync(join(docs, path)))]).toEqual([name, []]);
    }
  });
});
