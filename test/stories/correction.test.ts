import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Play, Theatre } from './play.js';
import { reason, report, toTheFinding, toTheProposal } from './scenes.js';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await Theatre.open();
});
afterAll(() => theatre?.close());

const wrongCash = { part: 'cash-1', field: 'denominations', value: { '10000': 1900 }, reason };

describe('a mistyped amount', () => {
  it('is corrected by a second person; the proposal is void, sums follow, history keeps the old value', async () => {
    const play = new Play(theatre);
    await play.rows([
      ...toTheProposal(1001),
      ['17:35', 'officer', 'cash.rectified', wrongCash, { refused: [409, 'rulesFailed', 'secondPerson'] }],
      ['17:36', 'duty', 'cash.rectified', wrongCash, { 'cash-1': 'inCustody', 'return-1': 'withdrawn' }],
      ['17:37', 'county', 'return.approved', { part: 'return-1', proposal: 'x' }, { refused: [409, 'notInThisState'] }],
    ]);
    const { parts, version } = await play.file();
    const found = parts.find((part) => part.id === 'cash-1');
    expect(found?.facts).toMatchObject({ amount: '19000000', denominations: { '10000': 1900 } });
    expect(found?.facts).not.toHaveProperty('corrected');
    const mark = { at: new Date('2024-11-18T17:36:00+08:00').toISOString(), by: 'duty', version };
    expect(found?.corrected).toEqual({ amount: mark, denominations: mark });
    // The account is not empty after all: somebody must see to what is left.
    expect(parts.find((part) => part.id === 'account-1')?.state).toBe('located');
    const entry = (await play.history()).find((one) => one.type === 'cash.rectified');
    expect(entry?.effects.corrected).toEqual([
      { part: 'cash-1', field: 'denominations', from: { '10000': 2000 }, to: { '10000': 1900 } },
      { part: 'cash-1', field: 'amount', from: '20000000', to: '19000000' },
    ]);
    await play.step(
      '17:40',
      'officer',
      'return.proposed',
      { asset: 'cash-1', mode: 'physical' },
      { 'return-2': 'proposed' },
    );
    await play.expectReplay();
  });

  it('of the report shows in lists', async () => {
    const play = new Play(theatre);
    await play.rows([
      ...toTheFinding(1002),
      [
        '15:12',
        'bankdesk',
        'lead.rectified',
        { field: 'amount', value: '19000000', reason },
        { refused: [409, 'rulesFailed', 'copyCorrectedFirst'] },
      ],
      [
        '15:13',
        'bankdesk',
        'account.rectified',
        { part: 'account-1', field: 'amount', value: '19000000', reason },
        { 'account-1': 'located' },
      ],
      [
        '15:14',
        'bankdesk',
        'lead.rectified',
        { field: 'amount', value: '19000000', reason },
        { 'lead-1': 'intervening' },
      ],
    ]);
    const { number } = (await theatre.get('duty', `/center/leads/${play.id}`)).body;
    const list = await theatre.get('duty', `/center/leads?number=${number}`);
    expect(list.body.items[0]).toMatchObject({ id: play.id, amount: '19000000' });
  });

  it('in a form it was not declared in, or of a field that is none, is refused with what may be corrected', async () => {
    const play = new Play(theatre);
    await play.rows(toTheFinding(1003).slice(0, 1));
    const corrects = (body: object) => play.record('duty', 'lead.rectified', { reason, ...body });
    const wrong = await corrects({ field: 'amount', value: 190000 });
    expect([wrong.status, wrong.body.errors[0]]).toMatchObject([
      400,
      { field: 'value', message: expect.stringMatching(/whole number of fen/) },
    ]);
    const unknown = await corrects({ field: 'finding', value: 'victim' });
    expect([unknown.status, unknown.body.errors[0]]).toMatchObject([
      400,
      { field: 'field', message: expect.stringMatching(/customer\.idNumber/) },
    ]);
  });
});

/** Reports again, with a hold, a customer of this ID number who has this account. */
async function reportsAgain(idNumber: string, number: string) {
  const { customer, account, ...rest } = report(9999);
  const again = { ...rest, customer: { ...customer, idNumber }, account: { ...account, number } };
  const answer = await theatre.post('teller', '/bank/leads?dryRun=true', again);
  return answer.status === 200 ? 'ok' : answer.body.rules.map((rule: { code: string }) => rule.code).join();
}

