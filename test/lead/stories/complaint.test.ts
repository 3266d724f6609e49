import { describe, expect, it } from '@jest/globals';
import { leadCase } from '../../../src/lead/lead.case.js';
import { eraseAt } from '../../../src/lead/parts/keeping.js';
import { standing } from '../../../src/lead/parts/person.js';
import { readSlipNumber, slipNumber, slipNumbers } from '../../../src/lead/slip-number.js';
import { moment, type Play } from '../play.js';
import { feedBack, find, found, inCustody, onScene, report, reported } from '../scenes.js';

const remote = { finding: 'legitimate', reason: '已核实', grounds: ['historyNormal', 'purposeEvidence'] };
const complaint = { slip: '4829-1730-5667', text: '等了很久', complainant: { name: '张某' } };
const reply = { part: 'complaint-1', outcome: 'notUpheld', answer: '已说明' };

function cleared(): Play {
  return feedBack(reported().do('15:03', 'duty', 'lead.classified', remote), 'legitimate', '15:20');
}

function called(play: Play, part = 'lead-1'): string | undefined {
  return standing(play.part(part), play.file)?.zh;
}

describe('a complaint', () => {
  it('may be made in every state of the lead, and moves none', () => {
    const linked = () => reported().do('15:01', 'duty', 'lead.linked', { lead: 'GL-2', reason: '同一人' });
    for (const make of [reported, onScene, found, inCustody, linked, cleared]) {
      const play = make();
      const before = play.state('lead.progress');
      expect(play.record('11-19 09:00', 'duty', 'complaint.opened', complaint)).toBe('ok');
      expect(play.state('lead.progress')).toEqual(before);
      expect(play.part('complaint-1').facts).toMatchObject({ about: 'hold-1', openedBy: 'duty' });
      expect(play.replayed()).toEqual(play.file);
    }
  });

  it('leaves a closed case closed; its 15 days run on, and what is not answered stays overdue', () => {
    const play = cleared().do('11-19 09:00', 'duty', 'complaint.opened', complaint);
    expect(play.closed).toBe(true);
    expect(play.clock('complaint-1', 'answerComplaint')?.dueAt).toBe(moment('12-04 09:00'));
    expect(play.until('12-04 09:00').overdue).toEqual(['complaint-1/answerComplaint']);
    play.do('12-05 09:00', 'centerlead', 'complaint.answered', reply);
    expect([play.overdue, play.closed, play.part('complaint-1').final]).toEqual([[], true, true]);
    expect(play.replayed()).toEqual(play.file);
  });

  it('does not keep a case from closing', () => {
    const play = reported().do('15:02', 'duty', 'complaint.opened', complaint);
    feedBack(play.do('15:03', 'duty', 'lead.classified', remote), 'legitimate', '15:20');
    expect([play.closed, play.state('complaint-1')]).toEqual([true, 'open']);
  });

  it('is not answered by who took the lead over at the change of shift, though nothing there is by them', () => {
    const play = reported().do('15:30', 'duty', 'complaint.opened', complaint);
    play.alter('lead-1', { facts: { owner: 'centerlead' } });
    expect(play.record('16:00', 'centerlead', 'complaint.answered', reply)).toBe('rules:uninvolved');
    expect(play.record('16:00', 'duty', 'complaint.answered', reply)).toBe('ok');
  });

  it('nor its answer is made to disappear by those it is about', () => {
    const play = reported()
      .do('15:30', 'duty', 'complaint.opened', complaint)
      .do('15:40', 'centerlead', 'complaint.answered', reply);
    const annulment = { version: play.file.version, reason: '误记' };
    play.house = ({ name }) => name === 'involved';
    expect(play.record('15:50', 'duty', 'lead.recordedInError', annulment)).toBe('rules:uninvolved');
    play.house = () => false;
    play.do('15:50', 'duty', 'lead.recordedInError', annulment);
    expect(play.state('complaint-1')).toBe('open');
  });

  it('is made by as many people as feel wronged', () => {
    const play = reported().do('15:30', 'duty', 'complaint.opened', complaint);
    expect(play.do('15:40', 'duty', 'complaint.opened', complaint).ids('complaint')).toHaveLength(2);
  });
});

