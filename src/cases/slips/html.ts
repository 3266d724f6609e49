import type { Sentence } from '../../engine/definition/index.js';
import type { Line } from './line.js';

/** Pieces of a page to print. Every text passes through `text`; what comes out is HTML. */

/** A heading and what stands below it. */
export function section(title: Sentence, content: string): string {
  return `<h2>${both(title)}</h2>\n${content}`;
}

/** One row: what it is about, and what is said. */
export function row({ label, value, strong }: Line): string {
  const said = strong ? `<b>${both(value)}</b>` : both(value);
  return `<tr><th scope="row">${both(label)}</th><td>${said}</td></tr>`;
}

/** Whom to call. */
export function contacts(calls: readonly Line[]): string {
  return `<table class="call">${calls.map(row).join('')}</table>`;
}

/** An entry of a list. */
export function item(sentence: Sentence): string {
  return `<li>${both(sentence)}</li>`;
}

/** Chinese first; what reads the same in both languages is said once. */
export function both({ zh, en }: Sentence): string {
  if (zh === en) return text(zh);
  return `${text(zh)} <span lang="en"${zh.length > 24 ? ' class="long"' : ''}>${text(en)}</span>`;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The text as HTML, whatever is in it. */
export function text(raw: string): string {
  return raw.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);
}
