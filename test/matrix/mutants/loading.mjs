// Loaded before a server that is to run with one file changed: MATRIX_MUTANT names a JSON file {url, source}.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const { url: changed, source } = JSON.parse(readFileSync(process.env.MATRIX_MUTANT, 'utf8'));

registerHooks({
  load: (url, context, next) =>
    url === changed ? { format: 'module', source, shortCircuit: true } : next(url, context),
});
