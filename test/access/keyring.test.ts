import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { keyFile } from '../../src/access/key-file.js';
import { FileKeys, newCaseKey, UnknownKey } from '../../src/access/sealing/index.js';
import { decryptSm4, encryptSm4 } from '../../src/access/sealing/sm4.js';

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

  test.each([
    ['aes', 'A256GCM', 'master.key', 'master-2.key'],
    ['sm', 'SM4CTR-HSM3', 'master.sm.key', 'master-2.sm.key'],
  ] as const)('of the suite %s name their algorithm in what they wrap', (suite, cipher, first, second) => {
    const keys = new FileKeys(home, suite);
    const caseKey = newCaseKey();
    const wrapped = keys.wrap(caseKey, 'case-1');
    expect(wrapped.toString('latin1').startsWith(`${cipher}:${keys.names('master')[0]}:`)).toBe(true);
    expect(wrapped.includes(caseKey)).toBe(false);
    expect(keys.unwrap(wrapped, 'case-1')).toEqual(caseKey);
    expect(() => keys.unwrap(wrapped, 'case-2')).toThrow();
    for (let at = 0; at < wrapped.length; at++) {
      const changed = Buffer.from(wrapped);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(() => keys.unwrap(changed, 'case-1')).toThrow();
    }
    keys.make('master');
    expect(readdirSync(join(home, 'keys')).filter((file) => file.startsWith('master'))).toEqual([second, first]);
    // What the old key wrapped still opens; the new one wraps from now on.
    expect(keys.unwrap(wrapped, 'case-1')).toEqual(caseKey);
    expect(keys.wrappedUnder(keys.wrap(caseKey, 'case-1'))).toBe(keys.names('master')[1]);
  });

  test('change over from AES to SM4 and back like any other generation', () => {
    const caseKey = newCaseKey();
    const aes = new FileKeys(home);
    const one = aes.wrap(caseKey, 'case-1');
    const before = aes.tag('phone', '19900000001');
    const sm = new FileKeys(home, 'sm');
    const name = sm.make('master');
    sm.make('tag');
    const two = sm.wrap(sm.unwrap(one, 'case-1'), 'case-1');
    expect(two.toString('latin1')).toMatch(/^SM4CTR-HSM3:/);
    // The other server finds the key when it meets its name.
    expect(aes.names('master')).not.toContain(name);
    expect(aes.unwrap(two, 'case-1')).toEqual(caseKey);
    expect(aes.names('master')).toContain(name);
    expect(sm.tag('phone', '19900000001', before.key)).toEqual(before);
    expect(sm.tag('phone', '19900000001').tag.equals(before.tag)).toBe(false);
    expect(sm.tag('phone', '+86 199-0000-0001')).toEqual(aes.tag('phone', '19900000001'));
  });

  test('that were put aside are not read, and not made again', () => {
    const keys = new FileKeys(home);
    const [first = ''] = keys.names('master');
    const wrapped = keys.wrap(newCaseKey(), 'case-1');
    keys.make('master');
    expect(keys.retire('master', first)).toBe('master.key.retired');
    expect(() => keys.unwrap(wrapped, 'case-1')).toThrow(UnknownKey);
    expect(new FileKeys(home).names('master')).toEqual(keys.names('master'));
    expect(readdirSync(join(home, 'keys')).filter((file) => file.startsWith('master'))).toEqual([
      'master-2.key',
      'master.key.retired',
    ]);
  });

  test('made by two at once are one', () => {
    const [one, other] = [new FileKeys(home), new FileKeys(home)];
    expect(one.make('tag')).toBe(other.make('tag'));
  });
});

describe('SM4-CTR with HMAC-SM3', () => {
  const key = Buffer.alloc(32, 7);

  test('opens what it sealed, of any length, and never seals twice alike', () => {
    for (const length of [0, 1, 15, 16, 17, 1000]) {
      const plaintext = Buffer.alloc(length, 3);
      const sealed = encryptSm4(key, 'here', plaintext);
      expect(decryptSm4(key, 'here', sealed)).toEqual(plaintext);
      expect(encryptSm4(key, 'here', plaintext).equals(sealed)).toBe(false);
    }
  });

  test('refuses another place, another key, a cut and every flipped bit', () => {
    const sealed = encryptSm4(key, 'here', Buffer.from('secret'));
    expect(() => decryptSm4(key, 'there', sealed)).toThrow();
    expect(() => decryptSm4(Buffer.alloc(32, 8), 'here', sealed)).toThrow();
    for (let at = 0; at < sealed.length; at++) {
      expect(() => decryptSm4(key, 'here', sealed.subarray(0, at))).toThrow();
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(at) ^ 0x80, at);
      expect(() => decryptSm4(key, 'here', changed)).toThrow();
    }
  });
});
