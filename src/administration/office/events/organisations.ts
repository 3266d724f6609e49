import {
  defineEvent,
  type EventDefinition,
  OneOf,
  OrganisationCode,
  Plain,
  Plains,
} from '../../../engine/definition/index.js';
import { systemAdmin } from '../../roles.js';
import { Names } from '../fields.js';
import {
  codeIsFree,
  coverFits,
  hasItsPlace,
  nobodyReaches,
  organisationThere,
  standsBelow,
} from '../rules/organisation.js';
import { askPeople, askUnits } from '../standing.js';

class Created extends Names {
  @OrganisationCode({ zh: '单位代码', en: 'code' }) code!: string;
  @OneOf(['bureau', 'station', 'bank', 'outlet', 'organ'], { zh: '单位类别', en: 'kind' }) kind!: string;
  @OrganisationCode({ zh: '上级单位', en: 'above it', optional: true }) parent?: string;
  @Plain({ zh: '辖区', en: 'district', optional: true, max: 64 }) district?: string;
  @OneOf(['county', 'city'], { zh: '级别', en: 'level of approval', optional: true }) level?: string;
  @Plain({ zh: '公开电话', en: 'number in the directory', optional: true, max: 40 }) phone?: string;
}

class Renamed extends Names {
  @OrganisationCode({ zh: '单位代码', en: 'code' }) code!: string;
}

class Phone {
  @OrganisationCode({ zh: '单位代码', en: 'code' }) code!: string;
  @Plain({ zh: '公开电话；不填表示没有', en: 'number in the directory; none when left out', optional: true, max: 40 })
  phone?: string;
}

class District {
  @OrganisationCode({ zh: '单位代码', en: 'code' }) code!: string;
  @Plain({ zh: '辖区', en: 'district', max: 64 }) district!: string;
}

class Cover {
  @OrganisationCode({ zh: '网点', en: 'outlet' }) outlet!: string;
  @Plains({
    zh: '负责的派出所，第一个首先派出',
    en: 'the stations that cover it, the one sent first in front',
    max: 64,
  })
  stations!: readonly string[];
}

/** Events about the organisations of the house: recorded by the system administrator. */
export const organisationEvents: readonly EventDefinition[] = [
  defineEvent({
    type: 'office.organisationCreated',
    title: { zh: '新建单位', en: 'Create an organisation' },
    roles: systemAdmin,
    payload: Created,
    example: {
      code: 'bank-a-xiangshan',
      kind: 'outlet',
      zh: '甲银行象山支行',
      en: 'Bank A, Xiangshan Outlet',
      parent: 'bank-a',
      district: 'xiangshan',
    },
    rules: [codeIsFree, standsBelow, hasItsPlace],
    asks: ({ code, parent }, actor) => [askUnits(code, parent), askPeople(actor.account)],
  }),
  defineEvent({
    type: 'office.organisationRenamed',
    title: { zh: '更改单位名称', en: 'Rename an organisation' },
    roles: systemAdmin,
    payload: Renamed,
    example: { code: 'xiufeng', zh: '秀峰派出所', en: 'Xiufeng Police Station' },
    rules: [organisationThere],
    asks: ({ code }, actor) => [askUnits(code), askPeople(actor.account)],
  }),
  defineEvent({
    type: 'office.phoneChanged',
    title: { zh: '更改单位电话', en: 'Change the number of an organisation' },
    roles: systemAdmin,
    payload: Phone,
    example: { code: 'xiufeng', phone: '0773-0000110' },
    rules: [organisationThere],
    asks: ({ code }, actor) => [askUnits(code), askPeople(actor.account)],
  }),
  defineEvent({
    type: 'office.districtChanged',
    title: { zh: '更改辖区', en: 'Change the district of an organisation' },
    roles: systemAdmin,
    payload: District,
    example: { code: 'xiufeng', district: 'xiufeng' },
    rules: [organisationThere, nobodyReaches],
    asks: ({ code }, actor) => [askUnits(code), askPeople(actor.account)],
  }),
  defineEvent({
    type: 'office.outletCovered',
    title: { zh: '指定网点的派出所', en: 'Say which stations cover an outlet' },
    roles: systemAdmin,
    payload: Cover,
    example: { outlet: 'bank-a-xiufeng', stations: ['xiufeng', 'diecai'] },
    rules: [coverFits],
    asks: ({ outlet, stations }, actor) => [askUnits(outlet, ...stations), askPeople(actor.account)],
  }),
];
