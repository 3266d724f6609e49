import type { Sentence } from '../../engine/definition/index.js';
import { invalidFields, Problem } from '../../platform/problem.js';
import type { Due } from '../principal.js';

const challenge = { 'www-authenticate': 'Bearer realm="lanjie"' };

/** 401: the same for a wrong password, an unknown or disabled account, and one that has to wait. */
export function wrongCredentials(): Problem {
  return new Problem({
    status: 401,
    code: 'wrongCredentials',
    detail: {
      zh: '账号或密码不正确，或失败次数过多。请核对后再试；多次失败后请等几分钟再试。',
      en: 'Account name or password is wrong, or there were too many attempts. Check them; after several failures wait some minutes before you try again.',
    },
    headers: challenge,
  });
}

/** 401: the password was right; the ticket is good for a few minutes. */
export function secondFactorRequired(ticket: string): Problem {
  return new Problem({
    status: 401,
    code: 'secondFactorRequired',
    detail: {
      zh: '还需要第二因素：请将验证器上的六位数字（或一个恢复码）与 ticket 一起提交到 /auth/second-step，或在登录时一并填写 code。',
      en: 'A second factor is needed: send the six digits of your authenticator, or a recovery code, with this ticket to /auth/second-step, or as `code` when you sign in.',
    },
    headers: challenge,
    ticket,
  });
}

/** 401: the second factor was not right, or was used before. */
export function wrongCode(): Problem {
  return new Problem({
    status: 401,
    code: 'wrongCode',
    detail: {
      zh: '验证码不正确、已用过或失败次数过多。请等验证器显示下一个数字后再试；多次失败后请等几分钟。',
      en: 'The code is wrong, was used before, or there were too many attempts. Wait for the next digits of your authenticator; after several failures wait some minutes.',
    },
    headers: challenge,
  });
}

/** 401: the ticket has expired, was used, or the password has changed since. */
export function ticketNotValid(): Problem {
  return new Problem({
    status: 401,
    code: 'ticketNotValid',
    detail: { zh: 'ticket 无效或已过期，请重新登录。', en: 'The ticket is not valid or has expired: sign in again.' },
    headers: challenge,
  });
}

/** 403: the password was right, but was given by an administrator too long ago. */
export function firstPasswordExpired(): Problem {
  return new Problem({
    status: 403,
    code: 'firstPasswordExpired',
    detail: {
      zh: '管理员发放的初始密码已过期，请向安全管理员申请新的密码。',
      en: 'The password you were given has expired: ask the security administrator for a new one.',
    },
  });
}

/** 401: no such refresh token (any more). */
export function refreshTokenNotValid(): Problem {
  return new Problem({
    status: 401,
    code: 'refreshTokenNotValid',
    detail: {
      zh: '刷新令牌无效或已过期，请重新登录。',
      en: 'The refresh token is not valid or has expired: sign in again.',
    },
    headers: { 'www-authenticate': 'Bearer realm="lanjie", error="invalid_token"' },
  });
}

/** 401: a refresh token came twice: somebody may have a copy. The session is over. */
export function refreshTokenReused(): Problem {
  return new Problem({
    status: 401,
    code: 'refreshTokenReused',
    detail: {
      zh: '该刷新令牌已被使用过，可能有人持有副本：会话已结束。请重新登录；如非本人所为，请修改密码。',
      en: 'This refresh token was used before, so somebody may have a copy: the session was ended. Sign in again; if that was not you, change your password.',
    },
    headers: { 'www-authenticate': 'Bearer realm="lanjie", error="invalid_token"' },
  });
}

/** 403: the password, or the code, given to a session that is open was not right. */
export function wrongProof(): Problem {
  return new Problem({
    status: 403,
    code: 'wrongProof',
    detail: {
      zh: '密码或验证码不正确，或失败次数过多。请核对后再试；多次失败后请等几分钟。',
      en: 'Password or code is wrong, or there were too many attempts. Check it; after several failures wait some minutes.',
    },
  });
}

