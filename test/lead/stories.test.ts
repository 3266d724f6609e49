import { describe, expect, it } from '@jest/globals';
import { leadCase } from '../../src/lead/lead.case.js';
import { unsettled } from '../../src/lead/parts/standing.js';
import { Play } from './play.js';
import {
  both,
  cashBody,
  caught,
  claim,
  detain,
  enRoute,
  feedBack,
  fileCase,
  find,
  found,
  inCustody,
  onScene,
  report,
  reported,
  reportWithout,
  secure,
  victim,
} from './scenes.js';

const remote = { finding: 'legitimate', reason: '已核实', grounds: ['historyNormal', 'purposeEvidence'] };
const order = { part: 'account-1', orderNumber: 'S1' };
const reason = { reason: '核实后' };
const later = { ...report, hold: { minutes: 20, reason: '核实', told: 'later', laterReason: '同伙在外' } };

function stop(play: Play): Play {
  return play
    .do('15:15', 'duty', 'account.stopPayOrdered', order)
    .do('15:16', 'bankdesk', 'account.stopPaid', { part: 'account-1', amount: '20000000' });
}

function unfreeze(play: Play, time: string): Play {
  return play
    .do(time, 'officer', 'account.unfreezeOrdered', { part: 'account-1', orderNumber: 'U1' })
    .do(time, 'bankdesk', 'account.unfrozen', { part: 'account-1', reason: '按通知' });
}

function closes(play: Play): void {
  expect(unsettled(play.view)).toEqual([]);
  expect(play.closed).toBe(true);
  expect(play.replayed()).toEqual(play.file);
}

describe('a legitimate customer', () => {
  it('is cleared from afar in minutes: the hold gone, nothing lasting, the case closed', () => {
    const play = reported().do('15:01', 'duty', 'lead.acknowledged').do('15:03', 'duty', 'lead.classified', remote);
    expect(play.state('hold-1')).toEqual({ payment: 'released', telling: 'told' });
    expect(play.state('account-1')).toBe('untouched');
    expect(play.state('lead.progress')).toBe('cleared');
    expect(play.ids('suspect')).toEqual([]);
    closes(feedBack(play, 'legitimate', '15:20'));
  });

  it('whose money was stopped gets it back by the bank on an order of the police', () => {
    const play = find(stop(found()), 'legitimate', '16:00');
    expect(play.state('account-1')).toBe('unrelated');
    expect(play.state('suspect-1')).toBe('dismissed');
    closes(feedBack(unfreeze(play, '16:30'), 'legitimate'));
  });

  it('found suspect again: cash and stop that were to go back are held anew', () => {
    const play = find(secure(stop(found()), '1000000', '15:20'), 'legitimate', '16:00');
    expect([play.state('cash-1'), play.state('account-1')]).toEqual(['unrelated', 'unrelated']);
    find(play, 'suspect', '16:30');
    expect([play.state('cash-1'), play.state('account-1')]).toEqual(['secured', 'located']);
  });

  it('after the case was filed: it is revoked', () => {
    const play = find(fileCase(found()), 'legitimate', '16:00');
    expect(play.state('lead.filing')).toBe('filed');
    play.do('16:30', 'county', 'lead.filingRevoked', reason);
    expect(play.state('lead.filing')).toBe('declined');
    closes(feedBack(play, 'legitimate'));
  });
});

