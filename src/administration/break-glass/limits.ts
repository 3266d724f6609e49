/** What the office allows in an emergency. */

/** How long a case opened in an emergency can be read. */
export const openMinutes = 60;

/** Within so many hours of the opening the head of the center looks into it. */
export const reviewHours = 24;

/** So often somebody may do it within 24 hours. */
export const mostADay = 3;
