import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Play, type Row, Theatre } from './play.js';
import { report } from './scenes.js';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await Theatre.open();
});
afterAll(() => theatre?.close());

/** Somebody is held at 15:00 and let go at 15:05, in a case of their own. */
async function heldBefore(n: number): Promise<ReturnType<typeof report>> {
  const body = report(n);
  await new Play(theatre).rows([
    ['15:00', 'teller', 'lead.reported', body, { 'hold-1': 'active' }],
    ['15:05', 'teller', 'hold.released', { part: 'hold-1', reason: '已核实' }, { 'hold-1': 'released' }],
  ]);
  return body;
}

/** Reported again in a hurry, and held: nobody has said yet who it is. */
async function again(n: number, more: object): Promise<Play> {
  const { customer: _, account: __, ...bare } = report(n);
  const play = new Play(theatre);
  await play.step('15:30', 'teller', 'lead.reported', { ...bare, ...more }, { 'hold-1': 'active' });
  return play;
}

async function letsGo(play: Play, row: Row): Promise<void> {
  await play.step(...row);
  const hold = (await play.file()).parts.find(({ id }) => id === 'hold-1');
  expect(hold?.facts).toMatchObject({ endedAt: '2024-11-18T07:31:00.000Z', endedFor: 'heldElsewhere' });
  expect(hold?.clocks).toEqual([]);
  await play.expectReplay();
}

describe('a customer who turns out to have been held elsewhere today', () => {
  it('is recorded in a supplement all the same, and let go', async () => {
    const { customer } = await heldBefore(7001);
    const play = await again(7002, { account: report(7002).account });
    await letsGo(play, ['15:31', 'teller', 'lead.supplemented', { customer }, { 'hold-1': 'released' }]);
  });

  it('is let go when the account says so', async () => {
    const { account } = await heldBefore(7003);
    const play = await again(7004, { customer: report(7004).customer });
    await letsGo(play, ['15:31', 'teller', 'lead.supplemented', { account }, { 'hold-1': 'released' }]);
  });

  it('is let go when a number is corrected', async () => {
    const { customer, account } = await heldBefore(7005);
    const reason = '证件号录入有误';
    const one = await again(7006, { customer: report(7006).customer });
    const idNumber = { field: 'customer.idNumber', value: customer.idNumber, reason };
    await letsGo(one, ['15:31', 'bankdesk', 'lead.rectified', idNumber, { 'hold-1': 'released' }]);
    const two = await again(7007, { account: report(7007).account });
    const number = { part: 'account-1', field: 'number', value: account.number, reason };
    await letsGo(two, ['15:31', 'bankdesk', 'account.rectified', number, { 'hold-1': 'released' }]);
  });
});

describe('a customer who was held nowhere else', () => {
  it('is held on while it becomes known who it is', async () => {
    const play = await again(7008, { account: report(7008).account });
    const { customer } = report(7008);
    await play.step('15:31', 'teller', 'lead.supplemented', { customer }, { 'hold-1': 'active' });
    await play.expectReplay();
  });
});
