import { rule } from '../../engine/definition/index.js';
import { isHeard, keptUntil } from '../parts/person.js';
import { notAfter } from '../time.js';

/** Nothing is added to a case whose personal data is gone. */
export const notErased = rule({
  code: 'notErased',
  needs: 'file',
  sentence: {
    zh: '本案个人信息已依法删除，不能再记录任何内容；有新情况请另报线索',
    en: 'The personal data of this case was erased, so nothing can be added to it. Report a new lead if there is news.',
  },
  basis: 'PIPL art. 47',
  // The opening has no case to look at yet.
  holds: ({ view }) => view.all().length === 0 || view.root.facts['erasedAt'] === undefined,
});

/** Only what is said of a cleared customer is erased, and only after the time in which they may complain. */
export const keptLongEnough = rule({
  code: 'keptLongEnough',
  needs: 'file',
  sentence: {
    zh: '仅当客户已被排除、案件已结、投诉期满并再过规定天数后，才能删除个人信息；未到期的请继续保存',
    en: 'Personal data is erased only once the customer was cleared, the case closed, and the days after the complaint period have passed.',
  },
  basis: 'PIPL art. 19 and 47; AML Law art. 39',
  holds: ({ view, closedAt, settings, at }) => {
    const due = keptUntil(view.all(), closedAt, settings);
    return due !== null && notAfter(due, at);
  },
});

/** Nobody's complaint or claim loses its ground. */
export const nothingToBeHeard = rule({
  code: 'nothingToBeHeard',
  needs: 'file',
  sentence: {
    zh: '还有投诉或返还申请未办结，请先答复或办结再删除',
    en: 'A complaint or a claim is still open. It is answered or decided before anything is erased.',
  },
  basis: 'AML Law art. 39; ATFL art. 32',
  holds: ({ view }) => isHeard(view.all()),
});
