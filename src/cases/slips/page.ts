import { both, contacts, item, row, section } from './html.js';
import { sheetPage } from './sheet.js';
import type { Slip } from './slip.js';
import { labels } from './words.js';

/** PURE. The slip as one page to print. */
export function slipPage({ words, number, exercise, lines, calls, printedAt }: Slip): string {
  const content = `<p>${both(words.note)}</p>
<table>
${[...lines, { label: labels.basis, value: words.basis }].map(row).join('\n')}
</table>
${section(labels.remedies, `<ol>${words.remedies.map(item).join('')}</ol>`)}
${section(labels.documents, `<ul>${words.documents.map(item).join('')}</ul>`)}
${section(labels.call, contacts(calls))}
<div class="sign">${words.signs.map((label) => `<div>${both(label)}</div>`).join('')}</div>`;
  return sheetPage({
    title: words.title,
    number: { label: labels.number, value: number },
    exercise,
    printedAt,
    content,
  });
}
