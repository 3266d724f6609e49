import type { FailedRule, Problem, Words } from './problem-shape.js';

/** The languages answers are given in. */
export type Language = 'zh-CN' | 'en';

const TITLES = new Map<number, Words>([
  [400, { zh: '请求有误', en: 'Bad request' }],
  [401, { zh: '未登录', en: 'Not signed in' }],
  [403, { zh: '无权操作', en: 'Not allowed' }],
  [404, { zh: '未找到', en: 'Not found' }],
  [405, { zh: '方法不支持', en: 'Method not allowed' }],
  [406, { zh: '格式不支持', en: 'Not acceptable' }],
  [408, { zh: '请求超时', en: 'Request timeout' }],
  [409, { zh: '当前状态不允许', en: 'Not possible now' }],
  [412, { zh: '版本已变', en: 'Version has moved' }],
  [413, { zh: '内容过大', en: 'Body too large' }],
  [414, { zh: '地址过长', en: 'Address too long' }],
  [415, { zh: '内容类型不支持', en: 'Content type not supported' }],
  [417, { zh: '要求不支持', en: 'Expectation failed' }],
  [422, { zh: '内容不可处理', en: 'Not processable' }],
  [428, { zh: '缺少前提条件', en: 'Precondition required' }],
  [429, { zh: '请求过多', en: 'Too many requests' }],
  [431, { zh: '请求头过大', en: 'Headers too large' }],
  [500, { zh: '服务器错误', en: 'Server error' }],
  [503, { zh: '暂时不可用', en: 'Temporarily unavailable' }],
]);

/** The body of an `application/problem+json` answer. */
export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  rules?: { code: string; sentence: string; basis: string }[];
  possible?: { event: string; part?: string }[];
  errors?: { field: string; message: string }[];
  ticket?: string;
  traceId: string;
}

/** The language an Accept-Language header (RFC 9110, 12.5.4) asks for; Chinese unless English is liked better. */
export function language(header: string | undefined): Language {
  if (!header) return 'zh-CN';
  const liked = { zh: 0, en: 0 };
  for (const range of header.slice(0, 200).split(',')) {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
    const quality = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
    const weight = quality === undefined ? 1 : Number(quality) || 0;
    if (tag === 'en' || tag.startsWith('en-')) liked.en = Math.max(liked.en, weight);
    if (tag === 'zh' || tag.startsWith('zh-') || tag === '*') liked.zh = Math.max(liked.zh, weight);
  }
  return liked.en > liked.zh ? 'en' : 'zh-CN';
}

/** One sentence in the language asked for. */
export function inLanguage(words: Words, tongue: Language): string {
  return tongue === 'en' ? words.en : words.zh;
}

function renderRule({ code, sentence, basis }: FailedRule, tongue: Language) {
  return { code, sentence: inLanguage(sentence, tongue), basis: inLanguage(basis, tongue) };
}

/** The body that tells this problem in this language. */
export function renderProblem(problem: Problem, tongue: Language, traceId: string): ProblemBody {
  const { status, code, detail, rules, possible, errors, ticket } = problem.fields;
  const title = TITLES.get(status) ?? (status < 500 ? TITLES.get(400) : TITLES.get(500));
  return {
    type: `urn:lanjie:problem:${code}`,
    title: title ? inLanguage(title, tongue) : code,
    status,
    code,
    detail: inLanguage(detail, tongue),
    ...(rules && { rules: rules.map((rule) => renderRule(rule, tongue)) }),
    ...(possible && { possible }),
    ...(errors && { errors: errors.map((error) => ({ ...error, message: inLanguage(error.message, tongue) })) }),
    ...(ticket === undefined ? {} : { ticket }),
    traceId,
  };
}
