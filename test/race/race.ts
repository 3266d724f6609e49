import type { Principal } from '../../src/access/principal.js';
import type { CaseFile, Part } from '../../src/engine/definition/index.js';
import type { Outcome } from '../../src/engine/work.js';
import { Chance } from '../lead/walk/chance.js';
import { Arena, account, cash, claimBody, executionOf, flowTable, openOn, service, verification } from './arena.js';
import { Engines, type Shot, told } from './engines.js';
import { type Name, newcomer, people } from './people.js';
import { chainBreaks, type Line, recount } from './recount.js';

/** How long and how wide a race is. */
export interface RaceOptions {
  /** Approvals to be fired, at least. */
  readonly approvals: number;
  readonly seed: number;
  /** Cases that race at the same time. */
  readonly cases: number;
  /** Rounds of each case; before the last a month passes, and public notices end. */
  readonly rounds: number;
  /** After so many seconds nothing more is fired. */
  readonly seconds: number;
  /** Hears how far it is. */
  readonly progress?: (tally: Tally) => void;
}

/** What a race came to. */
export interface Tally {
  cases: number;
  /** Approvals fired; each was recorded, replayed (the same key again) or refused. */
  fired: number;
  recorded: number;
  replayed: number;
  refused: number;
  /** How often each code or rule refused an approval; one refusal may name several rules. */
  readonly reasons: Map<string, number>;
  /** What else was recorded while they were fired. */
  readonly meanwhile: Map<string, number>;
  /** How often both engines had decided on one case before either wrote. */
  met: number;
  executed: number;
  /** Approvals that the ledgers hold: as many as were acknowledged. */
  counted: number;
  readonly violations: string[];
  /** All approvals were fired, in time. */
  whole: boolean;
}

const month = 31 * 86_400_000;
const minute = 60_000;

/**
 * Fires approvals at returns of many cases through two engines on one database, by everybody who might try, while claims,
 * flow tables and the returns themselves change; then counts every case again from its ledger alone.
 */
export async function race(options: RaceOptions): Promise<Tally> {
  const engines = await Engines.open();
  try {
    return await new Race(engines, options).run();
  } finally {
    await engines.close();
  }
}

class Race {
  private readonly engines: Engines;
  private readonly options: RaceOptions;
  private readonly chance: Chance;
  private readonly until: number;
  private readonly arenas: Arena[] = [];
  private readonly acknowledged = new Map<string, Set<number>>();
  private readonly tally: Tally = {
    cases: 0,
    fired: 0,
    recorded: 0,
    replayed: 0,
    refused: 0,
    reasons: new Map(),
    meanwhile: new Map(),
    met: 0,
    executed: 0,
    counted: 0,
    violations: [],
    whole: false,
  };

  constructor(engines: Engines, options: RaceOptions) {
    this.engines = engines;
    this.options = options;
    this.chance = new Chance(options.seed);
    this.until = performance.now() + options.seconds * 1000;
  }

  async run(): Promise<Tally> {
    while (!this.isEnough && performance.now() < this.until) await this.wave();
    this.tally.whole = this.isEnough;
    this.tally.met = this.engines.met;
    for (const arena of this.arenas) await this.recounts(arena);
    return this.tally;
  }

  private get isEnough(): boolean {
    return this.tally.fired >= this.options.approvals;
  }

  /** New cases, round by round; all of a round at once. */
  private async wave(): Promise<void> {
    const { cases, rounds, progress } = this.options;
    const arenas = await Promise.all(
      Array.from({ length: cases }, () => Arena.open(this.engines, this.chance, this.tally.cases++)),
    );
    this.arenas.push(...arenas);
    for (let round = 1; round <= rounds && !this.isEnough && performance.now() < this.until; round++) {
      const most = round < rounds - 1 ? 20_000 : 20_000_000;
      await Promise.all(arenas.map((arena) => arena.prepare(most)));
      this.engines.now += round === rounds ? month : minute;
      await Promise.all(arenas.map((arena) => this.fire(arena, round)));
      this.engines.now += minute;
      progress?.(this.tally);
    }
  }

  /** Everything at once, in any order, through both servers. */
  private async fire(arena: Arena, round: number): Promise<void> {
    const file = await arena.file();
    const late = newcomer(round);
    const shots = [...this.approvals(file, late), ...this.disturbances(file, late)];
    await Promise.all(
      this.shuffled(shots).map(async (shot, i) => {
        const outcome = await this.engines.record(arena.id, shot, i % 2 === 0 ? 0 : 1);
        if (shot.type === 'return.approved') this.count(arena, outcome);
        else if (outcome.kind === 'recorded') add(this.tally.meanwhile, shot.type);
      }),
    );
  }

  private count({ id }: Arena, outcome: Outcome): void {
    this.tally.fired++;
    if (outcome.kind !== 'recorded') {
      this.tally.refused++;
      for (const reason of told(outcome)) add(this.tally.reasons, reason);
      return;
    }
    this.tally[outcome.replayed ? 'replayed' : 'recorded']++;
    const versions = this.acknowledged.get(id) ?? new Set();
    this.acknowledged.set(id, versions.add(outcome.entry.version));
  }

