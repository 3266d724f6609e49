import { randomInt } from 'node:crypto';
import type { Sentence } from '../../engine/definition/index.js';
import { type Blocklist, isListed } from './blocklist.js';
import { LEAST_OWN, ownCharacters } from './guessable.js';
import { LONGEST_PASSWORD, type Profile } from './profiles.js';

/** PURE. What a new password must be. No character is refused, none is needed but by the profile, and spaces count. */
export class PasswordPolicy {
  constructor(
    readonly profile: Profile,
    private readonly blocklist: Blocklist = new Set(),
  ) {}

  /** Everything that is wrong with a new password, in words for who chose it. `words`: names that belong to the account. */
  faults(password: string, words: readonly string[]): Sentence[] {
    const { least, classes } = this.profile;
    const length = [...password.normalize('NFC')].length;
    return [
      ...(length < least ? [tooShort(least)] : []),
      ...(length > LONGEST_PASSWORD ? [tooLong] : []),
      ...(classesIn(password) < classes ? [tooPlain(classes)] : []),
      ...(this.isKnown(password) || ownCharacters(password, words) < LEAST_OWN ? [guessable] : []),
    ];
  }

  /** Whether the password stands in the deployer's list of those that leaked. */
  isKnown(password: string): boolean {
    return isListed(this.blocklist, password);
  }
}

function classesIn(password: string): number {
  return [/\p{Lu}/u, /\p{Ll}/u, /\p{N}/u, /[^\p{Lu}\p{Ll}\p{N}]/u].filter((one) => one.test(password)).length;
}

function tooShort(least: number): Sentence {
  return {
    zh: `太短：请至少用 ${least} 个字符，几个不相干的词连起来也可以`,
    en: `too short: use at least ${least} characters; a few unrelated words in a row will do`,
  };
}

const tooLong: Sentence = {
  zh: `太长：请不超过 ${LONGEST_PASSWORD} 个字符`,
  en: `too long: use at most ${LONGEST_PASSWORD} characters`,
};

function tooPlain(classes: number): Sentence {
  return {
    zh: `请至少使用大写字母、小写字母、数字、其他字符中的 ${classes} 类`,
    en: `use at least ${classes} of: capital letters, small letters, digits, other characters`,
  };
}

const guessable: Sentence = {
  zh: '容易猜到：请不要只用常见词、姓名、单位名、日期、重复或键盘上相邻的字符，请加入别人想不到的内容',
  en: 'easily guessed: common words, names, your organisation, dates, repetitions and neighbouring keys are not enough; add what nobody would think of',
};

// Without characters that are taken for each other on paper or by telephone.
const capitals = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const smalls = 'abcdefghjkmnpqrstuvwxyz';
const digits = '23456789';

/** A password to be given out once, right in every profile: five groups such as `Kx7m2`, over 110 random bits. */
export function freshPassword(): string {
  const one = (letters: string) => letters[randomInt(letters.length)] ?? '';
  const group = () => one(capitals) + one(smalls) + one(digits) + one(smalls + digits) + one(smalls + digits);
  return Array.from({ length: 5 }, group).join('-');
}
