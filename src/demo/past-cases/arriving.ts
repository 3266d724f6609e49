import { days, hours, type Scenario } from './scenario.js';
import { because, enRoute, fedBack, found, onScene, reported } from './scenes.js';

const twoGrounds = {
  finding: 'legitimate',
  reason: '单位财务确认，流水正常',
  grounds: ['independentContact', 'historyNormal'],
};

/** Cases on their way to the scene, and those that ended before anybody got there. */
export const arriving: readonly Scenario[] = [
  // Fresh ones, their clocks running; then ones that nobody answered in time.
  { cases: 3, ago: [1.5, 0.5], lines: (cast) => reported(cast) },
  { cases: 3, ago: [45, 6], lines: (cast) => reported(cast) },
  {
    cases: 2,
    ago: [12, 9],
    lines: (cast) =>
      reported(cast, { hold: { minutes: 30, reason: '受人指挥', told: 'later', laterReason: '同伙在场' } }),
  },
  { cases: 2, ago: [3.5, 2.5], lines: (cast) => [...reported(cast), [1, 'duty', 'lead.acknowledged']] },
  { cases: 2, ago: [60, 20], lines: (cast) => [...reported(cast), [1, 'duty', 'lead.acknowledged']] },
  { cases: 2, ago: [4, 3], lines: (cast) => enRoute(cast).slice(0, 3) },
  { cases: 2, ago: [40, 15], lines: (cast) => enRoute(cast).slice(0, 3) },
  { cases: 3, ago: [12, 6], lines: (cast) => enRoute(cast) },
  { cases: 2, ago: [50, 30], lines: (cast) => enRoute(cast) },
  { cases: 3, ago: [30, 18], lines: (cast) => onScene(cast) },
  {
    cases: 2,
    ago: [14, 10],
    lines: (cast) => [
      ...enRoute(cast).slice(0, 3),
      because(2, 'station', 'lead.declined', '警力均在处置其他警情'),
      [1, 'duty', 'lead.dispatched', { station: cast.otherStation }],
    ],
  },
  {
    cases: 2,
    ago: [16, 12],
    lines: (cast) => [
      ...onScene(cast).slice(0, 4),
      [1, 'duty', 'lead.infoRequested', { question: '客户现在是否仍在网点？' }],
      [2, 'officer', 'hold.extended', { part: 'hold-1', minutes: 10, reason: '民警正在途中' }],
    ],
  },
  // Two leads that are one matter.
  {
    cases: 3,
    ago: [days(20), hours(5)],
    links: true,
    lines: (cast) => [
      ...reported(cast),
      [1, 'duty', 'lead.acknowledged'],
      [3, 'duty', 'lead.linked', ({ previous }) => ({ lead: previous, reason: '同一团伙' })],
      [10, 'duty', 'lead.feedbackSent', { result: 'linked' }],
    ],
  },
  // The bank's mistake.
  {
    cases: 4,
    ago: [days(58), days(2)],
    lines: (cast) => [...reported(cast), because(4, 'teller', 'lead.withdrawn', '录入了错误的客户')],
  },
  // Cleared from afar.
  {
    cases: 7,
    ago: [days(57), days(1.5)],
    lines: (cast) => [
      ...reported(cast),
      [1, 'duty', 'lead.acknowledged'],
      [1, 'duty', 'lead.infoRequested', { question: '用途凭证是否齐全？' }],
      [3, 'teller', 'lead.infoSupplied', { answer: '合同与收款方一致' }],
      [2, 'duty', 'lead.classified', twoGrounds],
      ...fedBack('legitimate', 5),
    ],
  },
  // Cleared on the scene.
  {
    cases: 9,
    ago: [days(59), days(1.2)],
    lines: (cast) => [...onScene(cast), found('legitimate'), ...fedBack('legitimate', 6)],
  },
  { cases: 2, ago: [hours(6), hours(2)], lines: (cast) => [...onScene(cast), found('legitimate')] },
  // Nobody has told the bank for days.
  { cases: 1, ago: [days(4), days(4)], lines: (cast) => [...onScene(cast), found('legitimate')] },
  // Released by the bank itself before the officers came, and still to be verified.
  {
    cases: 2,
    ago: [25, 21],
    lines: (cast) => [...enRoute(cast), because(3, 'desk', 'hold.released', '客户放弃取现', 'hold-1')],
  },
];
