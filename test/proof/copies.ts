import { numberOf } from '../../src/engine/case-number.js';
import type { LogSource, Placed } from '../../src/engine/ledger/audit-file.js';
import { checkpointText } from '../../src/engine/ledger/checkpoint.js';
import { leafHash, noPrevious } from '../../src/engine/ledger/entry.js';
import { type CountedCase, countCases } from '../../src/engine/ledger/manifest.js';
import { noteText, signatureOn, verifierText } from '../../src/engine/ledger/note.js';
import { emptyTree, grown, rootOf, type Tree } from '../../src/engine/ledger/tree.js';
import { Chance } from '../lead/walk/chance.js';
import { type Coming, casesCounted, lived, Pasts, signerBy } from './histories.js';
import { beginning, openedOffice, uuidAt } from './past.js';

/** What a piece of an entry is to a copy: itself, or what each copy has of its own. */
type Piece = string | 'id' | 'number' | 'previous' | { readonly moment: number };

/** An entry of a case, cut where its copies differ. */
interface Stencil {
  readonly of: number;
  readonly version: number;
  readonly recordedAt: number;
  readonly pieces: readonly Piece[];
}

/** A case that is being copied. */
interface Copied {
  readonly caseId: string;
  readonly number: string;
  version: number;
  head: Buffer;
}

const PAGE = 1_000;
/** Cases of a copy, each of one to seven entries. */
const SIDE_BY_SIDE = 60;
/** What a case has after so many milliseconds is left out: copies follow one another closely. */
const CLOSE = 3 * 3_600_000;
const cuts = /(@id@|@number@|[0-9a-f]{64}(?=","recordedAt)|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)/;

/**
 * A log as large as wanted in little memory: the first hours of some walked leads, again and again under other ids and
 * times; the administration opens first and counts all cases last. Each reading makes it anew, and makes the same.
 */
export class Copies {
  cases = 0;
  private readonly size: number;
  private readonly pasts = new Pasts([1, 2, 3, 4, 5, 6]);
  private readonly stencils = stencilsOf(this.pasts);
  private readonly office: Coming;

  constructor(size: number) {
    this.size = size;
    const [opening] = lived(openedOffice(), uuidAt(beginning, new Chance(0)));
    if (!opening) throw new Error('the administration does not open');
    this.office = opening;
  }

  private get end(): string {
    return new Date(beginning + this.size * CLOSE).toISOString();
  }

  /** Made once to be signed. */
  async source(): Promise<LogSource> {
    const signer = signerBy(new Chance(6), 'lanjie.example/guilin');
    let tree: Tree = emptyTree;
    for await (const page of this.pages()) tree = withPage(tree, page);
    const extensions = [`time ${this.end}`];
    const text = checkpointText({ origin: signer.name, size: tree.size, root: rootOf(tree), extensions });
    return {
      origin: signer.name,
      key: verifierText(signer),
      continued: null,
      definitions: this.pasts.definitions,
      checkpoints: [noteText({ text, signatures: [signatureOn(text, signer)] })],
      size: tree.size,
      manifests: [{ index: tree.size - 1, size: tree.size - 1 }],
      entries: () => this.pages(),
    };
  }

  private async *pages(): AsyncGenerator<readonly Placed[]> {
    const cases: CountedCase[] = [];
    let tree: Tree = emptyTree;
    let page: Placed[] = [];
    for (const { one, bytes } of this.copied()) {
      if (one.version === 1) cases.push(one);
      const { caseId, version, head: leaf } = one;
      page.push({ index: tree.size + page.length, caseId, version, leaf, bytes });
      if (page.length < PAGE) continue;
      tree = withPage(tree, page);
      yield page;
      page = [];
    }
    this.cases = cases.length;
    yield [...page, await this.count(withPage(tree, page), cases)];
  }

  private *copied(): Generator<{ one: Copied; bytes: Buffer }> {
    const { entry, bytes, leaf } = this.office.sealed;
    yield { one: { caseId: entry.case, number: entry.number, version: 1, head: leaf }, bytes };
    const chance = new Chance(1);
    const times = this.stencils.map(({ recordedAt }) => recordedAt);
    const period = Math.max(...times) - Math.min(...times);
    const open = new Map<number, Copied>();
    let left = this.size - 2;
    for (let shift = 0; left > 0; shift += period)
      for (const stencil of this.stencils.slice(0, left)) {
        left -= 1;
        const begun = stencil.version === 1 ? undefined : open.get(stencil.of);
        const one = begun ?? newCase(stencil.recordedAt + shift, chance);
        open.set(stencil.of, one);
        yield { one, bytes: copy(stencil, one, shift) };
      }
  }

  private async count(tree: Tree, cases: readonly CountedCase[]): Promise<Placed> {
    const ascending = cases.toSorted((one, other) => (one.caseId < other.caseId ? -1 : 1));
    const counted = await countCases([ascending]);
    const hashes = { treeRoot: rootOf(tree).toString('hex'), root: counted.root.toString('hex') };
    const { sealed, file } = this.office;
    const { case: id, number } = sealed.entry;
    const row = { id, number, version: 1, head: sealed.leaf, file };
    const { bytes, leaf } = casesCounted(
      row,
      { size: tree.size, cases: String(counted.cases), ...hashes },
      this.end,
    ).sealed;
    return { index: tree.size, caseId: id, version: 2, leaf, bytes };
  }
}

function withPage(tree: Tree, page: readonly Placed[]): Tree {
  return grown(
    tree,
    page.map(({ leaf }) => leaf),
  ).tree;
}

function stencilsOf({ leads }: Pasts): Stencil[] {
  const chance = new Chance(2);
  const stencils = Array.from({ length: SIDE_BY_SIDE }, (_, of) => {
    const past = chance.pick(leads);
    return past ? lived(past, uuidAt(beginning, chance), 1 + chance.below(7)).map((coming) => stencil(of, coming)) : [];
  });
  const isClose = ({ recordedAt }: Stencil) => recordedAt < beginning + CLOSE;
  return stencils.flatMap((some) => some.filter(isClose)).sort((one, other) => one.recordedAt - other.recordedAt);
}

function stencil(of: number, { sealed }: Coming): Stencil {
  const { case: id, number, version, recordedAt } = sealed.entry;
  const text = sealed.bytes.toString().replaceAll(id, '@id@').replaceAll(number, '@number@');
  return { of, version, recordedAt: Date.parse(recordedAt), pieces: text.split(cuts).map(pieceOf) };
}

function pieceOf(text: string, index: number): Piece {
  if (index % 2 === 0) return text;
  if (text === '@id@') return 'id';
  if (text === '@number@') return 'number';
  return text.length === 64 ? 'previous' : { moment: Date.parse(text) };
}

function newCase(time: number, chance: Chance): Copied {
  const caseId = uuidAt(time, chance);
  return { caseId, number: numberOf('L', caseId, new Date(time).toISOString()), version: 0, head: noPrevious };
}

/** The next entry of this copy of a case. */
function copy({ version, pieces }: Stencil, one: Copied, shift: number): Buffer {
  let text = '';
  for (const piece of pieces) {
    if (typeof piece === 'object') text += new Date(piece.moment + shift).toISOString();
    else if (piece === 'id') text += one.caseId;
    else if (piece === 'number') text += one.number;
    else text += piece === 'previous' ? one.head.toString('hex') : piece;
  }
  const bytes = Buffer.from(text);
  one.version = version;
  one.head = leafHash(bytes);
  return bytes;
}