describe('nobody answers', () => {
  it('every clock escalates, the customer goes when the hold ends, and the lead still has an owner', () => {
    const play = reported().until('15:02');
    expect(play.overdue).toEqual(['lead-1/acknowledge']);
    play.do('15:05', 'duty', 'lead.dispatched', { station: 'xiufeng' }).until('15:25');
    expect(play.overdue).toEqual(['lead-1/accept']);
    expect(play.state('hold-1')).toEqual({ payment: 'expired', telling: 'told' });
    expect(play.facts('lead-1')['owner']).toBe('duty');
  });

  it('a station that declines loses the lead, the next one gets it', () => {
    const play = reported()
      .do('15:01', 'duty', 'lead.dispatched', { station: 'xiufeng' })
      .do('15:03', 'station', 'lead.declined', reason);
    expect(play.state('lead.progress')).toBe('acknowledged');
    play.do('15:04', 'duty', 'lead.dispatched', { station: 'diecai' });
    expect(play.facts('lead-1')['stations']).toEqual([
      { station: 'xiufeng', district: 'xiufeng', from: at('15:01'), to: at('15:03') },
      { station: 'diecai', district: 'diecai', from: at('15:04'), to: null },
    ]);
  });

  it('re-routing closes the access of the station that led; support stays', () => {
    const play = enRoute()
      .do('15:05', 'duty', 'lead.supportRequested', { station: 'diecai', task: '拦截' })
      .do('15:06', 'duty', 'lead.dispatched', { station: 'qixing' });
    const stations = play.facts('lead-1')['stations'];
    expect(stations).toMatchObject([
      { station: 'xiufeng', to: at('15:06') },
      { station: 'diecai', to: null },
      { station: 'qixing', to: null },
    ]);
    expect(play.facts('lead-1')['station']).toBe('qixing');
  });
});

function at(time: string): string {
  return new Date(`2024-11-18T${time}:00+08:00`).toISOString();
}

describe('the bank', () => {
  it('withdraws its own mistake: hold and account are free, no feedback is needed', () => {
    const play = reported().do('15:05', 'teller', 'lead.withdrawn', reason);
    expect(play.state('lead.feedback')).toBe('notNeeded');
    closes(play);
  });

  it('waits for no result of a lead of the police', () => {
    const play = new Play().do('15:00', 'duty', 'lead.reported', reportWithout('hold', 'account'));
    closes(play.do('15:03', 'duty', 'lead.classified', remote));
  });

  it('is asked and answers; a case that closes waits for no answer', () => {
    const play = reported()
      .do('15:01', 'duty', 'lead.infoRequested', { question: '在吗' })
      .do('15:02', 'teller', 'lead.infoSupplied', { answer: '在' })
      .do('15:03', 'duty', 'lead.infoRequested', { question: '还在吗' })
      .do('15:04', 'duty', 'lead.classified', remote);
    closes(feedBack(play, 'legitimate', '15:05'));
    expect(play.state('lead.information')).toBe('none');
  });

  it('delays again after the first hold only a day later', () => {
    const delay = { minutes: 10, reason: '再次取现', told: 'now' };
    const play = reported().do('15:30', 'teller', 'hold.started', delay, 'rules:oneHoldIn24h');
    expect(play.do('11-19 15:01', 'teller', 'hold.started', delay).state('hold-2')).toMatchObject({
      payment: 'active',
    });
  });
});

describe('a customer who is told later', () => {
  it('must still be told when the payment is no longer held', () => {
    const play = secure(find(onScene(later)));
    expect(play.state('hold-1')).toEqual({ payment: 'superseded', telling: 'due' });
    expect(play.clock('hold-1', 'tellCustomer')).toBeDefined();
    play.do('15:18', 'teller', 'hold.told', { part: 'hold-1' });
    expect(play.part('hold-1').final).toBe(true);
    expect(play.file.clocks.some((clock) => clock.part === 'hold-1')).toBe(false);
  });

  it('is told by the end of the hold, also of an extended one', () => {
    const play = enRoute(later).do('15:05', 'duty', 'hold.extended', { part: 'hold-1', minutes: 15 });
    expect(play.clock('hold-1', 'tellCustomer')?.dueAt).toBe(at('15:35'));
    expect(play.until('15:36').overdue).toContain('hold-1/tellCustomer');
    play.do('15:40', 'bankdesk', 'hold.told', { part: 'hold-1' });
    expect(play.overdue).not.toContain('hold-1/tellCustomer');
  });

  it('who was told at once need not be told again', () => {
    expect(reported().record('15:01', 'teller', 'hold.told', { part: 'hold-1' })).toBe('notInThisState');
  });
});

