import { describe, expect, it } from '@jest/globals';
import {
  Accounts,
  Denominations,
  Fen,
  FreeText,
  Identity,
  Inner,
  Instant,
  List,
  OneOf,
  parsePayload,
  schemaOf,
  sealedFields,
  Whole,
} from '../../src/engine/definition/index.js';

class Person {
  @Identity('name', { zh: '姓名', en: 'name' }) name!: string;
  @Identity('phone', { zh: '电话', en: 'phone', optional: true }) phone?: string;
}
class Sample {
  @Fen({ zh: '金额', en: 'amount' }) amount!: string;
  @Inner(() => Person, { zh: '人', en: 'person', optional: true }) person?: Person;
  @List(() => Person, { zh: '人们', en: 'people', optional: true, max: 2 }) people?: Person[];
  @Instant({ zh: '时刻', en: 'moment', optional: true }) moment?: string;
  @OneOf(['a', 'b'], { zh: '种类', en: 'kind', optional: true }) kind?: string;
  @Accounts({ zh: '民警', en: 'officers', optional: true, min: 2 }) officers?: string[];
  @Denominations({ zh: '面额', en: 'denominations', optional: true }) notes?: Record<string, number>;
  @Whole({ zh: '分钟', en: 'minutes', optional: true, min: 1, max: 30 }) minutes?: number;
  @FreeText({ zh: '理由', en: 'reason', optional: true, max: 5 }) reason?: string;
}
class Empty {}

const faults = (raw: unknown) => {
  const parsed = parsePayload(Sample, raw);
  return parsed.ok ? [] : parsed.errors.map((error) => error.field);
};

describe('a payload', () => {
  it('keeps what is declared and normalises moments to UTC', () => {
    const parsed = parsePayload(Sample, { amount: '100', person: { name: '甲' }, moment: '2024-11-18T15:00:00+08:00' });
    expect(parsed).toEqual({
      ok: true,
      body: { amount: '100', person: { name: '甲' }, moment: '2024-11-18T07:00:00.000Z' },
    });
  });

  it.each<[string, object, string[]]>([
    ['an unknown field', { amount: '1', extra: 1 }, ['extra']],
    ['an unknown inner field', { amount: '1', person: { name: 'x', foo: 1 } }, ['person.foo']],
    ['an array where one object is expected', { amount: '1', person: [{ name: 'x' }] }, ['person']],
    ['one object where an array is expected', { amount: '1', people: { name: 'x' } }, ['people']],
    ['null for an optional field', { amount: '1', moment: null }, ['moment']],
    ['31 February', { amount: '1', moment: '2026-02-31T00:00:00Z' }, ['moment']],
    ['a moment without offset', { amount: '1', moment: '2026-02-01T00:00:00' }, ['moment']],
    ['money as a number', { amount: 1 }, ['amount']],
    ['money with a point', { amount: '1.5' }, ['amount']],
    ['no money', { amount: '0' }, ['amount']],
    ['a missing field', {}, ['amount']],
    ['an unknown code', { amount: '1', kind: 'c' }, ['kind']],
    ['one officer twice', { amount: '1', officers: ['a', 'a'] }, ['officers']],
    ['an unknown face value', { amount: '1', notes: { '7': 1 } }, ['notes']],
    ['too long a text', { amount: '1', reason: '六个字符多了' }, ['reason']],
    ['too many items', { amount: '1', people: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] }, ['people']],
    ['a fault in an item', { amount: '1', people: [{ name: 'a' }, { name: 3 }] }, ['people.1.name']],
    ['a fractional minute', { amount: '1', minutes: 1.5 }, ['minutes']],
  ])('refuses %s and names the field', (_, raw, expected) => {
    expect(faults(raw)).toEqual(expected);
  });

  it('refuses any field of an empty payload', () => {
    expect(parsePayload(Empty, {})).toEqual({ ok: true, body: {} });
    expect(parsePayload(Empty, { a: 1 }).ok).toBe(false);
  });

  it('tells its schema and its sealed fields', () => {
    expect(schemaOf(Sample, 'en')).toMatchObject({
      type: 'object',
      required: ['amount'],
      additionalProperties: false,
      properties: { person: { properties: { name: { 'x-sealed': 'name' } } }, people: { type: 'array', maxItems: 2 } },
    });
    const body = { amount: '1', person: { name: 'n', phone: 'p' }, people: [{ name: 'm' }], reason: 'r' };
    expect([...sealedFields(Sample, body)]).toEqual([
      { path: 'person.name', sealing: 'name', value: 'n' },
      { path: 'person.phone', sealing: 'phone', value: 'p' },
      { path: 'people.0.name', sealing: 'name', value: 'm' },
      { path: 'reason', sealing: 'text', value: 'r' },
    ]);
  });
});
