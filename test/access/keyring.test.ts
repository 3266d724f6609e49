import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { keyFile } from '../../src/access/key-file.js';
import { FileKeys, newCaseKey } from '../../src/access/sealing/index.js';

describe('keys in files', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'lanjie-keys-'));
  });
  afterEach(() => rmSync(home, { recursive: true }));

  test('are made once, 256 bits, for their owner alone, and nothing else is left behind', () => {
    const key = keyFile(home, 'master');
    expect(key).toHaveLength(32);
    expect(keyFile(home, 'master')).toEqual(key);
    expect(keyFile(home, 'tag')).not.toEqual(key);
    expect(readdirSync(join(home, 'keys')).sort()).toEqual(['master.key', 'tag.key']);
    expect(statSync(join(home, 'keys')).mode & 0o777).toBe(0o700);
    expect(statSync(join(home, 'keys', 'master.key')).mode & 0o777).toBe(0o600);
  });

  test('of a wrong length, open to others or unreadable are refused with one clear sentence', () => {
    keyFile(home, 'master');
    const path = join(home, 'keys', 'master.key');
    chmodSync(path, 0o644);
    expect(() => keyFile(home, 'master')).toThrow(/master\.key is open to every user/);
    chmodSync(path, 0o600);
    writeFileSync(path, 'short');
    expect(() => keyFile(home, 'master')).toThrow(/master\.key holds 5 bytes where 32 are expected/);
    rmSync(path);
    writeFileSync(join(home, 'blocked'), '');
    expect(() => keyFile(join(home, 'blocked'), 'master')).toThrow(/cannot be read or made \(/);
  });

  test('wrap a case key so that only this master key and this case open it', () => {
    const keys = new FileKeys(home);
    const caseKey = newCaseKey();
    const wrapped = keys.wrap(caseKey, 'case-1');
    expect(wrapped.toString('latin1')).toMatch(/^A256GCM:[0-9a-f]{16}:/);
    expect(wrapped.includes(caseKey)).toBe(false);
    expect(keys.unwrap(wrapped, 'case-1')).toEqual(caseKey);
    expect(new FileKeys(home).unwrap(wrapped, 'case-1')).toEqual(caseKey);
    expect(() => keys.unwrap(wrapped, 'case-2')).toThrow();
    wrapped.writeUInt8(wrapped.readUInt8(wrapped.length - 1) ^ 1, wrapped.length - 1);
    expect(() => keys.unwrap(wrapped, 'case-1')).toThrow();
  });

  test('of another home do not open it, and say why', () => {
    const wrapped = new FileKeys(home).wrap(newCaseKey(), 'case-1');
    expect(() => new FileKeys(join(home, 'other')).unwrap(wrapped, 'case-1')).toThrow(/another master key/);
  });
});
