import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tag of a corrected or annulled identity stays with its entry and no longer matches. */
export class RetiredTags1700000000030 implements MigrationInterface {
  name = 'RetiredTags1700000000030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table personal add column retired_by integer');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table personal drop column retired_by');
  }
}
