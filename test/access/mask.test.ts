import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type IdentityKind, mask } from '../../src/access/sealing/mask.js';

const table: readonly (readonly [IdentityKind, string, string])[] = [
  ['name', '张三', '张*'],
  ['name', '欧阳小明', '欧***'],
  ['name', '张', '*'],
  ['name', 'John Smith', 'J********'],
  ['idNumber', '990101199001011234', '9****************4'],
  ['idNumber', '99010119900101123X', '9****************X'],
  ['idNumber', 'E12345678', 'E*******8'],
  ['idNumber', '12345', '*****'],
  ['birthDate', '2009-01-02', '****-**-**'],
  ['phone', '13812345678', '138****5678'],
  ['phone', '+86 138 1234 5678', '138****5678'],
  ['phone', '0773-2831234', '077****1234'],
  ['phone', '2831234', '*******'],
  ['phone', '110', '****'],
  ['bankAccount', '6225751234561496', '622575******1496'],
  ['bankAccount', '6225 7512 3456 7891 496', '622575*********1496'],
  ['bankAccount', '123456789012', '********9012'],
  ['bankAccount', '1234567', '*******'],
  ['plate', '桂C12345', '桂C***45'],
  ['plate', '桂CD12345', '桂C****45'],
  ['plate', '桂C1', '***'],
  ['waybill', 'SF1234567890123', 'SF*********0123'],
  ['address', '广西桂林市秀峰区中山中路1号', '广西桂林市秀峰区********'],
  ['address', '桂林市中山小区3栋', '桂林市********'],
  ['address', '桂林市阳朔县西街1号', '桂林市阳朔县********'],
  ['address', '中山中路1号', '********'],
  ['address', '秀峰区', '********'],
];

describe('a mask', () => {
  test.each(table)('of a %s: %s is shown as %s', (kind, value, shown) => expect(mask(kind, value)).toBe(shown));

  const kinds: IdentityKind[] = [
    'name',
    'idNumber',
    'birthDate',
    'phone',
    'bankAccount',
    'plate',
    'waybill',
    'address',
  ];
  test.each(kinds)('of a %s never shows a value whole, however short', (kind) => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), (value) => {
        // A hyphen alone is what the mask of a date is made of.
        fc.pre(/[^\s-]/u.test(value) && !value.includes('*'));
        const shown = mask(kind, value);
        expect(shown).toContain('*');
        expect(shown).not.toContain(value);
      }),
    );
  });
});
