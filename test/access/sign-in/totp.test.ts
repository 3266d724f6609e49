import { describe, expect, test } from '@jest/globals';
import { base32, codeOf, otpauthUri, stepOf } from '../../../src/access/sign-in/totp.js';

const secret = Buffer.from('12345678901234567890');

describe('codes of an authenticator', () => {
  test.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('are those of RFC 6238, Appendix B, at second %d', (second, code) => {
    expect(codeOf(secret, Math.floor(second / 30), 8)).toBe(code);
  });

  test('are those of RFC 4226, Appendix D', () => {
    const codes = ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489'];
    expect(codes.map((_, count) => codeOf(secret, count))).toEqual(codes);
  });

  test('are taken one step early and one late, and not further', () => {
    const now = 1_700_000_015_000;
    const step = Math.floor(now / 30_000);
    for (const [off, found] of [
      [-2, undefined],
      [-1, step - 1],
      [0, step],
      [1, step + 1],
      [2, undefined],
    ] as const)
      expect([off, stepOf(secret, codeOf(secret, step + off), now)]).toEqual([off, found]);
    expect(stepOf(secret, '', now)).toBeUndefined();
    expect(stepOf(secret, codeOf(secret, step).slice(0, 5), now)).toBeUndefined();
  });
});

describe('a secret', () => {
  test.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('%j is written as RFC 4648 has it', (text, written) => expect(base32(Buffer.from(text))).toBe(written));

  test('is told to an authenticator with issuer and account', () => {
    const uri = new URL(otpauthUri('Lanjie', 'county', secret));
    expect([uri.protocol, uri.host, uri.pathname]).toEqual(['otpauth:', 'totp', '/Lanjie:county']);
    expect(Object.fromEntries(uri.searchParams)).toEqual({
      secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
      issuer: 'Lanjie',
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
  });
});
