import { elsewhere } from './elsewhere.js';
import { equivalent } from './equivalent.js';

interface Entry {
  readonly name: string | RegExp;
}

const calls = (mutant: string) => (entry: Entry) => isCalled(entry, mutant);

function isCalled({ name }: Entry, mutant: string): boolean {
  return typeof name === 'string' ? name === mutant : name.test(mutant);
}

/** Whether it is said why it lives. */
export function isKnown(name: string): boolean {
  return equivalent.some(calls(name)) || elsewhere.some(calls(name));
}

/** Whether it is hunted: `which` as `Hunt` has it. */
export function isWanted(name: string, which: string): boolean {
  if (which === 'equivalent') return equivalent.some(calls(name));
  return !isKnown(name) && (which === 'all' || name.includes(which));
}

/** The entries that call no mutant, and those of equivalent.ts that call none of the living. */
export function staleOf(names: readonly string[], living: readonly string[]): string[] {
  const isOf = (some: readonly string[]) => (entry: Entry) => some.some((name) => isCalled(entry, name));
  const stale = [
    ...equivalent.filter((entry) => !isOf(living)(entry)),
    ...elsewhere.filter((entry) => !isOf(names)(entry)),
  ];
  return stale.map(({ name }) => String(name));
}

/** How many of these are known to change nothing, and how many turn another test red. */
export function spared(names: readonly string[]): { readonly spared: number; readonly elsewhere: number } {
  return {
    spared: names.filter((name) => equivalent.some(calls(name))).length,
    elsewhere: names.filter((name) => elsewhere.some(calls(name))).length,
  };
}
