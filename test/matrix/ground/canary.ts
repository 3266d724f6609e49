/** Where a canary was put: which case, which part of it, and which organisation recorded it. */
export interface Perch {
  readonly case: string;
  readonly piece: string;
  readonly by: string;
}

const form = /zq([a-z]+)x([a-z]+\d*)x([a-z]+\d*)qz/gi;

/** A word that no other text has, and that says where it was put: `zqmainxaccount2xs1qz`. Letters and digits only. */
export function canary({ case: name, piece, by }: Perch): string {
  return `zq${name}x${piece.replace('-', '')}x${by.replace('mx-', '')}qz`;
}

/** Every canary in a text, also one that was cut into an address or written in capitals. */
export function canariesIn(text: string): Perch[] {
  return [...text.matchAll(form)].map(([, name = '', piece = '', by = '']) => ({
    case: name.toLowerCase(),
    piece: piece.toLowerCase(),
    by: by.toLowerCase(),
  }));
}

/** The body with a canary in the place of every `§`. */
export function perched<T>(body: T, perch: Perch): T {
  return JSON.parse(JSON.stringify(body).replaceAll('§', canary(perch)));
}
