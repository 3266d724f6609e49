import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is on duty when, who hands over to whom, who is called when a clock strikes, and what was sent to them. */
export class Duty1700000000010 implements MigrationInterface {
  name = 'Duty1700000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table duty_shift (
        id uuid not null,
        organisation text not null,
        account text not null,
        level integer not null,
        from_at timestamptz not null,
        to_at timestamptz not null,
        set_by text not null,
        set_at timestamptz not null,
        withdrawn_by text,
        withdrawn_at timestamptz,
        constraint duty_shift_pkey primary key (id),
        constraint duty_shift_organisation_fkey foreign key (organisation) references organisation (code),
        constraint duty_shift_account_fkey foreign key (account) references account (name),
        constraint duty_shift_level_check check (level between 1 and 3),
        constraint duty_shift_time_check check (from_at < to_at)
      );
      create index duty_shift_in_force_idx on duty_shift (organisation, to_at) where withdrawn_at is null;
      create table handover (
        id uuid not null,
        organisation text not null,
        key text not null,
        leaving text not null,
        arriving text not null,
        document text not null,
        hash text not null,
        drawn_up_at timestamptz not null,
        leaving_signed_at timestamptz,
        arriving_signed_at timestamptz,
        moved_at timestamptz,
        constraint handover_pkey primary key (id),
        constraint handover_organisation_fkey foreign key (organisation) references organisation (code),
        constraint handover_leaving_fkey foreign key (leaving) references account (name),
        constraint handover_arriving_fkey foreign key (arriving) references account (name),
        constraint handover_key_key unique (leaving, key),
        constraint handover_two_check check (leaving <> arriving)
      );
      create index handover_organisation_idx on handover (organisation, id);
      create unique index handover_hash_idx on handover (hash);
      create index handover_to_move_idx on handover (id)
        where moved_at is null and leaving_signed_at is not null and arriving_signed_at is not null;
      create table alarm (
        case_id uuid not null,
        version integer not null,
        calls integer not null,
        level integer not null,
        next_at timestamptz not null,
        constraint alarm_pkey primary key (case_id, version)
      );
      create index alarm_next_idx on alarm (next_at);
      create table notification (
        case_id uuid not null,
        version integer not null,
        recipient text not null,
        strike integer not null,
        level integer not null,
        channel text not null,
        message jsonb not null,
        attempts integer not null default 0,
        next_at timestamptz not null,
        sent_at timestamptz,
        given_up_at timestamptz,
        fault text,
        constraint notification_pkey primary key (case_id, version, recipient)
      );
      create index notification_next_idx on notification (next_at) where sent_at is null and given_up_at is null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table notification, alarm, handover, duty_shift');
  }
}
