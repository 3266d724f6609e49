import type { MigrationInterface, QueryRunner } from 'typeorm';

const APP = 'lanjie_app';
const READER = 'lanjie_reader';

/** Tables that hold something of a case, or of a shift's cases. Row-level security is on and forced for all of them. */
const GUARDED = [
  'case_file',
  'case_part',
  'case_station',
  'deadline',
  'ledger_entry',
  'pending_leaf',
  'opening_key',
  'personal',
  'case_key',
  'slip',
  'blob',
  'alarm',
  'notification',
  'handover',
];

// One field of the scope that reading() has set for its transaction; null when none is set. After a COMMIT the setting is
// '' and not null. As a sub-select it is computed once per statement, not once per row.
const scope = `(nullif(current_setting('lanjie.scope', true), '')::jsonb)`;
const reach = (field: string) => `(select ${scope} ->> '${field}')`;
const reachesAll = `coalesce(${reach('all')} = 'true', false)`;

/** The sight of the row's case. */
const sightOf = (caseId: string) => `(select s.sight from case_file c
  cross join lateral lanjie_sees(${scope}, c.id, c.outlet, c.bank, c.account_banks) s where c.id = ${caseId})`;

/** Whether a row of case_part lies in a sight. */
const partInSight = (sight: string, of: (field: string) => string, keeps: string) => `
  case ${sight}
    when 'whole' then true
    when 'bank' then kind <> 'evidence' or coalesce(facts ->> 'bank' = ${of('gives')}, false)
    when 'accounts' then
      case kind
        when 'account' then coalesce(facts ->> 'bank' = ${of('bank')}, false) and state <> '"annulled"'
        when 'return' then ${keeps}
        else false
      end
    else false
  end`;

/** The row's part is in sight: that is decided by the policy of case_part. */
const partIsSeen = (table: string, part = `${table}.part`) =>
  `exists (select from case_part p where p.case_id = ${table}.case_id and p.part = ${part})`;

/** What readers see of each table. A table that is not named here shows them nothing, and they have no right to it. */
const SEEN: Readonly<Record<string, string>> = {
  case_file: `${reachesAll} or (select s.sight from lanjie_sees(${scope}, id, outlet, bank, account_banks) s) is not null`,
  case_station: `${reachesAll} or station = ${reach('station')} or station = ${reach('formerly')}
    or (district = ${reach('district')} and to_at is null)`,
  case_part: `${reachesAll} or ${partInSight(sightOf('case_part.case_id'), reach, `lanjie_keeps(case_id, facts ->> 'asset')`)}`,
  deadline: `${reachesAll} or case ${sightOf('deadline.case_id')}
    when 'whole' then true when 'own' then false else ${partIsSeen('deadline')} end`,
  ledger_entry: `${reachesAll} or case ${sightOf('ledger_entry.case_id')}
    when 'whole' then true
    when 'own' then organisation = ${reach('formerly')}
    when 'accounts' then ${partIsSeen('ledger_entry')}
    when 'bank' then (part is null or ${partIsSeen('ledger_entry')}) and not exists (
      select from jsonb_array_elements_text(convert_from(entry, 'UTF8')::jsonb -> 'effects' -> 'opened') as o(part)
      where not ${partIsSeen('ledger_entry', 'o.part')})
    else false end`,
  case_key: `${reachesAll} or exists (select from case_file c where c.id = case_id)`,
  slip: `${reachesAll} or ${partIsSeen('slip')}`,
  handover: `organisation = ${reach('organisation')}`,
};

/**
 * The second wall (docs/adr/0012): the server works as lanjie_app, which may do what the engine does and no more; what
 * people read is read as lanjie_reader, to whom row-level security shows only what the scope of its transaction sees. The
 * owner of the tables is neither: it migrates.
 */
export class Walls1700000000050 implements MigrationInterface {
  name = 'Walls1700000000050';

  async up(runner: QueryRunner): Promise<void> {
    await makeRoles(runner);
    await grantTables(runner);
    await runner.query(FUNCTIONS);
    // By its full name: it is not inlined, so the names in it are looked up when it runs.
    const [{ schema }]: [{ schema: string }] = await runner.query('select quote_ident(current_schema()) as schema');
    await runner.query(keeps(schema));
    await runner.query(`
      revoke execute on function lanjie_reach(jsonb), lanjie_sees(jsonb, uuid, text, text, text[]),
        lanjie_admits(jsonb, timestamptz, uuid, text, text, text[]), lanjie_keeps(uuid, text) from public;
      grant execute on function lanjie_reach(jsonb), lanjie_sees(jsonb, uuid, text, text, text[]) to ${APP}, ${READER};
      grant execute on function lanjie_admits(jsonb, timestamptz, uuid, text, text, text[]) to ${APP};
      grant execute on function lanjie_keeps(uuid, text) to ${READER}`);
    for (const table of GUARDED) {
      await runner.query(`
        alter table ${table} enable row level security;
        alter table ${table} force row level security;
        create policy ${table}_app on ${table} to ${APP} using (true) with check (true)`);
    }
    for (const [table, seen] of Object.entries(SEEN)) {
      await runner.query(`
        grant select on ${table} to ${READER};
        create policy ${table}_reader on ${table} for select to ${READER} using (${seen})`);
    }
  }

