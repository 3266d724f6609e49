import type { DataSource } from 'typeorm';
import type { KeyProvider } from '../../access/sealing/index.js';
import type { Blobs } from '../../evidence/blobs/blobs.js';

/** Where past cases are laid down. */
export interface PastGround {
  readonly ds: DataSource;
  readonly keys: KeyProvider;
  /** Where their files lie. */
  readonly blobs: Blobs;
}
