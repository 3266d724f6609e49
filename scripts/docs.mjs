// Writes docs/generated from the case definition, the stories, the limits and the lock file; with --check only says what is stale, and fails then.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { limitTable } from '../dist/src/access/limits/limit-table.js';
import { revealTable } from '../dist/src/access/reveal-policy.js';
import { currentLead, definitions } from '../dist/src/cases/definitions.js';
import { generate } from '../dist/src/docs-generator/generate.js';
import { housePages } from '../dist/src/docs-generator/house-pages.js';
import { readStories } from '../dist/src/docs-generator/stories/read-stories.js';
import { tablesFile } from '../dist/src/docs-generator/transition-tables.js';
import { limitsOfTheLaw } from '../dist/src/lead/limits-of-the-law.js';
import { retentionTable } from '../dist/src/lead/retention.js';
import { localLimits } from '../dist/src/lead/settings.js';
import { stateNames } from '../dist/src/lead/state-names.js';
import { ROOT } from './setup.mjs';

const FOLDER = join(ROOT, 'docs', 'generated');
const check = process.argv.includes('--check');

const stories = readStories(join(ROOT, 'test', 'stories'));
const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
const told = generate({
  definition: currentLead,
  names: stateNames,
  settings: localLimits,
  limits: limitsOfTheLaw,
  retention: retentionTable,
  reveals: revealTable,
  stories,
});
const pages = new Map([
  ...told,
  ['transition-tables.json', tablesFile(definitions)],
  ...housePages({ limits: limitTable, packages: lock.packages }),
]);
const stale = [...pages].filter(([name, text]) => written(name) !== text).map(([name]) => name);
const left = filesThere().filter((name) => !pages.has(name));

if (check) {
  for (const name of stale) say(`docs/generated/${name} is stale: run npm run docs.`);
  for (const name of left) say(`docs/generated/${name} is not generated any more: run npm run docs.`);
  process.exitCode = stale.length + left.length > 0 ? 1 : 0;
} else {
  for (const name of left) {
    rmSync(join(FOLDER, name));
    say(`docs/generated/${name} removed.`);
  }
  for (const name of stale) {
    mkdirSync(dirname(join(FOLDER, name)), { recursive: true });
    writeFileSync(join(FOLDER, name), pages.get(name));
    say(`docs/generated/${name} written.`);
  }
}

function written(name) {
  try {
    return readFileSync(join(FOLDER, name), 'utf8');
  } catch {
    return undefined;
  }
}

function filesThere() {
  mkdirSync(FOLDER, { recursive: true });
  return readdirSync(FOLDER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(FOLDER, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

function say(text) {
  process.stderr.write(`lanjie: ${text}\n`);
}
