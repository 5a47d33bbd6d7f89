import { resource } from '@xdsim/envoy';
import type { Change, RegistrySnapshot } from '@xdsim/registry';
import type { Context } from './context.js';
import { Graph } from './incremental/graph.js';
import type { IsUp } from './incremental/graph.js';
import type { Output } from './incremental/output.js';
import type { Report } from './incremental/report.js';
import { Questions } from './incremental/questions.js';
import { TrackedSnapshot } from './incremental/tracked-snapshot.js';
import { Results } from './incremental/tracked.js';
import { Units } from './incremental/units.js';
import type { Replacement } from './incremental/units.js';
import { defaultMeshConfig } from './mesh/mesh-config.js';
import { clientOf } from './proxy/client.js';
import type { Proxy } from './proxy/proxy.js';
import { proxylessUnitKinds } from './proxyless/proxyless-unit-kinds.js';
import { createScope } from './scope/scope.js';
import type { TranslateOptions } from './translate-options.js';
import { unitKinds } from './units.js';

/** What is known of a line of snapshots, each of which came of the one before. */
export class World {
  readonly #graph = new Graph();
  readonly #snapshot: TrackedSnapshot;
  readonly #units: Units<Context>;
  /** What was asked about the proxy. */
  readonly questions: Questions;

  constructor(snapshot: RegistrySnapshot, proxy: Proxy, options: TranslateOptions, output: Output) {
    this.#snapshot = new TrackedSnapshot(this.#graph, snapshot);
    this.questions = new Questions(this.#graph, proxy);
    const context: Context = {
      snapshot: this.#snapshot,
      proxy: clientOf(proxy, this.questions.ask),
      mesh: options.mesh ?? defaultMeshConfig,
      interception: proxy.interception ?? options.interception ?? 'none',
      portOffset: proxy.portOffset ?? options.portOffset ?? 0,
      bindAddress: options.bindAddress,
      dnsResolver: options.dnsResolver,
      scope: createScope(() => context),
      results: new Results(this.#graph),
      emit: (type, message, sources) => {
        const made = output.keep(resource(type, message));
        const all = new Set(sources);
        // A Sidecar decides which ports and services there are: it shapes whatever comes of an object.
        const { sidecar } = context.scope;
        if (sidecar && (all.size > 0 || type === 'listeners' || type === 'routes')) all.add(sidecar);
        this.#units.emit({ resource: made, sources: [...all] });
        return made;
      },
      report: (object, path, code, message, help) =>
        this.#graph.running?.report({ object, path, code, message, help }),
    };
    const kinds = proxy.type === 'proxyless' ? proxylessUnitKinds : unitKinds;
    this.#units = new Units(this.#graph, kinds, context);
  }

  get generation(): number {
    return this.#snapshot.present.generation;
  }

  /** Goes on to a later snapshot. */
  advance(snapshot: RegistrySnapshot, change: Change): void {
    this.#snapshot.advance(snapshot, change);
  }

  /** Builds what has to be, with a rest whenever the time is up: what it takes the place of, and what there is instead. */
  *build(isUp: IsUp): Generator<undefined, Replacement> {
    const replaced = yield* this.#units.refresh(isUp);
    this.#graph.sweep();
    return replaced;
  }

  get reports(): readonly Report[] {
    return this.#graph.reports;
  }
}
