import { fileTypes } from './file-type.js';

/** The name of a file in headers: RFC 6266 with the encoding of RFC 8187. */

const extended = /;\s*filename\*\s*=\s*UTF-8'[A-Za-z-]*'([^;\s]+)/i;
const plain = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s"]+))/i;
// Separators of folders, what no file system takes, and marks that turn the reading order round.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to take out.
const unfit = /[\u0000-\u001f\u007f-\u009f/\\:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * The name in a `Content-Disposition`, without folders and at most 255 characters; undefined when it gives none. Throws
 * `URIError` when its encoding is broken.
 */
export function fileNameIn(disposition: string | undefined): string | undefined {
  if (disposition === undefined) return undefined;
  const encoded = extended.exec(disposition)?.[1];
  const found = plain.exec(disposition);
  const given =
    encoded === undefined ? (found?.[1]?.replace(/\\(.)/g, '$1') ?? found?.[2]) : decodeURIComponent(encoded);
  const name = given?.split(/[/\\]/).at(-1)?.replace(unfit, '').trim();
  return name ? [...name].slice(-255).join('') : undefined;
}

/** `Content-Disposition` under which a file is saved and never shown; its ending is that of what it is. */
export function attachment(name: string | undefined, part: string, type: string): string {
  const endings = fileTypes[type] ?? [];
  const fits = endings.some((ending) => name?.toLowerCase().endsWith(`.${ending}`));
  const whole = name === undefined ? `${part}.${endings[0]}` : fits ? name : `${name}.${endings[0]}`;
  const encoded = encodeURIComponent(whole).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${part}.${endings[0]}"; filename*=UTF-8''${encoded}`;
}
