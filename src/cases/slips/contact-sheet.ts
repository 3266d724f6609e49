import type { CaseFile, Facts, Part } from '../../engine/definition/index.js';
import { textIn } from '../../lead/facts.js';
import { type Line, line } from './line.js';
import { localTime } from './units.js';
import { labels } from './words.js';

/** Which organisation works with the victim: the station that leads, before one was sent the center. */
export function contactingOrgan(file: CaseFile): string {
  return textIn(file.parts.find((part) => part.kind === 'lead')?.facts, 'station') ?? 'center';
}

/** The organisation that calls, as the directory has it. */
interface Organ {
  readonly zh: string;
  readonly en: string;
  readonly phone: string | null;
}

/**
 * PURE. What a victim's sheet says of the matter. Nothing that a swindler could use on them, and of the person only masks;
 * `own` are the victim's facts, opened for the reader.
 */
export function contactLines(part: Part, file: CaseFile, number: string, own: Facts): Line[] {
  const watch = file.clocks.find((clock) => clock.part === part.id && clock.name === 'watch');
  // An organ that the directory does not know may be the swindlers' own: the sheet lends it no name.
  const phone = textIn(own, 'organPhone');
  const linked = phone === undefined ? undefined : textIn(own, 'organ');
  return [
    ...line('联系对象', 'Person', textIn(own, 'name')),
    ...line('线索编号', 'Matter', number),
    ...line('联系事由', 'Why we contact you', {
      zh: '您的一笔资金可能涉及电信网络诈骗，正在核实',
      en: 'money of yours may be part of a scam; it is being verified',
    }),
    ...line('已报案机关', 'Your report is with', linked),
    ...line('该机关电话（官方目录）', 'Its number (directory)', linked && phone),
    ...line('保护期至', 'We look after you until', watch && protectedUntil(watch.dueAt)),
  ];
}

function protectedUntil(end: string) {
  return {
    zh: `${localTime(end)}：期间民警会回访关怀，不是监控`,
    en: `${localTime(end)}: officers will ask how you are; nobody watches you`,
  };
}

/** PURE. Where the victim finds out whether the call is real. The number is the directory's; nobody's body has one. */
export function contactCalls(organ: Organ | undefined, hotline: string): Line[] {
  const name = organ ?? { zh: '反诈中心', en: 'the anti-fraud center' };
  const phone = organ?.phone ?? { zh: '拨打 110，请其转接', en: 'call 110 and ask to be put through' };
  return [
    { label: labels.emergency, value: { zh: '110', en: '110' }, strong: true },
    ...line(name.zh, name.en, phone).map((one) => ({ ...one, strong: true })),
    ...line(labels.center.zh, labels.center.en, hotline),
  ];
}
