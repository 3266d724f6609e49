import { type Ask, isIn, type Part, rule, type View } from '../../engine/definition/index.js';
import { textIn, unitsIn } from '../facts.js';
import { balanceOf, drawable, frozenAmount, linesOf } from '../parts/assets.js';
import { isCustomer, progressOf } from '../parts/standing.js';
import { afterwards, factOf, type Rectification } from '../rectification/facts.js';

/** What has happened on the strength of a fact is not undone by correcting it: each sentence names the way. */

function weightOf(ask: Ask<Rectification>): string {
  return factOf(ask)?.weight ?? 'plain';
}

function isReturned(view: View, touches: (back: Part) => boolean): boolean {
  return view.of('return').some((back) => isIn(back, 'executed') && touches(back));
}

/** The money or the thing has gone somewhere on the strength of what was recorded. */
export function hasGone(view: View, part: Part): boolean {
  switch (part.kind) {
    case 'claim':
      return isIn(part, 'paid', 'withCase', 'transferred');
    case 'victim':
      return isReturned(view, (back) => linesOf(back).some((line) => line.victim === part.id));
    case 'return':
      return isIn(part, 'executed');
    case 'transfer':
      return isIn(part, 'acknowledged');
    default:
      return (
        isIn(part, 'returned', 'withCase', 'treasury', 'handedBack', 'unfrozen', 'transferred') ||
        isReturned(view, (back) => textIn(back.facts, 'asset') === part.id)
      );
  }
}

/** Money or things have not gone anywhere on it. */
export const moneyNotMoved = rule<Rectification>({
  code: 'moneyNotMoved',
  needs: 'body',
  sentence: {
    zh: '款物已据此返还、移送、退还、上缴或解除，不能直接更正。请报作出决定的公安机关撤销或变更原决定，追回或补足差额，备注记明，并将追回的款物和认领另行登记',
    en: 'Money or things have already gone on this: it cannot simply be corrected. The organ that decided revokes or changes its decision and recovers or makes up the difference; record that with lead.noted, and register what was recovered and any claim anew.',
  },
  basis: 'Rules on internal supervision (1999) art. 19; CPR art. 234',
  holds: (ask) => weightOf(ask) === 'plain' || !ask.part || !hasGone(ask.view, ask.part),
});

/** The bank has not stopped the money under this number. */
export const notStoppedOnIt = rule<Rectification>({
  code: 'notStoppedOnIt',
  needs: 'body',
  sentence: {
    zh: '银行已按此账号止付或冻结，不能直接更正。请由民警通知解除、银行解除止付，再登记正确账户并重新止付',
    en: 'The bank has stopped the money under this number. An officer orders the stop lifted (account.unfreezeOrdered), the bank lifts it (account.unfrozen), then locate the right account (account.located) and order the stop there.',
  },
  basis: '银发〔2016〕86号; CPR art. 247',
  holds: (ask) => {
    const stopped = ['stopped', 'freezeRequested', 'freezeOrdered', 'frozen', 'lapsed', 'unrelated'];
    return weightOf(ask) !== 'account' || !isIn(ask.part, ...stopped);
  },
});

/** The payment is still delayed. */
export const holdStillRuns = rule<Rectification>({
  code: 'holdStillRuns',
  needs: 'body',
  sentence: {
    zh: '延迟支付已结束，分钟数不能再更正；如仍需拦截，请紧急止付，并备注记明情况',
    en: 'The hold is over: its minutes can no longer be corrected. If the money must still be stopped order it (account.stopPayOrdered); say what was wrong with lead.noted.',
  },
  basis: 'ATFL art. 18 and 32',
  holds: (ask) => weightOf(ask) !== 'money' || isIn(ask.part, 'active'),
});

/** While which measure a limit can still be corrected. */
const measures: Readonly<Record<string, readonly string[]>> = {
  arrivedAt: ['questioning', 'summoned'],
  protection: ['questioning'],
  detainedAt: ['detained'],
};

function isDecided(ask: Ask<Rectification>, part: Part): boolean {
  const measure = measures[ask.body.field];
  if (part.kind === 'suspect' && measure) return !isIn(part, ...measure);
  const suspects = part.kind === 'suspect' ? [part] : ask.view.of('suspect');
  if (weightOf(ask) === 'limit') return suspects.some((one) => isIn(one, 'detained', 'arrested', 'bailed'));
  const concerned = suspects.filter((one) => part.kind === 'suspect' || isCustomer(one));
  const hasPerson = weightOf(ask) === 'identity' && (part.kind === 'suspect' || ask.body.field.startsWith('customer.'));
  return hasPerson && concerned.some((one) => isIn(one, 'arrested', 'bailed'));
}

/** Nobody's liberty was decided on it. */
export const libertyNotDecided = rule<Rectification>({
  code: 'libertyNotDecided',
  needs: 'body',
  sentence: {
    zh: '已据此采取或变更强制措施，或该措施已结束，不能直接更正。请由办案单位报批，撤销或变更强制措施（拘留、逮捕、取保候审），应当释放的先记录释放，并备注记明',
    en: 'A measure on liberty already rests on this, or is over: it cannot simply be corrected. The unit has the measure revoked or changed by whoever decided it, records suspect.released where the person goes, and says so with lead.noted.',
  },
  basis: 'CPL art. 96; Rules on internal supervision (1999) art. 19',
  holds: (ask) => !ask.part || !isDecided(ask, ask.part),
});

