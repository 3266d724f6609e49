import { randomUUIDv7 } from 'node:crypto';
import type { Committer } from './committer.js';
import type { CaseDefinition } from './definition/index.js';
import type { Intent, Outcome } from './work.js';

/** What every submission carries beside its intent. */
export interface Envelope {
  readonly intent: Intent;
  /** The account that sends it: a key belongs to its sender. */
  readonly sender: string;
  /** The sender's name for this submission: repeating it repeats the answer, not the deed. */
  readonly key: string;
  readonly dryRun: boolean;
  /** What makes it the same when it is sent again, where its body holds what differs each time; otherwise the body. */
  readonly same?: unknown;
}

/** The one way in. HTTP, deadlines, imports and bulk actions all pass here; nothing else writes a state. */
export class Submit {
  constructor(
    private readonly committer: Committer,
    private readonly fingerprint: (sender: string, type: string, raw: unknown) => Buffer,
    private readonly newId: () => string = () => randomUUIDv7(),
  ) {}

  /** Opens a case. `organisation` and `key` together stand for it. */
  open(definition: CaseDefinition, organisation: string, envelope: Envelope): Promise<Outcome> {
    return this.committer.commit({
      ...this.shared(envelope),
      caseId: this.newId(),
      opening: { definition, organisation },
      ifMatch: null,
    });
  }

  /** Records an event on a case. `ifMatch` is the version the sender has seen; null: any. */
  record(caseId: string, ifMatch: number | null, envelope: Envelope): Promise<Outcome> {
    return this.committer.commit({ ...this.shared(envelope), caseId, opening: null, ifMatch });
  }

  /** Strikes the clocks of a case that are due, and nothing else. */
  strikeDue(caseId: string): Promise<Outcome> {
    return this.committer.commit({
      caseId,
      opening: null,
      key: null,
      fingerprint: null,
      ifMatch: null,
      dryRun: false,
      intent: null,
    });
  }

  private shared({ intent, sender, key, dryRun, same = intent.raw }: Envelope) {
    return { intent, key, dryRun, fingerprint: this.fingerprint(sender, intent.type, same) };
  }
}
