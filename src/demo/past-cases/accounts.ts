import { plusMonths } from '../../lead/time.js';
import type { Cast } from './cast.js';
import { days, hours, type Line, type Scenario } from './scenario.js';
import { because, claimed, fedBack, filed, found, onScene, victim } from './scenes.js';

const part = 'account-1';
const stopOrdered: Line = [5, 'duty', 'account.stopPayOrdered', { part, orderNumber: '演示止付' }];

/** The bank has stopped the money; the finding is open unless told otherwise. */
function stopped(cast: Cast, finding = 'undetermined'): Line[] {
  return [
    ...onScene(cast),
    found(finding),
    stopOrdered,
    [8, 'desk', 'account.stopPaid', ({ now }) => ({ part, amount: cast.amount, stoppedAt: now })],
  ];
}

function requested({ amount }: Cast, minutes = 20): Line {
  return [minutes, 'officer', 'account.freezeRequested', { part, amount, months: 6, scope: 'balance', interest: true }];
}

/** The case is filed and a freeze asked for. */
function toFreeze(cast: Cast): Line[] {
  return [...stopped(cast, 'suspect'), filed(cast), requested(cast)];
}

function ordered(cast: Cast): Line[] {
  return [...toFreeze(cast), [45, 'head', 'account.freezeOrdered', { part, orderNumber: `演示冻字${cast.n}号` }]];
}

function frozen(cast: Cast): Line[] {
  return [...ordered(cast), [40, 'desk', 'account.frozen', { part, amount: cast.amount }]];
}

/** The flow of the money as the bank has it: `+` came in, `-` went out, fen, a minute apart before the report. */
function flow(...lines: readonly (readonly [id: string, way: '+' | '-', amount: number])[]): Line {
  const closing = lines.reduce((sum, [, way, amount]) => sum + (way === '+' ? amount : -amount), 0);
  return [
    hours(3),
    'officer',
    'account.traced',
    ({ before }) => ({
      part,
      opening: '0',
      closing: String(closing),
      lines: lines.map(([id, way, amount], i) => ({
        id,
        at: new Date(Date.parse(before) + i * 60_000).toISOString(),
        inflow: way === '+',
        amount: String(amount),
      })),
    }),
  ];
}

/** A victim claims frozen money, and the inflow is found to be theirs. */
function claimedFrozen(amount: string, inflow: string, n = 1): Line[] {
  const [minutes, who, event, body] = claimed(amount, `victim-${n}`, 20, part);
  const paidFrom = { number: `622202000000000000${n}`, bank: '外省某银行' };
  return [
    [minutes, who, event, (moment) => ({ ...(typeof body === 'function' ? body(moment) : body), paidFrom })],
    [60, 'officer', 'claim.verified', { part: `claim-${n}`, trace: '与银行流水逐笔核对', inflows: [inflow] }],
  ];
}

/** One inflow, one victim: approved by the city, the notice served on the bank, paid back to where it came from. */
function returnedDirectly(cast: Cast): Line[] {
  const of = 'return-1';
  return [
    ...frozen(cast),
    because(days(1), 'officer', 'suspect.dismissed', '经查系被冒用身份', 'suspect-1'),
    flow(['T1', '+', Number(cast.amount)]),
    ...victim(cast),
    ...claimedFrozen(cast.amount, 'T1'),
    [60, 'officer', 'return.proposed', { asset: part, mode: 'direct' }],
    [hours(20), 'city', 'return.approved', ({ fact }) => ({ part: of, proposal: fact(of, 'proposal') })],
    [90, 'officer', 'return.noticeServed', { part: of, officers: cast.officers, noticeNumber: `演示协返${cast.n}号` }],
    [hours(3), 'desk', 'return.executed', { part: of, payments: [{ claim: 'claim-1', reference: `HK-${cast.n}` }] }],
    ...fedBack('interceptedReturned'),
  ];
}

/** Two victims' money is mixed, some of it gone: to be shared in proportion once the public notice is over. */
function announcedInProportion(cast: Cast): Line[] {
  const each = Number(cast.amount);
  return [
    ...frozen(cast),
    flow(['T1', '+', each], ['T2', '+', each], ['T3', '-', each]),
    ...victim(cast),
    ...victim(cast, 'victim-2'),
    ...claimedFrozen(cast.amount, 'T1'),
    ...claimedFrozen(cast.amount, 'T2', 2),
    [60, 'officer', 'return.proposed', { asset: part, mode: 'proRata' }],
    [45, 'duty', 'return.announced', { part: 'return-1', noticeNumber: `演示返还公告${cast.n}号`, medium: '门户网站' }],
  ];
}

/** Money in an account: stopped, frozen, given free, given back, sent with the case. */
export const accounts: readonly Scenario[] = [
  { cases: 2, ago: [hours(1), 30], lines: (cast) => [...onScene(cast), found('undetermined'), stopOrdered] },
  { cases: 2, ago: [hours(30), hours(6)], lines: (cast) => stopped(cast) },
  { cases: 2, ago: [days(5), days(3)], lines: (cast) => stopped(cast) },
  { cases: 1, ago: [hours(30), hours(30)], lines: (cast) => [...stopped(cast), found('legitimate', 90)] },
  {
    cases: 3,
    ago: [days(42), days(3)],
    lines: (cast) => [
      ...stopped(cast),
      found('legitimate', 90),
      [60, 'officer', 'account.unfreezeOrdered', { part, orderNumber: `演示解除${cast.n}号` }],
      because(45, 'desk', 'account.unfrozen', '按公安机关解除通知办理', part),
      ...fedBack('legitimate'),
    ],
  },
  // On the way to the freeze.
  { cases: 2, ago: [hours(6), hours(3)], lines: toFreeze },
  { cases: 2, ago: [hours(8), hours(5)], lines: ordered },
  {
    cases: 1,
    ago: [days(12), days(12)],
    lines: (cast) => [...ordered(cast), [30, 'desk', 'account.freezeQueued', { part, organ: '外省某市公安局' }]],
  },
  // Frozen: for some time yet, soon to end, lapsed, asked for anew, renewed.
  { cases: 1, ago: [days(6), days(6)], lines: frozen },
  { cases: 1, ago: [days(178), days(178)], lines: frozen },
  { cases: 1, ago: [days(190), days(190)], lines: frozen },
  { cases: 1, ago: [days(192), days(192)], lines: (cast) => [...frozen(cast), requested(cast, days(190))] },
  {
    cases: 1,
    ago: [days(195), days(195)],
    lines: (cast) => [
      ...frozen(cast),
      [days(165), 'head', 'account.renewalOrdered', { part, orderNumber: `演示续冻字${cast.n}号`, months: 6 }],
      [
        days(3),
        'desk',
        'account.freezeRenewed',
        ({ fact }) => ({ part, until: plusMonths(String(fact(part, 'frozenAt')), 12) }),
      ],
    ],
  },
  // Given back: paid already, and waiting for the end of the public notice.
  { cases: 1, ago: [days(24), days(24)], lines: returnedDirectly },
  { cases: 1, ago: [days(14), days(14)], lines: announcedInProportion },
  // To the procuratorate with the file.
  {
    cases: 2,
    ago: [days(60), days(30)],
    lines: (cast) => [
      ...frozen(cast),
      because(days(2), 'officer', 'suspect.dismissed', '经查系被冒用身份', 'suspect-1'),
      [days(18), 'officer', 'account.sentWithCase', { part, organ: '人民检察院', listNumber: `YSD-${cast.n}` }],
      ...fedBack('interceptedParked'),
    ],
  },
];
