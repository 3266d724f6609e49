import { citation } from '../lead/law.js';
import type { Retention } from '../lead/retention.js';
import type { LocalSetting } from './clocks-page.js';
import { code, codes, page, table } from './markdown.js';

/** Role → the kinds of identity that it may see in the clear. */
export type RevealTable = Readonly<Record<string, readonly string[]>>;

const ends: Readonly<Record<Retention['end'], string>> = {
  itself: 'the system erases',
  twoPersons: 'one proposes, another approves, the system erases',
  whole: 'rows of their own; nothing is erased by itself',
};

/** PURE. How long what is known about people is kept, and which role may see which identity. */
export function personalDataPage(
  retention: readonly Retention[],
  reveals: RevealTable,
  settings: Readonly<Record<string, LocalSetting>>,
): string {
  const kinds = [...new Set(Object.values(reveals).flat())];
  return page(
    'Personal data: how long, and for whose eyes',
    'What is sealed, how it is revealed, and how keys are rotated stands in [personal-data.md](../personal-data.md).',
    '## How long it is kept',
    'A case keeps the [settings](clocks.md#settings) with which it was opened. While a legal hold stands, or a complaint, a claim ' +
      'or a return is open, nothing is erased.',
    table(
      ['class', 'what', 'period', 'default', 'basis', 'at its end', 'what is certain, and what the office sets'],
      retention.map((one) => [
        code(one.id),
        `${one.title.en}\n${one.title.zh}`,
        `${one.period.en}\n${one.period.zh}`,
        one.settings.map((name) => `${code(name)} ${settings[name]?.value} ${settings[name]?.unit}`).join('\n') || '—',
        `${one.basis}\n${citation(one.basis).zh}`,
        ends[one.end],
        `${one.note.en}\n${one.note.zh}`,
      ]),
    ),
    '## Who may reveal what',
    'One identity at a time, of what the role sees at all: people of a bank what their own bank gave, the accounts that it keeps, ' +
      'and whom it has to pay. A role that is missing here reveals nothing.',
    table(
      ['role', ...kinds],
      Object.entries(reveals).map(([role, shown]) => [
        code(role),
        ...kinds.map((kind) => (shown.includes(kind) ? 'yes' : '')),
      ]),
    ),
    `Identities are of the kinds ${codes(kinds)}; free text is readable to whoever sees its part.`,
  );
}
