import type { AnyObject } from '@xdsim/api';
import type { Filter, FilterChainMatch } from '@xdsim/envoy';
import { UNSPECIFIED_ADDRESS } from '@xdsim/registry';
import type { Service } from '@xdsim/registry';
import { dnsCacheOf } from '../clusters/dynamic-forward.js';
import type { Context } from '../context.js';
import { parseCidr } from './cidr.js';
import type { Cidr } from './cidr.js';
import type { HttpChain } from './http-chain.js';
import { PLAIN_HTTP } from './inspectors.js';

/** Which connections of a listener go where. */
export interface Chain {
  /** Empty, or with `*` among them: any name, or no TLS at all. */
  readonly serverNames: readonly string[];
  /** Empty: any address. */
  readonly cidrs: readonly string[];
  /** Takes only what the HTTP inspector finds to be plain HTTP. */
  readonly onlyHttp?: boolean;
  /** What the connections are given to: a connection manager, or filters that carry bytes. */
  readonly http?: HttpChain;
  readonly filters?: readonly Filter[];
  readonly service: Service;
  /** What shaped it beside the service. */
  readonly sources: readonly AnyObject[];
}

const namesOf = ({ serverNames }: Chain): readonly string[] => (serverNames.includes('*') ? [] : serverNames);

/** Istio: an address of nothing but zeros says as much as none. */
const blocksOf = ({ cidrs }: Chain): readonly Cidr[] =>
  [...cidrs]
    .sort()
    .map(parseCidr)
    .filter(({ address }) => address !== UNSPECIFIED_ADDRESS);

export const matchesAll = (chain: Chain): boolean =>
  !chain.onlyHttp && namesOf(chain).length === 0 && chain.cidrs.length === 0;

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  new Set([...a, ...b]).size === new Set(a).size && new Set(a).size === new Set(b).size;

const specificNames = ({ serverNames }: Chain): readonly string[] => serverNames.filter((n) => n !== '*');

/** Whether Envoy could not tell two chains apart (Istio's notion of it). */
export const sameMatch = (a: Chain, b: Chain): boolean =>
  Boolean(a.onlyHttp) === Boolean(b.onlyHttp) &&
  sameSet(specificNames(a), specificNames(b)) &&
  sameSet(
    blocksOf(a).map((c) => c.block),
    blocksOf(b).map((c) => c.block),
  );

export function chainMatch(chain: Chain): FilterChainMatch {
  const [names, blocks] = [namesOf(chain), blocksOf(chain)];
  return {
    ...(blocks.length
      ? { prefix_ranges: blocks.map(({ address, bits }) => ({ address_prefix: address, prefix_len: bits })) }
      : {}),
    ...(names.length ? { server_names: [...names].sort() } : {}),
    ...(chain.onlyHttp ? PLAIN_HTTP : {}),
  };
}

/** @param onlyHttp whether HTTP is told from other things by sniffing */
export const httpChain = (context: Context, service: Service, own: HttpChain, onlyHttp: boolean): Chain => ({
  serverNames: [],
  cidrs: [],
  ...(onlyHttp ? { onlyHttp } : {}),
  http: service.resolution === 'DYNAMIC_DNS' ? { ...own, dnsCache: dnsCacheOf(context, service) } : own,
  service,
  sources: [],
});
