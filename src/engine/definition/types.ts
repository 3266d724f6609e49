import type { AnyStateMachine, StateValue } from 'xstate';
import type { FactChanges, Facts, Json, Sentence } from './json.js';
import type { PayloadClass } from './payload.js';
import type { View } from './view.js';

/** Where an account belongs: a bank, an outlet, a station, the center, a bureau. Only what rules and scope need. */
export interface ActorOrganisation {
  readonly code: string;
  readonly kind: string;
  readonly parent?: string;
  readonly district?: string;
  readonly level?: string;
}

/** Who acts, and in which role. Stands in the ledger entry as it was at that moment. */
export interface Actor {
  readonly account: string;
  readonly role: string;
  readonly org: ActorOrganisation;
}

/**
 * One statechart of a case: `state` is XState's value; `version` is the case version that last changed its state, its
 * facts or, by a deed, its clocks. What accompanies the deeds does not count; 0: nothing else has touched it.
 */
export interface Part {
  readonly id: string;
  readonly kind: string;
  readonly state: StateValue;
  readonly facts: Facts;
  /** When the present state was entered, ISO 8601 UTC: the `at` of the entry that moved it. */
  readonly since: string;
  readonly final: boolean;
  readonly version: number;
}

/**
 * An armed clock. `at` and `recordedAt` are those of the entry that armed it. `struckAt` set and the row still there
 * means overdue: it stays so, escalated, until the state is left.
 */
export interface Clock {
  readonly part: string;
  readonly name: string;
  readonly dueAt: string;
  readonly at: string;
  readonly recordedAt: string;
  readonly struckAt: string | null;
}

/** The local limits of the office (minutes, fen as strings), fixed for a case when it is opened. */
export type Settings = Readonly<Record<string, Json>>;

/** A case as it stands: everything `decide` may look at. */
export interface CaseFile {
  readonly id: string;
  /** `name@version` of the definition under which the case decides and replays. */
  readonly definition: string;
  /** Number of entries. 0 before the opening. */
  readonly version: number;
  readonly parts: readonly Part[];
  readonly clocks: readonly Clock[];
  readonly settings: Settings;
  readonly openedAt: string;
  readonly closedAt: string | null;
}

/** What happened, as somebody says. `at` is the deed, `recordedAt` the database's clock; both ISO 8601 UTC with ms. */
export interface Command {
  readonly type: string;
  /** The addressed part; absent for the root and for an event that opens a part. */
  readonly part?: string;
  /** Canonical JSON: parsed, sealed, without `part` and `at`. */
  readonly body: { readonly [key: string]: Json };
  readonly actor: Actor;
  readonly at: string;
  readonly recordedAt: string;
  /** The shell's answers to the event's questions; they stand in the entry so that replay needs nothing else. */
  readonly known: Readonly<Record<string, Json>>;
}

/** What a rule, a fact function or a `tells` may look at. */
export interface Ask<B extends object = object> {
  readonly view: View;
  /** The clocks of the case as they stand before the event, overdue ones included. */
  readonly clocks: readonly Clock[];
  readonly body: B;
  /** The addressed part; absent for an event that opens its part. */
  readonly part?: Part;
  readonly actor: Actor;
  readonly at: string;
  readonly recordedAt: string;
  readonly known: Readonly<Record<string, Json>>;
  readonly settings: Settings;
  /** When the case was closed; null while it is open. */
  readonly closedAt: string | null;
}

/** A condition an event must meet, with its sentence and its legal basis. `file` rules are asked before anything is typed. */
export interface Rule<B extends object = object> {
  readonly code: string;
  readonly needs: 'file' | 'body';
  readonly sentence: Sentence;
  readonly basis: string;
  holds(ask: Ask<B>): boolean;
}

/** A question that only the shell can answer, by the name of its port; the answer is put into `known[name]`. */
export interface Question {
  readonly name: string;
  readonly about: Json;
}

/** A further part that an event opens. */
export interface Opening {
  readonly kind: string;
  readonly facts: FactChanges;
}

/** One event of the catalogue. Its prefix names the kind of part it is addressed to. */
export interface EventDefinition<B extends object = object> {
  readonly type: string;
  readonly title: Sentence;
  readonly roles: readonly string[];
  readonly payload: PayloadClass<B>;
  /** The class of this very body, where it depends on what the body says; undefined: `payload`. */
  payloadFor?(raw: { readonly [key: string]: Json }): PayloadClass<B> | undefined;
  /**
   * What it does to the record beside a transition. `corrects`: its facts replace recorded ones in any state, the old
   * ones stay in the entry, and the clocks of the part are computed again. `annuls`: takes back the entry that
   * `known.annulled` tells of; it has no facts and tells nobody. `accompanies`: what it says stands beside the deeds
   * (an alarm, a handover, a file); it does not count as a move, and an annulment leaves it as it is.
   */
  readonly effect?: 'corrects' | 'annuls' | 'accompanies';
  /** Recorded only by somebody who proved who they are within the last five minutes. The shell sees to it, not the core. */
  readonly freshSignIn?: true;
  /** A valid body, without personal data of real people. */
  readonly example: B;
  /** `always`: opens a new part; `orAddressed`: opens one unless the body names one. */
  readonly opens?: 'always' | 'orAddressed';
  readonly rules?: readonly Rule<B>[];
  /** Fields of the body that become facts of the addressed part as they are. */
  readonly keeps?: readonly string[];
  /** Facts computed from the question; merged after `keeps`. */
  facts?(ask: Ask<B>): FactChanges;
  /** Further parts, offered the same event. */
  opensAlso?(ask: Ask<B>): readonly Opening[];
  /** Other parts that must accept the event too, in this order; `ask.part` is the addressed part as already changed. */
  tells?(ask: Ask<B>): readonly string[];
  /**
   * The part that a body addressed to the root is about: whoever sees that part may record it, though they see nothing
   * else of the case. The body is as it came, not yet checked.
   */
  concerns?(raw: { readonly [key: string]: Json }): Json | undefined;
  /** The id of another case that the entry tells of; it is written beside the entry, which is found by it. */
  about?(body: B): string | undefined;
  /** What the shell has to look up before the decision; `at` is when it happened, as said or as of now. */
  asks?(body: B, actor: Actor, part: string | undefined, at: string): readonly Question[];
}

