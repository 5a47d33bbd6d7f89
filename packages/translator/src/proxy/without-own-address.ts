import { VersionedMap } from '@xdsim/envoy';
import type { Resource, ResourceSet } from '@xdsim/envoy';
import { wildcardAddresses } from './ip-family.js';
import type { Proxy } from './proxy.js';

/**
 * The proxy as it stands for all that see the same: at no address in particular. Its own address matters in one way only,
 * which {@link withoutOwnAddress} makes up for.
 */
export const atNoAddress = (proxy: Proxy): Proxy => ({ ...proxy, ipAddresses: wildcardAddresses(proxy) });

type Listeners = ResourceSet['listeners'];

const byAddress = new WeakMap<Listeners, ReadonlyMap<string, readonly string[]>>();

/** The names of listeners by the address that they stand for, worked out once for each version of them. */
function namesByAddress(listeners: Listeners): ReadonlyMap<string, readonly string[]> {
  let found = byAddress.get(listeners);
  if (!found) {
    const names = new Map<string, string[]>();
    for (const name of listeners.keys()) {
      const address = name.slice(0, Math.max(0, name.lastIndexOf('_')));
      const known = names.get(address);
      if (known) known.push(name);
      else names.set(address, [name]);
    }
    byAddress.set(listeners, (found = names));
  }
  return found;
}

/**
 * What is for all proxies of a view, less what is not for this one. Istio: a proxy has no listener for the workload that it
 * stands beside, or what is sent to that would never arrive.
 */
export function withoutOwnAddress(resources: ResourceSet, proxy: Proxy): ResourceSet {
  const [own] = proxy.ipAddresses;
  const names = own === undefined ? undefined : namesByAddress(resources.listeners).get(own);
  if (!names) return resources;
  const gone = names.map((name): [string, Resource<'listeners'> | undefined] => [name, undefined]);
  // A copy, as the map itself belongs to the translator, which goes on with it.
  return { ...resources, listeners: VersionedMap.of(resources.listeners).with(gone) };
}
