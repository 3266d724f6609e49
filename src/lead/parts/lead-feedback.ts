import { type Moment, to, waits } from '../../engine/definition/index.js';
import { isFinalResult, unsettled } from './settling.js';

/** There is a bank that waits for a result. */
function hasBank({ context }: Moment): boolean {
  return typeof context['bank'] === 'string';
}

function isInterim({ context }: Moment): boolean {
  return !isFinalResult(String(context['result']));
}

function isAllElseSettled({ event }: Moment): boolean {
  return unsettled(event.view).length === 0;
}

const notNeeded = { 'goes.withdrawn': 'notNeeded' };
const notYet = { 'comes.back': 'none' };
/** What makes the last result stale. */
const again = { 'found.suspicious': 'due', 'found.legitimate': 'due', reopened: 'due', 'goes.linked': 'due' };
const read = [{ guard: isInterim, target: 'interim' }, { target: 'acknowledged' }];

/** The bank learns what came of its lead. A final result, read, is part of what settles the case. */
export const feedback = {
  initial: 'none',
  states: {
    none: waits(
      { zh: '尚无结果可反馈', en: 'there is no result yet' },
      { ...again, ...notNeeded, 'has.noBank': 'notNeeded' },
    ),
    notNeeded: waits(
      { zh: '没有等待结果的银行', en: 'no bank waits for a result' },
      { 'found.suspicious': { guard: hasBank, target: 'due' }, reopened: { guard: hasBank, target: 'due' } },
    ),
    due: {
      id: 'feedbackDue',
      after: { feedback: {} },
      on: { 'lead.feedbackSent': to('sent'), ...notNeeded, ...notYet },
    },
    sent: {
      id: 'feedbackSent',
      after: { feedbackRead: {}, feedbackCounts: read },
      on: {
        'lead.feedbackAcknowledged': read.map((branch) => ({ ...branch, ...to(branch.target) })),
        'lead.feedbackSent': to('sent', { reenter: true }),
        ...again,
        ...notNeeded,
        ...notYet,
      },
    },
    interim: waits(
      { zh: '已反馈阶段情况，等待其他事项办结', en: 'an interim word was read; the final one waits for the rest' },
      {
        'parts.changed': { guard: isAllElseSettled, target: 'due' },
        'lead.feedbackSent': to('sent'),
        ...again,
        ...notNeeded,
        ...notYet,
      },
    ),
    acknowledged: waits(
      { zh: '银行已阅', en: 'the bank has read it' },
      { 'lead.feedbackSent': to('sent'), ...again, ...notNeeded, ...notYet },
    ),
  },
};
