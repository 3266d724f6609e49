import { type FieldOptions, FreeText, field, OneOf, Plain, Whole } from '../engine/definition/index.js';
import { outcomes } from './acts.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const month = /^\d{4}-(0[1-9]|1[0-2])$/;

function Matching(pattern: RegExp, allowed: { zh: string; en: string }, { zh, en, optional }: FieldOptions) {
  return field({
    title: { zh, en },
    optional: optional === true,
    allowed,
    schema: { type: 'string', pattern: pattern.source },
    check: (value) => typeof value === 'string' && pattern.test(value),
  });
}

function CaseId(options: FieldOptions): PropertyDecorator {
  return Matching(uuid, { zh: '案件标识（UUID）', en: 'the id of a case (UUID)' }, options);
}

/** Opens the log of a month. */
export class Opened {
  @Matching(month, { zh: '年月，例如 2026-11', en: 'a month, for example 2026-11' }, { zh: '月份', en: 'month' })
  month!: string;
}

/** What was looked for, and why; both are free text of a person, and sealed. */
class Looking {
  @FreeText({ zh: '检索或查阅的内容', en: 'what was asked for', optional: true }) query?: string;
  @FreeText({ zh: '理由', en: 'reason', optional: true }) reason?: string;
}

/** A look at no case in particular, or at one. */
export class Somewhere extends Looking {
  @CaseId({ zh: '案件', en: 'the case', optional: true }) case?: string;
}

/** A look at one case. The part is called `casePart`: `part` names a part of the log itself. */
export class AtCase extends Looking {
  @CaseId({ zh: '案件', en: 'the case' }) case!: string;
  @Plain({ zh: '案件的部分', en: 'part of the case', optional: true, max: 40 }) casePart?: string;
  @Plain({ zh: '字段', en: 'field', optional: true, max: 300 }) field?: string;
}

/** Something was taken along: a printed page of a case, or a list. */
export class Exported extends Somewhere {
  @Plain({ zh: '案件的部分', en: 'part of the case', optional: true, max: 40 }) casePart?: string;
}

/** How the handing out of a file ended. */
export class Ended {
  @CaseId({ zh: '案件', en: 'the case' }) case!: string;
  @Whole({ zh: '交付记录的版本', en: 'version of the entry that handed it out', min: 1, max: 1_000_000_000 })
  entry!: number;
  @OneOf(outcomes, { zh: '结果', en: 'how it ended' }) outcome!: string;
}

export class Nothing {}
