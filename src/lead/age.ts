import { plusHours } from './time.js';

/** PURE. How old somebody is, as far as the law asks: the only thing about a birth that leaves the edge. */
export type AgeBand = 'under16' | 'adult' | 'seventyOrOver';

const shanghaiHours = 8;

/** The day in China on which a moment falls, `YYYY-MM-DD`. */
function dayInChina(moment: string): string {
  return plusHours(moment, shanghaiHours).slice(0, 10);
}

/** Full years (周岁) at that moment. A year is full from the day after the birthday (法释〔2006〕1号 art. 2). */
export function fullYears(born: string, moment: string): number {
  const today = dayInChina(moment);
  const passed = today.slice(5) > born.slice(5);
  return Number(today.slice(0, 4)) - Number(born.slice(0, 4)) - (passed ? 0 : 1);
}

/** The band of somebody born on this day (`YYYY-MM-DD`), at that moment. */
export function ageBandAt(born: string, moment: string): AgeBand {
  const years = fullYears(born, moment);
  if (years < 16) return 'under16';
  return years >= 70 ? 'seventyOrOver' : 'adult';
}

const resident = /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/;
const oldResident = /^\d{6}(\d{2})(\d{2})(\d{2})\d{3}$/;

/** The date of birth in a resident ID number (GB 11643, 18 or 15 characters); undefined when there is none in it. */
export function bornByIdNumber(idNumber: string): string | undefined {
  const plain = idNumber.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  const [, year = '', month = '', day = ''] = resident.exec(plain) ?? oldResident.exec(plain) ?? [];
  const born = `${year.length === 2 ? '19' : ''}${year}-${month}-${day}`;
  const there = new Date(`${born}T00:00:00Z`);
  // 31 February is no birthday.
  return !Number.isNaN(there.getTime()) && there.toISOString().startsWith(born) ? born : undefined;
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** True when the last character is the check character of the others (ISO 7064 mod 11-2). */
function isChecked(idNumber: string): boolean {
  const plain = idNumber.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  const sum = weights.reduce((total, weight, i) => total + weight * Number(plain[i]), 0);
  return plain.length === 18 && plain[17] === '10X98765432'[sum % 11];
}

/** What is known about somebody's birth. Each may be missing or wrong. */
export interface Birth {
  readonly idNumber?: string | undefined;
  readonly birthDate?: string | undefined;
}

/**
 * The band at that moment; null: not known. Where number and date disagree the band that protects counts, and a number
 * whose check character is wrong may protect but makes nobody an adult: in doubt the shorter limit.
 */
export function ageBandOf({ idNumber, birthDate }: Birth, moment: string): AgeBand | null {
  const byNumber = idNumber === undefined ? undefined : bornByIdNumber(idNumber);
  const bands = [byNumber, birthDate].flatMap((born) => (born === undefined ? [] : ageBandAt(born, moment)));
  const protecting = bands.find((band) => band !== 'adult');
  if (protecting !== undefined) return protecting;
  const isSure = birthDate !== undefined || (idNumber !== undefined && isChecked(idNumber));
  return bands.length > 0 && isSure ? 'adult' : null;
}
