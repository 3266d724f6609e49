// The same writes through pgbench: one interactive, unbatched transaction at a time on each connection.
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { scriptOf } from './pgbench-script.mjs';
import { run } from './processes.mjs';

/** Runs the walk's writes on the copy of the database. */
export class PgbenchLoad {
  #used = 0;

  /** `copy` is the copy's URL, `cases` how many it holds, `prints` what each event writes. */
  constructor({ pgbench, copy, prints, cases, folder }) {
    Object.assign(this, { pgbench, copy: new URL(copy), events: prints.length, file: join(folder, 'walk.sql') });
    const { script, values } = scriptOf(prints, cases);
    writeFileSync(this.file, script);
    this.values = values.map(([name, value]) => `-D${name}=${value}`);
  }

  /** Measures. Returns `{perSecond, mean}`: transactions of one event each a second, and their mean time in ms. */
  async measure(clients, seconds) {
    const { hostname, port, username, password, pathname } = this.copy;
    const connection = ['-h', hostname, '-p', port, '-U', username, pathname.slice(1)];
    const flags = ['-n', '-M', 'prepared', '-f', this.file, '-T', String(seconds), '-c', String(clients)];
    const threads = ['-j', String(Math.min(clients, availableParallelism()))];
    const place = [`-Dfirst=${this.#used}`, '-Dturn=0', `-Dclients=${clients}`];
    const env = { ...process.env, PGPASSWORD: decodeURIComponent(password) };
    const out = await run(this.pgbench, [...flags, ...threads, ...place, ...this.values, ...connection], env);
    const walks = Number(/transactions actually processed: (\d+)/.exec(out)?.[1]);
    const perSecond = Number(/^tps = ([\d.]+)/m.exec(out)?.[1]) * this.events;
    const failed = Number(/failed transactions: (\d+)/.exec(out)?.[1] ?? 0);
    if (!(perSecond > 0) || failed > 0) throw new Error(`pgbench did not make the writes: ${out}`);
    // Clients are not equally fast: the next run begins well behind the fastest of this one.
    this.#used += Math.ceil(walks * 1.5) + 2 * clients;
    return { perSecond, mean: (clients * 1000) / perSecond };
  }
}
