import { randomUUID, randomUUIDv7 } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { giveLease, takeLease } from '../engine/store/take-lease.js';
import type { Submit } from '../engine/submit.js';
import type { Intent } from '../engine/work.js';
import type { AtPlace } from './at-place.js';
import { freeze, type HandoverHead, leadsOf, type Place } from './handover-document.js';
import {
  hashDiffers,
  keyStandsForAnother,
  noSuchHandover,
  notAColleague,
  notComingOnDuty,
  notOneOfTheTwo,
  tooOld,
} from './handover-problems.js';
import type { HandoverStore, Stored } from './handover-store.js';
import { rosterRoles } from './roster.js';

/** A frozen list is signed within this time, or a new one is drawn up. */
const signedWithinMs = 60 * 60_000;

const leaseSeconds = 30;

/**
 * The change of shift: open cases and running clocks as a frozen document that both sign; then every open lead of the
 * leaving person goes to the arriving one, each by an entry of its own.
 */
export class Handovers {
  private readonly holder = randomUUID();

  constructor(
    private readonly ds: DataSource,
    private readonly submit: Submit,
    private readonly store: HandoverStore,
    private readonly report: (error: unknown) => void,
  ) {}

  /** The leaving person draws it up for a colleague. The same key again gives the same document. */
  async drawUp(
    { place, organisation, account: leaving, principal }: AtPlace,
    arriving: string,
    key: string,
  ): Promise<Stored> {
    const known = await this.store.findByKey(leaving, key);
    if (known) return sameRequest(known, arriving);
    if (arriving === leaving || !(await this.store.isColleague(arriving, organisation, rosterRoles[place])))
      throw notAColleague();
    if (!(await this.store.comesOnDuty(arriving, organisation, signedWithinMs / 1000))) throw notComingOnDuty();
    const drawnUpAt = await this.store.moment();
    const head: HandoverHead = { id: randomUUIDv7(), place, organisation, leaving, arriving, drawnUpAt };
    await this.store.insert(head, key, await freeze(this.ds, principal, head));
    const stored = await this.store.findByKey(leaving, key);
    if (!stored) throw new Error('a handover that was drawn up is not there');
    return sameRequest(stored, arriving);
  }

  latest({ organisation, principal }: AtPlace): Promise<Stored[]> {
    return this.store.latest(organisation, principal);
  }

  /** Throws 404 for one of another organisation. */
  async find({ organisation, principal }: AtPlace, id: string): Promise<Stored> {
    const found = await this.store.find(id, principal);
    if (found?.organisation !== organisation) throw noSuchHandover();
    return found;
  }

  /** One of the two signs what they read, named by its hash. The second signature moves the leads. */
  async sign(at: AtPlace, id: string, hash: string): Promise<Stored> {
    const found = await this.find(at, id);
    const mine = signatureOf(found, at.account);
    if (mine === undefined) throw notOneOfTheTwo();
    if (found.hash !== hash) throw hashDiffers();
    if (mine === null && found.now.getTime() - found.drawn_up_at.getTime() > signedWithinMs) throw tooOld();
    const signed = await this.store.sign(id, at.account);
    if (!signed) throw noSuchHandover();
    if (!signed.leaving_signed_at || !signed.arriving_signed_at || signed.moved_at) return signed;
    // What fails here is done by the next round: the signatures stand.
    await this.move(signed).catch(this.report);
    return this.find(at, id);
  }

  /** Moves whatever signed handovers left behind, if this server holds the lease. */
  async moveAll(): Promise<void> {
    if (!(await takeLease(this.ds, 'handovers', this.holder, leaseSeconds))) return;
    for (const handover of await this.store.toMove()) await this.move(handover).catch(this.report);
  }

  async giveUp(): Promise<void> {
    await giveLease(this.ds, 'handovers', this.holder).catch(() => {});
  }

  private async move({ id, organisation, leaving, hash, document }: Stored): Promise<void> {
    const place = placeIn(document);
    const raw = { handover: hash, where: place, organisation };
    for (const lead of await leadsOf(this.ds, place, organisation, leaving))
      await this.submit.record(lead, null, {
        intent: bySystem('lead.takenOver', raw),
        sender: 'system',
        key: `handover:${hash}`,
        dryRun: false,
      });
    await this.store.moved(id);
  }
}

function sameRequest(stored: Stored, arriving: string): Stored {
  if (stored.arriving !== arriving) throw keyStandsForAnother();
  return stored;
}

/** When this account signed; null: not yet; undefined: it is neither of the two. */
function signatureOf(stored: Stored, account: string): Date | null | undefined {
  if (account === stored.leaving) return stored.leaving_signed_at;
  return account === stored.arriving ? stored.arriving_signed_at : undefined;
}

function placeIn(document: string): Place {
  const { place }: { place?: unknown } = JSON.parse(document);
  return place === 'station' ? 'station' : 'center';
}

function bySystem(type: string, raw: object): Intent {
  const org = { code: 'system', kind: 'system' };
  return {
    type,
    raw,
    acting: (roles) => (roles.includes('system') ? { account: 'system', role: 'system', org } : undefined),
    scope: null,
    mayRecord: () => true,
  };
}
