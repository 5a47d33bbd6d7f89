/** How far clients may go. What goes further is refused, and nobody else notices. */
export interface Limits {
  /** Of one request. A delta client that reconnects lists all that it holds; gRPC's own 4 MiB are few for a large mesh. */
  readonly requestBytes: number;
  /** In one request: asked for, given up, or held from before. */
  readonly namesPerRequest: number;
  /** That a stream may ask for at a time, of all its types. */
  readonly namesPerStream: number;
  /** That all streams may ask for together; those that ask for the same count once. */
  readonly names: number;
  /** Of a name, a type URL or a nonce. */
  readonly nameBytes: number;
  /** That a stream may ask for in its life, known to this server or not. */
  readonly typesPerStream: number;
  readonly nodeIdBytes: number;
  /** Of the node that a client says it is, with its metadata and the list of its extensions. */
  readonly nodeBytes: number;
  /** Of lists and structures within each other, in the node's metadata. */
  readonly nodeDepth: number;
  /** In the node's metadata, at whatever depth. */
  readonly nodeFields: number;
  /** Of the reason that a client gives when it rejects a response. */
  readonly errorBytes: number;
  /** On one stream, in the long run. */
  readonly requestsPerSecond: number;
  /** On one stream, at once. */
  readonly requestBurst: number;
  /** On one connection; a client that wants more of them waits. */
  readonly streamsPerConnection: number;
  /** From one IPv4 address, or one /64 of IPv6. */
  readonly streamsPerPeer: number;
  readonly streams: number;
  /** Calls that look at the server, by client status or reflection, that are open at once; they are not among the streams. */
  readonly inspections: number;
  /** In all translations that are kept for proxies, of which those that see the same share one. */
  readonly viewResources: number;
  /** In translations that are kept for one IPv4 address alone, or one /64 of IPv6. */
  readonly viewResourcesPerPeer: number;
  /** From one IPv4 address, or one /64 of IPv6. */
  readonly connectionsPerPeer: number;
  readonly connections: number;
  /** Until a stream has said who it is. */
  readonly firstRequestMs: number;
  /** That a client may leave a response unanswered or unread while there is something newer to say. */
  readonly unansweredMs: number;
  /** Of memory for requests that are not complete yet, of all clients together. */
  readonly incompleteBytes: number;
  /** From one connection, of what is no part of a request, in the long run: pings, settings, headers. */
  readonly controlBytesPerSecond: number;
  /** Of responses that are on their way, of all clients together. The others wait. */
  readonly outgoingBytes: number;
  /** That a client may take to read a response for which others wait. */
  readonly slowReadMs: number;
  /** Between two questions whether the other end is still there, and then for the answer. */
  readonly keepaliveMs: number;
  readonly keepaliveTimeoutMs: number;
  /** Of a connection, more or less a tenth: clients spread over replicas, and show their certificates again. */
  readonly connectionAgeMs: number;
  /** That the streams of such a connection get to move to another one. */
  readonly connectionGraceMs: number;
  /** Of a connection without a stream. */
  readonly idleMs: number;
}

const KIB = 1024;
const MIB = 1024 * KIB;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Far from what Envoys do, in meshes of 10,000 services too. */
export const defaultLimits: Limits = {
  requestBytes: 32 * MIB,
  namesPerRequest: 50_000,
  namesPerStream: 100_000,
  // 2,000 Envoys with 1,000 services each, none of which asks for the same as another.
  names: 2_000_000,
  nameBytes: 4 * KIB,
  typesPerStream: 32,
  nodeIdBytes: 1 * KIB,
  // Envoy: its list of extensions alone is about 100 KiB.
  nodeBytes: 1 * MIB,
  nodeDepth: 32,
  // Istio: labels, annotations and some dozens of settings.
  nodeFields: 2_000,
  errorBytes: 1 * MIB,
  requestsPerSecond: 200,
  // gRPC: a client of it asks anew for each name that it learns of.
  requestBurst: 2_000,
  streamsPerConnection: 100,
  streamsPerPeer: 5_000,
  streams: 20_000,
  // An answer may be as large as all that all proxies hold.
  inspections: 32,
  // Some 7 KiB each: together about 1.4 GiB.
  viewResources: 200_000,
  viewResourcesPerPeer: 100_000,
  connectionsPerPeer: 5_000,
  connections: 20_000,
  firstRequestMs: 10 * SECOND,
  unansweredMs: 2 * MINUTE,
  incompleteBytes: 256 * MIB,
  controlBytesPerSecond: 1 * MIB,
  outgoingBytes: 128 * MIB,
  slowReadMs: 5 * SECOND,
  keepaliveMs: 30 * SECOND,
  keepaliveTimeoutMs: 10 * SECOND,
  // Istio: 30 minutes as well.
  connectionAgeMs: 30 * MINUTE,
  connectionGraceMs: 30 * SECOND,
  idleMs: 5 * MINUTE,
};

/** @throws RangeError for a limit that is not a positive number */
export function withDefaults(limits: Partial<Limits> = {}): Limits {
  for (const [name, value] of Object.entries(limits)) {
    if (!Object.hasOwn(defaultLimits, name)) throw new RangeError(`there is no limit "${name}"`);
    if (!(value > 0)) throw new RangeError(`the limit ${name} has to be a positive number, not ${value}`);
  }
  return { ...defaultLimits, ...limits };
}
