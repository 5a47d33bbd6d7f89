import { typeUrls, type Resource, type ResourceType } from '@xdsim/envoy';
import type { Protocol, Response } from '../src/index.js';
import type { Request } from './model-client.js';

/** Something that Envoy uses, or prepares to use, and what it needs for that. */
interface Held {
  readonly resource: Resource;
  /** The assignment of a cluster, the routes of a listener; none if it needs nothing. */
  readonly needs: string | undefined;
}

/** What Envoy's mux knows of one type. */
interface Sub {
  wildcard: boolean;
  readonly names: Set<string>;
  nonce: string;
  version: string;
  /** Delta: of each resource, as far as it was accepted. */
  readonly versions: Map<string, string>;
  answers: { readonly nonce: string; readonly error: boolean }[];
  added: Set<string>;
  removed: Set<string>;
  isDue: boolean;
  begun: boolean;
}

export interface EnvoyTraits {
  readonly protocol: Protocol;
  /** The newer mux asks only when its names have changed, the older one each time something begins to need one. */
  readonly asksAgain: boolean;
  readonly isBad: (resource: Resource) => boolean;
}

/** What a cluster or a listener can't be used without. */
export const needsOf = ({ type, message }: Resource): string | undefined => {
  const text = JSON.stringify(message);
  if (type === 'clusters')
    return text.includes('"EDS"') ? (/"service_name":"(\w+)"/.exec(text)?.[1] ?? nameIn(text)) : undefined;
  return /"route_config_name":"(\w+)"/.exec(text)?.[1];
};
const nameIn = (text: string): string | undefined => /"name":"(\w+)"/.exec(text)?.[1];

const child = { clusters: 'endpoints', listeners: 'routes' } as const;
type Parent = keyof typeof child;
const order: readonly ResourceType[] = ['clusters', 'endpoints', 'listeners', 'routes'];
const isParent = (type: ResourceType): type is Parent => type in child;

/**
 * An Envoy as one knows it who has read its muxes and its cluster manager, made without a look at our own state machine:
 * what it asks for follows from what it has, what changes warms until its needs arrive, and it says nothing of clusters
 * while one is warming.
 */