describe('linking', () => {
  it('lets the customer go, and the other lead carries on', () => {
    const play = reported().do('15:01', 'duty', 'lead.linked', { lead: 'GL-2', reason: '同一账户' });
    expect(play.state('lead.progress')).toBe('linked');
    expect(play.state('hold-1')).toMatchObject({ payment: 'released' });
    expect(feedBack(play, 'linked', '15:10').closed).toBe(false);
  });

  it('undone, the lead is worked on here again and nothing is to be fed back yet', () => {
    const play = reported()
      .do('15:01', 'duty', 'lead.linked', { lead: 'GL-2', reason: '同一账户' })
      .do('15:05', 'duty', 'lead.unlinked', reason);
    expect(play.state('lead.progress')).toBe('acknowledged');
    expect(play.state('lead.feedback')).toBe('none');
    expect(play.facts('lead-1')['links']).toEqual([]);
  });

  it('after officers were on the scene is only an entry', () => {
    const play = found().do('15:20', 'duty', 'lead.linked', { lead: 'GL-2', reason: '同一团伙' });
    expect(play.state('lead.progress')).toHaveProperty('intervening');
    expect(play.state('hold-1')).toMatchObject({ payment: 'expired' });
    expect(play.facts('lead-1')['links']).toMatchObject([{ lead: 'GL-2' }]);
  });
});

describe('a deceived customer', () => {
  it('persuaded keeps the money, and is watched for 30 days, also on the closed case', () => {
    const play = found('victim')
      .do('15:30', 'officer', 'victim.contacted', { part: 'victim-1', channel: '当面' })
      .do('15:40', 'officer', 'victim.persuaded', { part: 'victim-1' })
      .do('15:41', 'officer', 'account.leftAlone', { part: 'account-1', reason: '本人资金' })
      .do('11-19 10:00', 'officer', 'lead.filingDeclined', reason);
    closes(feedBack(play, 'dissuaded', '11-19 20:10'));
    expect(play.until('12-18 15:40').state('victim-1')).toBe('done');
  });

  it.each(['victim.persuaded', 'victim.refused'])('refuses, the family is told, watched either way: %s', (last) => {
    const play = found('victim')
      .do('15:30', 'officer', 'victim.contacted', { part: 'victim-1', channel: '当面' })
      .do('15:40', 'officer', 'victim.refused', { part: 'victim-1' })
      .do('15:50', 'officer', 'victim.familyContacted', { part: 'victim-1', who: '女儿' })
      .do('16:30', 'officer', last, { part: 'victim-1' });
    expect(play.state('victim-1')).toBe('watched');
  });

  it('a victim who walks out of the bank becomes no suspect', () => {
    const play = found('victim').do('15:20', 'teller', 'lead.subjectLeft', { means: 'onFoot' });
    expect(play.ids('suspect')).toEqual([]);
  });

  it('suspect first, tool in the end: reclassified, and a victim once', () => {
    const play = find(find(found(), 'tool', '16:00'), 'victim', '16:30');
    expect(play.state('suspect-1')).toBe('reclassified');
    expect(play.ids('victim')).toEqual(['victim-1']);
    expect(play.state('lead.progress')).toMatchObject({ intervening: { pursuit: 'notNeeded' } });
  });

  it('reclassified by an officer becomes a victim', () => {
    const play = found().do('16:00', 'officer', 'suspect.reclassified', {
      part: 'suspect-1',
      as: 'tool',
      reason: '被骗',
    });
    expect(play.state('victim-1')).toBe('candidate');
    expect(play.facts('victim-1')).toMatchObject({ customer: true, suspect: 'suspect-1' });
  });
});

