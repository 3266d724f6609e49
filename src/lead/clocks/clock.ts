import type { ClockDefinition } from '../../engine/definition/index.js';
import { textIn } from '../facts.js';
import { limitOf, localLimits, type TimeName } from '../settings.js';
import { plusDays, plusHours, plusMinutes } from '../time.js';

/** What every clock says about itself. */
type Described = Pick<ClockDefinition, 'name' | 'title' | 'atEnd' | 'alarms' | 'late'>;

/** A service level of the office, in minutes of its settings: it runs from when the entry was recorded. */
export function serviceLevel(own: Described, limit: TimeName): ClockDefinition {
  const { value } = localLimits[limit];
  return {
    ...own,
    limit: { zh: `${value} 分钟（本地设定）`, en: `${value} minutes (set locally)` },
    basis: 'local',
    due: ({ recordedAt, settings }) => plusMinutes(recordedAt, limitOf(settings, limit)),
  };
}

/** A limit of the law in hours: it runs from the deed, or from the moment a fact names. */
export function hours(own: Described, count: number, basis: string, from?: string): ClockDefinition {
  return {
    ...own,
    limit: { zh: `${count} 小时`, en: `${count} hours` },
    basis,
    due: ({ at, facts }) => plusHours(momentOf(facts, from) ?? at, count),
  };
}

/** A limit of the law in days of 24 hours: it runs from the deed. */
export function days(own: Described, count: number, basis: string): ClockDefinition {
  return {
    ...own,
    limit: { zh: `${count} 日`, en: `${count} days` },
    basis,
    due: ({ at }) => plusDays(at, count),
  };
}

function momentOf(facts: Parameters<ClockDefinition['due']>[0]['facts'], name: string | undefined): string | undefined {
  return name === undefined ? undefined : textIn(facts, name);
}
