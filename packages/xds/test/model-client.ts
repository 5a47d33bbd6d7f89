import {
  typeUrls,
  type DeltaDiscoveryRequest,
  type DiscoveryRequest,
  type Resource,
  type ResourceType,
} from '@xdsim/envoy';
import type { Protocol, Response } from '../src/index.js';
import { secretsOf } from '../src/state/secrets-of.js';

export type Request = DiscoveryRequest | DeltaDiscoveryRequest;

/** What the client wants of one type, and what it holds, by name. */
export interface Watch {
  wildcard: boolean;
  readonly names: Set<string>;
  readonly holds: Map<string, Resource>;
  nonce: string;
  version: string;
  /** Of this stream: whether a request was sent, and whether one had names in it. */
  begun: boolean;
  named: boolean;
}

export interface Temper {
  readonly protocol: Protocol;
  readonly isBad: (resource: Resource) => boolean;
  /** Takes the good resources of a response that it rejects for a bad one. */
  readonly lenient: boolean;
}

/** Of clusters and listeners an empty list is everything, and what a SotW response lacks is gone. */
const hasWildcard = (type: ResourceType): boolean => type === 'clusters' || type === 'listeners';

/** A client that does what the protocol says, as Envoy does it. */
export function createModelClient({ protocol, isBad, lenient }: Temper) {
  const watches = new Map<ResourceType, Watch>();
  /** EDS clusters that were added or changed and have not got their endpoints since. */
  const warming = new Set<string>();
  /** Clusters with TLS that were added or changed and have not got their secret since. */
  const unarmed = new Set<string>();
  let introduced = false;

  const watchOf = (type: ResourceType): Watch => {
    let watch = watches.get(type);
    if (!watch) {
      watch = {
        wildcard: false,
        names: new Set(),
        holds: new Map(),
        nonce: '',
        version: '',
        begun: false,
        named: false,
      };
      watches.set(type, watch);
    }
    return watch;
  };
  const covers = (watch: Watch, name: string) => watch.wildcard || watch.names.has(name);

  function say(type: ResourceType, fields: Request): Request {
    const node = introduced ? {} : { node: { id: 'web-1' } };
    introduced = true;
    watchOf(type).begun = true;
    return { ...node, type_url: typeUrls[type], ...fields };
  }

  /** The whole list that SotW repeats in each request. */
  function sayList(type: ResourceType, fields: Request = {}): readonly Request[] {
    const watch = watchOf(type);
    const { nonce, version, wildcard, names, named } = watch;
    const isLegacy = !named && hasWildcard(type);
    const list = wildcard && !(isLegacy && names.size === 0) ? ['*', ...names] : [...names];
    watch.named ||= list.length > 0;
    const request = (resource_names: readonly string[]) =>
      say(type, { resource_names, response_nonce: nonce, version_info: version, ...fields });
    // The legacy wildcard ends with a list that names it.
    const endsLegacy = isLegacy && !wildcard && names.size === 0 && watch.begun;
    watch.named ||= endsLegacy;
    return endsLegacy ? [request(['*']), request([])] : [request(list)];
  }

  function drop(type: ResourceType, watch: Watch) {
    for (const name of watch.holds.keys()) {
      if (!covers(watch, name)) forget(type, watch, name);
    }
  }

  function forget(type: ResourceType, watch: Watch, name: string) {
    watch.holds.delete(name);
    if (type === 'clusters') for (const waiting of [warming, unarmed]) waiting.delete(name);
  }

  function take(type: ResourceType, watch: Watch, { resources, removed }: Response, rejects: boolean) {
    const isWhole = protocol === 'sotw' && hasWildcard(type);
    const present = new Set(resources.map(({ name }) => name));
    const gone = isWhole ? [...watch.holds.keys()].filter((name) => !present.has(name)) : removed;
    for (const name of gone) {
      forget(type, watch, name);
      if (type === 'endpoints') warming.delete(name);
      if (type === 'secrets') unarmed.delete(name);
    }
    for (const resource of resources) {
      const { name, version } = resource;
      if (!covers(watch, name) || (rejects && isBad(resource))) continue;
      if (type === 'clusters' && watch.holds.get(name)?.version !== version) {
        warming.add(name);
        // Envoy: clusters share what is known of a secret, and one that is held need not come again.
        if (secretsOf(resource.message).some((secret) => !watches.get('secrets')?.holds.has(secret)))
          unarmed.add(name);
        else unarmed.delete(name);
      }
      if (type === 'endpoints') warming.delete(name);
      if (type === 'secrets') unarmed.delete(name);
      watch.holds.set(name, resource);
    }
  }

  return {
    warming: warming as ReadonlySet<string>,
    unarmed: unarmed as ReadonlySet<string>,
    watches: watches as ReadonlyMap<ResourceType, Readonly<Watch>>,

    subscribe(type: ResourceType, words: readonly string[]): readonly Request[] {
      const watch = watchOf(type);
      const isLegacy = words.length === 0;
      if (isLegacy && (watch.begun || !hasWildcard(type))) return [];
      for (const word of words) if (word !== '*') watch.names.add(word);
      watch.wildcard ||= isLegacy || words.includes('*');
      return protocol === 'sotw' ? sayList(type) : [say(type, { resource_names_subscribe: words })];
    },

    unsubscribe(type: ResourceType, word: string): readonly Request[] {
      const watch = watchOf(type);
      if (word === '*' ? !watch.wildcard : !watch.names.has(word)) return [];
      if (word === '*') watch.wildcard = false;
      else watch.names.delete(word);
      drop(type, watch);
      return protocol === 'sotw' ? sayList(type) : [say(type, { resource_names_unsubscribe: [word] })];
    },

    read(response: Response): readonly Request[] {
      const type = (Object.keys(typeUrls) as ResourceType[]).find(
        (key) => typeUrls[key] === response.typeUrl,
      );
      if (!type) throw new Error(`a response of ${response.typeUrl}, which nobody asked for`);
      const watch = watchOf(type);
      const rejects = response.resources.some(isBad);
      if (!rejects || lenient) take(type, watch, response, rejects);
      watch.nonce = response.nonce;
      if (!rejects) watch.version = response.version;
      const error = rejects ? { error_detail: { message: 'bad' } } : {};
      return protocol === 'sotw'
        ? sayList(type, error)
        : [say(type, { response_nonce: response.nonce, ...error })];
    },

    /** Says what it wants on a new stream, with what it holds and the nonces of the old one. */
    reconnect(): readonly Request[] {
      introduced = false;
      // Envoy drops good clusters only with a response that it can't read at all.
      if (protocol === 'delta' && !lenient) for (const waiting of [warming, unarmed]) waiting.clear();
      for (const watch of watches.values()) Object.assign(watch, { begun: false, named: false });
      const watched = [...watches].filter(([, { wildcard, names }]) => wildcard || names.size > 0);
      return watched.flatMap(([type, { wildcard, names, holds }]) => {
        if (protocol === 'sotw') return sayList(type);
        const isLegacy = wildcard && names.size === 0 && hasWildcard(type);
        const subscribe = wildcard && !isLegacy ? ['*', ...names] : [...names];
        return [
          say(type, {
            resource_names_subscribe: subscribe,
            initial_resource_versions: Object.fromEntries(
              Array.from(holds, ([name, { version }]) => [name, version]),
            ),
          }),
        ];
      });
    },
  };
}
