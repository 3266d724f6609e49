import { Problem } from '../../platform/problem.js';

/** 404: what was named is no masked identity. */
export function nothingMaskedThere(): Problem {
  return new Problem({
    status: 404,
    code: 'nothingMaskedThere',
    detail: {
      zh: '这里没有可显示的身份信息。请按案件或经过中 masked 所列的项目填写。',
      en: 'There is no masked identity there. Take part or version and field from `masked` in the case file or the timeline.',
    },
  });
}

/** 403: the identity is there, and not for this role to see. */
export function mayNotReveal(): Problem {
  return new Problem({
    status: 403,
    code: 'mayNotReveal',
    detail: {
      zh: '您的岗位不能查看这一项的完整内容。确有需要的，请主办单位或中心查看。',
      en: 'Your role may not see this identity in the clear. If you need it, ask whoever leads the case, or the center.',
    },
  });
}

/** 410: the key of the case is destroyed. */
export function identityErased(): Problem {
  return new Problem({
    status: 410,
    code: 'erased',
    detail: {
      zh: '本案个人信息已依法删除，任何人都不能再查看。',
      en: 'The personal data of this case was erased: nobody can see it any more.',
    },
  });
}

/** 409: the value does not open. */
export function identityUnreadable(cause: unknown): Problem {
  return new Problem(
    {
      status: 409,
      code: 'unreadable',
      detail: {
        zh: '这一项内容已损坏，无法读取。请告知系统管理员，并提供 traceId。',
        en: 'This value is damaged and cannot be read. Tell the system administrator, and quote the traceId.',
      },
    },
    cause,
  );
}

/** 503: the access could not be put on record, so nothing is shown. */
export function accessNotRecorded(cause: unknown): Problem {
  return new Problem(
    {
      status: 503,
      code: 'accessNotRecorded',
      detail: {
        zh: '查看记录暂时无法保存，因此不能显示。请稍后再试。',
        en: 'The access cannot be put on record at the moment, so nothing is shown. Try again in a moment.',
      },
      headers: { 'retry-after': '2' },
    },
    cause,
  );
}
