import type { Principal } from './principal.js';

/** Somebody reads, searches or takes along what is known about a case. */
export interface Access {
  readonly act: 'read' | 'searched' | 'revealed' | 'exported' | 'handedOut';
  readonly caseId?: string;
  readonly part?: string;
  readonly field?: string;
  readonly query?: string;
  readonly reason?: string;
}

/** Where every access is recorded. Resolves only when the entry is committed; rejects: nothing may be sent. */
export abstract class AccessLog {
  abstract record(caller: Principal, access: Access): Promise<void>;
}
