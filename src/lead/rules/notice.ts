import { rule } from '../../engine/definition/index.js';
import { numberIn, objectsIn, textIn } from '../facts.js';
import { notAfter, plusMinutes } from '../time.js';
import { toleratedMinutes } from './moment.js';

/** The public notice before a return in proportion (2016 Return Rules art. 8 (3)). */

/** Only a share in proportion is announced. */
export const proRataOnly = rule({
  code: 'proRataOnly',
  needs: 'file',
  sentence: {
    zh: '只有按比例返还须公告，其他方式请直接报审批',
    en: 'Only a return in proportion is announced. Any other goes straight to the approver.',
  },
  basis: 'Return rules art. 8 (3)',
  holds: ({ part }) => textIn(part?.facts, 'mode') === 'proRata',
});

/** Announced once: the thirty days do not begin anew. */
export const notAnnouncedBefore = rule({
  code: 'notAnnouncedBefore',
  needs: 'file',
  sentence: {
    zh: '该方案已公告过，公告期不重新计算，请直接报审批',
    en: 'This proposal was announced already and its thirty days do not begin anew. It goes to the approver.',
  },
  basis: 'Return rules art. 8 (3)',
  holds: ({ part }) => part?.facts['noticeEndsAt'] === undefined,
});

/** What was not computed yet cannot have been published: the thirty days are not dated back. */
export const notBeforeProposal = rule({
  code: 'notBeforeProposal',
  needs: 'file',
  sentence: {
    zh: '公告时间早于返还方案的计算时间，请核对公告时间',
    en: 'The notice is dated before this proposal was computed. Give the moment at which it was published (`at`).',
  },
  basis: 'Return rules art. 8 (3)',
  holds: ({ part, at }) => {
    const computed = textIn(part?.facts, 'computedAt');
    return computed === undefined || notAfter(computed, plusMinutes(at, toleratedMinutes));
  },
});

/** Everybody had thirty days to object. */
export const noticeOver = rule({
  code: 'noticeOver',
  needs: 'file',
  sentence: {
    zh: '按比例返还须先公告三十日，期满才能批准，请先公告或等待期满',
    en: 'A return in proportion is approved only when it was announced for thirty days. Announce it, or wait until they are over.',
  },
  basis: 'Return rules art. 8 (3)',
  holds: ({ part, at }) => {
    if (textIn(part?.facts, 'mode') !== 'proRata') return true;
    const endsAt = textIn(part?.facts, 'noticeEndsAt');
    return endsAt !== undefined && notAfter(endsAt, at);
  },
});

/** The objection named was made and is open. */
export const objectionOpen = rule<{ objection: number }>({
  code: 'objectionOpen',
  needs: 'body',
  sentence: {
    zh: '没有这一编号的未处理异议，请核对编号',
    en: 'There is no open objection of this number. Check it.',
  },
  basis: 'Return rules art. 8 (3)',
  holds: ({ part, body }) =>
    objectsIn(part?.facts, 'objections').some(
      (one) => numberIn(one, 'number') === body.objection && one['resolvedAt'] === undefined,
    ),
});