/** 400: who has a second factor proves it; who has none gives the password. */
export function proofMissing(wanted: 'password' | 'code'): Problem {
  const message =
    wanted === 'code'
      ? {
          zh: '必填：验证器上的六位数字，或一个恢复码',
          en: 'required: the six digits of your authenticator, or a recovery code',
        }
      : { zh: '必填：密码', en: 'required: your password' };
  return invalidFields([{ field: wanted, message }]);
}

/** 403: done only by somebody who proved who they are within five minutes. */
export function stepUpRequired(): Problem {
  return new Problem({
    status: 403,
    code: 'stepUpRequired',
    detail: {
      zh: '此操作要求五分钟内验证过身份，什么也没有记录。请以密码（已启用第二因素的用验证码）提交 /auth/step-up，用新令牌重试。',
      en: 'This needs proof of who you are within the last five minutes; nothing was recorded. Send your password (with a second factor: a code) to /auth/step-up, and repeat it with the new token.',
    },
  });
}

const dueWords: Readonly<Record<Due, Sentence>> = {
  newPassword: {
    zh: '请先修改密码（/auth/password）：当前密码由管理员发放、已泄露或已到期。',
    en: 'Change your password first (/auth/password): the present one was given by an administrator, has leaked, or is too old.',
  },
  secondFactor: {
    zh: '您的角色必须启用第二因素：请先在 /auth/second-factor 登记验证器。',
    en: 'Your role must have a second factor: enrol an authenticator first (/auth/second-factor).',
  },
};

/** 403: nothing may be done before this. */
export function dueFirst(due: Due): Problem {
  return new Problem({ status: 403, code: `${due}Due`, detail: dueWords[due] });
}

/** 400: everything that is wrong with a new password. */
export function badNewPassword(faults: readonly Sentence[]): Problem {
  return invalidFields(faults.map((message) => ({ field: 'new', message })));
}

/** 409: the password was changed by somebody else at the same moment. */
export function passwordMoved(): Problem {
  return new Problem({
    status: 409,
    code: 'passwordMoved',
    detail: {
      zh: '密码刚刚被另行修改，请用现在的密码重新登录后再试。',
      en: 'The password was changed elsewhere just now: sign in with it and try again.',
    },
  });
}

/** 404: no such session of this account. */
export function noSuchSession(): Problem {
  return new Problem({
    status: 404,
    code: 'noSuchSession',
    detail: {
      zh: '您没有这个会话，或它已结束。请重新查看会话列表。',
      en: 'You have no such session, or it has ended. Look at the list of your sessions again.',
    },
  });
}

/** 409: an authenticator is in use already. */
export function alreadyEnrolled(): Problem {
  return new Problem({
    status: 409,
    code: 'alreadyEnrolled',
    detail: {
      zh: '已启用验证器。更换时请先移除现有的（DELETE /auth/second-factor），再登记新的。',
      en: 'An authenticator is in use. To change it, remove it first (DELETE /auth/second-factor), then enrol the new one.',
    },
  });
}

/** 409: there is no authenticator for which this could be done. */
export function notEnrolled(): Problem {
  return new Problem({
    status: 409,
    code: 'notEnrolled',
    detail: {
      zh: '尚未启用验证器，请先登记（POST /auth/second-factor）并确认。',
      en: 'No authenticator is in use: enrol one first (POST /auth/second-factor) and confirm it.',
    },
  });
}

/** 400: the first code of a new authenticator was not right. */
export function firstCodeWrong(): Problem {
  return invalidFields([
    {
      field: 'code',
      message: {
        zh: '与登记的密钥不符：请核对验证器的时间，等下一个数字显示后再填',
        en: 'does not fit the secret: check the clock of your authenticator and give the next digits',
      },
    },
  ]);
}
