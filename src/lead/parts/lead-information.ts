import { to, waits } from '../../engine/definition/index.js';

/** One question at a time from the center to the bank. */
export const information = {
  initial: 'none',
  states: {
    none: waits({ zh: '没有待答问题', en: 'nothing is asked' }, { 'lead.infoRequested': to('asked') }),
    asked: {
      id: 'asked',
      after: { answer: {} },
      // A closed case waits for no answer, nor does one that another lead carries on.
      on: { 'lead.infoSupplied': to('none'), settles: 'none', 'goes.linked': 'none' },
    },
  },
};
