import { declare, type FieldOptions, isPlainText, string } from './field.js';
import type { Sealing } from './payload.js';

function sealedText(options: FieldOptions & { max?: number }, seal: Sealing | undefined): PropertyDecorator {
  const max = options.max ?? 2000;
  return declare(
    options,
    { zh: `1 至 ${max} 个字符的文字`, en: `text of 1 to ${max} characters` },
    {
      schema: { ...string, minLength: 1, maxLength: max },
      // Length in code points, as JSON Schema counts.
      check: (value) =>
        typeof value === 'string' && value.trim() !== '' && [...value].length <= max && isPlainText(value),
      seal,
    },
  );
}

/** Free text a person writes; sealed. Default at most 2,000 characters. */
export function FreeText(options: FieldOptions & { max?: number }): PropertyDecorator {
  return sealedText(options, 'text');
}

/** Who or what identifies a person; sealed, masked, matched by tag. */
export function Identity(sealing: Exclude<Sealing, 'text'>, options: FieldOptions & { max?: number }) {
  return sealedText({ max: 120, ...options }, sealing);
}

/** An official number or short name that is no personal data (case number, organ, code): stays readable. */
export function Plain(options: FieldOptions & { max?: number }): PropertyDecorator {
  return sealedText({ max: 100, ...options }, undefined);
}
