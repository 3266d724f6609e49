/** A piece of text in one voice: a state's name, an event's identifier, small words beside it, or a clock's face. */
export interface Run {
  readonly voice: 'name' | 'event' | 'inner' | 'small' | 'face';
  readonly text: string;
}

/** What stands on one line. */
export type Line = readonly Run[];

/** Height of a line, in the units of the picture. */
export const lineHeight = 16;

const sizes = { name: 12, event: 11, inner: 11, small: 10, face: 12 } as const;
const wide = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]/;

/** About how wide a run is, on the safe side: readers' fonts differ. */
export function widthOf({ voice, text }: Run): number {
  const size = sizes[voice];
  if (voice === 'face') return size + 3;
  const narrow = voice === 'small' ? 0.55 : 0.62;
  return [...text].reduce((sum, letter) => sum + size * (wide.test(letter) ? 1.02 : narrow), 0);
}

/** Width of a line with the spaces between its runs. */
export function lineWidth(line: Line): number {
  return line.reduce((sum, run) => sum + widthOf(run), 0) + 6 * Math.max(0, line.length - 1);
}

/** Sets runs on as few lines as the width allows; only small words are broken. */
export function flow(runs: readonly Run[], most: number): Line[] {
  const lines: Run[][] = [[]];
  for (const piece of runs.flatMap((run) => broken(run, most))) {
    const last = lines.at(-1) ?? [];
    if (last.length > 0 && lineWidth([...last, piece]) > most) lines.push([piece]);
    else last.push(piece);
  }
  return lines;
}

function broken(run: Run, most: number): Run[] {
  if (run.voice !== 'small' || widthOf(run) <= most) return [run];
  const parts = run.text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*/g) ?? [run.text];
  const lines: Run[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    const longer: Run = { ...run, text: `${last?.text ?? ''}${part}` };
    if (last && widthOf(longer) <= most) lines[lines.length - 1] = longer;
    else lines.push({ ...run, text: part });
  }
  return lines;
}
