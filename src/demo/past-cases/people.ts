import type { Cast } from './cast.js';
import { days, hours, type Line, type Scenario } from './scenario.js';
import { because, enRoute, fedBack, filed, found, onScene } from './scenes.js';

const gone: Line = [60, 'desk', 'account.emptied', { part: 'account-1', whereTo: '转入外省三个账户' }];

function caught(cast: Cast): Line[] {
  return [
    ...onScene(cast),
    found('suspect'),
    [3, 'officer', 'suspect.caught', { part: 'suspect-1', where: '网点门口' }],
  ];
}

function questioned(cast: Cast, protection = 'none'): Line[] {
  return [
    ...caught(cast),
    [30, 'officer', 'suspect.questioned', ({ now }) => ({ part: 'suspect-1', arrivedAt: now, protection })],
  ];
}

function released(cast: Cast): Line[] {
  return [...questioned(cast), because(hours(5), 'officer', 'suspect.released', '排除嫌疑', 'suspect-1')];
}

function detained(cast: Cast): Line[] {
  return [
    ...caught(cast),
    filed(cast),
    [40, 'officer', 'suspect.detained', { part: 'suspect-1', decisionNumber: `演示拘字${cast.n}号` }],
  ];
}

function fled(cast: Cast): Line[] {
  return [...onScene(cast), found('suspect'), [4, 'officer', 'suspect.fled', { part: 'suspect-1', how: '由后门逃走' }]];
}

function deceived(cast: Cast, finding = 'victim'): Line[] {
  return [...onScene(cast), found(finding), [10, 'officer', 'victim.contacted', { part: 'victim-1', channel: '当面' }]];
}

const persuaded: Line = [20, 'officer', 'victim.persuaded', { part: 'victim-1', how: '民警与家属共同劝说，放弃取现' }];

/** Ends without a case: the victim was persuaded, nothing to file, the money stays where it is. */
const nothingToFile: readonly Line[] = [
  persuaded,
  because(60, 'officer', 'account.leftAlone', '本人资金', 'account-1'),
  because(hours(18), 'officer', 'lead.filingDeclined', '未造成损失，不符合立案条件'),
  ...fedBack('dissuaded'),
];

/** Ends without a case: nothing was wrong after all. */
const nothingWrong: readonly Line[] = [found('legitimate', hours(18)), ...fedBack('legitimate')];

