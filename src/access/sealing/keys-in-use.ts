import type { Purpose } from './keyring.js';

/** Which keys are in use, by name. */
export interface KeysInUse {
  /** Under it the keys of new cases are wrapped; undefined: the newest there is. */
  readonly master: string | undefined;
  /** Under each of them an identity is tagged: the one in use first, then the one to which a rotation leads. */
  readonly tags: readonly (string | undefined)[];
}

/** PURE. What `keysInUse` of the database says; null where nothing is laid down yet: the newest of each. */
export function keysIn(text: string | null): KeysInUse {
  const said = new Map<string, string[]>();
  for (const one of text?.split(';') ?? []) {
    const [purpose = '', ...names] = one.split(' ');
    said.set(purpose, names);
  }
  const of = (purpose: Purpose) => said.get(purpose) ?? [undefined];
  return { master: of('master')[0], tags: of('tag') };
}
