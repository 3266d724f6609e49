/**
 * The number on a customer's slip: eleven random digits and a check digit, said in three groups (`4829-1730-5667`).
 * Digits only, as it is read out over the telephone. The check digit (Damm) finds every wrong digit and every swap of
 * two neighbours, so that a slip misheard never leads to somebody else's case.
 */
const table = [
  [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
  [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
  [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
  [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
  [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
  [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
  [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
  [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
  [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
  [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

/** How many different numbers there are: `slipNumber` takes 0 to one less. */
export const slipNumbers = 100_000_000_000;

/** The slip number of a random whole number below `slipNumbers`. */
export function slipNumber(random: number): string {
  const digits = String(random).padStart(11, '0');
  return grouped(`${digits}${checkOf(digits)}`);
}

/** A number as somebody typed or heard it, in the form in which it is stored; undefined when it can be no slip's. */
export function readSlipNumber(text: string): string | undefined {
  const digits = text.normalize('NFKC').replace(/[\s\p{Pd}]/gu, '');
  return /^\d{12}$/.test(digits) && checkOf(digits) === 0 ? grouped(digits) : undefined;
}

function checkOf(digits: string): number {
  let interim = 0;
  for (const digit of digits) interim = table[interim]?.[Number(digit)] ?? 0;
  return interim;
}

function grouped(digits: string): string {
  return digits.replace(/(\d{4})(?=\d)/g, '$1-');
}
