import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { More } from '../arena.js';
import { guards } from './guards.js';
import type { Mutant } from './mutant.js';
import { instrumented } from './of-source.js';
import { readable } from './shown.js';

const root = join(import.meta.dirname, '../../../dist/src');

/** The mutants of the program, and what a server is started with in which they wait. `folder`: for its files. */
export async function mutantsOfSource(folder: string): Promise<{ mutants: Mutant[]; more: More }> {
  const sources: Record<string, string> = {};
  const mutants: Mutant[] = [];
  let last = 0;
  for (const [file, { behind, names }] of Object.entries(guards)) {
    const path = join(root, `${file}.js`);
    const { text, changes } = instrumented(await readFile(path, 'utf8'), names, () => ++last);
    sources[pathToFileURL(path).href] = text;
    for (const { number, within, from, to } of changes)
      mutants.push({
        name: `${file} ${within} «${short(from)}» → «${short(to)}»`,
        walls: behind,
        marks: [number],
        on: ({ house }) => house.mutate(number),
        off: ({ house }) => house.mutate(0),
      });
  }
  const file = join(folder, 'sources.json');
  await writeFile(file, JSON.stringify(sources));
  const loading = pathToFileURL(join(import.meta.dirname, 'loading.mjs')).href;
  return { mutants, more: { imports: [loading], env: { MATRIX_MUTANTS: file, MATRIX_READ: readable.join() } } };
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 110 ? `${line.slice(0, 107)}...` : line;
}
