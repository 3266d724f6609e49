import { Problem } from '../platform/problem.js';

/** 404: no account has this name. */
export function noSuchAccount(): Problem {
  return new Problem({
    status: 404,
    code: 'noSuchAccount',
    detail: { zh: '没有这个账号，请核对账号名。', en: 'There is no such account. Check its name.' },
  });
}

/** 404: no organisation has this code. */
export function noSuchOrganisation(): Problem {
  return new Problem({
    status: 404,
    code: 'noSuchOrganisation',
    detail: { zh: '没有这个单位，请核对单位代码。', en: 'There is no such organisation. Check its code.' },
  });
}
