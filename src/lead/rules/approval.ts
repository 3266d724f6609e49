import { rule } from '../../engine/definition/index.js';
import { textIn } from '../facts.js';
import { workedOnCase } from './worked-on-case.js';

/** Some measures need the head of a county-level organ, or of one above. */
function ofCountyOrAbove(measure: { zh: string; en: string }, basis: string) {
  return rule({
    code: 'approverLevel',
    needs: 'file',
    sentence: {
      zh: `${measure.zh}须由县级以上公安机关负责人批准，请报其审批`,
      en: `${measure.en} is approved by the head of a county-level organ or one above. Ask one of them.`,
    },
    basis,
    holds: ({ actor }) => actor.org.level === 'county' || actor.org.level === 'city',
  });
}

/** Things go back on the approval of a county-level head or one above, money in accounts on that of the city. */
export const returnApproverLevel = rule({
  code: 'approverLevel',
  needs: 'file',
  sentence: {
    zh: '返还账户资金须由设区的市一级以上公安机关批准，发还实物须由县级以上公安机关负责人批准，请报其审批',
    en: 'Money in an account goes back on the approval of the city, things on that of a county-level head or one above. Ask one of them.',
  },
  basis: 'Return rules art. 6; CPR art. 234',
  holds: ({ view, part, actor }) => {
    if (actor.org.level === 'city') return true;
    return actor.org.level === 'county' && view.get(textIn(part?.facts, 'asset'))?.kind !== 'account';
  },
});

/** So does a seizure that needs a decision of its own. */
export const seizureApproverLevel = ofCountyOrAbove(
  { zh: '大额扣押', en: 'The seizure of a high sum' },
  'CPR art. 228',
);

/** So does a freeze, and its renewal. */
export const freezeApproverLevel = ofCountyOrAbove({ zh: '冻结', en: 'A freeze' }, 'CPR art. 239 and 240');

/** So does the seizure of mail. */
export const parcelApproverLevel = ofCountyOrAbove({ zh: '扣押邮件', en: 'The seizure of a parcel' }, 'CPR art. 232');

/** So does a longer review of the filing. */
export const filingApproverLevel = ofCountyOrAbove(
  { zh: '延长立案审查期限', en: 'A longer review of the filing' },
  '公通字〔2015〕32号',
);

/** So does giving up a case that was filed. */
export const revocationApproverLevel = ofCountyOrAbove(
  { zh: '撤销案件', en: 'The revocation of a case' },
  'CPR art. 187',
);

/** So does longer questioning. */
export const questioningApproverLevel = ofCountyOrAbove(
  { zh: '延长继续盘问', en: 'Longer questioning' },
  'Rules on continued questioning (2004) art. 11',
);

/** So does more time to request the arrest. */
export const requestApproverLevel = ofCountyOrAbove(
  { zh: '延长提请批准逮捕的期限', en: 'More time to request the arrest' },
  'CPR art. 129',
);

/** So does handing a case on, and asking another organ for help. */
export const transferApproverLevel = ofCountyOrAbove(
  { zh: '移送案件、并案和办案协作', en: 'A transfer, a merge or a cooperation' },
  'CPR art. 175, 184 and 347',
);

/** What a case knows of its people is given up by the head of the center or on the approval of the city. */
export const erasureApproverLevel = rule({
  code: 'approverLevel',
  needs: 'file',
  sentence: {
    zh: '删除个人信息须由中心负责人或者设区的市一级公安机关负责人批准，请报其审批',
    en: 'An erasure is approved by the head of the center or the head of a city-level organ. Ask one of them.',
  },
  basis: 'PIPL art. 51; local: two pairs of eyes on an erasure',
  holds: ({ actor }) => actor.role === 'centerLead' || actor.org.level === 'city',
});

/** Who investigates the case does not approve its measures. */
export const approverNotOfThisCase = rule({
  code: 'approverNotOfThisCase',
  needs: 'file',
  sentence: {
    zh: '参与办理本案的人员不得审批，请由未参与办案的负责人审批',
    en: 'Who worked on this case may not approve in it. Ask a head who took no part.',
  },
  basis: 'CPR art. 228 and 234; local: who investigates does not approve',
  holds: (ask) => !workedOnCase(ask),
});
