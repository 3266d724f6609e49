import type { MigrationInterface, QueryRunner } from 'typeorm';

// Readers are shown neither the administration nor emergency readings: the server reads them for those whom they concern.
const shown: Readonly<Record<string, string>> = {
  case_file: "definition not like 'administration@%' and definition not like 'breakGlass@%'",
  case_part: "kind not in ('office', 'breakGlass')",
  deadline: "part <> 'breakGlass-1'",
  ledger_entry: "type not like 'office.%' and type not like 'breakGlass.%' and coalesce(part <> 'breakGlass-1', true)",
};

/**
 * Who may sign in and what they may do is changed by entries of the administration's case alone: a trigger applies each to
 * the tables in the statement that writes it, so that neither is ever without the other.
 */
export class Administration1700000000090 implements MigrationInterface {
  name = 'Administration1700000000090';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index case_part_break_glass_idx on case_part (case_id) where kind = 'breakGlass';

      -- argon2id in PHC form of a password that nobody knows, the server included.
      create function unknown_password() returns text language sql volatile as $$
        select '$argon2id$v=19$m=19456,t=2,p=1$'
          || rtrim(encode(substring(sha256(convert_to(gen_random_uuid()::text, 'UTF8')) for 16), 'base64'), '=') || '$'
          || rtrim(encode(sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')), 'base64'), '=')
      $$;

      -- Every server hears of it, and reads the sessions anew.
      create function end_sessions_of(somebody text) returns void language plpgsql as $$
      declare ended uuid;
      begin
        for ended in update session set ended_at = now() where account = somebody and ended_at is null returning id loop
          perform pg_notify('lanjie_session', ended::text);
        end loop;
      end $$;

      create function apply_administration() returns trigger language plpgsql as $$
      declare
        said jsonb := convert_from(new.entry, 'UTF8')::jsonb -> 'body';
        somebody text := said ->> 'account';
      begin
        case new.type
          when 'office.setUp' then
            insert into organisation (code, kind, name_zh, name_en, level, phone)
            values (said ->> 'code', 'center', said ->> 'zh', said ->> 'en', 'city', said ->> 'phone');
            insert into account (name, display_name_zh, display_name_en, organisation, roles, password_hash)
            select said #>> array[role, 'account'], said #>> array[role, 'zh'], said #>> array[role, 'en'], said ->> 'code',
              array[role], unknown_password()
            from unnest(array['systemAdmin', 'securityAdmin']) as role;
          when 'office.demoStaffed' then
            insert into account (name, display_name_zh, display_name_en, organisation, roles, password_hash)
            select one ->> 'account', one ->> 'zh', one ->> 'en', one ->> 'organisation', array[one ->> 'role'], unknown_password()
            from jsonb_array_elements(said -> 'people') as one on conflict do nothing;
          when 'office.organisationCreated' then
            insert into organisation (code, kind, parent, name_zh, name_en, district, level, phone)
            values (said ->> 'code', said ->> 'kind', said ->> 'parent', said ->> 'zh', said ->> 'en', said ->> 'district',
              said ->> 'level', said ->> 'phone');
          when 'office.organisationRenamed' then
            update organisation set name_zh = said ->> 'zh', name_en = said ->> 'en' where code = said ->> 'code';
          when 'office.phoneChanged' then
            update organisation set phone = said ->> 'phone' where code = said ->> 'code';
          when 'office.districtChanged' then
            update organisation set district = said ->> 'district' where code = said ->> 'code';
          when 'office.outletCovered' then
            delete from outlet_station where outlet = said ->> 'outlet';
            insert into outlet_station (outlet, station, first)
            select said ->> 'outlet', station, place = 1
            from jsonb_array_elements_text(said -> 'stations') with ordinality as covering (station, place);
          when 'office.accountCreated' then
            insert into account (name, display_name_zh, display_name_en, organisation, roles, password_hash)
            values (somebody, said ->> 'zh', said ->> 'en', said ->> 'organisation', '{}', unknown_password());
          when 'office.accountRenamed' then
            update account set display_name_zh = said ->> 'zh', display_name_en = said ->> 'en' where name = somebody;
          when 'office.accountDisabled' then
            update account set disabled_at = new.recorded_at where name = somebody;
            perform end_sessions_of(somebody);
          when 'office.accountEnabled' then
            update account set disabled_at = null, roles = '{}', level = null where name = somebody;
          when 'office.accountMoved' then
            update account set organisation = said ->> 'organisation', roles = '{}', level = null where name = somebody;
            perform end_sessions_of(somebody);
          when 'office.rolesGranted' then
            update account set level = coalesce(said ->> 'level', level), roles = array(
              select unnest(roles) union select jsonb_array_elements_text(said -> 'roles') order by 1) where name = somebody;
          when 'office.rolesWithdrawn' then
            update account set roles = array(
              select unnest(roles) except select jsonb_array_elements_text(said -> 'roles') order by 1) where name = somebody;
            update account set level = null where name = somebody and not roles && array['approver', 'custodian'];
            perform end_sessions_of(somebody);
          when 'office.passwordReset' then
            update account set password_hash = unknown_password() where name = somebody;
            perform end_sessions_of(somebody);
          when 'office.secondFactorReset' then
            delete from second_factor where account = somebody;
            delete from recovery_code where account = somebody;
            perform end_sessions_of(somebody);
          when 'office.sessionsEnded' then
            perform end_sessions_of(somebody);
          else null;
        end case;
        return null;
      end $$;
      create trigger ledger_entry_administration after insert on ledger_entry
        for each row when (new.type like 'office.%') execute function apply_administration();
    `);
    for (const [table, isShown] of Object.entries(shown))
      await runner.query(
        `create policy ${table}_administration on ${table} as restrictive for select to lanjie_reader using (${isShown})`,
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of Object.keys(shown)) await runner.query(`drop policy ${table}_administration on ${table}`);
    await runner.query(`
      drop trigger ledger_entry_administration on ledger_entry;
      drop function apply_administration, end_sessions_of, unknown_password;
      drop index case_part_break_glass_idx;
    `);
  }
}
