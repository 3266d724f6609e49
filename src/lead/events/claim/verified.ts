import { defineEvent, FreeText, Plains } from '../../../engine/definition/index.js';
import { duty, officer } from '../../roles.js';
import { inflowsOfThisAccount, notTheFiler, tracedToThisAsset } from '../../rules/claim.js';

class Trace {
  @FreeText({ zh: '溯源情况', en: 'how the money is traced to this asset' }) trace!: string;
  @Plains({ zh: '对应的入账（流向表行）', en: "lines of the flow table that are the victim's inflows", optional: true })
  inflows?: string[];
}

/** The money is traced from the victim to this asset. */
export const verified = defineEvent({
  type: 'claim.verified',
  title: { zh: '核实认领', en: 'Verify the claim' },
  roles: [...officer, ...duty],
  payload: Trace,
  example: { trace: '14:21 到账，14:58 取现，中间无其他入账' },
  rules: [notTheFiler, tracedToThisAsset, inflowsOfThisAccount],
  keeps: ['trace', 'inflows'],
  facts: ({ actor }) => ({ verifiedBy: actor.account }),
});
