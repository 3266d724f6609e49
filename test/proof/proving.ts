import { bundleFile, logFile } from '../../src/engine/ledger/audit-file.js';
import { signerOf, verifierText } from '../../src/engine/ledger/note.js';
import { Chance } from '../lead/walk/chance.js';
import { flipped, misshapen, signedAgain } from './forging.js';
import { history, type Pasts, type Wish, witness } from './histories.js';
import { type House, published, whole } from './house.js';
import { differences } from './nightly.js';
import { type Tampered, tamperings } from './tampering.js';
import { Disagreement, type Question, type Report, type Verifiers } from './verifiers.js';

/** Something that must not be: what, and by which file it shows. */
export interface Failure {
  readonly what: string;
  readonly question: Question;
}

/** How often a house is tampered with, each time from the beginning, before another is made. */
const USES = 8;

/** Houses by the seed, and what becomes of them before both verifiers. */
export class Proving {
  readonly failures: Failure[] = [];
  /** Files in which a fault of this code was told. */
  readonly told = new Map<string, number>();
  private readonly pasts: Pasts;
  private readonly verifiers: Verifiers;
  private readonly chance: Chance;
  private used = USES;
  private house: House | null = null;

  constructor(verifiers: Verifiers, pasts: Pasts, seed: number) {
    this.verifiers = verifiers;
    this.pasts = pasts;
    this.chance = new Chance(seed);
  }

  /** Honest logs and bundles: no fault, complete when cases are counted and nothing is lost, and until when. */
  async clean(logs: number): Promise<void> {
    for (let i = 0; i < logs; i++) {
      const house = await this.newHouse();
      const { definitions } = this.pasts;
      const question = { file: await whole(logFile(house.log())), keys: keysOf(house), definitions };
      await this.judge(question, (report) => cleanFault(house, report));
      const alarms = differences(house);
      if (alarms.length > 0) this.failures.push({ what: `clean tables differ: ${alarms.join()}`, question });
      if (house.line.continued?.lost)
        await this.judge({ ...question, words: ['--accept-loss', house.line.continued.origin] }, ({ complete }) =>
          complete === house.manifests().length > 0 ? null : 'an accepted loss counts',
        );
      const caseId = this.chance.pick([...house.cases.keys()]);
      if (caseId === undefined) continue;
      const bundle = await house.bundle(caseId);
      await this.judge({ ...question, file: await whole(bundleFile(bundle)) }, ({ intact, complete }) =>
        intact && complete === (bundle.manifest !== null && !house.line.continued?.lost)
          ? null
          : 'a clean bundle is not taken for one',
      );
    }
  }

  /** So many tamperings of one class, each to be told with its place. */
  async tampered(name: string, times: number): Promise<void> {
    const tampering = tamperings[name];
    if (!tampering) throw new Error(`no tampering is called ${name}`);
    for (let done = 0, tries = 0; done < times; tries++) {
      if (tries > times * 20 + 100) throw new Error(`${name}: nothing to do it to`);
      const honest = await this.someHouse();
      const tampered = await tampering(honest, this.chance);
      if (!tampered) continue;
      await this.tell(name, tampered, keysOf(honest));
      done += 1;
    }
  }

  private async tell(name: string, tampered: Tampered, known: readonly string[]): Promise<void> {
    const { house, outside, named, tables, keyKnown } = tampered;
    const keys = keyKnown ? known : [];
    const { definitions } = this.pasts;
    const question = { file: await whole(logFile(house.log())), keys, notes: outside, definitions };
    await this.judge(question, (report) => {
      if (named.length === 0) return report.intact ? null : `${name}: the file is whole and is not taken for it`;
      if (report.intact || report.complete) return `${name}: not seen`;
      const isNamed = named.some(({ code, line }) =>
        report.faults.some((one) => one.code === code && one.line === line),
      );
      return isNamed ? null : `${name}: seen, but not ${JSON.stringify(named)}`;
    });
    // What is told by the checkpoint alone that the auditor held is told by nothing else.
    if (keyKnown && outside.length > 0 && this.chance.oneIn(10))
      await this.judge({ ...question, notes: [] }, ({ intact }) =>
        intact ? null : `${name}: known without the checkpoint`,
      );
    const missed = tables.filter((one) => !differences(house).includes(one));
    if (missed.length > 0) this.failures.push({ what: `${name}: tables do not tell ${missed.join()}`, question });
  }

  /** Logs and bundles: clean, tampered with in the house, and with bytes or lines of the file changed. Both say the same. */
  async agree(files: number): Promise<void> {
    const names = Object.keys(tamperings);
    for (let i = 0; i < files; i++) {
      const honest = await this.someHouse();
      const tampered = this.chance.oneIn(3)
        ? await tamperings[this.chance.pick(names) ?? '']?.(honest, this.chance)
        : null;
      const house = tampered?.house ?? honest;
      const keys = this.chance.oneIn(3) ? [] : keysOf(honest);
      const notes = this.chance.oneIn(2) ? [] : [this.heldOf(honest)];
      const words = this.wordsFor(honest);
      const whole = await this.someFile(house);
      const file = this.chance.oneIn(4) ? whole : spoiled(whole, this.chance);
      const definitions = this.chance.oneIn(2) ? {} : { definitions: this.pasts.definitions };
      await this.judge({ file, keys, notes, words, ...definitions }, () => null);
    }
  }

