import { rule } from '../../../engine/definition/index.js';
import { person, unit } from '../standing.js';

/** An event about one account. */
export interface AboutAccount {
  readonly account: string;
}

/** The account exists. */
export const accountThere = rule<AboutAccount>({
  code: 'accountThere',
  needs: 'body',
  sentence: { zh: '没有这个账号，请核对账号名', en: 'There is no such account. Check its name.' },
  basis: 'integrity of the record',
  holds: (ask) => person(ask, ask.body.account) !== undefined,
});

/** The name was never given to anybody: entries name people by it for ever. */
export const nameIsFree = rule<AboutAccount>({
  code: 'nameIsFree',
  needs: 'body',
  sentence: {
    zh: '账号名已被使用。账号名不得重复使用，请另取一个',
    en: 'The name is taken. Names are never given twice: choose another one.',
  },
  basis: 'MLPS art. 8.1.4.1: every account is one person',
  // The server's own deeds are recorded under this name.
  holds: (ask) => ask.body.account !== 'system' && person(ask, ask.body.account) === undefined,
});

/** People work at an organisation of this city's house. */
export const worksSomewhere = rule<{ organisation: string }>({
  code: 'worksSomewhere',
  needs: 'body',
  sentence: {
    zh: '没有这个单位，或该单位是外地机关、不设账号。请核对单位代码，或先新建单位',
    en: 'There is no such organisation, or it is an organ of another place, where nobody signs in. Check the code, or create the organisation first.',
  },
  basis: 'MLPS art. 8.1.4.2',
  holds: (ask) => {
    const place = unit(ask, ask.body.organisation);
    return place !== undefined && place.kind !== 'organ';
  },
});

/** Nobody administers their own account. */
export const notYourself = rule<AboutAccount>({
  code: 'notYourself',
  needs: 'body',
  sentence: {
    zh: '不得管理自己的账号，请由另一名管理员办理',
    en: 'Nobody administers their own account. Ask another administrator.',
  },
  basis: 'MLPS art. 8.1.4.2: nobody grants rights to themselves',
  holds: ({ actor, body }) => body.account !== actor.account,
});

/** The account is in use. */
export const isActive = rule<AboutAccount>({
  code: 'isActive',
  needs: 'body',
  sentence: {
    zh: '账号已停用。请先由系统管理员重新启用',
    en: 'The account is disabled. The system administrator enables it first.',
  },
  basis: 'MLPS art. 8.1.4.2',
  holds: (ask) => person(ask, ask.body.account)?.disabled !== true,
});

/** The account is disabled. */
export const isDisabled = rule<AboutAccount>({
  code: 'isDisabled',
  needs: 'body',
  sentence: { zh: '账号正在使用，无需启用。请核对账号名', en: 'The account is in use already. Check its name.' },
  basis: 'MLPS art. 8.1.4.2',
  holds: (ask) => person(ask, ask.body.account)?.disabled !== false,
});

/** The move leads somewhere. */
export const movesElsewhere = rule<AboutAccount & { organisation: string }>({
  code: 'movesElsewhere',
  needs: 'body',
  sentence: {
    zh: '账号已在该单位，请核对单位代码',
    en: 'The account is at this organisation already. Check the code.',
  },
  basis: 'integrity of the record',
  holds: (ask) => person(ask, ask.body.account)?.organisation !== ask.body.organisation,
});

/** The house is never left without somebody who administers it, nor unwatched once somebody watches. */
export const notTheLast = rule<AboutAccount & { roles?: readonly string[] }>({
  code: 'notTheLast',
  needs: 'body',
  sentence: {
    zh: '这是最后一名在用的系统管理员、安全管理员或审计员。请先为他人授予该职务',
    en: 'This is the last active system administrator, security administrator or auditor. First grant the office to somebody else.',
  },
  basis: 'MLPS art. 8.1.5.1 and 8.1.5.3: the management center is never without its officers',
  holds: (ask) => {
    const lost = ask.body.roles;
    return !(person(ask, ask.body.account)?.soleOf ?? []).some((role) => lost === undefined || lost.includes(role));
  },
});
