import type { Sentence } from '../engine/definition/index.js';

/** Laws and rules by the short name under which a basis cites them; notices of ministries are cited by their number. */
export const laws: Readonly<Record<string, Sentence>> = {
  CPL: { zh: '《刑事诉讼法》', en: 'Criminal Procedure Law' },
  CPR: {
    zh: '《公安机关办理刑事案件程序规定》',
    en: 'Provisions on Procedures for Handling Criminal Cases by Public Security Organs',
  },
  APR: {
    zh: '《公安机关办理行政案件程序规定》',
    en: 'Provisions on Procedures for Handling Administrative Cases by Public Security Organs',
  },
  ATFL: { zh: '《反电信网络诈骗法》', en: 'Law against Telecom and Online Fraud' },
  'AML Law': { zh: '《反洗钱法》', en: 'Anti-Money Laundering Law' },
  'Archives Law': { zh: '《档案法》', en: 'Archives Law' },
  'Civil Code': { zh: '《民法典》', en: 'Civil Code' },
  'Cybersecurity Law': { zh: '《网络安全法》', en: 'Cybersecurity Law' },
  'Data Security Law': { zh: '《数据安全法》', en: 'Data Security Law' },
  PIPL: { zh: '《个人信息保护法》', en: 'Personal Information Protection Law' },
  'Rules on continued questioning (2004)': {
    zh: '《公安机关适用继续盘问规定》',
    en: 'Provisions on Continued Questioning by Public Security Organs',
  },
  'Rules on internal supervision (1999)': {
    zh: '《公安机关内部执法监督工作规定》',
    en: 'Provisions on Internal Supervision of Law Enforcement by Public Security Organs',
  },
  MLPS: {
    zh: '《网络安全等级保护基本要求》（第三级）',
    en: 'Baseline for Classified Protection of Cybersecurity, GB/T 22239-2019, level 3',
  },
  'Return rules': {
    zh: '《电信网络新型违法犯罪案件冻结资金返还若干规定》',
    en: 'Provisions on Returning Frozen Funds in Cases of New Telecom and Online Crime',
  },
};

/** What is no law: rules of the office, and what a record needs to be one. */
const own: Readonly<Record<string, string>> = {
  local: '本地规则',
  'integrity of the record': '案卷完整性',
  'order of the record': '案卷时间顺序',
};

/** What stands alone, with nothing after a colon. */
const alone: Readonly<Record<string, string>> = {
  local: '本地规则：由本中心设定',
  'local limit': '本地规则：由本中心设定限额',
  'local guard rail': '本地规则：防止误报',
};

/** What a basis says after its colon. */
const remarks: Readonly<Record<string, string>> = {
  'a closed case is reopened, not unclosed': '已结案件只能重新打开',
  'a correction replaces what was said': '更正以新内容取代原内容',
  'a later decision may have relied on it': '其后的决定可能以此为据',
  'a lead goes to a station that answers': '线索派往有人值班的派出所',
  'a station answers for its own officers': '派出所对本所民警负责',
  'a drill touches nobody': '演练不触及任何人',
  'access follows the dispatch': '权限随派警而定',
  'an alarm ends with the state it is about': '告警随所涉状态结束',
  'an alarm is answered by somebody it reached': '告警由被通知的人应答',
  'an alarm is repeated until somebody acknowledges it': '告警重复至有人应答为止',
  'approval by a county-level head': '须经县级以上公安机关负责人批准',
  'a second person is told at once': '立即告知他人',
  'an emergency is rare': '紧急情况应属少见',
  'as short as the emergency': '以紧急所需为限',
  'every account is one person': '一人一号',
  'no more rights than the work needs': '最小权限',
  'nobody grants rights to themselves': '任何人不得为自己授权',
  'nobody signs in as somebody else': '不得冒用他人身份',
  'reviewed within a day': '一日内审查',
  'rights come from those who may grant them': '权限由有权者授予',
  'rights end with the office': '离任即失权',
  'the management center is never without its officers': '管理中心不得缺员',
  'three officers apart': '三员分立',
  'who runs the house grants nothing': '系统管理员不得授权',
  'no lead is without a next owner': '每条线索都有人继续负责',
  'nothing stays with somebody who went off duty': '下班人员名下不留事项',
  'nobody is judge in their own cause': '任何人不得审理自己的事',
  'one lead carries on': '由一条线索继续办理',
  'one station leads': '由一个派出所主办',
  'one sum is counted once': '同一款项只计一次',
  'one unit per sum': '同一数额只用一种单位',
  'only what has happened is recorded': '只登记已经发生的事',
  'the bank is told what the case shows': '向银行反馈的结果须与案卷一致',
  'the report opens the case': '报告线索是案卷的起点',
  'title clear and undisputed': '权属明确无争议',
  'two pairs of eyes on an erasure': '删除须经两人',
  'two pairs of eyes on every claim': '每项认领须经两人',
  'two pairs of eyes on money, accounts and identities': '金额、账户、身份的更正须经两人',
  'what is paid out rests on an approval that nobody can take out of history': '发还所依据的批准，须无人能从历史中抹去',
  'what is kept was received': '收到的才登记',
  'what was promised is delivered': '承诺什么提交什么',
  'what somebody else asks to be kept is kept': '他人依法要求保全的须予保全',
  'who investigates does not approve': '办案人员不参与审批',
  'who said it corrects it': '谁登记谁更正',
};

const parts = /^(?<source>.+?)(?: art\. (?<articles>[^:]+))?(?:: (?<remark>.+))?$/;

/** PURE. A basis as rules and clocks cite it (`CPR art. 174; local: …`) → the citation for people. Unknown words stay as they are. */
export function citation(basis: string): Sentence {
  return { zh: basis.split('; ').map(inChinese).join('；'), en: basis };
}

function inChinese(basis: string): string {
  const { source = basis, articles, remark } = parts.exec(basis)?.groups ?? {};
  if (alone[basis] !== undefined) return alone[basis];
  const name = laws[source]?.zh ?? own[source] ?? source;
  const cited = articles
    ?.split(/, | and /)
    .map(articleInChinese)
    .join('、');
  const words = remark === undefined ? undefined : (remarks[remark] ?? remark);
  if (cited === undefined) return words === undefined ? name : `${name}：${words}`;
  return words === undefined ? name + cited : `${name}${cited}（${words}）`;
}

/** `15 to 17` → 第15条至第17条; `2 (1) 2` → 第2条第1项第2目. */
function articleInChinese(cited: string): string {
  return cited
    .split(' to ')
    .map((article) => {
      const [number, item, point] = article.split(' ').map((part) => part.replace(/[()]/g, ''));
      return `第${number}条${item === undefined ? '' : `第${item}项`}${point === undefined ? '' : `第${point}目`}`;
    })
    .join('至');
}
