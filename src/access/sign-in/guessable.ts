import { commonWords } from './common-words.js';

/** So many characters must remain when everything was taken away that can be guessed. */
export const LEAST_OWN = 6;

const SHORTEST_WORD = 3;

// One or two signs before, behind or between what is known add next to nothing.
const MOST_ORNAMENT = 2;

const lookalikes: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

// Rows of the keyboard, its slanting columns, the alphabet and the digits, each to be walked either way.
const walks = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop[]',
  'asdfghjkl;',
  'zxcvbnm,./',
  '!@#$%^&*()_+',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.',
  '!qaz@wsx#edc$rfv%tgb',
  'qazwsxedcrfvtgbyhnujmikolp',
];
const waysToWalk = walks.flatMap((walk) => [walk, [...walk].reverse().join('')]);

/**
 * PURE. How many characters of a password are its owner's own: those left when words, names, repetitions, walks over the
 * keyboard, years and dates are taken away. `words`: of the context, such as the account's name; in any case.
 */
export function ownCharacters(password: string, words: readonly string[]): number {
  const text = shortestPeriod([...password.normalize('NFKC').toLowerCase()]);
  const known = [...commonWords, ...words.map((word) => word.normalize('NFKC').toLowerCase())].filter(isWord);
  const covered = new Array<boolean>(text.length).fill(false);
  for (let at = 0; at < text.length; at++) {
    const length = Math.max(wordAt(text, at, known), walkAt(text, at), repeatAt(text, at), dateAt(text, at));
    covered.fill(true, at, at + length);
  }
  return runs(covered).reduce((own, { length, alone }) => own + (alone || length > MOST_ORNAMENT ? length : 0), 0);
}

/** The stretches that nothing covers; `alone`: nothing is covered at all. */
function runs(covered: readonly boolean[]): { readonly length: number; readonly alone: boolean }[] {
  const text = covered.map((one) => (one ? 'x' : '.')).join('');
  return (text.match(/\.+/g) ?? []).map((run) => ({ length: run.length, alone: run.length === text.length }));
}

/** `abcXabcX` is no more than `abcX`. */
function shortestPeriod(text: string[]): string[] {
  for (let period = 1; period <= text.length / 2; period++)
    if (text.every((one, at) => one === text[at % period])) return text.slice(0, period);
  return text;
}

function isWord(word: string): boolean {
  return [...word].length >= (/^[\x20-\x7e]*$/.test(word) ? SHORTEST_WORD : 2);
}

// The longest word that begins here, as it is written or with signs that stand for letters.
function wordAt(text: readonly string[], at: number, words: readonly string[]): number {
  const plain = text.slice(at).join('');
  const meant = text
    .slice(at)
    .map((one) => lookalikes[one] ?? one)
    .join('');
  let longest = 0;
  for (const word of words) {
    const length = [...word].length;
    if (length > longest && (plain.startsWith(word) || meant.startsWith(word))) longest = length;
  }
  return longest;
}

function walkAt(text: readonly string[], at: number): number {
  let longest = 0;
  for (const walk of waysToWalk) {
    let length = 3;
    while (at + length <= text.length && walk.includes(text.slice(at, at + length).join(''))) length++;
    longest = Math.max(longest, length - 1);
  }
  return longest >= 3 ? longest : 0;
}

function repeatAt(text: readonly string[], at: number): number {
  let end = at;
  while (end < text.length && text[end] === text[at]) end++;
  return end - at >= 3 ? end - at : 0;
}

const date = /^(?:(?:19|20)\d\d[-/.]?(?:0[1-9]|1[0-2])[-/.]?(?:0[1-9]|[12]\d|3[01])|(?:19|20)\d\d)/;

function dateAt(text: readonly string[], at: number): number {
  return date.exec(text.slice(at, at + 10).join(''))?.[0].length ?? 0;
}
