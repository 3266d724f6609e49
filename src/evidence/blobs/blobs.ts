/** Keeps sealed files. It knows no case and no key; every file is called by the SHA-256 of its stored bytes. */
export abstract class Blobs {
  /** Takes the bytes in and makes them durable, under no name yet. Throws 507 or 503 when there is no room or no folder. */
  abstract draft(bytes: AsyncIterable<Buffer>): Promise<Draft>;
  /** The stored bytes. Throws `BlobMissing`. */
  abstract read(address: string): Promise<AsyncIterable<Buffer>>;
  /** Does nothing when there is no such file. */
  abstract remove(address: string): Promise<void>;
  /** Removes what servers left half-written that are no more. Returns how many. */
  abstract clear(): Promise<number>;
}

/** Bytes that lie safe and have no name yet. */
export interface Draft {
  /** SHA-256 of the stored bytes, hex. */
  readonly address: string;
  /** Gives them their name, for good: afterwards no power cut takes them away. */
  keep(): Promise<void>;
  discard(): Promise<void>;
}

/** There is no file of this address. */
export class BlobMissing extends Error {
  override name = 'BlobMissing';
}
