import {
  defineEvent,
  type EventDefinition,
  Inner,
  List,
  OneOf,
  OrganisationCode,
  Plain,
} from '../../../engine/definition/index.js';
import { grantable, system } from '../../roles.js';
import { AccountName, Names } from '../fields.js';
import { nobodyYet, twoPeople } from '../rules/beginning.js';

class Nothing {}

class Named extends Names {
  @AccountName({ zh: '账号名', en: 'name of the account' }) account!: string;
}

class SetUp extends Names {
  @OrganisationCode({ zh: '反诈中心代码', en: 'code of the center' }) code!: string;
  @Plain({ zh: '公开电话', en: 'number in the directory', optional: true, max: 40 }) phone?: string;
  @Inner(() => Named, { zh: '第一名系统管理员', en: 'the first system administrator' }) systemAdmin!: Named;
  @Inner(() => Named, { zh: '第一名安全管理员', en: 'the first security administrator' }) securityAdmin!: Named;
}

class OfTheDemo extends Named {
  @OrganisationCode({ zh: '所在单位', en: 'where the person works' }) organisation!: string;
  @OneOf(grantable, { zh: '职务', en: 'role' }) role!: string;
}

class Staff {
  @List(() => OfTheDemo, { zh: '人员', en: 'people', max: 500 }) people!: readonly OfTheDemo[];
}

/** How a house begins: recorded by the server and its command-line tasks alone. */
export const beginningEvents: readonly EventDefinition[] = [
  defineEvent({
    type: 'office.opened',
    title: { zh: '启用管理档案', en: 'Administration begins' },
    roles: system,
    payload: Nothing,
    example: {},
    opens: 'always',
    // Whatever was laid down before there was a ledger of it stands in the first entry: from there on entries alone change it.
    asks: () => [{ name: 'standing', about: null }],
  }),
  defineEvent({
    type: 'office.setUp',
    title: { zh: '初始化：反诈中心与前两名管理员', en: 'The center and its first two administrators' },
    roles: system,
    payload: SetUp,
    example: {
      code: 'center',
      zh: '示例市反诈中心',
      en: 'Example Anti-Fraud Center',
      systemAdmin: { account: 'admin-one', zh: '系统管理员', en: 'System administrator' },
      securityAdmin: { account: 'admin-two', zh: '安全管理员', en: 'Security administrator' },
    },
    rules: [nobodyYet, twoPeople],
    asks: () => [{ name: 'accounts', about: null }],
  }),
  defineEvent({
    type: 'office.demoStaffed',
    title: { zh: '写入演示人员', en: 'People of the demo laid down' },
    roles: system,
    payload: Staff,
    example: {
      people: [
        {
          account: 'duty.diecai',
          zh: '叠彩派出所值班',
          en: 'Diecai, duty',
          organisation: 'diecai',
          role: 'stationDuty',
        },
      ],
    },
  }),
];
