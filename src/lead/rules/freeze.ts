import { type Ask, isIn, rule, type Sentence } from '../../engine/definition/index.js';
import { numberIn, textIn, unitsIn } from '../facts.js';
import { parseFen } from '../money.js';
import { balanceOf } from '../parts/assets.js';
import { freezeEndsAt, stopEndsAt } from '../parts/terms.js';
import { notAfter, plusMinutes, plusMonths } from '../time.js';
import { toleratedMinutes } from './moment.js';

/** The notice to the bank names the account's holder. */
export const holderKnown = rule({
  code: 'holderKnown',
  needs: 'file',
  sentence: {
    zh: '冻结通知书须写明账户名称，本账户未登记户名，请先补充户名（更正账户）',
    en: 'The notice to the bank must name the holder of the account, and none is recorded. Add it first: account.rectified, field `holder`.',
  },
  basis: 'CPR art. 239',
  holds: ({ part }) => part?.facts['holder'] !== undefined,
});

/** No more is stopped or frozen than is in question. */
export const notAboveSumInQuestion = rule<{ amount: string }>({
  code: 'notAboveSumInQuestion',
  needs: 'body',
  sentence: {
    zh: '超过账户内的涉案金额（已取出、已返还的不再计入），请核对；不得超出涉案金额止付、冻结',
    en: 'More than the sum in question that is still in the account: what was drawn or returned does not count. Check the amount, or correct the sum in question first.',
  },
  basis: 'CPR art. 239; ATFL art. 20',
  holds: ({ view, part, body }) => part !== undefined && parseFen(body.amount) <= balanceOf(view, part),
});

/** The sum in question may have become less since the request: corrected, drawn or returned. */
export const requestWithinSum = rule({
  code: 'requestWithinSum',
  needs: 'file',
  sentence: {
    zh: '申请冻结的金额已超过账户内现有的涉案金额，不得超额冻结。请由民警更正申请金额，或者不予批准后重新申请',
    en: 'More is requested than is in question in the account by now, and no more may be frozen. The officer corrects the sum requested (account.rectified, field `freezeAmount`), or refuse it and let it be requested anew.',
  },
  basis: 'CPR art. 239; ATFL art. 20',
  // An order given in time and recorded after the lapse is what it was.
  holds: ({ view, part }) =>
    part === undefined || isIn(part, 'located') || unitsIn(part.facts, 'freezeAmount') <= balanceOf(view, part),
});

/** Who asks for a freeze does not order it. */
export const notTheRequester = rule({
  code: 'notTheRequester',
  needs: 'file',
  sentence: {
    zh: '申请人不得审批自己申请的冻结，请由负责人审批',
    en: 'Who requested the freeze may not order it. Ask the head.',
  },
  basis: 'CPR art. 239',
  holds: ({ part, actor }) => actor.account !== textIn(part?.facts, 'freezeRequestedBy'),
});

const ordinaryMonths = 6;

function isOfCity({ actor }: Ask): boolean {
  return actor.org.level === 'city';
}

const year = {
  code: 'yearByCity',
  basis: 'CPR art. 243',
};

/** Longer than six months, up to a year in a grave or complex case, is ordered at the level of a city. */
export const yearByCity = rule({
  ...year,
  needs: 'file',
  sentence: {
    zh: '冻结期限超过六个月的（重大、复杂案件，最长一年），须由设区的市一级以上公安机关负责人批准，请报其审批，或者重新申请六个月以内的冻结',
    en: 'A freeze of more than six months, up to a year in a grave or complex case, is ordered by the head of a city-level organ. Ask one, or request six months at most.',
  },
  holds: (ask) => (numberIn(ask.part?.facts, 'freezeMonths') ?? 0) <= ordinaryMonths || isOfCity(ask),
});

/** So is a longer renewal. */
export const renewedYearByCity = rule<{ months: number }>({
  ...year,
  needs: 'body',
  sentence: {
    zh: '续冻超过六个月的（重大、复杂案件，最长一年），须由设区的市一级以上公安机关负责人批准，请报其审批，或者改为六个月以内',
    en: 'A renewal of more than six months, up to a year in a grave or complex case, is ordered by the head of a city-level organ. Ask one, or give six months at most.',
  },
  holds: (ask) => ask.body.months <= ordinaryMonths || isOfCity(ask),
});

/** In `located` only what was done before the 48 hours ended can still be recorded. */
function wasStopped({ part, body, at }: Ask<{ frozenAt?: string }>, rests: 'freezeAmount' | 'freezeOrder'): boolean {
  if (!isIn(part, 'located')) return true;
  const ends = stopEndsAt(part?.facts);
  const stands = part?.facts[rests] !== undefined && part.facts['freezeRefusal'] === undefined;
  return stands && ends !== undefined && notAfter(body.frozenAt ?? at, ends);
}

