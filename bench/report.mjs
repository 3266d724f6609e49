// What was measured, as tables.

/** The middle value; the mean of the two middle ones of an even number. */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** Measurements of several rounds as one: the median of every figure, and the sum of what was refused. */
export function summary(measured) {
  const of = (name) => median(measured.map((one) => one[name]));
  return {
    perSecond: of('perSecond'),
    p50: of('p50'),
    p99: of('p99'),
    mean: of('mean'),
    refused: measured.reduce((sum, one) => sum + (one.refused ?? 0), 0),
  };
}

/** Lines of right-aligned columns under their heads. */
export function table(heads, rows) {
  const cells = [heads, ...rows.map((row) => row.map(String))];
  const widths = heads.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  return cells.map((row) => row.map((cell, column) => cell.padStart(widths[column])).join('  ')).join('\n');
}
