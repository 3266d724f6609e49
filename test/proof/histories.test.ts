import { writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { bundleFile, logFile } from '../../src/engine/ledger/audit-file.js';
import { history, Pasts } from './histories.js';
import { whole } from './house.js';

describe('x', () => {
  it('y', async () => {
    let t = performance.now();
    const pasts = new Pasts([1, 2, 3, 4]);
    console.log('pool', performance.now() - t, pasts.leads.map((p) => p.commands.length).join());
    t = performance.now();
    let n = 0,
      bytes = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const house = await history(pasts, seed);
      const file = await whole(logFile(house.log()));
      n += house.size;
      bytes += file.length;
      writeFileSync(`/tmp/g-logs/${seed}.log`, file);
      const id = [...house.cases.keys()][0];
      if (id) writeFileSync(`/tmp/g-logs/${seed}.bundle`, await whole(bundleFile(await house.bundle(id))));
    }
    console.log(n, bytes, performance.now() - t);
    expect(1).toBe(1);
  }, 100000);
});
