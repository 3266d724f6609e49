import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Callers } from '../../access/callers.js';
import { OpenedCases } from '../../access/opened-cases.js';
import { reachOf, sight } from '../../access/policy.js';
import { actorFor, type Principal, rolesOfArea } from '../../access/principal.js';
import { KeyProvider } from '../../access/sealing/index.js';
import { leadThere } from '../../administration/break-glass/rules.js';
import { available } from '../../engine/available.js';
import { type Actor, type CaseFile, isObject, type Json } from '../../engine/definition/index.js';
import { parseEvent } from '../../engine/event-body.js';
import { findCase } from '../../engine/store/find-case.js';
import { type LoadedFile, loadFiles } from '../../engine/store/load-files.js';
import { Submit } from '../../engine/submit.js';
import type { Intent, Outcome } from '../../engine/work.js';
import { invalidFields } from '../../platform/problem.js';
import { type Asking, GIVEN_CLOCK, type Manner } from '../cases.js';
import { currentBreakGlass, isLead, releasedDefinition } from '../definitions.js';
import { fileView } from '../file-view.js';
import { alreadySeen, noSuchCase, possibleEvent } from '../problems.js';
import { answerOf, type Reply, type Seen } from '../reply.js';
import { type Concerned, listOpenings, type OpeningsQuery } from './list-openings.js';

const opening = 'breakGlass.opened';

/**
 * One case, opened in an emergency by somebody who does not see it: for reading, for an hour. Somebody else is told at
 * once, each read is kept, and the head of the center looks into it afterwards.
 */
@Injectable()
export class BreakGlass {
  constructor(
    @Inject(DataSource) private readonly ds: DataSource,
    @Inject(Submit) private readonly submit: Submit,
    @Inject(KeyProvider) private readonly keys: KeyProvider,
    @Inject(OpenedCases) private readonly opened: OpenedCases,
    @Inject(Callers) private readonly callers: Callers,
    @Inject(GIVEN_CLOCK) private readonly clock: (() => string) | null,
  ) {}

  /** Opens the case of that number. Throws 404 where there is none, and 409 where this person sees it anyway. */
  async open(asking: Asking, raw: unknown, key: string): Promise<Reply> {
    await this.assertNotTheirs(asking, raw);
    const outcome = await this.submit.open(currentBreakGlass, asking.principal.organisation.code, {
      intent: intentOf(asking, opening, raw),
      sender: asking.principal.account,
      key,
      dryRun: false,
    });
    const reply = this.answer(asking, opening, withoutNumber(outcome));
    // Whoever is to be told is told now, not when the next round finds that it is time.
    await this.submit.strikeDue(reply.caseId);
    await this.takeEffect(asking.principal.account);
    return { ...reply, body: { ...reply.body, lead: leadOf(outcome) } };
  }

  /** Ends or reviews one. */
  async record(asking: Asking, id: string, type: string, raw: unknown, manner: Manner): Promise<Reply> {
    await this.load(asking, id);
    const outcome = await this.submit.record(id, manner.ifMatch, {
      intent: intentOf(asking, type, raw),
      sender: asking.principal.account,
      key: manner.key,
      dryRun: manner.dryRun,
    });
    const reply = this.answer(asking, type, outcome);
    const by = outcome.kind === 'recorded' ? outcome.file.parts[0]?.facts['by'] : undefined;
    if (typeof by === 'string') await this.takeEffect(by);
    return reply;
  }

  /** One of them with its reason, as far as this person is concerned by it. */
  async view(asking: Asking, id: string): Promise<{ version: number; body: Record<string, Json> }> {
    const { file, number, wrappedKey } = await this.load(asking, id);
    const { language } = asking;
    const caseKey = wrappedKey ? this.keys.unwrap(wrappedKey, file.id) : null;
    const looking = {
      definition: currentBreakGlass,
      number,
      caseKey,
      sight: { kind: 'whole' },
      admitted: null,
      roles: [],
      language,
    } as const;
    const possible = this.seen(asking, file).possible().map(possibleEvent);
    return { version: file.version, body: { ...fileView(file, looking), possible } };
  }

  /** Those that concern this person. */
  list({ principal, area }: Asking, query: OpeningsQuery) {
    return listOpenings(this.ds, concerned(principal, area), query);
  }

