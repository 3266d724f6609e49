import { defineEvent, FreeText, field } from '../../../engine/definition/index.js';
import { giver, storedIn } from '../../evidence.js';
import { givers } from '../../roles.js';
import { asPromised, evidenceRoom, fileStored } from '../../rules/evidence.js';

const address = /^[0-9a-f]{64}$/;

/** Where a file lies: the SHA-256 of its stored, encrypted bytes. */
function BlobAddress(title: { zh: string; en: string }): PropertyDecorator {
  return field({
    title,
    optional: false,
    allowed: { zh: '64 位十六进制；上传文件时由系统填写', en: '64 hex digits; written by the upload itself' },
    schema: { type: 'string', pattern: address.source },
    check: (value) => typeof value === 'string' && address.test(value),
  });
}

class Received {
  @BlobAddress({ zh: '存放位置', en: 'where it lies' }) blob!: string;
  @FreeText({ zh: '文件名', en: 'name of the file', optional: true, max: 255 }) name?: string;
}

/** A file has come whole and lies safe; its hash, size and type are the server's own. Nobody reads it before the scan. */
export const received = defineEvent({
  type: 'evidence.received',
  title: { zh: '收到材料', en: 'Evidence received' },
  roles: givers,
  payload: Received,
  effect: 'accompanies',
  example: { blob: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', name: '柜台监控.mp4' },
  opens: 'orAddressed',
  rules: [evidenceRoom, fileStored, asPromised],
  keeps: ['name'],
  facts: (ask) => ({
    ...giver(ask),
    blob: ask.body.blob,
    ...storedIn(ask.known),
    receivedAt: ask.at,
    receivedBy: ask.actor.account,
  }),
  asks: ({ blob }) => [{ name: 'stored', about: blob }],
});
