import {
  type CaseDefinition,
  type CaseFile,
  type CaseIndex,
  isAnnulled,
  type StationAccess,
} from '../engine/definition/index.js';
import { clocks } from './clocks/index.js';
import { events } from './events/index.js';
import { objectsIn, textIn } from './facts.js';
import { account } from './parts/account.machine.js';
import { cash } from './parts/cash.machine.js';
import { claim } from './parts/claim.machine.js';
import { complaint } from './parts/complaint.machine.js';
import { evidence } from './parts/evidence.machine.js';
import { gold } from './parts/gold.machine.js';
import { hold } from './parts/hold.machine.js';
import { eraseAt, legalHolds, retentionOf } from './parts/keeping.js';
import { lead } from './parts/lead.machine.js';
import { parcel } from './parts/parcel.machine.js';
import { isCleared, standing } from './parts/person.js';
import { restitution } from './parts/return.machine.js';
import { regionOf } from './parts/standing.js';
import { suspect } from './parts/suspect.machine.js';
import { transfer } from './parts/transfer.machine.js';
import { victim } from './parts/victim.machine.js';
import { notErased } from './rules/erasure.js';
import { deedNotInTheFuture, notBeforeReport, notInTheFuture } from './rules/moment.js';

/** The fraud lead: from a bank's report to the day the money is back and the bank knows. */
export const leadCase: CaseDefinition = {
  name: 'lead',
  version: 1,
  letter: 'L',
  root: 'lead',
  machines: {
    lead,
    hold,
    account,
    cash,
    gold,
    parcel,
    suspect,
    victim,
    claim,
    return: restitution,
    transfer,
    complaint,
    evidence,
  },
  events,
  clocks,
  rules: [notBeforeReport, notInTheFuture, deedNotInTheFuture, notErased],
  closed: (root) => regionOf(root, 'progress') === 'settled',
  index,
  erasure: 'lead.personalDataErased',
  standing,
};

/** The case as lists and scope see it. */
function index(file: CaseFile): CaseIndex {
  const root = file.parts.find((part) => part.kind === 'lead');
  const fact = (name: string) => textIn(root?.facts, name) ?? null;
  const bank = fact('bank');
  const exercise = root?.facts['exercise'] === true;
  const accounts = file.parts.filter((part) => part.kind === 'account' && !isAnnulled(part));
  const banks = accounts.flatMap((part) => textIn(part.facts, 'bank') ?? []);
  return {
    bank,
    outlet: fact('outlet'),
    district: fact('district'),
    station: fact('station'),
    phase: root ? regionOf(root, 'progress') : 'new',
    subject: fact('subject'),
    amount: fact('amount'),
    finding: fact('finding'),
    accountBanks: [...new Set(banks)].filter((code) => code !== bank),
    stations: objectsIn(root?.facts, 'stations').map(access),
    exercise,
    matchable: !exercise && root !== undefined && !isCleared(root),
    ...keeping(file),
    eraseAt: eraseAt(file),
    erasedAt: fact('erasedAt'),
  };
}

/** How long the people of the case are kept. */
function keeping(file: CaseFile): Pick<CaseIndex, 'retention' | 'keepUntil' | 'held'> {
  const parts = file.parts.filter((part) => !isAnnulled(part));
  const { class: retention, until } = retentionOf(parts, file.closedAt, file.settings);
  const root = parts.find((part) => part.kind === 'lead');
  return { retention, keepUntil: until, held: legalHolds(root).length > 0 };
}

function access(entry: Parameters<typeof textIn>[0]): StationAccess {
  return {
    station: textIn(entry, 'station') ?? '',
    district: textIn(entry, 'district') ?? null,
    from: textIn(entry, 'from') ?? '',
    to: textIn(entry, 'to') ?? null,
  };
}
