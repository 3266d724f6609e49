import type { CaseDefinition, Json, PayloadClass, Question, Settings } from './definition/index.js';
import type { PersonalRow } from './store/write-decisions.js';

/** A body whose personal fields and free text are ciphertext, and the rows to match and show them by. */
export interface SealedBody {
  readonly body: { readonly [key: string]: Json };
  readonly personal: readonly PersonalRow[];
}

/** Keeps the keys under which a case's personal data is sealed, and seals. */
export interface Sealer {
  /** A fresh key for a new case, plain and wrapped. `inUse`: which keys stand above the cases now (`Loaded.keys`). */
  create(caseId: string, inUse: string | null): { readonly key: Buffer; readonly wrapped: Buffer };
  unwrap(wrapped: Buffer, caseId: string): Buffer;
  /** `caseKey` is asked for only if something is to be sealed: unwrapping costs more than sealing a field. */
  seal(payload: PayloadClass, body: object, caseKey: () => Buffer, caseId: string, inUse: string | null): SealedBody;
}

/** A question of an event, with what the shell needs to answer it. */
export interface Asked {
  readonly question: Question;
  readonly caseId: string;
  /** Tags of the identities in the command's own body. */
  readonly personal: readonly PersonalRow[];
}

/**
 * Guards what an answer says beyond the asking case: a name with a version that grows with every write that rested on an
 * answer under it. The write is refused, and the case decided again, when the version is no longer the one seen.
 */
export interface Fence {
  readonly name: string;
  /** As read in the snapshot of the answer; 0: nobody has written under this name yet. */
  readonly seen: number;
}

/** An answer, and the fences it stands behind. */
export interface Answer {
  readonly value: Json;
  readonly fences: readonly Fence[];
}

/** What the engine needs of its house: it knows no fraud, no organisations and no keys. */
export interface EnginePorts {
  /** The released definition under its full name (`lead@1`). Throws when this server does not carry it. */
  definition(fullName: string): CaseDefinition;
  /** The local limits in force for cases of this definition, fixed for each when it is opened. */
  settings(definition: CaseDefinition): Settings;
  readonly sealer: Sealer;
  /** Answers many questions at once, in order. */
  answers(asked: readonly Asked[]): Promise<Answer[]>;
  /** A given clock, for tests and virtual time; otherwise the database's clock decides. */
  clock?(): string;
}
