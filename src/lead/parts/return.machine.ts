import { final, statechart, stays, to, waits } from '../../engine/definition/index.js';

/** A sum it was computed from was wrong: it is proposed anew. */
const voided = {
  'account.rectified': 'withdrawn',
  'cash.rectified': 'withdrawn',
  'gold.rectified': 'withdrawn',
  'claim.rectified': 'withdrawn',
};
const ends = { 'return.rejected': to('rejected'), 'return.withdrawn': to('withdrawn'), ...voided };

/** One asset on its way back to those it was taken from (CPR art. 234): proposed, approved, handed over. */
export const restitution = statechart({
  id: 'return',
  on: { 'return.rectified': stays },
  states: {
    new: { on: { 'return.proposed': to('proposed') } },
    proposed: waits(
      { zh: '等待负责人审批', en: 'for the approver; the law sets no time' },
      { 'return.approved': to('approved'), ...ends },
    ),
    approved: waits(
      { zh: '等待权利人领取', en: 'until the owner collects it' },
      { 'return.executed': to('executed'), ...ends },
    ),
    executed: final,
    rejected: final,
    withdrawn: final,
  },
});
