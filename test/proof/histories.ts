import { accessCase } from '../../src/access-log/access.case.js';
import { administrationCase } from '../../src/administration/office/administration.case.js';
import { numberOf } from '../../src/engine/case-number.js';
import { decide } from '../../src/engine/decide.js';
import type { CaseFile, Command } from '../../src/engine/definition/index.js';
import type { LogSource } from '../../src/engine/ledger/audit-file.js';
import { entryOf, noPrevious, type SealedEntry } from '../../src/engine/ledger/entry.js';
import { type Signer, signerOf, verifierText } from '../../src/engine/ledger/note.js';
import { genesis } from '../../src/engine/replay.js';
import { transitionTable } from '../../src/engine/transition-table.js';
import { leadCase } from '../../src/lead/lead.case.js';
import { Chance } from '../lead/walk/chance.js';
import { type CaseRow, House, manifestType, sealedAs } from './house.js';
import { accessesOf, beginning, later, openedOffice, type Past, uuidAt, walkedLeads } from './past.js';

/** An entry on its way into the log, with the case as it leaves it. */
export interface Coming {
  readonly sealed: SealedEntry;
  readonly file: CaseFile;
}

const minute = 60_000;
const day = 24 * 60 * minute;

/** Pasts to draw from, and their definitions. */
export class Pasts {
  readonly leads: readonly Past[];
  readonly accesses: readonly Past[];
  readonly definitions: LogSource['definitions'];

  constructor(seeds: readonly number[]) {
    this.leads = walkedLeads(seeds);
    const chance = new Chance(1);
    this.accesses = Array.from({ length: 5 }, () => accessesOf(chance, 20));
    this.definitions = [leadCase, accessCase, administrationCase].map((definition) => ({
      ...transitionTable(definition),
    }));
  }
}

const remembered = new WeakMap<Past, readonly Coming[]>();

/** A past under the id of a new case: its first entries, at most so many. */
export function lived(past: Past, id: string, most = Number.POSITIVE_INFINITY): Coming[] {
  const coming = remembered.get(past) ?? decided(past);
  remembered.set(past, coming);
  const number = numberOf(past.definition.letter, id, past.commands[0]?.recordedAt ?? '');
  let previous = noPrevious.toString('hex');
  return coming.slice(0, most).map(({ sealed: { entry }, file }) => {
    const sealed = sealedAs({ ...entry, case: id, number, previous });
    previous = sealed.leaf.toString('hex');
    return { sealed, file: { ...file, id } };
  });
}

/**
 * A past through the real core: each command decided, each entry sealed. Ends before a command that is refused, as one is
 * at another time that names the digest of what is proposed.
 */
function decided({ definition, settings, commands }: Past): Coming[] {
  let file = genesis('', definition, settings);
  const coming: Coming[] = [];
  for (const command of commands) {
    const decision = decide(definition, file, command);
    if (!decision.ok) break;
    const { exercise } = definition.index(decision.file);
    const sealed = entryOf({ number: '', head: noPrevious, exercise }, command, decision);
    file = decision.file;
    coming.push({ sealed, file });
  }
  return coming;
}

/** How a history is to be; what is not said is left to chance. */
export interface Wish {
  readonly leads?: number;
  /** At most so many entries of each lead. */
  readonly most?: number;
  readonly manifest?: boolean;
  readonly continued?: boolean;
}

/** A house and how it came about, by the seed. */
export async function history(pasts: Pasts, seed: number, wish: Wish = {}): Promise<House> {
  const chance = new Chance(seed);
  const coming = drawn(pasts, chance, wish);
  const scribe = new Scribe(chance, pasts, wish.manifest ?? !chance.oneIn(6));
  const continued = (wish.continued ?? chance.oneIn(6)) && coming.length > 1;
  const restored = continued ? 1 + chance.below(coming.length - 1) : coming.length;
  await scribe.write(coming.slice(0, restored));
  if (continued) await scribe.write(coming.slice(scribe.restore()));
  await scribe.finish();
  return scribe.house;
}

/** What is to come into the log: cases of some days, their entries up to nine minutes late, those of a case in order. */
function drawn(pasts: Pasts, chance: Chance, wish: Wish): Coming[] {
  const most = wish.most ?? chance.pick([3, 12, 40, 90]) ?? 12;
  const leads = Array.from({ length: wish.leads ?? chance.below(7) }, () => drawnFrom(pasts.leads, chance, most));
  const accesses = Array.from({ length: chance.below(3) }, () => drawnFrom(pasts.accesses, chance, 20));
  const all = [...leads, ...accesses].flatMap((coming) => {
    let when = 0;
    return coming.map((one) => {
      when = Math.max(when, Date.parse(one.sealed.entry.recordedAt) + chance.below(9 * minute));
      return { one, when };
    });
  });
  return all.sort((one, other) => one.when - other.when).map(({ one }) => one);
}

function drawnFrom(pasts: readonly Past[], chance: Chance, most: number): Coming[] {
  const past = chance.pick(pasts);
  if (!past) throw new Error('there is no past to draw from');
  const length = 1 + chance.below(most);
  const shift = chance.oneIn(3) ? chance.below(4) * day + chance.below(minute) : 0;
  const id = uuidAt(beginning + shift, chance);
  if (shift === 0) return lived(past, id, length);
  return lived(later({ ...past, commands: past.commands.slice(0, length) }, shift), id);
}

