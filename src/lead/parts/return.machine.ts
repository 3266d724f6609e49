import { final, type Moment, statechart, stays, to, waits } from '../../engine/definition/index.js';
import { numberIn, objectsIn } from '../facts.js';

function isOriginalAccount({ event }: Moment): boolean {
  return String(event.body['field']).startsWith('paidFrom');
}

/** A sum it was computed from was wrong: it is proposed anew. */
const voided = {
  'account.rectified': 'withdrawn',
  'cash.rectified': 'withdrawn',
  'gold.rectified': 'withdrawn',
  'claim.rectified': 'withdrawn',
};
const withdrawn = { 'return.withdrawn': to('withdrawn'), ...voided };
/** To another account than was approved and written in the notice: the head looks at it again. The sums stand, and so does a public notice. */
const paidElsewhere = {
  'claim.rectified': [{ guard: isOriginalAccount, target: 'proposed' }, { target: 'withdrawn' }],
};
const ends = { 'return.rejected': to('rejected'), ...withdrawn };
const objected = { 'return.objected': to('objected') };
const resolved = 'return.objectionResolved';

/** Another objection than the one now resolved is still open. */
function isAnotherOpen({ context, event }: Moment): boolean {
  return objectsIn(context, 'objections').some(
    (one) => one['resolvedAt'] === undefined && numberIn(one, 'number') !== event.body['objection'],
  );
}

/** One asset on its way back to those it was taken from (CPR art. 234; 2016 Return Rules art. 6 to 12). */
export const restitution = statechart({
  id: 'return',
  on: { 'return.rectified': stays },
  states: {
    new: { on: { 'return.proposed': to('proposed') } },
    proposed: waits(
      { zh: '等待公告或负责人审批', en: 'for the public notice or the approver; the law sets no time' },
      { 'return.announced': to('announced'), 'return.approved': to('approved'), ...ends },
    ),
    announced: {
      id: 'announcedReturn',
      after: { noticeEnds: {} },
      on: { 'return.approved': to('approved'), ...objected, ...ends },
    },
    objected: waits(
      { zh: '等待处理异议', en: 'until the police have answered every objection' },
      { [resolved]: [{ guard: isAnotherOpen, ...stays }, to('announced')], ...objected, ...ends },
    ),
    approved: waits(
      { zh: '等待权利人领取或送达银行', en: 'until the owner collects it, or the bank is served the notice' },
      { 'return.executed': to('executed'), 'return.noticeServed': to('noticeServed'), ...ends, ...paidElsewhere },
    ),
    noticeServed: {
      id: 'noticeServed',
      after: { bankExecutes: {} },
      on: { 'return.executed': to('executed'), 'return.corrected': to('proposed'), ...withdrawn, ...paidElsewhere },
    },
    executed: final,
    rejected: final,
    withdrawn: final,
  },
});
