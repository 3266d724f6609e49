import type { Cast } from './cast.js';
import { days, hours, type Line, type Scenario } from './scenario.js';
import { because, claimed, fedBack, filed, found, inCustody, onScene, secured, victim } from './scenes.js';

const organ = '南京市公安局玄武分局';

/** In custody and claimed; the victim's own report is with another organ. */
function filedElsewhere(cast: Cast): Line[] {
  return [
    ...onScene(cast),
    found('suspect'),
    secured(cast),
    filed(cast),
    ...inCustody(cast),
    ...victim(cast),
    claimed(cast.amount),
  ];
}

function proposed(mode = 'transfer', minutes = 40): Line {
  const reason = '被害人在当地报案，当地已立案';
  return [minutes, 'officer', 'transfer.proposed', { mode, organ, reason, caseNumber: 'A99-1' }];
}

function approved({ n }: Cast, minutes = 90): Line {
  return [minutes, 'head', 'transfer.approved', { part: 'transfer-1', decisionNumber: `演示移字${n}号` }];
}

function handedOver({ n, officers }: Cast, things: readonly (readonly [asset: string, amount: string])[]): Line {
  const property = things.map(([asset, amount]) => ({ asset, amount }));
  const receivedBy = { name: '周示例', policeNumber: '900001' };
  const signed = { faceToFace: true, signedBy: ['giver', 'receiver'] };
  const list = { part: 'transfer-1', officers, receivedBy, listNumber: `JJ-${n}` };
  return [hours(15), 'officer', 'transfer.handedOver', { ...list, property, ...signed }];
}

function acknowledged({ n }: Cast): Line {
  return [120, 'duty', 'transfer.acknowledged', { part: 'transfer-1', receiptNumber: `HZ-${n}` }];
}

const notified: Line = [hours(20), 'duty', 'transfer.notified', { part: 'transfer-1', who: '被害人和报告银行' }];

/** Counted and signed by both. */
function counted(cast: Cast, mode?: string): Line[] {
  return [...filedElsewhere(cast), proposed(mode), approved(cast), handedOver(cast, [['cash-1', cast.amount]])];
}

/** Cases that go to another organ, or in which one helps. */
export const handedOn: readonly Scenario[] = [
  { cases: 1, ago: [days(1), days(1)], lines: (cast) => [...filedElsewhere(cast), proposed()] },
  { cases: 1, ago: [days(1.2), days(1.2)], lines: (cast) => [...filedElsewhere(cast), proposed(), approved(cast)] },
  { cases: 1, ago: [days(2), days(2)], lines: (cast) => counted(cast) },
  { cases: 1, ago: [days(3), days(3)], lines: (cast) => [...counted(cast), acknowledged(cast)] },
  {
    cases: 2,
    ago: [days(30), days(9)],
    lines: (cast) => [
      ...counted(cast, cast.n % 2 === 0 ? 'merge' : 'transfer'),
      acknowledged(cast),
      notified,
      ...fedBack('interceptedParked'),
    ],
  },
  // Money that was only found goes with it; the other organ decides.
  {
    cases: 1,
    ago: [days(12), days(12)],
    lines: (cast) => [
      ...onScene(cast),
      found('undetermined'),
      proposed(),
      approved(cast),
      handedOver(cast, []),
      acknowledged(cast),
      notified,
      ...fedBack('lost'),
    ],
  },
  // They do not take it.
  {
    cases: 1,
    ago: [days(11), days(11)],
    lines: (cast) => [
      ...filedElsewhere(cast),
      proposed(),
      approved(cast),
      because(hours(5), 'duty', 'transfer.refused', '对方认为取款地公安机关有管辖权', 'transfer-1'),
    ],
  },
];