describe('a mistyped identity', () => {
  it('is found under its new number and no longer under the old one; an annulled correction turns that back', async () => {
    const play = new Play(theatre);
    const [wrong, right] = ['99010119900202110X', '990101199002021118'];
    await play.rows([
      ['15:00', 'teller', 'lead.reported', { ...report(1101), customer: { name: '陆示例', idNumber: wrong } }, {}],
    ]);
    expect([await reportsAgain(wrong, '1'), await reportsAgain(right, '1')]).toEqual(['oneHoldIn24h', 'ok']);
    const body = { field: 'customer.idNumber', value: right, reason };
    await play.step('15:02', 'teller', 'lead.rectified', body, { refused: [409, 'rulesFailed', 'secondPerson'] });
    await play.step('15:03', 'bankdesk', 'lead.rectified', body, { 'lead-1': 'reported' });
    expect([await reportsAgain(wrong, '1'), await reportsAgain(right, '1')]).toEqual(['ok', 'oneHoldIn24h']);
    const { version, parts } = await play.file();
    expect(parts[0]?.facts).toMatchObject({ customer: { name: '陆**', idNumber: '9****************8' } });
    expect(parts[0]?.corrected).toMatchObject({ 'customer.idNumber': { by: 'bankdesk', version } });
    const [entry] = (await play.history()).filter((one) => one.type === 'lead.rectified');
    expect(entry?.effects.corrected).toEqual([
      { part: 'lead-1', field: 'customer.idNumber', from: '9****************X', to: '9****************8' },
    ]);
    expect(JSON.stringify(entry)).not.toContain(right);
    await play.step('15:04', 'duty', 'lead.recordedInError', { version, reason }, { 'lead-1': 'reported' });
    expect([await reportsAgain(wrong, '1'), await reportsAgain(right, '1')]).toEqual(['oneHoldIn24h', 'ok']);
    await play.step('15:05', 'bankdesk', 'lead.rectified', body, { 'lead-1': 'reported' });
    await play.step('15:06', 'bankdesk', 'lead.rectified', body, { refused: [409, 'rulesFailed', 'secondPerson'] });
    const third = { ...body, value: '990101199002021126' };
    await play.step('15:07', 'teller', 'lead.rectified', third, { 'lead-1': 'reported' });
    expect([await reportsAgain(wrong, '1'), await reportsAgain(right, '1')]).toEqual(['ok', 'ok']);
    expect(await reportsAgain('990101199002021126', '1')).toBe('oneHoldIn24h');
    await play.expectReplay();
  });

  it('of an account: the number is sealed anew, and no longer corrected once the bank has stopped on it', async () => {
    const play = new Play(theatre);
    const [wrong, right] = [report(1102).account.number, '6217000099991099999'];
    const body = { part: 'account-1', field: 'number', value: right, reason };
    await play.rows([
      ...toTheFinding(1102),
      ['15:11', 'officer', 'account.rectified', body, { 'account-1': 'located' }],
    ]);
    const other = '990101199002029999';
    expect([await reportsAgain(other, wrong), await reportsAgain(other, right)]).toEqual(['ok', 'oneHoldIn24h']);
    const { parts } = await play.file();
    expect(parts.find((part) => part.id === 'account-1')?.facts['number']).toBe('621700*********9999');
    await play.rows([
      ['15:12', 'duty', 'account.stopPayOrdered', { part: 'account-1', orderNumber: 'S1' }, {}],
      ['15:13', 'bankdesk', 'account.stopPaid', { part: 'account-1', amount: '20000000' }, { 'account-1': 'stopPaid' }],
      [
        '15:14',
        'duty',
        'account.rectified',
        { ...body, value: wrong },
        { refused: [409, 'rulesFailed', 'notStoppedOnIt'] },
      ],
    ]);
    await play.expectReplay();
  });
});

describe('the age of a man being questioned', () => {
  it('corrected shortens his clock at once; what has run out alarms at the next look, and nobody is released by it', async () => {
    const play = new Play(theatre);
    const age = { part: 'suspect-1', field: 'protection', value: 'under16', reason: '查验户口簿' };
    await play.rows([
      ...toTheFinding(1201),
      ['15:15', 'officer', 'suspect.caught', { part: 'suspect-1', where: '网点' }, { 'suspect-1': 'caught' }],
      [
        '15:45',
        'officer',
        'suspect.questioned',
        { part: 'suspect-1', arrivedAt: '2024-11-18T15:40:00+08:00' },
        { 'suspect-1': 'questioning' },
      ],
      ['16:00', 'officer', 'suspect.rectified', age, { 'suspect-1': 'questioning' }],
    ]);
    const clock = async () => (await suspect(play))?.clocks.find((one) => one.name === 'questioning');
    expect(await clock()).toMatchObject({ dueAt: new Date('2024-11-18T19:40:00+08:00').toISOString(), overdue: false });
    await theatre.until('19:41');
    expect(await clock()).toMatchObject({ overdue: true });
    await play.step(
      '20:00',
      'officer2',
      'suspect.rectified',
      { ...age, value: 'none' },
      { 'suspect-1': 'questioning' },
    );
    expect(await clock()).toMatchObject({ dueAt: new Date('2024-11-19T03:40:00+08:00').toISOString(), overdue: false });
    // Back again: it has run out, and strikes a second time at the same moment.
    await play.step('20:05', 'officer2', 'suspect.rectified', age, { 'suspect-1': 'questioning' });
    await theatre.until('20:06');
    expect(await clock()).toMatchObject({ overdue: true });
    const strikes = (await play.history()).filter((entry) => entry.body['clock'] === 'questioning');
    expect(strikes.map((entry) => entry.alarms)).toEqual([
      expect.arrayContaining(['centerLead']),
      expect.arrayContaining(['centerLead']),
    ]);
    await play.expectReplay();
  });
});

