import { createHash } from 'node:crypto';
import { type Claimed, reckon } from './reckon.js';

/** A stored entry, as much of it as a recount reads. */
export interface Line {
  readonly version: number;
  readonly previous: string;
  readonly type: string;
  readonly part?: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly actor: { readonly account: string; readonly role: string; readonly org: { readonly level?: string } };
  readonly at: string;
  readonly effects: { readonly opened: readonly string[] };
}

interface Claim extends Claimed {
  readonly asset: string;
  readonly state: 'filed' | 'verified' | 'disputed' | 'over';
  readonly traced: boolean;
}

interface Restitution {
  readonly asset: string;
  readonly mode: string;
  readonly proposer: string;
  readonly proposal: string;
  readonly state: 'open' | 'approved' | 'executed' | 'over';
  readonly paid: ReadonlyMap<string, bigint>;
}

/** The case at a version, as far as returns rest on it. */
interface Standing {
  readonly kept: ReadonlyMap<string, bigint>;
  readonly claims: ReadonlyMap<string, Claim>;
  readonly returns: ReadonlyMap<string, Restitution>;
}

/** What a case's ledger alone tells of its approvals. */
export interface Recount {
  /** Versions of the approvals. */
  readonly approvals: readonly number[];
  readonly executions: number;
  /** What must not be: the version, and which law is broken. */
  readonly violations: readonly string[];
}

const policeRoles = ['officer', 'dutyOfficer', 'centerLead'];

/** Whether each stored entry is the one that was hashed, and follows the one before it: SHA-256 over a zero byte and its bytes. */
export function chainBreaks(stored: readonly { readonly entry: Buffer; readonly leaf: Buffer }[]): string[] {
  let before = '0'.repeat(64);
  return stored.flatMap(({ entry, leaf }, i) => {
    const line: Line = JSON.parse(entry.toString('utf8'));
    const hashed = createHash('sha256').update(Buffer.of(0)).update(entry).digest('hex');
    const whole = line.version === i + 1 && line.previous === before && hashed === leaf.toString('hex');
    before = leaf.toString('hex');
    return whole ? [] : [`${i + 1} breaks the chain`];
  });
}

/** Counts the approvals of a case again, from its ledger alone and without any of the product's code. */
export function recount(ledger: readonly Line[]): Recount {
  const counting = new Counting();
  for (const line of ledger) counting.take(line);
  return counting;
}

class Counting implements Recount {
  readonly approvals: number[] = [];
  executions = 0;
  readonly violations: string[] = [];
  private now: Standing = { kept: new Map(), claims: new Map(), returns: new Map() };
  /** What stood before each version. */
  private readonly before = new Map<number, Standing>();
  private flow: readonly { id: string; way: 'in' | 'out'; amount: bigint }[] = [];
  private readonly workers = new Set<string>();

  take(line: Line): void {
    this.before.set(line.version, this.now);
    this.follow(line);
    // Whoever approves has not worked on the case before this moment.
    if (policeRoles.includes(line.actor.role)) this.workers.add(line.actor.account);
    for (const named of texts(line.body['officers'])) this.workers.add(named);
  }

  private follow(line: Line): void {
    const kind = line.type.slice(0, line.type.indexOf('.'));
    const part = line.effects.opened.find((id) => id.startsWith(`${kind}-`)) ?? line.part ?? '';
    this.deeds[line.type]?.(part, line);
  }

  /** All that a return rests on. */
  private readonly deeds: Readonly<Record<string, (part: string, line: Line) => void>> = {
    'cash.secured': (part, { body }) => this.keep(part, body),
    'account.frozen': (part, { body }) => this.keep(part, body),
    'account.traced': (_, { body }) => this.trace(body),
    'claim.filed': (part, line) => this.file(part, line),
    'claim.verified': (part, { body }) =>
      this.claim(part, { state: 'verified', traced: true, inflows: texts(body['inflows']) }),
    'claim.disputed': (part) => this.claim(part, { state: 'disputed' }),
    'claim.settled': (part) => this.claim(part, { state: this.now.claims.get(part)?.traced ? 'verified' : 'filed' }),
    'claim.rejected': (part) => this.claim(part, { state: 'over' }),
    'claim.rectified': (part, { body }) => this.correct(part, BigInt(String(body['value']))),
    'return.proposed': (part, line) => this.propose(part, line),
    'return.approved': (part, line) => this.approve(part, line),
    'return.corrected': (part) => this.restitution(part, { state: 'open' }),
    'return.rejected': (part) => this.restitution(part, { state: 'over' }),
    'return.withdrawn': (part) => this.restitution(part, { state: 'over' }),
    'return.executed': (part, line) => this.execute(part, line),
    'lead.recordedInError': (_, { body }) => {
      this.now = this.before.get(Number(body['version'])) ?? this.now;
    },
  };

  private keep(asset: string, { amount }: Line['body']): void {
    this.now = { ...this.now, kept: new Map(this.now.kept).set(asset, BigInt(String(amount))) };
  }

