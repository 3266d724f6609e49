import { final, type Moment, statechart, stays, to, waits } from '../../engine/definition/index.js';

/** The scanner found nothing, or the office has said that it does without one. */
function mayBeOpened({ event }: Moment): boolean {
  return event.body['verdict'] !== 'infected';
}

const ends = { 'evidence.withdrawn': to('withdrawn'), 'lead.personalDataErased': 'erased' };

/**
 * A file, or the promise of one. It stands beside the deeds: a case settles without it, and its clocks run on a closed case
 * too. Nobody reads a file before it was scanned.
 */
export const evidence = statechart({
  id: 'evidence',
  on: { 'evidence.rectified': stays },
  states: {
    new: { on: { 'evidence.promised': to('promised'), 'evidence.received': to('quarantined') } },
    promised: {
      id: 'promised',
      after: { evidenceDue: {} },
      on: { 'evidence.received': to('quarantined'), ...ends },
    },
    quarantined: {
      id: 'quarantined',
      after: { evidenceScan: {} },
      on: { 'evidence.scanned': [{ guard: mayBeOpened, ...to('accepted') }, to('refused')], ...ends },
    },
    accepted: waits({ zh: '随案保存', en: 'kept with the case' }, ends),
    refused: final,
    withdrawn: final,
    erased: final,
  },
});
