import type { AnyStateMachine, StateValue } from 'xstate';
import { strike } from './decide.js';
import { annulledState, type CaseDefinition, canonicalJson, kindOf } from './definition/index.js';
import { clockEvents, handles } from './handles.js';
import { beginning } from './statechart-step.js';
import { anyLabel, EdgeSet, type Edges } from './transitions/edge-set.js';
import { FreeChart } from './transitions/free-chart.js';
import type { States } from './transitions/free-region.js';
import { isWithin, regionPaths, regionText, textOf, whole } from './transitions/region-texts.js';

/** Which moves there are under a definition, as docs/audit-log.md says ("Definition records"). */
export interface TransitionTable {
  readonly name: string;
  readonly kinds: Readonly<Record<string, { readonly regions: readonly string[]; readonly edges: Edges }>>;
  readonly annuls: readonly string[];
  readonly annulled: string | null;
}

const remembered = new WeakMap<CaseDefinition, TransitionTable>();

/** PURE. Worked out from the statecharts, every guard both ways; the same definition always gives the same bytes. */
export function transitionTable(definition: CaseDefinition): TransitionTable {
  let found = remembered.get(definition);
  if (!found) {
    found = made(definition);
    remembered.set(definition, found);
  }
  return found;
}

function made(definition: CaseDefinition): TransitionTable {
  const { name, version, machines, events } = definition;
  const annuls = [...events.values()].filter(({ effect }) => effect === 'annuls').map(({ type }) => type);
  return {
    name: `${name}@${version}`,
    kinds: Object.fromEntries(
      Object.keys(machines)
        .sort()
        .map((kind) => [kind, new KindEdges(definition, kind).table()]),
    ),
    annuls: annuls.sort(),
    annulled: annuls.length > 0 ? canonicalJson(annulledState) : null,
  };
}

/** An event of the catalogue, or the strike of a clock, as one kind of part meets it. */
interface Meeting {
  readonly label: string;
  /** The event by which it is opened. */
  readonly opens?: string;
  /** What it may be offered when it is there: each list in this order. */
  readonly offers: readonly (readonly string[])[];
}

const settling = 'parts.changed';

/** The edges of one kind of part. */
class KindEdges {
  private readonly machine: AnyStateMachine;
  private readonly chart: FreeChart;
  private readonly paths: readonly string[];
  private readonly isRoot: boolean;
  private readonly meetings: readonly Meeting[];
  private readonly texts = new Map<string, ReadonlyMap<string, string>>();
  private rests = new Map<string, States>();
  private edges = new EdgeSet();

  constructor(
    private readonly definition: CaseDefinition,
    private readonly kind: string,
  ) {
    const machine = definition.machines[kind];
    if (!machine) throw new Error(`the definition has no kind ${kind}`);
    this.machine = machine;
    this.chart = new FreeChart(machine);
    this.paths = regionPaths(machine);
    this.isRoot = kind === definition.root;
    this.meetings = [...this.events(), ...this.strikes()];
  }

  table() {
    // What a region never reaches it raises nothing from; so others may reach less, too.
    for (let isNarrower = true; isNarrower; ) {
      this.edges = new EdgeSet();
      this.rests = new Map();
      const opened = this.opened();
      isNarrower = this.chart.names
        .map((region) => this.chart.narrow(region, this.moved(region, opened)))
        .includes(true);
    }
    return { regions: this.paths, edges: this.edges.sorted() };
  }

  private *events(): Generator<Meeting> {
    const first = handles(this.machine, beginning(this.machine).value);
    for (const { type, effect, opens, opensAlso, tells } of this.definition.events.values()) {
      // What an annulment does is no transition.
      if (!this.machine.events.includes(type) || effect === 'annuls') continue;
      const isOwn = kindOf(type) === this.kind;
      const isOpened = (isOwn ? opens !== undefined : opensAlso !== undefined) && first.has(type);
      const isAddressed = isOwn && opens !== 'always';
      const isTold = tells !== undefined && !this.isRoot;
      const once = isAddressed || isTold || this.isRoot ? [[type]] : [];
      // The addressed part may be among those that are told.
      const offers = isAddressed && isTold ? [...once, [type, type]] : once;
      yield { label: type, ...(isOpened ? { opens: type } : {}), offers };
    }
  }

  private *strikes(): Generator<Meeting> {
    for (const { name, tells } of this.definition.clocks.values()) {
      const struck = clockEvents(this.machine).get(name);
      const own = struck === undefined ? [] : [[struck]];
      const told = tells ? [...own, []].map((events) => [...events, `clock.${name}`]) : [];
      yield { label: `${strike}/${name}`, offers: [...own, ...told] };
    }
  }

  /** The states in which a new part may come to rest. */
  private opened(): StateValue[] {
    const all: StateValue[] = [];
    for (const { label, opens } of this.meetings)
      for (const state of opens === undefined ? [] : this.chart.opened(opens)) {
        for (const path of this.paths) this.edges.add(label, path, null, regionText(this.paths, path, state));
        all.push(state);
      }
    return all;
  }

  /** All states of a region that follow, with the edges to them. */
  private moved(region: string, opened: readonly StateValue[]): States {
    const states = new Map(opened.map((state) => this.chart.within(region, state)).map((own) => [textOf(own), own]));
    const meetings = this.meetings.map(({ label, offers }): [string, Meeting['offers']] => [
      label,
      offers.filter((events) => events.some((type) => this.chart.concerns(region, type))),
    ]);
    // A map gives what is added to it on the way, too.
    for (const from of states.values())
      for (const [label, offers] of [[anyLabel, [[]]] as const, ...meetings])
        for (const events of offers)
          for (const [text, to] of this.after(region, from, events)) {
            // What the root may do after any entry is said once.
            if (label !== anyLabel && this.settled(region, from).has(text)) continue;
            this.add(label, region, from, to);
            states.set(text, to);
          }
    return states;
  }

  /** Where a region may rest after these events; the root then follows its parts until it rests. */
  private after(region: string, from: StateValue, events: readonly string[]): States {
    let states: readonly StateValue[] = [from];
    for (const type of events) states = states.flatMap((state) => this.chart.reached(region, state, type));
    const [only, ...others] = states;
    if (only !== undefined && others.length === 0) return this.settled(region, only);
    return new Map(states.flatMap((state) => [...this.settled(region, state)]));
  }

  private settled(region: string, from: StateValue): States {
    const key = `${region} ${textOf(from)}`;
    let found = this.rests.get(key);
    if (!found) {
      const states = new Map([[textOf(from), from]]);
      if (this.isRoot)
        for (const state of states.values())
          for (const next of this.chart.reached(region, state, settling)) states.set(textOf(next), next);
      found = states;
      this.rests.set(key, found);
    }
    return found;
  }

  private add(label: string, region: string, from: StateValue, to: StateValue): void {
    const [before, after] = [this.textsIn(region, from), this.textsIn(region, to)];
    for (const [path, text] of after) this.edges.add(label, path, before.get(path) ?? null, text);
  }

  /** The texts of a region and of those inside it. */
  private textsIn(region: string, own: StateValue): ReadonlyMap<string, string> {
    const key = `${region} ${textOf(own)}`;
    let found = this.texts.get(key);
    if (!found) {
      const state = region === whole ? own : { [region]: own };
      const paths = this.paths.filter((path) => isWithin(path, region));
      found = new Map(paths.map((path) => [path, regionText(this.paths, path, state)]));
      this.texts.set(key, found);
    }
    return found;
  }
}