  /** Beside the deeds: an annulment does not bring an older table back. */
  private trace(body: Line['body']): void {
    const lines = Array.isArray(body['lines']) ? body['lines'] : [];
    this.flow = lines.map(({ id, inflow, amount }) => ({ id, way: inflow ? 'in' : 'out', amount: BigInt(amount) }));
  }

  private file(claim: string, { body, at }: Line): void {
    const amount = BigInt(String(body['amount']));
    const [victim, asset] = [String(body['victim']), String(body['asset'])];
    const filed: Claim = { claim, victim, asset, amount, filedAt: at, inflows: [], state: 'filed', traced: false };
    this.now = { ...this.now, claims: new Map(this.now.claims).set(claim, filed) };
  }

  private claim(id: string, change: Partial<Claim>): void {
    const claim = this.now.claims.get(id);
    if (claim) this.now = { ...this.now, claims: new Map(this.now.claims).set(id, { ...claim, ...change }) };
  }

  private restitution(id: string, change: Partial<Restitution>): void {
    const one = this.now.returns.get(id);
    if (one) this.now = { ...this.now, returns: new Map(this.now.returns).set(id, { ...one, ...change }) };
  }

  /** Another sum: what was proposed on the old one falls. */
  private correct(claim: string, amount: bigint): void {
    this.claim(claim, { amount });
    const asset = this.now.claims.get(claim)?.asset;
    for (const [id, one] of this.now.returns)
      if (one.asset === asset && (one.state === 'open' || one.state === 'approved'))
        this.restitution(id, { state: 'over' });
  }

  private propose(id: string, { body, actor }: Line): void {
    const [asset, mode] = [String(body['asset']), String(body['mode'])];
    const { hash, paid } = this.reckoned(asset, mode);
    const proposed: Restitution = { asset, mode, proposer: actor.account, proposal: hash, state: 'open', paid };
    this.now = { ...this.now, returns: new Map(this.now.returns).set(id, proposed) };
  }

  private approve(id: string, { version, body, actor }: Line): void {
    this.approvals.push(version);
    const one = this.now.returns.get(id);
    if (!one) {
      this.broken(version, 'approves a return that nobody proposed');
      return;
    }
    if (one.state !== 'open') this.broken(version, `approves ${id} a second time or after its end`);
    if (actor.account === one.proposer) this.broken(version, 'is approved by who proposed it');
    if (this.workers.has(actor.account))
      this.broken(version, `is approved by ${actor.account}, who worked on the case`);
    const levels = one.asset.startsWith('account') ? ['city'] : ['county', 'city'];
    if (actor.role !== 'approver' || !levels.includes(actor.org.level ?? ''))
      this.broken(version, 'is approved by somebody who may not');
    if (body['proposal'] !== one.proposal) this.broken(version, 'approves another proposal than the one that was made');
    if (body['proposal'] !== this.reckoned(one.asset, one.mode).hash) this.broken(version, 'approves a stale proposal');
    if (this.claimsOn(one.asset).some(({ state }) => state !== 'verified'))
      this.broken(version, 'is approved while a claim is open');
    this.restitution(id, { state: 'approved' });
  }

  private execute(id: string, { version, body }: Line): void {
    this.executions++;
    const one = this.now.returns.get(id);
    if (one?.state !== 'approved') this.broken(version, `carries out ${id}, which is not approved`);
    if (!one) return;
    if (one.proposal !== this.reckoned(one.asset, one.mode).hash)
      this.broken(version, 'carries out another return than the one that was approved');
    const due = [...one.paid].filter(([, amount]) => amount > 0n).map(([claim]) => claim);
    const rows = body['payments'] ?? body['receipts'];
    const answered = Array.isArray(rows) ? rows.map(({ claim }) => claim) : [];
    if (due.toSorted().join() !== answered.toSorted().join()) this.broken(version, 'pays other claims than approved');
    this.restitution(id, { state: 'executed' });
    for (const claim of due) this.claim(claim, { state: 'over' });
  }

  private broken(version: number, law: string): void {
    this.violations.push(`${version} ${law}`);
  }

  private claimsOn(asset: string): Claim[] {
    return [...this.now.claims.values()].filter((claim) => claim.asset === asset && claim.state !== 'over');
  }

  private reckoned(asset: string, mode: string) {
    const earlier = [...this.now.returns.values()]
      .filter((one) => one.asset === asset && one.state === 'executed')
      .flatMap(({ paid }) => [...paid])
      .filter(([, amount]) => amount > 0n)
      .map(([id, amount]) => {
        const { victim = '', inflows = [] } = this.now.claims.get(id) ?? {};
        return { victim, amount, inflows };
      });
    const back = earlier.reduce((sum, { amount }) => sum + amount, 0n);
    return reckon({
      asset,
      mode,
      available: (this.now.kept.get(asset) ?? 0n) - back,
      claims: this.claimsOn(asset).filter(({ state }) => state === 'verified'),
      flows: mode === 'physical' ? [] : this.flow,
      earlier,
    });
  }
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