/** Suspects in every stage, victims who were dissuaded or not, money that was stopped in its account or lost. */
export const people: readonly Scenario[] = [
  { cases: 3, ago: [hours(3), hours(1)], lines: (cast) => [...onScene(cast), found('suspect')] },
  { cases: 2, ago: [hours(8), hours(2)], lines: (cast) => caught(cast) },
  { cases: 1, ago: [hours(15), hours(15)], lines: (cast) => caught(cast) },
  { cases: 2, ago: [hours(9), hours(4)], lines: (cast) => questioned(cast) },
  // Too long: the law says let go, and a person has to do it.
  { cases: 1, ago: [hours(7), hours(7)], lines: (cast) => questioned(cast, 'seventyOrOver') },
  {
    cases: 2,
    ago: [hours(8), hours(4)],
    lines: (cast) => [
      ...caught(cast),
      filed(cast),
      [20, 'officer', 'suspect.summoned', { part: 'suspect-1', hours: 12 }],
    ],
  },
  { cases: 2, ago: [hours(10), hours(5)], lines: (cast) => detained(cast) },
  { cases: 1, ago: [hours(40), hours(40)], lines: (cast) => detained(cast) },
  {
    cases: 4,
    ago: [days(48), days(6)],
    lines: (cast) => [
      ...detained(cast),
      gone,
      [hours(20), 'officer', 'suspect.bailed', { part: 'suspect-1', decisionNumber: `演示取保${cast.n}号` }],
      ...fedBack('lost'),
    ],
  },
  { cases: 1, ago: [hours(20), hours(20)], lines: (cast) => released(cast) },
  {
    cases: 3,
    ago: [days(52), days(5)],
    lines: (cast) => [...released(cast), ...nothingWrong],
  },
  { cases: 3, ago: [days(20), days(2)], lines: (cast) => [...fled(cast), filed(cast), gone] },
  {
    cases: 3,
    ago: [days(40), days(4)],
    carries: true,
    lines: (cast) => [
      ...fled(cast),
      filed(cast),
      gone,
      [hours(20), 'officer', 'suspect.wanted', { part: 'suspect-1', decisionNumber: `演示追逃${cast.n}号` }],
    ],
  },
  {
    cases: 3,
    ago: [days(44), days(4)],
    lines: (cast) => [
      ...onScene(cast),
      found('suspect'),
      because(40, 'officer', 'suspect.dismissed', '经查当时不在现场', 'suspect-1'),
      ...nothingWrong,
    ],
  },
  // A tool of others: no suspect any more.
  {
    cases: 4,
    ago: [days(46), days(4)],
    lines: (cast) => [
      ...onScene(cast),
      found('suspect'),
      [50, 'officer', 'suspect.reclassified', { part: 'suspect-1', as: 'tool', reason: '被“贷款刷流水”欺骗' }],
      found('tool', 5),
      [10, 'officer', 'victim.contacted', { part: 'victim-1', channel: '当面' }],
      ...nothingToFile,
    ],
  },
  // Persuaded, and watched for thirty days; some of them are over.
  {
    cases: 4,
    ago: [days(58), days(2)],
    lines: (cast) => [...deceived(cast), ...nothingToFile],
  },
  { cases: 2, ago: [hours(2), hours(1)], lines: (cast) => [...onScene(cast), found('victim')] },
  { cases: 2, ago: [hours(3), hours(1.5)], lines: (cast) => deceived(cast, 'tool') },
  {
    cases: 2,
    ago: [hours(5), hours(3)],
    lines: (cast) => [...deceived(cast), [15, 'officer', 'victim.verified', { part: 'victim-1', how: '聊天记录' }]],
  },
  {
    cases: 3,
    ago: [days(3), hours(4)],
    lines: (cast) => [...deceived(cast), [20, 'officer', 'victim.refused', { part: 'victim-1', says: '坚称用于装修' }]],
  },
  {
    cases: 2,
    ago: [days(2), hours(5)],
    lines: (cast) => [
      ...deceived(cast),
      [20, 'officer', 'victim.refused', { part: 'victim-1', says: '坚称用于装修' }],
      [30, 'officer', 'victim.familyContacted', { part: 'victim-1', who: '女儿，正赶来' }],
    ],
  },
  {
    cases: 2,
    ago: [days(5), days(2)],
    lines: (cast) => [
      ...deceived(cast),
      [15, 'officer', 'victim.verified', { part: 'victim-1', how: '聊天记录' }],
      [20, 'officer', 'victim.reportTaken', { part: 'victim-1', caseNumber: `演示受案${cast.n}号` }],
      filed(cast),
    ],
  },
  // Too late.
  {
    cases: 5,
    ago: [days(54), days(3)],
    lines: (cast) => [
      ...enRoute(cast, { hold: { minutes: 10, reason: '正在核实', told: 'later', laterReason: '同伙在外' } }),
      [2, 'teller', 'hold.told', { part: 'hold-1', how: '已交付限制告知单' }],
      [9, 'officer', 'lead.arrived', { officers: cast.officers }],
      found('undetermined'),
      [20, 'officer', 'account.emptied', { part: 'account-1', whereTo: '转入外省三个账户' }],
      because(hours(22), 'officer', 'lead.filingDeclined', '由外省公安机关立案'),
      ...fedBack('lost'),
    ],
  },
  // Reopened.
  {
    cases: 2,
    ago: [days(30), days(10)],
    lines: (cast) => [
      ...onScene(cast),
      found('legitimate'),
      ...fedBack('legitimate', 6),
      because(days(4), 'lead', 'lead.reopened', '又有被害人报案'),
    ],
  },
];
