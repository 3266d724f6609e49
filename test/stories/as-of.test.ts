import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Deadlines } from '../../src/engine/deadlines.js';
import type { Actor } from '../../src/engine/definition/index.js';
import { commandOf, parseEntry } from '../../src/engine/ledger/entry.js';
import { stepsOf } from '../../src/engine/past.js';
import { genesis } from '../../src/engine/replay.js';
import { loadFiles } from '../../src/engine/store/load-files.js';
import { readHistory } from '../../src/engine/store/read-history.js';
import { leadCase } from '../../src/lead/lead.case.js';
import { forTheHouse } from '../../src/platform/database.js';
import { bodyFor } from '../lead/bodies.js';
import { people } from '../lead/people.js';
import { Play as MemoryPlay } from '../lead/play.js';
import { Chance } from '../lead/walk/chance.js';
import { type Choice, choicesIn } from '../lead/walk/choices.js';
import { weightOf } from '../lead/walk/leanings.js';
import { Play, scene, storyOf, Theatre } from './play.js';

type View = Readonly<Record<string, unknown>>;

/** Recorded by nobody with an account, or not as an event. */
const notByHand = /^(evidence\.(received|scanned)|lead\.(alarmRaised|takenOver|personalDataErased))$/;
const actors: readonly Actor[] = Object.values<Actor>(people);

/** A random way of one case through HTTP, and how it stood at each moment at which something was recorded. */
class Wandering {
  readonly stood = new Map<string, View>();
  readonly play: Play;
  private readonly known = new MemoryPlay();
  private readonly chance: Chance;

  constructor(
    private readonly theatre: Theatre,
    seed: number,
  ) {
    this.chance = new Chance(seed);
    this.play = new Play(theatre);
  }

  async wander(entries: number): Promise<void> {
    for (let tries = 0; this.known.file.version < entries && tries < entries * 12; tries++) {
      this.theatre.now += (this.chance.pick([0, 0, 1, 2, 5, 30, 120, 600]) ?? 1) * 60_000 + this.chance.below(1_000);
      await this.theatre.app.get(Deadlines).strikeAll();
      await this.load();
      const choice = this.next();
      const who = this.chance.pick(actors.filter(({ role }) => choice.roles.includes(role)));
      if (who) await this.record(choice, who);
    }
  }

  private next(): Choice {
    const { file } = this.known;
    const opening = { type: 'lead.reported', part: undefined, roles: ['teller'] };
    if (file.version === 0) return opening;
    const choices = choicesIn(file)
      .filter(({ type }) => !notByHand.test(type))
      .map((one) => ({ ...one, weight: weightOf(one, file, 0, { derailing: 0.3, crowd: 2 }) }));
    return this.chance.take(choices) ?? opening;
  }

  private async record({ type, part }: Choice, who: Actor): Promise<void> {
    const now = new Date(this.theatre.now).toISOString();
    const body = bodyFor(type, { play: this.known, part, who, pick: this.chance.pick, now });
    if (!body) return;
    const answer = await this.play.record(who.account, type, JSON.parse(JSON.stringify(body)));
    expect([type, answer.status < 500]).toEqual([type, true]);
    if (answer.status === 201) this.play.id = answer.body.receipt.case;
    await this.load();
  }

  /** Looks at the case as it is now, and keeps what is seen under the moment of its last entry. */
  private async load(): Promise<void> {
    const { id } = this.play;
    if (id === '') return;
    const [loaded] = await loadFiles(this.theatre.ds, [{ caseId: id, key: null, organisation: null }]);
    if (!loaded?.found || loaded.found.file.version === this.known.file.version) return;
    const entries = (await readHistory(forTheHouse(this.theatre.ds), id)).map(({ entry }) => parseEntry(entry));
    const commands = entries.map(commandOf);
    this.known.file = loaded.found.file;
    const start = genesis(id, leadCase, loaded.found.file.settings);
    this.known.steps.splice(0, Infinity, ...stepsOf(leadCase, start, commands));
    this.known.log.splice(0, Infinity, ...commands);
    // Of what was recorded in one moment, the last is what that moment shows.
    this.stood.set(loaded.found.updatedAt, await seen(this.theatre, id));
  }
}