  /** The roles stay: they belong to the cluster, and other databases may use them. */
  async down(runner: QueryRunner): Promise<void> {
    for (const table of Object.keys(SEEN)) {
      await runner.query(`drop policy ${table}_reader on ${table}; revoke all on ${table} from ${READER}`);
    }
    for (const table of GUARDED) {
      await runner.query(`
        drop policy ${table}_app on ${table};
        alter table ${table} no force row level security;
        alter table ${table} disable row level security`);
    }
    await runner.query(`
      drop function lanjie_admits, lanjie_keeps, lanjie_sees, lanjie_reach;
      do $$ begin
        execute format('alter default privileges in schema %I revoke all on tables from ${APP}', current_schema());
        execute format('revoke all on all tables in schema %I from ${APP}', current_schema());
        execute format('revoke usage on schema %I from ${APP}, ${READER}', current_schema());
      end $$`);
  }
}

/**
 * Roles belong to the whole cluster: another database of it may have made them, or be making them at this moment. Neither
 * inherits: the server must say as whom it works. Throws with the statements to run when this user may not make them.
 */
async function makeRoles(runner: QueryRunner): Promise<void> {
  const [{ login }]: [{ login: string }] = await runner.query('select quote_ident(current_user) as login');
  try {
    await runner.query(`
      do $$
      declare task text;
      begin
        foreach task in array array['create role ${READER} nologin noinherit', 'create role ${APP} nologin noinherit']
        loop
          begin
            if to_regrole(split_part(task, ' ', 3)) is null then execute task; end if;
          exception when duplicate_object or unique_violation then null;
          end;
        end loop;
        foreach task in array array['grant ${READER} to ${APP}', format('grant ${APP} to %I', current_user)]
        loop
          begin
            execute task;
          -- Somebody else is granting it, or has done so and this user may not.
          exception when unique_violation or internal_error or insufficient_privilege then null;
          end;
        end loop;
        set local role ${READER};
        set local role ${APP};
        reset role;
      end $$`);
  } catch (cause) {
    throw new Error(
      `its database user ${login} may not make the roles it works under. Let an administrator of the database run what of this is missing, once: ` +
        `CREATE ROLE ${READER} NOLOGIN NOINHERIT; CREATE ROLE ${APP} NOLOGIN NOINHERIT; ` +
        `GRANT ${READER} TO ${APP}; GRANT ${APP} TO ${login};`,
      { cause },
    );
  }
}

/** The app changes rows and never tables; of the ledger, and of the list of migrations, it changes nothing. */
async function grantTables(runner: QueryRunner): Promise<void> {
  await runner.query(`
    do $$ begin
      execute format('grant usage on schema %I to ${APP}, ${READER}', current_schema());
      execute format('grant select, insert, update, delete on all tables in schema %I to ${APP}', current_schema());
      execute format('alter default privileges in schema %I grant select, insert, update, delete on tables to ${APP}', current_schema());
    end $$;
    revoke update, delete, truncate on ledger_entry from ${APP};
    revoke insert, update, delete, truncate on schema_migration from ${APP}`);
}

/*
 * lanjie_reach: how far somebody reaches, from who they are (roles, organisation, cases opened to them by break-glass).
 *   all            every case
 *   logs           who looked at what, which besides auditors nobody sees
 *   outlet         the leads this outlet reported
 *   bank           the leads this bank reported, and those with an account that it keeps
 *   gives          the bank whose files are shown to people of a bank
 *   station        the cases on which this station may act
 *   formerly       the cases on which it once could: its own entries
 *   district       the cases on which a station of this district may act
 *   cases          these, whole, to read
 *   organisation   whose handovers they may read
 * lanjie_sees: THE sight: what a reach sees of a case: 'whole', 'bank' (whole, without the files of others), 'accounts'
 *   (those the bank keeps, and the returns on them), 'own' (its own old entries); null: the case does not exist for it.
 * lanjie_admits: what somebody may record on: with `is_whole` every part but `parts`, else only `parts`; `is_late`: what a
 *   station did while it had the case. Break-glass is for reading.
 * lanjie_keeps: whether the asset of a return is an account in sight.
 * lanjie_sees and lanjie_admits are made to be inlined; none of them has rights beyond those of its caller.
 */