/** Ordered while the stop still kept the money, though recorded after it lapsed. */
export const orderedWhileStopped = rule({
  code: 'orderedWhileStopped',
  needs: 'body',
  sentence: {
    zh: '没有待批的冻结申请，或者止付失效前未批准，请由民警申请冻结后再批准',
    en: 'No request is pending that was decided before the stop lapsed. An officer requests the freeze (account.freezeRequested), then order it.',
  },
  basis: '银发〔2016〕86号 art. 2 (1) 2; CPR art. 239',
  holds: (ask) => wasStopped(ask, 'freezeAmount'),
});

/** Frozen while the stop still kept the money, though recorded after it lapsed. */
export const frozenWhileStopped = rule<{ frozenAt?: string }>({
  code: 'frozenWhileStopped',
  needs: 'body',
  sentence: {
    zh: '没有已批准的冻结，或者冻结时止付已失效，请民警重新申请冻结，批准后再执行',
    en: 'No freeze is ordered, or the stop had lapsed when this was done. An officer requests the freeze anew (account.freezeRequested); it is carried out once it is ordered.',
  },
  basis: '银发〔2016〕86号 art. 2 (1) 2; CPR art. 239',
  holds: (ask) => wasStopped(ask, 'freezeOrder'),
});

/** The bank freezes what was ordered, or less where less is left. */
export const notAboveOrder = rule<{ amount: string }>({
  code: 'notAboveOrder',
  needs: 'body',
  sentence: {
    zh: '实际冻结金额超过通知书金额，请按通知书办理并核对金额',
    en: 'More than the notice orders. Freeze at most the sum ordered, and check the amount.',
  },
  basis: 'CPR art. 239',
  holds: ({ part, body }) => parseFen(body.amount) <= unitsIn(part?.facts, 'freezeAmount'),
});

/** Nothing is frozen before somebody ordered it. */
export const notBeforeOrder = rule<{ frozenAt?: string }>({
  code: 'notBeforeOrder',
  needs: 'body',
  sentence: {
    zh: '冻结时间早于批准时间，请核对冻结时间',
    en: 'The freeze is dated before the order to freeze. Check `frozenAt`.',
  },
  basis: 'CPR art. 239',
  holds: ({ part, body, at }) => {
    const ordered = textIn(part?.facts, 'freezeOrderedAt');
    return ordered === undefined || notAfter(ordered, plusMinutes(body.frozenAt ?? at, toleratedMinutes));
  },
});

function inTime(code: string, sentence: Sentence) {
  return rule<{ renewedAt?: string }>({
    code,
    needs: 'body',
    sentence,
    basis: 'CPR art. 240',
    holds: ({ part, body, at }) => {
      const ends = freezeEndsAt(part?.facts);
      return ends !== undefined && notAfter(body.renewedAt ?? at, ends);
    },
  });
}

/** A freeze that has ended is not renewed: it has lapsed by itself. */
export const renewalOrderedInTime = inTime('renewalInTime', {
  zh: '冻结期限届满未续冻即自动失效，不得补批续冻，请民警重新申请冻结',
  en: 'The freeze had ended and lapsed by itself: it cannot be renewed afterwards. An officer requests a new freeze (account.freezeRequested).',
});

/** The bank renewed it before it ended, though perhaps recorded later. */
export const renewedInTime = inTime('renewedInTime', {
  zh: '续冻时冻结已到期失效，请民警重新申请冻结；如在到期前已办理，请填写实际办理时间',
  en: 'The freeze had ended when this was done. An officer requests a new freeze (account.freezeRequested); if it was renewed in time, give the moment as `renewedAt`.',
});

/** The bank renews on an order. */
export const renewalOrdered = rule({
  code: 'renewalOrdered',
  needs: 'file',
  sentence: {
    zh: '续冻须凭公安机关的续冻通知，请先由负责人批准续冻',
    en: 'The bank renews a freeze on the order of the police. An approver records account.renewalOrdered first.',
  },
  basis: 'CPR art. 240 and 243',
  holds: ({ part }) => part?.facts['renewalOrder'] !== undefined,
});

/** Renewed for as long as was ordered, at most. */
export const withinRenewal = rule<{ until: string }>({
  code: 'withinRenewal',
  needs: 'body',
  sentence: {
    zh: '续冻后的到期时间应晚于原到期时间，且不超过批准的续冻期限，请核对到期时间',
    en: 'The new end must lie after the present one, and within the months ordered from there. Check `until`.',
  },
  basis: 'CPR art. 243',
  holds: ({ part, body }) => {
    const ends = freezeEndsAt(part?.facts);
    const months = numberIn(part?.facts, 'renewalMonths') ?? 0;
    return ends === undefined || (body.until > ends && notAfter(body.until, plusMonths(ends, months)));
  },
});
