/** The rows of a table that is written as text: cells apart by two spaces or more; empty lines and `#` lines are none. */
export function rowsOf(text: string): string[][] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(/ {2,}/));
}

/** The words of a cell. */
export function wordsOf(cell = ''): string[] {
  return cell.split(' ').filter((word) => word !== '' && word !== '–');
}
