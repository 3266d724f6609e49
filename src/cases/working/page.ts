import type { Sentence } from '../../engine/definition/index.js';
import { both, contacts, item, row, section } from '../slips/html.js';
import { sheetPage } from '../slips/sheet.js';
import { columns, labels } from './words.js';
import type { FlowRow, WorkingRow, WorkingSheet } from './working.js';

/** PURE. The working of a return as a page to print. */
export function workingPage(sheet: WorkingSheet): string {
  const { number, exercise, printedAt, lines, flows, remedies, calls } = sheet;
  const content = `<p>${both(labels.note)}</p>
<table>
${lines.map(row).join('\n')}
</table>
${flows.length > 0 ? section(labels.flows, flowTable(sheet)) : ''}
${section(labels.shares, shareTable(sheet))}
${section(labels.object, `<ol>${remedies.map(item).join('')}</ol>`)}
${section(labels.call, contacts(calls))}`;
  return sheetPage({
    title: labels.title,
    number: { label: labels.number, value: number },
    exercise,
    printedAt,
    content,
  });
}

function flowTable({ flows, isTraced }: WorkingSheet): string {
  const { line, came, went, balance, left } = columns;
  const head = [line, came, went, balance, ...(isTraced ? [left] : [])];
  const rows = flows.map((flow) => flowRow(flow, isTraced));
  return `<table class="sums"><thead>${tableRow(head.map(heading))}</thead><tbody>${rows.join('\n')}</tbody></table>`;
}

function flowRow({ id, came, went, balance, left }: FlowRow, isTraced: boolean): string {
  const sums = [came, went, balance, ...(isTraced ? [left] : [])];
  return tableRow([`<th scope="row">${both(id)}</th>`, ...sums.map(sumCell)]);
}

function shareTable({ rows, total, balance }: WorkingSheet): string {
  const { victim, claimed, earlier, how, now } = columns;
  const foot = tableRow([
    `<th scope="row">${both(labels.total)}</th>`,
    sumCell(total.claimed),
    sumCell(total.earlier),
    `<td>${both(balance)}</td>`,
    sumCell(total.now),
  ]);
  return `<table class="sums">
<thead>${tableRow([victim, claimed, earlier, how, now].map(heading))}</thead>
<tbody>
${rows.map(shareRow).join('\n')}
</tbody>
<tfoot>${foot}</tfoot>
</table>`;
}

function shareRow({ victim, claimed, earlier, how, now }: WorkingRow): string {
  return tableRow([
    `<th scope="row" class="who">${both(victim)}</th>`,
    sumCell(claimed),
    sumCell(earlier),
    `<td>${how.map((sentence) => `<p>${both(sentence)}</p>`).join('')}</td>`,
    `<td class="sum"><b>${both(now)}</b></td>`,
  ]);
}

function tableRow(cells: readonly string[]): string {
  return `<tr>${cells.join('')}</tr>`;
}

function heading(sentence: Sentence): string {
  return `<th scope="col">${both(sentence)}</th>`;
}

function sumCell(sum: Sentence | undefined): string {
  return `<td class="sum">${sum ? both(sum) : ''}</td>`;
}
