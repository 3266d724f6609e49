import type { Sentence } from '../engine/definition/index.js';

/** What a person is told: which case, what, for how many minutes, where. No name, no account, nothing about anybody. */
export interface Call {
  readonly number: string;
  readonly clock: string;
  readonly what: Sentence;
  /** Minutes since the clock ran out, when the call was made. */
  readonly minutes: number;
  readonly where: { readonly code: string; readonly zh: string; readonly en: string } | null;
  readonly dueAt: string;
  readonly raisedAt: string;
  /** A drill: never sent outside. */
  readonly exercise: boolean;
}

/** A call to one account. `id` is the same however often it is sent: whoever receives it twice delivers it once. */
export interface Notice extends Call {
  readonly id: string;
  readonly to: string;
  readonly level: number;
}

/** Carries a notice to a person. Resolves once it was taken over; rejects with `NotDelivered` otherwise. */
export interface Notifier {
  send(notice: Notice): Promise<void>;
}

/** Why a notice was not taken over, in a word that quotes nobody's answer. */
export class NotDelivered extends Error {
  override name = 'NotDelivered';
}

/** By what name a notifier is stored beside each notice. */
export type Channel = 'log' | 'webhook';
