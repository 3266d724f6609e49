import { record, to, waits } from '../../engine/definition/index.js';

const decides = { 'lead.filed': to('filed'), 'lead.filingDeclined': to('declined') };

/** Whether a case is filed (立案): nothing may be seized before it (CPR art. 174). */
export const filing = {
  initial: 'none',
  states: {
    none: waits(
      {
        zh: '尚无可疑认定，或案件已由其他机关接收',
        en: 'nothing suspicious has been found, or another organ has the case',
      },
      { 'found.suspicious': 'review', ...decides },
    ),
    review: {
      id: 'review',
      after: { filingReview: {} },
      on: {
        ...decides,
        'lead.filingExtended': { target: 'review', reenter: true, actions: record },
        'found.legitimate': 'none',
        'goes.elsewhere': 'none',
      },
    },
    filed: waits(
      { zh: '已立案', en: 'the case is filed' },
      { 'lead.filed': to('filed'), 'lead.filingRevoked': to('declined') },
    ),
    declined: waits(
      { zh: '不予立案，出现新事实可再立', en: 'not filed; new facts may change that' },
      { 'lead.filed': to('filed') },
    ),
  },
};
