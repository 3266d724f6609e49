import { Committer } from '../../src/engine/committer.js';
import { Scans } from '../../src/evidence/scans.js';
import { sample } from '../stories/files.js';
import { Play, scene, type Theatre } from '../stories/play.js';

/** One access as auditors are told of it. */
export interface Told {
  readonly log: { readonly id: string; readonly number: string; readonly version: number };
  readonly act: string;
  readonly account: string;
  readonly role: string;
  readonly organisation: string;
  readonly case: { readonly id: string; readonly number: string | null } | null;
  readonly part: string | null;
  readonly query: string | null;
  readonly reason: string | null;
  readonly outcome: string | null;
}

let customer = 8600;

/** A lead with officers on their way and a file that was scanned. */
export async function leadWithFile(theatre: Theatre): Promise<{ play: Play; part: string; number: string }> {
  const play = new Play(theatre);
  await play.tell({ steps: scene('to-the-scene', ++customer) });
  const { body } = await theatre.upload('officer', play.id, sample('jpeg', 100_000));
  await theatre.app.get(Scans).runAll();
  const [{ number }] = await theatre.ds.query('select number from case_file where id = $1', [play.id]);
  return { play, part: body.file.part, number };
}

interface Kept {
  readonly type: string;
  readonly actor: string;
  readonly about: string | null;
}

/** Every entry of the access logs as it was stored, log by log. */
export async function entriesIn(theatre: Theatre): Promise<Map<string, Kept>> {
  const rows: (Kept & { place: string })[] = await theatre.ds.query(
    `select case_id || '/' || version as place, type, actor, about from ledger_entry where type like 'log.%'
     order by case_id, version`,
  );
  return new Map(rows.map(({ place, type, actor, about }) => [place, { type, actor, about }]));
}

/** What is in the logs that was not there before this act; the openings of logs apart. */
export async function entriesOf(theatre: Theatre, act: () => Promise<unknown>): Promise<Kept[]> {
  const before = await entriesIn(theatre);
  await act();
  const left = [...(await entriesIn(theatre))].filter(([place]) => !before.has(place));
  return left.map(([, kept]) => kept).filter(({ type }) => type !== 'log.opened');
}

/** The last byte may arrive before it is on record that it did: waits until no file is on its way. */
export async function allArrived(theatre: Theatre): Promise<void> {
  const count = (entries: Map<string, Kept>, of: string) =>
    [...entries.values()].filter(({ type }) => type === of).length;
  for (let tries = 0; ; tries++) {
    const entries = await entriesIn(theatre);
    if (count(entries, 'log.handedOut') === count(entries, 'log.handedOutEnded')) return;
    if (tries > 300) throw new Error('a file never arrives');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** While `during` runs, no batch with an access in it is written: `fail`, or wait until it is over. */
export async function holding<T>(
  theatre: Theatre,
  how: 'fail' | 'wait',
  during: (reached: Promise<void>) => Promise<T>,
) {
  const { points } = theatre.app.get(Committer);
  let release = () => {};
  let arrived = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const reached = new Promise<void>((resolve) => (arrived = resolve));
  points.decided = async (works) => {
    if (!works.some(({ intent }) => intent?.type.startsWith('log.') && intent.type !== 'log.opened')) return;
    arrived();
    if (how === 'fail') throw new Error('the log cannot be kept');
    await released;
  };
  try {
    return await during(reached);
  } finally {
    delete points.decided;
    release();
  }
}
