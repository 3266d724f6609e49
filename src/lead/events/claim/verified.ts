import { defineEvent, FreeText } from '../../../engine/definition/index.js';
import { duty, officer } from '../../roles.js';
import { notTheFiler, tracedToThisAsset } from '../../rules/claim.js';

class Trace {
  @FreeText({ zh: '溯源情况', en: 'how the money is traced to this asset' }) trace!: string;
}

/** The money is traced from the victim to this asset. */
export const verified = defineEvent({
  type: 'claim.verified',
  title: { zh: '核实认领', en: 'Verify the claim' },
  roles: [...officer, ...duty],
  payload: Trace,
  example: { trace: '14:21 到账，14:58 取现，中间无其他入账' },
  rules: [notTheFiler, tracedToThisAsset],
  keeps: ['trace'],
  facts: ({ actor }) => ({ verifiedBy: actor.account }),
});
