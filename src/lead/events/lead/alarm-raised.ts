import { defineEvent, Flag, Instant, isObject, PartId, Plain, Whole } from '../../../engine/definition/index.js';
import { clocks } from '../../clocks/index.js';
import { alarmFacts, alarmsIn, callsSupport, isOverdue, levelsOf, sameStroke, topLevel } from '../../escalation.js';
import { numberIn, textsIn } from '../../facts.js';
import { system } from '../../roles.js';
import { clockOverdue, notAnswered } from '../../rules/alarm.js';

class Call {
  @PartId({ zh: '时限所属部分', en: 'the part on which the clock runs' }) of!: string;
  @Plain({ zh: '时限', en: 'name of the clock', max: 40 }) clock!: string;
  @Instant({ zh: '到期时刻', en: 'when it was due' }) dueAt!: string;
  @Instant({ zh: '记为超期的时刻', en: 'when it struck' }) struckAt!: string;
  @Whole({ zh: '第几次通知', en: 'which call this is', min: 1, max: 9999 }) call!: number;
  @Whole({ zh: '从哪一级通知起', en: 'the level from which somebody is looked for', min: 1, max: topLevel })
  from!: number;
  @Flag({ zh: '到期时状态已自行结束', en: 'the strike itself ended the state' }) ended!: boolean;
}

/**
 * Somebody is called because a clock struck. Who is on duty at that level, or at the next one where somebody is, stands
 * in the entry's answers; nothing moves.
 */
export const alarmRaised = defineEvent({
  type: 'lead.alarmRaised',
  title: { zh: '超期告警', en: 'Alarm raised' },
  roles: system,
  payload: Call,
  effect: 'accompanies',
  example: {
    of: 'lead-1',
    clock: 'acknowledge',
    dueAt: '2024-11-18T07:02:00.000Z',
    struckAt: '2024-11-18T07:02:00.000Z',
    call: 1,
    from: 1,
    ended: false,
  },
  rules: [clockOverdue, notAnswered],
  facts: ({ view, clocks: running, body, known }) => {
    const { of, clock, struckAt, call } = body;
    if (body.ended) return {};
    // Alarms of states that were left are over; they stay in the history.
    const standing = alarmsIn(view.root.facts).filter((alarm) => isOverdue(running, alarm));
    const before = standing.find((alarm) => sameStroke(alarm, body));
    const answer = isObject(known['onCall']) ? known['onCall'] : {};
    const called = [...new Set([...(before?.called ?? []), ...textsIn(answer, 'recipients')])];
    const level = numberIn(answer, 'level') ?? body.from;
    const others = standing.filter((alarm) => alarm !== before);
    return { alarms: alarmFacts([...others, { of, clock, struckAt, call, level, called }]) };
  },
  asks: ({ of, from, clock: name }) => {
    const clock = clocks.get(name);
    const about = { of, from, levels: levelsOf(clock?.alarms ?? []), support: callsSupport(clock) };
    return [{ name: 'onCall', about }];
  },
});
