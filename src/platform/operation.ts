import type { PayloadClass, Schema, Sentence } from '../engine/definition/index.js';

/** What one answer of an operation means. */
export interface OperationResponse {
  readonly description: Sentence;
  readonly schema?: Schema;
}

/** Everything the guard and the OpenAPI document know about one route. */
export interface Operation {
  /** Unique, camelCase. */
  readonly id: string;
  readonly summary: Sentence;
  readonly tag: string;
  /** Who may call: anybody, everybody signed in, or those who have one of these roles. */
  readonly roles: 'public' | 'signedIn' | readonly string[];
  readonly body?: PayloadClass;
  /** Media types of a body that the operation reads as it comes. */
  readonly takes?: readonly string[];
  readonly query?: PayloadClass;
  /** Parameters of the path, by name. */
  readonly params?: Readonly<Record<string, { readonly description: Sentence; readonly schema?: Schema }>>;
  /** Whether `Idempotency-Key` is required. */
  readonly idempotent?: boolean;
  /**
   * Under which limit it falls, if not under that of what it does: `read` or `write`; where anybody may call `public`, or
   * `signIn` for what is sent there. `none` is for the machinery that watches the server.
   */
  readonly limit?:
    | 'none'
    | 'signIn'
    | 'public'
    | 'read'
    | 'write'
    | 'file'
    | 'reveal'
    | 'breakGlass'
    | 'export'
    | 'search';
  /** Only by somebody who proved who they are within five minutes: by signing in, or by a step-up. */
  readonly freshSignIn?: true;
  /** Also by somebody who owes a new password or a second factor, and may do nothing else until then. */
  readonly evenWhenDue?: true;
  readonly responses?: Readonly<Record<number, OperationResponse>>;
}

const operations = new WeakMap<object, Operation>();

/** Marks a controller's method as an operation of the API. The guard refuses routes without it. */
export function Operation(operation: Operation): MethodDecorator {
  return (_prototype, key, descriptor) => {
    const handler: unknown = descriptor.value;
    if (typeof handler !== 'function') throw new Error(`@Operation belongs on a method, not on ${String(key)}`);
    operations.set(handler, operation);
  };
}

/** What `@Operation` says about a handler; undefined for an unmarked one. */
export function operationOf(handler: object): Operation | undefined {
  return operations.get(handler);
}
