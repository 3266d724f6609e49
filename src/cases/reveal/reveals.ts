import { Inject, Injectable, Optional } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccessLog } from '../../access/access-log.js';
import { bankOf, entryInSight, partsInSight, type Sight, sight } from '../../access/policy.js';
import { reading } from '../../access/reading.js';
import { mayReveal } from '../../access/reveal-policy.js';
import { unseal } from '../../access/sealing/index.js';
import type { IdentityKind } from '../../access/sealing/mask.js';
import { partsShown } from '../../access/seen.js';
import { type ActorOrganisation, type CaseFile, factAt, type Json, type Part } from '../../engine/definition/index.js';
import { type Entry, parseEntry } from '../../engine/ledger/entry.js';
import { readHistory } from '../../engine/store/read-history.js';
import { forTheHouse } from '../../platform/database.js';
import { rolesHere } from '../acting.js';
import { type Asking, Cases, type Look } from '../cases.js';
import { noSuchCase } from '../problems.js';
import { identitiesIn } from './masked.js';
import { payeesOf } from './payees.js';
import { accessNotRecorded, identityErased, identityUnreadable, mayNotReveal, nothingMaskedThere } from './problems.js';

/** Which identity somebody wants to see, as `masked` names it, and why. */
export interface Wish {
  /** The part; the lead itself when left out. */
  readonly part?: string;
  /** The version of an entry instead of a part: what was said then. */
  readonly version?: number;
  /** Where it stands there: `customer.idNumber`. */
  readonly field: string;
  readonly reason: string;
}

/** One identity in the clear. */
export interface Revealed {
  readonly field: string;
  readonly kind: IdentityKind;
  readonly value: string;
  /** Of an account: the bank that keeps it, where it is recorded. */
  readonly bank?: string;
}

/** A sealed identity that was found, and what decides about it. */
interface Found {
  readonly value: string;
  readonly kind: IdentityKind;
  readonly bank?: string;
  /** The part it belongs to; undefined: the whole case. */
  readonly part: string | undefined;
  /** The entry that it was taken from, when one was named. */
  readonly entry?: Entry;
  /** Its name in the access log. */
  readonly field: string;
}

/** One identity at a time, for one reason, on record before it is shown. */
@Injectable()
export class Reveals {
  constructor(
    @Inject(DataSource) private readonly ds: DataSource,
    @Inject(Cases) private readonly cases: Cases,
    /** Without one nothing is ever revealed. */
    @Optional() @Inject(AccessLog) private readonly log: AccessLog | undefined,
  ) {}

  /**
   * The value. Throws 404 for what this person does not see, 403 for what their role does not show them, 410 once erased,
   * 503 when it cannot be recorded. How many one account may see is the operation's limit.
   */
  async reveal(asking: Asking, id: string, wish: Wish): Promise<Revealed> {
    const look = await this.cases.look(asking, id);
    const found = await this.find(asking, look, wish);
    const { caseKey } = look.looking;
    if (caseKey === null) throw identityErased();
    if (!(await this.allowed(asking, look, found))) throw mayNotReveal();
    const value = opened(caseKey, id, found.value);
    await this.record(asking, id, wish, found);
    const bank = found.bank === undefined ? {} : { bank: found.bank };
    return { field: wish.field, kind: found.kind, value, ...bank };
  }

  private async find(asking: Asking, look: Look, wish: Wish): Promise<Found> {
    return wish.version === undefined ? inPart(look, wish) : this.inEntry(asking, look, wish.version, wish.field);
  }

  private async inEntry(asking: Asking, look: Look, version: number, field: string): Promise<Found> {
    const { file } = look.loaded;
    const one = { after: version - 1, limit: 1 };
    const [stored] = await reading(this.ds, asking.principal, (read) => readHistory(read, file.id, one));
    if (!stored || stored.version !== version) throw noSuchCase();
    const entry = parseEntry(stored.entry);
    const { actor, part, effects } = entry;
    const seen = { organisation: actor.org.code, part, opened: effects.opened };
    if (!entryInSight(look.looking.sight, seen, file.parts)) throw noSuchCase();
    return { ...identityAt(entry.body, field), part, entry, field: `history.${version}.${field}` };
  }

