/** Vertical line on which everything that leads to one state comes together. */
export interface Lane {
  readonly top: number;
  readonly bottom: number;
  /** Set by `assign`: 0 is the innermost. */
  track: number;
}

const clearance = 12;

/** Gives each lane a track: short lanes inside, and two on one track only where they are well apart. */
export function assign(lanes: readonly Lane[]): number {
  const tracks: Lane[][] = [];
  const byLength = [...lanes].sort(
    (one, other) => one.bottom - one.top - (other.bottom - other.top) || one.top - other.top,
  );
  for (const lane of byLength) {
    const free = tracks.findIndex((taken) => taken.every((other) => isApart(lane, other)));
    lane.track = free < 0 ? tracks.length : free;
    if (free < 0) tracks.push([lane]);
    else tracks[free]?.push(lane);
  }
  return tracks.length;
}

function isApart(one: Lane, other: Lane): boolean {
  return one.bottom + clearance < other.top || other.bottom + clearance < one.top;
}
