/** One task done again and again by this process: a round, a pause, a round; never two at once. */
export class Rounds {
  private timer: NodeJS.Timeout | null = null;
  private round: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly act: () => Promise<unknown>,
    private readonly everyMs: number,
    private readonly report: (error: unknown) => void,
  ) {}

  start(): void {
    const again = () => {
      this.round = this.act()
        .catch(this.report)
        .finally(() => {
          if (this.timer) this.timer = setTimeout(again, this.everyMs);
        });
    };
    this.timer = setTimeout(again, 0);
  }

  /** Resolves when no round is under way any more. */
  async stop(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    await this.round;
  }
}
