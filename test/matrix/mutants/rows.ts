import type pg from 'pg';

/** What of the database a cell may read under a scope: tables, and the function that is asked by name. */
export const readable = [
  'case_file',
  'case_station',
  'case_part',
  'deadline',
  'ledger_entry',
  'case_key',
  'slip',
  'handover',
  'lanjie_sight',
];

/**
 * Tells what every scope is shown: `marks` are those of `House.reached`, `table left asker` and `lanjie_admits at asker`. The
 * rows by their places, so that one look compares whole tables. Made in a copy that is thrown away.
 */
const VIEWS = `
  create function matrix_views(marks text[], ids uuid[]) returns table (mark text, shown text) language plpgsql as $$
  declare
    words text[];
    entered text;
  begin
    foreach mark in array marks loop
      words := regexp_match(mark, '^(\\S+) (\\S+) (.*)$');
      begin
        if words[1] = 'lanjie_admits' then
          set local role lanjie_app;
          select string_agg(concat_ws(' ', c.id, a), ',' order by c.id) into shown from case_file c
            left join lateral lanjie_admits(words[3]::jsonb, words[2]::timestamptz, c.id, coalesce(c.outlet, ''),
              coalesce(c.bank, ''), c.account_banks) a on true;
        else
          set local role lanjie_reader;
          if entered is distinct from words[2] || words[3] then
            perform lanjie_enter(words[3]::jsonb, words[2]::boolean);
            entered := words[2] || words[3];
          end if;
          if words[1] = 'lanjie_sight' then
            select string_agg(concat_ws(' ', id, lanjie_sight(id)), ',') into shown from unnest(ids) as id;
          else
            execute format('select string_agg(ctid::text, '','' order by ctid) from %I', words[1]) into shown;
          end if;
        end if;
      exception when others then
        shown := sqlerrm;
        entered := null;
      end;
      reset role;
      return next;
    end loop;
  end $$`;

/** What each of these marks is shown, by the mark. */
export type Shown = ReadonlyMap<string, string>;

/** Makes ready to say what is shown: with a statement of the owner done before, which is then undone. */
export async function showing(
  client: pg.Client,
  marks: readonly string[],
): Promise<(statement?: string) => Promise<Shown>> {
  await client.query(VIEWS);
  const { rows: files } = await client.query<{ id: string }>('select id from case_file order by id');
  const values = [marks, files.map(({ id }) => id)];
  return async (statement = '') => {
    try {
      await client.query(`begin; ${statement}`);
      const { rows } = await client.query<{ mark: string; shown: string | null }>(
        'select * from matrix_views($1, $2)',
        values,
      );
      return new Map(rows.map(({ mark, shown }) => [mark, shown ?? '']));
    } finally {
      await client.query('rollback');
    }
  };
}
