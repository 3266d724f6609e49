import { final, raising, record, recordingWhen, statechart, stays, to, waits } from '../../engine/definition/index.js';

const always = { 'breakGlass.alarmRaised': stays, 'breakGlass.textErased': stays };

/** One case opened in an emergency: how long it may be read and whether that was right; and beside it who is told at once. */
export const breakGlass = statechart({
  id: 'breakGlass',
  on: always,
  type: 'parallel',
  initial: undefined,
  states: {
    reading: {
      initial: 'new',
      states: {
        new: { on: { 'breakGlass.opened': to('open', { actions: [record, raising('glass.broken')] }) } },
        open: {
          id: 'open',
          after: { breakGlassEnds: { target: 'ended', actions: recordingWhen('endedAt') } },
          on: { 'breakGlass.ended': to('ended') },
        },
        ended: { id: 'ended', after: { reviewBreakGlass: {} }, on: { 'breakGlass.reviewed': to('reviewed') } },
        reviewed: final,
      },
    },
    telling: {
      initial: 'nothing',
      states: {
        nothing: waits({ zh: '尚未开放', en: 'nothing is open yet' }, { 'glass.broken': 'due' }),
        due: { id: 'telling', after: { tellSecond: 'told' } },
        told: final,
      },
    },
  },
});
