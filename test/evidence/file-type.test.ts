import { describe, expect, test } from '@jest/globals';
import { attachment, fileNameIn } from '../../src/evidence/file-name.js';
import { fileTypeOf, fileTypes } from '../../src/evidence/file-type.js';
import { sample } from '../stories/files.js';

describe('what a file is', () => {
  test.each([
    ['jpeg', 'image/jpeg'],
    ['png', 'image/png'],
    ['webp', 'image/webp'],
    ['heic', 'image/heic'],
    ['pdf', 'application/pdf'],
    ['mp4', 'video/mp4'],
    ['mov', 'video/quicktime'],
    ['3gp', 'video/3gpp'],
    ['m4a', 'audio/mp4'],
    ['mp3', 'audio/mpeg'],
    ['mp3frame', 'audio/mpeg'],
    ['wav', 'audio/wav'],
    ['amr', 'audio/amr'],
  ])('%s is told by its content', (kind, type) => {
    expect(fileTypeOf(sample(kind))).toBe(type);
    expect(fileTypes[type]?.length).toBeGreaterThan(0);
  });

  test.each(['html', 'svg', 'exe', 'zip', 'avif', 'utf16'])('%s is taken for nothing', (kind) => {
    expect(fileTypeOf(sample(kind))).toBeUndefined();
  });

  test('of three bytes is nothing', () => expect(fileTypeOf(sample('tiny', 0))).toBeUndefined());
});

describe('the name of a file', () => {
  test.each([
    ["attachment; filename*=UTF-8''%E6%9F%9C%E5%8F%B0.mp4", '柜台.mp4'],
    ['attachment; filename="a b.jpg"', 'a b.jpg'],
    ['attachment; filename=a.jpg', 'a.jpg'],
    ['attachment; filename="a.jpg"; filename*=UTF-8\'\'b.jpg', 'b.jpg'],
    ['attachment; filename="../../etc/passwd"', 'passwd'],
    ['attachment; filename="C:\\\\x\\\\a.jpg"', 'a.jpg'],
    ["attachment; filename*=UTF-8''a%00%0Ab%E2%80%AEgpj.exe", 'abgpj.exe'],
    ['attachment', undefined],
    ['attachment; filename=""', undefined],
    [undefined, undefined],
  ])('in %s is %s', (header, name) => expect(fileNameIn(header)).toBe(name));

  test('that is wrongly encoded is an error, not a name', () => {
    expect(() => fileNameIn("attachment; filename*=UTF-8''%E6%9F")).toThrow(URIError);
  });

  test('is kept to 255 characters, the ending included', () => {
    const name = fileNameIn(`attachment; filename="${'x'.repeat(400)}.jpg"`);
    expect([name?.length, name?.endsWith('.jpg')]).toEqual([255, true]);
  });

  test('on its way out has the ending of what it is, and breaks no header', () => {
    expect(attachment('照片.jpg', 'evidence-1', 'image/jpeg')).toBe(
      'attachment; filename="evidence-1.jpg"; filename*=UTF-8\'\'%E7%85%A7%E7%89%87.jpg',
    );
    expect(attachment('x.exe', 'evidence-1', 'image/png')).toContain("UTF-8''x.exe.png");
    expect(attachment(undefined, 'evidence-2', 'video/mp4')).toContain("UTF-8''evidence-2.mp4");
    expect(attachment("a'(1)*.pdf", 'evidence-1', 'application/pdf')).toContain("UTF-8''a%27%281%29%2a.pdf");
  });
});
