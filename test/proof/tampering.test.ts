import { writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from '@jest/globals';
import { Pasts } from './histories.js';
import { Proving } from './proving.js';
import { tamperings } from './tampering.js';
import { Verifiers } from './verifiers.js';

describe('tampering', () => {
  const verifiers = new Verifiers();
  const pasts = new Pasts([1, 2, 3, 4]);
  afterAll(() => verifiers.close());

  const cases: [string, (p: Proving) => Promise<void>][] = [
    ['clean', (p) => p.clean(40)],
    ...Object.keys(tamperings).map((name): [string, (p: Proving) => Promise<void>] => [
      name,
      (p) => p.tampered(name, 40),
    ]),
    ['agree', (p) => p.agree(200)],
  ];
  it.each(cases)(
    '%s',
    async (name, run) => {
      const p = new Proving(verifiers, pasts, 11);
      try {
        await run(p);
      } finally {
        p.failures.forEach((f, i) =>
          writeFileSync(`/tmp/g-logs/fail-${name.replaceAll(' ', '-')}-${i}.log`, f.question.file),
        );
        if (p.failures.length)
          console.log(
            name,
            p.failures.length,
            p.failures
              .slice(0, 3)
              .map((f) => f.what.slice(0, 1200))
              .join('\n----\n'),
          );
      }
      expect(p.failures.length).toBe(0);
    },
    100_000,
  );
});
