import { type CaseFile, isIn, type Part, type View } from '../../../src/engine/definition/index.js';
import { textIn, unitsIn } from '../../../src/lead/facts.js';
import { balanceOf, frozenAmount, isCountedWrongly, linesOf, remainderOf } from '../../../src/lead/parts/assets.js';
import { openReturns } from '../../../src/lead/parts/standing.js';
import { proposalBy } from '../../../src/lead/restitution/propose.js';
import { viewOf } from './view-of.js';

/** No sum is counted twice or paid out that was not there. */
export function sumsHold(file: CaseFile): void {
  const view = viewOf(file);
  for (const account of view.of('account')) {
    if (balanceOf(view, account) < 0n) throw new Error(`more came out of ${account.id} than was in it`);
    const frozen = frozenAmount(view, account);
    if (frozen < 0n || frozen > balanceOf(view, account))
      throw new Error(`${frozen} are frozen in ${account.id}, and ${balanceOf(view, account)} are in question`);
    if (isCountedWrongly(view)(account))
      throw new Error(`${account.id} is ${String(account.state)}, and its balance says otherwise`);
  }
  for (const asset of view.of('cash', 'gold')) {
    if (remainderOf(view, asset) < 0n) throw new Error(`more of ${asset.id} was returned than there was`);
    if (openReturns(view, asset.id).length > 1) throw new Error(`${asset.id} is being returned twice`);
  }
  for (const back of view.of('return')) returnHolds(view, back);
  const lines = view
    .of('return')
    .filter((back) => isIn(back, 'executed'))
    .flatMap(linesOf);
  for (const claim of view.of('claim')) {
    const paid = lines.filter((line) => line.claim === claim.id).reduce((sum, line) => sum + line.amount, 0n);
    if (paid > unitsIn(claim.facts, 'amount')) throw new Error(`${claim.id} was paid more than it asked for`);
    if (isIn(claim, 'paid') !== paid > 0n)
      throw new Error(`${claim.id} is ${String(claim.state)}, and ${paid} was paid on it`);
  }
}

function returnHolds(view: View, back: Part): void {
  const total = linesOf(back).reduce((sum, line) => sum + line.amount, 0n);
  if (total !== unitsIn(back.facts, 'total')) throw new Error(`the lines of ${back.id} are not its total`);
  if (back.final) return;
  const asset = view.get(textIn(back.facts, 'asset'));
  // A freeze may lapse while its money is on the way back, and come back smaller: then the proposal no longer stands.
  if (asset?.kind === 'account' && !stands(view, back)) return;
  if (!asset || total > remainderOf(view, asset)) throw new Error(`${back.id} returns more than there is`);
  // Lapsed: what the bank paid before may still be recorded.
  if (!isIn(asset, 'inCustody', 'frozen', 'lapsed'))
    throw new Error(`${back.id} returns ${asset.id}, which is not in custody`);
}

/** Computed again it comes out the same: only then can it be approved or paid. */
function stands(view: View, back: Part): boolean {
  const again = proposalBy(view, textIn(back.facts, 'asset') ?? '', textIn(back.facts, 'formula') ?? '');
  return again.hash === textIn(back.facts, 'proposal');
}
