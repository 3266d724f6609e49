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

// One setting of the transaction, made by lanjie_enter. After a COMMIT it is '' and not null. No sub-select: each would be
// a node of every plan, and planning is what costs here.
const setting = (field: string) => `nullif(current_setting('lanjie.${field}', true), '')`;
const reachesAll = `coalesce(${setting('everything')} = 'true', false)`;

/** A field of a reach, wherever it stands. */
type Reach = (field: string) => string;

/** Whether a station of the reach may act on a case: then all of it is seen. */
const isPresent = (of: Reach, caseId: string, stations = 'case_station') => `
  (${of('station')} is not null or ${of('district')} is not null) and exists (
    select from ${stations} s where s.case_id = ${caseId} and s.to_at is null
      and (s.station = ${of('station')} or s.district = ${of('district')}))`;

/**
 * THE sight: what a reach sees of a case. 'whole'; 'bank': whole, without the files of others; 'accounts': those the bank
 * keeps, and the returns on them; 'own': its own old entries; null: the case does not exist for it.
 */
const sight = (of: Reach, id: string, stations?: string) => `
  case
    when ${of('everything')} or ${id} = any(${of('cases')}) then 'whole'
    when ${isPresent(of, id, stations)} then 'whole'
    when outlet = ${of('outlet')} or bank = ${of('bank')} then 'bank'
    when account_banks @> array[${of('bank')}] then 'accounts'
    when ${of('formerly')} is not null and exists (
      select from ${stations ?? 'case_station'} s where s.case_id = ${id} and s.station = ${of('formerly')}) then 'own'
  end`;

/** The reach of this transaction, a field of it with its type. */
const here = (field: string) => {
  const types: Readonly<Record<string, string>> = { everything: '::boolean', cases: '::uuid[]' };
  return `${setting(field)}${types[field] ?? ''}`;
};