const FUNCTIONS = `
  create function lanjie_reach(asker jsonb) returns jsonb language plpgsql immutable parallel safe as $$
  declare
    org constant jsonb := asker -> 'organisation';
    roles constant jsonb := asker -> 'roles';
    kind constant text := org ->> 'kind';
    code constant text := org ->> 'code';
    of_police constant boolean := kind not in ('bank', 'outlet') and roles ?| array['approver', 'custodian'];
    at_station constant boolean := kind = 'station' and roles ?| array['stationDuty', 'officer'];
    at_outlet constant boolean := kind = 'outlet' and roles ? 'teller';
    at_bank constant boolean := kind = 'bank' and roles ? 'bankDesk';
    is_city constant boolean := coalesce(org ->> 'level' = 'city', false);
  begin
    return jsonb_strip_nulls(jsonb_build_object(
      'all', case when (kind = 'center' and roles ?| array['dutyOfficer', 'centerLead']) or (of_police and is_city)
        or roles ? 'auditor' then true end,
      'logs', case when roles ? 'auditor' then true end,
      'outlet', case when at_outlet then code end,
      'bank', case when at_bank then code end,
      'gives', case when at_outlet then coalesce(org ->> 'parent', code) when at_bank then code end,
      'station', case when at_station then code end,
      'formerly', case when at_station then code end,
      'district', case when of_police and not is_city then org ->> 'district' end,
      'cases', case when jsonb_array_length(asker -> 'openedCases') > 0 then asker -> 'openedCases' end,
      'organisation', code));
  end $$;

  create function lanjie_sees(reach jsonb, id uuid, outlet text, bank text, account_banks text[])
    returns table (sight text) language sql stable parallel safe
  begin atomic
    select case
      when (select reach ->> 'all') = 'true' then 'whole'
      when (select reach -> 'cases') ? id::text then 'whole'
      when (select coalesce(reach ->> 'station', reach ->> 'district')) is not null and exists (
        select from case_station s where s.case_id = id and s.to_at is null
          and (s.station = (select reach ->> 'station') or s.district = (select reach ->> 'district'))) then 'whole'
      when outlet = (select reach ->> 'outlet') or bank = (select reach ->> 'bank') then 'bank'
      when account_banks @> array[(select reach ->> 'bank')] then 'accounts'
      when (select reach ->> 'formerly') is not null and exists (
        select from case_station s where s.case_id = id and s.station = (select reach ->> 'formerly')) then 'own'
    end;
  end;

  create function lanjie_admits(asker jsonb, at timestamptz, id uuid, outlet text, bank text, account_banks text[])
    returns table (is_whole boolean, parts text[], is_late boolean) language sql stable parallel safe
  begin atomic
    select coalesce(s.sight in ('whole', 'bank'), false),
      case s.sight
        when 'bank' then (
          select array_agg(p.part) from case_part p where p.case_id = id and not (${partInSight('s.sight', (field) => `(r.reach ->> '${field}')`, 'false')}))
        when 'accounts' then (
          select array_agg(p.part) from case_part p where p.case_id = id and (${partInSight(
            's.sight',
            (field) => `(r.reach ->> '${field}')`,
            `exists (select from case_part a where a.case_id = p.case_id and a.part = p.facts ->> 'asset' and a.kind = 'account'
              and a.facts ->> 'bank' = (r.reach ->> 'bank') and a.state <> '"annulled"')`,
          )}))
      end,
      case when s.sight is null or s.sight = 'own' then at is not null and exists (
        select from case_station l where l.case_id = id and l.station = r.reach ->> 'formerly'
          and l.from_at <= at and at < l.to_at) else false end
    from (select lanjie_reach(asker) - 'cases' as reach offset 0) r
    cross join lateral lanjie_sees(r.reach, id, outlet, bank, account_banks) s;
  end`;

/** Asked only of a return, and the asset of a return is none: the policy of case_part, which asks it, is not asked in a circle. */
const keeps = (schema: string) => `
  create function lanjie_keeps(id uuid, asset text) returns boolean language plpgsql stable parallel safe as $$
  begin
    return exists (select from ${schema}.case_part p where p.case_id = id and p.part = asset and p.kind = 'account');
  end $$`;
