import type { DataSource } from 'typeorm';
import type { Sentence } from '../engine/definition/index.js';
import { statement } from '../platform/database.js';

const sql = {
  name: 'organisation-names',
  text: 'select code, name_zh as zh, name_en as en, phone from organisation where code = any($1::text[])',
};

/** What an organisation is called, and its number in the official directory. */
export interface Named extends Sentence {
  readonly phone: string | null;
}

/** The names of these organisations by code; unknown codes are missing. */
export async function organisationNames(ds: DataSource, codes: readonly string[]): Promise<Map<string, Named>> {
  const rows = await statement<Named & { code: string }>(ds, sql, [codes]);
  return new Map(rows.map(({ code, zh, en, phone }) => [code, { zh, en, phone }]));
}
