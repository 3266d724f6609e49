import type { DataSource } from 'typeorm';
import type { StoredFile } from '../lead/evidence.js';
import { statement } from '../platform/database.js';

const add = {
  name: 'add-blob',
  text: 'insert into blob (address, case_id, sha256, size, type) values ($1, $2, $3, $4, $5)',
};
const claim = { name: 'claim-blob', text: 'update blob set version = $2 where address = $1' };
const scanned = { name: 'scanned-blob', text: 'update blob set scanned_at = now() where address = $1' };
const drop = { name: 'drop-blob', text: 'delete from blob where address = $1' };

/** The rows of the files in the store. */
export class BlobRows {
  constructor(private readonly ds: DataSource) {}

  /** Before a file has its name, so that none lies in the store of which no row tells. */
  async add(address: string, caseId: string, { sha256, size, type }: StoredFile): Promise<void> {
    await statement(this.ds, add, [address, caseId, sha256, size, type]);
  }

  /** An entry of the case tells of the file: it stays. */
  async claim(address: string, version: number): Promise<void> {
    await statement(this.ds, claim, [address, version]);
  }

  async scanned(address: string): Promise<void> {
    await statement(this.ds, scanned, [address]);
  }

  /** After the file itself. */
  async drop(address: string): Promise<void> {
    await statement(this.ds, drop, [address]);
  }
}
