import type { AnyObject, Diagnostic } from '@xdsim/api';
import type { ResourceSet } from '@xdsim/envoy';
import type { RegistrySnapshot } from '@xdsim/registry';
import type { Delta, Output } from './incremental/output.js';
import { diagnosticsOf } from './incremental/report.js';
import type { Report } from './incremental/report.js';

/** For each resource, as `<type>/<name>`, the objects that shaped it. */
export interface Provenance {
  get(resource: string): readonly AnyObject[] | undefined;
}

export interface Translation {
  /** By name. What a change did not touch is the very same resource as before. */
  readonly resources: ResourceSet;
  /** By place. */
  readonly diagnostics: readonly Diagnostic[];
  readonly provenance: Provenance;
  /** What is new in the resources since the translator's last update. */
  readonly delta: Delta;
}

/** Diagnostics, and what they were made from. */
interface Told {
  readonly reports: readonly Report[];
  readonly objects: readonly AnyObject[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Where objects stand is looked up when somebody asks, so that lines which only slid down cost nothing. */
class Made implements Translation {
  readonly resources: ResourceSet;
  readonly delta: Delta;
  readonly provenance: Provenance;
  readonly #reports: readonly Report[];
  readonly #snapshot: RegistrySnapshot;
  #told: Told | undefined;
  /** What was told last of an earlier translation. */
  #toldBefore: Told | undefined;

  constructor(
    { resources, sources }: Output,
    delta: Delta,
    reports: readonly Report[],
    snapshot: RegistrySnapshot,
    before: Translation | undefined,
  ) {
    this.resources = resources;
    this.delta = delta;
    // What was kept of an earlier change may know an object as it was then: as it is now it counts once.
    this.provenance = {
      get: (resource) => {
        const known = sources.get(resource);
        return known && [...new Set(known.map(this.#current))];
      },
    };
    this.#reports = reports;
    this.#snapshot = snapshot;
    if (before instanceof Made) this.#toldBefore = before.#told ?? before.#toldBefore;
  }

  /** The same array as before when there is nothing new in it. */
  get diagnostics(): readonly Diagnostic[] {
    this.#told ??= this.#tell();
    this.#toldBefore = undefined;
    return this.#told.diagnostics;
  }

  #tell(): Told {
    const reports = this.#reports;
    const before = this.#toldBefore;
    const objects = reports.map(({ object }) => this.#current(object));
    if (before?.reports === reports && objects.every((object, i) => object === before.objects[i]))
      return before;
    return { reports, objects, diagnostics: diagnosticsOf(reports, this.#current) };
  }

  readonly #current = (object: AnyObject): AnyObject => {
    const { namespace, name } = object.metadata;
    return this.#snapshot.get(object.kind, namespace, name) ?? object;
  };
}

/** @param before the translation that this one goes on from */
export const createTranslation = (
  output: Output,
  delta: Delta,
  reports: readonly Report[],
  snapshot: RegistrySnapshot,
  before?: Translation,
): Translation => new Made(output, delta, reports, snapshot, before);
