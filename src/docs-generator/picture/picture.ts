import type { ChartState } from '../chart.js';
import { levelsOf, type Words } from './cards.js';
import { frames } from './frames.js';
import { drawLevel } from './level.js';
import type { Drawing } from './shapes.js';
import { svg } from './svg.js';

/** PURE. A statechart as an SVG: laid out here, the same bytes every time, readable without a browser's help. */
export function picture(chart: ChartState, words: Words): string {
  return svg(`Statechart of ${chart.name}`, describe(chart), drawingOf(chart, words));
}

/** PURE. A statechart laid out. The regions of a parallel one stand below each other. */
export function drawingOf(chart: ChartState, words: Words): Drawing {
  const levels = levelsOf(chart, words);
  const [only] = levels;
  return chart.type === 'parallel' || !only ? frames(levels, drawLevel, 0) : drawLevel(only);
}

function describe(chart: ChartState): string {
  const states = chart.states.map((state) => state.name).join(', ');
  return `${chart.type === 'parallel' ? 'Regions' : 'States'}: ${states}. Every edge stands in the text beside the picture.`;
}
