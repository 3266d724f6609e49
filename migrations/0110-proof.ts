import type { MigrationInterface, QueryRunner } from 'typeorm';

const INSERT_ONLY = ['sequence', 'tree_node', 'checkpoint', 'cosignature'];

/**
 * History proves itself (docs/audit-log.md): one sequence of all entries, the Merkle tree over it, and the checkpoints that were
 * signed. And no case changes without its entry: whoever writes one without the other is refused by the database.
 */
export class Proof1700000000110 implements MigrationInterface {
  name = 'Proof1700000000110';

  async up(runner: QueryRunner): Promise<void> {
    // In the order in which they were recorded the entries are sequenced: what follows from another stands behind it.
    await runner.query(`
      alter table pending_leaf add column recorded_at timestamptz;
      update pending_leaf p set recorded_at = e.recorded_at
        from ledger_entry e where e.case_id = p.case_id and e.version = p.version;
      alter table pending_leaf alter column recorded_at set not null,
        drop constraint pending_leaf_pkey, add primary key (recorded_at, case_id, version);
      alter table pending_leaf set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
      create table sequence (
        index bigint primary key,
        case_id uuid not null,
        version integer not null,
        leaf bytea not null,
        constraint sequence_entry_key unique (case_id, version)
      );
      create table tree_node (
        level smallint not null,
        index bigint not null,
        hash bytea not null,
        primary key (level, index)
      );
      create table tree_head (
        id boolean primary key default true constraint tree_head_single check (id),
        size bigint not null,
        peaks bytea[] not null
      ) with (fillfactor = 10);
      insert into tree_head (size, peaks) values (0, '{}');
      create table checkpoint (
        n bigint primary key,
        origin text not null,
        size bigint not null,
        root bytea not null,
        note text not null,
        keys text[] not null,
        telling boolean not null,
        signed_at timestamptz not null
      );
      create index checkpoint_size_idx on checkpoint (origin, size);
      create index checkpoint_telling_idx on checkpoint (origin, n) where telling;
      create table cosignature (
        n bigint not null,
        name text not null,
        line text not null,
        signed_at timestamptz not null,
        primary key (n, name)
      )`);
    for (const table of INSERT_ONLY) {
      await runner.query(`
        create trigger ${table}_insert_only before update or delete or truncate on ${table}
          for each statement execute function ledger_is_insert_only();
        revoke update, delete, truncate on ${table} from lanjie_app`);
    }
    await runner.query(`
      revoke insert, delete, truncate on tree_head from lanjie_app;
      alter table sequence enable row level security;
      alter table sequence force row level security;
      create policy sequence_app on sequence to lanjie_app using (true) with check (true)`);
    await runner.query(NO_CASE_WITHOUT_ENTRY);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger case_part_has_entry on case_part;
      drop trigger case_part_keeps_entry on case_part;
      drop trigger case_file_stays on case_file;
      drop trigger case_file_has_entry on case_file;
      drop function case_part_has_entry, case_file_has_entry, case_file_stays;
      drop table cosignature, checkpoint, tree_head, tree_node, sequence;
      alter table pending_leaf drop constraint pending_leaf_pkey, add primary key (case_id, version);
      alter table pending_leaf drop column recorded_at`);
  }
}

// An entry's row is of the transaction that wrote it as long as that runs.
const NO_CASE_WITHOUT_ENTRY = `
  create function case_file_has_entry() returns trigger language plpgsql as $$
  begin
    if not exists (
      select from ledger_entry e where e.case_id = new.id and e.version = new.version and e.leaf = new.head
        and e.xmin = pg_current_xact_id()::xid)
    then
      raise exception 'case % changes without a ledger entry of version %', new.id, new.version
        using errcode = 'integrity_constraint_violation';
    end if;
    return null;
  end $$;
  create constraint trigger case_file_has_entry after insert or update on case_file
    deferrable initially deferred for each row execute function case_file_has_entry();

  create function case_part_has_entry() returns trigger language plpgsql as $$
  declare lone record;
  begin
    select c.case_id, c.part into lone from changed c where not exists (
      select from case_file f join ledger_entry e on e.case_id = f.id and e.version = f.version
      where f.id = c.case_id and e.xmin = pg_current_xact_id()::xid) limit 1;
    if found then
      raise exception 'part % of case % changes without a ledger entry', lone.part, lone.case_id
        using errcode = 'integrity_constraint_violation';
    end if;
    return null;
  end $$;
  create trigger case_part_has_entry after insert on case_part
    referencing new table as changed for each statement execute function case_part_has_entry();
  create trigger case_part_keeps_entry after update on case_part
    referencing new table as changed for each statement execute function case_part_has_entry();

  create function case_file_stays() returns trigger language plpgsql as
    $$ begin raise exception 'a case is never deleted' using errcode = 'integrity_constraint_violation'; end $$;
  create trigger case_file_stays before delete or truncate on case_file
    for each statement execute function case_file_stays()`;