async function seen(theatre: Theatre, id: string, asOf?: string | number): Promise<View> {
  const query = typeof asOf === 'number' ? `?asOfVersion=${asOf}` : `?asOf=${asOf}`;
  const answer = await theatre.get('duty', `/center/leads/${id}${asOf === undefined ? '' : query}`);
  if (answer.status !== 200) return { status: answer.status };
  // What is possible is of now: nothing is recorded in the past.
  const { possible, ...view } = answer.body;
  expect(asOf === undefined || (Array.isArray(possible) && possible.length === 0)).toBe(true);
  return view;
}

/** The case as of each moment, and as of some moment between each and the next. */
async function expectAsItStood(theatre: Theatre, id: string, stood: ReadonlyMap<string, View>, chance: Chance) {
  const moments = [...stood.keys()].sort();
  const before = new Date(Date.parse(moments[0] ?? '') - 1).toISOString();
  expect(await seen(theatre, id, before)).toEqual({ status: 404 });
  for (const [index, moment] of moments.entries()) {
    const next = Date.parse(moments[index + 1] ?? '') || Date.parse(moment) + 86_400_000;
    const between = new Date(Date.parse(moment) + chance.below(next - Date.parse(moment))).toISOString();
    const { version } = stood.get(moment) ?? {};
    for (const asOf of [moment, between, Number(version)])
      expect([asOf, await seen(theatre, id, asOf)]).toEqual([asOf, stood.get(moment)]);
  }
}

describe('a case as of a moment', () => {
  let theatre: Theatre;
  beforeAll(async () => {
    theatre = await Theatre.open({ LANJIE_SCANNER: 'off' });
  }, 60_000);
  afterAll(() => theatre?.close());

  it.each([1, 2, 3, 4, 5])(
    'is as it stood then, for every entry of random walk %i and between them',
    async (seed) => {
      const walk = new Wandering(theatre, seed);
      await walk.wander(40);
      expect(walk.stood.size).toBeGreaterThan(10);
      await expectAsItStood(theatre, walk.play.id, walk.stood, new Chance(seed));
    },
    120_000,
  );

  it('is asked for by a moment or by a version, not by both, and has no entry before the first', async () => {
    const play = new Play(theatre);
    await play.tell({ steps: scene('to-the-scene', 5, 2) });
    const asked = async (query: string) => (await theatre.get('duty', `/center/leads/${play.id}?${query}`)).status;
    expect(await asked('asOfVersion=1')).toBe(200);
    expect(await asked('asOfVersion=0')).toBe(404);
    expect(await asked('asOfVersion=x')).toBe(400);
    expect(await asked('asOfVersion=1&asOf=2024-11-18T15:00:00Z')).toBe(400);
  });

  it('is as it stood also after the erasure, but for what was erased', async () => {
    const play = new Play(theatre);
    const stood = new Map<string, View>();
    for (const step of storyOf('erased').steps) {
      await play.tell({ steps: [step] });
      if (play.id === '') continue;
      const [row] = await theatre.ds.query('select updated_at from case_file where id = $1', [play.id]);
      stood.set(row.updated_at.toISOString(), await seen(theatre, play.id));
    }
    expect(stood.size).toBeGreaterThan(3);
    for (const [moment, view] of stood) {
      const again = await seen(theatre, play.id, moment);
      expect([moment, withoutText(again)]).toEqual([moment, withoutText(view)]);
      expect(JSON.stringify(again)).toContain('(erased)');
    }
  }, 60_000);
});

/** The view without what facts say, and without what could be revealed of them. */
function withoutText(view: View): unknown {
  const parts: object[] = Array.isArray(view['parts']) ? view['parts'] : [];
  return { ...view, parts: parts.map((part) => ({ ...part, facts: null, masked: null })) };
}
