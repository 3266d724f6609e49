/** Money and gold are whole numbers of their smallest unit, never floats; in JSON and in facts decimal strings. */

declare const unit: unique symbol;

/** CNY 0.01. Never negative. */
export type Fen = bigint & { readonly [unit]: 'fen' };

/** Gold by weight. Never negative. */
export type Milligram = bigint & { readonly [unit]: 'mg' };

const whole = /^(0|[1-9]\d{0,15})$/;
const yuan = /^(0|[1-9]\d{0,13})(?:\.(\d{1,2}))?$/;
const limit = 10n ** 16n;

function isFen(value: bigint): value is Fen {
  return value >= 0n && value < limit;
}

function isMilligram(value: bigint): value is Milligram {
  return value >= 0n && value < limit;
}

/** A sum of money in fen. Throws RangeError when negative or above 16 digits. */
export function fen(value: bigint): Fen {
  if (!isFen(value)) throw new RangeError(`${value} is no sum of money in fen`);
  return value;
}

/** A weight in milligrams. Throws RangeError when negative or above 16 digits. */
export function milligram(value: bigint): Milligram {
  if (!isMilligram(value)) throw new RangeError(`${value} is no weight in milligrams`);
  return value;
}

/** The fen of a fact or a body (`"20000000"`). Throws RangeError on anything but a plain whole number. */
export function parseFen(text: string): Fen {
  return fen(parseWhole(text));
}

/** The milligrams of a fact or a body. Throws RangeError on anything but a plain whole number. */
export function parseMilligram(text: string): Milligram {
  return milligram(parseWhole(text));
}

function parseWhole(text: string): bigint {
  if (!whole.test(text)) throw new RangeError(`${text} is no whole number of the smallest unit`);
  return BigInt(text);
}

/** Yuan as people write them (`"200000"`, `"0.5"`) → fen. Throws RangeError on more than two decimals. */
export function fenOfYuan(text: string): Fen {
  const [, yuans, cents = ''] = yuan.exec(text) ?? [];
  if (yuans === undefined) throw new RangeError(`${text} is no sum in yuan`);
  return fen(BigInt(yuans) * 100n + BigInt(cents.padEnd(2, '0')));
}

/** Fen → `200,000.00`. */
export function formatFen(value: Fen): string {
  return `${grouped(value / 100n)}.${String(value % 100n).padStart(2, '0')}`;
}

/** Milligrams → grams, `135.000`. */
export function formatMilligram(value: Milligram): string {
  return `${grouped(value / 1000n)}.${String(value % 1000n).padStart(3, '0')}`;
}

function grouped(value: bigint): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Notes and coins by face value in fen → their sum. */
export function sumOfNotes(notes: Readonly<Record<string, number>>): Fen {
  return fen(Object.entries(notes).reduce((sum, [face, count]) => sum + parseFen(face) * BigInt(count), 0n));
}
