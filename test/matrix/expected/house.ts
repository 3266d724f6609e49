/** Who reads that a case was opened in an emergency: who did it, the center, the auditor. */
const always: readonly string[] = ['glass.s4', 'duty.center', 'lead.center', 'stale.center', 'auditor'];

/** And of `other`, which it led by then, the desk of station 2, where it works as such. `street` had no station yet. */
const ofStation: readonly string[] = ['desk.s2', 'double.s2'];

/** Whether somebody reads it. `earlier` is that of `street`; `area`: where they ask. */
export function concernedByGlass(who: string, kind: string, area = 'station'): boolean {
  return always.includes(who) || (kind === 'glass' && area === 'station' && ofStation.includes(who));
}

/** Who ends it before its hour is over, in which area: who opened it, and the head of the center. */
export const endsGlass: readonly string[] = ['station glass.s4', 'center lead.center'];

/** Who reviews it. */
export const reviewsGlass: readonly string[] = ['center lead.center'];
