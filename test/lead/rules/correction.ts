import type { Who } from '../people.js';
import type { Outcome, Play } from '../play.js';
import {
  approve,
  carrierHeld,
  claim,
  found,
  goldReport,
  handOut,
  inCustody,
  onScene,
  propose,
  reported,
  reportWithout,
  secure,
  secureGold,
  victim,
} from '../scenes.js';
import { type Row, row } from './row.js';

export const reason = '录入有误';

/** One correction of one part, by somebody, at a time. */
export interface Correction {
  readonly who: Who;
  readonly part: string;
  readonly field: string;
  readonly value: unknown;
  readonly time?: string;
}

export function corrects(play: Play, { who, part, field, value, time = '20:00' }: Correction): Outcome {
  const kind = part.slice(0, part.indexOf('-'));
  const named = kind === 'lead' ? {} : { part };
  return play.record(time, who, `${kind}.rectified`, { ...named, field, value, reason });
}

export function corrected(
  event: string,
  rule: string,
  scene: () => Play,
  no: Correction,
  yes: Correction,
  other = scene,
): Row {
  return row(
    event,
    rule,
    () => corrects(scene(), no),
    () => corrects(other(), yes),
  );
}

export function identified(): Play {
  return found('undetermined').do('15:20', 'duty', 'suspect.identified', { name: '李四' });
}

export function claimed(): Play {
  const play = inCustody();
  claim(play, victim(play), '20000000');
  return play;
}

export const returned = () => handOut(approve(propose(claimed())));

export function withVictim(): Play {
  const play = inCustody();
  victim(play);
  return play;
}

export const money: Readonly<Record<string, Correction>> = {
  lead: { who: 'duty', part: 'lead-1', field: 'amount', value: '19000000' },
  hold: { who: 'bankdesk', part: 'hold-1', field: 'minutes', value: 15, time: '15:12' },
  account: { who: 'bankdesk', part: 'account-1', field: 'number', value: '6217000099990001235' },
  cash: { who: 'officer2', part: 'cash-1', field: 'denominations', value: { '10000': 1900 } },
  gold: { who: 'officer2', part: 'gold-1', field: 'amount', value: '134000' },
  parcel: { who: 'bankdesk', part: 'parcel-1', field: 'waybill', value: 'YD0000000002' },
  suspect: { who: 'officer', part: 'suspect-1', field: 'name', value: '李示例' },
  victim: { who: 'officer', part: 'victim-1', field: 'phone', value: '19900000009' },
  claim: { who: 'officer', part: 'claim-1', field: 'amount', value: '10000000' },
  complaint: { who: 'centerlead', part: 'complaint-1', field: 'complainant.name', value: '王示例' },
  return: { who: 'duty', part: 'return-1', field: 'receivedBy.name', value: '王示例' },
  evidence: { who: 'officer2', part: 'evidence-1', field: 'device', value: 'ZFY-2' },
};

export const scenes: Readonly<Record<string, () => Play>> = {
  lead: () => onScene(reportWithout('account')),
  hold: onScene,
  account: onScene,
  cash: () => secure(found()),
  gold: () => secureGold(found('suspect', goldReport)),
  parcel: () => carrierHeld(found()),
  suspect: identified,
  victim: withVictim,
  claim: claimed,
  complaint: complained,
  return: () => propose(claimed()),
  evidence: () => onScene().do('15:11', 'officer', 'evidence.promised', { what: 'video', device: 'ZFY-1' }),
};

/** Who recorded what the correction of that kind replaces; a fact of that kind that was never recorded. */
export const recorders: Readonly<Record<string, readonly [Who, string, unknown]>> = {
  lead: ['teller', 'bankReference', 'B1'],
  hold: ['teller', 'moreMinutes', 5],
  account: ['teller', 'stopped', '1'],
  cash: ['officer', 'receipt', 'R1'],
  gold: ['officer', 'receipt', 'R1'],
  parcel: ['teller', 'video', 'LX1'],
  suspect: ['duty', 'releaseReason', 'x'],
  victim: ['duty', 'channel', '110'],
  claim: ['duty', 'dispute', 'x'],
  complaint: ['duty', 'answer', 'x'],
  return: ['custodian', 'listNumber', 'L9'],
  evidence: ['officer', 'name', 'x.mp4'],
};

function complained(): Play {
  return reported().do('15:30', 'duty', 'complaint.opened', {
    noSlip: '遗失',
    text: '等了很久',
    complainant: { name: '王某' },
  });
}

export function unnamedVictim(): Play {
  return inCustody().do('17:10', 'duty', 'victim.identified', { name: '王某', phone: '19900000002' });
}
