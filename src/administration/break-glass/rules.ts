import { type Ask, isObject, rule } from '../../engine/definition/index.js';
import { mostADay } from './limits.js';

function openedBy({ view }: Pick<Ask, 'view'>): unknown {
  return view.root.facts['by'];
}

/** The case exists. */
export const leadThere = rule({
  code: 'leadThere',
  needs: 'body',
  sentence: { zh: '没有这个编号的案件，请核对编号', en: 'There is no case of this number. Check it.' },
  basis: 'integrity of the record',
  holds: ({ known }) => isObject(known['lead']),
});

/** An emergency is rare. */
export const fewADay = rule({
  code: 'fewADay',
  needs: 'body',
  sentence: {
    zh: '二十四小时内紧急调阅次数已达上限。请联系反诈中心值班员查阅案件',
    en: `Nobody opens more than ${mostADay} cases this way within 24 hours. Ask the duty officer of the center to look.`,
  },
  basis: 'local: an emergency is rare',
  holds: ({ known }) => Number(known['brokenToday']) < mostADay,
});

/** Who opened it ends it, or the head of the center does. */
export const endsOwn = rule({
  code: 'endsOwn',
  needs: 'file',
  sentence: {
    zh: '只有调阅人本人或中心负责人可以提前结束，请由其办理',
    en: 'Who opened it ends it, or the head of the center. Ask one of them.',
  },
  basis: 'local: as short as the emergency',
  holds: (ask) => ask.actor.role === 'centerLead' || openedBy(ask) === ask.actor.account,
});

/** Nobody reviews themselves. */
export const reviewedByAnother = rule({
  code: 'reviewedByAnother',
  needs: 'file',
  sentence: {
    zh: '不得审查自己的调阅，请由另一名中心负责人审查',
    en: 'Nobody reviews their own emergency reading. Ask another head of the center.',
  },
  basis: 'local: nobody is judge in their own cause',
  holds: (ask) => openedBy(ask) !== ask.actor.account,
});

/** What is called about is overdue, or has just ended by its strike. */
export const clockOverdue = rule<{ of: string; clock: string; struckAt: string; ended: boolean; call: number }>({
  code: 'clockOverdue',
  needs: 'body',
  sentence: {
    zh: '该时限已不再超期，请勿再告警',
    en: 'The clock is no longer overdue. Nobody needs to be called.',
  },
  basis: 'local: an alarm ends with the state it is about',
  holds: ({ clocks, body: { of, clock, struckAt, ended, call } }) =>
    (ended && call === 1) || clocks.some((one) => one.part === of && one.name === clock && one.struckAt === struckAt),
});
