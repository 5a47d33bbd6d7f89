import type { Labels } from '@xdsim/api';
import { covers } from '@xdsim/registry';
import type { Proxy } from './proxy.js';
import { shortForms } from './short-forms.js';
import { topologyOf } from './topology.js';
import type { Topology } from './topology.js';

/** What differs from proxy to proxy, while most of a translation does not depend on it. */
type Particular =
  'id' | 'namespace' | 'labels' | 'locality' | 'network' | 'cluster' | 'nodeName' | 'dnsDomain';

export type Answer = string | number | boolean | undefined;

/** Answers a question about a proxy. Whoever hears of all questions knows for which other proxies the result is the same. */
export type Ask = <A extends Answer>(question: string, of: (proxy: Proxy) => A) => A;

/**
 * The proxy as a translation sees it. What is particular to it is not told but asked for, and as little as can be: whether a
 * selector fits, and not all labels. So proxies of which the same is true share a translation, whatever else they say of themselves.
 */
export interface Client extends Omit<Proxy, Particular> {
  /** Its namespace, as it is: whoever asks {@link isIn} shares more. */
  readonly namespace: string;
  readonly topology: Topology;
  isIn(namespace: string): boolean;
  /** Whether its labels cover a selector. */
  isSelectedBy(selector: Labels): boolean;
  isOnNode(name: string | undefined): boolean;
  /** The other names by which it may mean a host. */
  shortFormsOf(hostname: string): readonly string[];
  readonly ask: Ask;
}

/** @param ask answers from the proxy itself unless given */
export function clientOf(proxy: Proxy, ask: Ask = (_, of) => of(proxy)): Client {
  return {
    ...commonOf(proxy),
    get namespace() {
      return ask('namespace', (p) => p.namespace);
    },
    topology: askedTopology(topologyOf(proxy), ask),
    isIn: (namespace) => ask(`in ${namespace}`, (p) => p.namespace === namespace),
    isSelectedBy: (selector) =>
      Object.keys(selector).length === 0 ||
      ask(`selected by ${JSON.stringify(selector)}`, (p) => covers(p.labels, selector)),
    isOnNode: (name) => ask(`on ${String(name)}`, (p) => p.nodeName === name),
    shortFormsOf(hostname) {
      if (ask('of Kubernetes', (p) => p.dnsDomain.includes('.svc.'))) {
        if (!hostname.includes('.svc.')) return [];
        // Whatever is called so within the same namespace.
        const place = hostname.slice(hostname.indexOf('.'));
        ask(`short forms at ${place}`, (p) => shortForms(`name${place}`, p.dnsDomain).join());
      } else ask('DNS domain', (p) => p.dnsDomain);
      return shortForms(hostname, proxy.dnsDomain);
    },
    ask,
  };
}

const particular: readonly string[] = [
  'id',
  'namespace',
  'labels',
  'locality',
  'network',
  'cluster',
  'nodeName',
  'dnsDomain',
] satisfies readonly Particular[];

const commonOf = (proxy: Proxy): Omit<Proxy, Particular> =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all that is left
  Object.fromEntries(Object.entries(proxy).filter(([field]) => !particular.includes(field))) as Omit<
    Proxy,
    Particular
  >;

function askedTopology({ locality, labels }: Topology, ask: Ask): Topology {
  const askedLabels = new globalThis.Proxy(labels, {
    get: (_, key) =>
      typeof key === 'string' ? ask(`label ${key}`, (p) => topologyOf(p).labels[key]) : undefined,
  });
  return {
    get locality() {
      ask('locality', (p) => JSON.stringify(topologyOf(p).locality));
      return locality;
    },
    labels: askedLabels,
  };
}