  /** For each open return, and for one that somebody may just be proposing, everybody who might try. */
  private approvals(file: CaseFile, late: Principal): Shot[] {
    const everybody = [...approvers.map((name) => people[name]), late];
    return [account, cash].flatMap((asset) => {
      const [open] = openOn(file, 'return', asset);
      const standing = String(open?.facts['proposal'] ?? 'none');
      const next = `return-${1 + file.parts.filter(({ kind }) => kind === 'return').length + this.chance.below(2)}`;
      return everybody.flatMap((who, i): Shot[] => {
        const part = open && !this.chance.oneIn(8) ? open.id : next;
        const body = { part, proposal: this.hash(file, standing) };
        const shot = { who, type: 'return.approved', body, key: `${asset}-${i}-${file.version}` };
        if (!this.chance.oneIn(4)) return [shot];
        // The same tap twice, now and then with other words under the same key.
        const again = this.chance.oneIn(4) ? { ...body, proposal: this.hash(file, standing) } : body;
        return [shot, { ...shot, body: again }];
      });
    });
  }

  /** Mostly the hash that stands; else one that stood before or elsewhere, or none at all. */
  private hash(file: CaseFile, standing: string): string {
    if (!this.chance.oneIn(4)) return standing;
    const others = file.parts.flatMap(({ kind, facts }) => (kind === 'return' ? [String(facts['proposal'])] : []));
    return this.chance.pick([...others, '0'.repeat(64)]) ?? standing;
  }

  /** What happens meanwhile: a part of all that could. */
  private disturbances(file: CaseFile, late: Principal): Shot[] {
    const by = (who: Name, type: string, body: Record<string, unknown>): Shot => ({ who: people[who], type, body });
    const modes = ['timestamp', 'proRata', 'direct'];
    const all = [account, cash].flatMap((asset): Shot[] => {
      const [open] = openOn(file, 'return', asset);
      const mode = asset === cash ? 'physical' : (this.chance.pick(modes) ?? 'timestamp');
      return [
        ...(open ? this.onReturn(open, asset) : []),
        ...openOn(file, 'claim', asset).flatMap((claim) => this.onClaim(claim, asset)),
        by('proposer', 'return.proposed', { asset, mode }),
        by('verifier', 'return.proposed', { asset, mode }),
        { who: late, type: 'return.proposed', body: { asset, mode } },
        by('filer', 'claim.filed', claimBody('victim-1', asset, String(1 + this.chance.below(20_000)))),
      ];
    });
    const redrawn = [0, 1, 2].map((which) => by('officer', 'account.traced', flowTable(which)));
    const annulled = { version: file.version + this.chance.below(12), reason: '误记' };
    const mine = { who: late, type: 'lead.noted', body: { text: '到场核对' } };
    const rest = [...redrawn, by('duty', 'lead.recordedInError', annulled), mine, mine];
    return [...all, ...rest].filter(() => this.chance.oneIn(4));
  }

  private onReturn(open: Part, asset: string): Shot[] {
    const part = open.id;
    const [executor, executed, body] = executionOf(open);
    const by = (who: Name, type: string, more: Record<string, unknown> = {}): Shot => ({
      who: people[who],
      type,
      body: { part, ...more },
    });
    return [
      by('officer2', 'return.withdrawn', { reason: '另有被害人' }),
      by('city2', 'return.rejected', { reason: '权属不清' }),
      by(executor, executed, body),
      ...(asset === account ? [by('officer', 'return.noticeServed', service(part))] : []),
      ...(asset === account ? [by('bankdesk', 'return.corrected', { reason: '户名不一致' })] : []),
      ...(asset === account ? [by('duty', 'return.announced', { noticeNumber: 'G2', medium: '门户网站' })] : []),
    ];
  }

  private onClaim({ id: part, facts }: Part, asset: string): Shot[] {
    const value = String(1 + this.chance.below(20_000));
    const shots: Shot[] = [
      { who: people.officer, type: 'claim.rectified', body: { part, field: 'amount', value, reason: '录入有误' } },
      { who: people.officer2, type: 'claim.disputed', body: { part, reason: '另有人主张' } },
      { who: people.duty, type: 'claim.settled', body: { part, how: '双方确认' } },
      { who: people.duty, type: 'claim.rejected', body: { part, reason: '无法溯源' } },
      { who: people.verifier, type: 'claim.verified', body: verification(part, asset, String(facts['victim'])) },
    ];
    return shots.filter(() => this.chance.oneIn(2));
  }

  private shuffled(shots: readonly Shot[]): Shot[] {
    const left = shots.map((shot) => ({ shot, weight: 1 }));
    return shots.flatMap(() => this.chance.take(left)?.shot ?? []);
  }

  /** What the ledger says, against the laws and against what was acknowledged. */
  private async recounts({ id }: Arena): Promise<void> {
    const stored = await this.engines.ledger(id);
    const { approvals, executions, violations } = recount(
      stored.map(({ entry }): Line => JSON.parse(entry.toString('utf8'))),
    );
    const acknowledged = [...(this.acknowledged.get(id) ?? [])];
    const missing = acknowledged.filter((version) => !approvals.includes(version));
    const unsaid = approvals.filter((version) => !acknowledged.includes(version));
    this.tally.counted += approvals.length;
    this.tally.executed += executions;
    for (const fault of [
      ...chainBreaks(stored),
      ...violations,
      ...missing.map((version) => `${version} was acknowledged as an approval and is none`),
      ...unsaid.map((version) => `${version} is an approval that nobody was told of`),
    ])
      this.tally.violations.push(`case ${id}, version ${fault}`);
  }
}

/** Those who approve rightly, those who may not, and those with two hats. */
const approvers: readonly Name[] = [
  'county',
  'county2',
  'city',
  'city2',
  'city3',
  'proposer',
  'proposer',
  'filer',
  'verifier',
  'named',
  'officer',
];

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
