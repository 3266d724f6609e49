import type { Sentence } from '../../engine/definition/index.js';
import type { Line } from './line.js';
import type { Slip } from './slip.js';
import { style } from './style.js';
import { labels } from './words.js';

/** PURE. The slip as a page to print: Chinese first, English second, one A4 page, no script. */
export function slipPage(slip: Slip): string {
  const { words, number } = slip;
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${text(`${slip.exercise ? `${labels.drill.zh} ` : ''}${words.title.zh} ${number}`)}</title>
<style>${style}</style>
</head>
<body>
<main>
${slip.exercise ? watermark() : ''}<header>
<h1>${both(words.title)}</h1>
<p class="number">${both(labels.number)}<b>${text(number)}</b></p>
</header>
${slip.exercise ? `<p class="drill">${both(labels.drillNote)}</p>\n` : ''}<p>${both(words.note)}</p>
<table>
${[...slip.lines, { label: labels.basis, value: words.basis }].map(row).join('\n')}
</table>
${section(labels.remedies, `<ol>${words.remedies.map(item).join('')}</ol>`)}
${section(labels.documents, `<ul>${words.documents.map(item).join('')}</ul>`)}
${section(labels.call, contacts(slip.calls))}
<div class="sign">${words.signs.map((label) => `<div>${both(label)}</div>`).join('')}</div>
<footer>${both({ zh: `${labels.printed.zh} ${slip.printedAt.zh}`, en: `${labels.printed.en} ${slip.printedAt.en}` })}</footer>
</main>
</body>
</html>
`;
}

function contacts(calls: readonly Line[]): string {
  return `<table class="call">${calls.map(row).join('')}</table>`;
}

function section(title: Sentence, content: string): string {
  return `<h2>${both(title)}</h2>\n${content}`;
}

function row({ label, value, strong }: Line): string {
  const said = strong ? `<b>${both(value)}</b>` : both(value);
  return `<tr><th scope="row">${both(label)}</th><td>${said}</td></tr>`;
}

function item(sentence: Sentence): string {
  return `<li>${both(sentence)}</li>`;
}

/** What reads the same in both languages is said once. */
function both({ zh, en }: Sentence): string {
  if (zh === en) return text(zh);
  return `${text(zh)} <span lang="en"${zh.length > 24 ? ' class="long"' : ''}>${text(en)}</span>`;
}

function watermark(): string {
  const words = `<span>${text(labels.drill.zh)} ${text(labels.drill.en)}</span>`;
  return `<div class="watermark" aria-hidden="true">${words.repeat(3)}</div>\n`;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function text(raw: string): string {
  return raw.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);
}
