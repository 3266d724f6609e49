import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import type { Principal } from '../../src/access/principal.js';
import { reading } from '../../src/access/reading.js';
import { currentLead } from '../../src/cases/definitions.js';
import { verifyCase } from '../../src/cases/verify-case.js';
import { Erasures } from '../../src/engine/erasures.js';
import { eventExample } from '../../src/engine/event-body.js';
import { documentIn, operationsOf } from '../openapi/sources.js';
import { clearedRows } from '../stories/people.js';
import { Play, Theatre } from '../stories/play.js';
import { allArrived, entriesIn, entriesOf, holding, leadWithFile, type Told } from './house.js';

let theatre: Theatre;
let lead: Awaited<ReturnType<typeof leadWithFile>>;
/** Of an emergency reading, and of the administration. */
let opening: string;
let office: string;

beforeAll(async () => {
  theatre = await Theatre.open({ LANJIE_SCANNER: 'off' });
  lead = await leadWithFile(theatre);
  const emergency = { number: lead.number, reason: '主办无人接听' };
  opening = (await theatre.post('officer3', '/station/break-glass', emergency)).body.receipt.case;
  [{ id: office }] = await theatre.ds.query(`select id from case_file where definition like 'administration@%'`);
}, 60_000);
afterAll(() => theatre?.close());

const get = (who: string, path: string) => theatre.get(who, path);
const accesses = async (query = ''): Promise<Told[]> => (await get('auditor', `/audit/access${query}`)).body.items;
const fileOf = async (who: string, area: string) => {
  const token = await theatre.token(who);
  const path = `${theatre.address}/${area}/leads/${lead.play.id}/evidence/${lead.part}`;
  const answer = await fetch(path, { headers: { authorization: `Bearer ${token}` } });
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (answer.ok) await allArrived(theatre);
  return { status: answer.status, bytes };
};

/** What an auditor can ask of the lead, by what is left in the log. */
const reads = (): [string, string, string | null][] => {
  const { id } = lead.play;
  return [
    ['/audit/leads', 'log.searched', null],
    [`/audit/leads?number=${lead.number}`, 'log.searched', null],
    [`/audit/leads/${id}`, 'log.read', id],
    [`/audit/leads/${id}?asOf=2024-11-18T15:00:30%2B08:00`, 'log.read', id],
    [`/audit/leads/${id}?asOfVersion=2`, 'log.read', id],
    [`/audit/leads/${id}/history`, 'log.read', id],
    [`/audit/leads/${id}/changes`, 'log.read', id],
    [`/audit/leads/${id}/verify`, 'log.read', id],
    [`/audit/leads/${id}/access`, 'log.read', id],
    ['/audit/access', 'log.searched', null],
    [`/audit/access?case=${lead.number}`, 'log.searched', id],
    ['/audit/access?account=nobody', 'log.searched', null],
    ['/audit/break-glass?phase=open', 'log.searched', null],
    [`/audit/break-glass/${opening}`, 'log.read', opening],
    ['/audit/administration/accounts?active=true', 'log.searched', null],
    ['/audit/administration/accounts/duty', 'log.searched', null],
    ['/audit/administration/organisations', 'log.searched', null],
    ['/audit/administration/organisations/xiufeng', 'log.searched', null],
    ['/audit/administration/history', 'log.read', office],
  ];
};

