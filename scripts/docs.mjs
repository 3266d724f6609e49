// Writes docs/generated from the case definition; with --check only says which pages are stale, and fails then.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { currentLead } from '../dist/src/cases/definitions.js';
import { generate } from '../dist/src/docs-generator/generate.js';
import { ROOT } from './setup.mjs';

const FOLDER = join(ROOT, 'docs', 'generated');
const check = process.argv.includes('--check');

const pages = generate(currentLead);
const stale = [...pages].filter(([name, text]) => written(name) !== text).map(([name]) => name);

if (check) {
  for (const name of stale) say(`docs/generated/${name} is stale: run npm run docs.`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  mkdirSync(FOLDER, { recursive: true });
  for (const name of stale) {
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

function say(text) {
  process.stderr.write(`lanjie: ${text}\n`);
}
