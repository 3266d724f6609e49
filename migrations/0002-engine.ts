import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The case engine's tables. Every key leads with the case, whose UUIDv7 grows with time: inserts stay at the right
 * edge of each index, so the write cost does not grow with the table (docs/adr/0003). No index of case_file or case_part
 * holds a column that every event changes: with the room that fillfactor leaves, their updates stay within the page (HOT).
 */
export class Engine1700000000002 implements MigrationInterface {
  name = 'Engine1700000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table case_file (
        id uuid primary key,
        number text not null constraint case_file_number_key unique,
        definition text not null,
        version integer not null,
        head bytea not null,
        settings jsonb not null,
        bank text,
        outlet text,
        district text,
        station text,
        account_banks text[] not null default '{}',
        phase text not null,
        subject text,
        amount bigint,
        finding text,
        opened_at timestamptz not null,
        closed_at timestamptz,
        updated_at timestamptz not null
      ) with (fillfactor = 80);
      create index case_file_outlet_idx on case_file (outlet, id);
      create index case_file_bank_idx on case_file (bank, id);
      create table case_part (
        case_id uuid not null,
        part text not null,
        ordinal integer not null,
        kind text not null,
        state jsonb not null,
        facts jsonb not null,
        since timestamptz not null,
        final boolean not null,
        version integer not null,
        primary key (case_id, part)
      ) with (fillfactor = 70);
      create table case_station (
        case_id uuid not null,
        station text not null,
        from_at timestamptz not null,
        district text,
        to_at timestamptz,
        primary key (case_id, station, from_at)
      );
      create index case_station_station_idx on case_station (station, case_id);
      create index case_station_district_idx on case_station (district, case_id);
      create table deadline (
        case_id uuid not null,
        part text not null,
        name text not null,
        armed_at timestamptz not null,
        armed_recorded_at timestamptz not null,
        due_at timestamptz not null,
        struck_at timestamptz,
        primary key (case_id, part, name)
      );
      create index deadline_due_idx on deadline (due_at) where struck_at is null;
      create table ledger_entry (
        case_id uuid not null,
        version integer not null,
        entry bytea not null,
        leaf bytea not null,
        idempotency_key text,
        fingerprint bytea,
        type text not null,
        part text,
        actor text not null,
        role text not null,
        organisation text not null,
        at timestamptz not null,
        recorded_at timestamptz not null,
        primary key (case_id, version)
      );
      create unique index ledger_entry_key_idx on ledger_entry (case_id, idempotency_key) where idempotency_key is not null;
      create index ledger_entry_recorded_idx on ledger_entry (recorded_at);
      create function ledger_is_insert_only() returns trigger language plpgsql as
        $$ begin raise exception 'the ledger is insert-only'; end $$;
      create trigger ledger_entry_insert_only before update or delete or truncate on ledger_entry
        for each statement execute function ledger_is_insert_only();
      create table pending_leaf (
        case_id uuid not null,
        version integer not null,
        leaf bytea not null,
        primary key (case_id, version)
      );
      create table opening_key (
        organisation text not null,
        key text not null,
        case_id uuid not null,
        primary key (organisation, key)
      );
      create table personal (
        case_id uuid not null,
        version integer not null,
        path text not null,
        kind text not null,
        mask text not null,
        tag bytea not null,
        primary key (case_id, version, path)
      );
      create index personal_tag_idx on personal (tag, case_id);
      create table case_key (
        case_id uuid primary key,
        wrapped bytea not null
      );
      create table lease (
        name text primary key,
        holder text not null,
        token bigint not null,
        until timestamptz not null
      );
      create table fence (
        name text primary key,
        version bigint not null
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table fence, lease, case_key, personal, opening_key, pending_leaf, ledger_entry, deadline, case_station, case_part, case_file',
    );
    await runner.query('drop function ledger_is_insert_only');
  }
}
