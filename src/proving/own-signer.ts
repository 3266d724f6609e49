import type { SignedNote } from './signed-notes.js';
import { Signer, type SigningRequest, type TreeSigner } from './signer.js';

/**
 * The signer inside a server of the demo. Opened by the first tree it is to sign, so that of several servers the one that
 * does the work has it.
 */
export class OwnSigner implements TreeSigner {
  private opened: Promise<Signer> | null = null;

  constructor(private readonly folder: string) {}

  async sign(request: SigningRequest): Promise<readonly SignedNote[]> {
    return (await this.open()).sign(request);
  }

  async identity(): Promise<{ origin: string; key: string }> {
    return (await this.open()).identity();
  }

  async close(): Promise<void> {
    const opened = this.opened;
    this.opened = null;
    await (await opened?.catch(() => null))?.close();
  }

  private open(): Promise<Signer> {
    this.opened ??= Signer.open(this.folder).catch((error) => {
      this.opened = null;
      throw error;
    });
    return this.opened;
  }
}
