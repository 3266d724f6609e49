import { type Ask, isIn, type Question, rule } from '../../engine/definition/index.js';
import { textIn } from '../facts.js';
import { type Line, linesOf } from '../parts/assets.js';
import { notAfter, plusMinutes } from '../time.js';
import { toleratedMinutes } from './moment.js';

/** How a return that was approved reaches those it belongs to. */

interface Receiver {
  as?: string;
  authority?: string;
}

interface Receipt {
  claim?: string;
  receivedBy: Receiver;
}

interface Execution {
  receivedBy?: Receiver;
  listNumber?: string;
  receipts?: Receipt[];
  payments?: { claim: string; otherAccount?: { authority: string } }[];
}

function isOfAccount({ view, part }: Ask): boolean {
  return view.get(textIn(part?.facts, 'asset'))?.kind === 'account';
}

function receivers(body: Execution): Receiver[] {
  return [...(body.receivedBy ? [body.receivedBy] : []), ...(body.receipts ?? []).map(({ receivedBy }) => receivedBy)];
}

/** The bank pays, the custodian hands out. */
export const rightHands = rule({
  code: 'rightHands',
  needs: 'file',
  sentence: {
    zh: '账户资金由账户所在银行返还，实物由保管人员发还，请由其办理',
    en: 'Money in an account is paid back by the bank that keeps it, things are handed out by a custodian. Leave it to them.',
  },
  basis: 'Return rules art. 10 and 12; CPR art. 234 and 235',
  holds: (ask) => {
    if (!isOfAccount(ask)) return ask.actor.role === 'custodian';
    const bank = textIn(ask.view.get(textIn(ask.part?.facts, 'asset'))?.facts, 'bank');
    return ask.actor.role === 'bankDesk' && ask.actor.org.code === bank;
  },
});

/** The bank has the notice before it pays. */
export const noticeServedFirst = rule({
  code: 'noticeServedFirst',
  needs: 'file',
  sentence: {
    zh: '账户资金须先向银行送达协助返还通知书，请两名民警前往送达',
    en: 'Money in an account is paid back on a notice served on the bank. Two officers serve it first (return.noticeServed).',
  },
  basis: 'Return rules art. 10',
  holds: (ask) => {
    if (!isOfAccount(ask)) return true;
    const served = textIn(ask.part?.facts, 'servedAt');
    return (
      isIn(ask.part, 'noticeServed') && served !== undefined && notAfter(served, plusMinutes(ask.at, toleratedMinutes))
    );
  },
});

/** Only a bank is served a notice. */
export const accountMoneyOnly = rule({
  code: 'accountMoneyOnly',
  needs: 'file',
  sentence: {
    zh: '协助返还通知书只用于账户资金；实物请由保管人员直接发还',
    en: 'A notice is served for money in an account. Things are handed out by the custodian (return.executed).',
  },
  basis: 'Return rules art. 2 and 10',
  holds: (ask) => isOfAccount(ask),
});

/** Every line is answered for once: no claim left out, none twice, none that is not in the return. */
function coversAll(lines: readonly Line[], claims: readonly string[]): boolean {
  return claims.length === lines.length && lines.every(({ claim }) => claims.includes(claim));
}

/** Everybody who gets something signed for it. */
export const everybodySigned = rule<Execution>({
  code: 'everybodySigned',
  needs: 'body',
  sentence: {
    zh: '每名权利人均须签收：只有一人的填写领取人和清单编号，多人的逐一填写签收，请补全',
    en: 'Everybody signs for what they get: with one victim `receivedBy` and `listNumber`, with several `receipts`, one for each claim of the allocation.',
  },
  basis: 'CPR art. 234',
  holds: (ask) => {
    if (isOfAccount(ask)) return true;
    const { body } = ask;
    const lines = linesOf(ask.part);
    const alone = body.receivedBy !== undefined && body.listNumber !== undefined && body.receipts === undefined;
    if (alone) return new Set(lines.map(({ victim }) => victim)).size === 1;
    if (body.receivedBy !== undefined) return false;
    return coversAll(
      lines,
      (body.receipts ?? []).map(({ claim }) => claim ?? ''),
    );
  },
});

/** Every victim was paid. */
export const everybodyPaid = rule<Execution>({
  code: 'everybodyPaid',
  needs: 'body',
  sentence: {
    zh: '请按返还方案逐笔填写付款流水号，不得遗漏、重复或超出方案',
    en: 'Give one payment with its reference for each claim of the allocation (`payments`): none left out, none twice, none besides.',
  },
  basis: 'Return rules art. 12',
  holds: (ask) =>
    !isOfAccount(ask) ||
    coversAll(
      linesOf(ask.part),
      (ask.body.payments ?? []).map(({ claim }) => claim),
    ),
});

/** Officers never collect for anybody. */
export const neverAnOfficer = rule<Execution>({
  code: 'neverAnOfficer',
  needs: 'body',
  sentence: {
    zh: '民警不得代领，请由权利人本人或持书面委托的代理人领取',
    en: 'An officer may never collect it. The owner signs, or an agent with a written authority.',
  },
  basis: 'CPR art. 234',
  holds: ({ body }) => receivers(body).every(({ as }) => as !== 'police'),
});

/** An agent shows the owner's word in writing. */
export const agentAuthorised = rule<Execution>({
  code: 'agentAuthorised',
  needs: 'body',
  sentence: {
    zh: '代理人领取须有书面委托，请填写书面委托编号',
    en: 'An agent needs a written authority of the owner: give it as `receivedBy.authority`.',
  },
  basis: 'CPR art. 234',
  holds: ({ body }) => receivers(body).every(({ as, authority }) => as !== 'agent' || authority !== undefined),
});

/** What was approved can no longer be taken out of history when the money leaves (docs/audit-log.md). */
export const approvalProved = rule({
  code: 'approvalProved',
  needs: 'body',
  sentence: {
    zh: '批准尚未写入已签名的检查点，通常只需数秒，请稍候再办；若一直如此，请联系系统管理员',
    en: 'The approval is not covered by a signed checkpoint yet, which takes seconds. Wait a moment; if it stays so, call the administrator.',
  },
  basis: 'local: what is paid out rests on an approval that nobody can take out of history',
  holds: ({ known }) => known['approvalProved'] === true,
});

/** Asks the house whether the approval of this return is covered by a checkpoint. */
export function whetherProved(part: string | undefined): Question {
  return { name: 'approvalProved', about: part ?? null };
}
