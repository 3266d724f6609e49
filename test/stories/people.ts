import type { Row } from './play.js';

/** Bodies and rows that the stories about customers share. Numbers are no real person's. */

export function report(n: number, more: object = {}) {
  return {
    subject: 'withdrawal',
    suspectedRole: 'suspect',
    amount: '4000000',
    account: { number: `62170000999900${n}`, bank: 'bank-a', holder: '陆示例' },
    customer: { name: '陆示例', idType: 'residentId', idNumber: `9901011990010${n}`, phone: '19900000003' },
    indicators: ['RAPID_IN_OUT', 'SCRIPTED_REMOTE_DIRECTED'],
    hold: { minutes: 20, reason: '资金到账后立即全部支取，正在核实用途', told: 'now' },
    ...more,
  };
}

/** Cleared from afar at `15:02`, the bank has read it at `15:04`: the case is closed. */
export function clearedRows(n: number, more: object = {}, day = '11-18'): Row[] {
  const grounds = ['independentContact', 'historyNormal'];
  return [
    [`${day} 15:00`, 'teller', 'lead.reported', report(n, more), { 'lead-1': 'reported' }],
    [
      `${day} 15:02`,
      'duty',
      'lead.classified',
      { finding: 'legitimate', reason: '单位财务确认，流水正常', grounds },
      { 'lead-1': 'cleared' },
    ],
    [`${day} 15:03`, 'duty', 'lead.feedbackSent', { result: 'legitimate' }, { 'lead-1': 'sent' }],
    [`${day} 15:04`, 'teller', 'lead.feedbackAcknowledged', {}, { 'lead-1': 'settled' }],
  ];
}
