import { defineEvent, isIn } from '../../../engine/definition/index.js';
import { assetKinds } from '../../parts/assets.js';
import { holdsRunning, idsOf, openParts } from '../../parts/standing.js';
import { police } from '../../roles.js';
import { onScene } from '../../rules/filing.js';
import { nothingBeingTransferred } from '../../rules/transfer.js';
import { Reason } from '../payloads.js';

/** No case is filed: everything secured goes back, holds and stops end, claims are rejected. */
export const filingDeclined = defineEvent({
  type: 'lead.filingDeclined',
  title: { zh: '不予立案', en: 'Decline to file' },
  roles: police,
  payload: Reason,
  example: { reason: '没有犯罪事实' },
  rules: [onScene, nothingBeingTransferred],
  tells: ({ view, at }) => [
    ...holdsRunning(view, at),
    ...idsOf(openParts(view, ...assetKinds, 'parcel').filter((asset) => !isIn(asset, 'unrelated'))),
    ...idsOf(openParts(view, 'claim')),
  ],
});
