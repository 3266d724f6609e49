import type { Principal } from './principal.js';

/** That somebody looked at what is not simply theirs, and why. */
export interface Access {
  readonly act: 'read' | 'searched' | 'revealed' | 'exported' | 'handedOut';
  readonly caseId?: string;
  readonly part?: string;
  readonly field?: string;
  readonly query?: string;
  readonly reason?: string;
}

/** Keeps who looked at what. An injection token too. */
export abstract class AccessLog {
  /** Resolves once the entry is committed. Rejects when it could not be kept: then nothing may be sent. */
  abstract record(caller: Principal, access: Access): Promise<void>;
}
