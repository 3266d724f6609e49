import { decide } from '../../../src/engine/decide.js';
import {
  type Actor,
  annulledState,
  type CaseFile,
  type Command,
  kindOf,
} from '../../../src/engine/definition/index.js';
import { genesis } from '../../../src/engine/replay.js';
import { transitionTable } from '../../../src/engine/transition-table.js';
import { edgesTaken } from '../edges.js';
import { type Expectations, type Expected, expectedOf, isNever, type Row } from './expectations.js';
import { commandOf, firstOf, type Ground, placed } from './ground.js';
import { pathsOf, statesOf } from './states.js';

const statuses: Readonly<Record<string, number>> = {
  unknownEvent: 400,
  eventOfAnotherKind: 400,
  roleMissing: 403,
  noSuchPart: 404,
  notInThisState: 409,
  rulesFailed: 409,
};

/** Every cell of the table of one kind, by `decide`. */
export class Table {
  private differences: string[] = [];

  constructor(
    private readonly ground: Ground,
    private readonly expectations: Expectations,
    /** What is expected of the root; itself, when the table is that of the root. */
    private readonly roots: Expectations,
  ) {}

  /** Every cell of an event that is addressed to this kind; those that are not as expected. */
  addressed(type: string): readonly string[] {
    this.differences = [];
    const row = this.expectations.events[type];
    const part = this.first(this.expectations.kind);
    const isRoot = this.expectations.kind === this.ground.definition.root;
    this.inEvery(this.expectations, type, row, isRoot ? undefined : part, part);
    this.elsewhere(type, row, part);
    return this.differences;
  }

  /** Every cell of an event that opens a part, by the states of the root; those that are not as expected. */
  opening(type: string): readonly string[] {
    this.differences = [];
    const row = this.expectations.opens?.[type];
    this.inEvery(this.roots, type, row, undefined, this.first(this.ground.definition.root));
    this.before(type, row);
    return this.differences;
  }

  private inEvery(of: Expectations, type: string, row: Row | undefined, to: string | undefined, placedPart: string) {
    const { definition, file } = this.ground;
    const machine = definition.machines[of.kind];
    if (!row || !machine) throw new Error(`nothing is expected of ${type}`);
    const isRoot = of.kind === definition.root;
    // The root is not opened in error: its opening is never annulled.
    for (const state of [...statesOf(machine), ...(isRoot ? [] : [annulledState])]) {
      const states = new Set(pathsOf(state));
      if (isNever(of, states)) continue;
      const at = placed(definition, file, placedPart, state);
      for (const actor of this.ground.actors)
        this.cell(at, type, to, actor, expectedOf(row, states, actor.role), JSON.stringify(state));
    }
  }

  /** Addressed to a part of another kind, to none that there is, and before the case is open. */
  private elsewhere(type: string, row: Row | undefined, part: string) {
    const { definition, file, actors } = this.ground;
    for (const actor of actors) {
      const may = row?.by.includes(actor.role) === true;
      const refused = (code: string) => ({ outcome: may ? code : 'roleMissing', rules: [] });
      const event = definition.events.get(type);
      const isRoot = kindOf(type) === definition.root;
      if (!isRoot)
        for (const kind of Object.keys(definition.machines).filter((other) => other !== kindOf(type)))
          this.cell(file, type, this.first(kind), actor, refused('eventOfAnotherKind'), `${kind} addressed`);
      const absent = isRoot ? undefined : part.replace(/\d+$/, '99');
      const empty = genesis(file.id, definition, file.settings);
      if (event?.opens !== 'always') {
        if (!isRoot) this.cell(file, type, absent, actor, refused('noSuchPart'), 'no such part');
        this.cell(empty, type, isRoot ? undefined : part, actor, refused('noSuchPart'), 'no case yet');
      }
    }
  }

  /** What opens a part of an open case opens nothing where there is no case. */
  private before(type: string, row: Row | undefined) {
    const { definition, file, actors } = this.ground;
    const opensCase = kindOf(type) === definition.root;
    const empty = genesis(file.id, definition, file.settings);
    for (const actor of actors) {
      const outcome = opensCase ? 'taken' : 'notInThisState';
      const may = row?.by.includes(actor.role) === true;
      this.cell(empty, type, undefined, actor, { outcome: may ? outcome : 'roleMissing', rules: [] }, 'no case yet');
    }
  }

  private cell(
    file: CaseFile,
    type: string,
    part: string | undefined,
    actor: Actor,
    expected: Expected,
    where: string,
  ): void {
    const found = this.outcome(file, this.command(type, part, actor));
    const wrong =
      found.outcome !== expected.outcome ||
      (this.expectedRules(type).some((rule) => found.rules.includes(rule) !== expected.rules.includes(rule)) &&
        found.outcome === 'taken');
    if (wrong)
      this.differences.push(`${type} in ${where} by ${actor.role}: expected ${said(expected)}, got ${said(found)}`);
  }

  private expectedRules(type: string): string[] {
    const { events, opens } = this.expectations;
    return Object.keys((events[type] ?? opens?.[type])?.unless ?? {});
  }

  private outcome(file: CaseFile, command: Command): Expected {
    const decision = decide(this.ground.definition, file, command);
    if (decision.ok) {
      edgesTaken(transitionTable(this.ground.definition), command.type, decision.moves);
      const root = decision.file.parts.find(({ kind }) => kind === this.ground.definition.root);
      const isLost = root && isNever(this.roots, new Set(pathsOf(root.state)));
      return { outcome: isLost ? `taken into ${JSON.stringify(root.state)}` : 'taken', rules: [] };
    }
    const isStatusRight = statuses[decision.code] === decision.status;
    if (decision.code !== 'rulesFailed')
      return { outcome: isStatusRight ? decision.code : `${decision.code} ${decision.status}`, rules: [] };
    return { outcome: 'taken', rules: (decision.rules ?? []).map((rule) => rule.code) };
  }

  private readonly commands = new Map<string, Command>();

  /** The event's example, addressed to this part. */
  private command(type: string, part: string | undefined, actor: Actor): Command {
    const key = `${type} ${part} ${actor.role}`;
    const made = this.commands.get(key) ?? commandOf(this.ground, type, part, actor);
    this.commands.set(key, made);
    return made;
  }

  private first(kind: string): string {
    return firstOf(this.ground.file, kind);
  }
}

function said({ outcome, rules }: Expected): string {
  return rules.length > 0 ? `${outcome} (${rules.join(', ')})` : outcome;
}
