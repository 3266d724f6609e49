import { describe, expect, it } from '@jest/globals';
import { payeesOf } from '../../src/cases/reveal/payees.js';
import type { CaseFile, Facts, Part } from '../../src/engine/definition/index.js';

function part(id: string, state: string, facts: Facts): Part {
  return { id, kind: id.split('-')[0] ?? '', state, facts, since: '', final: false, version: 1 };
}

const allocation = [{ claim: 'claim-1', victim: 'victim-1', amount: '100' }];

function file(state: string): CaseFile {
  return {
    id: 'x',
    definition: 'lead@1',
    version: 9,
    parts: [
      part('account-1', 'frozen', { bank: 'bank-a' }),
      part('account-2', 'frozen', { bank: 'bank-b' }),
      part('account-3', 'annulled', { bank: 'bank-c' }),
      part('cash-1', 'inCustody', {}),
      part('return-1', state, { asset: 'account-2', allocation }),
      part('return-2', 'approved', { asset: 'cash-1', allocation }),
      part('return-3', 'approved', { asset: 'account-3', allocation }),
    ],
    clocks: [],
    settings: {},
    openedAt: '',
    closedAt: null,
  };
}

const payees = [
  { part: 'claim-1', field: 'paidFrom.number', kind: 'bankAccount' },
  { part: 'victim-1', field: 'name', kind: 'name' },
];

describe('whom a bank has to pay', () => {
  it.each(['approved', 'noticeServed', 'executed'])('is known to the bank of the account: %s', (state) => {
    expect(payeesOf(file(state), 'bank-b')).toEqual(payees);
    expect(payeesOf(file(state), 'bank-b', 'return-1')).toEqual(payees);
  });

  it.each(['proposed', 'announced', 'objected', 'rejected', 'withdrawn'])('is nobody yet, or any more: %s', (state) => {
    expect(payeesOf(file(state), 'bank-b')).toEqual([]);
  });

  it('is nothing to another bank, nor by a return of things or of an account opened in error', () => {
    for (const bank of ['bank-a', 'bank-c', 'bank-d']) expect(payeesOf(file('approved'), bank)).toEqual([]);
    expect(payeesOf(file('approved'), 'bank-b', 'return-2')).toEqual([]);
  });
});