  /** In one of the roles in which the person works here, and by what they see in that role. */
  private async allowed(asking: Asking, look: Look, found: Found): Promise<boolean> {
    const { file } = look.loaded;
    const index = look.looking.definition.index(file);
    for (const role of rolesHere(asking)) {
      if (!mayReveal(role, found.kind)) continue;
      const seen = sight({ ...asking.principal, roles: [role] }, index, file.id);
      if (await this.shows(seen, look, found)) return true;
    }
    return false;
  }

  private async shows(seen: Sight, look: Look, found: Found): Promise<boolean> {
    const bank = bankOf(seen);
    if (bank === undefined) return seen.kind === 'whole';
    const { file } = look.loaded;
    if (isKeptBy(bank, found.part, file.parts)) return true;
    if (isPayee(bank, found.part, found.field, file)) return true;
    if (seen.kind === 'accounts') return false;
    const entry = found.entry ?? (await this.originOf(file.id, found.value));
    return entry !== undefined && isOf(bank, entry.actor.org);
  }

  /** The entry that first said it: a sealed value is random, so it stands nowhere by chance. */
  private async originOf(caseId: string, sealed: string): Promise<Entry | undefined> {
    const bytes = Buffer.from(sealed);
    const stored = (await readHistory(forTheHouse(this.ds), caseId)).find(({ entry }) => entry.includes(bytes));
    return stored ? parseEntry(stored.entry) : undefined;
  }

  private async record(asking: Asking, caseId: string, { reason }: Wish, { part, field }: Found): Promise<void> {
    try {
      if (!this.log) throw new Error('this server keeps no access log');
      const access = { act: 'revealed', caseId, ...(part === undefined ? {} : { part }), field, reason } as const;
      await this.log.record(asking.principal, access);
    } catch (cause) {
      throw accessNotRecorded(cause);
    }
  }
}

function inPart({ loaded, looking }: Look, { part: id, field }: Wish): Found {
  const { file } = loaded;
  const wanted = id ?? file.parts.find((one) => one.kind === looking.definition.root)?.id;
  const { sight: seen } = looking;
  const bank = bankOf(seen);
  const payee = bank !== undefined && isPayee(bank, wanted, field, file);
  const visible = payee ? file.parts : partsShown(looking, file.parts);
  const part = visible.find((one) => one.id === wanted);
  if (!part) throw noSuchCase();
  return { ...identityAt(part.facts, field), part: part.id, field };
}

function identityAt(json: { readonly [key: string]: Json }, field: string): Pick<Found, 'value' | 'kind' | 'bank'> {
  const found = identitiesIn(json).find((one) => one.field === field);
  if (!found) throw nothingMaskedThere();
  const beside = factAt(json, [...field.split('.').slice(0, -1), 'bank'].join('.'));
  return {
    value: found.value,
    kind: found.kind,
    ...(found.kind === 'bankAccount' && typeof beside === 'string' ? { bank: beside } : {}),
  };
}

/** An account that this bank keeps, or a return on one. */
function isKeptBy(bank: string, id: string | undefined, parts: readonly Part[]): boolean {
  return partsInSight({ kind: 'accounts', bank }, parts).some((part) => part.id === id);
}

/** Whom this bank has to pay. */
function isPayee(bank: string, part: string | undefined, field: string, file: CaseFile): boolean {
  return payeesOf(file, bank).some((one) => one.part === part && one.field === field);
}

function isOf(bank: string, { code, parent }: ActorOrganisation): boolean {
  return code === bank || parent === bank;
}

function opened(caseKey: Buffer, caseId: string, sealed: string): string {
  try {
    return unseal(caseKey, caseId, sealed);
  } catch (cause) {
    throw identityUnreadable(cause);
  }
}
