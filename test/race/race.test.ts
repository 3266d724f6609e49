import { beforeAll, describe, expect, it } from '@jest/globals';
import { Chance } from '../lead/walk/chance.js';
import { Arena, account, cash, openOn } from './arena.js';
import { Engines } from './engines.js';
import { people } from './people.js';
import { race } from './race.js';
import { chainBreaks, type Line, recount } from './recount.js';

/** The short form; `npm run race` fires ten thousand. */
describe('racing approvals through two engines on one database', () => {
  it('give no self-approval, no double, none on a stale proposal, and all that was acknowledged', async () => {
    const tally = await race({ approvals: 400, seed: 7, cases: 6, rounds: 8, seconds: 60 });
    expect(tally.violations).toEqual([]);
    expect(tally).toMatchObject({ whole: true, counted: tally.recorded });
    expect(tally.fired).toBe(tally.recorded + tally.replayed + tally.refused);
    // It was a race: some got through, others met the very rules, and both engines had decided on one case.
    expect(Math.min(tally.recorded, tally.met, tally.executed)).toBeGreaterThan(0);
    expect([...tally.reasons.keys()]).toEqual(expect.arrayContaining(raced));
  }, 90_000);
});

const raced = [
  'notTheProposer',
  'approverNotOfThisCase',
  'approverLevel',
  'sameProposal',
  'stillSo',
  'noticeOver',
  'notInThisState',
  'roleMissing',
];

/** An account's return that was approved, served and paid, and one of cash that was approved: as their ledger has it. */
async function ledger() {
  const engines = await Engines.open();
  try {
    const arena = await Arena.open(engines, new Chance(1), 1);
    await arena.prepare(20_000);
    const approve = async (asset: string, who: 'city' | 'county') => {
      const [open] = openOn(await arena.file(), 'return', asset);
      const body = { part: open?.id, proposal: open?.facts['proposal'] };
      return engines.record(arena.id, { who: people[who], type: 'return.approved', body });
    };
    await approve(account, 'city');
    await approve(cash, 'county');
    await arena.finishAll();
    return await engines.ledger(arena.id);
  } finally {
    await engines.close();
  }
}

describe('the recount of a ledger', () => {
  let stored: Awaited<ReturnType<typeof ledger>>;
  let lines: Line[];
  beforeAll(async () => {
    stored = await ledger();
    lines = stored.map(({ entry }) => JSON.parse(entry.toString('utf8')));
  });

  /** What is found when the first entry of a type is changed, doubled or left out. */
  const foundIn = (type: string, change: (line: Line) => Line[]) => {
    const place = lines.findIndex((line) => line.type === type);
    expect(place).toBeGreaterThan(-1);
    return recount(lines.flatMap((line, i) => (i === place ? change(line) : [line]))).violations.join('\n');
  };
  const by = (account: string) => (line: Line) => [{ ...line, actor: { ...line.actor, account } }];
  const saying = (more: object) => (line: Line) => [{ ...line, body: { ...line.body, ...more } }];

  it('finds nothing wrong with what the engine wrote', () => {
    expect(recount(lines)).toMatchObject({ executions: 2, violations: [] });
    expect(recount(lines).approvals).toHaveLength(2);
    expect(chainBreaks(stored)).toEqual([]);
  });

  it('finds a broken chain', () => {
    expect(chainBreaks(stored.filter((_, i) => i !== 5))).not.toEqual([]);
  });

  it.each<[string, string, (line: Line) => Line[], string]>([
    ['by who proposed it', 'return.approved', (line) => by(proposerOf(lines))(line), 'who proposed it'],
    ['by who verified a claim', 'return.approved', by(people.verifier.account), 'who worked on the case'],
    ['by who was named on the scene', 'return.approved', by(people.named.account), 'who worked on the case'],
    ['on a level too low', 'return.approved', (line) => [{ ...line, actor: head }], 'who may not'],
    ['given twice', 'return.approved', (line) => [line, line], 'a second time'],
    ['of another hash', 'return.approved', saying({ proposal: '0'.repeat(64) }), 'approves another proposal'],
    ['missing before the execution', 'return.approved', () => [], 'which is not approved'],
    ['of which not all was paid', 'return.executed', saying({ payments: [] }), 'pays other claims'],
  ])('finds an approval %s', (_, type, change, law) => {
    expect(foundIn(type, change)).toContain(law);
  });

  it.each([
    ['approval', 'return.approved', 'approves a stale proposal'],
    ['execution', 'return.executed', 'carries out another return'],
  ])('finds a claim that was rejected, or a table that was redrawn, before the %s', (_, type, law) => {
    const traced = lines.find((line) => line.type === 'account.traced');
    const redrawn = { ...traced, body: { ...traced?.body, lines: [] } } as Line;
    expect(foundIn(type, (line) => [redrawn, line])).toContain(law);
  });
});

/** May approve things, but no money in accounts. */
const head = { account: people.county2.account, role: 'approver', org: { level: 'county' } };

function proposerOf(lines: readonly Line[]): string {
  return lines.find((line) => line.type === 'return.proposed')?.actor.account ?? '';
}
