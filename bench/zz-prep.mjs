import { mkdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { seedDemo } from '../dist/src/demo/seed-demo.js';
import { createDataSource, migrate } from '../dist/src/platform/database.js';
import { loadCases } from './load-cases.mjs';

const base = readFileSync('/tmp/walls-pg.url', 'utf8');
const at = (db) => {
  const u = new URL(base);
  u.pathname = '/' + db;
  return u.href;
};
const c = new pg.Client({ connectionString: at('postgres') });
await c.connect();
await c.query('drop database if exists w3 with (force)');
await c.query('create database w3');
await c.end();
const ds = createDataSource(at('w3'), { poolSize: 4, role: 'owner' });
await migrate(ds);
await ds.initialize();
await seedDemo(ds);
mkdirSync('/tmp/walls-home', { recursive: true });
const t = Date.now();
await loadCases(ds, '/tmp/walls-home', 10000);
console.log('loaded', Date.now() - t);
await ds.query(`create temp table n as select id, row_number() over (order by id) as n from case_file`);
await ds.query(
  `update case_file c set outlet = case when n.n % 10 = 0 then c.outlet else 'outlet-' || (n.n % 97) end, bank = case when n.n % 5 = 0 then c.bank else 'bank-' || (n.n % 19) end, account_banks = case when n.n % 7 = 0 then array['bank-b'] else '{}' end from n where n.id = c.id`,
);
await ds.query(
  `update case_part p set facts = p.facts || jsonb_build_object('outlet', c.outlet, 'bank', c.bank) from case_file c where c.id = p.case_id and p.part = 'lead-1'`,
);
await ds.query(
  `insert into case_station select id, case when n % 10 = 3 then 'xiufeng' else 'st-' || (n % 41) end, now() - interval '1 day', case when n % 10 = 3 then 'xiufeng' else 'd-' || (n % 17) end, case when n % 20 = 3 then now() end from n`,
);
await ds.query(
  `update case_part p set facts = p.facts || jsonb_build_object('stations', jsonb_build_array(jsonb_build_object('station', s.station, 'district', s.district, 'from', to_char(s.from_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'to', s.to_at))) from case_station s where s.case_id = p.case_id and p.part = 'lead-1'`,
);
await ds.query(
  `insert into case_part select id, 'evidence-' || k, 10 + k, 'evidence', '"accepted"', jsonb_build_object('bank', case when k < 3 then 'bank-a' else 'other' end, 'type', 'image/png'), now(), true, 1 from n, generate_series(1, 8) k`,
);
await ds.query('vacuum analyze');
await ds.destroy();
