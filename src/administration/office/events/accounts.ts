import { defineEvent, type EventDefinition, FreeText, OrganisationCode } from '../../../engine/definition/index.js';
import { systemAdmin } from '../../roles.js';
import { AccountName, Names } from '../fields.js';
import {
  accountThere,
  isActive,
  isDisabled,
  movesElsewhere,
  nameIsFree,
  notTheLast,
  notYourself,
  worksSomewhere,
} from '../rules/account.js';
import { askPeople, askUnits } from '../standing.js';

class Created extends Names {
  @AccountName({ zh: '账号名', en: 'name of the account' }) account!: string;
  @OrganisationCode({ zh: '所在单位', en: 'where the person works' }) organisation!: string;
}

class Renamed extends Names {
  @AccountName({ zh: '账号名', en: 'name of the account' }) account!: string;
}

class Why {
  @AccountName({ zh: '账号名', en: 'name of the account' }) account!: string;
  @FreeText({ zh: '原因', en: 'reason', max: 500 }) reason!: string;
}

class Moved extends Why {
  @OrganisationCode({ zh: '调往单位', en: 'where the person works from now on' }) organisation!: string;
}

/**
 * Events about accounts: recorded by the system administrator, who gives nobody any right by them. A new account has no
 * role; one that is moved or enabled again has lost its roles, until the security administrator grants them anew.
 */
export const accountEvents: readonly EventDefinition[] = [
  defineEvent({
    type: 'office.accountCreated',
    title: { zh: '新建账号', en: 'Create an account' },
    roles: systemAdmin,
    payload: Created,
    example: { account: 'officer4', zh: '秀峰民警三', en: 'Xiufeng officer 3', organisation: 'xiufeng' },
    rules: [nameIsFree, worksSomewhere],
    asks: ({ account, organisation }, actor) => [askPeople(account, actor.account), askUnits(organisation)],
  }),
  defineEvent({
    type: 'office.accountRenamed',
    title: { zh: '更改账号显示名称', en: 'Change what an account is called' },
    roles: systemAdmin,
    payload: Renamed,
    example: { account: 'officer', zh: '秀峰民警一', en: 'Xiufeng officer 1' },
    rules: [accountThere],
    asks: ({ account }, actor) => [askPeople(account, actor.account)],
  }),
  defineEvent({
    type: 'office.accountDisabled',
    title: { zh: '停用账号', en: 'Disable an account' },
    roles: systemAdmin,
    payload: Why,
    example: { account: 'officer2', reason: '已调离' },
    rules: [accountThere, notYourself, isActive, notTheLast],
    asks: ({ account }, actor) => [askPeople(account, actor.account)],
  }),
  defineEvent({
    type: 'office.accountEnabled',
    title: { zh: '重新启用账号', en: 'Enable an account again' },
    roles: systemAdmin,
    payload: Why,
    example: { account: 'officer2', reason: '返回原岗位' },
    rules: [accountThere, notYourself, isDisabled],
    asks: ({ account }, actor) => [askPeople(account, actor.account)],
  }),
  defineEvent({
    type: 'office.accountMoved',
    title: { zh: '调动账号', en: 'Move an account to another organisation' },
    roles: systemAdmin,
    payload: Moved,
    example: { account: 'officer2', organisation: 'diecai', reason: '轮岗' },
    rules: [accountThere, notYourself, worksSomewhere, movesElsewhere, notTheLast],
    asks: ({ account, organisation }, actor) => [askPeople(account, actor.account), askUnits(organisation)],
  }),
];
