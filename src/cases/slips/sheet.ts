import type { Sentence } from '../../engine/definition/index.js';
import { both, text } from './html.js';
import { style } from './style.js';
import { labels } from './words.js';

/** A page to print, around its content. */
export interface Sheet {
  readonly title: Sentence;
  /** By what it is called when somebody rings up. */
  readonly number: { readonly label: Sentence; readonly value: string };
  /** A drill: the sheet says so across the whole page. */
  readonly exercise: boolean;
  readonly printedAt: Sentence;
  /** HTML. */
  readonly content: string;
}

/** PURE. The sheet: Chinese first, English second, on A4, no script. */
export function sheetPage({ title, number, exercise, printedAt, content }: Sheet): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${text(`${exercise ? `${labels.drill.zh} ` : ''}${title.zh} ${number.value}`)}</title>
<style>${style}</style>
</head>
<body>
<main>
${exercise ? watermark() : ''}<header>
<h1>${both(title)}</h1>
<p class="number">${both(number.label)}<b>${text(number.value)}</b></p>
</header>
${exercise ? `<p class="drill">${both(labels.drillNote)}</p>\n` : ''}${content}
<footer>${both({ zh: `${labels.printed.zh} ${printedAt.zh}`, en: `${labels.printed.en} ${printedAt.en}` })}</footer>
</main>
</body>
</html>
`;
}

function watermark(): string {
  const words = `<span>${text(labels.drill.zh)} ${text(labels.drill.en)}</span>`;
  return `<div class="watermark" aria-hidden="true">${words.repeat(3)}</div>\n`;
}
