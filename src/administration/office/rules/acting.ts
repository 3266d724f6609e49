import { rule } from '../../../engine/definition/index.js';
import { person } from '../standing.js';

const tolerated = 2 * 60_000;

/** Who acts still holds the office at the moment of the decision: a token tells what was so some seconds ago. */
export const stillInOffice = rule({
  code: 'stillInOffice',
  needs: 'body',
  sentence: {
    zh: '您已不再担任这一职务，或账号已停用。请重新登录查看您现有的权限',
    en: 'You no longer hold this office, or your account is disabled. Sign in again to see what you may do.',
  },
  basis: 'MLPS art. 8.1.4.2: rights end with the office',
  holds: (ask) => {
    const { account, role } = ask.actor;
    if (role === 'system') return true;
    const own = person(ask, account);
    return own !== undefined && !own.disabled && own.roles.includes(role);
  },
});

/** Rights begin and end when they are recorded, never before and never later. */
export const takesEffectNow = rule({
  code: 'takesEffectNow',
  needs: 'body',
  sentence: {
    zh: '管理操作自记录之时起生效，请不要填写发生时间',
    en: 'What is administered takes effect when it is recorded. Leave `at` out.',
  },
  basis: 'integrity of the record; MLPS art. 8.1.4.3',
  holds: ({ at, recordedAt }) => Math.abs(Date.parse(recordedAt) - Date.parse(at)) <= tolerated,
});
