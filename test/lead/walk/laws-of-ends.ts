import { isIn } from '../../../src/engine/definition/index.js';
import type { Step } from '../../../src/engine/past.js';
import { isCleared } from '../../../src/lead/parts/person.js';
import { openParts, progressOf } from '../../../src/lead/parts/standing.js';
import { viewOf } from './view-of.js';

/** What may still run on a closed case: looking after a victim, answering a complaint, bringing a promised film, telling a customer why they waited. */
const outlives = ['victim', 'complaint', 'evidence', 'hold'];

/** A closed case has nothing open and is only opened again by its own event; who was cleared, or linked, goes at once. */
export function endsHold({ command, before, after }: Step): void {
  const view = viewOf(after);
  const progress = progressOf(view);
  if ((progress === 'settled') !== (after.closedAt !== null)) throw new Error(`${progress}, closed ${after.closedAt}`);
  if (before.closedAt !== null && after.closedAt === null && command.type !== 'lead.reopened')
    throw new Error(`${command.type} opens a closed case`);
  if (progress === 'settled') {
    const [open] = openParts(view, 'account', 'cash', 'gold', 'parcel', 'suspect', 'claim', 'return', 'transfer');
    if (open) throw new Error(`the case is closed, and ${open.id} is ${JSON.stringify(open.state)}`);
    const clock = after.clocks.find(({ part }) => !outlives.includes(part.slice(0, part.indexOf('-'))));
    if (clock) throw new Error(`the case is closed, and ${clock.name} runs on ${clock.part}`);
  }
  if (progress === 'cleared' || progress === 'linked') {
    const hold = view.of('hold').find((one) => isIn(one, 'active'));
    if (hold) throw new Error(`the lead is ${progress}, and ${hold.id} still delays the payment`);
  }
  if (isCleared(view.root)) {
    const stopped = view.of('account').find((account) => isIn(account, 'stopPayOrdered', 'stopPaid'));
    if (stopped) throw new Error(`the customer is cleared, and ${stopped.id} is ${String(stopped.state)}`);
  }
}