describe('an auditor', () => {
  it('sees what the center sees of a case, as it is and as it was', async () => {
    const { id } = lead.play;
    for (const path of [`leads/${id}`, `leads/${id}?asOf=2024-11-18T15:01:30%2B08:00`, `leads/${id}/history`]) {
      const [mine, theirs] = [await get('auditor', `/audit/${path}`), await get('duty', `/center/${path}`)];
      expect([mine.status, { ...mine.body, possible: [] }]).toEqual([200, { ...theirs.body, possible: [] }]);
      expect(mine.headers['etag']).toBe(theirs.headers['etag']);
    }
    expect((await get('auditor', `/audit/leads/${id}`)).body.possible).toEqual([]);
    const list = async (who: string, area: string) =>
      (await get(who, `/${area}/leads?number=${lead.number}&open=true`)).body;
    expect(await list('auditor', 'audit')).toEqual(await list('duty', 'center'));
    expect((await fileOf('auditor', 'audit')).bytes.equals((await fileOf('duty', 'center')).bytes)).toBe(true);
  });

  it('reads page by page what the others read page by page', async () => {
    const first = await get('auditor', `/audit/leads/${lead.play.id}/history?limit=2`);
    expect([first.body.items.length, first.body.next]).toEqual([2, '2']);
    const rest = await get('auditor', `/audit/leads/${lead.play.id}/history?cursor=2`);
    expect(rest.body.items[0].version).toBe(3);
  });

  it('is told that chain and replay agree', async () => {
    const { body } = await get('auditor', `/audit/leads/${lead.play.id}/verify`);
    const [{ head, version }] = await theatre.ds.query(
      `select encode(head, 'hex') as head, version from case_file where id = $1`,
      [lead.play.id],
    );
    expect(body).toEqual({ number: lead.number, entries: version, head, sound: true, fault: null });
  });

  it('finds nothing where there is nothing, and leaves no trace of a case that is none', async () => {
    const nowhere = '0192f3a0-0000-7000-8000-000000000001';
    const left = await entriesOf(theatre, async () => {
      for (const path of ['', '/history', '/changes', '/verify', '/access', '/bundle', '/evidence/evidence-1'])
        for (const id of [nowhere, 'x'])
          expect([path, (await get('auditor', `/audit/leads/${id}${path}`)).status]).toEqual([path, 404]);
    });
    expect(left).toEqual([]);
    const { body } = await get('auditor', '/audit/access?case=L20241118-0000-0000');
    expect(body).toEqual({ items: [], next: null });
  });

  it('is told which parameter is wrong', async () => {
    for (const query of ['?act=looked', '?from=yesterday', '?limit=0', '?cursor=x', '?who=me'])
      expect([query, (await get('auditor', `/audit/access${query}`)).status]).toEqual([query, 400]);
  });
});

describe('a look by an auditor', () => {
  it('leaves exactly one entry', async () => {
    for (const [path, type, about] of reads()) {
      const left = await entriesOf(theatre, () => get('auditor', path));
      expect([path, left]).toEqual([path, [{ type, actor: 'auditor', about }]]);
    }
  });

  it('at a file leaves one, and one more that says how it ended', async () => {
    const left = await entriesOf(theatre, async () => {
      await fileOf('auditor', 'audit');
    });
    expect(left).toEqual([
      { type: 'log.handedOut', actor: 'auditor', about: lead.play.id },
      { type: 'log.handedOutEnded', actor: 'auditor', about: null },
    ]);
  });

  it('is told with who, in which role, what and how it was asked for', async () => {
    theatre.now += 1000;
    await get('auditor', `/audit/leads/${lead.play.id}/history?limit=7`);
    theatre.now += 1000;
    const [told] = await accesses();
    expect(told).toMatchObject({
      act: 'read',
      at: new Date(theatre.now - 1000).toISOString(),
      account: 'auditor',
      role: 'auditor',
      organisation: 'guilin-bureau',
      case: { id: lead.play.id, number: lead.number },
      query: `/audit/leads/${lead.play.id}/history?limit=7`,
      outcome: null,
    });
    expect(told?.log.number).toMatch(/^A20241118-/);
  });

  it('never moves the case', async () => {
    const { version } = await lead.play.file();
    for (const [path] of reads()) await get('auditor', path);
    await fileOf('auditor', 'audit');
    expect((await lead.play.file()).version).toBe(version);
  });

  it('is in the log before the first byte leaves', async () => {
    for (const [path] of [...reads(), [`/audit/leads/${lead.play.id}/evidence/${lead.part}`]]) {
      let answered = false;
      const answer = await holding(theatre, 'wait', async (reached) => {
        const asked = get('auditor', path ?? '').then((got) => {
          answered = true;
          return got;
        });
        await reached;
        // Whatever could be sent without the entry would be here by now.
        await new Promise((resolve) => setTimeout(resolve, 20));
        expect([path, answered]).toEqual([path, false]);
        return { asked };
      });
      expect([path, (await answer.asked).status]).toEqual([path, 200]);
    }
    await allArrived(theatre);
  });

  it('that cannot be put on record shows nothing', async () => {
    await holding(theatre, 'fail', async () => {
      for (const [path] of [...reads(), [`/audit/leads/${lead.play.id}/evidence/${lead.part}`]]) {
        const { status, body, headers } = await get('auditor', path ?? '');
        expect([path, status, body.code, headers['retry-after']]).toEqual([path, 503, 'accessNotOnRecord', '2']);
        expect([path, Object.keys(body).sort()]).toEqual([
          path,
          ['code', 'detail', 'status', 'title', 'traceId', 'type'],
        ]);
        expect([path, headers['etag'], headers['link']]).toEqual([path, undefined, undefined]);
      }
    });
    expect((await get('auditor', `/audit/leads/${lead.play.id}`)).status).toBe(200);
  });
});

