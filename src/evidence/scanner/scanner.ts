/** What a scanner says of a file. `unscanned`: the office has said that it does without one. */
export type Verdict =
  | { readonly verdict: 'clean' | 'unscanned' }
  | { readonly verdict: 'infected'; readonly found: string };

/** Looks for malware. */
export interface Scanner {
  /** Stands in the entry. */
  readonly name: string;
  /** Rejects when it cannot tell: the file then stays in quarantine and is tried again. */
  scan(content: () => AsyncIterable<Buffer>): Promise<Verdict>;
}

/** The office does without a scanner, and has said so (`LANJIE_SCANNER=off`). */
export const noScanner: Scanner = { name: 'off', scan: async () => ({ verdict: 'unscanned' }) };
