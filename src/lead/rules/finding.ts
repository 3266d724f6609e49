import { isIn, rule } from '../../engine/definition/index.js';
import { isCleared } from '../parts/person.js';
import { inHands, isCustomer, openReturns, progressOf } from '../parts/standing.js';
import { among, duty } from '../roles.js';

interface Finding {
  finding: string;
  grounds?: string[];
}

const there = ['onScene', 'intervening', 'cleared'];

/** Who has not been on the scene finds nobody anything; the center may clear from afar. */
export const onSceneOrCenter = rule({
  code: 'onSceneOrCenter',
  needs: 'file',
  sentence: {
    zh: '民警到场核实后才能认定，请先登记到达现场；到场前只能由中心远程排除',
    en: 'Officers record a finding once they are on the scene. Before that only the center may clear the customer.',
  },
  basis: 'CPR art. 171; local',
  holds: ({ view, actor }) => there.includes(progressOf(view)) || among(duty, actor.role),
});

/** From afar only clearing, and only on two independent grounds. */
export const remoteClearing = rule<Finding>({
  code: 'remoteClearing',
  needs: 'body',
  sentence: {
    zh: '到场前只能认定为正常，并须有两项独立依据（用途凭证、独立联系、交易历史正常、核查无异常），请补充依据或等待民警到场',
    en: 'Before officers are on the scene the customer can only be cleared, on two independent grounds: purposeEvidence, independentContact, historyNormal, noAdverseCheck.',
  },
  basis: 'ATFL art. 32; local',
  holds: ({ view, body }) =>
    there.includes(progressOf(view)) || (body.finding === 'legitimate' && new Set(body.grounds ?? []).size >= 2),
});

/** Nothing may be called legitimate while it is being given to somebody else. */
export const nothingBeingReturned = rule<Finding>({
  code: 'nothingBeingReturned',
  needs: 'body',
  sentence: {
    zh: '有发还正在办理，认定为正常前请先撤回或不批准',
    en: 'A return is under way. Withdraw or reject it before the customer is found legitimate.',
  },
  basis: 'CPR art. 234',
  holds: ({ view, body }) => body.finding !== 'legitimate' || openReturns(view).length === 0,
});

/** Nobody is cleared on paper and stays locked up. */
export const releasedFirst = rule<Finding>({
  code: 'releasedFirst',
  needs: 'body',
  sentence: {
    zh: '有人仍被控制、盘问、传唤或拘留，请先登记释放，再改认定',
    en: 'Somebody whom this finding frees is still caught, questioned, summoned or detained. Record the release first.',
  },
  basis: 'CPL art. 2 and 99; ATFL art. 45',
  holds: ({ view, body }) => {
    const held = view.of('suspect').filter(inHands);
    if (body.finding === 'legitimate') return held.length === 0;
    // Victim and tool are said of the customer: an accomplice who is rightly detained stays so.
    return !['victim', 'tool'].includes(body.finding) || !held.some(isCustomer);
  },
});

const notCleared = {
  code: 'customerNotCleared',
  sentence: {
    zh: '该客户已被排除，不得再延迟支付或止付；有新的疑点，请先重新认定',
    en: 'The customer was cleared: nothing of theirs is held or stopped. If there is new suspicion revise the finding first (lead.classified).',
  },
  basis: 'ATFL art. 32',
};

/** Nothing of a cleared customer is stopped. */
export const customerNotCleared = rule({
  ...notCleared,
  needs: 'file',
  holds: ({ view }) => !isCleared(view.root),
});

/** Nor does a supplement to a lead that was cleared or withdrawn hold a payment, or bring an account in. */
export const supplementsNobodyCleared = rule<{ account?: object; hold?: object }>({
  ...notCleared,
  needs: 'body',
  holds: ({ view, body }) => (body.account === undefined && body.hold === undefined) || progressOf(view) !== 'cleared',
});

/** Whoever is said to have left can leave. */
export const suspectCanLeave = rule<{ suspect?: string }>({
  code: 'suspectCanLeave',
  needs: 'body',
  sentence: {
    zh: '所指嫌疑人不在本案，或已被控制、已在逃，请核对编号；已被控制的人逃跑的，请登记逃跑',
    en: 'The suspect named is not one who is merely identified. If somebody escapes from the police, record suspect.fled.',
  },
  basis: 'integrity of the record',
  holds: ({ view, body }) =>
    body.suspect === undefined ||
    (view.get(body.suspect)?.kind === 'suspect' && isIn(view.get(body.suspect), 'identified')),
});
