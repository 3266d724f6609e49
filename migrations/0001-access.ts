import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who there is: organisations, which station covers which outlet, accounts, and the sessions their tokens name. */
export class Access1700000000001 implements MigrationInterface {
  name = 'Access1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table organisation (
        code text not null,
        kind text not null,
        parent text,
        name_zh text not null,
        name_en text not null,
        district text,
        level text,
        phone text,
        on_duty boolean not null default true,
        created_at timestamptz not null default now(),
        constraint organisation_pkey primary key (code),
        constraint organisation_parent_fkey foreign key (parent) references organisation (code),
        constraint organisation_code_check check (code ~ '^[A-Za-z0-9][A-Za-z0-9-]{0,63}$'),
        constraint organisation_kind_check check (kind in ('center', 'bureau', 'station', 'bank', 'outlet', 'organ')),
        constraint organisation_level_check check (level in ('county', 'city')),
        constraint organisation_outlet_check check (kind <> 'outlet' or parent is not null)
      );
      create index organisation_parent_idx on organisation (parent);
      create table outlet_station (
        outlet text not null,
        station text not null,
        first boolean not null default true,
        constraint outlet_station_pkey primary key (outlet, station),
        constraint outlet_station_outlet_fkey foreign key (outlet) references organisation (code),
        constraint outlet_station_station_fkey foreign key (station) references organisation (code)
      );
      create unique index outlet_station_first_idx on outlet_station (outlet) where first;
      create index outlet_station_station_idx on outlet_station (station);
      create table account (
        name text not null,
        display_name_zh text not null,
        display_name_en text not null,
        organisation text not null,
        roles text[] not null,
        level text,
        password_hash text not null,
        disabled_at timestamptz,
        created_at timestamptz not null default now(),
        constraint account_pkey primary key (name),
        constraint account_organisation_fkey foreign key (organisation) references organisation (code),
        constraint account_name_check check (name ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
        constraint account_level_check check (level in ('county', 'city')),
        constraint account_roles_check check (roles <@ array['teller', 'bankDesk', 'dutyOfficer', 'centerLead',
          'stationDuty', 'officer', 'custodian', 'approver', 'auditor', 'securityAdmin', 'systemAdmin'])
      );
      create index account_organisation_idx on account (organisation);
      create table session (
        id uuid not null,
        account text not null,
        issued_at timestamptz not null,
        expires_at timestamptz not null,
        ended_at timestamptz,
        constraint session_pkey primary key (id),
        constraint session_account_fkey foreign key (account) references account (name)
      );
      create index session_account_idx on session (account);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table session, account, outlet_station, organisation');
  }
}
