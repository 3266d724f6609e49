import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readBlocklist } from '../../../src/access/sign-in/blocklist.js';
import { freshPassword, PasswordPolicy } from '../../../src/access/sign-in/password-policy.js';
import { profiles } from '../../../src/access/sign-in/profiles.js';

const words = ['chenming', '陈明', 'Chen Ming', 'xiufeng', '秀峰派出所'];
const asvs = new PasswordPolicy(profiles.asvs);
const mlps = new PasswordPolicy(profiles.mlps);
const faults = (policy: PasswordPolicy, password: string) => policy.faults(password, words).map(({ en }) => en);

describe('a password by ASVS', () => {
  test.each([
    'correct horse battery staple',
    'umbrella teapot violin',
    'vX9$kQ2!mZ7&pL4',
    '雨后的石板路上有三只白猫在慢慢走',
    'ordinary Sunday with seven herons',
    '           x7 gkq mbw zr',
    'ЁЖИКВТУМАНЕИЩЕТ',
    '#~^}{?<|_&*%+=@',
  ])('%j is good enough: length alone counts, any character may stand in it', (password) =>
    expect(faults(asvs, password)).toEqual([]),
  );

  test.each([
    ['vX9$kQ2!mZ7&pL', /^too short: use at least 15/],
    ['', /^too short/],
    ['x'.repeat(300), /^too long/],
  ])('%j is not long enough, or too long', (password, fault) => {
    expect(faults(asvs, password)).toContainEqual(expect.stringMatching(fault));
  });

  test('of 64 characters and more is taken', () => {
    const text = 'the heron stands in the river and waits for a fish that never comes along';
    expect(faults(asvs, text)).toEqual([]);
    expect(faults(asvs, text.repeat(4).slice(0, 256))).toEqual([]);
  });

  test('is counted in characters, not in halves of them', () => {
    expect(faults(asvs, '🦢🌾🚲🧵🪁🧭🛶🎐🪵🥁🧶🪶🎏🏮')).toEqual([expect.stringMatching(/^too short/)]);
  });

  test.each([
    'passwordpassword',
    'Password12345678',
    'P@ssw0rd12345678!',
    'qwertyuiop[]asdf',
    '1qaz2wsx3edc4rfv',
    'abcdefghijklmnop',
    '1111111111111111',
    '98765432109876543',
    'abc123abc123abc123',
    'xkqxkqxkqxkqxkqxkq',
    '2024-11-18 2024-11-18',
    'lanjie-demo-2026!!',
    'Lanjie@Guilin2026',
    'woaini1314520!!!',
    'chenming19900101',
    'ChenMing@Xiufeng1',
    '陈明秀峰派出所拦截反诈2026密码',
    'ｐａｓｓｗｏｒｄ２０２６２０２６',
    'administrator123456',
    'letmeinletmein2025',
  ])('%j is guessed', (password) => expect(faults(asvs, password)).toEqual([expect.stringMatching(/^easily guessed/)]));
});

describe('a password by the classified protection scheme', () => {
  test.each(['Heron7-teapots', 'vX9kQ2mZ7pL', '雨后石板路上有三只白猫X7'])('%j is good enough', (password) =>
    expect(faults(mlps, password)).toEqual([]),
  );

  test.each([
    ['Heron7-te', /^too short: use at least 10/],
    ['herons and teapots', /^use at least 3 of/],
    ['Admin@123456', /^easily guessed/],
    ['Gongan@2026!', /^easily guessed/],
    ['Xiufeng@110110', /^easily guessed/],
  ])('%j is refused', (password, fault) => expect(faults(mlps, password)).toContainEqual(expect.stringMatching(fault)));
});

test('a password given out by an administrator is right in every profile, and another each time', () => {
  const given = Array.from({ length: 200 }, freshPassword);
  expect(new Set(given).size).toBe(200);
  for (const password of given)
    expect([password, faults(asvs, password), faults(mlps, password)]).toEqual([password, [], []]);
});

test('random passwords of a password store are never called guessable', () => {
  const characters = fc.constantFrom(...'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789!#%&*+-=?');
  fc.assert(
    fc.property(fc.string({ unit: characters, minLength: 20, maxLength: 40 }), (password) => {
      // What is random may repeat itself: then it is not long.
      fc.pre(new Set(password).size >= 12);
      expect(asvs.faults(password, words)).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

describe('the deployer’s list', () => {
  test('refuses what leaked, in whatever case', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lanjie-list-'));
    const path = join(folder, 'list.txt');
    writeFileSync(path, 'umbrella teapot violin\r\nother\n');
    const policy = new PasswordPolicy(profiles.asvs, readBlocklist(path));
    expect(faults(policy, 'Umbrella Teapot Violin')).toEqual([expect.stringMatching(/^easily guessed/)]);
    expect(faults(policy, 'umbrella teapot violin x')).toEqual([]);
    expect(policy.isKnown('OTHER')).toBe(true);
    rmSync(folder, { recursive: true });
  });

  test('that is not there keeps the process from starting, with one sentence', () => {
    expect(() => readBlocklist('/nowhere/list.txt')).toThrow(/LANJIE_PASSWORD_BLOCKLIST cannot be read: correct/);
  });
});
