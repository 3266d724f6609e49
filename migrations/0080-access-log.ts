import type { MigrationInterface, QueryRunner } from 'typeorm';

// Of what every case shows, only auditors are shown the access logs (0050 grants; a restrictive policy takes away).
const seesLogs = `coalesce(current_setting('lanjie.logs', true) = 'true', false)`;
const hidden: Readonly<Record<string, string>> = {
  case_file: "definition not like 'access@%'",
  case_part: "kind <> 'log'",
  ledger_entry: "type not like 'log.%'",
};

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
    for (const [table, isNoLog] of Object.entries(hidden))
      await runner.query(
        `create policy ${table}_logs on ${table} as restrictive for select to lanjie_reader using (${isNoLog} or ${seesLogs})`,
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of Object.keys(hidden)) await runner.query(`drop policy ${table}_logs on ${table}`);
    await runner.query('drop index ledger_entry_log_idx, ledger_entry_log_actor_idx');
    await runner.query('alter table ledger_entry drop column about');
  }
}
