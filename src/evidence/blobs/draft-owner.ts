import { hash } from 'node:crypto';
import { hostname } from 'node:os';
import { processIdentity } from '../../platform/process-identity.js';

/** Whose a half-written file is: machine, process, and which of the processes that ever had this number. */

const machine = short(hostname());

function short(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 12);
}

function nameOf(pid: number): string {
  return `${machine}-${pid}-${short(processIdentity(pid) ?? '')}`;
}

/** How the drafts of this process begin. */
export function ownDraft(): string {
  return nameOf(process.pid);
}

/** Whether the writer of a draft lives; undefined when it is on another machine, or the name is none of ours. */
export function isOwnerAlive(draft: string): boolean | undefined {
  const [owner = ''] = draft.split('.');
  const [where, pid] = owner.split('-');
  return where === machine ? nameOf(Number(pid)) === owner : undefined;
}
