import type { DataSource } from 'typeorm';
import type { Json } from '../engine/definition/index.js';
import type { Asked } from '../engine/ports.js';
import { statement } from '../platform/database.js';

const sql = {
  name: 'stored-file',
  text: `
    select b.sha256, b.size::text, b.type
    from unnest($1::text[], $2::uuid[]) with ordinality as asked(address, case_id, ord)
    left join blob b on b.address = asked.address and b.case_id = asked.case_id and b.version is null
    order by ord`,
};

/**
 * Answers `stored`: hash, size and type of the file that lies under this address, as the server found them while it came;
 * null when there is none of the asking case that no entry has taken yet.
 */
export function storedFile(ds: DataSource) {
  return async (asked: readonly Asked[]): Promise<Json[]> => {
    const rows = await statement<{ sha256: string | null; size: string; type: string }>(ds, sql, [
      asked.map(({ question }) => String(question.about)),
      asked.map(({ caseId }) => caseId),
    ]);
    return rows.map(({ sha256, size, type }) => (sha256 === null ? null : { sha256, size: Number(size), type }));
  };
}
