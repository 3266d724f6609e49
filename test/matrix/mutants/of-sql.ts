import type pg from 'pg';

/** A change of the second wall: statements of its owner. */
export interface Breach {
  readonly name: string;
  /** The table or the function that is changed. */
  readonly of: string;
  readonly statement: string;
  /** What puts things back. */
  readonly undo: string;
}

/** Every mutant of the policies, of the switches that turn them on, and of the functions they ask. */
export async function breachesOf(client: pg.Client): Promise<Breach[]> {
  return [...(await ofPolicies(client)), ...(await ofSwitches(client)), ...(await ofFunctions(client))];
}

async function ofPolicies(client: pg.Client): Promise<Breach[]> {
  const { rows } = await client.query<{ table: string; policy: string; qual: string }>(
    `select tablename as table, policyname as policy, qual from pg_policies
     where schemaname = 'public' and 'lanjie_reader' = any(roles) and qual is not null order by 1, 2`,
  );
  return rows.flatMap(({ table, policy, qual }) => {
    const using = (text: string) => `alter policy ${policy} on ${table} using (${text})`;
    return [{ what: 'true', text: 'true' }, ...changed(qual)].map(({ what, text }) => ({
      name: `policy ${policy}: ${what}`,
      of: table,
      statement: using(text),
      undo: using(qual),
    }));
  });
}

async function ofSwitches(client: pg.Client): Promise<Breach[]> {
  const { rows } = await client.query<{ table: string }>(
    `select distinct tablename as table from pg_policies where schemaname = 'public' and 'lanjie_reader' = any(roles) order by 1`,
  );
  return rows.map(({ table }) => ({
    name: `table ${table}: row-level security off`,
    of: table,
    statement: `alter table ${table} no force row level security; alter table ${table} disable row level security`,
    undo: `alter table ${table} enable row level security; alter table ${table} force row level security`,
  }));
}

async function ofFunctions(client: pg.Client): Promise<Breach[]> {
  const { rows } = await client.query<{ name: string; text: string }>(
    `select proname as name, pg_get_functiondef(oid) as text from pg_proc
     where pronamespace = 'public'::regnamespace and proname like 'lanjie%' order by 1`,
  );
  return rows.flatMap(({ name, text }) =>
    changed(text).map((change) => ({
      name: `function ${name}: ${change.what}`,
      of: name,
      statement: change.text,
      undo: text,
    })),
  );
}

interface Changed {
  readonly what: string;
  readonly text: string;
}

const words: readonly (readonly [RegExp, string])[] = [
  [/\bAND\b/gi, 'or'],
  [/\bOR\b(?! REPLACE)/gi, 'and'],
  [/\bIS NOT NULL\b/gi, 'is null'],
  [/\bIS NULL\b/gi, 'is not null'],
  [/\bNOT (?=IN\b|EXISTS\b|\()/gi, ''],
  [/(?<![<>:!=])=(?![>=])/g, '<>'],
  [/<>/g, '='],
  [/(?<=WHEN )(?=\S)/gi, 'false and '],
  [/(?<=THEN )'\w+'(::text)?/gi, 'null'],
  [/<=(?!>)/g, '>'],
  [/(?<![-<@])<(?![=>@])/g, '>'],
];

/** Each of these words changed in turn. What is no SQL any more is refused by the database, and counts for nothing. */
function changed(text: string): Changed[] {
  const body = Math.max(text.search(/^ *BEGIN\b/im), 0);
  return words.flatMap(([form, to]) =>
    [...text.matchAll(form)]
      .filter(({ index }) => index >= body)
      .map(({ 0: found, index }) => {
        const around = text.slice(index, index + 60).replace(/\s+/g, ' ');
        return {
          what: `${found === '' ? 'before' : `«${found}» → «${to}»`} at ${around}`,
          text: text.slice(0, index) + to + text.slice(index + found.length),
        };
      }),
  );
}
