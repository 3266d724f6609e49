import { final, type Moment, raising, record, statechart, stays, to, waits } from '../../engine/definition/index.js';

function isCooperation({ context }: Moment): boolean {
  return context['mode'] === 'cooperate';
}

const refused = { 'transfer.refused': to('refused', { actions: [record, raising('case.stays')] }) };
const ends = { 'case.stays': 'done' };

/**
 * The case, or help in it, goes to another organ: the course of it, and beside it what is owed in time, the case to the
 * organ (CPR art. 175) and then the written notice to those who reported (CPR art. 184), which outlives the course.
 */
export const transfer = statechart({
  id: 'transfer',
  on: { 'transfer.rectified': stays },
  type: 'parallel',
  initial: undefined,
  states: {
    course: {
      initial: 'new',
      states: {
        new: { on: { 'transfer.proposed': to('proposed', { actions: [record, raising('case.owed')] }) } },
        proposed: waits(
          { zh: '等待审批', en: 'for the approver; the case is to be sent in time' },
          { 'transfer.approved': to('approved'), ...refused },
        ),
        approved: waits(
          { zh: '等待当面移交', en: 'until everything is counted face to face and handed over' },
          {
            'transfer.handedOver': to('handedOver', { actions: [record, raising('case.sent')] }),
            ...refused,
          },
        ),
        handedOver: waits(
          { zh: '等待接收机关确认', en: 'for the acknowledgement of the other organ' },
          { 'transfer.acknowledged': to('acknowledged'), ...refused },
        ),
        acknowledged: final,
        refused: final,
      },
    },
    owed: {
      initial: 'nothing',
      states: {
        nothing: waits({ zh: '尚未提出', en: 'nothing is proposed yet' }, { 'case.owed': 'sending' }),
        sending: {
          id: 'sending',
          after: { transfer: {} },
          on: { 'case.sent': [{ guard: isCooperation, target: 'done' }, { target: 'notice' }], ...ends },
        },
        notice: {
          id: 'notice',
          after: { transferNotice: {} },
          on: { 'transfer.notified': to('done'), ...ends },
        },
        done: final,
      },
    },
  },
});
