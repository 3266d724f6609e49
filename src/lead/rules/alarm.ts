import { type Ask, rule } from '../../engine/definition/index.js';
import { type Alarm, alarmsIn, isOverdue, type Struck, sameStroke } from '../escalation.js';

/** Alarms whose clock is still overdue and that nobody has answered. */
function openAlarms({ view, clocks }: Pick<Ask, 'view' | 'clocks'>): Alarm[] {
  return alarmsIn(view.root.facts).filter((alarm) => alarm.acknowledgedBy === undefined && isOverdue(clocks, alarm));
}

/** The open alarm that an acknowledgement names. */
export function openAlarm(ask: Ask<{ of: string; clock: string }>): Alarm | undefined {
  return openAlarms(ask).find((alarm) => alarm.of === ask.body.of && alarm.clock === ask.body.clock);
}

/** Somebody is called because of a clock that stands overdue, or once because its strike ended the state itself. */
export const clockOverdue = rule<Struck & { ended: boolean; call: number }>({
  code: 'clockOverdue',
  needs: 'body',
  sentence: {
    zh: '该时限已不再超期，请勿再告警',
    en: 'The clock is no longer overdue. Nobody needs to be called.',
  },
  basis: 'local: an alarm ends with the state it is about',
  holds: ({ clocks, body }) => (body.ended && body.call === 1) || isOverdue(clocks, body),
});

/** An answered alarm is not raised again. */
export const notAnswered = rule<Struck>({
  code: 'notAnswered',
  needs: 'body',
  sentence: {
    zh: '告警已有人应答，请勿重复告警',
    en: 'Somebody has answered this alarm. It is not raised again.',
  },
  basis: 'local: an alarm is repeated until somebody acknowledges it',
  holds: ({ view, body }) =>
    !alarmsIn(view.root.facts).some((alarm) => sameStroke(alarm, body) && alarm.acknowledgedBy !== undefined),
});

/** There is an alarm that waits for an answer. */
export const alarmWaits = rule({
  code: 'alarmWaits',
  needs: 'file',
  sentence: {
    zh: '本案没有待应答的告警，请刷新后查看',
    en: 'No alarm of this case waits for an answer.',
  },
  basis: 'local: an alarm is repeated until somebody acknowledges it',
  holds: (ask) => openAlarms(ask).length > 0,
});

/** Only who was called answers. */
export const wasCalled = rule<{ of: string; clock: string }>({
  code: 'wasCalled',
  needs: 'body',
  sentence: {
    zh: '该时限没有待应答的告警，或未通知到您。请由被通知的人应答',
    en: 'This clock has no alarm that waits, or you were not called. Somebody who was called answers.',
  },
  basis: 'local: an alarm is answered by somebody it reached',
  holds: (ask) => openAlarm(ask)?.called.includes(ask.actor.account) === true,
});
