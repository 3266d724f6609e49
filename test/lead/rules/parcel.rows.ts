import type { Actor } from '../../../src/engine/definition/index.js';
import type { Outcome, Play } from '../play.js';
import { both, carrierHeld, fileCase, found, parcelApproved, parcelContents } from '../scenes.js';
import { type Row, row } from './row.js';

function opens(more: Record<string, unknown> = {}): Outcome {
  return parcelApproved().record('15:45', 'officer', 'parcel.opened', { ...parcelContents, ...more });
}

function approves(play: Play, who: 'county' | 'city' | Actor = 'county'): Outcome {
  return play.record('15:40', who, 'parcel.seizureApproved', { part: 'parcel-1', decisionNumber: 'D2' });
}

function delivers(play: Play, how: string): Outcome {
  return play.record('15:50', 'officer', 'parcel.delivered', { part: 'parcel-1', how });
}

const filed = () => fileCase(carrierHeld(found()));
const withoutLevel: Actor = { account: 'chief', role: 'approver', org: { code: 'xiufeng', kind: 'station' } };
const officerAsApprover: Actor = {
  account: 'officer2',
  role: 'approver',
  org: { code: 'xiufeng-bureau', kind: 'bureau', level: 'county' },
};
const noCash = { cash: undefined };
const nothing = { ...noCash, gold: undefined };

/** Parcels. */
export const parcelRows: readonly Row[] = [
  row(
    'parcel.seizureApproved',
    'caseFiled',
    () => approves(carrierHeld(found())),
    () => approves(filed()),
  ),
  row(
    'parcel.seizureApproved',
    'approverLevel',
    () => approves(filed(), withoutLevel),
    () => approves(filed(), 'city'),
  ),
  row(
    'parcel.seizureApproved',
    'approverNotOfThisCase',
    () => approves(filed(), officerAsApprover),
    () => approves(filed()),
  ),
  row(
    'parcel.opened',
    'notBeforeFiling',
    () => opens({ at: '2024-11-18T15:12:00+08:00' }),
    () => opens({ at: '2024-11-18T15:13:00+08:00' }),
  ),
  row(
    'parcel.opened',
    'twoOfficers',
    () => opens({ officers: ['officer'] }),
    () => opens(),
  ),
  row(
    'parcel.opened',
    'ownOfficers',
    () => opens({ officers: ['officer', 'officer3'] }),
    () => opens({ officers: both }),
  ),
  row(
    'parcel.opened',
    'addsUp',
    () => opens({ cash: { amount: '1000000', denominations: { '10000': 99 } } }),
    () => opens({ cash: { amount: '990000', denominations: { '10000': 99 } } }),
  ),
  row(
    'parcel.opened',
    'contentsSaid',
    () => opens(nothing),
    () => opens({ ...nothing, others: '茶叶' }),
  ),
  row(
    'parcel.delivered',
    'openedOnceApproved',
    () => delivers(parcelApproved(), 'cleared'),
    () => delivers(filed(), 'cleared'),
  ),
];
