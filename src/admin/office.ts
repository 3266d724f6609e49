import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Callers } from '../access/callers.js';
import { Passwords } from '../access/passwords.js';
import { actorFor, type Principal } from '../access/principal.js';
import { KeyProvider } from '../access/sealing/index.js';
import { FreshSignIn } from '../access/sign-in/fresh-sign-in.js';
import { Lockout } from '../access/sign-in/lockout.js';
import { freshPassword } from '../access/sign-in/password-policy.js';
import { type Asking, GIVEN_CLOCK, type Manner } from '../cases/cases.js';
import { currentAdministration } from '../cases/definitions.js';
import type { Looking } from '../cases/file-view.js';
import { entryView } from '../cases/history-view.js';
import { answerOf, type Reply, type Seen } from '../cases/reply.js';
import { type Action, available } from '../engine/available.js';
import { type CaseFile, isObject, type Json } from '../engine/definition/index.js';
import { type LoadedFile, loadFiles } from '../engine/store/load-files.js';
import type { StoredEntry } from '../engine/store/read-history.js';
import { Submit } from '../engine/submit.js';
import type { Intent } from '../engine/work.js';
import { statement } from '../platform/database.js';
import { givePassword } from './give-password.js';
import { leftBehind } from './left-behind.js';
import { openOffice } from './open-office.js';

/** Events after which somebody else has to look after what the account was doing. */
const leaving = ['office.accountDisabled', 'office.accountMoved', 'office.rolesWithdrawn'];

const entriesOfRoles = {
  name: 'office-history',
  text: `select version, entry, leaf from ledger_entry
         where case_id = $1 and version > $2 and ($3::text[] is null or role = any($3)) order by version limit $4`,
};

/** The administration of the house: its one case, which everything goes through. */
@Injectable()
export class Office implements OnApplicationBootstrap {
  private opened: Promise<string> | null = null;

  constructor(
    @Inject(DataSource) private readonly ds: DataSource,
    @Inject(Submit) private readonly submit: Submit,
    @Inject(KeyProvider) private readonly keys: KeyProvider,
    @Inject(Passwords) private readonly passwords: Passwords,
    @Inject(Callers) private readonly callers: Callers,
    @Inject(Lockout) private readonly lockout: Lockout,
    @Inject(FreshSignIn) private readonly freshSignIn: FreshSignIn,
    @Inject(GIVEN_CLOCK) private readonly clock: (() => string) | null,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.id();
  }

  /** Records an event, and lets what it changed be felt at once. Throws the problem of everything that was not recorded. */
  async record(asking: Asking, type: string, raw: unknown, manner: Manner): Promise<Reply> {
    const id = await this.id();
    if (!manner.dryRun) await this.assertFresh(asking.principal, type);
    const account = isObject(raw) && typeof raw['account'] === 'string' ? raw['account'] : null;
    // Made before anything is recorded: a house too busy to hash has reset nothing.
    const password = type === 'office.passwordReset' && !manner.dryRun ? freshPassword() : null;
    const hash = password === null ? null : await this.passwords.hash(password);
    const envelope = {
      intent: intentOf(asking.principal, type, raw),
      sender: asking.principal.account,
      key: manner.key,
      dryRun: manner.dryRun,
    };
    const outcome = await this.submit.record(id, manner.ifMatch, envelope);
    const reply = answerOf(outcome, type, (file) => this.seen(asking, file));
    if (account === null) return reply;
    if (!manner.dryRun) await this.takeEffect(type, account);
    return {
      ...reply,
      body: {
        ...reply.body,
        ...(leaving.includes(type) ? { leftBehind: await leftBehind(this.ds, account) } : {}),
        ...(hash === null ? {} : { oneTimePassword: await this.given(reply, account, password, hash) }),
      },
    };
  }

  /** Every event that this person's roles may record. */
  async actions(asking: Asking): Promise<readonly Action[]> {
    const { loaded, now } = await this.load();
    return available(currentAdministration, loaded.file, (roles) => actorFor(asking.principal, roles), {
      at: now,
      recordedAt: now,
    });
  }

  /** The entries after a version, of these roles alone where they are named; oldest first. */
  async history(
    asking: Asking,
    roles: readonly string[] | null,
    after: number,
    limit: number,
  ): Promise<{ items: Json[]; next: number | null }> {
    const { loaded } = await this.load();
    const { file } = loaded;
    const values = [file.id, after, roles, limit + 1];
    const stored = await statement<StoredEntry>(this.ds, entriesOfRoles, values);
    const page = stored.slice(0, limit);
    const looking = this.looking(asking, loaded);
    const items = page.map((entry) => entryView(entry, file, looking)).filter((item) => item !== null);
    return { items, next: stored.length > limit ? (page[page.length - 1]?.version ?? null) : null };
  }

  /** The id of its case. */
  id(): Promise<string> {
    this.opened ??= openOffice(this.submit).catch((error) => {
      this.opened = null;
      throw error;
    });
    return this.opened;
  }

  private async load(): Promise<{ loaded: LoadedFile; now: string }> {
    const [answer] = await loadFiles(this.ds, [{ caseId: await this.id(), key: null, organisation: null }]);
    if (!answer?.found) throw new Error('the administration has no case');
    return { loaded: answer.found, now: this.clock?.() ?? answer.now };
  }

  private looking({ language }: Asking, { file, number, wrappedKey }: LoadedFile): Looking {
    const caseKey = wrappedKey ? this.keys.unwrap(wrappedKey, file.id) : null;
    return {
      definition: currentAdministration,
      number,
      caseKey,
      sight: { kind: 'whole' },
      admitted: null,
      roles: [],
      language,
    };
  }

  private seen({ principal }: Asking, file: CaseFile): Seen {
    const now = this.clock?.() ?? new Date().toISOString();
    const moment = { at: now, recordedAt: now };
    return {
      possible: () =>
        available(currentAdministration, file, (roles) => actorFor(principal, roles), moment).filter(
          (action) => action.allowed,
        ),
      shows: () => true,
    };
  }

  // Whoever lacks the role hears that, and not that they should prove who they are.
  private async assertFresh(principal: Principal, type: string): Promise<void> {
    const event = currentAdministration.events.get(type);
    if (event?.freshSignIn && actorFor(principal, event.roles)) await this.freshSignIn.assert(principal);
  }

  private async takeEffect(type: string, account: string): Promise<void> {
    this.callers.forgetAccount(account);
    // Counted under a keyed hash, which only the server can make.
    if (type === 'office.lockoutLifted') await this.lockout.lift(account);
  }

  /** The password, for the eyes of one person once: a repeated request gets none. */
  private async given(reply: Reply, account: string, password: string | null, hash: string): Promise<string | null> {
    if (reply.replayed) return null;
    return (await givePassword(this.ds, account, hash, reply)) ? password : null;
  }
}

function intentOf(principal: Principal, type: string, raw: unknown): Intent {
  // The case of the house is there for everybody whose role some event of it names.
  return { type, raw, acting: (roles) => actorFor(principal, roles), scope: null, mayRecord: () => true };
}
