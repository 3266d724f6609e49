import { describe, expect, it } from '@jest/globals';
import { leadCase } from '../../src/lead/lead.case.js';
import { Play } from './play.js';
import { accountRows } from './rules/account.rows.js';
import { alarmRows } from './rules/alarm.rows.js';
import { complaintRows } from './rules/complaint.rows.js';
import { correctionRows } from './rules/correction.rows.js';
import { correctionLimitRows } from './rules/correction-limits.rows.js';
import { evidenceRows } from './rules/evidence.rows.js';
import { goldRows } from './rules/gold.rows.js';
import { leadRows } from './rules/lead.rows.js';
import { parcelRows } from './rules/parcel.rows.js';
import { peopleRows } from './rules/people.rows.js';
import { propertyRows } from './rules/property.rows.js';
import { reportRows } from './rules/report.rows.js';
import { restitutionRows } from './rules/restitution.rows.js';
import { retentionRows } from './rules/retention.rows.js';
import { returnMoneyRows } from './rules/return-money.rows.js';
import { transferRows } from './rules/transfer.rows.js';
import { caught, detain, fileCase, find, found, report, reported } from './scenes.js';

const rows = [
  ...reportRows,
  ...leadRows,
  ...alarmRows,
  ...accountRows,
  ...propertyRows,
  ...goldRows,
  ...parcelRows,
  ...peopleRows,
  ...restitutionRows,
  ...transferRows,
  ...returnMoneyRows,
  ...complaintRows,
  ...evidenceRows,
  ...retentionRows,
  ...correctionRows,
  ...correctionLimitRows,
];

describe('the rules', () => {
  it('each have a row for every event they guard', () => {
    const guarded = [...leadCase.events.values()].flatMap((event) =>
      (event.rules ?? []).map((rule) => `${event.type} ${rule.code}`),
    );
    expect(rows.map((row) => `${row.event} ${row.rule}`).sort()).toEqual(guarded.sort());
  });

  it.each(rows)('$event is refused by $rule', ({ rule, refused }) => {
    expect(
      refused()
        .replace(/^rules:/, '')
        .split(','),
    ).toContain(rule);
  });

  it.each(rows)('$event passes where $rule holds', ({ holds }) => {
    expect(holds()).toBe('ok');
  });

  it('have one meaning per code, with a sentence in both languages', () => {
    const all = [...leadCase.rules, ...[...leadCase.events.values()].flatMap((event) => event.rules ?? [])];
    for (const rule of all) {
      // In Chinese for people at work: what to do next, and no name of an event or a field.
      expect(rule.sentence.zh).toMatch(/请\p{Script=Han}/u);
      expect(rule.sentence.zh).not.toMatch(/[a-z`]/i);
      expect(rule.sentence.en).toMatch(/^[A-Z0-9].*[.)]$/);
      expect(rule.basis).not.toBe('');
    }
  });
});

describe('the rules of every event', () => {
  it('refuse what happened before the report', () => {
    const play = reported();
    const at = '2024-11-18T14:59:59+08:00';
    expect(play.record('15:01', 'duty', 'lead.acknowledged', { at })).toBe('rules:notBeforeReport');
    expect(play.record('15:01', 'duty', 'lead.acknowledged', { at: '2024-11-18T15:00:00+08:00' })).toBe('ok');
  });

  it('refuse what lies more than two minutes ahead, the opening included', () => {
    const early = '2024-11-18T15:02:01+08:00';
    expect(new Play().record('15:00', 'teller', 'lead.reported', { ...report, at: early })).toBe(
      'rules:notInTheFuture',
    );
    const just = '2024-11-18T15:02:00+08:00';
    expect(new Play().record('15:00', 'teller', 'lead.reported', { ...report, at: just })).toBe('ok');
  });

  it('refuse a named moment that lies ahead, for the limits of the law run from it', () => {
    const questioned = (arrivedAt: string) =>
      caught(found()).record('16:00', 'officer', 'suspect.questioned', { part: 'suspect-1', arrivedAt });
    expect(questioned('2024-11-19T16:00:00+08:00')).toBe('rules:deedNotInTheFuture');
    expect(questioned('2024-11-18T16:00:00+08:00')).toBe('ok');
  });
});

describe('a finding that frees somebody', () => {
  it.each(['legitimate', 'victim', 'tool'])('waits until the customer is released: %s', (finding) => {
    expect(caught().record('15:50', 'officer', 'lead.classified', { finding, reason: 'r' })).toBe(
      'rules:releasedFirst',
    );
  });

  it('does not ask for the release of an accomplice when the customer is a tool', () => {
    const play = fileCase(found('undetermined'))
      .do('15:40', 'officer', 'suspect.identified', { description: '望风' })
      .do('15:41', 'officer', 'suspect.caught', { part: 'suspect-1', where: '门外' });
    expect(find(detain(play), 'tool', '20:00').state('suspect-1')).toHaveProperty('detained');
  });

  it('lets a detained person stay where the finding is undetermined', () => {
    expect(find(caught(), 'undetermined', '15:50').state('suspect-1')).toBe('caught');
  });
});

describe('enough indicators', () => {
  const two = ['RAPID_IN_OUT', 'OUT_OF_PROVINCE_MULTI_SOURCE'];
  it.each([
    [
      'one, unknown role',
      'teller',
      { indicators: ['RAPID_IN_OUT'], suspectedRole: 'unknown' },
      'rules:enoughIndicators',
    ],
    ['two of the account, unknown role', 'teller', { indicators: two, suspectedRole: 'unknown' }, 'ok'],
    ['two of the account against a suspect', 'teller', { indicators: two }, 'rules:enoughIndicators'],
    ['a teller who overrides', 'teller', { indicators: two, override: { reason: 'r' } }, 'rules:enoughIndicators'],
    ['the head office that overrides', 'bankdesk', { indicators: two, override: { reason: 'r' } }, 'ok'],
    ['the head office without a reason', 'bankdesk', { indicators: two }, 'rules:enoughIndicators'],
    ['the police', 'duty', { indicators: ['RAPID_IN_OUT'], hold: undefined }, 'ok'],
  ] as const)('%s', (_, who, change, expected) => {
    expect(new Play().record('15:00', who, 'lead.reported', { ...report, ...change })).toBe(expected);
  });
});
