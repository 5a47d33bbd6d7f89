import type { Cell, Graph, IsUp } from './graph.js';
import type { Emission } from './output.js';

/** A kind of unit: what is built, or built anew, as a whole. */
export interface UnitKind<C> {
  readonly name: string;
  /** Which units there are. */
  keys(context: C): Iterable<string>;
  /** Emits the resources of one of them. */
  build(context: C, key: string): void;
}

/** What a refresh put in the place of what. */
export interface Replacement {
  /** Resources that the units concerned had put out before, as `<type>/<name>`. */
  readonly gone: readonly string[];
  readonly emitted: readonly Emission[];
}

/** What is built as a whole, with what it put out. */
interface Unit {
  readonly cell: Cell;
  emitted: readonly Emission[];
  /** What it puts out while it is being built. */
  next: Emission[] | undefined;
}

/** All units of one kind. */
interface Family<C> {
  readonly kind: UnitKind<C>;
  readonly roster: Cell<ReadonlySet<string>>;
  readonly units: Map<string, Unit>;
}

const namesOf = ({ emitted }: Unit): readonly string[] =>
  emitted.map(({ resource }) => `${resource.type}/${resource.name}`);

/** Follows which units there are, and builds those anew that a change concerns. */
export class Units<C> {
  readonly #graph: Graph;
  readonly #context: C;
  readonly #families: readonly Family<C>[];
  readonly #units = new Map<Cell, Unit>();
  readonly #stale = new Set<Cell>();
  readonly #changedRosters = new Set<Cell>();

  constructor(graph: Graph, kinds: readonly UnitKind<C>[], context: C) {
    this.#graph = graph;
    this.#context = context;
    this.#families = kinds.map((kind) => {
      const onStale = (cell: Cell) => void this.#changedRosters.add(cell);
      const roster = graph.cell(() => new Set(kind.keys(context)), { onStale });
      this.#changedRosters.add(roster);
      return { kind, roster, units: new Map() };
    });
  }

  /** Takes what the unit that is being built puts out. */
  emit(emission: Emission): void {
    const next = this.#graph.running && this.#units.get(this.#graph.running)?.next;
    if (!next) throw new Error('only units of a translation emit resources');
    next.push(emission);
  }

  /** Builds anew what has to be, with a rest whenever the time is up. */
  *refresh(isUp: IsUp): Generator<undefined, Replacement> {
    const gone: string[] = [];
    const emitted: Emission[] = [];
    for (const family of this.#families) {
      yield* this.#inTurns(() => gone.push(...this.#callTheRoll(family)), isUp);
    }
    for (const cell of this.#stale) {
      this.#stale.delete(cell);
      const unit = this.#units.get(cell);
      if (!unit) continue;
      yield* this.#inTurns(() => cell.refresh(), isUp);
      if (!unit.next) continue;
      gone.push(...namesOf(unit));
      unit.emitted = unit.next;
      unit.next = undefined;
      emitted.push(...unit.emitted);
    }
    return { gone, emitted };
  }

  *#inTurns(work: () => void, isUp: IsUp): Generator<undefined, void> {
    while (!this.#graph.attempt(work, isUp)) yield;
    if (isUp()) yield;
  }

  /** Brings the units of a family up to date with its roster; returns what those that went had put out. */
  #callTheRoll({ kind, roster, units }: Family<C>): readonly string[] {
    if (!this.#changedRosters.has(roster)) return [];
    const keys = roster.read();
    this.#changedRosters.delete(roster);
    const gone: string[] = [];
    for (const [key, unit] of units) {
      if (keys.has(key)) continue;
      units.delete(key);
      this.#units.delete(unit.cell);
      this.#stale.delete(unit.cell);
      unit.cell.release();
      gone.push(...namesOf(unit));
    }
    for (const key of keys) if (!units.has(key)) units.set(key, this.#create(kind, key));
    return gone;
  }

  #create(kind: UnitKind<C>, key: string): Unit {
    const build = (): void => {
      unit.next = [];
      kind.build(this.#context, key);
    };
    const onStale = (cell: Cell) => void this.#stale.add(cell);
    const unit: Unit = { cell: this.#graph.cell(build, { onStale }) as Cell, emitted: [], next: undefined };
    this.#units.set(unit.cell, unit);
    this.#stale.add(unit.cell);
    return unit;
  }
}