async function suspect(play: Play) {
  return (await play.file()).parts.find((part) => part.id === 'suspect-1');
}

describe('a claim with a proposal on it', () => {
  it('corrected while an approver approves: whoever comes first, the old sum is never paid', async () => {
    const play = new Play(theatre);
    await play.rows(toTheProposal(1301));
    theatre.at('17:40');
    const [corrected, approved] = await Promise.all([
      play.record('officer', 'claim.rectified', { part: 'claim-1', field: 'amount', value: '15000000', reason }),
      play.record('county', 'return.approved', { part: 'return-1', proposal: '$return-1.proposal' }),
    ]);
    expect(corrected.status).toBe(200);
    expect([200, 409]).toContain(approved.status);
    await play.expectStates({ 'return-1': 'withdrawn', 'claim-1': 'verified' });
    const receivedBy = { name: '王示例', idNumber: '990101199002020019' };
    await play.rows([
      [
        '18:00',
        'custodian',
        'return.executed',
        { part: 'return-1', receivedBy, listNumber: 'FH1' },
        { refused: [409, 'notInThisState'] },
      ],
      ['18:01', 'officer', 'return.proposed', { asset: 'cash-1', mode: 'physical' }, { 'return-2': 'proposed' }],
      ['18:02', 'county', 'return.approved', { part: 'return-2', proposal: '$return-2.proposal' }, {}],
      [
        '18:10',
        'custodian',
        'return.executed',
        { part: 'return-2', receivedBy, listNumber: 'FH2' },
        { 'claim-1': 'paid' },
      ],
    ]);
    // Now the money has gone: the answer says how to undo it.
    const late = await play.record('duty', 'claim.rectified', {
      part: 'claim-1',
      field: 'amount',
      value: '1',
      reason,
    });
    expect([late.status, late.body.rules]).toEqual([
      409,
      [expect.objectContaining({ code: 'moneyNotMoved', sentence: expect.stringMatching(/revokes or changes/) })],
    ]);
    await play.expectReplay();
  });
});

describe('a customer who is named in a supplement', () => {
  it('is sealed, shown masked, and found like one named in the report', async () => {
    const play = new Play(theatre);
    const { customer: _, account: __, hold, ...bare } = report(1601);
    const idNumber = '990101199002031609';
    const account = { number: '6217000099991601601', bank: 'bank-b' };
    await play.rows([
      ['15:00', 'duty', 'lead.reported', { ...bare, account: { ...account, number: '6217000099991601602' } }, {}],
      ['15:01', 'duty', 'lead.supplemented', { hold }, { refused: [409, 'rulesFailed', 'bankDelays'] }],
    ]);
    const other = new Play(theatre);
    await other.rows([
      ['15:00', 'teller', 'lead.reported', { ...bare, customer: { name: '陆示例' } }, { 'lead-1': 'reported' }],
      ['15:02', 'teller', 'lead.supplemented', { account, hold }, { 'account-1': 'located', 'hold-1': 'active' }],
      ['15:03', 'officer', 'lead.noted', { text: 'x' }, { refused: [404, 'notFound'] }],
      [
        '15:04',
        'teller',
        'lead.rectified',
        { field: 'customer.idNumber', value: idNumber, reason: '补证件号' },
        { 'lead-1': 'reported' },
      ],
    ]);
    expect(await reportsAgain(idNumber, '2')).toBe('oneHoldIn24h');
    expect(await reportsAgain('990101199002031617', account.number)).toBe('oneHoldIn24h');
    const { parts } = await other.file('teller');
    expect(parts.map((part) => part.facts)).toMatchObject([
      { customer: { name: '陆**', idNumber: '9****************9' } },
      { minutes: 20 },
      { number: '621700*********1601' },
    ]);
    await other.expectReplay();
  });
});
