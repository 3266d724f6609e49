import {
  type Actor,
  defineEvent,
  type EventDefinition,
  FreeText,
  OneOf,
  SomeOf,
} from '../../../engine/definition/index.js';
import { grantable, securityAdmin } from '../../roles.js';
import { AccountName } from '../fields.js';
import { accountThere, isActive, notTheLast, notYourself } from '../rules/account.js';
import {
  grantsSomething,
  holdsThem,
  levelFits,
  officesApart,
  passwordByAnother,
  rolesFit,
  secondFactorByAnother,
} from '../rules/rights.js';
import { askPeople } from '../standing.js';

class Why {
  @AccountName({ zh: '账号名', en: 'name of the account' }) account!: string;
  @FreeText({ zh: '原因', en: 'reason', max: 500 }) reason!: string;
}

class Withdrawn extends Why {
  @SomeOf(grantable, { zh: '职务', en: 'roles' }) roles!: readonly string[];
}

class Granted extends Withdrawn {
  @OneOf(['county', 'city'], {
    zh: '审批级别，与所在单位不同时填写',
    en: 'level of approval, where it is not that of the organisation',
    optional: true,
  })
  level?: string;
}

const aboutBoth = ({ account }: Why, actor: Actor) => [askPeople(account, actor.account)];

/** Events about rights: recorded by the security administrator, who creates nobody and nothing by them. */
export const rightsEvents: readonly EventDefinition[] = [
  defineEvent({
    type: 'office.rolesGranted',
    title: { zh: '授予职务', en: 'Grant roles' },
    roles: securityAdmin,
    freshSignIn: true,
    payload: Granted,
    example: { account: 'officer4', roles: ['officer'], reason: '入职' },
    rules: [accountThere, notYourself, isActive, rolesFit, officesApart, levelFits, grantsSomething],
    asks: aboutBoth,
  }),
  defineEvent({
    type: 'office.rolesWithdrawn',
    title: { zh: '收回职务', en: 'Withdraw roles' },
    roles: securityAdmin,
    payload: Withdrawn,
    example: { account: 'officer2', roles: ['officer'], reason: '转岗' },
    rules: [accountThere, notYourself, holdsThem, notTheLast],
    asks: aboutBoth,
  }),
  defineEvent({
    type: 'office.passwordReset',
    title: { zh: '重置密码', en: 'Reset a password' },
    roles: securityAdmin,
    freshSignIn: true,
    payload: Why,
    example: { account: 'officer', reason: '忘记密码' },
    rules: [accountThere, notYourself, isActive, passwordByAnother],
    asks: aboutBoth,
  }),
  defineEvent({
    type: 'office.secondFactorReset',
    title: { zh: '重置第二因素', en: 'Take a second factor off an account' },
    roles: securityAdmin,
    freshSignIn: true,
    payload: Why,
    example: { account: 'officer', reason: '手机遗失' },
    rules: [accountThere, notYourself, isActive, secondFactorByAnother],
    asks: aboutBoth,
  }),
  defineEvent({
    type: 'office.sessionsEnded',
    title: { zh: '结束登录', en: 'End all sessions of an account' },
    roles: securityAdmin,
    payload: Why,
    example: { account: 'officer', reason: '手机遗失' },
    rules: [accountThere],
    asks: aboutBoth,
  }),
  defineEvent({
    type: 'office.lockoutLifted',
    title: { zh: '解除登录锁定', en: 'Lift a lockout' },
    roles: securityAdmin,
    payload: Why,
    example: { account: 'officer', reason: '本人多次输错密码，已核实身份' },
    rules: [accountThere, notYourself],
    asks: aboutBoth,
  }),
];
