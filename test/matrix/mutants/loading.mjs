// Loaded before a server in which mutants wait: MATRIX_MUTANTS names a JSON file of sources by their addresses,
// MATRIX_READ the tables and functions of the database of which it notes who reads them.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';

const changed = JSON.parse(readFileSync(process.env.MATRIX_MUTANTS, 'utf8'));
globalThis.mutant = 0;
globalThis.probing = false;

registerHooks({
  load: (url, context, next) =>
    Object.hasOwn(changed, url) ? { format: 'module', source: changed[url], shortCircuit: true } : next(url, context),
});

/**
 * What was reached since it was last asked for: the numbers of mutants that would have made a difference, those of others with
 * a minus, and `table scope` of what was read.
 */
globalThis.reached = new Set();

/** Hears what a place came to; `others`, while somebody wants to know: what each mutant would have made of it. */
globalThis.told = (value, isTested, others) => {
  if (!others) return value;
  globalThis.probing = false;
  for (const [number, other] of others)
    if (!globalThis.reached.has(number)) globalThis.reached.add(differs(value, other, isTested) ? number : -number);
  globalThis.probing = true;
  return value;
};

// What cannot be tried out counts as different.
function differs(value, other, isTested) {
  if (!other) return true;
  try {
    const made = other();
    return isTested ? Boolean(made) !== Boolean(value) : !isDeepStrictEqual(made, value);
  } catch {
    return true;
  }
}

/** Hears of a refusal that a mutant would leave out. */
globalThis.thrown = (number, error) => {
  if (globalThis.probing) globalThis.reached.add(number);
  return error;
};

// A prepared statement keeps its text; a mutant that changes the text needs a name of its own.
const { query } = pg.Client.prototype;
pg.Client.prototype.query = function (statement, ...rest) {
  if (globalThis.probing) note(this, statement, rest);
  const isNamed = globalThis.mutant !== 0 && typeof statement === 'object' && statement?.name;
  return query.call(
    this,
    isNamed ? { ...statement, name: `${statement.name}-m${globalThis.mutant}` } : statement,
    ...rest,
  );
};

const scopes = new WeakMap();
const read = new RegExp(`\\b(${process.env.MATRIX_READ.replaceAll(',', '|')})\\b`, 'g');

/** Under which scope which tables are read, and of whom it is asked what they may record on. */
function note(client, statement, [values = statement?.values]) {
  const text = typeof statement === 'string' ? statement : (statement?.text ?? '');
  const entered = /lanjie_enter\('(.*)', (true|false)\)/s.exec(text);
  if (entered) scopes.set(client, `${entered[2]} ${entered[1].replaceAll("''", "'")}`);
  else if (/^(commit|rollback)/i.test(text)) scopes.delete(client);
  const scope = scopes.get(client);
  if (scope) for (const [name] of text.matchAll(read)) globalThis.reached.add(`${name} ${scope}`);
  if (!text.includes('lanjie_admits')) return;
  const [, , , askers, moments] = values;
  for (const [i, asker] of askers.entries())
    if (asker) globalThis.reached.add(`lanjie_admits ${moments[i] ?? 'infinity'} ${asker}`);
}
