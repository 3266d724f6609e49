import type { Sealing } from '../../engine/definition/index.js';

/** Everything that identifies a person and is shown masked; free text is not. */
export type IdentityKind = Exclude<Sealing, 'text'>;

/** Longest run of stars for values whose length itself would tell something. */
const MOST_STARS = 8;

/**
 * An identity as it may be shown (JR/T 0171-2020, masking of personal financial information): name 张*, ID number first
 * and last character, phone 138****5678, bank account first six and last four. What that standard leaves open: plate
 * 桂C***45, waybill first two and last four, address down to the district. No value is ever shown whole: one that is
 * too short for its form shows its last four characters, or nothing.
 */
export function mask(kind: IdentityKind, value: string): string {
  const compact = value.replace(/[\s-]/g, '');
  switch (kind) {
    case 'name':
      return maskName(value.trim());
    case 'idNumber':
      return keepEnds(compact, 1, 1);
    case 'birthDate':
      // The year of a birth is half of it: nothing is shown.
      return '****-**-**';
    case 'phone':
      return keepEnds(compact.replace(/^(\+|00)86/, ''), 3, 4);
    case 'bankAccount':
      return keepEnds(compact, 6, 4);
    case 'plate':
      return keepEnds(compact, 2, 2, 3);
    case 'waybill':
      return keepEnds(compact, 2, 4);
    case 'address':
      return maskAddress(value.trim());
    default:
      return kind satisfies never;
  }
}

function maskName(name: string): string {
  const [first = '', ...rest] = name;
  return rest.length === 0 ? '*' : first + stars(Math.min(rest.length, MOST_STARS));
}

// `hidden` is the least number of characters that stay hidden.
function keepEnds(value: string, head: number, tail: number, hidden = 4): string {
  const all = [...value];
  const fits = (shown: number) => all.length - shown >= hidden;
  if (fits(head + tail)) return show(all, head, tail);
  if (tail >= 4 && fits(4)) return show(all, 0, 4);
  return stars(Math.max(all.length, hidden));
}

function show(all: string[], head: number, tail: number): string {
  return all.slice(0, head).join('') + stars(all.length - head - tail) + all.slice(all.length - tail).join('');
}

// 小区, 社区, 园区 and the like are not districts: they would name the home.
const district = /^.{2,20}?(?:(?<![小社园校厂景库])区|县|旗)(?=.)/u;
const city = /^.{2,12}?市(?=.)/u;

function maskAddress(address: string): string {
  const shown = district.exec(address)?.[0] ?? city.exec(address)?.[0] ?? '';
  return shown + stars(MOST_STARS);
}

function stars(n: number): string {
  return '*'.repeat(n);
}