describe('the number on a slip', () => {
  it('is three groups of four digits, whatever the random number', () => {
    for (const random of [0, 7, 48291730566, slipNumbers - 1]) {
      expect(slipNumber(random)).toMatch(/^\d{4}-\d{4}-\d{4}$/);
      expect(readSlipNumber(slipNumber(random))).toBe(slipNumber(random));
    }
  });

  it('is read as people type it', () => {
    for (const text of ['482917305667', '4829 1730 5667', '４８２９－１７３０－５６６７', '4829–1730–5667'])
      expect(readSlipNumber(text)).toBe('4829-1730-5667');
  });

  it('is refused with any one digit wrong, and with any two neighbours swapped', () => {
    const digits = '482917305667';
    for (let place = 0; place < digits.length; place++) {
      for (let wrong = 0; wrong < 10; wrong++) {
        const other = digits.slice(0, place) + wrong + digits.slice(place + 1);
        if (other !== digits) expect(readSlipNumber(other)).toBeUndefined();
      }
      const swapped = digits.slice(0, place) + digits[place + 1] + digits[place] + digits.slice(place + 2);
      if (place < 11 && swapped !== digits) expect(readSlipNumber(swapped)).toBeUndefined();
    }
  });
});

describe('how a person is called', () => {
  it('is 待核实人员 until there is a finding, whatever the bank believes', () => {
    for (const play of [reported(), onScene()]) {
      expect(play.facts('lead-1')['suspectedRole']).toBe('suspect');
      expect(called(play)).toBe('待核实人员');
    }
    expect(called(find(onScene(), 'undetermined'))).toBe('待核实人员');
    expect(called(find(onScene(), 'legitimate'))).toContain('已排除');
  });

  it('no event before the finding, and none of a hold, speaks of a suspect', () => {
    const early = [...leadCase.events.values()].filter(({ type }) => /^(lead|hold|account|complaint)\./.test(type));
    for (const { type, title } of early) expect([type, title.zh, title.en].join(' ')).not.toMatch(/嫌疑|suspect/i);
  });

  it('is a protected person while a dissuaded victim is looked after, also on the closed case', () => {
    const play = found('victim')
      .do('15:20', 'officer', 'victim.contacted', { part: 'victim-1', channel: '当面' })
      .do('15:40', 'officer', 'victim.persuaded', { part: 'victim-1' })
      .do('15:41', 'officer', 'account.leftAlone', { part: 'account-1', reason: '本人资金' })
      .do('15:42', 'duty', 'lead.filingDeclined', { reason: '未遂' });
    feedBack(play, 'dissuaded', '16:00');
    expect(play.closed).toBe(true);
    expect([called(play), called(play, 'victim-1')].join()).toMatch(/^保护对象.*保护对象/);
    expect(leadCase.clocks.get('watch')?.title.zh).toContain('保护');
    play.until('12-19 10:00');
    expect([play.state('victim-1'), play.closed, called(play, 'victim-1')]).toEqual(['done', true, '保护期已满']);
    expect(play.replayed()).toEqual(play.file);
  });
});

describe('what is known about a cleared customer', () => {
  it('is kept 90 days after the closing, and 30 after the last answer', () => {
    expect(eraseAt(cleared().file)).toBe(moment('2025-02-16 15:20'));
    const play = cleared().do('2025-01-10 09:00', 'duty', 'complaint.opened', complaint);
    expect(eraseAt(play.file)).toBeNull();
    play.do('2025-01-20 09:00', 'centerlead', 'complaint.answered', reply);
    expect(eraseAt(play.file)).toBe(moment('2025-02-19 09:00'));
  });

  it('is kept for good in a case that is open, or in which somebody was not cleared', () => {
    expect(eraseAt(reported().file)).toBeNull();
    expect(eraseAt(find(onScene(), 'legitimate').file)).toBeNull();
    expect(leadCase.index(found().file)).toMatchObject({ matchable: true, eraseAt: null });
  });

  it('matches nobody once cleared, and again when the finding is revised or the case reopened', () => {
    const play = find(onScene(), 'legitimate');
    expect(leadCase.index(play.file).matchable).toBe(false);
    expect(leadCase.index(find(play, 'suspect', '15:20').file).matchable).toBe(true);
    const withdrawn = reported().do('15:05', 'teller', 'lead.withdrawn', { reason: '录错' });
    expect(leadCase.index(withdrawn.file)).toMatchObject({ matchable: false, eraseAt: moment('2025-02-16 15:05') });
    expect(called(withdrawn)).toContain('误报');
    withdrawn.do('15:30', 'centerlead', 'lead.reopened', { reason: '并非录错' });
    expect(leadCase.index(withdrawn.file)).toMatchObject({ matchable: true, eraseAt: null });
    expect(called(withdrawn)).toBe('待核实人员');
  });

  it('of a drill matches nobody at any time', () => {
    expect(leadCase.index(reported({ ...report, exercise: true }).file)).toMatchObject({
      exercise: true,
      matchable: false,
    });
  });
});
