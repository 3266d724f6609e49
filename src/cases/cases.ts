import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccessLog } from '../access/access-log.js';
import { mayRecordLate, mayRecordOn, type Sight, sight } from '../access/policy.js';
import { type Principal } from '../access/principal.js';
import { reading } from '../access/reading.js';
import { scopeOf } from '../access/scope.js';
import { KeyProvider } from '../access/sealing/index.js';
import { isShown, mayRecord, partsShown, type Seen } from '../access/seen.js';
import { FreshSignIn } from '../access/sign-in/fresh-sign-in.js';
import type { Admitted } from '../engine/admitted.js';
import { type Action, available, possible } from '../engine/available.js';
import { type CaseDefinition, type CaseFile, type Json, type Sentence } from '../engine/definition/index.js';
import { commandOf, parseEntry } from '../engine/ledger/entry.js';
import { genesis, replay } from '../engine/replay.js';
import { type LoadedFile, loadFiles, type SeenFile, seenFile } from '../engine/store/load-files.js';
import { readHistory } from '../engine/store/read-history.js';
import { type Envelope, Submit } from '../engine/submit.js';
import type { Intent, Outcome } from '../engine/work.js';
import { forTheHouse, type Run } from '../platform/database.js';
import { acting, actionsInSight, inEachRole, rolesHere } from './acting.js';
import { actionView } from './action-view.js';
import { currentLead, isLead, needsFreshSignIn, releasedDefinition, rolesOfEvent } from './definitions.js';
import { fileView, type Looking } from './file-view.js';
import { entryView } from './history-view.js';
import { noSuchCase, possibleEvent, refused } from './problems.js';
import { answerOf, type Reply } from './reply.js';

/** A past of a case: up to a moment, or its first so many entries. */
export type Then = { readonly until: string } | { readonly limit: number };

/** Who asks, from which area of the API, and in which language. */
export interface Asking {
  readonly principal: Principal;
  readonly area: string;
  readonly language: keyof Sentence;
}

/** Injection token of a given clock, or null. */
export const GIVEN_CLOCK = Symbol('lanjie.givenClock');

/** A case as loaded, and how somebody sees it. */
export interface Look {
  readonly loaded: LoadedFile;
  readonly looking: Looking;
  readonly now: string;
}

/** How a submission is to be taken. */
export interface Manner {
  readonly key: string;
  readonly ifMatch: number | null;
  readonly dryRun: boolean;
  /** What makes it the same when it is sent again, where the body holds what differs each time. */
  readonly same?: Json;
}

const caseId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Leads over HTTP: what the areas of the API share. Every read asks `sight` and is made under row-level security, every write
 * goes through `submit`.
 */
@Injectable()
export class Cases {
  constructor(
    @Inject(DataSource) private readonly ds: DataSource,
    @Inject(Submit) private readonly submit: Submit,
    @Inject(KeyProvider) private readonly keys: KeyProvider,
    /** A given clock, for tests and virtual time; otherwise the database's. */
    @Inject(GIVEN_CLOCK) private readonly clock: (() => string) | null,
    @Inject(FreshSignIn) private readonly freshSignIn: FreshSignIn,
    @Inject(AccessLog) private readonly accessLog: AccessLog,
  ) {}

  /** Opens a lead. */
  async report(asking: Asking, raw: unknown, manner: Manner): Promise<Reply> {
    const type = 'lead.reported';
    const envelope = envelopeOf(this.intent(asking, type, raw), asking, manner);
    return this.answer(asking, type, await this.submit.open(currentLead, asking.principal.organisation.code, envelope));
  }

  /** Records an event on a lead. */
  async record(asking: Asking, id: string, type: string, raw: unknown, manner: Manner): Promise<Reply> {
    if (!caseId.test(id)) throw noSuchCase();
    if (!manner.dryRun) await this.assertFresh(asking, type);
    let outcome: Outcome = { kind: 'unseen' };
    // In one role after the other: what it may not see neither wall lets it record, whatever the others see.
    for (const as of inEachRole(asking, rolesOfEvent(type))) {
      const envelope = envelopeOf(this.intent(as, type, raw), as, manner);
      outcome = await this.submit.record(id, manner.ifMatch, envelope);
      if (outcome.kind !== 'unseen') break;
    }
    return this.answer(asking, type, outcome);
  }

