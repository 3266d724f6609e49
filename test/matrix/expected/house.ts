/** Two cases were opened in an emergency: `other`, and `earlier` than it had a station, `street`. */
const openers: Readonly<Record<string, string>> = { glass: 'glass.s4', earlier: 'officer.s4' };

/** The center and the auditor read all that was opened. */
const always: readonly string[] = ['duty.center', 'lead.center', 'stale.center', 'auditor'];

/** The desk of station 2, which led `other` by then, where it works as such. */
const ofStation: readonly string[] = ['desk.s2', 'double.s2'];

/** The ids of those cases by whom they are open to. */
export const openTo: Readonly<Record<string, string>> = { 'glass.s4': 'other', 'officer.s4': 'street' };

/** Whether somebody reads that it was opened. `area`: where they ask. */
export function concernedByGlass(who: string, kind: string, area = 'station'): boolean {
  return (
    always.includes(who) || openers[kind] === who || (kind === 'glass' && area === 'station' && ofStation.includes(who))
  );
}

/** Whether somebody ends it before its hour is over: who opened it, and the head of the center. */
export function endsGlass(who: string, kind: string, area: string): boolean {
  return who === 'lead.center' || (openers[kind] === who && area === 'station');
}

/** Who reviews it. */
export const reviewsGlass: readonly string[] = ['lead.center'];
