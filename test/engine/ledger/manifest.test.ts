import { describe, expect, it } from '@jest/globals';
import { leafHash } from '../../../src/engine/ledger/entry.js';
import { type CountedCase, caseLeaf, countCases, findListed } from '../../../src/engine/ledger/manifest.js';
import { emptyTree, grown, isIncluded, rootOf } from '../../../src/engine/ledger/tree.js';

const cases: CountedCase[] = Array.from({ length: 300 }, (_, i) => ({
  caseId: `0192f3a0-0000-7000-8000-${String(i).padStart(12, '0')}`,
  version: i + 1,
  head: leafHash(Buffer.from(`head ${i}`)),
}));
const pagesOf = (size: number, page: number) =>
  Array.from({ length: Math.ceil(size / page) }, (_, i) => cases.slice(i * page, Math.min(size, (i + 1) * page)));

describe('the count of all cases', () => {
  it('has a leaf for each case: its id, its version, its head', () => {
    const head = Buffer.alloc(32, 0xab);
    const text = `["0192f3a0-0000-7000-8000-000000000000",7,"${'ab'.repeat(32)}"]`;
    expect(caseLeaf({ caseId: '0192f3a0-0000-7000-8000-000000000000', version: 7, head })).toEqual(
      leafHash(Buffer.from(text)),
    );
  });

  it('is the same whatever the pages in which cases come', async () => {
    const root = rootOf(grown(emptyTree, cases.map(caseLeaf)).tree);
    for (const page of [1, 7, 256, 1000]) expect(await countCases(pagesOf(300, page))).toEqual({ cases: 300, root });
    expect(await countCases([])).toEqual({ cases: 0, root: rootOf(emptyTree) });
  });

  it('proves each case at its place, at every size up to 70, and no other case', async () => {
    for (let size = 1; size <= 70; size++) {
      const { root } = await countCases(pagesOf(size, 10));
      for (const [place, one] of cases.slice(0, size).entries()) {
        const listed = await findListed(pagesOf(size, 10), one.caseId);
        if (listed?.place !== place) throw new Error(`case ${place} of ${size} is not at its place`);
        if (!isIncluded(caseLeaf(one), place, { size, root }, listed.path)) throw new Error(`${place} of ${size}`);
        const older = caseLeaf({ ...one, version: one.version - 1 });
        if (isIncluded(older, place, { size, root }, listed.path)) throw new Error('an older version is shown');
      }
    }
    expect(await findListed(pagesOf(70, 10), 'another')).toBeNull();
  });
});
