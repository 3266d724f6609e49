import type { Drawing, Point, Shape } from './shapes.js';
import { lineHeight, type Run, widthOf } from './text.js';

const margin = 14;
const radius = 6;

// Colours carry no meaning of their own: edges that come together share one. Both sets are readable on their ground.
const light = ['#0969da', '#bc4c00', '#1a7f37', '#8250df', '#bf3989', '#7d6608', '#0a7d8c', '#57606a'];
const dark = ['#58a6ff', '#f0883e', '#3fb950', '#bc8cff', '#f778ba', '#d6b656', '#39c5cf', '#9ea7b3'];

/** PURE. A drawing as an SVG that needs nothing else; it follows the reader's light or dark scheme. */
export function svg(title: string, description: string, { width, height, shapes }: Drawing): string {
  const [w, h] = [Math.ceil(width) + 2 * margin, Math.ceil(height) + 2 * margin];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<desc>${escaped(description)}</desc>`,
    `<style>${style()}</style>`,
    `<defs>${[...light.keys(), 'p'].map(marker).join('')}</defs>`,
    `<rect class="ground" x="0.5" y="0.5" width="${w - 1}" height="${h - 1}" rx="8"/>`,
    `<g transform="translate(${margin} ${margin})">`,
    ...[...shapes].sort((one, other) => layer(one) - layer(other)).map(draw),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

// Frames lie under edges, edges under boxes, and words on top.
function layer(shape: Shape): number {
  if (shape.kind === 'box') return shape.form === 'frame' ? 0 : 2;
  return shape.kind === 'path' ? 1 : 3;
}

function draw(shape: Shape): string {
  switch (shape.kind) {
    case 'dot':
      return `<circle class="dot" cx="${shape.at[0]}" cy="${shape.at[1]}" r="5"/>`;
    case 'box':
      return box(shape);
    case 'text':
      return text(shape.at, shape.line);
    case 'path': {
      const name = shape.hue === null ? 'p' : shape.hue % light.length;
      const end = shape.arrow ? ` marker-end="url(#a${name})"` : '';
      return `<path class="e h${name}${shape.dashed ? ' clock' : ''}" d="${rounded(shape.points)}"${end}/>`;
    }
    default:
      return shape satisfies never;
  }
}

function box({ at: [x, y], width, height, form }: Shape & { kind: 'box' }): string {
  const rect = (inset: number, rx: number) =>
    `<rect class="${form}" x="${fix(x + inset)}" y="${fix(y + inset)}" width="${fix(width - 2 * inset)}" height="${fix(height - 2 * inset)}" rx="${rx}"/>`;
  if (form === 'final') return rect(0, 9) + rect(3, 6);
  return rect(0, form === 'pill' ? 11 : 9);
}

// One text with its runs in a row: how wide each is, the reader's own font decides.
function text([x, y]: Point, line: readonly Run[]): string {
  const [first] = line;
  const clock = first?.voice === 'face';
  const words = clock ? line.slice(1) : line;
  const from = clock ? x + widthOf(first) + 4 : x;
  const spans = words.map(
    ({ voice, text }, i) => `<tspan class="${voice}"${i > 0 ? ' dx="6"' : ''}>${escaped(text)}</tspan>`,
  );
  return `${clock ? face(x + 6, y) : ''}<text x="${fix(from)}" y="${fix(y + lineHeight / 4)}">${spans.join('')}</text>`;
}

/** A clock's face, as no font draws it alike everywhere. */
function face(x: number, y: number): string {
  return `<path class="face" d="M${fix(x - 5)} ${fix(y)}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0M${fix(x)} ${fix(y - 3)}V${fix(y)}H${fix(x + 2.5)}"/>`;
}

/** A line through the points, its corners rounded. */
function rounded(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  const pieces = [`M${pair(first)}`];
  for (const [i, corner] of rest.entries()) {
    const before = points[i];
    const after = rest[i + 1];
    if (!before || !after) {
      pieces.push(`L${pair(corner)}`);
      continue;
    }
    const bend = Math.min(radius, length(before, corner) / 2, length(corner, after) / 2);
    pieces.push(`L${pair(towards(corner, before, bend))}Q${pair(corner)} ${pair(towards(corner, after, bend))}`);
  }
  return pieces.join('');
}

function length([x1, y1]: Point, [x2, y2]: Point): number {
  return Math.abs(x2 - x1) + Math.abs(y2 - y1);
}

function towards([x, y]: Point, [toX, toY]: Point, by: number): Point {
  return [x + Math.sign(toX - x) * by, y + Math.sign(toY - y) * by];
}

function pair([x, y]: Point): string {
  return `${fix(x)} ${fix(y)}`;
}

function fix(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function marker(name: number | string): string {
  return `<marker id="a${name}" class="m${name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0.5L8 4L0 7.5Z"/></marker>`;
}

function style(): string {
  const hues = (set: readonly string[]) =>
    set.map((colour, i) => `.h${i}{stroke:${colour}}.m${i}{fill:${colour}}`).join('');
  const scheme = (ground: string, line: string, words: string, soft: string, fill: string, frame: string) =>
    `.ground{fill:${ground};stroke:${line}}.state,.pill,.final{fill:${fill};stroke:${soft}}.frame{fill:${frame};stroke:${line}}` +
    `text{fill:${words}}.small{fill:${soft}}.hp{stroke:${soft}}.mp{fill:${soft}}.dot{fill:${words}}.face{stroke:${words}}`;
  return (
    'text{font:11px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;white-space:pre}' +
    '.name{font-size:12px;font-weight:600}.inner{font-style:italic}' +
    '.small{font:10px system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}' +
    '.e{fill:none;stroke-width:1.3}.clock{stroke-dasharray:5 3}.face{fill:none;stroke-width:1.2}' +
    `${scheme('#ffffff', '#d0d7de', '#1f2328', '#59636e', '#f6f8fa', 'rgba(110,118,129,0.05)')}${hues(light)}` +
    `@media(prefers-color-scheme:dark){${scheme('#0d1117', '#3d444d', '#e6edf3', '#9198a1', '#161b22', 'rgba(110,118,129,0.12)')}${hues(dark)}}`
  );
}

function escaped(words: string): string {
  return words.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
