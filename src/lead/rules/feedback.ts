import { rule } from '../../engine/definition/index.js';
import { resultsNow } from '../parts/results.js';

/** The bank is told what the case shows, and nothing else. */
export const resultAgrees = rule<{ result: string }>({
  code: 'resultAgrees',
  needs: 'body',
  sentence: {
    zh: '反馈结果与案件现状不符。阶段性确认须已有可疑认定；已返还须截获款物全部返还；暂存须仍有款物被截获；已劝阻须登记劝阻成功；未能拦截须没有截获任何款物且已无可追；正常须认定为正常；已并案须有并案记录。请按现状选择结果，或先登记相应事项',
    en: 'The result is not what the case shows. `confirmed` needs a finding other than legitimate, `interceptedReturned` that all that was stopped went back, `interceptedParked` that something is still held or parked, `dissuaded` a victim who was persuaded, `lost` that nothing was stopped and nothing is left to stop, `legitimate` that finding, `linked` a link. Choose what is true, or record first what makes it so.',
  },
  basis: 'integrity of the record: the bank is told what the case shows',
  holds: ({ view, body }) => [...resultsNow(view)].some((result) => result === body.result),
});