describe('a file that anybody takes', () => {
  it('does not leave the house where the log cannot be kept', async () => {
    await holding(theatre, 'fail', async () => {
      for (const [who, area] of [
        ['duty', 'center'],
        ['officer', 'station'],
      ] as const) {
        const { status, bytes } = await fileOf(who, area);
        expect([who, status, JSON.parse(String(bytes)).code]).toEqual([who, 503, 'accessNotOnRecord']);
      }
    });
  });

  it('is told to auditors with the account that took it', async () => {
    await fileOf('officer', 'station');
    const told = await accesses(`?account=officer&case=${lead.play.id}&act=handedOut`);
    expect(told[0]).toMatchObject({
      act: 'handedOut',
      account: 'officer',
      role: 'officer',
      organisation: 'xiufeng',
      part: lead.part,
    });
  });
});

describe('the access logs', () => {
  it('are found by account, organisation, case, act and period', async () => {
    await fileOf('officer', 'station');
    await get('auditor', `/audit/leads/${lead.play.id}`);
    const all = await accesses('?limit=200');
    const filters: [string, (told: Told) => boolean][] = [
      ['account=officer', ({ account }) => account === 'officer'],
      ['organisation=center', ({ organisation }) => organisation === 'center'],
      [`case=${lead.number}`, (told) => told.case?.id === lead.play.id],
      [`case=${lead.play.id}&act=read`, (told) => told.case?.id === lead.play.id && told.act === 'read'],
      ['act=searched', ({ act }) => act === 'searched'],
      ['account=officer&organisation=center', () => false],
      ['to=2024-11-18T00:00:00%2B08:00', () => false],
    ];
    const known = new Set(all.map(({ log }) => `${log.id} ${log.version}`));
    for (const [query, fits] of filters) {
      const found = (await accesses(`?limit=200&${query}`)).filter(({ log }) => known.has(`${log.id} ${log.version}`));
      expect([query, found.map(({ log }) => log)]).toEqual([query, all.filter(fits).map(({ log }) => log)]);
    }
    const mine = (await get('auditor', `/audit/leads/${lead.play.id}/access?act=handedOut&limit=200`)).body.items;
    expect(new Set(mine.map((told: Told) => told.case?.id))).toEqual(new Set([lead.play.id]));
  });

  it('are read page by page without gap or repetition, while they grow', async () => {
    const to = new Date(theatre.now + 1).toISOString();
    theatre.now += 1000;
    const whole = await accesses(`?limit=200&to=${to}`);
    const seen: Told[] = [];
    let next: string | null = '';
    while (next !== null) {
      const { body }: { body: { items: Told[]; next: string | null } } = await get(
        'auditor',
        `/audit/access?limit=7&to=${to}${next === '' ? '' : `&cursor=${next}`}`,
      );
      seen.push(...body.items);
      next = body.next;
    }
    expect(whole.length).toBeGreaterThan(20);
    expect(seen.map(({ log }) => log)).toEqual(whole.map(({ log }) => log));
  });

  it('hold search words sealed, and tell them to auditors', async () => {
    const words = '找覃某的案子';
    await get('auditor', `/audit/leads?phase=${encodeURIComponent(words)}`);
    const [{ rows }] = await theatre.ds.query(
      `select string_agg(convert_from(entry, 'UTF8'), '') as rows from ledger_entry where type like 'log.%'`,
    );
    expect([rows.includes(words), rows.includes('sealed:')]).toEqual([false, true]);
    expect((await accesses('?act=searched')).some(({ query }) => query === `/audit/leads?phase=${words}`)).toBe(true);
  });

  it('are no leads: nobody finds, reads or writes one as a case', async () => {
    const [{ id, number }] = await theatre.ds.query(`select id, number from case_file where definition = 'access@1'`);
    for (const [who, area] of [
      ['duty', 'center'],
      ['centerlead', 'center'],
      ['city', 'center'],
      ['auditor', 'audit'],
    ] as const) {
      expect((await get(who, `/${area}/leads?number=${number}`)).body.items).toEqual([]);
      const listed = (await get(who, `/${area}/leads?limit=200`)).body.items;
      expect(listed.map((item: { number: string }) => item.number[0]).join('')).toMatch(/^L+$/);
      for (const path of ['', '/history', ...(area === 'center' ? ['/actions'] : ['/verify', '/access'])])
        expect([who, path, (await get(who, `/${area}/leads/${id}${path}`)).status]).toEqual([who, path, 404]);
    }
    const before = await entriesIn(theatre);
    for (const type of [
      'log.read',
      'log.opened',
      'log.handedOutEnded',
      'log.textErased',
      'lead.noted',
      'lead.linked',
    ]) {
      const body = { case: id, month: '2024-11', text: 'x' };
      const answer = await theatre.post('centerlead', `/center/leads/${id}/events/${type}`, body);
      expect([type, answer.status]).toEqual([type, 404]);
    }
    const linked = await lead.play.record('duty', 'lead.linked', { to: number, reason: '同一案件' });
    expect(linked.status).not.toBe(200);
    expect(await entriesIn(theatre)).toEqual(before);
  });

  it('are shown by the database to auditors alone, whatever the policy says', async () => {
    const seen = (roles: string[], kind: string) =>
      reading(theatre.ds, personOf(roles, kind), async (read) => {
        const counts = await read<{ count: number }>(
          {
            name: 'logs-in-sight',
            text: `select count(*)::int from case_file where definition = 'access@1' union all
              select count(*)::int from ledger_entry where type like 'log.%' union all
              select count(*)::int from case_part where kind = 'log' union all
              select count(*)::int from case_key k where k.case_id = any($1)`,
          },
          [logs],
        );
        return counts.map(({ count }) => count > 0);
      });
    const rows: { id: string }[] = await theatre.ds.query(`select id from case_file where definition = 'access@1'`);
    const logs = rows.map(({ id }) => id);
    expect(await seen(['auditor'], 'bureau')).toEqual([true, true, true, true]);
    for (const roles of [['centerLead'], ['dutyOfficer', 'approver'], ['securityAdmin'], ['systemAdmin'], []])
      expect([roles, await seen(roles, 'center')]).toEqual([roles, [false, false, false, false]]);
  });

  it('cannot be changed or cut, not even with a statement of one’s own', async () => {
    for (const sql of [
      `update ledger_entry set actor = 'x' where type like 'log.%'`,
      `delete from ledger_entry where type like 'log.%'`,
    ]) {
      await expect(theatre.ds.query(sql)).rejects.toThrow('permission denied');
      await expect(theatre.database.asOwner(sql)).rejects.toThrow('insert-only');
    }
  });

  it('show who tampered with them around the trigger', async () => {
    const told = (await accesses('?account=auditor&limit=1'))[0];
    const verdict = async () => (await get('auditor', `/audit/logs/${told?.log.id}/verify`)).body;
    expect(await verdict()).toMatchObject({ sound: true, fault: null });
    const tampering = (sql: string, values: unknown[]) => theatre.database.tamper(sql, values);
    const [kept] = await theatre.ds.query('select * from ledger_entry where case_id = $1 and version = 3', [
      told?.log.id,
    ]);
    const spoilt = Buffer.from(String(kept.entry).replace('"account":"auditor"', '"account":"officer"'));
    await tampering('update ledger_entry set entry = $2 where case_id = $1 and version = 3', [told?.log.id, spoilt]);
    expect(await verdict()).toMatchObject({ sound: false, fault: 'entry 3 is not the one that was hashed' });
    await tampering('update ledger_entry set entry = $2 where case_id = $1 and version = 3', [
      told?.log.id,
      kept.entry,
    ]);
    expect(await verdict()).toMatchObject({ sound: true });
    await tampering('delete from ledger_entry where case_id = $1 and version = 3', [told?.log.id]);
    expect(await verdict()).toMatchObject({ sound: false, fault: 'entry 3 is missing' });
    await tampering(
      `insert into ledger_entry (case_id, version, entry, leaf, idempotency_key, fingerprint, type, actor, role, organisation, at, recorded_at, about)
       values ($1, 3, $2, $3, $4, $5, $6, 'auditor', 'auditor', 'center', $7, $7, $8)`,
      [told?.log.id, kept.entry, kept.leaf, kept.idempotency_key, kept.fingerprint, kept.type, kept.at, kept.about],
    );
    expect(await verdict()).toMatchObject({ sound: true });
  });

  it('are checked by their own number only: a lead is no log', async () => {
    expect((await get('auditor', `/audit/logs/${lead.play.id}/verify`)).status).toBe(404);
    expect((await get('auditor', '/audit/logs/x/verify')).status).toBe(404);
  });
});

