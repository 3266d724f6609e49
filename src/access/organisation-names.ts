import type { DataSource } from 'typeorm';
import type { Sentence } from '../engine/definition/index.js';
import { statement } from '../platform/database.js';

const sql = {
  name: 'organisation-names',
  text: 'select code, name_zh as zh, name_en as en from organisation where code = any($1::text[])',
};

/** The names of these organisations by code; unknown codes are missing. */
export async function organisationNames(ds: DataSource, codes: readonly string[]): Promise<Map<string, Sentence>> {
  const rows = await statement<{ code: string; zh: string; en: string }>(ds, sql, [codes]);
  return new Map(rows.map(({ code, zh, en }) => [code, { zh, en }]));
}
