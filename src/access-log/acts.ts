/** What can be done with a case, or with the list of them, that leaves a trace. */
export const acts = ['read', 'searched', 'revealed', 'exported', 'handedOut'] as const;

export type Act = (typeof acts)[number];

/** The event that records an act. */
export function eventOf(act: Act): string {
  return `log.${act}`;
}

/** How the handing out of a file ended: it arrived whole, the reader left, or what lies in the store is damaged. */
export const outcomes = ['whole', 'brokenOff', 'damaged'] as const;

export type HandingOutcome = (typeof outcomes)[number];
