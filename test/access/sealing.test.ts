import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  erased,
  fingerprint,
  type IdentityKind,
  isSealed,
  newCaseKey,
  openFacts,
  type Place,
  seal,
  sealBody,
  suites,
  unreadable,
  unseal,
} from '../../src/access/sealing/index.js';
import { freshNonce } from '../../src/access/sealing/nonces.js';
import { tagged } from '../../src/access/sealing/tag.js';
import { FreeText, Identity, Inner, type Json, List, Plain } from '../../src/engine/definition/index.js';

class Customer {
  @Identity('name', { zh: '姓名', en: 'name' }) name!: string;
  @Identity('phone', { zh: '电话', en: 'phone', optional: true }) phone?: string;
}
class Report {
  @Plain({ zh: '案号', en: 'case number' }) caseNumber!: string;
  @FreeText({ zh: '理由', en: 'reason' }) reason!: string;
  @Inner(() => Customer, { zh: '客户', en: 'customer' }) customer!: Customer;
  @List(() => Customer, { zh: '证人', en: 'witnesses' }) witnesses!: Customer[];
}

const body = {
  caseNumber: 'A-1',
  reason: '取款异常',
  customer: { name: '张三', phone: '13812345678' },
  witnesses: [{ name: '李四' }, { name: '王五' }],
};

const caseKey = newCaseKey();
const tagKey = randomBytes(32);
const tag = (key: Buffer, kind: IdentityKind, value: string) =>
  suites.aes.mac(key, tagged(kind, value)).toString('hex');
const tagsOf = (kind: IdentityKind, value: string) => [{ key: 'k', tag: suites.aes.mac(tagKey, tagged(kind, value)) }];
const keys = { caseId: 'case-1', caseKey: () => caseKey, tags: tagsOf };
const place: Place = { caseId: 'case-1', kind: 'name', path: 'customer.name' };

describe('a sealed value', () => {
  test('opens to exactly what was sealed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (plaintext) => {
        const sealed = seal(caseKey, place, plaintext);
        expect(isSealed(sealed)).toBe(true);
        expect(unseal(caseKey, 'case-1', sealed)).toBe(plaintext);
      }),
    );
  });

  test('names its algorithm, kind and path and shows nothing of the plaintext', () => {
    const sealed = seal(caseKey, place, '张三');
    expect(sealed).toMatch(/^sealed:A256GCM:name:customer\.name:[A-Za-z0-9_-]+$/);
    expect(sealed).not.toContain('张三');
    expect(sealed).not.toContain(Buffer.from('张三').toString('base64url'));
  });

  test('does not open when any byte of it was changed', () => {
    const sealed = seal(caseKey, place, '张三');
    const at = sealed.lastIndexOf(':') + 1;
    const data = Buffer.from(sealed.slice(at), 'base64url');
    for (let i = 0; i < data.length; i++) {
      const broken = Buffer.from(data);
      broken.writeUInt8(broken.readUInt8(i) ^ 1, i);
      expect(() => unseal(caseKey, 'case-1', sealed.slice(0, at) + broken.toString('base64url'))).toThrow();
    }
  });

  test('does not open for another case, path or kind, nor under another key', () => {
    const sealed = seal(caseKey, place, '张三');
    expect(() => unseal(caseKey, 'case-2', sealed)).toThrow();
    expect(() => unseal(caseKey, 'case-1', sealed.replace('customer.name', 'witness.name'))).toThrow();
    expect(() => unseal(caseKey, 'case-1', sealed.replace(':name:', ':text:'))).toThrow();
    expect(() => unseal(newCaseKey(), 'case-1', sealed)).toThrow();
  });

  test('is another one each time: no nonce in 100,000 comes twice', () => {
    const nonces = new Set(Array.from({ length: 100_000 }, () => freshNonce().toString('hex')));
    expect(nonces.size).toBe(100_000);
    expect(seal(caseKey, place, '张三')).not.toBe(seal(caseKey, place, '张三'));
  });

  test.each(['sealed:', 'sealed:A256GCM:name:a:AAAA', 'sealed:NONE:name:a:'.padEnd(80, 'A'), 7, null, '张三'])(
    'is not mistaken for %p',
    (value) => expect(isSealed(value)).toBe(false),
  );
});

