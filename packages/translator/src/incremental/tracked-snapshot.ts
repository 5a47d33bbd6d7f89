import type { AnyObject, ApiObject, Kind, ObjectKey } from '@xdsim/api';
import { keyOf } from '@xdsim/api';
import type { Change, Endpoint, RegistrySnapshot, Service, ServiceIndex, Trust } from '@xdsim/registry';
import type { Graph } from './graph.js';
import { Source } from './readable.js';
import { NamespaceCounts } from './namespace-counts.js';
import { ObjectIndex } from './object-index.js';
import { ServiceShapes } from './service-shapes.js';

/**
 * A snapshot whose readers are known: whatever a computation reads from it, it is made to depend on, and a change touches
 * what it can have changed and nothing else. It stays the same object while snapshots come and go.
 */
export class TrackedSnapshot implements RegistrySnapshot {
  readonly #graph: Graph;
  readonly #sources = new Map<string, Source>();
  readonly #indexes = new Map<string, ObjectIndex>();
  readonly #namespaces = new Map<Kind, NamespaceCounts>();
  readonly #shapes = new ServiceShapes();
  #present: RegistrySnapshot;

  constructor(graph: Graph, present: RegistrySnapshot) {
    this.#graph = graph;
    this.#present = present;
  }

  /** What is there now, unobserved. */
  get present(): RegistrySnapshot {
    return this.#present;
  }

  get generation(): number {
    this.note('generation');
    return this.#present.generation;
  }

  /** Goes on to a later snapshot. */
  advance(present: RegistrySnapshot, { changed, services }: Change): void {
    const before = this.#present;
    this.#present = present;
    this.touch('generation');
    for (const key of changed) {
      for (const [name, index] of this.#indexes) {
        if (index.kind !== key.kind) continue;
        const objects = [before, present].map((s) => s.get(key.kind, key.namespace, key.name));
        for (const at of index.change(objects[0], objects[1])) this.touch(`${name} ${at}`);
      }
      if (this.#namespaces.get(key.kind)?.change(before, present, key)) this.touch(`namespaces ${key.kind}`);
      this.touch(`list ${key.kind}`);
      this.touch(`list ${key.kind} ${key.namespace}`);
      this.touch(keyOf(key));
    }
    for (const { namespace, hostname } of services) {
      const id = `${namespace}/${hostname}`;
      this.touch(`endpoints ${id}`);
      if (!this.#shapes.renew(id, present.services.of(namespace, hostname))) continue;
      this.touch(`services ${id}`);
      this.touch('services');
    }
  }

  list: RegistrySnapshot['list'] = (kind, which) => {
    this.note(typeof which === 'string' ? `list ${kind} ${which}` : `list ${kind}`);
    return this.#present.list(kind, which);
  };

  get: RegistrySnapshot['get'] = <K extends Kind>(kind: K, namespace: string, name: string) => {
    this.note(keyOf({ kind, namespace, name }));
    return this.#present.get(kind, namespace, name);
  };

  versionOf(key: ObjectKey): string | undefined {
    this.note(keyOf(key));
    return this.#present.versionOf(key);
  }

  /**
   * Objects of a kind by keys of the caller's own making, oldest first: those under the other keys do not matter.
   * @param name tells the index from others
   */
  filed<K extends Kind>(
    kind: K,
    name: string,
    keysOf: (object: ApiObject<K>) => readonly string[],
    key: string,
  ): readonly ApiObject<K>[] {
    let index = this.#indexes.get(name);
    if (!index) {
      index = new ObjectIndex(kind, this.#present, keysOf as (object: AnyObject) => readonly string[]);
      this.#indexes.set(name, index);
    }
    this.note(`${name} ${key}`);
    return index.at(key) as readonly unknown[] as readonly ApiObject<K>[];
  }

  /** The namespaces that have objects of a kind. */
  namespacesWith(kind: Kind): readonly string[] {
    let counts = this.#namespaces.get(kind);
    if (!counts) this.#namespaces.set(kind, (counts = new NamespaceCounts(kind, this.#present)));
    this.note(`namespaces ${kind}`);
    return counts.namespaces;
  }

  readonly services: ServiceIndex = trackedServices(this);

  /** Makes the computation that is under way depend on a fact. */
  note(fact: string): void {
    if (!this.#graph.running) return;
    let source = this.#sources.get(fact);
    if (!source) this.#sources.set(fact, (source = new Source(this.#sources, fact)));
    this.#graph.note(source);
  }

  /** Says that a fact may have changed. */
  touch(fact: string): void {
    this.#sources.get(fact)?.touch();
  }

  /** @internal */
  shapes(): ServiceShapes {
    return this.#shapes;
  }
}

/** The service index over shapes: services that only other endpoints came to are still the same. */
function trackedServices(snapshot: TrackedSnapshot): ServiceIndex {
  const of = (namespace: string, hostname: string) => {
    const id = `${namespace}/${hostname}`;
    snapshot.note(`services ${id}`);
    return snapshot.shapes().of(id, snapshot.present.services.of(namespace, hostname));
  };
  const present = (shape: Service): Service | undefined => {
    const { namespace, hostname } = shape;
    const id = `${namespace}/${hostname}`;
    snapshot.note(`endpoints ${id}`);
    const services = snapshot.present.services.of(namespace, hostname);
    return services[snapshot.shapes().of(id, services).indexOf(shape)];
  };
  const endpoints = (shape: Service): readonly Endpoint[] => {
    const service = present(shape);
    return service ? snapshot.present.services.endpoints(service) : [];
  };
  return {
    get services() {
      snapshot.note('services');
      return snapshot.shapes().all(snapshot.present.services);
    },
    of,
    endpoints,
    selected(shape) {
      const service = present(shape);
      return service ? snapshot.present.services.selected(service) : [];
    },
    trafficDistribution(shape) {
      // It follows from the shape and the namespace alone: endpoints come and go without a word here.
      snapshot.note(keyOf({ kind: 'Namespace', namespace: '', name: shape.namespace }));
      return snapshot.present.services.trafficDistribution(shape);
    },
    identities(namespace: string, hostname: string, trust?: Trust) {
      snapshot.note(`endpoints ${namespace}/${hostname}`);
      return snapshot.present.services.identities(namespace, hostname, trust);
    },
  };
}
