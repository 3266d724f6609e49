import { NoteInvalid } from './note.js';

/**
 * PURE. A checkpoint: the tree as it was at one moment (C2SP tlog-checkpoint). Its text is three lines and what follows:
 * the origin, the size, the root in base64, and lines that the origin gives a meaning to.
 */
export interface Checkpoint {
  /** The name of the log: one log, one origin, as long as it is the same log. */
  readonly origin: string;
  /** Number of entries, decimal. */
  readonly size: number;
  readonly root: Buffer;
  readonly extensions: readonly string[];
}

/** The text that is signed. */
export function checkpointText({ origin, size, root, extensions }: Checkpoint): string {
  return `${[origin, String(size), root.toString('base64'), ...extensions].join('\n')}\n`;
}

const decimal = /^(0|[1-9][0-9]{0,15})$/;

/** Reads the text of a checkpoint. Throws `NoteInvalid` for any other. */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = '', size = '', root64 = '', ...rest] = text.split('\n');
  const root = Buffer.from(root64, 'base64');
  const extensions = rest.slice(0, -1);
  const sound =
    text.endsWith('\n') &&
    origin !== '' &&
    decimal.test(size) &&
    Number.isSafeInteger(Number(size)) &&
    root.length === 32 &&
    root.toString('base64') === root64 &&
    extensions.every((line) => line !== '');
  if (!sound) throw new NoteInvalid('not the text of a checkpoint');
  return { origin, size: Number(size), root, extensions };
}
