import { type Ask, rule } from '../../../engine/definition/index.js';
import { areApart, fits, reachingByDistrict } from '../../roles.js';
import { person } from '../standing.js';
import type { AboutAccount } from './account.js';

interface Granted extends AboutAccount {
  readonly roles: readonly string[];
  readonly level?: string;
}

/** What the account would hold afterwards. */
function afterwards(ask: Ask<Granted>): readonly string[] {
  return [...new Set([...(person(ask, ask.body.account)?.roles ?? []), ...ask.body.roles])];
}

/** A role is held where its work is done. */
export const rolesFit = rule<Granted>({
  code: 'rolesFit',
  needs: 'body',
  sentence: {
    zh: '该职务不能在其所在单位担任（例如柜员只能在网点）。请核对职务，或请系统管理员先调动账号',
    en: 'A role does not fit the organisation, as a teller fits an outlet only. Check the role, or have the system administrator move the account first.',
  },
  basis: 'MLPS art. 8.1.4.2: no more rights than the work needs',
  holds: (ask) => {
    const { kind } = person(ask, ask.body.account) ?? {};
    return kind === undefined || ask.body.roles.every((role) => fits(role, kind));
  },
});

/** Who runs, who grants and who audits are three people, and none of them works on cases. */
export const officesApart = rule<Granted>({
  code: 'officesApart',
  needs: 'body',
  sentence: {
    zh: '系统管理员、安全管理员、审计员须由不同的人担任，且不得兼任任何业务职务。请另选一人，或先收回其现有职务',
    en: 'System administrator, security administrator and auditor are three people, and none of them has another role. Choose somebody else, or withdraw first what they hold.',
  },
  basis: 'MLPS art. 8.1.4.2 and 8.1.5: three officers apart',
  holds: (ask) => areApart(afterwards(ask)),
});

/** A level of approval belongs to those who approve or keep property. */
export const levelFits = rule<Granted>({
  code: 'levelFits',
  needs: 'body',
  sentence: {
    zh: '只有审批人和保管员有审批级别。请删去级别，或同时授予相应职务',
    en: 'Only approvers and custodians have a level. Leave it out, or grant one of these roles with it.',
  },
  basis: 'CPR art. 228 and 234: approval by a county-level head',
  holds: (ask) => ask.body.level === undefined || afterwards(ask).some((role) => reachingByDistrict.includes(role)),
});

/** A grant gives something. */
export const grantsSomething = rule<Granted>({
  code: 'grantsSomething',
  needs: 'body',
  sentence: {
    zh: '账号已有这些职务，无需再授予。请核对',
    en: 'The account holds all of this already. Check what you meant to grant.',
  },
  basis: 'integrity of the record',
  holds: (ask) => {
    const now = person(ask, ask.body.account);
    const { roles, level } = ask.body;
    return !now || (level !== undefined && level !== now.level) || roles.some((role) => !now.roles.includes(role));
  },
});

/** What is withdrawn is held. */
export const holdsThem = rule<Granted>({
  code: 'holdsThem',
  needs: 'body',
  sentence: {
    zh: '账号没有担任其中某项职务，请核对其现有职务',
    en: 'The account does not hold one of these roles. Look at what it holds.',
  },
  basis: 'integrity of the record',
  holds: (ask) => ask.body.roles.every((role) => person(ask, ask.body.account)?.roles.includes(role) !== false),
});

function resetByAnother(what: 'password' | 'secondFactor') {
  const other = what === 'password' ? 'secondFactor' : 'password';
  return rule<AboutAccount>({
    code: 'twoForBoth',
    needs: 'body',
    sentence: {
      zh: '二十四小时内同一人不得既重置密码又重置第二因素，以免冒用他人账号。请由另一名安全管理员办理其中一项',
      en: 'One person does not reset both the password and the second factor of an account within 24 hours, or they could sign in as somebody else. Ask another security administrator for one of them.',
    },
    basis: 'MLPS art. 8.1.4.1: nobody signs in as somebody else',
    holds: (ask) => person(ask, ask.body.account)?.resets[other]?.includes(ask.actor.account) !== true,
  });
}

/** Who has just taken the second factor off an account does not give it a password too. */
export const passwordByAnother = resetByAnother('password');

/** And the other way round. */
export const secondFactorByAnother = resetByAnother('secondFactor');