/** Whether a row of case_part lies in a sight. */
const partInSight = (sight: string, of: Reach, keeps: string) => `
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

// Not `exists`: of that the planner might make a table of all their cases, to look up the parts of one.
/** The shorter way to most answers: the asker sees every case, or a station of theirs may act on this one. */
const isWhole = (
  table: string,
) => `${reachesAll} or coalesce((${setting('station')} is not null or ${setting('district')} is not null)
  and (select true from case_station s where s.case_id = ${table}.case_id and s.to_at is null
    and (s.station = ${setting('station')} or s.district = ${setting('district')}) limit 1), false)`;

/** The same for the bank that reported it. */
const isOwn = (table: string) => `${setting('gives')} is not null and (
  select coalesce(c.outlet = ${setting('outlet')}, false) or coalesce(c.bank = ${setting('bank')}, false)
  from case_file c where c.id = ${table}.case_id)`;

/** Files alone are hidden from the bank of a case; a part is called by its kind. */
const isNoFile = (part: string) => `${part} not like 'evidence-%'`;

/** What readers see of each table. A table that is not named here shows them nothing, and they have no right to it. */
const SEEN: Readonly<Record<string, string>> = {
  case_file: `(${sight(here, 'case_file.id')}) is not null`,
  case_station: `${reachesAll} or station = ${setting('station')} or station = ${setting('formerly')}
    or (district = ${setting('district')} and to_at is null)`,
  case_part: `${isWhole('case_part')} or (kind <> 'evidence' and ${isOwn('case_part')}) or ${partInSight('lanjie_sight(case_id)', setting, `lanjie_shows(case_id, facts ->> 'asset')`)}`,
  deadline: `${isWhole('deadline')} or (${isNoFile('part')} and ${isOwn('deadline')}) or case lanjie_sight(case_id)
    when 'whole' then true
    when 'bank' then ${isNoFile('part')} or lanjie_shows(case_id, part)
    when 'accounts' then part like any (array['account-%', 'return-%']) and lanjie_shows(case_id, part)
    else false end`,
  ledger_entry: `${isWhole('ledger_entry')} or case lanjie_sight(case_id)
    when 'whole' then true
    when 'own' then organisation = ${setting('formerly')}
    when 'accounts' then lanjie_shows(case_id, part)
    when 'bank' then (part is null or ${isNoFile('part')} or lanjie_shows(case_id, part)) and not exists (
      select from jsonb_array_elements_text(convert_from(entry, 'UTF8')::jsonb -> 'effects' -> 'opened') as o(part)
      where not ${isNoFile('o.part')} and not lanjie_shows(case_id, o.part))
    else false end`,
  case_key: 'exists (select from case_file c where c.id = case_id)',
  slip: `${reachesAll} or lanjie_shows(case_id, part)`,
  handover: `organisation = ${setting('organisation')}`,
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
    // By their full names: they are not inlined, so the names in them are looked up when they run.
    const [{ schema }]: [{ schema: string }] = await runner.query('select quote_ident(current_schema()) as schema');
    await runner.query(readersFunctions(schema));
    await runner.query(`
      revoke execute on function lanjie_reach, lanjie_enter, lanjie_sees, lanjie_admits, lanjie_sight, lanjie_shows from public;
      grant execute on function lanjie_reach, lanjie_sees to ${APP}, ${READER};
      grant execute on function lanjie_admits to ${APP};
      grant execute on function lanjie_enter, lanjie_sight, lanjie_shows to ${READER}`);
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
      drop function lanjie_admits, lanjie_shows, lanjie_sight, lanjie_sees, lanjie_enter, lanjie_reach;
      drop type lanjie_reach;
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
 *   everything     every case
 *   logs           who looked at what, which besides auditors nobody sees
 *   outlet         the leads this outlet reported
 *   bank           the leads this bank reported, and those with an account that it keeps
 *   gives          the bank whose files are shown to people of a bank
 *   station        the cases on which this station may act
 *   formerly       the cases on which it once could: its own entries
 *   district       the cases on which a station of this district may act
 *   cases          these, whole, to read
 *   organisation   whose handovers they may read
 * lanjie_enter: sets this reach for the transaction, for what row-level security shows in it.
 * lanjie_sees: the sight, see above.
 * lanjie_admits: what somebody may record on: with `is_whole` every part but `parts`, else only `parts`; `is_late`: what a
 *   station did while it had the case. Break-glass is for reading. `secret`: the kind of part that is kept from people of a bank.
 *   Strict: of nobody, and of no case, nothing is asked. `at` infinity: now.
 * None of them has rights beyond those of its caller.
 */
const FUNCTIONS = `
  create type lanjie_reach as (everything boolean, logs boolean, outlet text, bank text, gives text, station text, formerly text, district text,
    cases uuid[], organisation text);

  create function lanjie_reach(asker jsonb) returns lanjie_reach language plpgsql immutable parallel safe as $$
  declare
    org constant jsonb := asker -> 'organisation';
    roles constant jsonb := asker -> 'roles';
    code constant text := org ->> 'code';
    kind constant text := org ->> 'kind';
    reach lanjie_reach;
  begin
    reach.organisation := code;
    reach.everything := roles ? 'auditor';
    reach.logs := roles ? 'auditor';
    if jsonb_array_length(asker -> 'openedCases') > 0 then
      reach.cases := array(select jsonb_array_elements_text(asker -> 'openedCases'))::uuid[];
    end if;
    if kind = 'outlet' then
      if roles ? 'teller' then
        reach.outlet := code;
        reach.gives := coalesce(org ->> 'parent', code);
      end if;
      return reach;
    end if;
    if kind = 'bank' then
      if roles ? 'bankDesk' then
        reach.bank := code;
        reach.gives := code;
      end if;
      return reach;
    end if;
    if kind = 'center' and roles ?| array['dutyOfficer', 'centerLead'] then
      reach.everything := true;
    elsif kind = 'station' and roles ?| array['stationDuty', 'officer'] then
      reach.station := code;
      reach.formerly := code;
    end if;
    if roles ?| array['approver', 'custodian'] then
      if org ->> 'level' = 'city' then
        reach.everything := true;
      else
        reach.district := org ->> 'district';
      end if;
    end if;
    return reach;
  end $$;

  create function lanjie_enter(asker jsonb, with_left boolean) returns void language plpgsql volatile as $$
  declare reach constant lanjie_reach := lanjie_reach(asker);
  begin
    perform set_config('lanjie.everything', reach.everything::text, true), set_config('lanjie.logs', reach.logs::text, true),
      set_config('lanjie.outlet', reach.outlet, true),
      set_config('lanjie.bank', reach.bank, true), set_config('lanjie.gives', reach.gives, true),
      set_config('lanjie.station', reach.station, true), set_config('lanjie.district', reach.district, true),
      set_config('lanjie.formerly', case when with_left then reach.formerly end, true),
      set_config('lanjie.cases', reach.cases::text, true),
      set_config('lanjie.organisation', reach.organisation, true);
  end $$;

  create function lanjie_sees(reach lanjie_reach, id uuid, outlet text, bank text, account_banks text[])
    returns table (sight text) language sql stable parallel safe
  begin atomic
    select ${sight((field) => `(reach).${field}`, 'id')};
  end;

  create function lanjie_admits(asker jsonb, at timestamptz, called uuid, outlet text, bank text, account_banks text[],
    out is_whole boolean, out parts text[], out is_late boolean, out secret text) language plpgsql stable strict parallel safe as $$
  declare
    reach constant lanjie_reach := lanjie_reach(asker - 'openedCases');
    sight text := 'whole';
  begin
    is_late := false;
    if not reach.everything then
      sight := (select s.sight from lanjie_sees(reach, called, outlet, bank, account_banks) s);
    end if;
    is_whole := coalesce(sight in ('whole', 'bank'), false);
    if sight = 'bank' then
      secret := 'evidence';
      parts := array(select p.part from case_part p where p.case_id = called
        and not (${partInSight('sight', (field) => `reach.${field}`, 'false')}));
    elsif sight = 'accounts' then
      parts := array(select p.part from case_part p where p.case_id = called and (${partInSight(
        'sight',
        (field) => `reach.${field}`,
        `exists (select from case_part a where a.case_id = called and a.part = p.facts ->> 'asset' and a.kind = 'account'
          and a.facts ->> 'bank' = reach.bank and a.state <> '"annulled"')`,
      )}));
    elsif not is_whole and reach.formerly is not null then
      is_late := exists (select from case_station s where s.case_id = called and s.station = reach.formerly
        and s.from_at <= at and at < s.to_at);
    end if;
  end $$`;

/**
 * What the policies of the tables below a case ask, as their readers: what this transaction sees of the case, and whether one
 * of its parts is shown. In PL/pgSQL, which keeps their plans: as part of every reader's statement they would be planned each
 * time. The policy of case_part asks lanjie_shows of a return's asset, which is no return: so it is not asked in a circle.
 */
const readersFunctions = (schema: string) => `
  create function lanjie_sight(called uuid) returns text language plpgsql stable parallel safe as $$
  begin
    return (select ${sight(here, 'c.id', `${schema}.case_station`)}
      from ${schema}.case_file c where c.id = called);
  end $$;

  create function lanjie_shows(called uuid, name text) returns boolean language plpgsql stable parallel safe as $$
  begin
    return exists (select from ${schema}.case_part p where p.case_id = called and p.part = name);
  end $$`;
