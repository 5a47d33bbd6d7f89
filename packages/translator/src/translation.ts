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

/** Where objects stand is looked up when somebody asks, so that lines which only slid down cost nothing. */
class Made implements Translation {
  readonly resources: ResourceSet;
  readonly delta: Delta;
  readonly provenance: Provenance;
  readonly #reports: readonly Report[];
  readonly #snapshot: RegistrySnapshot;
  #diagnostics: readonly Diagnostic[] | undefined;

  constructor(
    { resources, sources }: Output,
    delta: Delta,
    reports: readonly Report[],
    snapshot: RegistrySnapshot,
  ) {
    this.resources = resources;
    this.delta = delta;
    this.provenance = { get: (resource) => sources.get(resource)?.map(this.#current) };
    this.#reports = reports;
    this.#snapshot = snapshot;
  }

  get diagnostics(): readonly Diagnostic[] {
    return (this.#diagnostics ??= diagnosticsOf(this.#reports, this.#current));
  }

  readonly #current = (object: AnyObject): AnyObject => {
    const { namespace, name } = object.metadata;
    return this.#snapshot.get(object.kind, namespace, name) ?? object;
  };
}

export const createTranslation = (
  output: Output,
  delta: Delta,
  reports: readonly Report[],
  snapshot: RegistrySnapshot,
): Translation => new Made(output, delta, reports, snapshot);
