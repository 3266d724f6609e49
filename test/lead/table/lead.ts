import { type Expectations, under } from '../../engine/table/expectations.js';
import { approver, centerLead, desk, duty, inScope, officer, police, stationDuty, system, teller } from './roles.js';

/** Until officers are on the scene. */
export const early = under('progress', 'reported', 'acknowledged', 'dispatched', 'enRoute');
/** Officers have been there, and the lead is worked on. */
export const there = under('progress', 'onScene', 'intervening', 'cleared');
/** Worked on here: neither closed nor carried on by another lead. */
export const open = [...early, ...there];
const closed = ['progress.settled'];
const linked = ['progress.linked'];
/** Wherever the lead stands: every case has a state of this region. */
export const anywhere = ['progress'];

const notThere = { onScene: { in: [...early, ...closed, ...linked] } };

export const lead: Expectations = {
  kind: 'lead',
  states: [
    ...under('progress', 'new', 'reported', 'acknowledged', 'dispatched', 'enRoute', 'onScene'),
    ...under('progress.intervening.interception', 'open', 'intercepted', 'lost'),
    ...under('progress.intervening.pursuit', 'notNeeded', 'open', 'caught', 'fled', 'released'),
    ...under('progress.intervening.restitution', 'waiting', 'returning', 'returned', 'parked'),
    ...under('progress', 'cleared', 'settled', 'linked'),
    ...under('filing', 'none', 'review', 'filed', 'declined'),
    ...under('feedback', 'none', 'notNeeded', 'due', 'sent', 'interim', 'acknowledged'),
    ...under('information', 'none', 'asked'),
  ],
  never: [
    // What is closed or carried on elsewhere waits for no answer.
    [[...closed, ...linked], ['information.asked']],
  ],
  opens: {
    'lead.reported': { in: ['progress.new'], by: [...desk, ...duty] },
  },
  events: {
    'lead.supplemented': { in: open, by: [...desk, ...police] },
    'lead.acknowledged': { in: ['progress.reported'], by: duty },
    // Later it is an entry in `links` and nothing else.
    'lead.linked': { in: open, by: duty },
    'lead.unlinked': { in: linked, by: duty },
    'lead.infoRequested': {
      in: ['information.none'],
      by: duty,
      unless: { leadOpen: { in: [...closed, ...linked] } },
    },
    'lead.infoSupplied': { in: ['information.asked'], by: desk },
    'lead.dispatched': { in: early, by: duty },
    'lead.supportRequested': { in: [...under('progress', 'dispatched', 'enRoute'), ...there], by: duty },
    'lead.accepted': { in: ['progress.dispatched'], by: [...stationDuty, ...officer] },
    'lead.declined': { in: ['progress.dispatched'], by: [...stationDuty, ...officer] },
    'lead.arrived': { in: ['progress.enRoute'], by: officer },
    // Before settled; whoever saw it says so, though another lead carries on.
    'lead.subjectLeft': { in: [...open, ...linked], by: [...teller, ...officer] },
    // The example finds a suspect: from afar only the center finds, and only that nothing is wrong.
    'lead.classified': {
      in: open,
      by: police,
      unless: { onSceneOrCenter: { in: early, by: officer }, remoteClearing: { in: early } },
    },
    'lead.withdrawn': { in: early, by: desk },
    // Filed again an administrative case becomes criminal (APR art. 65).
    'lead.filed': { in: under('filing', 'none', 'review', 'filed', 'declined'), by: police, unless: notThere },
    'lead.filingDeclined': { in: under('filing', 'none', 'review'), by: police, unless: notThere },
    'lead.filingExtended': { in: ['filing.review'], by: approver },
    // Of a closed case too: cleared it may close before its filing is revoked.
    'lead.filingRevoked': { in: ['filing.filed'], by: approver },
    'lead.feedbackSent': {
      in: under('feedback', 'due', 'sent', 'interim', 'acknowledged'),
      by: duty,
      unless: { caseOpen: { in: closed } },
    },
    'lead.feedbackAcknowledged': { in: ['feedback.sent'], by: desk },
    'lead.concluded': { in: under('progress', 'intervening', 'cleared'), by: duty },
    'lead.noted': { in: anywhere, by: inScope },
    'lead.reopened': { in: closed, by: centerLead },
    'lead.rectified': { in: anywhere, by: [...desk, ...police] },
    'lead.recordedInError': { in: anywhere, by: police },
    // Beside the deeds: alarms, handovers (docs/escalation.md), and the end of what is known about the innocent.
    'lead.alarmRaised': { in: anywhere, by: system },
    'lead.alarmAcknowledged': { in: anywhere, by: inScope },
    'lead.takenOver': { in: anywhere, by: system },
    'lead.personalDataErased': { in: [...closed, ...linked], by: system },
    // Somebody else needs it whole; or two persons give it up.
    'lead.legalHoldPlaced': { in: anywhere, by: [...centerLead, ...approver] },
    'lead.legalHoldLifted': { in: anywhere, by: [...centerLead, ...approver] },
    'lead.erasureProposed': { in: [...closed, ...linked], by: duty },
    'lead.erasureApproved': { in: [...closed, ...linked], by: [...centerLead, ...approver] },
    'lead.erasureRefused': { in: [...closed, ...linked], by: [...duty, ...approver] },
  },
};

/** Where parts are opened: nothing is found, held or sought any more for a lead that is closed or carried on elsewhere. */
export const untilCleared = [...early, ...under('progress', 'onScene', 'intervening')];
