import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';

/** Files that are told by their first bytes; what follows is nothing. */
const begins: Readonly<Record<string, Buffer>> = {
  jpeg: Buffer.from('ffd8ffe000104a464946000101000048', 'hex'),
  png: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
  mp4: iso('isom', 'isom', 'avc1'),
  mov: iso('qt  '),
  heic: iso('mif1', 'mif1', 'heic'),
  avif: iso('mif1', 'avif'),
  m4a: iso('M4A '),
  '3gp': iso('3gp5'),
  pdf: Buffer.from('%PDF-1.7\n%\xe2\xe3\n%%EOF', 'latin1'),
  webp: Buffer.from('RIFF\x10\0\0\0WEBPVP8 ', 'latin1'),
  wav: Buffer.from('RIFF\x10\0\0\0WAVEfmt ', 'latin1'),
  mp3: Buffer.from('ID3\x04\0\0\0\0\0\0\0\0', 'latin1'),
  mp3frame: Buffer.from('fffb9064000000000000000000', 'hex'),
  amr: Buffer.from('#!AMR\n\x3c\x91\x17\x16\xbe\x66', 'latin1'),
  html: Buffer.from('<!doctype html><script>alert(1)</script>'),
  svg: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  exe: Buffer.from('MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff', 'latin1'),
  zip: Buffer.from('PK\x03\x04\x14\0\0\0\x08\0\0\0', 'latin1'),
  utf16: Buffer.from('\ufeffhello world', 'utf16le'),
  tiny: Buffer.from('ffd8ff', 'hex'),
};

function iso(...brands: string[]): Buffer {
  const box = Buffer.alloc(12 + 4 * brands.length);
  box.writeUInt32BE(box.length);
  box.write('ftyp', 4, 'latin1');
  box.write(brands[0] ?? '', 8, 'latin1');
  for (const [i, brand] of brands.slice(1).entries()) box.write(brand, 16 + 4 * i, 'latin1');
  return box;
}

/** A file of this kind, with so many bytes of noise behind its beginning. */
export function sample(kind: string, more = 100): Buffer {
  const begin = begins[kind];
  if (!begin) throw new Error(`there is no sample of ${kind}`);
  return Buffer.concat([begin, more > 0 ? randomBytes(more) : Buffer.alloc(0)]);
}

/** The beginning alone: of these files more is not needed. */
export function beginOf(kind: string): Buffer {
  return sample(kind, 0);
}

/** A film of so many bytes, made while it is read. */
export function film(bytes: number, stopAt = bytes): Readable {
  async function* pieces() {
    const noise = randomBytes(64 * 1024);
    yield beginOf('mp4');
    for (let sent = beginOf('mp4').length; sent < bytes; ) {
      if (sent >= stopAt) throw new Error('the phone lost its network');
      const piece = noise.subarray(0, Math.min(noise.length, bytes - sent));
      sent += piece.length;
      yield piece;
    }
  }
  return Readable.from(pieces(), { objectMode: false });
}
