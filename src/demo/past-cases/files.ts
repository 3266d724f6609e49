import { crc32, deflateSync } from 'node:zlib';

/** Files of the past cases, made here: always the same bytes for the same case. */

/** PURE. A photo, as it were: a PNG of 96 by 64 points, banded like banknotes on a counter. */
export function photo(n: number): Buffer {
  const [width, height] = [96, 64];
  const rows = Array.from({ length: height }, (_, y) => {
    const points = Array.from({ length: width }, (_, x) => [
      (x * 2 + n) % 256,
      96 + ((y >> 3) % 2) * 64,
      (y * 3) % 256,
    ]);
    return Buffer.from([0, ...points.flat()]);
  });
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  // 8 bits each of red, green and blue; level 0, as other releases of zlib press otherwise.
  const header = Buffer.concat([size, Buffer.of(8, 2, 0, 0, 0)]);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  const data = deflateSync(Buffer.concat(rows), { level: 0 });
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

/** PNG (third edition), 5.3: length, type, data, and the check sum of type and data. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** PURE. A paper of one page: the list of what was seized, with its number. */
export function paper(number: string): Buffer {
  const text = `BT /F1 18 Tf 60 760 Td (Demo: list of seized property ${number}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const places = objects.map((object, i) => {
    const place = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(file + table + trailer, 'latin1');
}
