import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sessions that end by rest and by age, failed sign-ins, second factors, and passwords that people had before. */
export class SignIn1700000000060 implements MigrationInterface {
  name = 'SignIn1700000000060';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table account
        add column password_changed_at timestamptz not null default now(),
        add column password_must_change boolean not null default false,
        add column password_expires_at timestamptz;
      alter table session
        add column kind text not null default 'bearer',
        add column authenticated_at timestamptz not null default now(),
        add column last_used_at timestamptz not null default now(),
        add column refreshes integer not null default 0,
        add column came_from text,
        add constraint session_kind_check check (kind in ('bearer', 'browser'));
      create table sign_in_attempt (
        account bytea not null,
        address bytea not null,
        failures integer not null,
        last_at timestamptz not null,
        succeeded_at timestamptz,
        constraint sign_in_attempt_pkey primary key (account, address)
      );
      create table second_factor (
        account text not null,
        secret bytea not null,
        enrolled_at timestamptz not null default now(),
        confirmed_at timestamptz,
        last_step bigint not null default 0,
        constraint second_factor_pkey primary key (account),
        constraint second_factor_account_fkey foreign key (account) references account (name)
      );
      create table recovery_code (
        account text not null,
        number integer not null,
        hash text not null,
        used_at timestamptz,
        constraint recovery_code_pkey primary key (account, number),
        constraint recovery_code_account_fkey foreign key (account) references account (name)
      );
      create table past_password (
        account text not null,
        replaced_at timestamptz not null default now(),
        hash text not null,
        constraint past_password_pkey primary key (account, replaced_at),
        constraint past_password_account_fkey foreign key (account) references account (name)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table past_password, recovery_code, second_factor, sign_in_attempt;
      alter table session drop column kind, drop column authenticated_at, drop column last_used_at,
        drop column refreshes, drop column came_from;
      alter table account drop column password_changed_at, drop column password_must_change,
        drop column password_expires_at;
    `);
  }
}
