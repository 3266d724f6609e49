import { isObject, type Json, type Sentence } from '../../engine/definition/index.js';
import { isList } from './is-list.js';
import { mask } from './mask.js';
import { unseal } from './seal.js';
import { readSealed } from './sealed-text.js';

/** Stands where a value was, once the key of its case is destroyed. */
export const erased: Sentence = { zh: '（已删除）', en: '(erased)' };

/** Stands for a sealed value that its key does not open: damaged, or never sealed for this case. */
export const unreadable: Sentence = { zh: '（无法读取）', en: '(unreadable)' };

/**
 * Facts or a body as a person in scope may see them: free text opened, identities masked, the rest as it is.
 * `caseKey` null means destroyed: every sealed value reads as `erased`. Never throws: one bad value spoils only itself.
 */
export function openFacts(value: Json, caseKey: Buffer | null, caseId: string, language: keyof Sentence = 'zh'): Json {
  if (typeof value === 'string') return openValue(value, caseKey, caseId, language);
  if (isObject(value)) {
    const opened: Record<string, Json> = {};
    for (const [key, inner] of Object.entries(value)) opened[key] = openFacts(inner, caseKey, caseId, language);
    return opened;
  }
  return isList(value) ? value.map((item) => openFacts(item, caseKey, caseId, language)) : value;
}

function openValue(value: string, caseKey: Buffer | null, caseId: string, language: keyof Sentence): string {
  const sealed = readSealed(value);
  if (!sealed) return value;
  if (caseKey === null) return erased[language];
  try {
    const plaintext = unseal(caseKey, caseId, value);
    return sealed.kind === 'text' ? plaintext : mask(sealed.kind, plaintext);
  } catch {
    return unreadable[language];
  }
}
