import type { Sentence } from './json.js';
import { type FieldSpec, field, type Schema } from './payload.js';

/** What field decorators are made of. */

/** Title in both languages, and whether the field may be left out. */
export interface FieldOptions {
  readonly zh: string;
  readonly en: string;
  readonly optional?: boolean;
}

type Rest = Pick<FieldSpec, 'schema' | 'check'> & Partial<Pick<FieldSpec, 'seal' | 'normalise' | 'nested' | 'many'>>;

/** A field: what people call it, what is allowed in words, and what is checked. */
export function declare(options: FieldOptions, allowed: Sentence, rest: Rest): PropertyDecorator {
  const title = { zh: options.zh, en: options.en };
  return field({ title, optional: options.optional === true, allowed, ...rest });
}

export const string: Schema = { type: 'string' };

/** Text that can be kept: NUL cannot be stored, and what looks sealed would be shown as unreadable. */
export function isPlainText(value: string): boolean {
  return !value.includes('\0') && value.isWellFormed() && !value.startsWith('sealed:');
}
