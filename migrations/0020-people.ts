import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a case owes to people: drills and cleared customers are never matched, personal data has an end, and the number
 * on a customer's slip leads to the case.
 */
export class People1700000000020 implements MigrationInterface {
  name = 'People1700000000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table case_file
        add column exercise boolean not null default false,
        add column matchable boolean not null default true,
        add column erase_at timestamptz,
        add column erased_at timestamptz;
      create index case_file_erase_idx on case_file (erase_at) where erase_at is not null;
      create index case_part_complaint_idx on case_part (case_id, part) where kind = 'complaint';
      create table slip (
        number text not null,
        case_id uuid not null,
        part text not null,
        issued_at timestamptz not null default now(),
        constraint slip_pkey primary key (number),
        constraint slip_part_key unique (case_id, part)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table slip;
      drop index case_part_complaint_idx;
      alter table case_file drop column exercise, drop column matchable, drop column erase_at, drop column erased_at;
    `);
  }
}
