import { type Moment, raising, record, stays, to, waits } from '../../engine/definition/index.js';
import { isLegitimate } from './branches.js';
import { interventionRegions } from './lead-intervening.js';
import { isSettled } from './settling.js';

/** Events that the lead only lets happen. */
function lets(...types: string[]): Record<string, object> {
  return Object.fromEntries(types.map((type) => [type, stays]));
}

const found = (verdict: string) => [record, raising(`found.${verdict}`)];
const reopens = { actions: [record, raising('reopened')] };
const settles = {
  'parts.changed': {
    guard: ({ event }: Moment) => isSettled(event.view),
    target: '#settled',
    actions: raising('settles'),
  },
};
const byParts = { zh: '由各部分的时限推动', en: 'its parts run the clocks' };

/** What may come to light at any time while somebody is at work. */
const comesToLight = lets(
  ...['hold.started', 'account.located', 'cash.sought', 'gold.sought', 'parcel.flagged'],
  ...['suspect.identified', 'victim.identified'],
);

/** Until officers are on the scene. */
const early = {
  ...lets('lead.supplemented', 'lead.subjectLeft'),
  ...comesToLight,
  'lead.linked': to('#linked', { actions: [record, raising('goes.linked')] }),
  'lead.withdrawn': to('#cleared', { actions: [record, raising('goes.withdrawn')] }),
  // Only clearing gets past the rules here: from afar nobody is found guilty.
  'lead.classified': to('#cleared', { actions: found('legitimate') }),
};

/** From the first officer on the scene, or on the way to it. */
const onTheSpot = { ...comesToLight, ...lets('cash.secured', 'gold.secured', 'lead.supportRequested') };
const late = lets('lead.supplemented', 'lead.subjectLeft', 'lead.linked');

/** Once nobody works on it here any more. */
const erases = lets('lead.erasureProposed', 'lead.erasureApproved', 'lead.erasureRefused', 'lead.personalDataErased');

/** Where the lead is on its way from the bank's report to the day nothing is left to do. */
export const progress = {
  initial: 'new',
  states: {
    new: {
      on: {
        'lead.reported': [
          {
            guard: ({ event }: Moment) => event.facts['bank'] === undefined,
            ...to('reported', { actions: [record, raising('has.noBank')] }),
          },
          to('reported'),
        ],
      },
    },
    reported: {
      id: 'reported',
      after: { acknowledge: {} },
      on: { 'lead.acknowledged': to('acknowledged'), 'lead.dispatched': to('dispatched'), ...early },
    },
    acknowledged: {
      id: 'acknowledged',
      after: { dispatch: {} },
      on: { 'lead.dispatched': to('dispatched'), ...early },
    },
    dispatched: {
      id: 'dispatched',
      after: { accept: {} },
      on: {
        'lead.dispatched': to('dispatched', { reenter: true }),
        'lead.accepted': to('enRoute'),
        'lead.declined': to('acknowledged'),
        ...early,
        ...lets('lead.supportRequested'),
      },
    },
    enRoute: {
      id: 'enRoute',
      after: { arrive: {} },
      on: { 'lead.dispatched': to('dispatched'), 'lead.arrived': to('onScene'), ...onTheSpot, ...early },
    },
    onScene: waits(byParts, {
      'lead.classified': [
        { guard: isLegitimate, ...to('#cleared', { actions: found('legitimate') }) },
        to('#intervening', { actions: found('suspicious') }),
      ],
      ...onTheSpot,
      ...late,
    }),
    intervening: {
      id: 'intervening',
      type: 'parallel',
      states: interventionRegions,
      ...waits(byParts, {
        'lead.classified': [
          { guard: isLegitimate, ...to('#cleared', { actions: found('legitimate') }) },
          { actions: found('suspicious') },
        ],
        ...onTheSpot,
        ...late,
        ...lets('lead.concluded', 'claim.filed', 'return.proposed', 'transfer.proposed'),
        ...settles,
      }),
    },
    cleared: {
      id: 'cleared',
      ...waits(byParts, {
        'lead.classified': [
          { guard: isLegitimate, actions: found('legitimate') },
          to('#intervening', { actions: found('suspicious') }),
        ],
        ...late,
        ...lets('lead.concluded', 'lead.supportRequested', 'victim.identified'),
        ...settles,
      }),
    },
    settled: {
      id: 'settled',
      ...waits(
        { zh: '已结案', en: 'the case is closed' },
        {
          'lead.reopened': [
            {
              guard: ({ context }: Moment) => context['arrivedAt'] !== undefined,
              target: '#intervening',
              ...reopens,
            },
            { target: '#acknowledged', ...reopens },
          ],
          ...erases,
        },
      ),
    },
    linked: {
      id: 'linked',
      ...waits(
        { zh: '由所并线索继续办理', en: 'the other lead carries on' },
        {
          'lead.unlinked': to('#acknowledged', { actions: [record, raising('comes.back')] }),
          // Whoever saw it says so, though another lead carries on.
          ...lets('lead.subjectLeft'),
          ...erases,
        },
      ),
    },
  },
};
