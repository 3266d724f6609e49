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

/** What no other policy and no other function asks: a change of it is seen nowhere else. */
const alone = ['deadline', 'ledger_entry', 'case_key', 'slip', 'handover', 'lanjie_admits'];

/** Says what is shown in a copy that is thrown away. */
export class Rows {
  private readonly client: pg.Client;
  private readonly marks: readonly string[];
  private readonly ids: readonly string[];
  private readonly before: Shown;

  private constructor(client: pg.Client, marks: readonly string[], ids: readonly string[], before: Shown) {
    this.client = client;
    this.marks = marks;
    this.ids = ids;
    this.before = before;
  }

  static async in(client: pg.Client, marks: readonly string[]): Promise<Rows> {
    await client.query(VIEWS);
    const { rows } = await client.query<{ id: string }>('select id from case_file order by id');
    const ids = rows.map(({ id }) => id);
    await client.query('begin');
    const before = await shownTo(client, marks, ids);
    await client.query('rollback');
    return new Rows(client, marks, ids, before);
  }

  /** The marks to which a statement of the owner shows something else; it is undone. `of`: the table or function it changes. */
  async changedBy(statement: string, of: string): Promise<string[]> {
    const touched = alone.includes(of) ? this.marks.filter((mark) => mark.startsWith(`${of} `)) : this.marks;
    try {
      await this.client.query(`begin; ${statement}`);
      const after = await shownTo(this.client, touched, this.ids);
      return touched.filter((mark) => this.before.get(mark) !== after.get(mark));
    } finally {
      await this.client.query('rollback');
    }
  }
}

// Whoever reaches the same is shown the same: one of them is looked at.
async function shownTo(client: pg.Client, marks: readonly string[], ids: readonly string[]): Promise<Shown> {
  const reaches = await reachesOf(client, [...new Set(marks.map((mark) => partsOf(mark).asker))]);
  const likeOf = (mark: string) => {
    const { what, asker } = partsOf(mark);
    return `${what} ${reaches.get(asker)}`;
  };
  const like = new Map(marks.map((mark) => [likeOf(mark), mark]));
  const { rows } = await client.query<{ mark: string; shown: string | null }>('select * from matrix_views($1, $2)', [
    [...like.values()],
    ids,
  ]);
  const shown = new Map(rows.map(({ mark, shown: rowsThere }) => [mark, rowsThere ?? '']));
  return new Map(marks.map((mark) => [mark, shown.get(like.get(likeOf(mark)) ?? '') ?? '']));
}

function partsOf(mark: string): { readonly what: string; readonly asker: string } {
  const at = mark.indexOf(' {');
  return { what: mark.slice(0, at), asker: mark.slice(at + 1) };
}

async function reachesOf(client: pg.Client, askers: readonly string[]): Promise<Map<string, string>> {
  await client.query('savepoint reaches');
  const found = await client
    .query<{ asker: string; reach: string }>(
      'select asker, lanjie_reach(asker::jsonb)::text as reach from unnest($1::text[]) as asker',
      [askers],
    )
    .catch(() => undefined);
  await client.query(found ? 'release savepoint reaches' : 'rollback to savepoint reaches');
  return new Map(found?.rows.map(({ asker, reach }) => [asker, reach]) ?? askers.map((asker) => [asker, asker]));
}