/** A clock: what its limit is, where it comes from, and what happens at its end. The only place that adds time. */
export interface ClockDefinition {
  readonly name: string;
  readonly title: Sentence;
  /** The limit in words, for documents. */
  readonly limit: Sentence;
  /** Article of law, or `local` for a service level of the office. */
  readonly basis: string;
  readonly atEnd: 'escalate' | 'breach' | 'lapse' | 'expire' | 'mustRelease' | 'count' | 'task' | 'end' | 'warn';
  /** Roles that are alarmed when it strikes. */
  readonly alarms: readonly string[];
  due(ask: { at: string; recordedAt: string; facts: Facts; settings: Settings }): string;
  /**
   * Of a clock whose strike moves its part: the events that the state it leads to still takes, done before the strike and
   * recorded after; or why there is none. Such an event may leave a final state, and it alone revives what has struck.
   */
  readonly late?: readonly string[] | Sentence;
  /** Parts that are told `clock.<name>` when it strikes. */
  tells?(view: View): readonly string[];
}

/** A case as lists and scope see it: columns that the committer writes, never dug out of JSON at read time. */
export interface CaseIndex {
  readonly bank: string | null;
  readonly outlet: string | null;
  readonly district: string | null;
  /** The station that leads now. */
  readonly station: string | null;
  readonly phase: string;
  readonly subject: string | null;
  /** In the unit of the subject: fen, or milligrams of gold. Decimal string. */
  readonly amount: string | null;
  readonly finding: string | null;
  /** Banks other than the reporting one that keep an account of the case. */
  readonly accountBanks: readonly string[];
  readonly stations: readonly StationAccess[];
  /** A drill: shown and marked as one, but never counted, matched or carried outside. */
  readonly exercise: boolean;
  /** Whether the people of this case may be found through it: not those of a drill, nor those it has cleared. */
  readonly matchable: boolean;
  /** The class by which the definition says how long its personal data is kept. */
  readonly retention: string;
  /** The end of that period, as things stand; null: not foreseen yet. Erasing it may need people: see `eraseAt`. */
  readonly keepUntil: string | null;
  /** Somebody has asked to keep it whatever the period says. */
  readonly held: boolean;
  /** When its personal data is to be erased, as things stand; null: not foreseen, or done. */
  readonly eraseAt: string | null;
  /** Since when its personal data is erased: the write that records it destroys the case's key. */
  readonly erasedAt: string | null;
}

/** A station's access to a case. `to` null: it may act now; set: it may still read its own entries. */
export interface StationAccess {
  readonly station: string;
  readonly district: string | null;
  readonly from: string;
  readonly to: string | null;
}

/** A released version of a case's definition. Never edited once released: a case replays under the version it has. */
export interface CaseDefinition {
  readonly name: string;
  readonly version: number;
  /** With which the numbers of its cases begin: one capital. */
  readonly letter: string;
  /** The kind of the spine; its part is `<root>-1`. */
  readonly root: string;
  readonly machines: Readonly<Record<string, AnyStateMachine>>;
  readonly events: ReadonlyMap<string, EventDefinition>;
  readonly clocks: ReadonlyMap<string, ClockDefinition>;
  /** Rules of every event that a person records. */
  readonly rules: readonly Rule[];
  closed(root: Part): boolean;
  index(file: CaseFile): CaseIndex;
  /** The event by which `system` records that the personal data is erased, once `eraseAt` of the index has come. */
  readonly erasure?: string;
  /** Under whose name the key of its opening stands; absent: that of the opener's organisation. */
  keyHolder?(opener: Pick<Actor, 'account'>): string;
  /** The number under which people are called about it, where that is another case's. */
  calledBy?(file: CaseFile): string | undefined;
  /** How the person behind this part stands, in words for people; undefined where the state says it all. */
  standing?(part: Part, file: CaseFile): Sentence | undefined;
}

/** What a machine sees of the event it is offered. */
export interface Told {
  readonly type: string;
  readonly body: { readonly [key: string]: Json };
  /** Facts to merge into the part that is addressed or opened; empty for a told part. */
  readonly facts: FactChanges;
  readonly at: string;
  readonly actor: Actor;
  readonly view: View;
  /** The part that is offered the event. */
  readonly self: string;
  /** The part the event is addressed to, or the first that it opened. */
  readonly part: string;
}

/** `cash.seized` → `cash`. */
export function kindOf(type: string): string {
  return type.slice(0, type.indexOf('.'));
}

/** Identity for type inference: the event as the catalogue keeps it, everything in it checked against its payload. */
export function defineEvent<B extends object>(
  event: EventDefinition<NoInfer<B>> & {
    readonly payload: PayloadClass<B>;
    readonly keeps?: readonly (keyof NoInfer<B> & string)[];
  },
): EventDefinition {
  return event;
}

/** Identity for type inference. */
export function rule<B extends object = object>(rule: Rule<B>): Rule<B> {
  return rule;
}
