import { defineEvent, PartId, Plain } from '../../../engine/definition/index.js';
import { alarmFacts, alarmsIn, sameStroke } from '../../escalation.js';
import { everybody } from '../../roles.js';
import { alarmWaits, openAlarm, wasCalled } from '../../rules/alarm.js';

class Answered {
  @PartId({ zh: '时限所属部分', en: 'the part on which the clock runs' }) of!: string;
  @Plain({ zh: '时限', en: 'name of the clock', max: 40 }) clock!: string;
}

/** Somebody who was called answers: the alarm is not raised again. The clock stays overdue until its state is left. */
export const alarmAcknowledged = defineEvent({
  type: 'lead.alarmAcknowledged',
  title: { zh: '应答告警', en: 'Answer an alarm' },
  roles: everybody,
  payload: Answered,
  effect: 'accompanies',
  example: { of: 'lead-1', clock: 'acknowledge' },
  // A bank that keeps an account of the case is called about it, and sees nothing else of the case.
  concerns: ({ of }) => of,
  rules: [alarmWaits, wasCalled],
  facts: (ask) => {
    const answered = openAlarm(ask);
    const alarms = alarmsIn(ask.view.root.facts).map((alarm) =>
      answered && sameStroke(alarm, answered) ? { ...alarm, acknowledgedBy: ask.actor.account } : alarm,
    );
    return { alarms: alarmFacts(alarms) };
  },
});
