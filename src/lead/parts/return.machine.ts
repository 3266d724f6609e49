import { final, statechart, to, waits } from '../../engine/definition/index.js';

const ends = { 'return.rejected': to('rejected'), 'return.withdrawn': to('withdrawn') };

/** One asset on its way back to those it was taken from (CPR art. 234): proposed, approved, handed over. */
export const restitution = statechart({
  id: 'return',
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
