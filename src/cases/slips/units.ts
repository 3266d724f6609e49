import type { Sentence } from '../../engine/definition/index.js';

/** How sums, weights and moments are written for a customer. */

/** Fen → `¥200,000.00`. */
export function yuan(fen: string): string {
  const digits = fen.padStart(3, '0');
  return `¥${digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')}.${digits.slice(-2)}`;
}

/** Milligrams → `135.000 克`. */
export function weight(milligrams: string): Sentence {
  const digits = milligrams.padStart(4, '0');
  const grams = `${digits.slice(0, -3)}.${digits.slice(-3)}`;
  return { zh: `${grams} 克`, en: `${grams} g` };
}

/** Milligrams → `黄金 135.000 克`. */
export function grams(milligrams: string): Sentence {
  const { zh, en } = weight(milligrams);
  return { zh: `黄金 ${zh}`, en: `${en} of gold` };
}

/** A moment as the clock on the wall shows it in China: `2024-11-18 15:00`. */
export function localTime(moment: string): string {
  return new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}