  private async load({ principal, area }: Asking, id: string): Promise<LoadedFile> {
    const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
    if (!uuid.test(id)) throw noSuchCase();
    const [answer] = await loadFiles(this.ds, [{ caseId: id, key: null, organisation: null }]);
    const found = answer?.found;
    if (!found || releasedDefinition(found.file.definition) !== currentBreakGlass) throw noSuchCase();
    if (!concerns(concerned(principal, area), found.file)) throw noSuchCase();
    return found;
  }

  /** Whether there is such a case is said by its rule, in the order of all others. */
  private async assertNotTheirs({ principal }: Asking, raw: unknown): Promise<void> {
    const event = currentBreakGlass.events.get(opening);
    const parsed = event && parseEvent(currentBreakGlass, event, raw);
    if (!parsed?.ok) throw invalidFields(parsed?.errors ?? []);
    const number = isObject(raw) ? String(raw['number']) : '';
    const found = await findCase(this.ds, number);
    // By its number alone: an id may be had from elsewhere.
    if (found?.number !== number || !isLead(found.definition)) return;
    const [answer] = await loadFiles(this.ds, [{ caseId: found.id, key: null, organisation: null }]);
    if (!answer?.found) return;
    const { file } = answer.found;
    const { kind } = sight(principal, releasedDefinition(file.definition).index(file));
    if (kind === 'whole') throw alreadySeen();
  }

  private async takeEffect(account: string): Promise<void> {
    this.callers.forgetAccount(account);
    await this.opened.changed(account);
  }

  private answer(asking: Asking, type: string, outcome: Outcome): Reply {
    return answerOf(outcome, type, (file) => this.seen(asking, file));
  }

  private seen(asking: Asking, file: CaseFile): Seen {
    const now = this.clock?.() ?? new Date().toISOString();
    const actions = () =>
      available(currentBreakGlass, file, (roles) => acting(asking, roles), { at: now, recordedAt: now });
    return { possible: () => actions().filter(({ allowed }) => allowed), shows: () => true };
  }
}

/**
 * What is refused whatever the number is refused in the same words where nobody has it: else whoever may open no more learns
 * which there are. Throws 404 where it is the number alone.
 */
function withoutNumber(outcome: Outcome): Outcome {
  if (outcome.kind !== 'refused' || !outcome.refusal.rules?.includes(leadThere)) return outcome;
  const rules = outcome.refusal.rules.filter((rule) => rule !== leadThere);
  if (rules.length === 0) throw noSuchCase();
  return { ...outcome, refusal: { ...outcome.refusal, rules } };
}

function leadOf(outcome: Outcome): Json {
  const { lead = null, number = null } = (outcome.kind === 'recorded' && outcome.file.parts[0]?.facts) || {};
  return { id: lead, number };
}

function acting({ principal, area }: Asking, roles: readonly string[]): Actor | undefined {
  const here = rolesOfArea(area);
  return actorFor(
    principal,
    roles.filter((role) => here.includes(role)),
  );
}

function intentOf(asking: Asking, type: string, raw: unknown): Intent {
  const { principal, area } = asking;
  return {
    type,
    raw,
    acting: (roles) => acting(asking, roles),
    // Who is concerned by it is no matter of scope: the database is asked for the house.
    scope: null,
    mayRecord: (_, file) =>
      releasedDefinition(file.definition) === currentBreakGlass && concerns(concerned(principal, area), file),
  };
}

/** The center and the auditors see all of them, the duty desk those of cases that its station leads, everybody their own. */
function concerned({ roles, organisation, account }: Principal, area: string): Concerned {
  const here = roles.filter((role) => rolesOfArea(area).includes(role));
  const overall = ['dutyOfficer', 'centerLead', 'auditor'].filter((role) => reachOf(role, organisation) === 'all');
  const duty = here.includes('stationDuty') && reachOf('stationDuty', organisation) === 'ownStation';
  return {
    all: here.some((role) => overall.includes(role)),
    account,
    station: duty ? organisation.code : null,
  };
}

function concerns({ all, account, station }: Concerned, file: CaseFile): boolean {
  const facts = file.parts[0]?.facts ?? {};
  return all || facts['by'] === account || (station !== null && facts['station'] === station);
}