  /**
   * Throws the refusal that an event would meet whatever its body says, so that nobody sends a long one in vain. `at`: when
   * it happened, null: now.
   */
  assertMayBegin(asking: Asking, seen: Look, type: string, part: string | undefined, at: string | null): void {
    const { looking, loaded, now } = seen;
    const { definition } = looking;
    const { file } = loaded;
    const roles = definition.events.get(type)?.roles ?? [];
    const isLate = ({ principal }: Asking) => mayRecordLate(principal, definition.index(file), at);
    const as = this.inWhichRole(asking, seen, part, roles, isLate);
    const actions = available(definition, file, (wanted) => acting(as, wanted), {
      at: now,
      recordedAt: now,
    });
    const action = actions.find((one) => one.event.type === type && one.part === part);
    if (action?.allowed) return;
    const status = action ? 409 : acting(as, roles) ? 404 : 403;
    const code = action?.code ?? (status === 403 ? 'roleMissing' : 'noSuchPart');
    const refusal = {
      ok: false,
      status,
      code,
      ...(part ? { part } : {}),
      ...(action?.rules ? { rules: action.rules } : {}),
    } as const;
    const possible = isLate(as) ? [] : this.allowed(asking, file, definition, looking, now);
    const mine = file.parts.map((one) => one.id).filter((id) => mayRecord(looking, id, file.parts));
    throw refused(refusal, definition, type, possible, mine);
  }

  /** The first role that sees the part. Throws 404 where none does. */
  private inWhichRole(
    asking: Asking,
    { looking, loaded }: Look,
    part: string | undefined,
    roles: readonly string[],
    isLate: (one: Asking) => boolean,
  ): Asking {
    const { file } = loaded;
    const index = looking.definition.index(file);
    const as = inEachRole(asking, roles).find(
      (one) => isLate(one) || mayRecord({ ...looking, sight: sight(one.principal, index) }, part, file.parts),
    );
    if (!as) throw noSuchCase();
    return as;
  }

  /** The case as this caller may see it, now or as it was at a moment or after an entry. */
  async view(asking: Asking, id: string, then: Then | null): Promise<{ version: number; body: Record<string, Json> }> {
    const { loaded, looking, now } = await this.look(asking, id);
    if (then !== null) {
      const file = await this.fileAsOf(asking, loaded, looking, then);
      return { version: file.version, body: { ...fileView(file, asNow(looking, loaded.file)), possible: [] } };
    }
    const { file } = loaded;
    const possible = this.allowed(asking, file, looking.definition, looking, now).map(possibleEvent);
    return { version: file.version, body: { ...fileView(file, looking), possible } };
  }

  /** Every event this caller's roles may record: allowed or not, the failed rules, and its JSON Schema. */
  async actions(asking: Asking, id: string): Promise<Json> {
    const { loaded, looking, now } = await this.look(asking, id);
    const actions = actionsInSight(asking, loaded.file, looking.definition, looking, now);
    return actions.map((action) => actionView(action, looking.definition, looking.language));
  }

  /** The timeline after a version, oldest first. */
  async history(
    asking: Asking,
    id: string,
    after: number,
    limit: number,
  ): Promise<{ items: Json[]; next: number | null }> {
    const {
      loaded,
      looking,
      more: stored,
    } = await this.lookFurther(asking, id, (read) => readHistory(read, id, { after, limit: limit + 1 }));
    const page = stored.slice(0, limit);
    const items = page.map((entry) => entryView(entry, loaded.file, looking)).filter((item) => item !== null);
    return { items, next: stored.length > limit ? (page[page.length - 1]?.version ?? null) : null };
  }

  /** The lead, and how this person sees it. Throws 404 for one that they do not see, is not there, or is no lead. */
  look(asking: Asking, id: string): Promise<Look> {
    return this.lookFurther(asking, id, async () => null);
  }

  /** The same, and what else is read for this person of the same snapshot. */
  private async lookFurther<T>(
    asking: Asking,
    id: string,
    further: (read: Run) => Promise<T>,
  ): Promise<Look & { readonly more: T }> {
    if (!caseId.test(id)) throw noSuchCase();
    const { principal, language } = asking;
    const { seen, more } = await reading(this.ds, principal, async (read) => {
      const shown = await seenFile(read, id);
      // Where there is nothing, nothing more is asked.
      if (!shown || !isLead(shown.found.file.definition)) throw noSuchCase();
      return { seen: shown, more: await further(read) };
    });
    const loaded = await this.whole(seen);
    const definition = releasedDefinition(loaded.file.definition);
    const sees = sight(principal, definition.index(loaded.file), id);
    if (sees.kind === 'none') throw noSuchCase();
    await this.keepRead(asking, id, sees);
    const now = this.clock?.() ?? seen.now;
    const caseKey = loaded.wrappedKey ? this.keys.unwrap(loaded.wrappedKey, loaded.file.id) : null;
    const admitted = admittedOf(seen, loaded.file);
    const looking = {
      definition,
      number: loaded.number,
      caseKey,
      sight: sees,
      admitted,
      roles: rolesHere(asking),
      language,
    };
    return { loaded, looking, now, more };
  }

