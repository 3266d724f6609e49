import { describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../src/engine/definition/index.js';
import { moment, type Play } from '../play.js';
import { assay, feedBack, fileCase, found, goldInCustody, onScene, reported, secure, seizure } from '../scenes.js';

const system: Actor = { account: 'system', role: 'system', org: { code: 'system', kind: 'system' } };
const blob = 'a'.repeat(64);
const video = { what: 'video', device: 'ZFY-1' };
const remote = { finding: 'legitimate', reason: '已核实', grounds: ['historyNormal', 'purposeEvidence'] };
const part = 'evidence-1';

function promised(play = onScene()): Play {
  return play.do('15:11', 'officer', 'evidence.promised', video);
}

function received(play = promised()): Play {
  return play.do('15:20', 'officer', 'evidence.received', { part, blob, name: '现场.mp4' });
}

function scanned(verdict: string, play = received()): Play {
  return play.do('15:21', system, 'evidence.scanned', { part, verdict });
}

describe('a file', () => {
  it('is promised, delivered, held in quarantine, and kept once it is clean', () => {
    const play = promised();
    expect([play.state(part), play.clock(part, 'evidenceDue')?.dueAt]).toEqual(['promised', moment('11-19 15:11')]);
    received(play);
    expect([play.state(part), play.clock(part, 'evidenceDue')]).toEqual(['quarantined', undefined]);
    expect(play.clock(part, 'evidenceScan')?.dueAt).toBe(moment('16:20'));
    expect(play.facts(part)).toMatchObject({ what: 'video', blob, sha256: blob, size: 1000, type: 'video/mp4' });
    scanned('clean', play);
    expect([play.state(part), play.clock(part, 'evidenceScan')]).toEqual(['accepted', undefined]);
    expect(play.replayed()).toEqual(play.file);
  });

  it('may come without a promise, and is refused when it is infected', () => {
    const play = reported().do('15:02', 'teller', 'evidence.received', { blob });
    expect(play.facts(part)).toMatchObject({ organisation: 'bank-a-xiufeng', bank: 'bank-a' });
    play.do('15:03', system, 'evidence.scanned', { part, verdict: 'infected', found: 'Eicar' });
    expect([play.state(part), play.part(part).final]).toEqual(['refused', true]);
  });

  it('belongs to whoever brought it: what the police bring on the promise of a bank is not shown to the bank', () => {
    const play = reported().do('15:01', 'teller', 'evidence.promised', video);
    play.do('15:02', 'duty', 'evidence.received', { part, blob });
    expect([play.facts(part)['organisation'], play.facts(part)['bank']]).toEqual(['center', undefined]);
  });

  it('is named by a bank only if it gave it: what others gave is to it what is not there', () => {
    const named = (who: 'teller' | 'bankdesk' | 'duty', file: string) =>
      reported()
        .do('15:01', 'teller', 'evidence.promised', video)
        .do('15:01', 'duty', 'evidence.promised', video)
        .record('15:20', who, 'lead.noted', { text: '见录像', evidence: [file] });
    for (const who of ['teller', 'bankdesk'] as const) {
      expect(named(who, 'evidence-1')).toBe('ok');
      expect(named(who, 'evidence-2')).toBe('rules:evidenceToBeHad');
      expect(named(who, 'evidence-3')).toBe('rules:evidenceToBeHad');
    }
    expect([named('duty', 'evidence-1'), named('duty', 'evidence-2')]).toEqual(['ok', 'ok']);
  });

  it('is scanned by no person', () => {
    for (const who of ['officer', 'centerlead', 'teller'] as const)
      expect(received().record('15:21', who, 'evidence.scanned', { part, verdict: 'clean' })).toBe('roleMissing');
  });

  it('raises an alarm when it does not come, and when nobody scans it; it may still come', () => {
    const play = promised().until('11-19 15:11');
    expect(play.overdue).toContain('evidence-1/evidenceDue');
    play.do('11-20 09:00', 'officer', 'evidence.received', { part, blob });
    expect(play.overdue).not.toContain('evidence-1/evidenceDue');
    expect(play.until('11-20 10:00').overdue).toContain('evidence-1/evidenceScan');
    expect(play.replayed()).toEqual(play.file);
  });

  it('does not keep a case from closing, and comes to a closed case too', () => {
    const play = reported().do('15:02', 'teller', 'evidence.promised', video);
    feedBack(play.do('15:03', 'duty', 'lead.classified', remote), 'legitimate', '15:20');
    expect(play.closed).toBe(true);
    play.do('16:00', 'teller', 'evidence.received', { part, blob });
    expect([play.closed, play.state(part)]).toEqual([true, 'quarantined']);
  });

  it('is gone with the personal data of a cleared customer', () => {
    const play = reported()
      .do('15:01', 'teller', 'evidence.received', { blob })
      .do('15:01', system, 'evidence.scanned', { part, verdict: 'clean' })
      .do('15:02', 'teller', 'evidence.promised', video);
    feedBack(play.do('15:03', 'duty', 'lead.classified', remote), 'legitimate', '15:20');
    play.do('2025-02-16 15:20', system, 'lead.personalDataErased');
    expect([play.state(part), play.state('evidence-2'), play.overdue]).toEqual(['erased', 'erased', []]);
    expect(play.replayed()).toEqual(play.file);
  });

  it('that was sent by mistake is withdrawn, before and after the scan, and named no more', () => {
    for (const play of [received(), scanned('clean')]) {
      play.do('15:30', 'officer', 'evidence.withdrawn', { part, reason: '其他案件的照片' });
      expect([play.state(part), play.part(part).final]).toEqual(['withdrawn', true]);
      expect(play.record('15:31', 'duty', 'lead.noted', { text: '见录像', evidence: [part] })).toBe(
        'rules:evidenceToBeHad',
      );
    }
  });
});

describe('a deed', () => {
  const seizes = (body: object) =>
    fileCase(secure(found(), '1000000'))
      .do('15:31', 'officer', 'evidence.promised', video)
      .do('15:32', 'officer', 'evidence.promised', { what: 'photo' })
      .record('15:40', 'officer', 'cash.seized', { ...seizure, part: 'cash-1', witness: undefined, ...body });

  it('that needs a film may name one that was promised; a photo is none', () => {
    expect(seizes({ evidence: [part] })).toBe('ok');
    expect(seizes({ evidence: ['evidence-2'] })).toBe('rules:witnessOrVideo');
    expect(seizes({})).toBe('rules:witnessOrVideo');
  });

  it('adds its files to those that an earlier one named; none of them is taken back', () => {
    const play = goldInCustody()
      .do('17:01', 'officer', 'evidence.promised', video)
      .do('17:01', 'officer', 'evidence.promised', { what: 'photo' })
      .do('17:01', 'officer', 'evidence.promised', { what: 'document' });
    const assays = (more: object) =>
      play.record('17:05', 'custodian', 'gold.assayed', { ...assay, photo: undefined, ...more });
    expect(assays({ evidence: ['evidence-3'] })).toBe('rules:photoOrVideo');
    expect(assays({ evidence: ['evidence-2'] })).toBe('ok');
    expect(assays({ evidence: ['evidence-3', 'evidence-1'] })).toBe('ok');
    expect(play.facts('gold-1')['evidence']).toEqual(['evidence-2', 'evidence-3', 'evidence-1']);
    const withdraws = { part: 'evidence-2', reason: '误' };
    expect(play.record('17:10', 'officer', 'evidence.withdrawn', withdraws)).toBe('rules:namedByNoDeed');
  });

  it('may be annulled though files came after it, and its files stay', () => {
    const play = found();
    const { version } = play.file;
    const before = play.state('lead-1');
    play
      .do('15:15', 'duty', 'lead.concluded', { reason: '无其他财物' })
      .do('15:16', 'officer', 'evidence.promised', video)
      .do('15:17', 'officer', 'evidence.received', { part, blob })
      .do('15:18', system, 'evidence.scanned', { part, verdict: 'clean' })
      .do('15:19', 'duty', 'lead.recordedInError', { version: version + 1, reason: '尚未查完' });
    expect([play.state('lead-1'), play.facts('lead-1')['concluded']]).toEqual([before, undefined]);
    expect(play.state(part)).toBe('accepted');
    expect(play.replayed()).toEqual(play.file);
  });

  it('of bringing a file is never annulled: the file is withdrawn', () => {
    const play = promised().do('15:12', 'officer', 'evidence.received', { part, blob });
    const { version } = play.file;
    expect(play.record('15:13', 'officer', 'lead.recordedInError', { version, reason: '误' })).toContain(
      'nothingFollowed',
    );
  });
});
