import { rule } from '../../engine/definition/index.js';
import { areInflowsKnown, isLossExceeded } from '../parts/claimed.js';
import { afterwards, type Rectification } from '../rectification/facts.js';
import { claimWords } from './claim.js';

/** What held when a claim was filed and verified still holds once it is corrected. */

/** The inflows now named are lines of the account's own flow table. */
export const stillInflowsOfThisAccount = rule<Rectification>({
  ...claimWords.inflowsOfThisAccount,
  needs: 'body',
  holds: (ask) => {
    const { view, part } = afterwards(ask);
    return ask.body.field !== 'inflows' || areInflowsKnown(view, part);
  },
});

/** No more is claimed than was lost. */
export const stillNotClaimedTwice = rule<Rectification>({
  ...claimWords.lossNotClaimedTwice,
  needs: 'body',
  holds: (ask) => {
    const { view, part } = afterwards(ask);
    if (!part || !['amount', 'lost', 'paidInAt'].includes(ask.body.field)) return true;
    return !isLossExceeded(view, part.id, part.facts);
  },
});