  /** What was opened in an emergency is shown only once it is on record who looks. */
  private async keepRead({ principal }: Asking, id: string, sees: Sight): Promise<void> {
    if (!('opened' in sees)) return;
    await this.accessLog.record(principal, { act: 'read', caseId: id, reason: '紧急调阅 break-glass' });
  }

  /**
   * The case with all its parts: rules, and the policy itself, ask about parts that this person does not see. What the
   * database has not shown them goes no further than that.
   */
  private async whole({ found, extent }: SeenFile): Promise<LoadedFile> {
    if (extent === 'all') return found;
    const [answer] = await loadFiles(this.ds, [{ caseId: found.file.id, key: null, organisation: null }]);
    if (!answer?.found) throw noSuchCase();
    return answer.found;
  }

  private async fileAsOf(asking: Asking, { file }: LoadedFile, looking: Looking, then: Then): Promise<CaseFile> {
    // Replay needs every entry; of what comes out they are shown what is theirs.
    const stored =
      looking.admitted?.whole && looking.admitted.parts.length === 0
        ? await reading(this.ds, asking.principal, (read) => readHistory(read, file.id, then))
        : await readHistory(forTheHouse(this.ds), file.id, then);
    const entries = stored.map(({ entry }) => parseEntry(entry));
    const settings = entries[0]?.settings;
    // Before the report there was no case.
    if (!settings) throw noSuchCase();
    return replay(looking.definition, genesis(file.id, looking.definition, settings), entries.map(commandOf));
  }

  // Whoever lacks the role hears that, and not that they should prove who they are.
  private async assertFresh(asking: Asking, type: string): Promise<void> {
    if (needsFreshSignIn(type) && acting(asking, rolesOfEvent(type))) await this.freshSignIn.assert(asking.principal);
  }

  private intent(asking: Asking, type: string, raw: unknown): Intent {
    const { principal } = asking;
    return {
      type,
      raw,
      acting: (roles) => acting(asking, roles),
      scope: scopeOf(principal),
      mayRecord: (index, file, part, at) =>
        isLead(file.definition) &&
        (mayRecordOn(sight(principal, index), part, file.parts) || mayRecordLate(principal, index, at)),
    };
  }

  private answer(asking: Asking, type: string, outcome: Outcome): Reply {
    return answerOf(outcome, type, (file, admitted) => {
      const definition = releasedDefinition(file.definition);
      const seen = { sight: sight(asking.principal, definition.index(file)), admitted };
      return {
        possible: () => this.allowed(asking, file, definition, seen, this.clock?.() ?? new Date().toISOString()),
        shows: (part) => isShown(seen, part, file.parts),
      };
    });
  }

  private allowed(asking: Asking, file: CaseFile, definition: CaseDefinition, seen: Seen, now: string): Action[] {
    return actionsInSight(asking, file, definition, seen, now, possible);
  }
}

function envelopeOf(intent: Intent, { principal }: Asking, { key, dryRun, same }: Manner): Envelope {
  return { intent, sender: principal.account, key, dryRun, ...(same === undefined ? {} : { same }) };
}

/** What the database has shown of a case that is loaded whole. */
function admittedOf({ found, extent }: SeenFile, { parts }: CaseFile): Admitted {
  const shown = found.file.parts.map(({ id }) => id);
  if (extent === 'some') return { whole: false, parts: shown, late: false, secret: null };
  const hidden = parts.map(({ id }) => id).filter((id) => !shown.includes(id));
  return { whole: true, parts: hidden, late: false, secret: extent === 'most' ? 'evidence' : null };
}

/** Of a past state somebody sees the parts that are theirs to see today. */
function asNow(looking: Looking, { parts }: CaseFile): Looking {
  if (isShown(looking, undefined, parts)) return looking;
  const shown = partsShown(looking, parts).map(({ id }) => id);
  return { ...looking, admitted: { whole: false, parts: shown, late: false, secret: null } };
}
