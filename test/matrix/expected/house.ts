/** Who reads that `other` was opened in an emergency: who did it, the desk of the station that leads it, the center, the auditor. */
export function concernedByGlass(who: string): boolean {
  return ['glass.s4', 'desk.s2', 'duty.center', 'lead.center', 'stale.center', 'auditor'].includes(who);
}

/** Who ends it before its hour is over, in which area: who opened it, and the head of the center. */
export const endsGlass: readonly string[] = ['station glass.s4', 'center lead.center'];

/** Who reviews it. */
export const reviewsGlass: readonly string[] = ['center lead.center'];
