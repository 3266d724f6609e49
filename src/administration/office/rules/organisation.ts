import { rule } from '../../../engine/definition/index.js';
import { unit } from '../standing.js';

/** An event about one organisation. */
export interface AboutOrganisation {
  readonly code: string;
}

interface Created extends AboutOrganisation {
  readonly kind: string;
  readonly parent?: string;
  readonly district?: string;
  readonly level?: string;
}

/** The organisation exists. */
export const organisationThere = rule<AboutOrganisation>({
  code: 'organisationThere',
  needs: 'body',
  sentence: { zh: '没有这个单位，请核对单位代码', en: 'There is no such organisation. Check its code.' },
  basis: 'integrity of the record',
  holds: (ask) => unit(ask, ask.body.code) !== undefined,
});

/** The code was never given to any organisation: entries name it for ever. */
export const codeIsFree = rule<AboutOrganisation>({
  code: 'codeIsFree',
  needs: 'body',
  sentence: {
    zh: '单位代码已被使用。代码不得重复使用，请另取一个',
    en: 'The code is taken. Codes are never given twice: choose another one.',
  },
  basis: 'integrity of the record',
  // Under this one the server opens what is its own.
  holds: (ask) => ask.body.code !== 'system' && unit(ask, ask.body.code) === undefined,
});

/** What may stand above what; null: nothing may. */
const above: Readonly<Record<string, readonly (string | null)[]>> = {
  bureau: ['bureau', null],
  station: ['bureau'],
  bank: [null],
  outlet: ['bank'],
  organ: [null],
};

/** An outlet belongs to a bank, a station to a bureau. */
export const standsBelow = rule<Created>({
  code: 'standsBelow',
  needs: 'body',
  sentence: {
    zh: '上级单位不符：网点归银行，派出所归公安局，分局可归市局，银行和外地机关没有上级。请核对上级单位代码',
    en: 'An outlet stands below a bank, a station below a bureau, a bureau below another or none; banks and organs of other places stand alone. Check `parent`.',
  },
  basis: 'MLPS art. 8.1.4.2',
  holds: (ask) => {
    const { kind, parent } = ask.body;
    const over = parent === undefined ? null : unit(ask, parent)?.kind;
    return over !== undefined && above[kind]?.includes(over) === true;
  },
});

/** Stations have a district; a bureau has a level, and at the county's its district: scope is made of them. */
export const hasItsPlace = rule<Created>({
  code: 'hasItsPlace',
  needs: 'body',
  sentence: {
    zh: '派出所须填写辖区；公安局须填写级别，县级的还须填写辖区；其他单位没有级别。请补充或删去',
    en: 'A station needs its district; a bureau its level, and at county level its district; others have no level. Add or leave out.',
  },
  basis: 'CPR art. 15 to 17, 21 and 346; MLPS art. 8.1.4.2',
  holds: ({ body: { kind, level, district } }) => {
    if (kind === 'bureau') return level === 'city' || (level === 'county' && district !== undefined);
    return level === undefined && (kind !== 'station' || district !== undefined);
  },
});

/** Whoever runs the house widens nobody's sight by the way: another district would show other cases to those who work there. */
export const nobodyReaches = rule<AboutOrganisation>({
  code: 'nobodyReaches',
  needs: 'body',
  sentence: {
    zh: '该单位有按辖区查看案件的审批人或保管员。请先由安全管理员收回其职务，改后再授予',
    en: 'Approvers or custodians there see cases by the district. Have the security administrator withdraw their roles first, and grant them again afterwards.',
  },
  basis: 'MLPS art. 8.1.4.2: who runs the house grants nothing',
  holds: (ask) => (unit(ask, ask.body.code)?.reaching ?? 0) === 0,
});

/** Outlets are covered by stations. */
export const coverFits = rule<{ outlet: string; stations: readonly string[] }>({
  code: 'coverFits',
  needs: 'body',
  sentence: {
    zh: '只能为网点指定派出所。请核对网点和派出所的代码',
    en: 'Stations cover outlets. Check the codes of both.',
  },
  basis: 'integrity of the record',
  holds: (ask) =>
    unit(ask, ask.body.outlet)?.kind === 'outlet' &&
    ask.body.stations.every((code) => unit(ask, code)?.kind === 'station'),
});
