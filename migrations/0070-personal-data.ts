import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Keys that stand above the cases can be changed while servers work, and what has been kept long enough is
 * found.
 */
export class PersonalData1700000000070 implements MigrationInterface {
  name = 'PersonalData1700000000070';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table key_use (
        purpose text primary key,
        current text not null,
        next text
      );
      alter table personal
        add column tag_key text not null default '',
        add column next_tag bytea;
      create index personal_next_tag_idx on personal (next_tag, case_id) where next_tag is not null;
      alter table case_file
        add column retention text not null default '',
        add column keep_until timestamptz,
        add column held boolean not null default false;
      create index case_file_keep_idx on case_file (keep_until, id) where keep_until is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index case_file_keep_idx;
      alter table case_file drop column retention, drop column keep_until, drop column held;
      drop index personal_next_tag_idx;
      alter table personal drop column tag_key, drop column next_tag;
      drop table key_use;
    `);
  }
}
