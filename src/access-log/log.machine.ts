import { statechart, stays, to, waits } from '../engine/definition/index.js';
import { acts, eventOf } from './acts.js';

/** One account's log of one month. It takes what comes, and moves nowhere: the month's end needs no clock. */
export const log = statechart({
  id: 'log',
  states: {
    new: { on: { 'log.opened': to('open') } },
    open: waits(
      { zh: '记录该账号当月的查阅', en: 'takes what the account looks at in that month' },
      {
        ...Object.fromEntries(acts.map((act) => [eventOf(act), stays])),
        'log.handedOutEnded': stays,
        'log.textErased': stays,
      },
    ),
  },
});
