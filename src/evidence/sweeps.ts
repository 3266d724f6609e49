import type { DataSource } from 'typeorm';
import { LeasedRounds } from '../engine/leased-rounds.js';
import { statement } from '../platform/database.js';
import type { BlobRows } from './blob-rows.js';
import type { Blobs } from './blobs/blobs.js';

/** A file that should not lie there, as it seems. */
interface Doubtful {
  readonly address: string;
  /** Its case is erased. */
  readonly erased: boolean;
  /** The entry of its case that tells of it. */
  readonly version: number | null;
}

// No commit is under way for a day: what no entry tells of by then, none ever will.
const doubtful = {
  name: 'files-to-sweep',
  text: `
    select b.address, c.erased_at is not null as erased,
      (select e.version from ledger_entry e
        where e.case_id = b.case_id and e.type = 'evidence.received'
          and convert_from(e.entry, 'UTF8')::jsonb->'body'->>'blob' = b.address limit 1) as version
    from blob b left join case_file c on c.id = b.case_id
    where (c.erased_at is not null or (b.version is null and b.stored_at < now() - interval '1 day'))
      and b.address <> all($2::text[])
    order by b.stored_at limit $1`,
};

/** Removes the files of erased cases, and those that a server stored and died before it recorded them. */
export class Sweeps extends LeasedRounds<Doubtful> {
  constructor(ds: DataSource, blobs: Blobs, rows: BlobRows, report: (error: unknown, caseId?: string) => void) {
    const work = {
      name: 'evidence-sweeps',
      everyMs: 600_000,
      leaseSeconds: 60,
      page: 100,
      due: (page: number, except: readonly string[]) => statement<Doubtful>(ds, doubtful, [page, except]),
      caseOf: ({ address }: Doubtful) => address,
      act: ({ address, erased, version }: Doubtful) =>
        !erased && version !== null ? rows.claim(address, version) : removed(blobs, rows, address),
    };
    super(ds, work, report);
  }
}

// The file first: a row without a file is swept again, a file without a row never.
async function removed(blobs: Blobs, rows: BlobRows, address: string): Promise<void> {
  await blobs.remove(address);
  await rows.drop(address);
}
