import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { logFile } from '../../src/engine/ledger/audit-file.js';
import { verifierText } from '../../src/engine/ledger/note.js';
import { history, Pasts } from './histories.js';
import { whole } from './house.js';
import { Proving } from './proving.js';
import { tamperings } from './tampering.js';
import { Verifiers } from './verifiers.js';

const python = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']).status === 0;
const withBoth = python ? describe : describe.skip;

// The short form; `npm run tamper` does a thousand of each and ten thousand files.
withBoth('an auditor with either verifier (skipped without python3, 3.9 or newer)', () => {
  const pasts = new Pasts([1, 2, 3, 4]);
  const verifiers = new Verifiers();
  const proving = new Proving(verifiers, pasts, 6);
  const failures = () => proving.failures.splice(0).map(({ what }) => what);

  afterAll(() => verifiers.close());

  it('finds 40 honest logs and their bundles whole', async () => {
    await proving.clean(40);
    expect(failures()).toEqual([]);
  }, 60_000);

  it.each(Object.keys(tamperings))(
    'is told of each of 40: %s',
    async (name) => {
      await proving.tampered(name, 40);
      expect(failures()).toEqual([]);
    },
    60_000,
  );

  it('is told the same by both of 200 files, clean, tampered with and spoiled', async () => {
    await proving.agree(200);
    expect(failures()).toEqual([]);
  }, 60_000);

  it('sees by how the program leaves whether all holds', async () => {
    const house = await history(pasts, 3, { leads: 2, manifest: true, continued: false });
    const folder = mkdtempSync(join(tmpdir(), 'lanjie-verify-'));
    const file = join(folder, 'log');
    const programs = [
      [process.execPath, 'verify/verify.mjs'],
      ['python3', 'verify/verify.py'],
    ];
    const left = (bytes: Buffer, ...words: string[]) => {
      writeFileSync(file, bytes);
      return programs.map(([command = '', program = '']) => spawnSync(command, [program, file, ...words]).status);
    };
    const bytes = await whole(logFile(house.log()));
    expect(left(bytes, '--key', verifierText(house.line.first))).toEqual([0, 0]);
    expect(left(bytes.subarray(0, -2))).toEqual([1, 1]);
    expect(left(bytes, '--key', 'none')).toEqual([2, 2]);
    rmSync(folder, { recursive: true });
  });

  it('could be given the very same log again', async () => {
    const files = await Promise.all([1, 2].map(async () => whole(logFile((await history(pasts, 5)).log()))));
    expect(files[0]).toEqual(files[1]);
  });
});
