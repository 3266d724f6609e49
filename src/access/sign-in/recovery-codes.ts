import { randomInt } from 'node:crypto';

/** How many codes somebody gets. */
export const RECOVERY_CODES = 10;

// Without letters and digits that are taken for each other on paper.
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';
const GROUP = 5;
const GROUPS = 3;

const shape = new RegExp(`^[0-9](-?[${ALPHABET}]{${GROUP}}){${GROUPS}}$`);

/**
 * Fresh recovery codes, as `0-abcde-fghij-kmnpq`: 74 random bits each. The digit says which one it is, so that one hash
 * has to be tried and not ten.
 */
export function freshRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, (_, number) => [number, ...groups()].join('-'));
}

/** A code as somebody typed it, with its number; undefined when it is none. */
export function readRecoveryCode(typed: string): { readonly number: number; readonly code: string } | undefined {
  const plain = typed.trim().toLowerCase();
  if (!shape.test(plain)) return undefined;
  const bare = plain.replaceAll('-', '');
  const pieces = bare.slice(1).match(new RegExp(`.{${GROUP}}`, 'g')) ?? [];
  return { number: Number(bare[0]), code: [bare[0], ...pieces].join('-') };
}

function groups(): string[] {
  const letter = () => ALPHABET[randomInt(ALPHABET.length)];
  return Array.from({ length: GROUPS }, () => Array.from({ length: GROUP }, letter).join(''));
}
