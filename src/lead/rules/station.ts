import { type Ask, isObject, type Json, rule } from '../../engine/definition/index.js';
import { textIn } from '../facts.js';
import { stationsNow } from '../parts/standing.js';

/** What the house knows of a station. */
export interface KnownStation {
  readonly code: string;
  readonly district: string | null;
  readonly onDuty: boolean;
}

/** The answer to the question `station`; undefined when the code is no station. */
export function knownStation(known: Ask['known']): KnownStation | undefined {
  const answer = known['station'];
  if (!isObject(answer) || typeof answer['code'] !== 'string') return undefined;
  const district = answer['district'];
  return {
    code: answer['code'],
    district: typeof district === 'string' ? district : null,
    onDuty: answer['onDuty'] === true,
  };
}

/** Somebody is there to go. */
export const stationOnDuty = rule<{ station: string }>({
  code: 'stationOnDuty',
  needs: 'body',
  sentence: {
    zh: '该派出所不存在或无人值班，请另选值班派出所',
    en: 'There is no such station, or nobody is on duty there. Choose a station on duty.',
  },
  basis: 'local: a lead goes to a station that answers',
  holds: ({ known }) => knownStation(known)?.onDuty === true,
});

/** Support comes from elsewhere. */
export const furtherStation = rule<{ station: string }>({
  code: 'furtherStation',
  needs: 'body',
  sentence: {
    zh: '该派出所已在办本线索，请另选支援单位',
    en: 'This station is on the lead already. Ask another one for support.',
  },
  basis: 'local: one station leads',
  holds: ({ view, body }) => !stationsNow(view.root.facts).includes(body.station),
});

/** Only the dispatched station answers a dispatch. */
export const atDispatchedStation = rule({
  code: 'atDispatchedStation',
  needs: 'file',
  sentence: {
    zh: '本线索派给了其他派出所，请由该所接收派警或退回',
    en: 'The lead was dispatched to another station. Only that station accepts or declines it.',
  },
  basis: 'local: one station leads',
  holds: ({ view, actor }) => actor.org.code === textIn(view.root.facts, 'station'),
});

/** Who arrives belongs to a station that was sent. */
export const atStationOfTheCase = rule({
  code: 'atStationOfTheCase',
  needs: 'file',
  sentence: {
    zh: '您的单位未被派往本线索，请先由中心派警或请求支援',
    en: 'Your station was not sent. Ask the center to dispatch it or to request its support first.',
  },
  basis: 'local: access follows the dispatch',
  holds: ({ view, actor }) => stationsNow(view.root.facts).includes(actor.org.code),
});

function stationOf(answer: Json | undefined): string | undefined {
  if (!isObject(answer) || answer['role'] !== 'officer') return undefined;
  const { station } = answer;
  return typeof station === 'string' ? station : undefined;
}

/** Every officer named belongs to one of these stations, as the house knows them. */
function allOf(officers: readonly string[], known: Ask['known'], stations: readonly string[]): boolean {
  const answer = known['officers'];
  if (!isObject(answer)) return officers.length === 0;
  return officers.every((officer) => stations.includes(stationOf(answer[officer]) ?? ''));
}

/** The dispatched station sends its own people. */
export const officersOfThatStation = rule<{ officers: string[] }>({
  code: 'officersOfThatStation',
  needs: 'body',
  sentence: {
    zh: '出警民警须为本所民警，请核对账号',
    en: 'Name officers of the dispatched station only. Check the account names.',
  },
  basis: 'local: a station answers for its own officers',
  holds: ({ view, body, known }) => allOf(body.officers, known, [textIn(view.root.facts, 'station') ?? '']),
});

/** Officers named belong to the stations that work on the case. */
export const ownOfficers = rule<{ officers: string[] }>({
  code: 'ownOfficers',
  needs: 'body',
  sentence: {
    zh: '所列民警须属于主办或支援派出所，请核对账号',
    en: 'Name officers of the leading or a supporting station only. Check the account names.',
  },
  basis: 'CPR art. 229; 公通字〔2020〕6号',
  holds: ({ view, body, known, actor }) =>
    allOf(body.officers, known, [actor.org.code, ...stationsNow(view.root.facts)]),
});
