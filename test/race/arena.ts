import type { CaseFile, Part } from '../../src/engine/definition/index.js';
import type { Chance } from '../lead/walk/chance.js';
import { type Engines, told } from './engines.js';
import { type Name, people } from './people.js';

/** The two assets of every case of the race: money in a frozen account, and cash in custody. */
export const account = 'account-1';
export const cash = 'cash-1';
const victims = ['victim-1', 'victim-2'];
const frozenFen = '15000000';

/** The flow table and other ones: who paid what cannot be told in the last. Each leads to what is frozen. */
const tables: readonly (readonly string[])[] = [
  ['+90000 A', '+60000 B'],
  ['+80000 A', '+70000 B'],
  ['+100000 A', '+70000 B', '-20000 C'],
];

/** A flow table as the body of `account.traced`; yuan, a minute apart. */
export function flowTable(which: number): Record<string, unknown> {
  const lines = (tables[which % tables.length] ?? []).map((line, minute) => {
    const [, sign, yuan, id] = /^([+-])(\d+) (\w)$/.exec(line) ?? [];
    const at = `2024-11-18T14:${20 + minute}:00+08:00`;
    return { id, at, inflow: sign === '+', amount: `${yuan}00` };
  });
  return { part: account, opening: '0', closing: frozenFen, lines };
}

/** One case of the race: from the report to money that is kept, and again and again to a proposal that stands. */
export class Arena {
  private readonly engines: Engines;
  private readonly chance: Chance;
  readonly id: string;

  private constructor(engines: Engines, chance: Chance, id: string) {
    this.engines = engines;
    this.chance = chance;
    this.id = id;
  }

  /** The n-th case: CNY 150,000 frozen and 50,000 in custody, two victims. */
  static async open(engines: Engines, chance: Chance, n: number): Promise<Arena> {
    const opened = await engines.open({ who: people.teller, type: 'lead.reported', body: report(n) });
    if (opened.kind !== 'recorded') throw new Error(`lead.reported: ${told(opened).join()}`);
    const arena = new Arena(engines, chance, opened.entry.case);
    for (const [who, type, body] of way(new Date(engines.now).toISOString())) await arena.must(who, type, body);
    return arena;
  }

  file(): Promise<CaseFile> {
    return this.engines.file(this.id);
  }

  /** Brings both assets to an open return where it can; some that were approved are carried out. */
  async prepare(most: number): Promise<CaseFile> {
    for (const asset of [account, cash]) await this.prepareAsset(asset, most);
    return this.file();
  }

  /** Carries out whatever is approved. */
  async finishAll(): Promise<void> {
    for (const asset of [account, cash])
      for (const open of openOn(await this.file(), 'return', asset)) await this.finish(open, asset);
  }

  private async prepareAsset(asset: string, most: number): Promise<void> {
    const [open] = openOn(await this.file(), 'return', asset);
    if (open && !this.chance.oneIn(3)) return;
    if (open) await this.finish(open, asset);
    for (const claim of openOn(await this.file(), 'claim', asset)) await this.decide(claim, asset);
    const claimed = openOn(await this.file(), 'claim', asset).map(({ facts }) => facts['victim']);
    for (const victim of victims) if (!claimed.includes(victim)) await this.claim(victim, asset, most);
    await this.propose(asset);
  }

  /** Hands out or pays what is approved, and takes back what is not. */
  private async finish(open: Part, asset: string): Promise<void> {
    if (asset === account) await this.may('officer', 'return.noticeServed', service(open.id));
    const done = await this.may(...executionOf(open));
    if (!done) await this.may('officer', 'return.withdrawn', { part: open.id, reason: '重新提出' });
  }

  private async decide(claim: Part, asset: string): Promise<void> {
    if (claim.state === 'disputed') await this.may('duty', 'claim.settled', { part: claim.id, how: '双方确认' });
    await this.may('verifier', 'claim.verified', verification(claim.id, asset, String(claim.facts['victim'])));
  }

  private async claim(victim: string, asset: string, most: number): Promise<void> {
    const amount = String(1 + this.chance.below(most));
    const filed = await this.engines.record(this.id, {
      who: people.filer,
      type: 'claim.filed',
      body: claimBody(victim, asset, amount),
    });
    if (filed.kind !== 'recorded') return;
    const part = filed.entry.effects.opened.find((id) => id.startsWith('claim-')) ?? '';
    const who = this.chance.oneIn(2) ? 'officer' : 'verifier';
    await this.may(who, 'claim.verified', verification(part, asset, victim));
  }

  private async propose(asset: string): Promise<void> {
    const who = this.chance.pick<Name>(['proposer', 'proposer', 'verifier', 'officer', 'filer']) ?? 'officer';
    const modes = asset === cash ? ['physical'] : ['timestamp', 'proRata'];
    for (const mode of modes) if (await this.may(who, 'return.proposed', { asset, mode })) break;
    const [open] = openOn(await this.file(), 'return', asset);
    if (open?.facts['mode'] === 'proRata' && open.facts['noticeEndsAt'] === undefined)
      await this.may('duty', 'return.announced', { part: open.id, noticeNumber: 'G1', medium: '门户网站' });
  }

