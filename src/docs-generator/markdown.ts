/** PURE. A Markdown table; cells may hold any text. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

function cell(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/\s*\n\s*/g, '<br>');
}

/** `code` in Markdown. */
export function code(text: string): string {
  return `\`${text}\``;
}

/** Several `codes`, or a dash for none. */
export function codes(texts: Iterable<string>): string {
  return [...texts].map(code).join(', ') || '—';
}

/** A generated page: its title, where it comes from, and its paragraphs. */
export function page(title: string, ...paragraphs: readonly string[]): string {
  const origin = '<!-- Written by `npm run docs` from the case definition. Edit the definition, not this file. -->';
  return `${[`# ${title}`, origin, ...paragraphs].join('\n\n')}\n`;
}
