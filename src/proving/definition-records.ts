import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { definitions } from '../cases/definitions.js';
import { projectRoot } from '../config.js';
import type { Signed } from '../engine/ledger/audit-file.js';
import { transitionTable } from '../engine/transition-table.js';

let records: Signed['definitions'] | undefined;

/**
 * Which moves there are under each definition. Working them out takes seconds in which nothing else is answered, so they are
 * read from what `npm run docs` has written.
 */
export function definitionRecords(): Signed['definitions'] {
  records ??= read();
  return records;
}

function read(): Signed['definitions'] {
  const path = join(projectRoot(), 'docs', 'generated', 'transition-tables.json');
  return JSON.parse(existsSync(path) ? readFileSync(path, 'utf8') : JSON.stringify(definitions.map(transitionTable)));
}
