import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who looked at what is a ledger of its own, on the same engine. An entry names the case it tells of in `about`; the
 * indexes are partial, so that an event of a lead pays for none of them.
 */
export class AccessLog1700000000080 implements MigrationInterface {
  name = 'AccessLog1700000000080';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table ledger_entry add column about uuid;
      create index ledger_entry_about_idx on ledger_entry (about, recorded_at, case_id, version) where about is not null;
      create index ledger_entry_log_idx on ledger_entry (recorded_at, case_id, version) where type like 'log.%';
      create index ledger_entry_log_actor_idx on ledger_entry (actor, recorded_at, case_id, version) where type like 'log.%';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table ledger_entry drop column about');
    await runner.query('drop index if exists ledger_entry_log_idx, ledger_entry_log_actor_idx');
  }
}