export function createEnvoy({ protocol, asksAgain, isBad }: EnvoyTraits) {
  const active = { clusters: new Map<string, Held>(), listeners: new Map<string, Held>() };
  const warming = { clusters: new Map<string, Held>(), listeners: new Map<string, Held>() };
  /** Assignments by name; `undefined` once it was told that there is none. */
  const endpoints = new Map<string, Resource | undefined>();
  const emptied = new Set<string>();
  const routes = new Map<string, Resource>();
  const subs = new Map<ResourceType, Sub>();
  let introduced = false;

  const subOf = (type: ResourceType): Sub => {
    let sub = subs.get(type);
    if (!sub) {
      sub = {
        wildcard: isParent(type),
        names: new Set(),
        nonce: '',
        version: '',
        versions: new Map(),
        answers: [],
        added: new Set(),
        removed: new Set(),
        isDue: true,
        begun: false,
      };
      subs.set(type, sub);
    }
    return sub;
  };
  subOf('clusters');
  subOf('listeners');

  /** Brings the names that are asked for in line with what is needed. */
  function resubscribe(parent: Parent, isNew: boolean): void {
    const type = child[parent];
    const needed = new Set(
      [...active[parent].values(), ...warming[parent].values()].flatMap(({ needs }) => needs ?? []),
    );
    if (needed.size === 0 && !subs.has(type)) return;
    const sub = subOf(type);
    const store: Map<string, unknown> = type === 'endpoints' ? endpoints : routes;
    for (const name of needed) {
      if (sub.names.has(name)) continue;
      sub.names.add(name);
      sub.added.add(name);
      sub.removed.delete(name);
      sub.isDue = true;
    }
    for (const name of sub.names) {
      if (needed.has(name)) continue;
      sub.names.delete(name);
      sub.versions.delete(name);
      store.delete(name);
      emptied.delete(name);
      // DeltaSubscriptionState: what was to be added and never was is removed all the same.
      sub.added.delete(name);
      sub.removed.add(name);
      sub.isDue = true;
    }
    if (isNew && asksAgain && protocol === 'sotw' && type === 'endpoints') sub.isDue = true;
  }

  function takeParent(parent: Parent, resource: Resource): boolean {
    const { name } = resource;
    const needs = needsOf(resource);
    const latest = warming[parent].get(name) ?? active[parent].get(name);
    if (latest?.resource.version === resource.version) return false;
    const held = { resource, needs };
    // Routes are shared by the listeners that name them; a changed cluster wants its assignment anew.
    const isReady = needs === undefined || (parent === 'listeners' && routes.has(needs));
    if (isReady) {
      warming[parent].delete(name);
      active[parent].set(name, held);
    } else warming[parent].set(name, held);
    return true;
  }

  function fill(one: Resource): void {
    const size = (it: Resource | undefined) =>
      (it as Resource<'endpoints'> | undefined)?.message.endpoints?.length ?? 0;
    if (size(one) > 0) emptied.delete(one.name);
    else if (size(endpoints.get(one.name)) > 0) emptied.add(one.name);
    endpoints.set(one.name, one);
  }

  function arrive(parent: Parent, need: string): void {
    for (const [name, held] of warming[parent]) {
      if (held.needs !== need) continue;
      warming[parent].delete(name);
      active[parent].set(name, held);
    }
    resubscribe(parent, false);
  }

  /** Returns whether it is accepted. */
  function take(type: ResourceType, { resources, removed }: Response): boolean {
    const isWhole = protocol === 'sotw' && isParent(type);
    if (isParent(type)) {
      const present = new Set(resources.map(({ name }) => name));
      const held = new Set([...active[type].keys(), ...warming[type].keys()]);
      const gone = isWhole ? [...held].filter((name) => !present.has(name)) : removed;
      // CdsApiHelper, LdsApiImpl: one by one; those that are wrong are named, the others are taken.
      for (const name of gone) {
        active[type].delete(name);
        warming[type].delete(name);
      }
      const isNew = resources.map((one) => !isBad(one) && takeParent(type, one)).some(Boolean);
      resubscribe(type, isNew);
      return !resources.some(isBad);
    }
    const parent = type === 'endpoints' ? 'clusters' : 'listeners';
    const { names } = subOf(type);
    for (const one of resources) {
      if (!names.has(one.name)) continue;
      // WatchMap: the first that throws is the last that is looked at.
      if (isBad(one)) return false;
      if (type === 'endpoints') fill(one);
      else routes.set(one.name, one);
      arrive(parent, one.name);
    }
    for (const name of removed) {
      if (!names.has(name)) continue;
      // EdsClusterImpl: an answer without an assignment ends the wait. RdsRouteConfigSubscription: it is ignored.
      if (type === 'routes') continue;
      if (!endpoints.has(name)) endpoints.set(name, undefined);
      arrive(parent, name);
    }
    return true;
  }

  /** On a new stream the types come in the order in which they were first asked for. */
  function isToBegin(type: ResourceType): boolean {
    const sub = subs.get(type);
    const isPaused = type === 'clusters' && warming.clusters.size > 0;
    return sub !== undefined && !sub.begun && !isPaused && (sub.wildcard || sub.names.size > 0);
  }

  function led(): readonly string[] {
    const used = [...active.listeners.values()].flatMap(({ needs }) =>
      needs ? (routes.get(needs) ?? []) : [],
    );
    const hosts = used.flatMap((one) => (one as Resource<'routes'>).message.virtual_hosts ?? []);
    return hosts.flatMap(({ domains }) => domains ?? []).filter((name) => name !== 'none');
  }

  function request(type: ResourceType, fields: Request): Request {
    const node = introduced ? {} : { node: { id: 'web-1' } };
    introduced = true;
    return { ...node, type_url: typeUrls[type], ...fields };
  }

  return {
    active,
    warming,
    endpoints,
    routes,

    /** Clusters that requests are led to, and that are not in use: such a request fails. */
    broken(): readonly string[] {
      return led().filter((name) => !active.clusters.has(name));
    },

    /** Assignments that had endpoints and have none, of clusters that requests are led to. */
    emptied(): readonly string[] {
      const names = led().flatMap((name) => active.clusters.get(name)?.needs ?? []);
      return names.filter((name) => emptied.has(name));
    },

    read(response: Response): void {
      const type = (Object.keys(typeUrls) as ResourceType[]).find(
        (key) => typeUrls[key] === response.typeUrl,
      )!;
      const sub = subOf(type);
      const isAccepted = take(type, response);
      sub.nonce = response.nonce;
      sub.answers.push({ nonce: response.nonce, error: !isAccepted });
      if (!isAccepted) return;
      sub.version = response.version;
      for (const { name, version } of response.resources)
        if (sub.wildcard || sub.names.has(name)) sub.versions.set(name, version);
      for (const name of response.removed) sub.versions.delete(name);
    },

    /** The next request of a type, if there is one and it may be sent. */
    say(type: ResourceType): Request | undefined {
      const sub = subs.get(type);
      // ClusterManagerImpl: nothing is said of clusters while one is warming.
      if (!sub || (type === 'clusters' && warming.clusters.size > 0)) return undefined;
      if (!sub.isDue && sub.answers.length === 0) return undefined;
      if (!sub.begun && !sub.wildcard && sub.names.size === 0) return undefined;
      if (!sub.begun && order.slice(0, order.indexOf(type)).some(isToBegin)) return undefined;
      const answer = protocol === 'sotw' ? sub.answers.splice(0).at(-1) : sub.answers.shift();
      const error = answer?.error ? { error_detail: { message: 'bad' } } : {};
      sub.isDue = false;
      const isFirst = !sub.begun;
      sub.begun = true;
      if (protocol === 'sotw') {
        const list = { resource_names: [...sub.names], response_nonce: sub.nonce, version_info: sub.version };
        return request(type, { ...list, ...error });
      }
      const subscribe = isFirst ? [...sub.names] : [...sub.added];
      const unsubscribe = isFirst ? [] : [...sub.removed];
      sub.added = new Set();
      sub.removed = new Set();
      return request(type, {
        resource_names_subscribe: subscribe,
        resource_names_unsubscribe: unsubscribe,
        ...(answer && { response_nonce: answer.nonce }),
        ...(isFirst && { initial_resource_versions: Object.fromEntries(sub.versions) }),
        ...error,
      });
    },

    reconnect(): void {
      introduced = false;
      for (const sub of subs.values()) {
        Object.assign(sub, { answers: [], nonce: '', isDue: true, begun: false });
        sub.added.clear();
        sub.removed.clear();
      }
    },
  };
}