  /** A checkpoint that was published, or one that might have been when the log was of another size. */
  private heldOf(house: House): string {
    const one = this.chance.pick(house.checkpoints);
    if (!one) throw new Error('nothing was published');
    const { continued } = house.line;
    const again = signedAgain(house, one, this.chance.below(house.size + 1));
    if (!continued || this.chance.oneIn(2)) return this.chance.oneIn(2) ? one.note : again.note;
    return published({ ...again.checkpoint, origin: continued.origin }, [continued.signer]).note;
  }

  private wordsFor({ line }: House): string[] {
    const some = (...words: string[]) => (this.chance.oneIn(4) ? words : []);
    const stranger = signerOf(witness.name, Buffer.alloc(32, 8), 'cosignature');
    return [
      ...some('--every-manifest'),
      ...some('--witness', verifierText(witness)),
      ...some('--witness', verifierText(stranger)),
      ...(line.continued ? some('--accept-loss', line.continued.origin) : []),
    ];
  }

  private async someFile(house: House): Promise<Buffer> {
    const caseId = this.chance.pick([...house.cases.keys()]);
    if (caseId === undefined || this.chance.oneIn(2)) return whole(logFile(house.log()));
    return whole(bundleFile(await house.bundle(caseId)));
  }

  private async judge(question: Question, fault: (report: Report) => string | null): Promise<void> {
    try {
      const { report } = await this.verifiers.judge(question);
      for (const code of new Set(report?.faults.map((one) => one.code)))
        this.told.set(code, (this.told.get(code) ?? 0) + 1);
      const what = report ? fault(report) : 'called wrongly';
      if (what !== null) this.failures.push({ what: `${what}: ${JSON.stringify(report).slice(0, 600)}`, question });
    } catch (error) {
      if (!(error instanceof Disagreement)) throw error;
      this.failures.push({ what: `they disagree\n${error.message}`, question });
    }
  }

  /** A house with enough in it to be tampered with; now and then one whose tree has inner nodes. */
  private async someHouse(): Promise<House> {
    if (this.house && this.used < USES) {
      this.used += 1;
      return this.house;
    }
    this.used = 0;
    const large = { leads: 9, most: 90 };
    this.house = await this.newHouse({
      manifest: true,
      ...(this.chance.oneIn(6) ? large : { leads: 2 + this.chance.below(4) }),
    });
    return this.house;
  }

  private newHouse(wish: Wish = {}): Promise<House> {
    return history(this.pasts, this.chance.below(2 ** 31), wish);
  }
}

function cleanFault(house: House, { intact, complete, until, entries }: Report): string | null {
  const counted = house.rows().slice(0, house.manifests().at(-1)?.size ?? 0);
  const times = counted.map(({ honest }) => honest.sealed.entry.recordedAt);
  const latest = times.sort().at(-1) ?? null;
  const isComplete = house.manifests().length > 0 && !house.line.continued?.lost;
  const isRight = intact && complete === isComplete && until === (isComplete ? latest : null) && entries === house.size;
  return isRight ? null : 'a clean log is not taken for one';
}

function keysOf({ line }: House): string[] {
  return [line.first, ...(line.continued ? [line.continued.signer] : [])].map(verifierText);
}

function utf8(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString();
}

/** The file with bytes or values changed or lines dropped, doubled, exchanged or cut off. */
function spoiled(file: Buffer, chance: Chance): Buffer {
  const lines = file.toString('latin1').split('\n').slice(0, -1);
  // Half of the time among the records at the head, of which there are fewer than entries.
  const some = () => chance.below(chance.oneIn(2) ? Math.min(lines.length, 20) : lines.length);
  const [one, other] = [some(), some()];
  const [a = '', b = ''] = [lines[one], lines[other]];
  const shaped = () => lines.with(one, Buffer.from(misshapen(utf8(a), chance)).toString('latin1'));
  const changed: (() => string[])[] = [
    shaped,
    shaped,
    shaped,
    () => lines.toSpliced(one, 1),
    () => lines.toSpliced(other, 0, a),
    () => lines.with(one, b).with(other, a),
    () => lines.slice(0, one),
    () => lines.with(one, a.slice(0, chance.below(a.length + 1))),
    () =>
      lines.with(
        one,
        flipped(Buffer.from(`${a}\n`, 'latin1'), chance)
          .toString('latin1')
          .slice(0, -1),
      ),
  ];
  if (chance.oneIn(3)) return flipped(file, chance);
  const text = (chance.pick(changed) ?? (() => lines))().join('\n');
  return Buffer.from(chance.oneIn(30) ? text : `${text}\n`, 'latin1');
}