describe('a sealed body', () => {
  const sealed = sealBody(Report, body, keys);

  test('holds ciphertext in every sealed field and the rest as it was', () => {
    const text = JSON.stringify(sealed.body);
    for (const secret of ['取款异常', '张三', '13812345678', '李四', '王五']) expect(text).not.toContain(secret);
    expect(sealed.body['caseNumber']).toBe('A-1');
    expect(text.match(/sealed:A256GCM:/g)).toHaveLength(5);
  });

  test('leaves the body that was given untouched', () => {
    expect(body.customer.name).toBe('张三');
  });

  test('comes with mask and tag of every identity, none of free text', () => {
    expect(sealed.personal.map(({ path, kind, mask }) => [path, kind, mask])).toEqual([
      ['customer.name', 'name', '张*'],
      ['customer.phone', 'phone', '138****5678'],
      ['witnesses.0.name', 'name', '李*'],
      ['witnesses.1.name', 'name', '王*'],
    ]);
    expect(sealed.personal[0]?.tags).toEqual(tagsOf('name', '张三'));
  });

  test('opens for people in scope: free text whole, identities masked', () => {
    expect(openFacts(sealed.body, caseKey, 'case-1')).toEqual({
      caseNumber: 'A-1',
      reason: '取款异常',
      customer: { name: '张*', phone: '138****5678' },
      witnesses: [{ name: '李*' }, { name: '王*' }],
    });
  });

  test('reads as erased once its key is destroyed', () => {
    const opened = openFacts(sealed.body, null, 'case-1', 'en');
    expect(opened).toMatchObject({ caseNumber: 'A-1', reason: erased.en, customer: { name: erased.en } });
    expect(openFacts(sealed.body, null, 'case-1')).toMatchObject({ reason: erased.zh });
  });

  test('spoils only the value that was tampered with, or planted by a person', () => {
    const planted: Json = { a: 1, b: [seal(newCaseKey(), place, 'x'), 'plain', null, true] };
    expect(openFacts(planted, caseKey, 'case-1')).toEqual({ a: 1, b: [unreadable.zh, 'plain', null, true] });
  });
});

describe('a tag', () => {
  const key = randomBytes(32);
  test.each([
    ['phone', '13812345678', '+86 138-1234-5678'],
    ['phone', '13812345678', '１３８１２３４５６７８'],
    ['idNumber', '99010119900101123x', '990101 19900101 123X'],
    ['bankAccount', '6225751234561496', '6225 7512 3456 1496'],
    ['name', '阿凡提·买买提', '阿凡提•买买提'],
    ['plate', '桂C·12345', '桂c12345'],
  ] as const)('of a %s is equal for %s and %s', (kind, one, other) => {
    expect(tag(key, kind, one)).toBe(tag(key, kind, other));
  });

  test('differs by kind, value and key', () => {
    const tags = [
      tag(key, 'phone', '13812345678'),
      tag(key, 'bankAccount', '13812345678'),
      tag(key, 'phone', '13812345679'),
      tag(randomBytes(32), 'phone', '13812345678'),
    ];
    expect(new Set(tags).size).toBe(4);
  });
});

describe('the fingerprint of a request', () => {
  const key = randomBytes(32);
  test('is equal for the same body in another order and differs by person, event and body', () => {
    const first = fingerprint(key, 'teller', 'lead.reported', { a: '1', b: { c: 2, d: null } });
    expect(fingerprint(key, 'teller', 'lead.reported', { b: { d: null, c: 2 }, a: '1' })).toEqual(first);
    expect(fingerprint(key, 'teller2', 'lead.reported', { a: '1', b: { c: 2, d: null } })).not.toEqual(first);
    expect(fingerprint(key, 'teller', 'lead.noted', { a: '1', b: { c: 2, d: null } })).not.toEqual(first);
    expect(fingerprint(key, 'teller', 'lead.reported', { a: '1', b: { c: 3, d: null } })).not.toEqual(first);
  });
});
