import { numberOf } from '../case-number.js';
import { decide } from '../decide.js';
import { type CaseDefinition, sameJson, undoingIn } from '../definition/index.js';
import { commandOf, type Entry, entryOf, leafHash, noPrevious, parseEntry } from '../ledger/entry.js';
import { matchingOf } from '../matching.js';
import { type Step, undoingOf } from '../past.js';
import { genesis } from '../replay.js';
import { Calls } from './calls.js';
import { type CaseEnd, expectedOf, openingKey } from './expected.js';
import { Identities } from './identities.js';
import { type Difference, differencesOf, type Row } from './rows.js';

/** A row of `ledger_entry`: its bytes, and the columns beside them. */
export interface StoredEntry {
  readonly version: number;
  readonly entry: Buffer;
  readonly leaf: Buffer;
  readonly columns: Row;
}

/** The rows of one case in every table but `ledger_entry`, by table. */
export type StoredRows = Readonly<Record<string, readonly Row[]>>;

const ledger = 'ledger_entry';

/**
 * PURE. A case made anew from its entries, one after the other: each is decided again and its bytes are made again; what
 * they come to is compared with the other tables at the end.
 */
export class RecomputedCase {
  private made: CaseEnd | null = null;
  private isBroken = false;
  private readonly calls = new Calls();
  private readonly identities = new Identities();
  /** Only where something may be taken back. */
  private readonly steps: Step[] = [];

  constructor(
    private readonly id: string,
    private readonly definitionOf: (fullName: string) => CaseDefinition,
  ) {}

  /** Takes the next entry as it is stored; answers with what is wrong with it. From one that cannot be taken nothing follows. */
  take(stored: StoredEntry): Difference[] {
    if (this.isBroken) return [];
    const row = String(stored.version);
    const leaf = leafHash(stored.entry);
    const isHashed = leaf.equals(stored.leaf);
    const wrong = isHashed ? [] : [{ table: ledger, row, column: 'leaf', text: 'is not the hash of the entry' }];
    try {
      return [...wrong, ...this.follow(stored, leaf)];
    } catch (error) {
      this.isBroken = true;
      const text = error instanceof Error ? error.message : String(error);
      return [...wrong, { table: ledger, row, column: 'entry', text: `cannot be replayed: ${text}` }];
    }
  }

  /** The row of `opening_key` that is expected; null without entries. */
  get openingKey(): Row | null {
    return this.made && openingKey(this.made);
  }

  /** What the tables say otherwise than the entries; nothing where one of these could not be taken. */
  compare(stored: StoredRows): Difference[] {
    if (this.isBroken) return [];
    const { made } = this;
    const expected = expectedOf(made, {
      personal: this.identities.rows(made),
      alarm: this.calls.rows(stored['alarm'] ?? []),
    });
    return expected.flatMap((one) => differencesOf(one, stored[one.table] ?? []));
  }

  private follow({ version, entry: bytes, columns }: StoredEntry, leaf: Buffer): Difference[] {
    const entry = parseEntry(bytes);
    const definition = this.made?.definition ?? this.definitionOf(entry.definition);
    const before = this.made?.file ?? genesis(this.id, definition, entry.settings ?? {});
    if (version !== before.version + 1) throw new Error(`version ${before.version + 1} is missing`);
    const command = commandOf(entry);
    const decision = decide(definition, before, command);
    if (!decision.ok) throw new Error(`it is refused, ${decision.code}`);
    const { number = numberOf(definition.letter, this.id, entry.recordedAt), head = noPrevious } = this.made ?? {};
    const exercise = this.made?.exercise ?? definition.index(decision.file).exercise;
    const again = entryOf({ number, head, exercise }, command, decision);
    const event = definition.events.get(command.type);
    const isAnnulment = event?.effect === 'annuls';
    const texts = [
      ...(again.bytes.equals(bytes) ? [] : ['is not what was decided']),
      ...(isAnnulment && !this.wasSo(definition, entry) ? ['annuls what was not so'] : []),
    ];
    this.made = {
      definition,
      number,
      exercise,
      head: leaf,
      file: decision.file,
      last: entry,
      first: this.made?.first ?? columns,
    };
    this.identities.take(entry, matchingOf(event, command, decision));
    this.calls.take(definition, entry);
    if ([...definition.events.values()].some(({ effect }) => effect === 'annuls'))
      this.steps.push({ command, before, after: decision.file });
    const expected = { table: ledger, keys: ['version'], rows: [columnsOf(entry, event?.about?.(entry.body) ?? null)] };
    return [
      ...texts.map((text) => ({ table: ledger, row: String(version), column: 'entry', text })),
      ...differencesOf(expected, [columns]),
    ];
  }

  /** What an annulment says of the past is what the entries before it make. */
  private wasSo(definition: CaseDefinition, { known, body }: Entry): boolean {
    const was = undoingOf(definition, this.steps, Number(body['version']));
    return was !== undefined && sameJson(JSON.parse(JSON.stringify(undoingIn(known))), JSON.parse(JSON.stringify(was)));
  }
}

/** The columns beside the bytes. A strike carries no key. */
function columnsOf({ version, type, part, actor, at, recordedAt }: Entry, about: string | null): Row {
  return {
    version,
    type,
    part: part ?? null,
    actor: actor.account,
    role: actor.role,
    organisation: actor.org.code,
    at,
    recorded_at: recordedAt,
    about,
    ...(type === 'clock.struck' ? { idempotency_key: null, fingerprint: null } : {}),
  };
}
