import type { Clock, ClockDefinition, Facts, Json, Settings } from '../engine/definition/index.js';
import { numberIn, objectsIn, textIn, textsIn } from './facts.js';
import { limitOf } from './settings.js';

/** Who is called when a clock strikes and nobody answers: first duty, then its lead, then whoever stands above. */

/** The highest level; once it is reached it is called again and again. */
export const topLevel = 3;

/** Roles that lead: they are called first only where a clock alarms nobody else. */
const leads = ['centerLead', 'approver'];

/** Who leads those who are called first. */
const leadOf: Readonly<Record<string, string>> = {
  teller: 'bankDesk',
  bankDesk: 'bankDesk',
  officer: 'stationDuty',
  stationDuty: 'stationDuty',
  custodian: 'approver',
  dutyOfficer: 'centerLead',
};

/** The roles that are called at each level (`"1"` duty, `"2"` lead, `"3"` next) when a clock that alarms these strikes. */
export function levelsOf(alarms: readonly string[]): Record<string, string[]> {
  const onDuty = alarms.filter((role) => !leads.includes(role));
  const first = onDuty.length > 0 ? onDuty : [...alarms];
  const second = [...first.flatMap((role) => leadOf[role] ?? []), ...alarms.filter((role) => role === 'centerLead')];
  const banksOnly = alarms.every((role) => role === 'teller' || role === 'bankDesk');
  return {
    1: first,
    2: second.length > 0 ? [...new Set(second)] : first,
    // What a bank owes is no matter for the bureaus.
    3: banksOnly ? ['centerLead'] : ['centerLead', 'approver'],
  };
}

/** What the leading station owes alone. */
const ofLeadingStation = ['accept'];

/**
 * Whether the stations that support the leading one are called too: about what any of them may still do, such as arriving
 * or letting somebody go in time, and where the clock calls whoever is on duty at a station.
 */
export function callsSupport(clock: ClockDefinition | undefined): boolean {
  return clock?.alarms.includes('stationDuty') === true && !ofLeadingStation.includes(clock.name);
}

const dayMs = 24 * 60 * 60_000;
const longestMinutes = 24 * 60;

/**
 * Minutes until the next call. A clock that ran for a day or more may take longer, unless money or liberty hangs on it;
 * at the top each call waits twice as long as the one before, up to a day.
 */
export function minutesToNext(
  clock: ClockDefinition | undefined,
  ran: { readonly from: string; readonly to: string },
  calls: number,
  settings: Settings,
): number {
  const presses = clock?.atEnd === 'mustRelease' || clock?.atEnd === 'lapse' || clock?.atEnd === 'expire';
  const calm = !presses && Date.parse(ran.to) - Date.parse(ran.from) >= dayMs;
  const usual = limitOf(settings, calm ? 'alarmAgainCalm' : 'alarmAgain');
  return Math.min(usual * 2 ** Math.max(0, calls - topLevel), longestMinutes);
}

/** An alarm as the lead keeps it: which clock, how far it went, who was called, who answered. */
export interface Alarm {
  readonly of: string;
  readonly clock: string;
  readonly struckAt: string;
  readonly call: number;
  readonly level: number;
  readonly called: readonly string[];
  readonly acknowledgedBy?: string;
}

/** Which overdue clock is meant: the part it runs on, its name and when it struck. Armed again it strikes anew. */
export type Struck = Pick<Alarm, 'of' | 'clock' | 'struckAt'>;

/** The alarms that the lead keeps. */
export function alarmsIn(facts: Facts): Alarm[] {
  return objectsIn(facts, 'alarms').map((one) => {
    const by = textIn(one, 'acknowledgedBy');
    return {
      of: textIn(one, 'of') ?? '',
      clock: textIn(one, 'clock') ?? '',
      struckAt: textIn(one, 'struckAt') ?? '',
      call: numberIn(one, 'call') ?? 0,
      level: numberIn(one, 'level') ?? 0,
      called: textsIn(one, 'called'),
      ...(by === undefined ? {} : { acknowledgedBy: by }),
    };
  });
}

/** The alarms as facts. */
export function alarmFacts(alarms: readonly Alarm[]): Json[] {
  return alarms.map((alarm) => ({ ...alarm, called: [...alarm.called] }));
}

/** True when this clock stands overdue since that strike: its state was not left. */
export function isOverdue(clocks: readonly Clock[], { of, clock, struckAt }: Struck): boolean {
  return clocks.some((one) => one.part === of && one.name === clock && one.struckAt === struckAt);
}

/** True when both speak of the same stroke of the same clock. */
export function sameStroke(one: Struck, other: Struck): boolean {
  return one.of === other.of && one.clock === other.clock && one.struckAt === other.struckAt;
}
