import type { Actor, Json } from '../../engine/definition/index.js';
import { demoOrganisations } from '../organisations.js';
import { actorsOf } from '../staff.js';

/** The parts that people play in a past case. */
export type Who =
  | 'teller'
  | 'desk'
  | 'duty'
  | 'duty2'
  | 'lead'
  | 'station'
  | 'neighbour'
  | 'officer'
  | 'partner'
  | 'keeper'
  | 'head'
  | 'city';

/** Somebody invented. ID numbers begin with 99, a region that does not exist. */
export interface Invented {
  readonly name: string;
  readonly idNumber: string;
  readonly phone: string;
}

/** Who plays in one case, and about how much it is. */
export interface Cast {
  readonly actors: Readonly<Record<Who, Actor>>;
  readonly outlet: string;
  readonly bank: string;
  /** Another bank, which keeps a further account. */
  readonly otherBank: string;
  readonly station: string;
  readonly otherStation: string;
  readonly officers: readonly string[];
  readonly customer: Invented;
  readonly victim: Invented;
  readonly second: Invented;
  readonly account: string;
  /** Fen. */
  readonly amount: string;
  /** Number within all cases, in the numbers of papers too. */
  readonly n: number;
}

const surnames = [...'覃陆韦莫黄蒙廖蓝农岑潘苏'];
const given = ['测试', '示例', '样本', '试验', '演示', '范例'];
const thousands = [20, 35, 48, 60, 80, 100, 150, 200, 280, 400];
const outlets = demoOrganisations.filter((one) => one.kind === 'outlet');
const stations = demoOrganisations.filter((one) => one.kind === 'station').map((one) => one.code);

/** PURE. The cast of the n-th case, always the same. */
export function castOf(n: number): Cast {
  const outlet = at(outlets, n * 7);
  const station = outlet.district ?? at(stations, n);
  const otherStation = at(stations, stations.indexOf(station) + 1);
  const bank = outlet.parent ?? '';
  const officers = actorsOf(station, 'officer');
  return {
    actors: {
      teller: at(actorsOf(outlet.code, 'teller'), 0),
      desk: at(actorsOf(bank, 'bankDesk'), 0),
      duty: at(actorsOf('center', 'dutyOfficer'), n),
      duty2: at(actorsOf('center', 'dutyOfficer'), n + 1),
      lead: at(actorsOf('center', 'centerLead'), 0),
      station: at(actorsOf(station, 'stationDuty'), 0),
      neighbour: at(actorsOf(otherStation, 'stationDuty'), 0),
      officer: at(officers, 0),
      partner: at(officers, 1),
      keeper: at(actorsOf(`${station}-bureau`, 'custodian'), 0),
      head: at(actorsOf(`${station}-bureau`, 'approver'), 0),
      city: at(actorsOf('guilin-bureau', 'approver'), 0),
    },
    outlet: outlet.code,
    bank,
    otherBank: bank === 'bank-a' ? 'bank-b' : 'bank-a',
    station,
    otherStation,
    officers: officers.slice(0, 2).map((one) => one.account),
    customer: invented(3 * n),
    victim: invented(3 * n + 1),
    second: invented(3 * n + 2),
    account: `621700009998${String(n).padStart(7, '0')}`,
    amount: String(at(thousands, n * 3) * 100_000),
    n,
  };
}

function invented(i: number): Invented {
  const number = String(i).padStart(4, '0');
  return {
    name: `${at(surnames, i)}${at(given, Math.floor(i / surnames.length))}`,
    idNumber: `990101${1950 + (i % 55)}0101${number}`,
    phone: `1990001${number}`,
  };
}

/** The element at a place of a list that goes round. Throws for an empty list. */
export function at<T>(list: readonly T[], place: number): T {
  const found = list[place % list.length];
  if (found === undefined) throw new Error('nothing to choose from');
  return found;
}

/** The notes that make up a sum of whole hundreds. */
export function notes(amount: string): Json {
  return { '10000': Number(amount) / 10_000 };
}
