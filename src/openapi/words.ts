import type { Sentence } from '../engine/definition/index.js';

const areas: Readonly<Record<string, Sentence>> = {
  auth: { zh: '登录', en: 'signing in' },
  bank: { zh: '银行', en: 'bank' },
  station: { zh: '派出所', en: 'police station' },
  center: { zh: '反诈中心', en: 'anti-fraud center' },
  audit: { zh: '审计', en: 'audit' },
  admin: { zh: '管理', en: 'administration' },
  docs: { zh: '接口文档', en: 'this documentation' },
  health: { zh: '运行状况', en: 'how this server is doing' },
};

/** The order in which a reader meets the parts of the API; those not named come after `center`. */
const order = ['auth', 'bank', 'station', 'center', '', 'audit', 'admin', 'health', 'docs'];

/** Where a part of the API stands among the others. */
export function areaRank(area: string): number {
  return order.indexOf(order.includes(area) ? area : '');
}

const kinds: Readonly<Record<string, Sentence>> = {
  lead: { zh: '线索', en: 'the lead' },
  hold: { zh: '延迟支付', en: 'delayed payment' },
  account: { zh: '涉案账户', en: 'money in an account' },
  cash: { zh: '现金', en: 'cash' },
  gold: { zh: '黄金', en: 'gold' },
  parcel: { zh: '寄递物品', en: 'parcel' },
  suspect: { zh: '嫌疑人', en: 'suspect' },
  victim: { zh: '被害人', en: 'victim' },
  claim: { zh: '认领', en: 'claim' },
  return: { zh: '发还', en: 'giving back' },
  transfer: { zh: '移送', en: 'handing the case on' },
  complaint: { zh: '投诉', en: 'complaint' },
  evidence: { zh: '材料', en: 'evidence' },
  breakGlass: { zh: '紧急调阅', en: 'emergency reading' },
  office: { zh: '单位、账号与职务', en: 'organisations, accounts and roles' },
};

/** What a part of the API is called; its own name where it has no words yet. */
export function areaTitle(area: string): Sentence {
  return (Object.hasOwn(areas, area) ? areas[area] : undefined) ?? { zh: area, en: area };
}

/** What a kind of part is called; its own name where it has no words yet. */
export function kindTitle(kind: string): Sentence {
  return (Object.hasOwn(kinds, kind) ? kinds[kind] : undefined) ?? { zh: kind, en: kind };
}

/** What the document is called. */
export const title: Sentence = { zh: '拦截（Lanjie）接口', en: 'Lanjie API' };

/** What a reader should know before the first call. Markdown. */
export const introduction: Sentence = {
  zh: `电信网络诈骗资金拦截案件引擎的接口。

- **登录**：\`POST /auth/token\` 取得令牌（十五分钟），其后以 \`Authorization: Bearer …\` 访问；到期前以 \`POST /auth/refresh\` 换取下一对。
  浏览器用 \`POST /auth/browser\`。批准发还等重要操作须在五分钟内验证过身份（\`POST /auth/step-up\`）。
- **写入**：只有记录事件一种方式。每次操作带一个 \`Idempotency-Key\`，重试时不变：相同内容返回相同回执，不同内容答 422。
- **版本**：\`ETag\` 是案件版本；带上 \`If-Match\`，案件已变动时答 412。
- **试算**：\`?dryRun=true\` 只作判断，不写入任何内容。
- **拒绝**：错误均为 RFC 9457 problem，列明未满足的规定、法律依据以及当前可做的事。
- **限额**：\`RateLimit-Policy\` 与 \`RateLimit\` 列明各项限额和余量；超限答 429，请按 \`Retry-After\` 再试。
- **金额**以分为单位，**黄金**以毫克为单位，写成字符串；**时刻**为 ISO 8601，带时区；\`at\` 不填表示现在。
- 标有 \`x-sealed\` 的字段在入口处加密保存。`,
  en: `The API of a case engine that stops a scam's money half-way.

- **Signing in**: \`POST /auth/token\` gives a token of fifteen minutes; send it as \`Authorization: Bearer …\`, and get the next
  pair from \`POST /auth/refresh\`. Browsers use \`POST /auth/browser\`. What weighs much, such as approving a return, needs
  proof of who you are within five minutes (\`POST /auth/step-up\`).
- **Writing** means recording an event; there is no other way. Each deed has one \`Idempotency-Key\`, the same when it is
  repeated: the same content gets the same receipt, another content 422.
- **Versions**: \`ETag\` is the version of the case; with \`If-Match\` the answer is 412 once the case has moved on.
- **Trying**: \`?dryRun=true\` decides and writes nothing.
- **Refusals** are RFC 9457 problems that name the rules not met, their legal basis, and what is possible now.
- **Limits**: \`RateLimit-Policy\` and \`RateLimit\` say how they stand; beyond them the answer is 429: come again after \`Retry-After\`.
- **Money** is in fen, **gold** in milligrams, as a string; **moments** are ISO 8601 with offset; without \`at\` it happened now.
- Fields with \`x-sealed\` are encrypted before anything is stored.`,
};
