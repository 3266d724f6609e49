import { policy } from '../src/access/policy.js';
import { listPolicy } from '../src/access/scope-filter.js';
import type { FreshDatabase } from './database.js';

/** Takes the first wall down in this process: the policy shows everybody everything. Returns the way to put it up again. */
export function policyOff(): () => void {
  const { sight } = policy;
  const { filter } = listPolicy;
  policy.sight = () => ({ kind: 'whole' });
  listPolicy.filter = () => ({ name: 'off', sql: 'true', values: [] });
  return () => {
    policy.sight = sight;
    listPolicy.filter = filter;
  };
}

/** Takes the second wall down in one database, for good: no row-level security, and every scope sees everything. */
export async function rowsOff(database: Pick<FreshDatabase, 'tamper'>): Promise<void> {
  await database.tamper(`
    do $$
    declare guarded regclass;
    begin
      for guarded in select oid from pg_class where relrowsecurity and relnamespace = current_schema()::regnamespace loop
        execute format('alter table %s disable row level security', guarded);
      end loop;
    end $$;
    create or replace function lanjie_sees(reach jsonb, id uuid, outlet text, bank text, account_banks text[])
      returns table (sight text) language sql stable begin atomic select 'whole'::text; end;`);
}