  private async may(who: Name, type: string, body: Readonly<Record<string, unknown>>): Promise<boolean> {
    const outcome = await this.engines.record(this.id, { who: people[who], type, body });
    return outcome.kind === 'recorded';
  }

  private async must(who: Name, type: string, body: Readonly<Record<string, unknown>>): Promise<void> {
    const outcome = await this.engines.record(this.id, { who: people[who], type, body });
    if (outcome.kind !== 'recorded') throw new Error(`${type} by ${who}: ${told(outcome).join()}`);
  }
}

/** The open parts of a kind that are about an asset. */
export function openOn(file: CaseFile, kind: string, asset: string): Part[] {
  return file.parts.filter((part) => part.kind === kind && !part.final && part.facts['asset'] === asset);
}

export function claimBody(victim: string, asset: string, amount: string): Record<string, unknown> {
  const paidFrom = { number: '6222020000000000003', bank: '某银行' };
  // Far more was lost than is ever claimed: what is raced for is the approval.
  const lost = '10000000000';
  return { victim, asset, amount, lost, paidInAt: '2024-11-18T14:20:00+08:00', how: '手机银行', paidFrom };
}

/** The inflow of the account is the victim's: A of the first, B of the second. */
export function verification(part: string, asset: string, victim: string): Record<string, unknown> {
  const inflows = asset === account ? { inflows: [victim === victims[0] ? 'A' : 'B'] } : {};
  return { part, trace: '银行流水', ...inflows };
}

export function service(part: string): Record<string, unknown> {
  return { part, officers: ['officer', 'officer2'], noticeNumber: 'X1' };
}

/** By whom and how a return is carried out, for all claims of its allocation. */
export function executionOf({ id, facts }: Part): [Name, string, Record<string, unknown>] {
  const lines = Array.isArray(facts['allocation']) ? facts['allocation'] : [];
  const claims = lines.map((line) => String(Reflect.get(Object(line), 'claim')));
  if (facts['asset'] === account) {
    const payments = claims.map((claim) => ({ claim, reference: `P-${claim}` }));
    return ['bankdesk', 'return.executed', { part: id, payments }];
  }
  const receivedBy = { name: '王示例', idNumber: '990102198001010022' };
  const receipts = claims.map((claim) => ({ claim, receivedBy, listNumber: 'L1' }));
  return ['custodian', 'return.executed', { part: id, receipts }];
}

function report(n: number): Record<string, unknown> {
  const number = String(n).padStart(5, '0');
  return {
    subject: 'withdrawal',
    suspectedRole: 'unknown',
    amount: '20000000',
    account: { number: `62170000997${number}`, bank: 'bank-a', holder: '陆示例' },
    customer: {
      name: '陆示例',
      idType: 'residentId',
      idNumber: `9901011990${number.slice(1)}001X`,
      phone: '19900000003',
    },
    indicators: ['PURPOSE_INCONSISTENT', 'ABNORMAL_LIQUIDATION'],
  };
}

/** From the dispatch to both assets kept and two victims known, all at one moment. */
function way(now: string): (readonly [Name, string, Record<string, unknown>])[] {
  const officers = ['officer', 'officer2'];
  const held = { denominations: { '10000': 500 }, heldBy: '陆示例', where: '柜台', from: account };
  const freeze = { part: account, amount: frozenFen, months: 6, scope: 'balance', interest: true };
  return [
    ['duty', 'lead.dispatched', { station: 'xiufeng' }],
    ['station', 'lead.accepted', { officers }],
    ['officer', 'lead.arrived', { officers: [...officers, people.named.account] }],
    ['officer', 'lead.classified', { finding: 'suspect', reason: '持有取现话术' }],
    ['officer', 'cash.secured', { officers, amount: '5000000', ...held }],
    ['duty', 'account.stopPayOrdered', { part: account, orderNumber: 'S1' }],
    ['bankdesk', 'account.stopPaid', { part: account, amount: frozenFen }],
    ['officer', 'lead.filed', { caseNumber: 'A1', kind: 'criminal', organ: '秀峰分局', filedAt: now }],
    ['county', 'cash.seizureApproved', { part: cash, decisionNumber: 'D1' }],
    ['officer', 'cash.seized', { part: cash, officers, video: 'LX-1', listNumber: 'KY1' }],
    ['custodian', 'cash.custodyAccepted', { part: cash, amount: '5000000' }],
    ['officer', 'account.freezeRequested', freeze],
    ['county', 'account.freezeOrdered', { part: account, orderNumber: 'F1' }],
    ['bankdesk', 'account.frozen', { part: account, amount: frozenFen }],
    ['officer', 'account.traced', flowTable(0)],
    ['filer', 'victim.identified', { name: '王示例', phone: '19900000005' }],
    ['filer', 'victim.identified', { name: '韦示例', phone: '19900000006' }],
  ];
}
