/** What a file is, told by its first bytes alone: a name, or what the sender says, tells nothing. */

/** How many bytes are enough. */
export const tellingBytes = 4096;

/** Media types that are taken, with the endings of their names. Nothing that a browser would run. */
export const fileTypes: Readonly<Record<string, readonly string[]>> = {
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'image/heic': ['heic', 'heif'],
  'application/pdf': ['pdf'],
  'video/mp4': ['mp4', 'm4v'],
  'video/quicktime': ['mov', 'qt'],
  'video/3gpp': ['3gp', '3g2'],
  'audio/mp4': ['m4a'],
  'audio/mpeg': ['mp3'],
  'audio/wav': ['wav'],
  'audio/amr': ['amr'],
};

/** The media type of content that begins like this; undefined for any that is not taken. */
export function fileTypeOf(begin: Buffer): string | undefined {
  const text = (from: number, to: number) => begin.toString('latin1', from, to);
  if (begin.length < 12) return undefined;
  if (text(0, 3) === '\xff\xd8\xff') return 'image/jpeg';
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png';
  if (text(0, 4) === 'RIFF') return { WEBP: 'image/webp', WAVE: 'audio/wav' }[text(8, 12)];
  if (text(0, 5) === '%PDF-') return 'application/pdf';
  if (text(0, 5) === '#!AMR') return 'audio/amr';
  if (text(4, 8) === 'ftyp') return isoMediaType(begin);
  return text(0, 3) === 'ID3' || isMp3Frame(begin) ? 'audio/mpeg' : undefined;
}

const heic = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx'];
const mp4 = ['avc1', 'mp41', 'mp42', 'MSNV', 'M4V ', 'dash', 'mmp4'];

/** ISO 14496-12, 4.3: the box `ftyp` names the brand of the file and those it is compatible with. */
function isoMediaType(begin: Buffer): string | undefined {
  const end = Math.min(begin.readUInt32BE(0), begin.length);
  const brands = [begin.toString('latin1', 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(begin.toString('latin1', at, at + 4));
  const [major = ''] = brands;
  if (heic.includes(major)) return 'image/heic';
  if (major === 'mif1' || major === 'msf1')
    return brands.some((brand) => heic.includes(brand)) ? 'image/heic' : undefined;
  if (major === 'qt  ') return 'video/quicktime';
  if (major === 'M4A ' || major === 'M4B ') return 'audio/mp4';
  if (/^3g[p2]/.test(major)) return 'video/3gpp';
  return mp4.includes(major) || /^iso[m2-9]$/.test(major) ? 'video/mp4' : undefined;
}

/** ISO 11172-3, 2.4.1.3: the header of a frame of layer III. */
function isMp3Frame(begin: Buffer): boolean {
  const [sync = 0, version = 0, rates = 0] = begin;
  const isLayer3 = sync === 0xff && (version & 0xe6) === 0xe2 && (version & 0x18) !== 0x08;
  const rate = rates >> 4;
  return isLayer3 && rate !== 0 && rate !== 15 && (rates & 0x0c) !== 0x0c;
}
