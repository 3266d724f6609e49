import type { Action } from '../engine/available.js';
import type { Refusal, RefusalCode } from '../engine/decide.js';
import { type CaseDefinition, type FieldError, kindOf, type Rule, type Sentence } from '../engine/definition/index.js';
import { citation } from '../lead/law.js';
import { type FailedRule, Problem } from '../platform/problem.js';

/** The answer for a case that does not exist, and for one the caller may not see: the same to the byte. */
export function noSuchCase(): Problem {
  return new Problem({
    status: 404,
    code: 'notFound',
    detail: {
      zh: '没有这个案件，或您无权查看。请核对编号。',
      en: 'There is no such case, or you may not see it. Check its number.',
    },
  });
}

/** 409: nothing needs to be broken. */
export function alreadySeen(): Problem {
  return new Problem({
    status: 409,
    code: 'alreadySeen',
    detail: {
      zh: '您本来就可以查看这个案件，无需紧急调阅。请在案件列表中打开。',
      en: 'You see this case anyway, so nothing has to be opened in an emergency. Look it up in your list.',
    },
  });
}

/** 404: no slip bears this number. */
export function noSuchSlip(): Problem {
  return new Problem({
    status: 404,
    code: 'noSuchSlip',
    detail: {
      zh: '没有这个编号的告知单，请与客户逐位核对。',
      en: 'No slip has this number. Ask the customer to read it again, digit by digit.',
    },
  });
}

/** 503: that somebody looks could not be put on record, so nothing is shown. */
export function notOnRecord(cause: unknown): Problem {
  return new Problem(
    {
      status: 503,
      code: 'accessNotOnRecord',
      detail: {
        zh: '本次查阅未能记录在案，因此不提供内容。请稍后重试；多次如此，请告知系统管理员。',
        en: 'This access could not be put on record, so nothing is shown. Try again shortly; if it happens again, tell the administrator.',
      },
      headers: { 'retry-after': '2' },
    },
    cause,
  );
}

/** Throws what was thrown, and noSuchSlip for a case that somebody does not see: what they may not see was never issued. */
export function noSlipOfIt(error: unknown): never {
  throw error instanceof Problem && error.status === 404 ? noSuchSlip() : error;
}

/** 412: the case has moved on since the sender looked. */
export function stale(version: number): Problem {
  return new Problem({
    status: 412,
    code: 'versionMoved',
    detail: {
      zh: `案件已更新到版本 ${version}。请重新查看后再操作。`,
      en: `The case is at version ${version} now. Look at it again before you act.`,
    },
    headers: { etag: `"${version}"` },
  });
}

/** 422: the key already stands for something else. */
export function keyReused(): Problem {
  return new Problem({
    status: 422,
    code: 'idempotencyKeyReused',
    detail: {
      zh: '这个 Idempotency-Key 已用于另一项内容。新的操作请换一个新的值。',
      en: 'This Idempotency-Key already stands for another submission. Use a new one for a new deed.',
    },
  });
}

/** Why nothing was recorded, in one sentence. */
export const refusalWords: Readonly<Record<RefusalCode, Sentence>> = {
  unknownEvent: { zh: '没有这种事件。', en: 'There is no such event.' },
  roleMissing: { zh: '您的角色不能记录这一事件。', en: 'Your role may not record this event.' },
  noSuchPart: { zh: '本案中没有这个部分。', en: 'This case has no such part.' },
  eventOfAnotherKind: { zh: '这一事件不适用于这种部分。', en: 'This event belongs to another kind of part.' },
  notInThisState: { zh: '当前状态下不能记录这一事件。', en: 'This cannot be recorded in the present state.' },
  rulesFailed: { zh: '不符合下列规定，什么也没有记录。', en: 'The following rules are not met; nothing was recorded.' },
  partRefuses: {
    zh: '受影响的另一部分当前不能接受这一事件。',
    en: 'Another part that this concerns cannot take it in its present state.',
  },
  erased: {
    zh: '本案个人信息已依法删除，不能再记录任何内容；有新情况请另报线索。',
    en: 'The personal data of this case was erased, so nothing can be added to it. Report a new lead if there is news.',
  },
  clockNotArmed: { zh: '该时限未在运行。', en: 'That clock is not running.' },
};

/** The problem of a refusal: which rules failed and on what basis, and what may be recorded instead. */
export function refused(
  refusal: Refusal,
  definition: CaseDefinition,
  type: string,
  possible: readonly Action[],
  parts: readonly string[],
): Problem {
  const roles = definition.events.get(type)?.roles.join(', ');
  const { zh, en } = refusalWords[refusal.code];
  const more: Record<string, Sentence> = {
    roleMissing: { zh: `可记录者：${roles}。`, en: ` It may be recorded by: ${roles}.` },
    notInThisState: { zh: part(refusal), en: part(refusal) },
    noSuchPart: { zh: part(refusal), en: part(refusal) },
    partRefuses: { zh: part(refusal), en: part(refusal) },
  };
  const own = more[refusal.code] ?? { zh: '', en: '' };
  return new Problem({
    status: refusal.status,
    code: refusal.code,
    detail: { zh: zh + own.zh, en: en + own.en },
    ...(refusal.rules ? { rules: refusal.rules.map(failedRule) } : {}),
    ...(wrongField(refusal, type, parts) ?? {}),
    ...(refusal.status === 409 ? { possible: possible.map(possibleEvent) } : {}),
  });
}

/** Which field was wrong, and what is allowed there. */
function wrongField(refusal: Refusal, type: string, parts: readonly string[]): { errors: FieldError[] } | undefined {
  const kind = kindOf(type);
  const ids = parts.filter((id) => id.startsWith(`${kind}-`)).join(', ') || '—';
  if (refusal.code === 'noSuchPart' || refusal.code === 'eventOfAnotherKind')
    return {
      errors: [
        { field: 'part', message: { zh: `本案中可用的部分：${ids}`, en: `the parts it may be recorded on: ${ids}` } },
      ],
    };
  if (refusal.code !== 'unknownEvent') return undefined;
  const message = { zh: '事件名见 actions 或 /docs', en: 'the names of events stand in `actions` and at /docs' };
  return { errors: [{ field: 'type', message }] };
}

function failedRule({ code, sentence, basis }: Rule): FailedRule {
  return { code, sentence, basis: citation(basis) };
}

function part(refusal: Refusal): string {
  return refusal.part === undefined ? '' : ` (${refusal.part})`;
}

/** An event that may be recorded now, and on which part. */
export function possibleEvent(action: Action): { event: string; part?: string } {
  return { event: action.event.type, ...(action.part === undefined ? {} : { part: action.part }) };
}