describe('people', () => {
  it('the customer who ran before the finding is opened as fled', () => {
    const play = find(onScene().do('15:12', 'teller', 'lead.subjectLeft', { means: 'onFoot' }));
    expect(play.state('suspect-1')).toBe('fled');
    expect(play.state('lead.progress')).toMatchObject({ intervening: { pursuit: 'fled' } });
  });

  it('a customer who leaves moves no accomplice whom the police hold', () => {
    const play = fileCase(found())
      .do('15:40', 'officer', 'suspect.identified', { description: '望风' })
      .do('15:41', 'officer', 'suspect.caught', { part: 'suspect-2', where: '门外' })
      .do('15:42', 'officer', 'suspect.detained', { part: 'suspect-2', decisionNumber: 'D2' })
      .do('15:43', 'teller', 'lead.subjectLeft', { means: 'vehicle', plate: '桂C00000' });
    expect(play.state('suspect-1')).toBe('fled');
    expect(play.state('suspect-2')).toHaveProperty('detained');
  });

  it('fled, wanted, caught, arrested', () => {
    const play = fileCase(found())
      .do('15:40', 'officer', 'suspect.fled', { part: 'suspect-1', how: '后门' })
      .do('15:50', 'officer', 'suspect.wanted', { part: 'suspect-1', decisionNumber: 'D1' });
    detain(caughtAgain(play), '19:00').do('20:00', 'officer', 'suspect.arrested', {
      part: 'suspect-1',
      approvalNumber: 'P1',
    });
    expect(play.state('suspect-1')).toBe('arrested');
  });

  it('found suspect again after the arrest, the customer stays one person', () => {
    const play = detain(caught()).do('20:00', 'officer', 'suspect.arrested', {
      part: 'suspect-1',
      approvalNumber: 'P1',
    });
    find(find(play, 'undetermined', '20:10'), 'suspect', '20:20');
    expect(play.ids('suspect')).toEqual(['suspect-1']);
  });

  it('found suspect twice is one suspect', () => {
    const play = find(find(found(), 'undetermined', '15:30'), 'suspect', '15:40');
    expect(play.ids('suspect')).toEqual(['suspect-1']);
  });

  it('bailed or released, the case may close', () => {
    const play = detain(caught()).do('20:00', 'officer', 'suspect.bailed', { part: 'suspect-1', decisionNumber: 'Q1' });
    expect(unsettled(play.view)).toEqual(['account-1']);
  });
});

function caughtAgain(play: Play): Play {
  return play.do('16:00', 'officer', 'suspect.caught', { part: 'suspect-1', where: '车站' });
}

describe('money in the account', () => {
  it('stopped, the stop lapses after 48 hours and may be ordered once more', () => {
    const play = stop(found()).until('11-20 15:17');
    expect(play.state('account-1')).toBe('located');
    play
      .do('11-20 16:00', 'duty', 'account.stopPayOrdered', { ...order, orderNumber: 'S2' })
      .do('11-20 16:01', 'bankdesk', 'account.stopPayRefused', { part: 'account-1', reason: '余额不足' })
      .do('11-20 16:02', 'duty', 'account.stopPayOrdered', order, 'rules:atMostTwoStops');
  });

  it('an order to lift an earlier stop does not lift a later one', () => {
    const play = stop(found())
      .do('16:00', 'officer', 'account.unfreezeOrdered', { part: 'account-1', orderNumber: 'U1' })
      .until('11-20 15:17')
      .do('11-20 16:00', 'duty', 'account.stopPayOrdered', order)
      .do('11-20 16:01', 'bankdesk', 'account.stopPaid', { part: 'account-1', amount: '20000000' });
    const lifted = play.record('11-20 16:02', 'bankdesk', 'account.unfrozen', { part: 'account-1', reason: '按通知' });
    expect(lifted).toBe('rules:unfreezeOrdered');
  });

  it('drawn in two pieces is drawn out with the second', () => {
    const play = secure(found(), '15000000');
    expect(play.state('account-1')).toBe('located');
    play.do('15:20', 'officer', 'cash.secured', cashBody('5010000'), 'rules:notAboveBalance');
    play.do('15:20', 'officer', 'cash.secured', cashBody('5000000'));
    expect(play.state('account-1')).toBe('drawnOut');
  });

  it('paid out by the teller while the stop was ordered becomes cash', () => {
    const play = secure(found().do('15:15', 'duty', 'account.stopPayOrdered', order));
    expect(play.state('account-1')).toBe('drawnOut');
    expect(play.clock('account-1', 'bankAnswers')).toBeUndefined();
  });

  it('emptied before anybody stopped it is lost', () => {
    const play = found('undetermined')
      .do('16:00', 'bankdesk', 'account.emptied', { part: 'account-1', whereTo: '转入外省账户' })
      .do('11-19 10:00', 'officer', 'lead.filingDeclined', reason);
    expect(play.state('lead.progress')).toMatchObject({ intervening: { interception: 'lost' } });
    closes(feedBack(play, 'lost', '11-19 20:10'));
  });

  it('nothing found, concluded: what was only located stays as it is', () => {
    const play = found('undetermined')
      .do('11-19 10:00', 'duty', 'lead.concluded', reason)
      .do('11-19 10:01', 'officer', 'lead.filingDeclined', reason);
    expect(play.state('account-1')).toBe('untouched');
    closes(feedBack(play, 'dissuaded', '11-19 20:10'));
  });

  it('of another bank shows that bank the case', () => {
    const play = found().do('15:20', 'duty', 'account.located', { number: '62', bank: 'bank-b', amount: '100' });
    expect(index(play).accountBanks).toEqual(['bank-b']);
    expect(index(play)).toMatchObject({
      bank: 'bank-a',
      outlet: 'bank-a-xiufeng',
      station: 'xiufeng',
      phase: 'intervening',
    });
  });
});

