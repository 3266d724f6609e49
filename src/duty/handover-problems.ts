import { invalidFields, Problem } from '../platform/problem.js';

/** 404: none here. */
export function noSuchHandover(): Problem {
  return new Problem({
    status: 404,
    code: 'notFound',
    detail: { zh: '本单位没有这份交接单。', en: 'There is no such handover here.' },
  });
}

/** 400: the arriving person has to work here, and be another. */
export function notAColleague(): Problem {
  const message = {
    zh: '本单位另一名在用的值班账号',
    en: 'another account in use of this organisation that goes on duty',
  };
  return invalidFields([{ field: 'arriving', message }]);
}

/** 400: what is handed over stays with nobody who is not there. */
export function notComingOnDuty(): Problem {
  const message = {
    zh: '值班表上现在或一小时内上岗的人；换人接班的，请先更改值班表',
    en: 'somebody whom the roster has on duty now or within the hour; if somebody else takes the shift, change the roster first',
  };
  return invalidFields([{ field: 'arriving', message }]);
}

/** 403: only the two sign. */
export function notOneOfTheTwo(): Problem {
  return new Problem({
    status: 403,
    code: 'notOneOfTheTwo',
    detail: {
      zh: '只有交班人和接班人本人可以签字。',
      en: 'Only the leaving and the arriving person sign, each for themselves.',
    },
  });
}

/** 409: they read another document. */
export function hashDiffers(): Problem {
  return new Problem({
    status: 409,
    code: 'hashDiffers',
    detail: {
      zh: '所签哈希与交接单不符。请重新阅读交接单后再签。',
      en: 'The hash is not that of this handover. Read the handover again before you sign.',
    },
  });
}

/** 409: what it lists is no longer how things stand. */
export function tooOld(): Problem {
  return new Problem({
    status: 409,
    code: 'handoverTooOld',
    detail: {
      zh: '交接单已超过 60 分钟，请重新生成后再签。',
      en: 'This handover was drawn up more than 60 minutes ago. Draw up a new one and sign that.',
    },
  });
}

/** 422: the key already stands for another handover. */
export function keyStandsForAnother(): Problem {
  return new Problem({
    status: 422,
    code: 'idempotencyKeyReused',
    detail: {
      zh: '这个 Idempotency-Key 已用于另一份交接单。新的操作请换一个新的值。',
      en: 'This Idempotency-Key already stands for another handover. Use a new one for a new deed.',
    },
  });
}
