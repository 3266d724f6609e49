import { describe, expect, it } from '@jest/globals';
import { clocks } from '../../src/lead/clocks/index.js';
import { alarmsIn, callsSupport, levelsOf, minutesToNext } from '../../src/lead/escalation.js';
import { defaultSettings } from '../../src/lead/settings.js';
import { moment } from './play.js';
import { called, system } from './rules/alarm.rows.js';

describe('who is called', () => {
  it.each([
    ['acknowledge', ['dutyOfficer'], ['centerLead'], ['centerLead', 'approver']],
    ['arrive', ['stationDuty', 'dutyOfficer'], ['stationDuty', 'centerLead'], ['centerLead', 'approver']],
    ['feedbackRead', ['bankDesk'], ['bankDesk'], ['centerLead']],
    ['holdExpires', ['teller', 'bankDesk', 'dutyOfficer'], ['bankDesk', 'centerLead'], ['centerLead', 'approver']],
  ])('when %s strikes: duty, then its lead, then next above', (clock, first, second, third) => {
    expect(levelsOf(clocks.get(clock)?.alarms ?? [])).toEqual({ 1: first, 2: second, 3: third });
  });

  it('is somebody at every level, for every clock that alarms anybody', () => {
    for (const { alarms } of clocks.values())
      if (alarms.length > 0) for (const roles of Object.values(levelsOf(alarms))) expect(roles).not.toEqual([]);
  });
});

describe('a station that supports', () => {
  it('is called about what it may do too, and not about the answer that the leading one owes', () => {
    const supported = [...clocks.values()].filter(callsSupport).map(({ name }) => name);
    expect(supported).toEqual([
      'arrive',
      'decideMeasure',
      'questioning',
      'summons',
      'detentionHouse',
      'familyNotice',
      'interview',
      'arrestRequest',
      'arrestDecision',
    ]);
  });
});

describe('when they are called again', () => {
  const minutes = (clock: string, ranHours: number, calls: number) =>
    minutesToNext(
      clocks.get(clock),
      {
        from: moment('11-18 00:00'),
        to: new Date(Date.parse(moment('11-18 00:00')) + ranHours * 3_600_000).toISOString(),
      },
      calls,
      defaultSettings,
    );

  it('is after 5 minutes, and at the top after twice as long each time, up to a day', () => {
    expect([1, 2, 3, 4, 5, 20].map((calls) => minutes('acknowledge', 0.1, calls))).toEqual([5, 5, 5, 10, 20, 1440]);
  });

  it('is later for a clock of a day or more, unless money or liberty hangs on it', () => {
    expect(minutes('feedback', 24, 1)).toBe(60);
    expect(minutes('stopPayLapses', 48, 1)).toBe(5);
    expect(minutes('arrestRequest', 72, 1)).toBe(5);
  });
});

describe('an alarm', () => {
  const again = {
    of: 'lead-1',
    clock: 'acknowledge',
    dueAt: moment('15:02'),
    struckAt: moment('15:02'),
    call: 2,
    from: 2,
    ended: false,
  };

  it('moves no state and stops no clock', () => {
    const play = called();
    expect(play.state('lead.progress')).toBe('reported');
    expect(play.overdue).toEqual(['lead-1/acknowledge']);
    expect(play.replayed()).toEqual(play.file);
  });

  it('remembers everybody who was called, and who answered', () => {
    const play = called();
    play.house = () => ({ level: 2, recipients: ['centerlead', 'duty'] });
    play.do('15:07', system, 'lead.alarmRaised', again);
    play.do('15:08', 'duty', 'lead.alarmAcknowledged', { of: 'lead-1', clock: 'acknowledge' });
    expect(alarmsIn(play.facts('lead-1'))).toEqual([
      {
        of: 'lead-1',
        clock: 'acknowledge',
        struckAt: moment('15:02'),
        call: 2,
        level: 2,
        called: ['duty', 'centerlead'],
        acknowledgedBy: 'duty',
      },
    ]);
  });

  it('is raised anew when its clock was armed again for the same moment and struck again', () => {
    const play = called().do('15:03', 'duty', 'lead.alarmAcknowledged', { of: 'lead-1', clock: 'acknowledge' });
    const clocks = play.file.clocks.map((clock) => ({ ...clock, struckAt: moment('15:05') }));
    play.file = { ...play.file, clocks };
    expect(play.record('15:06', system, 'lead.alarmRaised', { ...again, call: 1, from: 1 })).toBe(
      'rules:clockOverdue,notAnswered',
    );
    const anew = { ...again, struckAt: moment('15:05'), call: 1, from: 1 };
    expect(play.record('15:06', system, 'lead.alarmRaised', anew)).toBe('ok');
  });

  it('is raised by nobody but the system', () => {
    expect(called().record('15:07', 'centerlead', 'lead.alarmRaised', again)).toBe('roleMissing');
  });

  it('is told once of a strike that ended its state by itself, and kept nowhere', () => {
    const play = called().until('15:21');
    const expired = {
      of: 'hold-1',
      clock: 'holdExpires',
      dueAt: moment('15:20'),
      struckAt: moment('15:21'),
      from: 1,
      ended: true,
    };
    expect(play.record('15:21', system, 'lead.alarmRaised', { ...expired, call: 1 })).toBe('ok');
    expect(alarmsIn(play.facts('lead-1')).map(({ of }) => of)).toEqual(['lead-1']);
    expect(play.record('15:22', system, 'lead.alarmRaised', { ...expired, call: 2 })).toBe('rules:clockOverdue');
  });
});
