import type { Json } from '../../engine/definition/index.js';
import type { Cast } from './cast.js';
import { arrested, told } from './property.js';
import { days, hours, type Line, type Scenario } from './scenario.js';
import {
  approved,
  claimed,
  fedBack,
  filed,
  found,
  inCustody,
  onScene,
  proposedOf,
  returned,
  traced,
  victim,
} from './scenes.js';

/** Milligrams that the amount buys, at CNY 600 a gram. */
function weightOf({ amount }: Cast): string {
  return String(Math.round(Number(amount) / 60));
}

function pieces(cast: Cast): Readonly<Record<string, Json>> {
  return { amount: weightOf(cast), pieces: 2, description: '投资金条两根' };
}

/** At a gold counter, paid from the account. */
function bought(cast: Cast): Line[] {
  const account = { number: cast.account, bank: cast.bank, holder: cast.customer.name, amount: cast.amount };
  const indicators = ['GOLD_SPLIT_PAYMENTS', 'GOLD_SWEEPS_STOCK'];
  return [
    ...onScene(cast, { subject: 'goldPurchase', amount: weightOf(cast), account, indicators }),
    found('suspect'),
    ...told,
    [
      3,
      'officer',
      'gold.secured',
      {
        ...pieces(cast),
        heldBy: cast.customer.name,
        where: '贵金属柜台',
        officers: cast.officers,
        from: 'account-1',
        paid: cast.amount,
      },
    ],
    [2, 'officer', 'suspect.caught', { part: 'suspect-1', where: '贵金属柜台' }],
    filed(cast),
  ];
}

/** In custody, assayed and valued, claimed by weight. */
function toReturn(cast: Cast): Line[] {
  return [
    ...bought(cast),
    ...inCustody(cast, 'gold', weightOf(cast)),
    ...arrested(cast),
    ...valued(cast),
    ...victim(cast),
    claimed(weightOf(cast), 'victim-1', 20, 'gold-1'),
    traced(),
  ];
}

function valued({ n, amount }: Cast): Line[] {
  const assay = { part: 'gold-1', fineness: 9999, assayer: '质量检验所', report: `JC-${n}`, photo: `ZP-${n}` };
  return [
    [200, 'keeper', 'gold.assayed', assay],
    [
      hours(4),
      'keeper',
      'gold.valued',
      ({ now }) => ({ part: 'gold-1', value: amount, priceDate: dayOf(now), valuer: '价格认证中心' }),
    ],
  ];
}

/** The day in China. */
function dayOf(moment: string): string {
  return new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** A parcel that the carrier holds back. */
function held(cast: Cast): Line[] {
  const { n, second } = cast;
  const recipient = { name: second.name, phone: second.phone };
  return [
    ...onScene(cast, { subject: 'parcel' }),
    found('victim'),
    [2, 'officer', 'parcel.flagged', { carrier: '某速运', waybill: `YD99${n}`, recipient, contents: '申报为茶叶' }],
    [6, 'officer', 'parcel.carrierHeld', { part: 'parcel-1', place: '中转场' }],
  ];
}

function opened(cast: Cast): Line[] {
  const { n, officers } = cast;
  return [
    ...held(cast),
    filed(cast),
    [20, 'head', 'parcel.seizureApproved', { part: 'parcel-1', decisionNumber: `演示扣邮字${n}号` }],
    [
      30,
      'officer',
      'parcel.opened',
      { part: 'parcel-1', officers, video: `LX-${n}`, where: '办案区', gold: pieces(cast) },
    ],
  ];
}

/** Gold on its way, and parcels in which it was sent. */
export const gold: readonly Scenario[] = [
  {
    cases: 2,
    ago: [days(40), days(9)],
    lines: (cast) => [
      ...toReturn(cast),
      proposedOf('gold-1'),
      approved,
      returned(cast),
      ...fedBack('interceptedReturned'),
    ],
  },
  { cases: 1, ago: [days(8), days(8)], lines: (cast) => [...toReturn(cast), proposedOf('gold-1')] },
  { cases: 1, ago: [hours(5), hours(5)], lines: (cast) => bought(cast) },
  { cases: 1, ago: [hours(3), hours(3)], lines: (cast) => held(cast) },
  {
    cases: 1,
    ago: [days(4), days(4)],
    lines: (cast) => [...opened(cast), ...inCustody(cast, 'gold', weightOf(cast)), ...valued(cast)],
  },
];