function index(play: Play) {
  return leadCase.index(play.file);
}

describe('cash', () => {
  it('handed out before anyone came is sought, and secured later under the same number', () => {
    const play = found()
      .do('15:15', 'duty', 'cash.sought', { amount: '20000000', where: '网约车' })
      .do('15:40', 'officer', 'cash.secured', { part: 'cash-1', ...cashBody() });
    expect(play.ids('cash')).toEqual(['cash-1']);
    expect([play.state('cash-1'), play.state('account-1')]).toEqual(['secured', 'drawnOut']);
  });

  it('sought for a customer who turns out legitimate was never ours', () => {
    const play = onScene().do('15:12', 'officer', 'cash.sought', { amount: '20000000' });
    expect(find(play, 'legitimate').state('cash-1')).toBe('untouched');
  });

  it('goes back when no case is filed, with the claims rejected', () => {
    const play = secure(found('tool')).do('11-19 10:00', 'officer', 'lead.filingDeclined', reason);
    expect(play.state('cash-1')).toBe('unrelated');
    play.do('11-19 11:00', 'officer', 'cash.handedBack', { part: 'cash-1', receipt: 'R1' });
    closes(feedBack(play, 'dissuaded', '11-19 20:10'));
  });

  it('given back as unrelated is held again when the case is filed after all', () => {
    const play = secure(found('tool')).do('11-19 10:00', 'officer', 'lead.filingDeclined', reason);
    expect(fileCase(play, '11-19 12:00').state('cash-1')).toBe('secured');
  });

  it('announced and claimed comes back into custody; unclaimed it goes to the treasury', () => {
    const play = inCustody().do('18:00', 'officer', 'cash.announced', { part: 'cash-1', noticeNumber: 'G1' });
    const of = victim(play, '18:10');
    const claimed = claim(play, of, '1000000', '18:20');
    expect(play.state('cash-1')).toBe('inCustody');
    play
      .do('18:30', 'officer', 'cash.announced', { part: 'cash-1', noticeNumber: 'G2' })
      .do('2025-05-19 10:00', 'custodian', 'cash.toTreasury', { part: 'cash-1', voucher: 'V1' });
    expect([play.state('cash-1'), play.state(claimed)]).toEqual(['treasury', 'withCase']);
    expect(play.state('lead.progress')).toMatchObject({ intervening: { restitution: 'parked' } });
  });

  it.each([
    ['cash.sentWithCase', 'custodian', { organ: '检察院', listNumber: 'L9' }, 'withCase', 'withCase'],
    ['cash.lost', 'officer', { how: '火灾' }, 'lost', 'rejected'],
  ] as const)('%s takes the open claims with it', (type, who, body, state, claimState) => {
    const play = inCustody();
    const part = claim(play, victim(play), '1000000');
    play.do('18:00', who, type, { part: 'cash-1', ...body });
    expect([play.state('cash-1'), play.state(part)]).toEqual([state, claimState]);
  });

  it('handed back with a claim on it rejects the claim', () => {
    const play = inCustody();
    const part = claim(play, victim(play), '1000000');
    play
      .do('18:00', 'officer', 'cash.unrelated', { part: 'cash-1', reason: '合法' })
      .do('18:10', 'custodian', 'cash.handedBack', { part: 'cash-1', receipt: 'R1' });
    expect(play.state(part)).toBe('rejected');
  });
});