const canPay = [...drawable, 'drawnOut'];

/** The accounts whose balance a correction changes, as they stand afterwards. */
function concernedAccounts(ask: Ask<Rectification>): { readonly account: Part | undefined; readonly left: bigint }[] {
  const { view, part } = afterwards(ask);
  const ids =
    part?.kind === 'account' ? [part.id] : [part, ask.part].flatMap((one) => textIn(one?.facts, 'from') ?? []);
  return [...new Set(ids)].map((id) => {
    const account = view.get(id);
    return { account, left: account ? balanceOf(view, account) : 0n };
  });
}

/** Where cash is now said to come from is an account that can have paid it. */
function isPayer({ view, body }: Ask<Rectification>): boolean {
  const account = typeof body.value === 'string' ? view.get(body.value) : undefined;
  return account?.kind === 'account' && isIn(account, ...canPay);
}

/** What is still looked for was not counted out of any account: who secures it says where it came from. */
export const sourceKnownWhenSecured = rule<Rectification>({
  code: 'sourceKnownWhenSecured',
  needs: 'body',
  sentence: {
    zh: '尚在追查，来源账户在控制时登记，请届时一并填写',
    en: 'It is still being looked for. Which account it came from is recorded when it is secured (`from`).',
  },
  basis: 'integrity of the record: one sum is counted once',
  holds: ({ part, body }) => body.field !== 'from' || !isIn(part, 'sought'),
});

/** No more came out of an account than was in it. */
export const stillWithinBalance = rule<Rectification>({
  code: 'stillWithinBalance',
  needs: 'body',
  sentence: {
    zh: '更正后从该账户取出的现金超过账户涉案金额，或所指账户不存在、已了结，请先核对账户金额和其他现金',
    en: 'Corrected, more cash would have come out of the account than was in it, or the account named does not exist or is closed here. Check the sum of the account and the other cash first.',
  },
  basis: 'integrity of the record: one sum is counted once',
  holds: (ask) => {
    if (weightOf(ask) !== 'money') return true;
    if (ask.body.field === 'from' && !isPayer(ask)) return false;
    const { view } = afterwards(ask);
    return concernedAccounts(ask).every(({ account, left }) => left >= (account ? frozenAmount(view, account) : 0n));
  },
});

/** What was stopped, asked for or frozen stays within the sum in question, and what was frozen within the order. */
export const keptWithinSum = rule<Rectification>({
  code: 'keptWithinSum',
  needs: 'body',
  sentence: {
    zh: '更正后的止付、冻结金额超过账户内的涉案金额，或者冻结金额超过通知书金额，请核对；确有超出的，请通知银行解除后重新办理',
    en: 'Corrected, more would be stopped or frozen than is in question, or more frozen than was ordered. Check the amount; if the bank really keeps more, order it lifted (account.unfreezeOrdered) and start again.',
  },
  basis: 'CPR art. 239; ATFL art. 20',
  holds: (ask) => {
    const { view, part } = afterwards(ask);
    const { field } = ask.body;
    if (!part || !['stopped', 'freezeAmount', 'frozen'].includes(field)) return true;
    const kept = unitsIn(part.facts, field);
    return kept <= balanceOf(view, part) && (field !== 'frozen' || kept <= unitsIn(part.facts, 'freezeAmount'));
  },
});

const requested = ['freezeAmount', 'freezeMonths', 'freezeScope', 'freezeInterest'];

/** What the head has decided on is not changed behind the decision. */
export const freezeNotDecided = rule<Rectification>({
  code: 'freezeNotDecided',
  needs: 'body',
  sentence: {
    zh: '负责人已就该冻结申请作出决定，不能再更正。尚未冻结的，请重新申请冻结；已冻结的，请通知解除后重新申请',
    en: 'The head has decided on this request, so it can no longer be corrected. Request the freeze anew (account.freezeRequested); once it is frozen, order it lifted first (account.unfreezeOrdered).',
  },
  basis: 'CPR art. 239',
  holds: ({ part, body }) => !requested.includes(body.field) || part?.facts['freezeOrder'] === undefined,
});

/** An account that comes back to life needs an open case. */
export const openForAccount = rule<Rectification>({
  code: 'openForAccount',
  needs: 'body',
  sentence: {
    zh: '更正后账户内仍有款项，而案件已结。请先由中心负责人重新打开',
    en: 'Corrected, money is left in the account, and the case is closed. The head of the center reopens it first (lead.reopened).',
  },
  basis: 'integrity of the record',
  holds: (ask) =>
    progressOf(ask.view) !== 'settled' ||
    weightOf(ask) !== 'money' ||
    !concernedAccounts(ask).some(({ account, left }) => isIn(account, 'drawnOut') && left > 0n),
});
