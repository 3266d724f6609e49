import { custodian, officer } from './roles.js';
import { inHand, thing } from './thing.js';

const examined = { in: [...inHand, 'announced'], by: [...officer, ...custodian] };

export const gold = thing('gold', { 'gold.assayed': examined, 'gold.valued': examined });
