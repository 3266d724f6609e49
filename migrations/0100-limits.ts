import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How much of each limit has been given out, right across all servers. */
export class Limits1700000000100 implements MigrationInterface {
  name = 'Limits1700000000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table rate_limit (
        policy text not null,
        subject text not null,
        window_ends timestamptz not null,
        taken integer not null,
        granted integer not null,
        constraint rate_limit_pkey primary key (policy, subject)
      ) with (fillfactor = 50);
      create index rate_limit_window_idx on rate_limit (window_ends);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table rate_limit');
  }
}
