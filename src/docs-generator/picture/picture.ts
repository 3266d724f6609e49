import type { ChartState } from '../chart.js';
import { levelsOf, type Words } from './cards.js';
import { frames } from './frames.js';
import { drawLevel } from './level.js';
import { svg } from './svg.js';

/** PURE. A statechart as an SVG: laid out here, the same bytes every time, readable without a browser's help. */
export function picture(chart: ChartState, words: Words): string {
  const levels = levelsOf(chart, words);
  const [only] = levels;
  const drawing = chart.type === 'parallel' || !only ? frames(levels, 0) : drawLevel(only);
  return svg(`Statechart of ${chart.name}`, describe(chart), drawing);
}

function describe(chart: ChartState): string {
  const states = chart.states.map((state) => state.name).join(', ');
  return `${chart.type === 'parallel' ? 'Regions' : 'States'}: ${states}. Every edge stands in the text beside the picture.`;
}