function personOf(roles: string[], kind: string): Principal {
  const words = { zh: '', en: '' };
  const organisation = { code: 'center', kind, level: 'city' };
  return {
    account: 'x',
    displayName: words,
    organisation,
    organisationName: words,
    roles,
    session: '',
    authenticatedAt: new Date(0).toISOString(),
    openedCases: [],
  };
}

describe('who may not', () => {
  const operations = operationsOf(documentIn('en'));
  const addressOf = (path: string) =>
    path
      .replace('{id}', lead.play.id)
      .replace('{part}', lead.part)
      .replace(/\{\w+\}/g, '1');

  async function ask(who: string, method: string, path: string, body: object) {
    const headers = { authorization: `Bearer ${await theatre.token(who)}`, 'idempotency-key': `k-${who}-${path}` };
    const payload = method === 'get' ? {} : { payload: body };
    const url = addressOf(path);
    return theatre.app.inject({ method: method.toUpperCase() as 'GET', url, headers, ...payload });
  }

  test('write: an auditor, anywhere, anything of the catalogue', async () => {
    const [{ before }] = await theatre.ds.query(
      `select count(*)::int as before from ledger_entry where type not like 'log.%'`,
    );
    const writes = operations.filter(({ method, path }) => method !== 'get' && !/^\/(auth|audit)\//.test(path));
    const reached = new Set(writes.map(({ operation }) => operation['x-event']));
    expect(
      [...currentLead.events.values()].filter(({ type, roles }) => !reached.has(type) && roles[0] !== 'system'),
    ).toEqual([]);
    for (const { method, path, operation } of writes) {
      const event = currentLead.events.get(operation['x-event'] ?? '');
      const example = event ? eventExample(currentLead, event) : {};
      const answer = await ask('auditor', method, path, example as object);
      expect([method, path, answer.statusCode]).toEqual([method, path, 403]);
    }
    for (const event of currentLead.events.values())
      expect([event.type, event.roles]).not.toEqual([event.type, expect.arrayContaining(['auditor'])]);
    const [{ after }] = await theatre.ds.query(
      `select count(*)::int as after from ledger_entry where type not like 'log.%'`,
    );
    expect(after).toBe(before);
  });

  test.each(['secadmin', 'sysadmin'])('see a case or the logs: %s', async (who) => {
    const of = operations.filter(
      ({ path, operation }) => /^\/(bank|station|center|audit)\//.test(path) && operation.security?.length !== 0,
    );
    expect(of.length).toBeGreaterThan(100);
    const left = await entriesOf(theatre, async () => {
      for (const { method, path } of of) {
        const answer = await ask(who, method, path, {});
        expect([who, path, [403, 404].includes(answer.statusCode)]).toEqual([who, path, true]);
        expect([path, answer.body.includes(lead.number)]).toEqual([path, false]);
      }
    });
    expect(left).toEqual([]);
  });

  test('read the logs: anybody but auditors', async () => {
    for (const who of ['teller', 'bankdesk', 'officer', 'custodian', 'duty', 'centerlead', 'city'])
      for (const path of ['/audit/access', `/audit/leads/${lead.play.id}`, `/audit/leads/${lead.play.id}/access`])
        expect([who, path, (await get(who, path)).status]).toEqual([who, path, 403]);
  });
});

describe('in the course of time', () => {
  it('each month has a log of its own, and both are found', async () => {
    const here = (await accesses('?limit=1'))[0]?.log.id;
    theatre.at('12-01 00:00');
    await get('auditor', `/audit/leads/${lead.play.id}`);
    const [told] = await accesses(`?case=${lead.play.id}&limit=1`);
    expect(told?.log.number).toMatch(/^A20241201-/);
    expect(told?.log.id).not.toBe(here);
  });

  it('a case that was erased keeps its accesses, by its number', async () => {
    const play = new Play(theatre);
    await play.tell({ steps: [] });
    await play.rows(clearedRows(8801, {}, '12-01'));
    await get('auditor', `/audit/leads/${play.id}`);
    theatre.at('2025-03-15 00:00');
    await theatre.app.get(Erasures).eraseAll();
    const shown = await get('auditor', `/audit/leads/${play.id}`);
    expect(shown.body.erasedAt).not.toBeNull();
    const told: Told[] = (await get('auditor', `/audit/leads/${play.id}/access`)).body.items;
    expect(told.map(({ act, query }) => [act, query])).toEqual([
      ['read', `/audit/leads/${play.id}`],
      ['read', `/audit/leads/${play.id}`],
    ]);
  });

  it('reasons and search words go after three years; who, what and when stay, and the chain is whole', async () => {
    const [old] = await accesses(`?case=${lead.play.id}&act=read&to=2024-11-30T00:00:00%2B08:00&limit=1`);
    expect(old?.query).toContain('/audit/leads');
    theatre.at('2027-11-30 23:59');
    await theatre.app.get(Erasures).eraseAll();
    const again = async () =>
      (await accesses(`?case=${lead.play.id}&act=read&to=2024-11-30T00:00:00%2B08:00&limit=1`))[0];
    expect(await again()).toEqual(old);
    theatre.at('2027-12-01 00:01');
    await theatre.app.get(Erasures).eraseAll();
    expect(await again()).toEqual({ ...old, query: '(erased)' });
    expect((await verifyCase(theatre.ds, old?.log.id ?? ''))?.fault).toBeNull();
    const [{ keys }] = await theatre.ds.query('select count(*)::int as keys from case_key where case_id = $1', [
      old?.log.id,
    ]);
    expect(keys).toBe(0);
  });
});
