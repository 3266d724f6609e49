/** How long work is cut into pieces. */
export interface Paging {
  /** Rows that one statement reads or changes. */
  readonly page: number;
  /** Called after every piece. */
  afterPage(): Promise<void>;
}
