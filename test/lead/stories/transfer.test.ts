import { describe, expect, it } from '@jest/globals';
import { unsettled } from '../../../src/lead/parts/settling.js';
import type { Play } from '../play.js';
import {
  approveTransfer,
  cashBody,
  caught,
  detain,
  elsewhere,
  feedBack,
  fileCase,
  find,
  found,
  handOverBody,
  handOverCase,
  inCustody,
  leaving,
  personHandedOver,
  proposeTransfer,
  receipt,
  wholeSum,
} from '../scenes.js';

function acknowledge(play: Play, time = '21:00'): Play {
  return play.do(time, 'duty', 'transfer.acknowledged', { part: 'transfer-1', ...receipt });
}

function notify(play: Play, time = '21:10'): Play {
  return play.do(time, 'duty', 'transfer.notified', { part: 'transfer-1', who: '被害人王某、甲银行' });
}

function handedOn(body?: Record<string, unknown>): Play {
  return acknowledge(handOverCase(leaving(body)));
}

describe('a case that goes to another organ', () => {
  it('takes everything that is open with it, and closes when the bank and those who reported know', () => {
    const play = handedOn();
    for (const part of ['account-1', 'cash-1', 'claim-1', 'suspect-1'])
      expect([part, play.state(part)]).toEqual([part, part === 'account-1' ? 'drawnOut' : 'transferred']);
    expect(play.state('lead.progress')).toMatchObject({
      intervening: { interception: 'intercepted', pursuit: 'notNeeded', restitution: 'parked' },
    });
    expect(unsettled(play.view)).toEqual(['transfer-1']);
    expect(feedBack(notify(play), 'interceptedParked', '21:20').closed).toBe(true);
    expect(play.file.clocks).toEqual([]);
    expect(play.replayed()).toEqual(play.file);
  });

  it('leaves the decision whether to file to the organ that has it now', () => {
    const play = approveTransfer(proposeTransfer(found(), elsewhere, '15:30'), 'transfer-1', '15:40');
    acknowledge(handOverCase(play, []));
    expect(play.state('lead.filing')).toBe('none');
    expect(play.state('account-1')).toBe('transferred');
    expect(feedBack(notify(play), 'lost', '21:20').closed).toBe(true);
  });

  it('stays where it is when the other organ only helps', () => {
    const play = handOverCase(leaving({ ...elsewhere, mode: 'cooperate' }), []);
    expect(play.state('transfer-1')).toEqual({ course: 'handedOver', owed: 'done' });
    acknowledge(play);
    expect(play.part('transfer-1').final).toBe(true);
    expect([play.state('cash-1'), play.state('claim-1')]).toEqual(['inCustody', 'verified']);
    expect(play.facts('lead-1')['handedOnTo']).toBeUndefined();
    expect(handOverBody()).toMatchObject({ faceToFace: true });
  });

  it('hands nobody over who only gets help', () => {
    const play = approveTransfer(proposeTransfer(caught(), { ...elsewhere, mode: 'cooperate' }));
    const person = { part: 'suspect-1', ...personHandedOver };
    expect(play.record('20:10', 'officer', 'suspect.handedOver', person)).toBe('rules:toTransferUnderWay');
  });

  it('merged, keeps where it went among its links', () => {
    const play = handedOn({ ...elsewhere, mode: 'merge', lead: 'L1' });
    expect(play.facts('lead-1')['links']).toEqual([
      { lead: 'L1', to: { id: 'id-of-L1', number: 'L1', circle: false }, at: expect.any(String), merge: 'transfer-1' },
    ]);
  });

  it('is refused and comes back: everything is as it was', () => {
    const play = handOverCase(leaving()).do('21:00', 'duty', 'transfer.refused', { part: 'transfer-1', reason: 'r' });
    expect(play.state('transfer-1')).toEqual({ course: 'refused', owed: 'done' });
    expect([play.state('cash-1'), play.state('suspect-1')]).toEqual(['inCustody', 'identified']);
    expect(play.clock('transfer-1', 'transferNotice')).toBeUndefined();
  });

  it('is declined by the head it was put to', () => {
    const play = proposeTransfer(inCustody());
    play.do('19:40', 'county', 'transfer.refused', { part: 'transfer-1', reason: '本地有管辖权' });
    expect(play.part('transfer-1').final).toBe(true);
    expect(play.clock('transfer-1', 'transfer')).toBeUndefined();
  });

  it('alarms when it is approved and yet not sent within 24 hours', () => {
    expect(leaving().until('11-19 19:31').overdue).toContain('transfer-1/transfer');
  });

  it('owes the written notice also after the acknowledgement', () => {
    expect(handedOn().until('11-21 20:01').overdue).toContain('transfer-1/transferNotice');
  });

  it('counts everything that is held, once each', () => {
    const list = (property: object[]) =>
      leaving().record('20:00', 'officer', 'transfer.handedOver', {
        part: 'transfer-1',
        ...handOverBody(),
        property,
      });
    expect(list([])).toBe('rules:everythingCounted');
    expect(list([...wholeSum, ...wholeSum])).toBe('rules:everythingCounted');
    expect(list(wholeSum)).toBe('ok');
  });

  it('is not acknowledged while something that was counted has gone another way', () => {
    const play = handOverCase(leaving()).do('20:20', 'officer', 'cash.lost', { part: 'cash-1', how: '途中' });
    const body = { part: 'transfer-1', ...receipt };
    expect(play.record('20:45', 'duty', 'transfer.acknowledged', body)).toBe('rules:nothingElseInHand');
  });

  it('reopened, asks for its own finding and asset again', () => {
    const play = feedBack(notify(handedOn()), 'interceptedParked', '21:20');
    play.do('21:30', 'centerlead', 'lead.reopened', { reason: '又有现金' });
    expect(unsettled(play.view)).toEqual(['finding']);
    const { from: _, ...body } = cashBody('10000');
    find(play, 'suspect', '21:31').do('21:32', 'officer', 'cash.secured', body);
    expect(play.state('cash-2')).toBe('secured');
  });
});

