import type { Outcome, Play } from '../play.js';
import {
  approve,
  approved,
  carrierHeld,
  fileCase,
  found,
  handOut,
  onScene,
  propose,
  reported,
  reportWithout,
  secure,
} from '../scenes.js';
import {
  type Correction,
  claimed,
  corrected,
  corrects,
  money,
  reason,
  recorders,
  scenes,
  unnamedVictim,
} from './correction.js';
import { closed, later } from './correction-limits.rows.js';
import { type Row, row } from './row.js';

const common: Row[] = Object.entries(money).flatMap(([kind, good]) => {
  const event = `${kind}.rectified`;
  const [recorder, field, value] = recorders[kind] ?? ['duty', '', ''];
  const scene = scenes[kind] ?? onScene;
  const never = kind === 'victim' ? unnamedVictim : scene;
  if (kind === 'return') {
    // Only an executed return has an identity, and that has gone: a custodian could not correct it, nor anybody else.
    const agreement: Correction = { who: 'officer', part: 'return-1', field: 'agreement', value: 'A1' };
    const agreed = () => claimed().do('17:30', 'officer', 'return.proposed', proposal);
    return [
      corrected(event, 'factRecorded', scene, agreement, agreement, agreed),
      row(
        event,
        'secondPerson',
        () => executedBy(executor.account).record('20:00', asOfficer(executor.account), event, receiver),
        () => corrects(agreed(), agreement),
      ),
    ];
  }
  return [
    corrected(event, 'factRecorded', never, { ...good, field, value }, good, scene),
    corrected(event, 'secondPerson', scene, { ...good, who: recorder }, good),
  ];
});

const proposal = { asset: 'cash-1', mode: 'physical', agreement: '同意函1' };
const receiver = { part: 'return-1', field: 'receivedBy.name', value: '王示例', reason };
const executor = { account: 'both-hats', role: 'custodian', org: { code: 'xiufeng-bureau', kind: 'bureau' } };

function asOfficer(account: string) {
  return { account, role: 'officer', org: { code: 'xiufeng', kind: 'station' } };
}

function executedBy(account: string): Play {
  return approve(propose(claimed())).do('18:00', { ...executor, account }, 'return.executed', {
    part: 'return-1',
    receivedBy: { name: '王某', idNumber: '990102198001010022' },
    listNumber: 'L2',
  });
}

const ofAccount = { part: 'account-1', field: 'amount', value: '19000000', reason };

const said: Row[] = [
  corrected(
    'lead.rectified',
    'bankCorrectsItsOwn',
    () => fileCase(found('suspect', reportWithout('account'))),
    { who: 'bankdesk', part: 'lead-1', field: 'caseNumber', value: 'A2' },
    { who: 'bankdesk', part: 'lead-1', field: 'amount', value: '19000000' },
  ),
  corrected(
    'hold.rectified',
    'bankCorrectsItsOwn',
    () =>
      reported()
        .do('15:01', 'duty', 'lead.acknowledged')
        .do('15:02', 'duty', 'hold.extended', { part: 'hold-1', minutes: 15 }),
    { ...money['hold']!, field: 'moreMinutes', value: 10 },
    money['hold']!,
  ),
  corrected(
    'account.rectified',
    'bankCorrectsItsOwn',
    () => found().do('15:20', 'duty', 'account.located', { number: '1', bank: 'bank-a', amount: '5' }),
    { ...money['account']!, part: 'account-2' },
    money['account']!,
  ),
  row(
    'lead.rectified',
    'copyCorrectedFirst',
    () => corrects(onScene(), money['lead']!),
    () => corrects(onScene().do('19:00', 'bankdesk', 'account.rectified', ofAccount), money['lead']!),
  ),
  corrected(
    'parcel.rectified',
    'bankCorrectsItsOwn',
    () => carrierHeld(found()),
    { ...money['parcel']!, field: 'place', value: '门店' },
    money['parcel']!,
  ),
  corrected(
    'lead.rectified',
    'stillEnough',
    reported,
    { who: 'teller', part: 'lead-1', field: 'indicators', value: ['RAPID_IN_OUT'] },
    { who: 'teller', part: 'lead-1', field: 'indicators', value: ['RAPID_IN_OUT', 'SCRIPTED_REMOTE_DIRECTED'] },
  ),
  corrected(
    'lead.rectified',
    'sameUnit',
    reported,
    { who: 'teller', part: 'lead-1', field: 'subject', value: 'goldPurchase' },
    { who: 'teller', part: 'lead-1', field: 'subject', value: 'transfer' },
  ),
];

function annuls(play: Play, version = play.view.lastMoved, time = '20:30'): Outcome {
  return play.record(time, 'officer', 'lead.recordedInError', { version, reason });
}

const acknowledged = () => reported().do('15:01', 'duty', 'lead.acknowledged');

const annulments: Row[] = [
  row(
    'lead.recordedInError',
    'notTheOpening',
    () => annuls(reported(), 1, '15:01'),
    () => annuls(acknowledged(), 2, '15:02'),
  ),
  row(
    'lead.recordedInError',
    'annullable',
    () => annuls(reported().do('15:01', 'duty', 'lead.linked', { lead: 'L2', reason }), 2, '15:02'),
    () => annuls(acknowledged(), 2, '15:02'),
  ),
  row(
    'lead.recordedInError',
    'nothingFollowed',
    () => annuls(acknowledged().do('15:02', 'duty', 'lead.dispatched', { station: 'xiufeng' }), 2, '15:03'),
    () => annuls(acknowledged().do('15:02', 'duty', 'lead.dispatched', { station: 'xiufeng' }), 3, '15:03'),
  ),
  row(
    'lead.recordedInError',
    'notTheClosing',
    () => annuls(closed(), undefined, later),
    () => annuls(secure(found()), undefined, '15:17'),
  ),
  row(
    'lead.recordedInError',
    'paidInErrorStated',
    () => annuls(handOut(approved())),
    () => {
      const play = handOut(approved());
      const body = { version: play.view.lastMoved, reason, statement: '保管说明1号' };
      return play.record('20:30', 'centerlead', 'lead.recordedInError', body);
    },
  ),
];

/** Who corrects what, and what may be annulled. */
export const correctionRows: readonly Row[] = [...common, ...said, ...annulments];
