import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

/** Writes all of a text; a write may take but a part of it when the disk is nearly full. Throws when it cannot. */
export function writeWhole(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

/** Without it a power cut may lose the name of a file that was just made. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