describe('a person in our hands when the case goes', () => {
  const person = { part: 'suspect-1', ...personHandedOver };

  it('is handed over on the record; the limits run on until the other organ acknowledges', () => {
    const play = detain(caught(fileCase(found())));
    handOverCase(approveTransfer(proposeTransfer(play)), []);
    const due = play.clock('suspect-1', 'arrestRequest')?.dueAt;
    play.do('20:10', 'officer', 'suspect.handedOver', person);
    expect(play.state('suspect-1')).toHaveProperty('detained');
    expect(play.clock('suspect-1', 'arrestRequest')?.dueAt).toBe(due);
    acknowledge(play);
    expect(play.state('suspect-1')).toBe('transferred');
    expect(play.state('lead.progress')).toMatchObject({ intervening: { pursuit: 'caught' } });
    expect(play.file.clocks.filter((clock) => clock.part === 'suspect-1')).toEqual([]);
  });

  it('handed over in a transfer that was refused, is handed over anew in the next', () => {
    const play = handOverCase(approveTransfer(proposeTransfer(caught())), []);
    play
      .do('20:10', 'officer', 'suspect.handedOver', person)
      .do('20:20', 'duty', 'transfer.refused', { part: 'transfer-1', reason: 'r' });
    handOverCase(
      approveTransfer(proposeTransfer(play, elsewhere, '20:30'), 'transfer-2', '20:31'),
      [],
      'transfer-2',
      '20:32',
    );
    const again = { part: 'transfer-2', ...receipt };
    expect(play.record('20:40', 'duty', 'transfer.acknowledged', again)).toBe('rules:everybodyHandedOver');
  });

  it('who gets away on the road and is caught by us is in our hands again', () => {
    const play = handOverCase(approveTransfer(proposeTransfer(caught())), [])
      .do('20:10', 'officer', 'suspect.handedOver', person)
      .do('20:20', 'officer', 'suspect.fled', { part: 'suspect-1', how: '途中' })
      .do('20:40', 'officer', 'suspect.caught', { part: 'suspect-1', where: '车站' });
    const body = { part: 'transfer-1', ...receipt };
    expect(play.record('20:45', 'duty', 'transfer.acknowledged', body)).toBe('rules:everybodyHandedOver');
    acknowledge(play.do('20:50', 'officer', 'suspect.handedOver', person));
  });
});
