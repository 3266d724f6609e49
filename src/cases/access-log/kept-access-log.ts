import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Access, AccessLog } from '../../access/access-log.js';
import { actorFor, type Principal } from '../../access/principal.js';
import { eventOf, type HandingOutcome } from '../../access-log/acts.js';
import { monthOf } from '../../access-log/keeping.js';
import type { Json } from '../../engine/definition/index.js';
import type { Entry } from '../../engine/ledger/entry.js';
import { Submit } from '../../engine/submit.js';
import type { Intent, Outcome } from '../../engine/work.js';
import { GIVEN_CLOCK } from '../cases.js';
import { currentAccessLog } from '../definitions.js';
import { notOnRecord } from '../problems.js';

/** Logs remembered at most; forgetting one costs a look at the database. */
const mostRemembered = 10_000;

/** Writes down how the handing out ended. Rejects when that could not be kept. */
export type HandingOutEnded = (outcome: HandingOutcome) => Promise<void>;

/**
 * Who looked at what, kept by the engine of the cases: one log per account and month, opened by its first entry. Every
 * look is an entry of its own. What cannot be kept is answered with 503, and nothing is sent.
 */
@Injectable()
export class KeptAccessLog extends AccessLog {
  private readonly logs = new Map<string, { readonly month: string; readonly id: Promise<string> }>();

  constructor(
    @Inject(Submit) private readonly submit: Submit,
    /** A given clock, for tests and virtual time. Only the month is taken from here; `recordedAt` is the database's. */
    @Inject(GIVEN_CLOCK) private readonly clock: (() => string) | null,
  ) {
    super();
  }

  async record(caller: Principal, access: Access): Promise<void> {
    await this.append(caller, eventOf(access.act), bodyOf(access));
  }

  /** Records that a file is about to be handed out; what comes back records in the same log how that ended. */
  async handingOut(caller: Principal, caseId: string, part: string): Promise<HandingOutEnded> {
    const begun = await this.append(caller, eventOf('handedOut'), bodyOf({ act: 'handedOut', caseId, part }));
    const of = { case: caseId, entry: begun.version };
    return async (outcome) => {
      const envelope = {
        ...this.envelope(caller, 'log.handedOutEnded', { ...of, outcome }),
        key: endOf(begun.version),
      };
      entryOf(await this.submit.record(begun.case, null, envelope));
    };
  }

  private async append(caller: Principal, type: string, body: Json): Promise<Entry> {
    try {
      const id = await this.logOf(caller);
      return entryOf(await this.submit.record(id, null, this.envelope(caller, type, body)));
    } catch (error) {
      // Whatever it was, the next look begins with a look at the database.
      this.logs.delete(caller.account);
      throw notOnRecord(error);
    }
  }

  /** The log of this account for this month; opened at its first entry, by one of all servers. */
  private logOf(caller: Principal): Promise<string> {
    const month = monthOf(this.clock?.() ?? new Date().toISOString());
    const known = this.logs.get(caller.account);
    if (known?.month === month) return known.id;
    if (this.logs.size >= mostRemembered) this.logs.clear();
    const id = this.opened(caller, month);
    this.logs.set(caller.account, { month, id });
    return id;
  }

  private async opened(caller: Principal, month: string): Promise<string> {
    const envelope = { ...this.envelope(caller, 'log.opened', { month }), key: month };
    const holder = currentAccessLog.keyHolder?.(caller) ?? caller.organisation.code;
    return entryOf(await this.submit.open(currentAccessLog, holder, envelope)).case;
  }

  private envelope(caller: Principal, type: string, raw: Json) {
    // The house writes it, about somebody: what they see of a case has no say in what is kept of them.
    const house = { scope: null, mayRecord: () => true };
    const intent: Intent = { type, raw, acting: (roles) => actorFor(caller, roles), ...house };
    return { intent, sender: caller.account, key: randomUUID(), dryRun: false };
  }
}

/** The key of the entry that says how the handing out of that version ended. */
export function endOf(version: number): string {
  return `ended:${version}`;
}

function entryOf(outcome: Outcome): Entry {
  if (outcome.kind === 'recorded') return outcome.entry;
  throw new Error(`an access was not recorded: ${outcome.kind}`);
}

function bodyOf({ caseId, part, field, query, reason }: Access): Json {
  return {
    ...(caseId === undefined ? {} : { case: caseId }),
    ...(part === undefined ? {} : { casePart: part }),
    ...(field === undefined ? {} : { field }),
    ...(query === undefined ? {} : { query }),
    ...(reason === undefined ? {} : { reason }),
  };
}
