// Loaded before a server in which mutants wait: MATRIX_MUTANTS names a JSON file of sources by their addresses.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import pg from 'pg';

const changed = JSON.parse(readFileSync(process.env.MATRIX_MUTANTS, 'utf8'));
globalThis.mutant = 0;

registerHooks({
  load: (url, context, next) =>
    Object.hasOwn(changed, url) ? { format: 'module', source: changed[url], shortCircuit: true } : next(url, context),
});

// A prepared statement keeps its text; a mutant that changes the text needs a name of its own.
const { query } = pg.Client.prototype;
pg.Client.prototype.query = function (statement, ...rest) {
  const isNamed = globalThis.mutant !== 0 && typeof statement === 'object' && statement?.name;
  return query.call(
    this,
    isNamed ? { ...statement, name: `${statement.name}-m${globalThis.mutant}` } : statement,
    ...rest,
  );
};