/** Writes a log as a server does: commits, counts cases, signs, changes its key, starts again after a restored backup. */
class Scribe {
  house: House;
  private readonly chance: Chance;
  private readonly counts: boolean;
  private readonly office: string;
  private signer: Signer;
  private latest = beginning - minute;

  constructor(chance: Chance, { definitions }: Pasts, counts: boolean) {
    this.chance = chance;
    this.counts = counts;
    this.office = uuidAt(this.latest, chance);
    this.signer = this.newSigner('lanjie.example/guilin');
    this.house = new House({ origin: this.signer.name, first: this.signer, continued: null }, definitions);
  }

  async write(coming: readonly Coming[]): Promise<void> {
    if (this.house.size === 0 && this.chance.oneIn(10)) this.sign();
    if (this.counts && !this.house.cases.has(this.office))
      for (const { sealed, file } of lived(openedOffice(), this.office)) this.commit(sealed, file);
    const often = Math.ceil((coming.length + 1) / (1 + this.chance.below(4)));
    for (const { sealed, file } of coming) {
      this.commit(sealed, file);
      if (this.chance.oneIn(often)) this.sign();
      if (this.chance.oneIn(often)) await this.count();
      if (this.chance.oneIn(often * 3)) this.rotate();
    }
  }

  async finish(): Promise<void> {
    if (this.counts) await this.count();
    if (this.chance.oneIn(8)) this.rotate();
    this.sign();
    // The same tree again, as a server that was started anew signs it.
    if (this.chance.oneIn(8)) this.sign();
  }

  /** The log goes back to an older size and on under another name. Returns how many of those that came are still there. */
  restore(): number {
    const old = this.house;
    const size = this.chance.below(old.size + 1);
    this.sign();
    const signer = this.newSigner('lanjie.example/guilin-2');
    const continued = { origin: old.line.origin, signer: this.signer, lost: size < old.size };
    this.house = new House({ origin: signer.name, first: signer, continued }, old.definitions);
    const rows = old.rows().slice(0, size);
    this.latest = beginning - minute;
    for (const { honest } of rows) this.commit(honest.sealed, honest.file);
    const root = this.house.root.toString('base64');
    const lost = size < old.size ? [`lost ${old.size} ${old.root.toString('base64')}`] : [];
    this.sign([this.signer, signer], [`continues ${old.line.origin} ${size} ${root}`, ...lost]);
    this.signer = signer;
    return rows.filter(({ caseId }) => caseId !== this.office).length;
  }

  private commit(sealed: SealedEntry, file: CaseFile | null): void {
    this.house.commit(sealed, file);
    this.latest = Math.max(this.latest, Date.parse(sealed.entry.recordedAt));
  }

  private async count(): Promise<void> {
    const office = this.house.cases.get(this.office);
    if (!office) return;
    const { sealed, file } = casesCounted(office, await this.house.count(this.lately()), this.now);
    this.commit(sealed, file);
  }

  /** How many entries there were a moment ago: while cases are counted, some more come. */
  private lately(): number {
    const size = Math.max(0, this.house.size - (this.chance.pick([0, 0, 1, 7]) ?? 0));
    const more = this.house.rows().slice(size);
    const isOld = (time: string) => this.latest - Date.parse(time) > 5 * minute;
    return size + more.findLastIndex(({ honest }) => isOld(honest.sealed.entry.recordedAt)) + 1;
  }

  private rotate(): void {
    const next = this.newSigner(this.signer.name);
    this.sign([this.signer, next], [`next-key ${verifierText(next)}`]);
    this.signer = next;
  }

  private sign(signers: readonly Signer[] = [this.signer], more: readonly string[] = []): void {
    this.house.sign(this.now, this.chance.oneIn(3) ? [...signers, witness] : signers, more);
  }

  private get now(): string {
    return new Date(this.latest).toISOString();
  }

  private newSigner(name: string): Signer {
    return signerBy(this.chance, name);
  }
}

/** Who watches these logs, and cosigns some of their checkpoints. */
export const witness = signerOf('witness.example/procuratorate', Buffer.alloc(32, 7), 'cosignature');

export function signerBy(chance: Chance, name: string): Signer {
  return signerOf(name, Buffer.from(Array.from({ length: 32 }, () => chance.below(256))));
}

/** The entry of the administration that counts all cases, decided by the core. */
export function casesCounted({ file, number, head }: CaseRow, body: Command['body'], at: string): Coming {
  if (!file) throw new Error('the administration has no file');
  const actor = { account: 'system', role: 'system', org: { code: 'system', kind: 'system' } };
  const command = { type: manifestType, body, actor, at, recordedAt: at, known: {} };
  const decision = decide(administrationCase, file, command);
  if (!decision.ok) throw new Error(`the cases are not counted: ${decision.code}`);
  return { sealed: entryOf({ number, head, exercise: false }, command, decision), file: decision.file };
}
