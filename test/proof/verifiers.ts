import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What a verifier says of a file with `--json`. */
export interface Report {
  readonly file: 'log' | 'bundle' | null;
  readonly entries: number;
  readonly intact: boolean;
  readonly complete: boolean;
  readonly until: string | null;
  readonly witnessed: number | null;
  readonly definitions: readonly { readonly name: string; readonly sha256: string }[];
  readonly faults: readonly Fault[];
}

export interface Fault {
  readonly code: string;
  readonly line: number;
  readonly index?: number;
  readonly case?: string;
  readonly version?: number;
  readonly text: string;
}

export interface Verdict {
  readonly code: number;
  /** Null when the program said nothing, being called wrongly. */
  readonly report: Report | null;
}

/** A file to be judged and what the auditor brings. */
export interface Question {
  readonly file: Buffer;
  readonly keys?: readonly string[];
  readonly notes?: readonly string[];
  readonly words?: readonly string[];
  /** The published tables, where the auditor has them. */
  readonly definitions?: readonly object[];
}

const root = new URL('../../', import.meta.url).pathname;
const here = join(root, 'test', 'proof');

/** The auditors' two programs, each in one long-lived process. */
export class Verifiers {
  private readonly folder = mkdtempSync(join(tmpdir(), 'lanjie-proof-'));
  private readonly node = new Program(process.execPath, [
    '--experimental-vm-modules',
    '--no-warnings',
    join(here, 'drive.mjs'),
    join(root, 'verify', 'verify.mjs'),
  ]);
  private readonly python = new Program('python3', [join(here, 'drive.py'), join(root, 'verify', 'verify.py')]);

  /** What both say. Throws when they do not say the same, naming where. */
  async judge(question: Question): Promise<Verdict> {
    const [node, python] = await this.both(question);
    const differences = disagreement(node, python);
    if (differences) throw new Disagreement(differences, question);
    return node;
  }

  both(question: Question): Promise<[Verdict, Verdict]> {
    const { file, keys = [], notes = [], words = [], definitions } = question;
    const path = join(this.folder, 'file');
    writeFileSync(path, file);
    const held = notes.map((note, i) => {
      const name = join(this.folder, `note-${i}`);
      writeFileSync(name, note);
      return ['--checkpoint', name];
    });
    const tables = join(this.folder, 'tables');
    if (definitions) writeFileSync(tables, JSON.stringify(definitions));
    const named = [...keys.flatMap((key) => ['--key', key]), ...(definitions ? ['--definitions', tables] : [])];
    const all = [path, ...named, ...held.flat(), ...words, '--json'];
    return Promise.all([this.node.run(all), this.python.run(all)]);
  }

  close(): void {
    this.node.end();
    this.python.end();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The programs do not agree on a file. */
export class Disagreement extends Error {
  readonly question: Question;

  constructor(message: string, question: Question) {
    super(message);
    this.question = question;
  }
}

/** Where the two differ; null when they say the same: verdict, and faults with their places in their order. */
function disagreement(one: Verdict, other: Verdict): string | null {
  const [a, b] = [one, other].map(({ code, report }) => {
    const { faults = [], ...verdict } = report ?? {};
    const places = faults.map(({ text, ...place }) => JSON.stringify(place));
    return [JSON.stringify({ code, ...verdict }), ...places];
  });
  const all = Array.from({ length: Math.max(a?.length ?? 0, b?.length ?? 0) }, (_, i) => [a?.[i], b?.[i]]);
  const [different] = all.filter(([mine, its]) => mine !== its);
  return different ? `verify.mjs ${different[0]}\nverify.py  ${different[1]}` : null;
}

class Program {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly answers: AsyncIterator<string>;
  private said = '';

  constructor(command: string, words: readonly string[]) {
    for (const word of words) if (word.includes('/') && !existsSync(word)) throw new Error(`${word} is missing`);
    this.child = spawn(command, words);
    this.child.stderr.on('data', (text) => {
      this.said = `${this.said}${text}`.slice(-2000);
    });
    this.answers = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  async run(words: readonly string[]): Promise<Verdict> {
    this.child.stdin.write(`${JSON.stringify(words)}\n`);
    const { value, done } = await this.answers.next();
    if (done) throw new Error(`the program has ended: ${this.said}`);
    const { code, told } = JSON.parse(value);
    if (code === 70) throw new Error(told);
    return { code, report: told === '' ? null : JSON.parse(told) };
  }

  end(): void {
    this.child.stdin.end();
  }
}