describe('closing and reopening', () => {
  it('a closed case reopened needs a new finding before it closes again', () => {
    const play = feedBack(reported().do('15:03', 'duty', 'lead.classified', remote), 'legitimate', '15:20');
    closes(play);
    play.do('11-25 10:00', 'centerlead', 'lead.reopened', reason);
    expect(play.closed).toBe(false);
    expect(play.state('lead.progress')).toBe('acknowledged');
    expect(play.state('lead.feedback')).toBe('due');
    expect(play.facts('lead-1')['finding']).toBeUndefined();
  });

  it('comes back to the intervention when officers were on the scene', () => {
    const play = feedBack(find(onScene(), 'legitimate'), 'legitimate').do(
      '11-25 10:00',
      'centerlead',
      'lead.reopened',
      reason,
    );
    expect(play.state('lead.progress')).toHaveProperty('intervening');
    expect(play.record('11-25 10:01', 'duty', 'lead.dispatched', { station: 'xiufeng' })).toBe('notInThisState');
    expect(unsettled(play.view)).toEqual(['finding']);
  });

  it('a lead of the police that is reopened does not close at once', () => {
    const play = new Play().do('15:00', 'duty', 'lead.reported', reportWithout('hold', 'customer'));
    play
      .do('15:01', 'duty', 'lead.dispatched', { station: 'xiufeng' })
      .do('15:03', 'station', 'lead.accepted', { officers: both })
      .do('15:10', 'officer', 'lead.arrived', { officers: both })
      .do('15:12', 'officer', 'lead.classified', { finding: 'legitimate', reason: '正常' });
    closes(play);
    expect(play.do('16:00', 'centerlead', 'lead.reopened', reason).closed).toBe(false);
  });

  it('only the head of the center reopens', () => {
    const play = feedBack(reported().do('15:03', 'duty', 'lead.classified', remote), 'legitimate', '15:20');
    expect(play.record('16:00', 'duty', 'lead.reopened', reason)).toBe('roleMissing');
  });

  it('notes may be written at any time by everybody in scope', () => {
    const play = feedBack(reported().do('15:03', 'duty', 'lead.classified', remote), 'legitimate', '15:20');
    expect(play.record('16:00', 'custodian', 'lead.noted', { text: '备注' })).toBe('ok');
    expect(play.closed).toBe(true);
  });
});

describe('feedback', () => {
  it('an interim word that was read waits for the rest and then asks for the result', () => {
    const play = found('undetermined', reportWithout('account'))
      .do('15:20', 'duty', 'lead.feedbackSent', { result: 'confirmed' })
      .do('15:21', 'teller', 'lead.feedbackAcknowledged');
    expect(play.state('lead.feedback')).toBe('interim');
    play
      .do('11-19 10:00', 'officer', 'lead.filingDeclined', reason)
      .do('11-19 10:01', 'duty', 'lead.concluded', reason);
    expect(play.state('lead.feedback')).toBe('due');
  });

  it('a revised finding makes the last result stale', () => {
    const play = feedBack(found('undetermined'), 'confirmed', '15:20');
    expect(find(play, 'tool', '16:00').state('lead.feedback')).toBe('due');
  });

  it('the result may be sent before all else is settled; the case closes when the last thing is', () => {
    const play = feedBack(fileCase(found('undetermined')), 'lost', '16:00');
    expect(play.closed).toBe(false);
    play.do('17:00', 'officer', 'account.emptied', { part: 'account-1', whereTo: '外省' });
    closes(play);
  });
});
