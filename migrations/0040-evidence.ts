import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which files lie in the store. */
export class Evidence1700000000040 implements MigrationInterface {
  name = 'Evidence1700000000040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table blob (
        address text primary key,
        case_id uuid not null,
        sha256 text not null,
        size bigint not null,
        type text not null,
        stored_at timestamptz not null default now(),
        version integer,
        scanned_at timestamptz
      );
      create index blob_case_idx on blob (case_id);
      create index blob_unclaimed_idx on blob (stored_at) where version is null;
      create index blob_unscanned_idx on blob (stored_at) where scanned_at is null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table blob');
  }
}
