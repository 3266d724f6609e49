import { describe, expect, it } from '@jest/globals';
import { available } from '../../../src/engine/available.js';
import type { CaseFile } from '../../../src/engine/definition/index.js';
import { leadCase } from '../../../src/lead/lead.case.js';
import { interceptionOf } from '../../../src/lead/parts/settling.js';
import { people } from '../people.js';
import { house, type Outcome, type Play } from '../play.js';
import { called, system } from '../rules/alarm.rows.js';
import {
  cashBody,
  claim,
  enRoute,
  feedBack,
  fileCase,
  find,
  found,
  inCustody,
  onScene,
  reported,
  reportWithout,
  secure,
  victim,
} from '../scenes.js';

const reason = '误点';

function annuls(play: Play, time: string, version = play.view.lastMoved): Outcome {
  return play.record(time, 'officer', 'lead.recordedInError', { version, reason });
}

/** Parts as somebody sees them: without the version that wrote them last. */
function standing(file: CaseFile) {
  return {
    parts: file.parts.filter((part) => part.state !== 'annulled').map(({ version, ...part }) => part),
    clocks: file.clocks.map((clock) => ({ ...clock })),
  };
}

describe('what was recorded in error', () => {
  it('is taken back whole: parts and clocks stand as before, what it opened stays as annulled', () => {
    const play = found();
    const before = standing(play.file);
    secure(play);
    expect([play.state('account-1'), play.state('hold-1')]).toMatchObject(['drawnOut', { payment: 'superseded' }]);
    expect(annuls(play, '15:17')).toBe('ok');
    expect(standing(play.file)).toEqual(before);
    expect([play.state('cash-1'), play.part('cash-1').final]).toEqual(['annulled', true]);
    expect(play.clock('hold-1', 'holdExpires')).toBeDefined();
    expect(play.replayed()).toEqual(play.file);
  });

  it('is outside every sum, every reading and everything that is possible; its id is not used again', () => {
    const play = secure(found());
    annuls(play, '15:17');
    expect(interceptionOf(play.view)).toBe('open');
    expect(play.view.of('cash')).toEqual([]);
    const at = { at: '2024-11-18T07:20:00.000Z', recordedAt: '2024-11-18T07:20:00.000Z' };
    const actions = available(leadCase, play.file, () => people.officer, at);
    expect(actions.filter((action) => action.part === 'cash-1')).toEqual([]);
    const body = { part: 'cash-1', field: 'where', value: '门口', reason };
    expect(play.record('15:18', 'officer', 'cash.rectified', body)).toBe('notInThisState');
    play.do('15:19', 'officer', 'cash.secured', cashBody());
    expect(play.ids('cash')).toEqual(['cash-1', 'cash-2']);
    expect(play.state('account-1')).toBe('drawnOut');
    expect(play.replayed()).toEqual(play.file);
  });

  it('may be a fact or a correction, and the one who had recorded the old value counts again', () => {
    const play = reported(reportWithout('account'));
    const body = (value: string) => ({ field: 'amount', value, reason });
    play.do('15:01', 'duty', 'lead.rectified', body('19000000'));
    expect(annuls(play, '15:02')).toBe('ok');
    expect(play.facts('lead-1')).toMatchObject({ amount: '20000000' });
    expect(play.facts('lead-1')['corrected']).toBeUndefined();
    play.do('15:03', 'teller', 'lead.rectified', body('18000000'), 'rules:secondPerson');
    play.do('15:04', 'duty', 'lead.rectified', body('18000000'));
    expect(play.replayed()).toEqual(play.file);
  });

  it('may have notes and idle strikes behind it; a clock it had stopped runs on and strikes when its time has passed', () => {
    const play = reported().do('15:01', 'duty', 'lead.acknowledged');
    play.do('15:05', 'duty', 'lead.noted', { text: '核对中' });
    expect(play.overdue).toEqual(['lead-1/dispatch']);
    expect(annuls(play, '15:06', 2)).toBe('ok');
    expect(play.state('lead.progress')).toBe('reported');
    expect(play.clock('lead-1', 'dispatch')).toBeUndefined();
    play.until('15:06');
    expect(play.overdue).toEqual(['lead-1/acknowledge']);
    expect(play.replayed()).toEqual(play.file);
  });

  it('may have alarms and handovers behind it, which stay as they are', () => {
    const play = called();
    play
      .do('15:03', 'duty', 'lead.linked', { lead: 'L2', reason }, 'ok')
      .do('15:04', 'duty', 'lead.unlinked', { reason });
    const dispatched = play.do('15:05', 'duty', 'lead.dispatched', { station: 'xiufeng' }).view.lastMoved;
    const { alarms } = play.facts('lead-1');
    play.house = (question, actor) =>
      question.name === 'handover' ? { arriving: 'duty2', leaving: 'duty', signed: true } : house(question, actor);
    const handover = { handover: 'ab'.repeat(32), where: 'center', organisation: 'center' };
    play.do('15:06', system, 'lead.takenOver', handover);
    expect(play.view.lastMoved).toBe(dispatched);
    expect(annuls(play, '15:07', dispatched)).toBe('ok');
    expect(play.state('lead.progress')).toBe('acknowledged');
    expect([play.facts('lead-1')['owner'], play.facts('lead-1')['alarms']]).toEqual(['duty2', alarms]);
    expect(play.facts('lead-1')['station']).toBeUndefined();
    expect(play.replayed()).toEqual(play.file);
  });

  it('does not bring a strike back that has happened in between', () => {
    const play = enRoute().do('15:10', 'duty', 'lead.infoRequested', { question: '客户在吗' });
    play.do('15:11', 'teller', 'lead.supplemented', { note: '无' }).until('15:19');
    const asked = play.view.lastMoved;
    expect(play.overdue).toContain('lead-1/arrive');
    expect(annuls(play, '15:19', asked)).toBe('ok');
    expect(play.overdue).toContain('lead-1/arrive');
    const strikes = () => play.log.filter((command) => command.body['clock'] === 'arrive').length;
    play.until('15:25');
    expect(strikes()).toBe(1);
    expect(play.replayed()).toEqual(play.file);
  });

  it('stays when something followed, on whatever part', () => {
    const play = fileCase(found());
    const filed = play.view.lastMoved;
    secure(play, undefined, '15:31');
    expect(annuls(play, '15:32', filed)).toBe('rules:nothingFollowed');
    expect(annuls(play, '15:33')).toBe('ok');
    // What was annulled counts as the last that moved: nobody goes back step by step.
    expect(annuls(play, '15:34', filed)).toBe('rules:nothingFollowed');
    expect(annuls(play, '15:35')).toBe('rules:annullable');
  });

  it('stays when it is the report, a strike, a linking, a reopening, or what closed the case', () => {
    expect(annuls(reported(), '15:01')).toBe('rules:notTheOpening,annullable');
    expect(annuls(onScene().until('15:21'), '15:22')).toBe('rules:annullable');
    const linked = reported().do('15:01', 'duty', 'lead.linked', { lead: 'L2', reason });
    expect(annuls(linked, '15:02')).toBe('rules:annullable');
    const closed = feedBack(find(onScene(), 'legitimate'), 'legitimate');
    expect([closed.closed, annuls(closed, '20:11')]).toEqual([true, 'rules:notTheClosing']);
    closed.do('20:12', 'centerlead', 'lead.reopened', { reason });
    expect(annuls(closed, '20:13')).toBe('rules:annullable');
  });

  it('is not what moved nothing, nor what is not there', () => {
    const play = onScene().do('15:11', 'officer', 'lead.noted', { text: 'x' });
    expect(annuls(play, '15:12', play.file.version)).toBe('rules:nothingFollowed');
    expect(annuls(play, '15:12', 99)).toBe('rules:annullable,nothingFollowed');
  });

  it('may be a correction on a closed case, which stays closed', () => {
    const play = feedBack(find(onScene(), 'legitimate'), 'legitimate');
    const { closedAt } = play.file;
    play.do('21:00', 'bankdesk', 'account.rectified', { part: 'account-1', field: 'holder', value: '张示例', reason });
    expect(annuls(play, '21:01')).toBe('ok');
    expect([play.file.closedAt, play.facts('account-1')['holder']]).toEqual([closedAt, '张某']);
    expect(play.replayed()).toEqual(play.file);
  });

  it('gives back the proposals that a correction had voided', () => {
    const play = inCustody();
    const part = claim(play, victim(play), '20000000');
    play.do('17:30', 'officer', 'return.proposed', { asset: 'cash-1', mode: 'physical' });
    play.do('17:35', 'officer', 'claim.rectified', { part, field: 'amount', value: '10000000', reason });
    expect(annuls(play, '17:36')).toBe('ok');
    expect([play.state('return-1'), play.facts(part)['amount']]).toEqual(['proposed', '20000000']);
    expect(play.replayed()).toEqual(play.file);
  });
});

describe('replay', () => {
  it('refuses an annulment that tells of a past that was not so', () => {
    const play = secure(found());
    annuls(play, '15:17');
    const last = play.log[play.log.length - 1];
    if (!last) throw new Error('nothing was recorded');
    const told = JSON.parse(JSON.stringify(last.known));
    told.annulled.parts[0].facts.amount = '1';
    play.log[play.log.length - 1] = { ...last, known: told };
    expect(() => play.replayed()).toThrow(/annuls what was not so/);
  });
});
