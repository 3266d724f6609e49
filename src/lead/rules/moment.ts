import { rule } from '../../engine/definition/index.js';
import { textIn } from '../facts.js';
import { notAfter, plusMinutes } from '../time.js';

/** Phones' clocks differ; so much may a moment lie ahead of the database's clock. */
export const toleratedMinutes = 2;

/** Nothing about a case happened before it was reported. Does not look at the opening itself. */
export const notBeforeReport = rule({
  code: 'notBeforeReport',
  needs: 'body',
  sentence: {
    zh: '发生时间不能早于线索报告时间，请核对发生时间',
    en: 'It cannot have happened before the lead was reported. Check `at`.',
  },
  basis: 'order of the record: the report opens the case',
  holds: ({ view, at }) => {
    const opened = view.all().length > 0 ? textIn(view.root.facts, 'reportedAt') : undefined;
    return opened === undefined || notAfter(opened, at);
  },
});

/** What is recorded has happened. */
export const notInTheFuture = rule({
  code: 'notInTheFuture',
  needs: 'body',
  sentence: {
    zh: '发生时间不能晚于现在（容差 2 分钟），请核对设备时间',
    en: 'It cannot have happened later than now (2 minutes are tolerated). Check the clock of your device.',
  },
  basis: 'order of the record: only what has happened is recorded',
  holds: ({ at, recordedAt }) => notAfter(at, plusMinutes(recordedAt, toleratedMinutes)),
});

/** The moments from which the law's clocks run; one in the future would stretch a limit. */
const deeds = ['stoppedAt', 'frozenAt', 'renewedAt', 'arrivedAt', 'detainedAt', 'filedAt', 'paidInAt'];

/** A named moment of the body (`arrivedAt`, `stoppedAt` …) has passed. */
export const deedNotInTheFuture = rule({
  code: 'deedNotInTheFuture',
  needs: 'body',
  sentence: {
    zh: '所填时刻不能晚于现在（法定期限自该时刻起算），请填写实际发生的时刻',
    en: 'A moment given in the body lies ahead of now. The limits of the law run from it: give the moment it happened.',
  },
  basis: 'order of the record: only what has happened is recorded',
  holds: ({ body, recordedAt }) =>
    deeds.every((name) => {
      const moment: unknown = Reflect.get(body, name) ?? correctedMoment(body, name);
      return typeof moment !== 'string' || notAfter(moment, plusMinutes(recordedAt, toleratedMinutes));
    }),
});

/** The moment that a correction of this field gives. */
function correctedMoment(body: object, name: string): unknown {
  return Reflect.get(body, 'field') === name ? Reflect.get(body, 'value') : undefined;
}
