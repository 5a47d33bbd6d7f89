import type { DeltaDiscoveryRequest, DiscoveryRequest, ResourceSet } from '@xdsim/envoy';

/** What can happen to a stream. */
export type StreamEvent =
  /** The client sent a message: a `DiscoveryRequest` on SotW streams, a `DeltaDiscoveryRequest` on delta ones. */
  | { readonly kind: 'request'; readonly request: DiscoveryRequest | DeltaDiscoveryRequest }
  /** The client's view has this content now. The first one releases the requests that wait for it. */
  | { readonly kind: 'publish'; readonly resources: ResourceSet; readonly generation: number }
  /** What a `wait` effect told of has lasted long enough: the order of changes is given up for this generation. */
  | { readonly kind: 'time-up'; readonly generation: number }
  /** The same of `wait-for-targets`: what is missing is not waited for any longer. */
  | { readonly kind: 'targets-time-up'; readonly generation: number };
